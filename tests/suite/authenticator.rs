//! An authenticator as phones and security keys have them, in software and without scruples: it answers for whatever site it is
//! told to, forgets to ask for a finger, and lets itself be copied.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Where the tests of passkeys say they are: a bare address has none.
pub const ORIGIN: &str = "http://localhost:3000";

const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const KEY_FOLLOWS: u8 = 0x40;

#[derive(Clone)]
pub struct Authenticator {
    id: Vec<u8>,
    key: SigningKey,
    /// What the next answer says; one that stays at 0 does not count.
    pub counter: u32,
    /// The site it takes itself to be on.
    pub origin: &'static str,
    pub site: &'static str,
    /// Whether it asks for a finger, a face or a PIN.
    pub verifies: bool,
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

impl Authenticator {
    /// Of many, the n-th.
    pub fn new(n: u8) -> Self {
        let key = SigningKey::from_slice(&[n.max(1); 32]).unwrap();
        Self { id: vec![n; 32], key, counter: 1, origin: ORIGIN, site: "localhost", verifies: true }
    }

    pub fn id(&self) -> &[u8] {
        &self.id
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        let mut data = sha256(self.site.as_bytes());
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["publicKey"]["challenge"].as_str().unwrap();
        let said = json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    fn credential(&self, response: &Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }

    /// Answers what `start` gave for a new passkey.
    pub fn make(&mut self, options: &Value) -> String {
        let client = self.client("webauthn.create", options);
        let mut data = self.data(KEY_FOLLOWS);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        // COSE: an EC2 key (1: 2) for ES256 (3: -7) on P-256 (-1: 1), x (-2) and y (-3).
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = vec![0xA3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xA0\x68authData\x58");
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.counter += 1;
        self.credential(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
            "transports": ["internal"],
        }))
    }

    /// Answers what `start` gave for using it.
    pub fn answer(&mut self, options: &Value) -> String {
        let (client, data) = (self.client("webauthn.get", options), self.data(0));
        let signature: Signature = self.key.sign(&[data.clone(), sha256(&client)].concat());
        if self.counter > 0 {
            self.counter += 1;
        }
        self.credential(&json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.to_der().as_bytes()),
            "userHandle": null,
        }))
    }
}

//! The only source of randomness: ids, tokens and codes.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Clock;

/// Makes `UUIDv7` ids and unguessable bytes. Seeded, it repeats itself: for tests and the demo.
#[derive(Clone)]
pub struct Ids {
    clock: Clock,
    rng: Arc<Mutex<StdRng>>,
}

impl Ids {
    /// # Panics
    /// When the operating system has no randomness to give; nothing may start then.
    #[must_use]
    pub fn system(clock: Clock) -> Self {
        let rng = StdRng::try_from_rng(&mut SysRng).expect("the operating system gives randomness");
        Self { clock, rng: Arc::new(Mutex::new(rng)) }
    }

    #[must_use]
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self { clock, rng: Arc::new(Mutex::new(StdRng::seed_from_u64(seed))) }
    }

    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out);
        out
    }

    /// Time-ordered id; made by the application so that any node, or a phone without network, can.
    #[must_use]
    pub fn uuid(&self) -> Uuid {
        let ms = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(ms, &self.bytes()).into_uuid()
    }

    /// 256 random bits in 43 URL-safe characters: sessions, invitations, flash.
    #[must_use]
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}

/// What the database keeps of a token, in place of the token.
#[must_use]
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// HMAC-SHA256 (RFC 2104) over the parts, each preceded by its length so that no two lists give one message.
#[must_use]
pub fn keyed_digest(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let pad = |byte: u8| {
        let mut block = [byte; 64];
        block.iter_mut().zip(key).for_each(|(b, k)| *b ^= k);
        block
    };
    let mut inner = Sha256::new();
    inner.update(pad(0x36));
    for part in parts {
        inner.update((part.len() as u64).to_be_bytes());
        inner.update(part);
    }
    let mut outer = Sha256::new();
    outer.update(pad(0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

/// A list of ids in JSON, for statements that take any number of them: SQLite reads each by `unhex(value)`, PostgreSQL by
/// `CAST(x AS UUID)`.
#[must_use]
pub fn in_json(ids: impl IntoIterator<Item = Uuid>) -> String {
    let all: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", all.join(","))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}

/// The bytes of an even number of hexadecimal digits; `None` for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    // `from_str_radix` would also read "+f".
    if !text.len().is_multiple_of(2) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{hex, unhex};

    #[test]
    fn hexadecimal_digits_and_nothing_else() {
        assert_eq!(unhex(&hex(&[0, 9, 0xAB, 0xFF])).as_deref(), Some([0, 9, 0xAB, 0xFF].as_slice()));
        assert_eq!(unhex("aBCd"), Some(vec![0xAB, 0xCD]));
        for bad in ["a", "+0", "-1", "0x", " 1", "өө"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}

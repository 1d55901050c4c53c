//! Personal values and how they lie in the database: sealed with XChaCha20-Poly1305 under a data key per person or per
//! testimonial, which is itself sealed under the instance's key ([`Ring`]), kept outside the database.
//!
//! A [`Personal`] value has no `Debug`, `Display` or `Serialize`: whoever wants its text must say [`Personal::reveal`],
//! so it cannot slip into a log, an error or an answer. A [`Sealed`] value is what a row holds. Its associated data names
//! table, column, row and key version: moved anywhere else, it does not open. Rules: `docs/security.md`.

mod ring;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};
use uuid::Uuid;
use zeroize::{Zeroize, Zeroizing};

pub use ring::{Ring, Wrapped};

use crate::ids::Ids;

/// Text about a person. Wiped from memory when dropped.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal(String);

impl Personal {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for a page of somebody who may read it, or for a mail to the person themselves.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Personal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Personal {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Drop for Personal {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A sealed column's value: version of the data key (4 bytes, big-endian), nonce (24), ciphertext and tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

/// Where a sealed value stands.
#[derive(Clone, Copy)]
pub struct Field {
    pub table: &'static str,
    pub column: &'static str,
}

impl Field {
    #[must_use]
    pub const fn new(table: &'static str, column: &'static str) -> Self {
        Self { table, column }
    }
}

/// A value that does not open: moved, damaged, or sealed under another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a sealed value does not open")
    }
}

impl std::error::Error for Broken {}

impl From<Broken> for sqlx::Error {
    fn from(broken: Broken) -> Self {
        Self::Decode(Box::new(broken))
    }
}

const NONCE: usize = 24;

/// Seals bytes as nonce, ciphertext and tag.
fn seal(key: &[u8; 32], ids: &Ids, aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let nonce = ids.bytes::<NONCE>();
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    let body = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad })
        .expect("XChaCha20 takes any message that fits in memory");
    [nonce.as_slice(), &body].concat()
}

fn open(key: &[u8; 32], aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Broken> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(Broken)?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad }).map(Zeroizing::new).map_err(|_| Broken)
}

/// The key of one person or testimonial.
pub struct DataKey {
    pub(crate) version: u32,
    pub(crate) key: Zeroizing<[u8; 32]>,
    pub(crate) ids: Ids,
}

impl DataKey {
    /// A key that lies nowhere: whoever holds what it is derived from makes it again.
    #[must_use]
    pub fn derived(key: [u8; 32], ids: &Ids) -> Self {
        Self { version: 0, key: Zeroizing::new(key), ids: ids.clone() }
    }

    /// Seals a text that may be empty; then there is nothing to seal.
    #[must_use]
    pub fn seal_some(&self, field: Field, row: impl AsRef<[u8]>, text: &Personal) -> Option<Sealed> {
        (!text.is_empty()).then(|| self.seal(field, row, text.reveal()))
    }

    /// As [`DataKey::open`]; nothing gives nothing.
    ///
    /// # Errors
    /// As there.
    pub fn open_some(&self, field: Field, row: impl AsRef<[u8]>, sealed: Option<&Sealed>) -> Result<Personal, Broken> {
        sealed.map_or_else(|| Ok(Personal::default()), |sealed| self.open(field, row, sealed))
    }

    /// Seals `text` for one column of one row, named by its primary key.
    #[must_use]
    pub fn seal(&self, field: Field, row: impl AsRef<[u8]>, text: &str) -> Sealed {
        let body = seal(&self.key, &self.ids, &aad(field, row.as_ref(), self.version), text.as_bytes());
        Sealed([self.version.to_be_bytes().as_slice(), &body].concat())
    }

    /// # Errors
    /// [`Broken`] when it was sealed for another place or key.
    pub fn open(&self, field: Field, row: impl AsRef<[u8]>, sealed: &Sealed) -> Result<Personal, Broken> {
        let (version, body) = sealed.0.split_first_chunk::<4>().ok_or(Broken)?;
        if u32::from_be_bytes(*version) != self.version {
            return Err(Broken);
        }
        let plain = open(&self.key, &aad(field, row.as_ref(), self.version), body)?;
        std::str::from_utf8(&plain).map(Personal::from).map_err(|_| Broken)
    }
}

/// Each part preceded by its length, so that no two places share one.
fn aad(field: Field, row: &[u8], version: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(64);
    for part in [field.table.as_bytes(), field.column.as_bytes(), row, &version.to_be_bytes()] {
        out.extend((part.len() as u64).to_be_bytes());
        out.extend(part);
    }
    out
}

impl<DB: Database> Type<DB> for Sealed
where
    Vec<u8>: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <Vec<u8> as Type<DB>>::type_info()
    }

    fn compatible(ty: &DB::TypeInfo) -> bool {
        <Vec<u8> as Type<DB>>::compatible(ty)
    }
}

impl<'q, DB: Database> Encode<'q, DB> for Sealed
where
    Vec<u8>: Encode<'q, DB>,
{
    fn encode_by_ref(&self, buf: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.0.encode_by_ref(buf)
    }
}

impl<'r, DB: Database> Decode<'r, DB> for Sealed
where
    Vec<u8>: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Vec::<u8>::decode(value).map(Self)
    }
}

/// Whether the sealed values of a row could be read, for lists in which one row must not hide the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legible {
    #[default]
    Yes,
    /// The key is gone, and with it what it sealed.
    Erased,
    /// There is a key, and it does not open what stands here.
    Damaged,
}

impl Legible {
    /// The message key of what stands in the place of a name.
    #[must_use]
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Yes => None,
            Self::Erased => Some("ui-erased"),
            Self::Damaged => Some("ui-damaged"),
        }
    }
}

/// What a data key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Person(Uuid),
    Testimonial(Uuid),
    Staff(Uuid),
    /// An invitation: the address it went to.
    Invite(Uuid),
}

impl Subject {
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) | Self::Testimonial(id) | Self::Staff(id) | Self::Invite(id) => id,
        }
    }

    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Testimonial(_) => "testimonial",
            Self::Staff(_) => "staff",
            Self::Invite(_) => "invite",
        }
    }
}

#[cfg(test)]
mod tests;

//! The instance's keys: newest first in use, older ones only to open what they wrapped until `sabak keys rotate` is done.

use std::collections::BTreeMap;

use sqlx::FromRow;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Broken, DataKey, Personal};
use crate::ids::{Ids, hex, keyed_digest, unhex};

/// A data key as the table `data_key` holds it.
#[derive(FromRow)]
pub struct Wrapped {
    /// Of the data key; part of what binds its ciphertexts.
    pub version: i64,
    /// Of the instance key that wraps it.
    pub ring_version: i64,
    pub wrapped: Vec<u8>,
}

/// The instance keys by version, and the key of the blind indexes.
#[derive(Clone)]
pub struct Ring {
    keys: BTreeMap<u32, Zeroizing<[u8; 32]>>,
    index: Zeroizing<[u8; 32]>,
}

impl Ring {
    /// A ring of one key, version 1. `secret` is the instance's, which does not rotate: blind indexes hang on it.
    #[must_use]
    pub fn fresh(ids: &Ids, secret: &[u8; 32]) -> Self {
        Self::of(BTreeMap::from([(1, Zeroizing::new(ids.bytes()))]), secret)
    }

    fn of(keys: BTreeMap<u32, Zeroizing<[u8; 32]>>, secret: &[u8; 32]) -> Self {
        Self { keys, index: Zeroizing::new(keyed_digest(secret, &[b"blind index"])) }
    }

    /// Reads lines (or comma-separated pieces) of a version, a space and 64 hexadecimal digits.
    ///
    /// # Errors
    /// A sentence that says what is wrong, without the key.
    pub fn parse(text: &str, secret: &[u8; 32]) -> Result<Self, String> {
        let mut keys = BTreeMap::new();
        for line in text.split(['\n', ',']).map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let read = || {
                let (version, digits) = line.split_once(' ')?;
                let version: u32 = version.parse().ok().filter(|v| *v > 0)?;
                Some((version, Zeroizing::new(<[u8; 32]>::try_from(unhex(digits.trim())?).ok()?)))
            };
            let (version, key) =
                read().ok_or("instance key: each line is a version, a space and 64 hexadecimal digits")?;
            if keys.insert(version, key).is_some() {
                return Err(format!("instance key: version {version} stands twice"));
            }
        }
        if keys.is_empty() {
            return Err("instance key: there is none".to_owned());
        }
        Ok(Self::of(keys, secret))
    }

    /// What [`Ring::parse`] reads. For the key file and nothing else.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let lines: Vec<String> =
            self.keys.iter().map(|(version, key)| format!("{version} {}", hex(key.as_slice()))).collect();
        Zeroizing::new(lines.join("\n") + "\n")
    }

    /// This ring with one more key, which wraps from now on.
    #[must_use]
    pub fn rotated(&self, ids: &Ids) -> Self {
        let mut next = self.clone();
        next.keys.insert(self.current() + 1, Zeroizing::new(ids.bytes()));
        next
    }

    /// This ring with its newest key alone.
    #[must_use]
    pub fn newest(&self) -> Self {
        let mut next = self.clone();
        next.keys.retain(|version, _| *version == self.current());
        next
    }

    /// The version that wraps.
    #[must_use]
    pub fn current(&self) -> u32 {
        self.keys.last_key_value().map_or(0, |(version, _)| *version)
    }

    /// A new data key, and how it lies in the database.
    #[must_use]
    pub fn make(&self, ids: &Ids, subject: Uuid) -> (DataKey, Wrapped) {
        let key = DataKey { version: 1, key: Zeroizing::new(ids.bytes()), ids: ids.clone() };
        let wrapped = self.wrap(subject, &key);
        (key, wrapped)
    }

    /// Wraps a data key under the newest instance key.
    #[must_use]
    pub fn wrap(&self, subject: Uuid, key: &DataKey) -> Wrapped {
        let version = self.current();
        let with = self.keys.get(&version).map_or([0; 32], |k| **k);
        Wrapped {
            version: i64::from(key.version),
            ring_version: i64::from(version),
            wrapped: super::seal(&with, &key.ids, &bind(subject, key.version, version), key.key.as_slice()),
        }
    }

    /// # Errors
    /// [`Broken`] when this ring has no such key, or the row was tampered with.
    pub fn unwrap(&self, ids: &Ids, subject: Uuid, row: &Wrapped) -> Result<DataKey, Broken> {
        let version = u32::try_from(row.version).map_err(|_| Broken)?;
        let ring_version = u32::try_from(row.ring_version).map_err(|_| Broken)?;
        let with = self.keys.get(&ring_version).ok_or(Broken)?;
        let plain = super::open(with, &bind(subject, version, ring_version), &row.wrapped)?;
        let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Broken)?;
        Ok(DataKey { version, key: Zeroizing::new(key), ids: ids.clone() })
    }

    /// What finds a sealed value again without opening it: equal values of one kind, equal digests.
    #[must_use]
    pub fn lookup(&self, kind: &str, value: &Personal) -> Vec<u8> {
        keyed_digest(&self.index, &[kind.as_bytes(), value.reveal().as_bytes()]).to_vec()
    }
}

fn bind(subject: Uuid, version: u32, ring_version: u32) -> Vec<u8> {
    [b"data_key".as_slice(), subject.as_bytes(), &version.to_be_bytes(), &ring_version.to_be_bytes()].concat()
}

//! The instance's keys: newest first in use, older ones only to open what they wrapped until `sabak keys rotate` is done.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

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

type Keys = BTreeMap<u32, Zeroizing<[u8; 32]>>;

/// The instance keys by version, and the key of the blind indexes. Its clones share the keys, so that all parts of a
/// process learn of a new one at once.
#[derive(Clone)]
pub struct Ring {
    keys: Arc<RwLock<Keys>>,
    index: Zeroizing<[u8; 32]>,
    /// Where the keys are kept, when that is a file: read again when a row names a version that is not known here.
    file: Option<Arc<PathBuf>>,
}

impl Ring {
    /// A ring of one key, version 1. `secret` is the instance's, which does not rotate: blind indexes hang on it.
    #[must_use]
    pub fn fresh(ids: &Ids, secret: &[u8; 32]) -> Self {
        Self::of(BTreeMap::from([(1, Zeroizing::new(ids.bytes()))]), secret)
    }

    fn of(keys: Keys, secret: &[u8; 32]) -> Self {
        let index = Zeroizing::new(keyed_digest(secret, &[b"blind index"]));
        Self { keys: Arc::new(RwLock::new(keys)), index, file: None }
    }

    /// Reads lines (or comma-separated pieces) of a version, a space and 64 hexadecimal digits.
    ///
    /// # Errors
    /// A sentence that says what is wrong, without the key.
    pub fn parse(text: &str, secret: &[u8; 32]) -> Result<Self, String> {
        read(text).map(|keys| Self::of(keys, secret))
    }

    /// This ring, which looks into `file` when it meets a version that it does not know.
    #[must_use]
    pub fn kept_in(mut self, file: PathBuf) -> Self {
        self.file = Some(Arc::new(file));
        self
    }

    /// Takes exactly what the file holds now, if there is one.
    pub fn reload(&self) {
        if let Some(keys) = self.filed() {
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        }
    }

    /// Adds what the file holds beyond what is known; whether that was anything. The older keys stay until the process
    /// ends: somebody may hold a row that was read before it was wrapped anew.
    #[must_use]
    pub fn learn(&self) -> bool {
        let Some(keys) = self.filed() else { return false };
        let mut known = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let before = known.len();
        for (version, key) in keys {
            known.entry(version).or_insert(key);
        }
        known.len() > before
    }

    fn filed(&self) -> Option<Keys> {
        let text = Zeroizing::new(std::fs::read_to_string(self.file.as_ref()?.as_path()).ok()?);
        read(&text).ok()
    }

    fn with<T>(&self, look: impl FnOnce(&Keys) -> T) -> T {
        look(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn changed(&self, change: impl FnOnce(&mut Keys)) -> Self {
        let mut keys = self.with(Clone::clone);
        change(&mut keys);
        Self { keys: Arc::new(RwLock::new(keys)), index: self.index.clone(), file: None }
    }

    /// What [`Ring::parse`] reads. For the key file and nothing else.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        self.with(|keys| {
            let lines = keys.iter().map(|(version, key)| format!("{version} {}\n", hex(key.as_slice())));
            Zeroizing::new(lines.collect())
        })
    }

    /// A ring apart from this one, with one more key, which wraps.
    #[must_use]
    pub fn rotated(&self, ids: &Ids) -> Self {
        let next = self.current() + 1;
        self.changed(|keys| drop(keys.insert(next, Zeroizing::new(ids.bytes()))))
    }

    /// A ring apart from this one, with its newest key alone.
    #[must_use]
    pub fn newest(&self) -> Self {
        let current = self.current();
        self.changed(|keys| keys.retain(|version, _| *version == current))
    }

    /// What [`Ring::parse`] reads, without the newest key: for a file that is kept apart.
    #[must_use]
    pub fn older_text(&self) -> Zeroizing<String> {
        let current = self.current();
        self.changed(|keys| drop(keys.remove(&current))).text()
    }

    /// A ring apart from this one, which also opens what the older keys of `other` wrapped.
    #[must_use]
    pub fn with_older(&self, other: &Self) -> Self {
        let (current, older) = (self.current(), other.with(Clone::clone));
        self.changed(|keys| {
            for (version, key) in older.into_iter().filter(|(version, _)| *version < current) {
                keys.entry(version).or_insert(key);
            }
        })
    }

    /// The versions that it can open, oldest first.
    #[must_use]
    pub fn versions(&self) -> Vec<u32> {
        self.with(|keys| keys.keys().copied().collect())
    }

    /// The version that wraps.
    #[must_use]
    pub fn current(&self) -> u32 {
        self.with(|keys| keys.last_key_value().map_or(0, |(version, _)| *version))
    }

    /// A new data key, and how it lies in the database.
    #[must_use]
    pub fn make(&self, ids: &Ids, subject: Uuid) -> (DataKey, Wrapped) {
        let key = DataKey { version: 1, key: Zeroizing::new(ids.bytes()), ids: ids.clone() };
        let wrapped = self.wrap(subject, &key);
        (key, wrapped)
    }

    /// Wraps a data key under the newest instance key.
    ///
    /// # Panics
    /// Never: no ring is handed out that has no key.
    #[must_use]
    pub fn wrap(&self, subject: Uuid, key: &DataKey) -> Wrapped {
        let (version, with) = self
            .with(|keys| keys.last_key_value().map(|(version, key)| (*version, key.clone())))
            .expect("a ring is never made of no key");
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
        let known = || self.with(|keys| keys.get(&ring_version).cloned());
        // Rotated by another process meanwhile, perhaps.
        let with = known().or_else(|| self.learn().then(known).flatten()).ok_or(Broken)?;
        let plain = super::open(&with, &bind(subject, version, ring_version), &row.wrapped)?;
        let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| Broken)?;
        Ok(DataKey { version, key: Zeroizing::new(key), ids: ids.clone() })
    }

    /// A key of the instance itself, for what is nobody's own and yet not to be read in the database.
    #[must_use]
    pub fn own(&self, ids: &Ids, purpose: &str) -> DataKey {
        DataKey::derived(keyed_digest(&self.index, &[b"own", purpose.as_bytes()]), ids)
    }

    /// A key that lies nowhere, made of the instance's secret and what is kept beside what it seals; without that it is gone.
    #[must_use]
    pub fn apart(&self, ids: &Ids, purpose: &str, parts: &[&[u8]]) -> DataKey {
        let all: Vec<&[u8]> =
            [b"apart".as_slice(), purpose.as_bytes()].into_iter().chain(parts.iter().copied()).collect();
        DataKey::derived(keyed_digest(&self.index, &all), ids)
    }

    /// What finds a sealed value again without opening it: equal values of one kind, equal digests.
    #[must_use]
    pub fn lookup(&self, kind: &str, value: &Personal) -> Vec<u8> {
        keyed_digest(&self.index, &[kind.as_bytes(), value.reveal().as_bytes()]).to_vec()
    }
}

fn read(text: &str) -> Result<Keys, String> {
    let mut keys = BTreeMap::new();
    for line in text.split(['\n', ',']).map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let read = || {
            let (version, digits) = line.split_once(' ')?;
            let version: u32 = version.parse().ok().filter(|v| *v > 0)?;
            Some((version, Zeroizing::new(<[u8; 32]>::try_from(unhex(digits.trim())?).ok()?)))
        };
        let (version, key) = read().ok_or("instance key: each line is a version, a space and 64 hexadecimal digits")?;
        if keys.insert(version, key).is_some() {
            return Err(format!("instance key: version {version} stands twice"));
        }
    }
    if keys.is_empty() {
        return Err("instance key: there is none".to_owned());
    }
    Ok(keys)
}

fn bind(subject: Uuid, version: u32, ring_version: u32) -> Vec<u8> {
    [b"data_key".as_slice(), subject.as_bytes(), &version.to_be_bytes(), &ring_version.to_be_bytes()].concat()
}

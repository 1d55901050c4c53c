//! What is hashed, and how: entries to leaves, leaves to the Merkle root of a batch, batches to a chain, and the signed
//! checkpoints that leave the instance. Nothing here asks a database; whoever has the rows and the public key can redo it.

use std::fmt;

use chrono::{DateTime, SecondsFormat};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::clock::Instant;
use crate::ids::{hex, keyed_digest, unhex};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// What the first batch names as the one before it.
pub const GENESIS: Hash = [0; 32];
/// The most entries of one batch: the sealer holds the writer of `SQLite` for one batch at a time.
pub const MAX_BATCH: usize = 1024;

/// One line of the history, as it is hashed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    pub id: Uuid,
    pub at: Instant,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    pub reason: String,
    pub outcome: String,
    pub digest: Option<Vec<u8>>,
}

/// Writes each part after its length, so that no two lists of parts give the same bytes.
struct Bytes(Vec<u8>);

impl Bytes {
    fn new(domain: &str) -> Self {
        let mut bytes = Self(Vec::with_capacity(256));
        bytes.part(domain.as_bytes());
        bytes
    }

    fn part(&mut self, part: &[u8]) {
        self.0.extend((part.len() as u64).to_be_bytes());
        self.0.extend(part);
    }

    fn number(&mut self, number: i64) {
        self.part(&number.to_be_bytes());
    }

    fn at(&mut self, at: Instant) {
        self.number(at.timestamp());
        self.part(&at.timestamp_subsec_nanos().to_be_bytes());
    }
}

impl Entry {
    /// The bytes that stand for this entry in the chain.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Bytes::new("sabak audit entry 1");
        bytes.part(self.id.as_bytes());
        bytes.at(self.at);
        bytes.part(self.actor_kind.as_bytes());
        // An absent value is a part of no bytes; neither an id nor a digest is ever that short.
        bytes.part(self.actor_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
        for text in [&self.action, &self.object_kind, &self.object_id, &self.reason, &self.outcome] {
            bytes.part(text.as_bytes());
        }
        bytes.part(self.digest.as_deref().unwrap_or_default());
        bytes.0
    }

    /// Its leaf in the tree of its batch.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        leaf(&self.canonical())
    }
}

/// RFC 6962, 2.1: leaves and nodes begin with different bytes, so that neither can be given out as the other.
#[must_use]
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of RFC 6962 over leaves in this order, in memory that grows with the tree's height alone.
#[derive(Default)]
pub struct Tree {
    /// Roots of complete subtrees, the largest first, with the number of their leaves.
    roots: Vec<(u64, Hash)>,
}

impl Tree {
    pub fn push(&mut self, leaf: Hash) {
        let mut one = (1, leaf);
        while let Some((size, left)) = self.roots.pop_if(|(size, _)| *size == one.0) {
            one = (size * 2, node(&left, &one.1));
        }
        self.roots.push(one);
    }

    #[must_use]
    pub fn root(mut self) -> Hash {
        let Some((_, mut root)) = self.roots.pop() else { return Sha256::digest([]).into() };
        while let Some((_, left)) = self.roots.pop() {
            root = node(&left, &root);
        }
        root
    }
}

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Batch {
    /// From 1, without gaps.
    pub number: i64,
    /// The hash of the batch before it, [`GENESIS`] for the first.
    pub previous: Vec<u8>,
    /// Over its entries in the order of their links.
    pub root: Vec<u8>,
    pub entries: i64,
    /// Entries of the chain up to and with this batch.
    pub total: i64,
    pub first_entry: Uuid,
    pub last_entry: Uuid,
    pub at: Instant,
    /// The sealer's fencing number.
    pub fence: i64,
    /// Over all of the above.
    pub hash: Vec<u8>,
}

impl Batch {
    /// The batch that links these entries after `newest`; `None` without entries.
    #[must_use]
    pub fn after(newest: Option<&Self>, entries: &[Entry], at: Instant, fence: i64) -> Option<Self> {
        let (first, last) = (entries.first()?, entries.last()?);
        let mut tree = Tree::default();
        for entry in entries {
            tree.push(entry.leaf());
        }
        let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let mut batch = Self {
            number: newest.map_or(1, |b| b.number + 1),
            previous: newest.map_or(GENESIS.to_vec(), |b| b.hash.clone()),
            root: tree.root().to_vec(),
            entries: count,
            total: newest.map_or(0, |b| b.total) + count,
            first_entry: first.id,
            last_entry: last.id,
            at,
            fence,
            hash: Vec::new(),
        };
        batch.hash = batch.digest().to_vec();
        Some(batch)
    }

    /// What its hash must be.
    #[must_use]
    pub fn digest(&self) -> Hash {
        let mut bytes = Bytes::new("sabak audit batch 1");
        bytes.number(self.number);
        bytes.part(&self.previous);
        bytes.part(&self.root);
        bytes.number(self.entries);
        bytes.number(self.total);
        bytes.part(self.first_entry.as_bytes());
        bytes.part(self.last_entry.as_bytes());
        bytes.at(self.at);
        bytes.number(self.fence);
        Sha256::digest(&bytes.0).into()
    }
}

/// How far the history reached at a time, signed: kept outside the database, it shows whether the end was cut off.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Checkpoint {
    pub batch: i64,
    pub hash: Vec<u8>,
    /// Entries up to there.
    pub total: i64,
    pub at: Instant,
    pub signature: Vec<u8>,
}

const LINE: &str = "sabak-audit-1";

impl Checkpoint {
    #[must_use]
    pub fn sign(key: &SigningKey, batch: &Batch, at: Instant) -> Self {
        let mut point =
            Self { batch: batch.number, hash: batch.hash.clone(), total: batch.total, at, signature: Vec::new() };
        point.signature = key.sign(&point.message()).to_bytes().to_vec();
        point
    }

    fn message(&self) -> Vec<u8> {
        let mut bytes = Bytes::new("sabak audit checkpoint 1");
        bytes.number(self.batch);
        bytes.part(&self.hash);
        bytes.number(self.total);
        bytes.at(self.at);
        bytes.0
    }

    #[must_use]
    pub fn signed_by(&self, key: &VerifyingKey) -> bool {
        Signature::from_slice(&self.signature).is_ok_and(|s| key.verify_strict(&self.message(), &s).is_ok())
    }

    /// Reads a line as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split_whitespace();
        (parts.next()? == LINE).then_some(())?;
        let batch = parts.next()?.parse().ok()?;
        let hash = unhex(parts.next()?)?;
        let total = parts.next()?.parse().ok()?;
        let at = DateTime::parse_from_rfc3339(parts.next()?).ok()?.to_utc();
        let signature = unhex(parts.next()?)?;
        parts.next().is_none().then_some(Self { batch, hash, total, at, signature })
    }
}

/// One line: number of the batch, its hash, entries so far, time, signature.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Millis, true);
        write!(f, "{LINE} {} {} {} {at} {}", self.batch, hex(&self.hash), self.total, hex(&self.signature))
    }
}

/// The key of the checkpoints, derived from the instance's secret.
#[must_use]
pub fn signing_key(secret: &[u8; 32]) -> SigningKey {
    SigningKey::from_bytes(&keyed_digest(secret, &[b"audit checkpoint signature"]))
}

/// What an entry says of content: whoever holds the secret and the content can show that it was this; nobody else can
/// try contents against it.
#[must_use]
pub fn content_digest(secret: &[u8; 32], action: &str, object_id: &str, content: &[&[u8]]) -> Vec<u8> {
    let key = keyed_digest(secret, &[b"audit content digest"]);
    let parts: Vec<&[u8]> =
        [action.as_bytes(), object_id.as_bytes()].into_iter().chain(content.iter().copied()).collect();
    keyed_digest(&key, &parts).to_vec()
}

/// Who acted, as one asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Staff(Uuid),
    Participants,
    System,
}

/// What of the history is asked for; nothing set is all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub who: Option<Who>,
    pub action: Option<String>,
    pub object_kind: Option<String>,
    pub object_id: Option<String>,
    pub from: Option<Instant>,
    /// Before this, not at it.
    pub until: Option<Instant>,
    pub refused: bool,
}

/// The smallest id that is made at a time: ids begin with their milliseconds.
#[must_use]
pub fn first_id(at: Instant) -> Uuid {
    let ms = u128::try_from(at.timestamp_millis().clamp(0, (1 << 48) - 1)).unwrap_or_default();
    Uuid::from_u128(ms << 80)
}

/// Something that a sound history does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Numbers go on without gaps.
    BatchMissing {
        number: i64,
    },
    /// Its row is not what its hash says.
    BatchChanged {
        number: i64,
    },
    /// It does not follow the batch before it.
    BatchOutOfOrder {
        number: i64,
    },
    /// Its entries are not those, or not in the order, that its root says.
    EntriesChanged {
        batch: i64,
    },
    /// A link is there, its entry is not.
    EntryMissing {
        batch: i64,
        position: i64,
    },
    /// Fewer or more links than entries were linked.
    LinkMissing {
        batch: i64,
        position: i64,
    },
    LinkAdded {
        batch: i64,
    },
    /// Something in it cannot even be read.
    Unreadable {
        batch: i64,
    },
    /// Entries that are neither in a batch nor waiting for one.
    NotLinked {
        entries: i64,
    },
    /// What waits is in a batch already, or is not there.
    WaitingChanged {
        entries: i64,
    },
    /// The history once reached further than it does.
    Truncated {
        batch: i64,
        at: Instant,
    },
    /// A signed checkpoint says another hash of a batch than the batch does.
    CheckpointDiffers {
        batch: i64,
        at: Instant,
    },
    /// Not signed with this instance's key.
    CheckpointForged {
        batch: i64,
    },
    /// A line of the file that is no checkpoint.
    CheckpointUnreadable {
        line: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BatchMissing { number } => write!(f, "batch {number}: removed"),
            Self::BatchChanged { number } => write!(f, "batch {number}: its row was changed"),
            Self::BatchOutOfOrder { number } => write!(f, "batch {number}: does not follow the batch before it"),
            Self::EntriesChanged { batch } => write!(f, "batch {batch}: an entry was changed, or their order was"),
            Self::EntryMissing { batch, position } => write!(f, "batch {batch}: its entry {position} was removed"),
            Self::LinkMissing { batch, position } => {
                write!(f, "batch {batch}: its link {position} was removed or moved")
            }
            Self::LinkAdded { batch } => write!(f, "batch {batch}: it has more links than entries were linked"),
            Self::Unreadable { batch } => write!(f, "batch {batch}: something in it cannot be read"),
            Self::NotLinked { entries } => write!(f, "{entries} entries are in no batch and do not wait for one"),
            Self::WaitingChanged { entries } => write!(f, "{entries} entries wait that are linked or are not there"),
            Self::Truncated { batch, at } => write!(f, "batch {batch}: it was there at {at}, so the end was cut off"),
            Self::CheckpointDiffers { batch, at } => {
                write!(f, "batch {batch}: it is not the one that was signed at {at}, so the history was written anew")
            }
            Self::CheckpointForged { batch } => {
                write!(f, "batch {batch}: a checkpoint of it is not signed by this instance")
            }
            Self::CheckpointUnreadable { line } => write!(f, "line {line} of the checkpoints is none"),
        }
    }
}

/// What `verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub batches: i64,
    /// The number of the newest batch.
    pub last: i64,
    /// Entries that are linked.
    pub entries: i64,
    /// Entries that wait for their batch.
    pub waiting: i64,
    /// Checkpoints that were compared.
    pub checkpoints: usize,
    /// The first of them, at most [`Verdict::MOST`].
    pub faults: Vec<Fault>,
    /// All of them.
    pub wrong: usize,
}

impl Verdict {
    /// How many faults are told one by one.
    pub const MOST: usize = 100;

    #[must_use]
    pub const fn sound(&self) -> bool {
        self.wrong == 0
    }

    /// Notes a fault, once.
    pub(super) fn add(&mut self, fault: Fault) {
        if self.faults.contains(&fault) {
            return;
        }
        self.wrong += 1;
        if self.faults.len() < Self::MOST {
            self.faults.push(fault);
        }
    }
}

#[cfg(test)]
mod tests;

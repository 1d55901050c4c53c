use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use chrono::{TimeZone as _, Utc};
use uuid::Uuid;

use super::{Header, Manifest, Part, Reader, Writer, header, identities, recipients, verify};

fn manifest() -> Manifest {
    Manifest {
        part: Part::Main,
        engine: "sqlite".into(),
        made_at: Utc.with_ymd_and_hms(2026, 11, 25, 3, 30, 0).unwrap(),
        version: "0.1.0".into(),
        schema: 6,
        pair: Uuid::from_u128(1),
        counts: BTreeMap::from([("person".into(), 3)]),
        audit_head: None,
        unopenable: 0,
    }
}

struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("sabak-archive-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }

    fn file(&self) -> PathBuf {
        self.0.join("one.age")
    }

    fn names(&self) -> usize {
        std::fs::read_dir(&self.0).unwrap().count()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn write(file: &Path, to: &[age::x25519::Recipient], bytes: &[u8]) {
    let mut writer = Writer::create(file.to_owned(), to, &manifest()).unwrap();
    writer.add_all(&mut &bytes[..]).unwrap();
    writer.finish().unwrap();
}

/// Larger than two pieces, and not a multiple of one.
fn content() -> Vec<u8> {
    (0..150_001_u32).flat_map(|n| [n.to_le_bytes()[0], 7]).collect()
}

#[test]
fn what_was_written_comes_back() {
    let (dir, me) = (Dir::new("back"), Identity::generate());
    for to in [vec![], vec![me.to_public()]] {
        write(&dir.file(), &to, &content());
        let mut read = Vec::new();
        let mut reader = Reader::open(&dir.file(), std::slice::from_ref(&me)).unwrap();
        reader.read_to_end(&mut read).unwrap();
        assert!(read == content() && reader.manifest == manifest());
        assert_eq!(header(&dir.file()).unwrap(), if to.is_empty() { Header::Plain } else { Header::Age });
        let raw = std::fs::read(dir.file()).unwrap();
        assert_eq!(raw.starts_with(b"age-encryption.org/v1\n-> X25519 "), !to.is_empty());
        assert_eq!(raw.windows(6).any(|w| w == b"sqlite"), to.is_empty());
        std::fs::remove_file(dir.file()).unwrap();
    }
}

#[test]
fn nothing_is_left_of_what_was_not_finished() {
    let dir = Dir::new("left");
    let mut writer = Writer::create(dir.file(), &[], &manifest()).unwrap();
    writer.add(b"half").unwrap();
    assert_eq!(dir.names(), 1);
    drop(writer);
    assert_eq!(dir.names(), 0);
}

#[test]
fn every_damage_is_noticed_and_named() {
    let (dir, me, other) = (Dir::new("damage"), Identity::generate(), Identity::generate());
    let mine = std::slice::from_ref(&me);
    for to in [vec![], vec![me.to_public()]] {
        write(&dir.file(), &to, &content());
        verify(&dir.file(), mine).unwrap();
        let whole = std::fs::read(dir.file()).unwrap();
        for at in [30, 100, whole.len() / 2, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            std::fs::write(dir.file(), &flipped).unwrap();
            assert!(verify(&dir.file(), mine).is_err(), "byte {at} of {}", whole.len());
        }
        for length in [0, 10, 60, 300, 65_000, 70_000, whole.len() - 20, whole.len() - 1] {
            std::fs::write(dir.file(), &whole[..length]).unwrap();
            let said = verify(&dir.file(), mine).unwrap_err();
            assert!(said.contains("one.age"), "{said}");
        }
        std::fs::write(dir.file(), [&whole[..], b"more"].concat()).unwrap();
        assert!(verify(&dir.file(), mine).is_err());
        std::fs::write(dir.file(), &whole).unwrap();
        if !to.is_empty() {
            let said = verify(&dir.file(), std::slice::from_ref(&other)).unwrap_err();
            assert!(said.contains("another recipient"), "{said}");
            assert!(verify(&dir.file(), &[]).unwrap_err().contains("--identity"));
        }
        std::fs::remove_file(dir.file()).unwrap();
    }
    assert!(verify(&dir.file(), mine).unwrap_err().contains("one.age"));
}

#[test]
fn recipients_and_identities_are_read_as_age_writes_them() {
    let (dir, me) = (Dir::new("keys"), Identity::generate());
    let to = me.to_public().to_string();
    assert_eq!(recipients(&format!("{to}, {to}")).unwrap().len(), 2);
    assert!(recipients("").unwrap().is_empty());
    assert!(recipients("age1nonsense").err().unwrap().contains("age1nonsense"));
    let secret = age::secrecy::ExposeSecret::expose_secret(&me.to_string()).to_owned();
    std::fs::write(dir.file(), format!("# public key: {to}\n{secret}\n")).unwrap();
    assert_eq!(identities(&dir.file()).unwrap().len(), 1);
    std::fs::write(dir.file(), &to).unwrap();
    assert!(identities(&dir.file()).err().unwrap().contains("AGE-SECRET-KEY"));
}

use proptest::prelude::*;
use uuid::Uuid;

use super::{Broken, Field, Personal, Ring, Sealed};
use crate::clock::Clock;
use crate::ids::Ids;

const NAME: Field = Field::new("person", "full_name");
const CALL: Field = Field::new("person", "call_name");

fn ids() -> Ids {
    Ids::seeded(Clock::System, 5)
}

#[test]
fn a_value_opens_where_it_was_sealed_and_nowhere_else() {
    let (ids, row, other) = (ids(), Uuid::from_u128(1), Uuid::from_u128(2));
    let ring = Ring::fresh(&ids, &[7; 32]);
    let (key, wrapped) = ring.make(&ids, row);
    let (another, _) = ring.make(&ids, other);
    let sealed = key.seal(NAME, row, "Айжамал Токтогулова");
    assert!(key.open(NAME, row, &sealed).is_ok_and(|p| p.reveal() == "Айжамал Токтогулова"));
    assert!(key.open(CALL, row, &sealed).is_err(), "another column");
    assert!(key.open(NAME, other, &sealed).is_err(), "another row");
    assert!(another.open(NAME, row, &sealed).is_err(), "another key");
    assert!(ring.unwrap(&ids, other, &wrapped).is_err(), "a key handed to another person");
    let again = ring.unwrap(&ids, row, &wrapped).ok().unwrap();
    assert!(again.open(NAME, row, &sealed).is_ok());
    let mut later = again;
    later.version = 2;
    assert!(later.open(NAME, row, &sealed).is_err(), "another version of the key");
}

#[test]
fn a_ring_rotates_and_forgets() {
    let (ids, row) = (ids(), Uuid::from_u128(1));
    let old = Ring::fresh(&ids, &[7; 32]);
    let (_, wrapped) = old.make(&ids, row);
    let both = old.rotated(&ids);
    assert_eq!(both.current(), 2);
    let key = both.unwrap(&ids, row, &wrapped).ok().unwrap();
    let rewrapped = both.wrap(row, &key);
    let newest = both.newest();
    assert!(newest.unwrap(&ids, row, &wrapped).is_err());
    assert!(newest.unwrap(&ids, row, &rewrapped).is_ok());
    assert_eq!(old.lookup("phone", &"+996700".into()), newest.lookup("phone", &"+996700".into()));
    assert_ne!(old.lookup("phone", &"a".into()), old.lookup("email", &"a".into()));
    let read = Ring::parse(&both.text(), &[7; 32]).unwrap();
    assert!(read.unwrap(&ids, row, &wrapped).is_ok() && read.current() == 2);
}

#[test]
fn a_bad_key_file_is_refused_without_showing_it() {
    let key = "ab".repeat(32);
    for bad in [String::new(), key.clone(), format!("0 {key}"), format!("1 {key}\n1 {key}"), format!("1 {}", &key[2..])]
    {
        let said = Ring::parse(&bad, &[7; 32]).err().unwrap();
        assert!(!said.contains("abab"), "{said}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_and_any_flipped_bit_is_noticed(text in ".{0,80}", at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let (ids, row) = (ids(), Uuid::from_u128(3));
        let (key, _) = Ring::fresh(&ids, &[7; 32]).make(&ids, row);
        let sealed = key.seal(NAME, row, &text);
        let opened = key.open(NAME, row, &sealed).ok().unwrap();
        prop_assert!(opened == Personal::from(text.as_str()));
        let mut bytes = sealed.0.clone();
        let i = at.index(bytes.len());
        bytes[i] ^= 1 << bit;
        prop_assert!(key.open(NAME, row, &Sealed(bytes)).err() == Some(Broken));
        prop_assert!(text.len() < 8 || !sealed.0.windows(text.len()).any(|w| w == text.as_bytes()));
    }
}

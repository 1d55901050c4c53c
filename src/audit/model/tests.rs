use chrono::{TimeZone as _, Utc};
use proptest::prelude::*;

use super::*;

fn entry(n: u128) -> Entry {
    Entry {
        id: Uuid::from_u128(n),
        at: Utc.timestamp_millis_opt(1_764_041_400_123).unwrap(),
        actor_kind: "staff".into(),
        actor_id: Some(Uuid::from_u128(7)),
        action: "event.publish".into(),
        object_kind: "event".into(),
        object_id: "e1".into(),
        reason: String::new(),
        outcome: "done".into(),
        digest: None,
    }
}

/// The vectors of the certificate-transparency implementations.
#[test]
fn the_root_is_that_of_rfc_6962() {
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let known = [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ];
    for (n, root) in known {
        let mut tree = Tree::default();
        leaves[..n].iter().for_each(|l| tree.push(leaf(&unhex(l).unwrap())));
        assert_eq!(hex(&tree.root()), root, "{n} leaves");
    }
}

#[test]
fn every_column_of_an_entry_counts() {
    let changes: [fn(&mut Entry); 12] = [
        |e| e.id = Uuid::from_u128(2),
        |e| e.at += chrono::Duration::nanoseconds(1),
        |e| e.actor_kind = "system".into(),
        |e| e.actor_id = None,
        |e| e.actor_id = Some(Uuid::from_u128(8)),
        |e| e.action = "event.cancel".into(),
        |e| e.object_kind = "even".into(),
        |e| e.object_id = "e2".into(),
        |e| e.reason = "r".into(),
        |e| e.outcome = "refused".into(),
        |e| e.digest = Some(vec![0; 32]),
        // A letter that moves from one column to the next.
        |e| (e.object_kind, e.object_id) = ("evente".into(), "1".into()),
    ];
    for (n, change) in changes.iter().enumerate() {
        let mut other = entry(1);
        change(&mut other);
        assert_ne!(other.leaf(), entry(1).leaf(), "change {n}");
    }
}

#[test]
fn every_column_of_a_batch_counts() {
    let batch = Batch::after(None, &[entry(1)], entry(1).at, 3).unwrap();
    assert_eq!(batch.hash, batch.digest());
    let changes: [fn(&mut Batch); 9] = [
        |b| b.number = 2,
        |b| b.previous[0] ^= 1,
        |b| b.root[0] ^= 1,
        |b| b.entries += 1,
        |b| b.total += 1,
        |b| b.first_entry = Uuid::from_u128(2),
        |b| b.last_entry = Uuid::from_u128(2),
        |b| b.at += chrono::Duration::milliseconds(1),
        |b| b.fence += 1,
    ];
    for (n, change) in changes.iter().enumerate() {
        let mut other = batch.clone();
        change(&mut other);
        assert_ne!(other.hash.as_slice(), other.digest(), "change {n}");
    }
}

/// The form of the hashes is a promise: what was linked by one version is verified by the next.
#[test]
fn the_hashes_stay_as_they_are() {
    let batch = Batch::after(None, &[entry(1), entry(2)], entry(1).at, 3).unwrap();
    assert_eq!(hex(&batch.root), "da28d614a2306aacfcf32151bb655ec55144aaf6891f98cda3fb1c4ba56dc34c");
    assert_eq!(hex(&batch.hash), "eff2abd779f402fe539aae9b7fac2d4607e96c7ed0cc115a3495b0b2a99b4893");
}

#[test]
fn batches_follow_each_other() {
    let first = Batch::after(None, &[entry(1), entry(2)], entry(1).at, 1).unwrap();
    let second = Batch::after(Some(&first), &[entry(3)], entry(1).at, 1).unwrap();
    assert_eq!((second.number, second.total), (2, 3));
    assert_eq!(second.previous, first.hash);
    assert_eq!(Batch::after(Some(&second), &[], entry(1).at, 1), None);
}

#[test]
fn a_checkpoint_is_a_line_that_only_this_instance_signs() {
    let batch = Batch::after(None, &[entry(1)], entry(1).at, 3).unwrap();
    let (key, other) = (signing_key(&[1; 32]), signing_key(&[2; 32]));
    let point = Checkpoint::sign(&key, &batch, entry(1).at);
    assert_eq!(Checkpoint::parse(&point.to_string()), Some(point.clone()));
    assert!(point.signed_by(&key.verifying_key()));
    assert!(!point.signed_by(&other.verifying_key()));
    let changes: [fn(&mut Checkpoint); 4] =
        [|p| p.total += 1, |p| p.batch += 1, |p| p.hash[3] ^= 1, |p| p.signature[3] ^= 1];
    for change in changes {
        let mut touched = point.clone();
        change(&mut touched);
        assert!(!touched.signed_by(&key.verifying_key()));
    }
    for wrong in ["", "sabak-audit-1", "sabak-audit-2 1 00 1 2026-01-01T00:00:00Z 00", &format!("{point} more")] {
        assert_eq!(Checkpoint::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_digest_hangs_on_secret_action_object_and_content() {
    let one = content_digest(&[1; 32], "rendition.approve", "t", &[b"text"]);
    assert_eq!(one, content_digest(&[1; 32], "rendition.approve", "t", &[b"text"]));
    assert_ne!(one, content_digest(&[2; 32], "rendition.approve", "t", &[b"text"]));
    assert_ne!(one, content_digest(&[1; 32], "rendition.edit", "t", &[b"text"]));
    assert_ne!(one, content_digest(&[1; 32], "rendition.approve", "u", &[b"text"]));
    assert_ne!(one, content_digest(&[1; 32], "rendition.approve", "t", &[b"te", b"xt"]));
}

/// The definition of RFC 6962, word by word.
fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len().next_power_of_two() / 2);
            node(&by_definition(left), &by_definition(right))
        }
    }
}

proptest! {
    #[test]
    fn the_tree_is_the_one_of_the_definition(leaves in proptest::collection::vec(any::<Hash>(), 0..70)) {
        let mut tree = Tree::default();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        prop_assert_eq!(tree.root(), by_definition(&leaves));
    }

    #[test]
    fn a_line_is_read_or_refused_and_never_panics(line in "\\PC{0,200}") {
        let _ = Checkpoint::parse(&line);
    }
}

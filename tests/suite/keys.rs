//! The instance's keys: rotation while the site runs, broken off and called again; nodes that were and were not told.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use sabak::db::{Db, Vault, vault};
use sabak::ids::Ids;
use sabak::seal::{Field, Ring, Sealed, Subject};
use sabak::server::{keys, secret};
use uuid::Uuid;

use crate::support::{World, both_engines, tempdir};

const NOTE: Field = Field::new("person", "note");
const SECRET: [u8; 32] = [7; 32];

fn person(n: u128) -> Uuid {
    Uuid::from_u128(0x9000 + n)
}

/// A data directory with a key file, and a node that reads it.
struct Keyed {
    file: PathBuf,
    node: Db,
    dir: tempdir::Dir,
}

impl Keyed {
    fn new(world: &World) -> Self {
        let dir = tempdir::Dir::new();
        let file = dir.path().join("instance.key");
        secret::replace(&file, &world.app.db.vault.ring.text()).unwrap();
        let node = node(world, &file);
        Self { file, node, dir }
    }

    fn ring(&self) -> Ring {
        Ring::parse(&std::fs::read_to_string(&self.file).unwrap(), &SECRET).unwrap()
    }
}

/// A process of its own, as far as its keys go.
fn node(world: &World, file: &std::path::Path) -> Db {
    let text = std::fs::read_to_string(file).unwrap();
    let ring = Ring::parse(&text, &SECRET).unwrap().kept_in(file.to_owned());
    with_keys(world, ring)
}

fn with_keys(world: &World, ring: Ring) -> Db {
    let mut db = world.app.db.clone();
    db.vault = Vault { ring, ids: db.vault.ids.clone() };
    db
}

/// One that knows these keys and has no file to look into.
fn untold(world: &World, ring: &Ring) -> Db {
    let ring = Ring::parse(&ring.text(), &SECRET).unwrap();
    with_keys(world, ring)
}

async fn add(db: &Db, n: u128) -> sqlx::Result<Sealed> {
    let mut tx = db.write().await?;
    let key = vault::make(&mut tx, Subject::Person(person(n)), crate::support::start()).await?;
    tx.commit().await?;
    Ok(key.seal(NOTE, person(n), &format!("Гүлназ {n}")))
}

async fn opens(db: &Db, n: u128, sealed: &Sealed) -> bool {
    let mut tx = db.read().await.unwrap();
    let Ok(key) = vault::key(&mut tx, person(n)).await else { return false };
    key.open(NOTE, person(n), sealed).is_ok_and(|text| text.reveal() == format!("Гүлназ {n}"))
}

async fn rotate(db: &Db, keyed: &Keyed) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    keys::rotate(db, &keyed.file, None, &mut |line| said.push(line.to_owned())).await.map(|()| said)
}

both_engines! {
    async fn after_a_rotation_the_old_key_opens_nothing_and_what_was_sealed_opens_as_it_lies(world: World) {
        let keyed = Keyed::new(&world);
        let old = keyed.ring();
        let mut sealed = Vec::new();
        for n in 0..600 {
            sealed.push(add(&keyed.node, n).await.unwrap());
        }
        let said = rotate(&node(&world, &keyed.file), &keyed).await.unwrap();
        assert!(said.iter().any(|line| line.starts_with("600 data keys")), "{said:?}");
        assert_eq!(keyed.ring().versions(), [2]);
        assert_eq!(std::fs::metadata(&keyed.file).unwrap().permissions().mode() & 0o777, 0o600);
        let (late, told) = (untold(&world, &old), untold(&world, &keyed.ring()));
        for (n, value) in (0..).zip(&sealed) {
            assert!(!opens(&late, n, value).await, "the old key opens {n}");
            assert!(opens(&told, n, value).await, "the new key does not open {n}");
        }
        // The running node was never told and reads its file.
        assert!(opens(&keyed.node, 3, &sealed[3]).await);
        let status = keys::status(&told, "here").await.unwrap();
        assert!(status.contains("key 2: wraps, holds 600 data keys"), "{status}");
        let status = keys::status(&late, "here").await.unwrap();
        assert!(status.contains("key 2: NOT HERE"), "{status}");
    }
}

both_engines! {
    async fn a_node_that_was_not_told_is_refused_instead_of_sealing_under_a_dropped_key(world: World) {
        let keyed = Keyed::new(&world);
        let late = untold(&world, &keyed.ring());
        add(&keyed.node, 0).await.unwrap();
        rotate(&node(&world, &keyed.file), &keyed).await.unwrap();
        let refused = add(&late, 1).await.err().unwrap().to_string();
        assert!(refused.contains("Rotating keys"), "{refused}");
        // One with the file learns of the new key by itself.
        add(&keyed.node, 2).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE ring_version = 2").await, 2);
        // Negative control: without the floor the key that nobody has any more takes it.
        world.execute("DELETE FROM epoch WHERE name = 'ring'").await.unwrap();
        add(&late, 1).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE ring_version = 1").await, 1);
    }
}

both_engines! {
    async fn a_rotation_broken_off_anywhere_goes_on_when_called_again(world: World) {
        let keyed = Keyed::new(&world);
        let mut sealed = Vec::new();
        for n in 0..300 {
            sealed.push(add(&keyed.node, n).await.unwrap());
        }
        // Killed after the first batch: the file holds two keys, the rows are of both.
        secret::replace(&keyed.file, &keyed.ring().rotated(&keyed.node.vault.ids).text()).unwrap();
        let half = node(&world, &keyed.file);
        let mut tx = half.write().await.unwrap();
        vault::floor(&mut tx).await.unwrap();
        assert_eq!(vault::rewrap(&mut tx, 100).await.unwrap(), 100);
        tx.commit().await.unwrap();
        for (n, value) in (0..).zip(&sealed) {
            assert!(opens(&keyed.node, n, value).await, "{n} does not open half-way");
        }
        assert!(keys::status(&half, "here").await.unwrap().contains("not finished"));
        assert!(keys::next(&half).is_err(), "a third key while the second is on its way");
        let said = rotate(&node(&world, &keyed.file), &keyed).await.unwrap();
        assert!(said[0].contains("goes on") && said[1].starts_with("200 data keys"), "{said:?}");
        assert_eq!(keyed.ring().versions(), [2]);
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE ring_version <> 2").await, 0);
    }
}

both_engines! {
    async fn people_register_while_the_key_is_rotated_again_and_again(world: World) {
        let keyed = Keyed::new(&world);
        let mut writers = tokio::task::JoinSet::new();
        for w in 0..8_u128 {
            let own = node(&world, &keyed.file);
            writers.spawn(async move {
                let mut sealed = Vec::new();
                for n in (w * 1000)..(w * 1000 + 40) {
                    sealed.push((n, add(&own, n).await.unwrap()));
                }
                sealed
            });
        }
        for _ in 0..3 {
            rotate(&node(&world, &keyed.file), &keyed).await.unwrap();
        }
        let mut all = Vec::new();
        while let Some(some) = writers.join_next().await {
            all.extend(some.unwrap());
        }
        rotate(&node(&world, &keyed.file), &keyed).await.unwrap();
        assert_eq!(keyed.ring().versions(), [5]);
        let fresh = untold(&world, &keyed.ring());
        assert_eq!(all.len(), 320);
        for (n, sealed) in &all {
            assert!(opens(&fresh, *n, sealed).await, "{n} is lost");
        }
    }
}

both_engines! {
    async fn the_old_key_is_kept_apart_when_asked_and_two_rotations_exclude_each_other(world: World) {
        let keyed = Keyed::new(&world);
        add(&keyed.node, 0).await.unwrap();
        let aside = keyed.dir.path().join("old.key");
        let db = node(&world, &keyed.file);
        let lock = std::fs::File::create(keyed.file.with_extension("lock")).unwrap();
        lock.lock().unwrap();
        let refused = keys::rotate(&db, &keyed.file, Some(&aside), &mut |_| {}).await.unwrap_err();
        assert!(refused.contains("is running"), "{refused}");
        drop(lock);
        keys::rotate(&db, &keyed.file, Some(&aside), &mut |_| {}).await.unwrap();
        let kept = Ring::parse(&std::fs::read_to_string(&aside).unwrap(), &SECRET).unwrap();
        assert_eq!(kept.versions(), [1]);
        assert_eq!(std::fs::metadata(&aside).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(keyed.ring().with_older(&kept).versions(), [1, 2]);
    }
}

#[test]
fn what_every_node_needs_first_is_printed_with_both_keys() {
    let ids = Ids::seeded(sabak::clock::Clock::System, 4);
    let ring = Ring::fresh(&ids, &SECRET);
    assert_eq!(Ring::parse(&ring.rotated(&ids).text(), &SECRET).unwrap().versions(), [1, 2]);
}

//! The provable history: what the database refuses, what the chain shows where that was got round, and that many writers
//! and a sealer that dies leave one unbroken chain.

use std::time::Duration;

use sabak::audit::model::{Batch, Checkpoint, Entry, Fault, Verdict, signing_key};
use sabak::audit::service::{self, By, Step, record, refused, seal_due, verify};
use sabak::ids::hex;
use sabak::state::App;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::cast::texts;
use crate::support::{World, both_engines};

const TABLES: [&str; 4] = ["audit", "audit_batch", "audit_link", "audit_checkpoint"];

async fn add(app: &App, n: u32) {
    let mut tx = app.db.write().await.unwrap();
    record(app, &mut tx, By::System, "event.edit", ("event", format!("e{n}")), "").await.unwrap();
    tx.commit().await.unwrap();
}

/// Four batches of three entries, and a checkpoint.
async fn history(world: &World) -> Checkpoint {
    for batch in 0..4 {
        for n in 0..3 {
            add(&world.app, batch * 3 + n).await;
        }
        assert_eq!(seal_due(&world.app).await.unwrap(), 3);
    }
    service::checkpoint(&world.app).await.unwrap().unwrap()
}

async fn checked(app: &App, exported: &str) -> Verdict {
    verify(app, exported, |_, _| {}).await.unwrap()
}

/// Takes the database's own guards away, as whoever owns it can.
async fn unguard(world: &World) {
    for table in TABLES {
        if world.app.db.engine() == "postgres" {
            world.execute(format!("ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")).await.unwrap();
            continue;
        }
        for guard in ["no_update", "no_delete", "no_replace"] {
            world.execute(format!("DROP TRIGGER {table}_{guard}")).await.unwrap();
        }
    }
}

/// What `verify` finds after these statements.
async fn after(world: &World, statements: &[&str]) -> Vec<Fault> {
    assert_eq!(checked(&world.app, "").await.faults, [], "sound before");
    unguard(world).await;
    for sql in statements {
        world.execute(*sql).await.unwrap();
    }
    let verdict = checked(&world.app, "").await;
    assert_eq!(verdict.wrong, verdict.faults.len());
    verdict.faults
}

const ONE: &str = "(SELECT entry FROM audit_link WHERE batch = 2 AND position = 1)";

both_engines! {
    async fn an_untouched_history_is_sound(world: World) {
        assert_eq!(checked(&world.app, "").await, Verdict::default(), "an empty one too");
        let point = history(&world).await;
        add(&world.app, 99).await;
        let verdict = checked(&world.app, &format!("{point}\n\n{point}\n")).await;
        let sound = Verdict { batches: 4, last: 4, entries: 12, waiting: 1, checkpoints: 3, ..Verdict::default() };
        assert_eq!(verdict, sound);
        assert_eq!((point.batch, point.total), (4, 12));
        let written = std::fs::read_to_string(service::checkpoint_file(&world.app)).unwrap();
        assert_eq!(Checkpoint::parse(&written), Some(point.clone()));
        assert!(point.signed_by(&signing_key(&world.app.secret).verifying_key()));
        assert_eq!(service::public_key(&world.app), hex(signing_key(&world.app.secret).verifying_key().as_bytes()));
    }
}

both_engines! {
    async fn the_database_refuses_to_change_or_remove(world: World) {
        history(&world).await;
        for table in TABLES {
            let column = if table == "audit" { "reason" } else { "hash" };
            let column = if table == "audit_link" { "position" } else { column };
            let mut statements =
                vec![format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")];
            if world.app.db.engine() == "postgres" {
                statements.push(format!("TRUNCATE {table}"));
            } else {
                statements.push(format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"));
                statements.push(format!("REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"));
            }
            for sql in statements {
                let before = world.number(format!("SELECT COUNT(*) FROM {table}")).await;
                let said = world.execute(sql.clone()).await.unwrap_err();
                assert!(said.contains("append-only"), "{sql}: {said}");
                assert_eq!(world.number(format!("SELECT COUNT(*) FROM {table}")).await, before);
            }
        }
        assert!(checked(&world.app, "").await.sound());
        // The control: it is the triggers that refuse.
        unguard(&world).await;
        world.execute("DELETE FROM audit_checkpoint").await.unwrap();
    }
}

both_engines! {
    async fn an_edited_entry_is_found(world: World) {
        history(&world).await;
        let sql = format!("UPDATE audit SET reason = 'other' WHERE id = {ONE}");
        assert_eq!(after(&world, &[&sql]).await, [Fault::EntriesChanged { batch: 2 }]);
    }
}

both_engines! {
    async fn a_removed_entry_is_found(world: World) {
        history(&world).await;
        let sql = format!("DELETE FROM audit WHERE id = {ONE}");
        assert_eq!(after(&world, &[&sql]).await, [Fault::EntryMissing { batch: 2, position: 1 }]);
    }
}

both_engines! {
    async fn a_removed_link_is_found(world: World) {
        history(&world).await;
        let faults = after(&world, &["DELETE FROM audit_link WHERE batch = 2 AND position = 1"]).await;
        assert_eq!(faults, [Fault::LinkMissing { batch: 2, position: 1 }, Fault::NotLinked { entries: 1 }]);
    }
}

both_engines! {
    async fn an_entry_removed_with_its_link_is_found(world: World) {
        history(&world).await;
        let entry = format!("DELETE FROM audit WHERE id = {ONE}");
        let faults = after(&world, &[&entry, "DELETE FROM audit_link WHERE batch = 2 AND position = 1"]).await;
        assert_eq!(faults, [Fault::LinkMissing { batch: 2, position: 1 }]);
    }
}

both_engines! {
    async fn a_removed_batch_is_found(world: World) {
        history(&world).await;
        assert_eq!(after(&world, &["DELETE FROM audit_batch WHERE number = 3"]).await, [Fault::BatchMissing { number: 3 }]);
    }
}

both_engines! {
    async fn a_batch_removed_with_all_it_linked_is_found(world: World) {
        history(&world).await;
        let statements = [
            "DELETE FROM audit WHERE id IN (SELECT entry FROM audit_link WHERE batch = 1)",
            "DELETE FROM audit_link WHERE batch = 1",
            "DELETE FROM audit_batch WHERE number = 1",
        ];
        assert_eq!(after(&world, &statements).await, [Fault::BatchMissing { number: 1 }]);
    }
}

both_engines! {
    async fn an_edited_batch_is_found(world: World) {
        history(&world).await;
        let faults = after(&world, &["UPDATE audit_batch SET fence = fence + 1 WHERE number = 2"]).await;
        assert_eq!(faults, [Fault::BatchChanged { number: 2 }]);
    }
}

both_engines! {
    async fn entries_in_another_order_are_found(world: World) {
        history(&world).await;
        let statements = [
            "UPDATE audit_link SET position = 9 WHERE batch = 2 AND position = 0",
            "UPDATE audit_link SET position = 0 WHERE batch = 2 AND position = 1",
            "UPDATE audit_link SET position = 1 WHERE batch = 2 AND position = 9",
        ];
        assert_eq!(after(&world, &statements).await, [Fault::EntriesChanged { batch: 2 }]);
    }
}

both_engines! {
    async fn batches_in_another_order_are_found(world: World) {
        history(&world).await;
        let mut statements = Vec::new();
        for (table, column) in [("audit_batch", "number"), ("audit_link", "batch")] {
            for (from, to) in [(2, 9), (3, 2), (9, 3)] {
                statements.push(format!("UPDATE {table} SET {column} = {to} WHERE {column} = {from}"));
            }
        }
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        let faults = after(&world, &statements).await;
        assert_eq!(faults, [
            Fault::BatchChanged { number: 2 },
            Fault::BatchChanged { number: 3 },
            Fault::BatchOutOfOrder { number: 4 },
        ]);
    }
}

both_engines! {
    async fn an_entry_slipped_into_a_batch_is_found(world: World) {
        history(&world).await;
        unguard(&world).await;
        let id = world.id(Uuid::from_u128(1));
        let row = format!("INSERT INTO audit (id, at, actor_kind, action, object_kind, object_id)
            SELECT {id}, at, 'system', action, object_kind, object_id FROM audit WHERE id = {ONE}");
        world.execute(row).await.unwrap();
        let link = format!("INSERT INTO audit_link (entry, batch, position) VALUES ({id}, 2, 3)");
        world.execute(link).await.unwrap();
        let faults = checked(&world.app, "").await.faults;
        assert_eq!(faults, [Fault::LinkAdded { batch: 2 }, Fault::WaitingChanged { entries: 1 }]);
    }
}

both_engines! {
    async fn an_entry_taken_from_those_that_wait_is_found(world: World) {
        history(&world).await;
        add(&world.app, 99).await;
        world.execute("DELETE FROM audit_open").await.unwrap();
        assert_eq!(checked(&world.app, "").await.faults, [Fault::NotLinked { entries: 1 }]);
        // A row put there by hand does not stop the sealer.
        world.execute("INSERT INTO audit_open (entry) SELECT entry FROM audit_link WHERE batch = 1").await.unwrap();
        add(&world.app, 100).await;
        assert_eq!(seal_due(&world.app).await.unwrap(), 1);
        let faults = checked(&world.app, "").await.faults;
        assert_eq!(faults, [Fault::NotLinked { entries: 1 }, Fault::WaitingChanged { entries: 3 }]);
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_a_fault_and_no_error() {
    let world = World::sqlite().await;
    history(&world).await;
    let sql = format!("UPDATE audit SET at = 'yesterday' WHERE id = {ONE}");
    assert_eq!(after(&world, &[&sql]).await, [Fault::Unreadable { batch: 2 }]);
}

const CUT: [&str; 3] = [
    "DELETE FROM audit WHERE id IN (SELECT entry FROM audit_link WHERE batch = 4)",
    "DELETE FROM audit_link WHERE batch = 4",
    "DELETE FROM audit_batch WHERE number = 4",
];

both_engines! {
    async fn a_history_cut_off_at_its_end_is_found_by_the_checkpoint(world: World) {
        let point = history(&world).await;
        let truncated = [Fault::Truncated { batch: 4, at: point.at }];
        assert_eq!(after(&world, &CUT).await, truncated);
        // With the database's own checkpoints gone too, only the exported one tells.
        world.execute("DELETE FROM audit_checkpoint").await.unwrap();
        assert_eq!(checked(&world.app, "").await.faults, [], "the control: the chain alone cannot know");
        assert_eq!(checked(&world.app, &point.to_string()).await.faults, truncated);
        // Another batch in the place of the one that was cut off is not that one.
        add(&world.app, 50).await;
        seal_due(&world.app).await.unwrap();
        let differs = Fault::CheckpointDiffers { batch: 4, at: point.at };
        assert_eq!(checked(&world.app, &point.to_string()).await.faults, [differs]);
    }
}

both_engines! {
    async fn a_history_written_anew_is_found_by_the_checkpoint(world: World) {
        let point = history(&world).await;
        unguard(&world).await;
        world.execute(format!("DELETE FROM audit WHERE id = {ONE}")).await.unwrap();
        for table in ["audit_batch", "audit_link", "audit_checkpoint"] {
            world.execute(format!("DELETE FROM {table}")).await.unwrap();
        }
        world.execute("INSERT INTO audit_open (entry) SELECT id FROM audit").await.unwrap();
        assert_eq!(seal_due(&world.app).await.unwrap(), 11);
        for n in 20..24 {
            add(&world.app, n).await;
            seal_due(&world.app).await.unwrap();
        }
        assert_eq!(checked(&world.app, "").await.faults, [], "the control: it is a sound chain");
        let differs = Fault::CheckpointDiffers { batch: 4, at: point.at };
        assert_eq!(checked(&world.app, &point.to_string()).await.faults, [differs]);
    }
}

both_engines! {
    async fn a_checkpoint_of_another_hand_is_found(world: World) {
        let point = history(&world).await;
        let batch = Batch { number: 4, hash: point.hash.clone(), total: 12, ..some_batch(&world) };
        let forged = Checkpoint::sign(&signing_key(&[9; 32]), &batch, point.at);
        let faults = checked(&world.app, &format!("{forged}\nnonsense\n{point}")).await.faults;
        assert_eq!(faults, [Fault::CheckpointForged { batch: 4 }, Fault::CheckpointUnreadable { line: 2 }]);
    }
}

fn some_batch(world: &World) -> Batch {
    let entry = Entry {
        id: world.app.ids.uuid(),
        at: world.clock.now(),
        actor_kind: "system".into(),
        actor_id: None,
        action: "event.edit".into(),
        object_kind: "event".into(),
        object_id: String::new(),
        reason: String::new(),
        outcome: "done".into(),
        digest: None,
    };
    Batch::after(None, &[entry], world.clock.now(), 1).unwrap()
}

both_engines! {
    /// Two sealers who both hold the lease, as far as they know: a number is given once.
    async fn two_sealers_with_one_lease_make_one_chain(world: World) {
        let other = world.second_node().await;
        let lease = service::lease(&world.app).await.unwrap().unwrap();
        for n in 0..40 {
            add(&world.app, n).await;
            let mut both = JoinSet::new();
            for app in [&world.app, &other, &world.app, &other] {
                let (app, lease) = (app.clone(), lease.clone());
                both.spawn(async move { service::step(&app, &lease).await.unwrap() });
            }
            let steps = both.join_all().await;
            assert_eq!(steps.iter().filter(|s| **s == Step::Linked(1)).count(), 1, "{steps:?}");
        }
        let verdict = checked(&world.app, "").await;
        assert_eq!((verdict.faults.as_slice(), verdict.batches, verdict.entries), ([].as_slice(), 40, 40));
    }
}

both_engines! {
    async fn a_lease_is_one_nodes_until_it_runs_out_or_is_given_back(world: World) {
        let other = world.second_node().await;
        add(&world.app, 1).await;
        let first = service::lease(&world.app).await.unwrap().unwrap();
        assert_eq!(service::lease(&other).await.unwrap(), None);
        assert_eq!(seal_due(&other).await.unwrap(), 0, "not its turn");
        world.clock.advance(chrono::Duration::seconds(4));
        let second = service::lease(&other).await.unwrap().unwrap();
        assert_eq!(second.fence, first.fence + 1);
        // The first comes back from wherever it was.
        assert_eq!(service::step(&world.app, &first).await.unwrap(), Step::Lost);
        assert_eq!(service::step(&other, &second).await.unwrap(), Step::Linked(1));
        assert_eq!(service::step(&other, &second).await.unwrap(), Step::Idle);
        service::release(&other, &second).await.unwrap();
        assert!(service::lease(&world.app).await.unwrap().is_some());
    }
}

/// From now on a sealer stands still between a batch and its links, for about a second.
async fn slow(world: &World, on: bool) {
    let postgres = world.app.db.engine() == "postgres";
    let statements: &[&str] = match (postgres, on) {
        (true, true) => &[
            "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NULL; END'",
            "CREATE TRIGGER slow AFTER INSERT ON audit_batch FOR EACH ROW EXECUTE FUNCTION slow()",
        ],
        (true, false) => &["DROP TRIGGER slow ON audit_batch"],
        (false, true) => &["CREATE TRIGGER slow AFTER INSERT ON audit_batch BEGIN
            SELECT COUNT(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000000)
                                  SELECT i FROM n); END"],
        (false, false) => &["DROP TRIGGER slow"],
    };
    for sql in statements {
        world.execute(*sql).await.unwrap();
    }
}

both_engines! {
    /// Sixteen writers on two nodes; sealers that are killed in mid-batch, twice; then one on each node.
    async fn sixteen_writers_and_a_sealer_killed_twice_leave_one_chain(world: World) {
        let nodes = [world.app.clone(), world.second_node().await];
        slow(&world, true).await;
        add(&world.app, 0).await;
        let enough = CancellationToken::new();
        let mut writers = JoinSet::new();
        for w in 0..16_u32 {
            let (app, enough) = (nodes[w as usize % 2].clone(), enough.clone());
            writers.spawn(async move {
                let mut written = 0_i64;
                while !enough.is_cancelled() {
                    add(&app, w).await;
                    written += 1;
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                written
            });
        }
        for (n, node) in nodes.iter().enumerate() {
            let sealer = tokio::spawn(service::run_sealer(node.clone(), CancellationToken::new()));
            until(&world, &format!("SELECT COUNT(*) FROM audit_lease WHERE fence = {}", n + 1)).await;
            // It has the lease: now it stands between a batch and its links.
            tokio::time::sleep(Duration::from_millis(150)).await;
            sealer.abort();
            assert!(sealer.await.unwrap_err().is_cancelled());
            assert_eq!(world.number("SELECT COUNT(*) FROM audit_batch").await, 0, "it died in mid-batch");
            assert_eq!(world.number("SELECT COUNT(*) FROM audit_link").await, 0);
            world.clock.advance(chrono::Duration::seconds(4));
        }
        assert!(world.number("SELECT COUNT(*) FROM audit_open").await > 0);
        slow(&world, false).await;
        let stop = CancellationToken::new();
        let sealers = nodes.clone().map(|app| tokio::spawn(service::run_sealer(app, stop.clone())));
        tokio::time::sleep(Duration::from_millis(1500)).await;
        enough.cancel();
        let all = 1 + writers.join_all().await.iter().sum::<i64>();
        assert_eq!(world.number("SELECT COUNT(*) FROM audit").await, all);
        until(&world, "SELECT COUNT(*) FROM audit_lease WHERE NOT EXISTS (SELECT 1 FROM audit_open)").await;
        stop.cancel();
        for sealer in sealers {
            sealer.await.unwrap();
        }
        let verdict = checked(&nodes[1], "").await;
        assert_eq!((verdict.faults.as_slice(), verdict.entries, verdict.waiting), ([].as_slice(), all, 0));
        assert!(verdict.batches > 1);
        assert_eq!(world.number("SELECT COUNT(DISTINCT entry) FROM audit_link").await, all);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_link").await, all);
    }
}

/// Waits until this gives one row.
async fn until(world: &World, sql: &str) {
    let begun = std::time::Instant::now();
    while world.number(sql).await != 1 {
        assert!(begun.elapsed() < Duration::from_secs(20), "{sql}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

both_engines! {
    async fn an_entry_is_linked_within_a_second_while_others_write(world: World) {
        let stop = CancellationToken::new();
        let sealer = tokio::spawn(service::run_sealer(world.app.clone(), stop.clone()));
        let mut writers = JoinSet::new();
        for w in 0..4_u32 {
            let app = world.app.clone();
            writers.spawn(async move {
                loop {
                    add(&app, w).await;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            });
        }
        for n in 0..5_u32 {
            tokio::time::sleep(Duration::from_millis(u64::from(n) * 130)).await;
            add(&world.app, 1000 + n).await;
            let begun = std::time::Instant::now();
            let sql = format!(
                "SELECT COUNT(*) FROM audit a JOIN audit_link l ON l.entry = a.id WHERE a.object_id = 'e{}'",
                1000 + n
            );
            while world.number(sql.clone()).await == 0 {
                assert!(begun.elapsed() < Duration::from_secs(1), "entry {n}");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        writers.abort_all();
        stop.cancel();
        sealer.await.unwrap();
        assert!(checked(&world.app, "").await.sound());
    }
}

/// On SQLite all writers are one; there a batch is short instead.
#[tokio::test]
async fn writers_do_not_wait_for_a_sealer_that_stands_still() {
    let world = World::postgres().await;
    add(&world.app, 1).await;
    slow(&world, true).await;
    let sealer = tokio::spawn(service::run_sealer(world.app.clone(), CancellationToken::new()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let begun = std::time::Instant::now();
    add(&world.app, 2).await;
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    assert_eq!(world.number("SELECT COUNT(*) FROM audit_batch").await, 0, "the sealer is in mid-batch");
    sealer.abort();
}

both_engines! {
    async fn a_refusal_stays_when_the_request_fails(world: World) {
        let app = world.app.clone();
        let request = tokio::spawn(async move {
            refused(&app, By::System, "event.publish", ("event", "e1"), "forbidden").await.unwrap();
            panic!("the request fails after it");
        });
        assert!(request.await.unwrap_err().is_panic());
        let count = "SELECT COUNT(*) FROM audit WHERE outcome = 'refused' AND action = 'event.publish' AND reason = 'forbidden'";
        assert_eq!(world.number(count).await, 1);
        // Whoever asked hangs up while it is written.
        let writing = refused(&world.app, By::System, "event.publish", ("event", "e2"), "forbidden");
        let hung_up = tokio::time::timeout(Duration::ZERO, writing).await;
        let begun = std::time::Instant::now();
        while world.number(count).await < 2 {
            assert!(begun.elapsed() < Duration::from_secs(5), "{hung_up:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

both_engines! {
    async fn a_change_that_is_rolled_back_leaves_no_line(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        record(&world.app, &mut tx, By::System, "event.edit", ("event", "e1"), "").await.unwrap();
        drop(tx);
        assert_eq!(seal_due(&world.app).await.unwrap(), 0);
        assert_eq!(world.number("SELECT COUNT(*) FROM audit").await, 0);
    }
}

both_engines! {
    async fn more_than_a_batch_waits_and_all_of_it_is_linked(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        for n in 0..2500 {
            record(&world.app, &mut tx, By::System, "event.edit", ("event", n), "").await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(seal_due(&world.app).await.unwrap(), 2500);
        let verdict = checked(&world.app, "").await;
        assert_eq!((verdict.faults.as_slice(), verdict.batches, verdict.entries), ([].as_slice(), 3, 2500));
    }
}

both_engines! {
    async fn a_checkpoint_a_day_is_written_by_the_sealer(world: World) {
        let count = "SELECT COUNT(*) FROM audit_checkpoint";
        let once = |world: &World| {
            let (app, stop) = (world.app.clone(), CancellationToken::new());
            async move {
                let sealer = tokio::spawn(service::run_sealer(app, stop.clone()));
                tokio::time::sleep(Duration::from_millis(300)).await;
                stop.cancel();
                sealer.await.unwrap();
            }
        };
        once(&world).await;
        assert_eq!(world.number(count).await, 0, "nothing to sign");
        add(&world.app, 1).await;
        once(&world).await;
        add(&world.app, 2).await;
        once(&world).await;
        assert_eq!(world.number(count).await, 1, "not twice a day");
        world.clock.advance(chrono::Duration::hours(25));
        once(&world).await;
        assert_eq!(world.number(count).await, 2);
        world.clock.advance(chrono::Duration::hours(25));
        once(&world).await;
        assert_eq!(world.number(count).await, 2, "nothing new to sign");
        let written = std::fs::read_to_string(service::checkpoint_file(&world.app)).unwrap();
        assert_eq!(written.lines().count(), 2);
        assert!(checked(&world.app, &written).await.sound());
    }
}

both_engines! {
    async fn a_digest_says_what_was_acted_on_to_whoever_knows_it(world: World) {
        let app = &world.app;
        let mut tx = app.db.write().await.unwrap();
        let object = ("testimonial", "t1");
        service::record_of(app, &mut tx, By::System, "rendition.approve", object, "", &[b"words"]).await.unwrap();
        tx.commit().await.unwrap();
        let known = sabak::audit::model::content_digest(&app.secret, "rendition.approve", "t1", &[b"words"]);
        let rows = texts(&app.db, match app.db.engine() {
            "sqlite" => "SELECT lower(hex(digest)) FROM audit",
            _ => "SELECT encode(digest, 'hex') FROM audit",
        });
        assert_eq!(rows.await, [hex(&known)]);
        seal_due(app).await.unwrap();
        assert!(checked(app, "").await.sound());
    }
}

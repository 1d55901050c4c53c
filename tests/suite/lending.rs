//! Connections that are lent: whatever became of the one who had it, the next finds it as new.

use std::time::Duration;

use sabak::db::{Db, On, Tx};

use crate::support::{World, both_engines, vault};

/// Takes either engine far longer than anybody waits here.
const SLOW: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT COUNT(*) FROM n";

async fn one(tx: &mut Tx, sql: &'static str) -> sqlx::Result<i64> {
    match tx.send_later().await? {
        On::SqliteRead(t) => {
            let answer = sqlx::query_scalar(sql).fetch_one(&mut **t).await;
            t.answered(&answer);
            answer
        }
        On::PostgresRead(t) => {
            let answer = sqlx::query_scalar(sql).fetch_one(&mut **t).await;
            t.answered(&answer);
            answer
        }
        On::SqliteWrite(t) => sqlx::query_scalar(sql).fetch_one(t.connection()).await,
        On::PostgresWrite(t) => sqlx::query_scalar(sql).fetch_one(&mut **t).await,
    }
}

async fn read(db: &Db, sql: &'static str) -> sqlx::Result<i64> {
    one(&mut db.read().await?, sql).await
}

/// Gives up on a slow statement, and says whether that was so.
async fn give_up(mut tx: Tx, sql: &'static str, after: u64) -> bool {
    tokio::time::timeout(Duration::from_micros(after), one(&mut tx, sql)).await.is_err()
}

both_engines! {
    /// Sixteen at once, each third of whom goes away in the middle of a statement.
    async fn who_goes_away_leaves_nothing_to_the_next(world: World) {
        let mut readers = tokio::task::JoinSet::new();
        for i in 0..16_u64 {
            let db = world.app.db.clone();
            readers.spawn(async move {
                for round in 0..30_u64 {
                    if (i + round) % 3 == 0 {
                        assert!(give_up(db.read().await.unwrap(), SLOW, 200 + 130 * i).await);
                    }
                    assert_eq!(read(&db, "SELECT CAST(42 AS BIGINT)").await.unwrap(), 42);
                    assert!(read(&db, "SELECT missing FROM epoch").await.is_err());
                }
            });
        }
        readers.join_all().await;
        // As many at once as there are: none was lost on the way.
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(tokio::time::timeout(Duration::from_secs(5), world.app.db.read()).await.unwrap().unwrap());
        }
    }
}

both_engines! {
    /// Of a writer who goes away in the middle of a statement nothing is there, and nothing is locked.
    async fn a_writer_who_goes_away_holds_nothing(world: World) {
        let sql = "UPDATE epoch SET value = value + 1 WHERE name = 'public' RETURNING value";
        let before = read(&world.app.db, "SELECT value FROM epoch WHERE name = 'public'").await.unwrap();
        for _ in 0..20 {
            let mut tx = world.app.db.write().await.unwrap();
            one(&mut tx, sql).await.unwrap();
            if world.app.db.engine() == "postgres" {
                assert!(give_up(tx, "SELECT COUNT(pg_sleep(0.05))", 500).await);
            }
        }
        let mut tx = world.app.db.write().await.unwrap();
        assert_eq!(one(&mut tx, sql).await.unwrap(), before + 1);
        tx.commit().await.unwrap();
        assert_eq!(read(&world.app.db, "SELECT value FROM epoch WHERE name = 'public'").await.unwrap(), before + 1);
    }
}

both_engines! {
    /// Closing waits for who reads, and turns away who comes later.
    async fn who_reads_may_end_and_nobody_begins_once_it_closes(world: World) {
        let db = world.app.db.clone();
        read(&db, "SELECT CAST(1 AS BIGINT)").await.unwrap();
        let mut tx = db.read().await.unwrap();
        let closing = tokio::spawn({
            let db = db.clone();
            async move { db.close().await }
        });
        while db.read().await.is_ok() {
            tokio::task::yield_now().await;
        }
        assert!(!closing.is_finished());
        assert_eq!(one(&mut tx, "SELECT CAST(42 AS BIGINT)").await.unwrap(), 42);
        drop(tx);
        tokio::time::timeout(Duration::from_secs(5), closing).await.expect("closed").unwrap();
        assert!(matches!(db.read().await, Err(sqlx::Error::PoolClosed)));
    }
}

/// Of all connections of a server that was stopped, one answer fails: the others are not lent again.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_the_server_ended_fails_once() {
    let world = World::postgres().await;
    let db = &world.app.db;
    for round in 0..5 {
        let mut held = Vec::new();
        for _ in 0..6 {
            let mut tx = db.read().await.unwrap();
            assert_eq!(one(&mut tx, "SELECT CAST(1 AS BIGINT)").await.unwrap(), 1);
            held.push(tx);
        }
        drop(held);
        let admin = Db::open(&world.url, 2, vault()).await.unwrap();
        let ended = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        assert!(read(&admin, ended).await.unwrap() >= 6);
        admin.close().await;
        let mut failed = 0;
        for _ in 0..12 {
            failed += usize::from(read(db, "SELECT CAST(1 AS BIGINT)").await.is_err());
        }
        assert!(failed <= 1, "round {round}: {failed} failed");
    }
}

//! The grouped commit: many writers share one, and one that fails harms no other.

use std::time::Duration;

use sabak::db::{Db, Engine, On, Tx};
use sqlx::Row as _;

use crate::support::{World, both_engines};

async fn add(tx: &mut Tx, name: &str) -> sqlx::Result<()> {
    let sql = "INSERT INTO epoch (name, value) VALUES ($1, 0)";
    match &mut tx.on {
        On::SqliteWrite(t) => sqlx::query(sql).bind(name).execute(t.connection()).await.map(drop),
        On::PostgresWrite(t) => sqlx::query(sql).bind(name).execute(&mut **t).await.map(drop),
        _ => panic!("a transaction that writes"),
    }
}

async fn names(db: &Db) -> Vec<String> {
    let sql = "SELECT name FROM epoch WHERE name NOT IN ('public', 'names') ORDER BY name";
    match &db.on {
        Engine::Sqlite { read, .. } => {
            sqlx::query(sql).fetch_all(read).await.unwrap().iter().map(|r| r.get(0)).collect()
        }
        Engine::Postgres(pool) => sqlx::query(sql).fetch_all(pool).await.unwrap().iter().map(|r| r.get(0)).collect(),
    }
}

both_engines! {
    /// 200 writers at once; each third fails by a duplicate key, each seventh is dropped, each eleventh is cancelled.
    async fn what_was_acknowledged_is_there_and_nothing_else(world: World) {
        let mut writers = tokio::task::JoinSet::new();
        for i in 0..200 {
            let db = world.app.db.clone();
            let body = async move {
                let mut tx = db.write().await?;
                add(&mut tx, &format!("w{i:03}")).await?;
                if i % 3 == 0 {
                    add(&mut tx, &format!("w{i:03}")).await?;
                }
                if i % 7 == 0 {
                    return Ok(false);
                }
                tx.commit().await?;
                Ok::<bool, sqlx::Error>(true)
            };
            writers.spawn(async move {
                let limit = if i % 11 == 0 { Duration::from_micros(300) } else { Duration::from_secs(30) };
                (i, tokio::time::timeout(limit, body).await)
            });
        }
        let (mut acknowledged, mut unknown) = (Vec::new(), Vec::new());
        while let Some(done) = writers.join_next().await {
            match done.unwrap() {
                (i, Ok(Ok(true))) => acknowledged.push(format!("w{i:03}")),
                (i, Ok(Ok(false))) => assert_eq!(i % 7, 0),
                (i, Ok(Err(e))) => assert_eq!(i % 3, 0, "{e}"),
                (i, Err(_)) => unknown.push(format!("w{i:03}")),
            }
        }
        // A cancelled one may have been committed or not; it is never half there.
        let kept: Vec<_> = names(&world.app.db).await.into_iter().filter(|n| !unknown.contains(n)).collect();
        acknowledged.retain(|n| !unknown.contains(n));
        acknowledged.sort();
        assert!(acknowledged.len() > 80);
        assert_eq!(kept, acknowledged);
    }
}

both_engines! {
    async fn a_writer_after_a_dropped_one_finds_no_trace_of_it(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        add(&mut tx, "dropped").await.unwrap();
        drop(tx);
        let mut tx = world.app.db.write().await.unwrap();
        add(&mut tx, "kept").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&world.app.db).await, ["kept"]);
    }
}

both_engines! {
    async fn what_is_committed_survives_a_new_connection(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        add(&mut tx, "durable").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&world.second_node().await.db).await, ["durable"]);
    }
}

async fn put_off(tx: &mut Tx, name: &str) -> sqlx::Result<()> {
    let later = tx.later();
    later.add("INSERT INTO epoch (name, value) VALUES ($1, 0)");
    later.bind(name);
    tx.relieve().await
}

async fn count(tx: &mut Tx) -> i64 {
    let sql = "SELECT COUNT(*) FROM epoch WHERE name NOT IN ('public', 'names')";
    match tx.send_later().await.unwrap() {
        On::SqliteWrite(t) => sqlx::query_scalar(sql).fetch_one(t.connection()).await.unwrap(),
        On::PostgresWrite(t) => sqlx::query_scalar(sql).fetch_one(&mut **t).await.unwrap(),
        _ => panic!("a transaction that writes"),
    }
}

both_engines! {
    async fn what_is_put_off_is_there_when_it_is_looked_for_and_at_the_end(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        for name in ["a", "b", "c"] {
            put_off(&mut tx, name).await.unwrap();
        }
        assert_eq!(count(&mut tx).await, 3);
        put_off(&mut tx, "d").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&world.app.db).await, ["a", "b", "c", "d"]);
        let mut tx = world.app.db.write().await.unwrap();
        put_off(&mut tx, "dropped").await.unwrap();
        drop(tx);
        assert_eq!(names(&world.app.db).await, ["a", "b", "c", "d"]);
    }
}

both_engines! {
    /// Past what is sent at once, and past what one statement takes.
    async fn as_much_as_anybody_puts_off_is_kept(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        for i in 0..5000 {
            put_off(&mut tx, &format!("{i:05}")).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(names(&world.app.db).await.len(), 5000);
    }
}

both_engines! {
    /// Each third of 90 at once puts the same off twice: they hear of it at the end, and nothing of theirs is kept.
    async fn a_refused_row_that_was_put_off_harms_no_other(world: World) {
        let mut writers = tokio::task::JoinSet::new();
        for i in 0..90 {
            let db = world.app.db.clone();
            writers.spawn(async move {
                let mut tx = db.write().await?;
                put_off(&mut tx, &format!("first {i:02}")).await?;
                put_off(&mut tx, &format!("w{i:02}")).await?;
                if i % 3 == 0 {
                    put_off(&mut tx, &format!("w{i:02}")).await?;
                }
                let done = tx.commit().await;
                assert_eq!(done.is_err(), i % 3 == 0, "{done:?}");
                Ok::<_, sqlx::Error>(())
            });
        }
        while let Some(done) = writers.join_next().await {
            done.unwrap().unwrap();
        }
        assert_eq!(names(&world.app.db).await.len(), 2 * 60);
    }
}

/// While as many write as may, and one more waits, somebody can still read.
#[tokio::test]
async fn writers_of_postgres_leave_connections_for_readers() {
    let world = World::postgres().await;
    let (db, limit) = (&world.app.db, Duration::from_millis(500));
    let mut writing = Vec::new();
    while let Ok(tx) = tokio::time::timeout(limit, db.write()).await {
        writing.push(tx.unwrap());
        assert!(writing.len() < 100, "no end of writers");
    }
    tokio::time::timeout(limit, db.read()).await.expect("a connection for a reader").unwrap();
    writing.pop();
    tokio::time::timeout(limit, db.write()).await.expect("the turn of who ended").unwrap();
}

/// The plans of statements hang on how many rows tables were said to have: who began with nine events has ten thousand one day.
#[tokio::test]
async fn tables_of_sqlite_that_grew_are_counted_again() {
    let world = World::sqlite().await;
    let db = &world.app.db;
    let Engine::Sqlite { read, .. } = &db.on else { panic!("SQLite") };
    let counted = async || {
        let sql = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'epoch'";
        sqlx::query_scalar::<_, String>(sql).fetch_optional(read).await.ok().flatten()
    };
    let rows = async |from: u32, to: u32| {
        let mut tx = db.write().await.unwrap();
        for i in from..to {
            put_off(&mut tx, &format!("{i:06}")).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    rows(0, 500).await;
    assert_eq!(counted().await, None);
    db.optimize().await.unwrap();
    let few = counted().await.expect("counted once");
    rows(500, 20_000).await;
    db.optimize().await.unwrap();
    assert_ne!(counted().await.expect("counted again"), few);
}

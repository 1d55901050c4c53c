//! The grouped commit: many writers share one, and one that fails harms no other.

use std::time::Duration;

use sabak::db::{Db, Engine, On, Tx};
use sqlx::Row as _;

use crate::support::both_engines;

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

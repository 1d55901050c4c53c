//! The twin migrations make the same schema.

use std::collections::BTreeMap;

use sabak::db::{Db, Engine, MIGRATIONS};
use sqlx::Row as _;

use crate::support::World;

/// Table → column → (kind, nullable).
pub type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

/// The tables that the migrations make.
pub async fn schema(db: &Db) -> Schema {
    match db.on {
        Engine::Sqlite { .. } => sqlite_schema(db).await,
        Engine::Postgres(_) => postgres_schema(db).await,
    }
}

async fn sqlite_schema(db: &Db) -> Schema {
    let Engine::Sqlite { read, .. } = &db.on else { panic!("not sqlite") };
    let rows = sqlx::query(
        "SELECT m.name AS t, c.name AS c, c.type AS k, c.\"notnull\" AS n, c.pk AS pk FROM sqlite_master m
         JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%'",
    )
    .fetch_all(read)
    .await
    .unwrap();
    let mut schema = Schema::new();
    for row in rows {
        let (table, column, kind): (String, String, String) = (row.get("t"), row.get("c"), row.get("k"));
        let nullable = row.get::<i64, _>("n") == 0 && row.get::<i64, _>("pk") == 0;
        schema.entry(table).or_default().insert(column, (kind, nullable));
    }
    schema
}

async fn postgres_schema(db: &Db) -> Schema {
    let Engine::Postgres(pool) = &db.on else { panic!("not postgres") };
    let rows = sqlx::query(
        "SELECT c.table_name::text AS t, c.column_name::text AS c, c.data_type::text AS k, c.is_nullable::text AS n
         FROM information_schema.columns c JOIN information_schema.tables t
           ON t.table_name = c.table_name AND t.table_schema = c.table_schema
         WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut schema = Schema::new();
    for row in rows {
        let (table, column, kind): (String, String, String) = (row.get("t"), row.get("c"), row.get("k"));
        // What SQLite calls the portable types of docs/architecture.md.
        let kind = match kind.as_str() {
            "uuid" | "bytea" => "BLOB",
            "bigint" | "boolean" => "INTEGER",
            "text" | "timestamp with time zone" | "date" => "TEXT",
            other => panic!("{table}.{column}: {other} is not a portable type"),
        };
        let nullable = row.get::<String, _>("n") == "YES";
        schema.entry(table).or_default().insert(column, (kind.to_owned(), nullable));
    }
    schema
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (World::sqlite().await, World::postgres().await);
    let (a, b) = (sqlite_schema(&sqlite.app.db).await, postgres_schema(&postgres.app.db).await);
    assert!(a.len() > 15, "only {} tables", a.len());
    assert_eq!(a, b);
}

/// Unique indexes and constraints as `table(columns) [where]`, except primary keys.
#[tokio::test]
async fn both_engines_have_the_same_unique_keys() {
    let (sqlite, postgres) = (World::sqlite().await, World::postgres().await);
    let Engine::Sqlite { read, .. } = &sqlite.app.db.on else { panic!() };
    let Engine::Postgres(pool) = &postgres.app.db.on else { panic!() };
    let mut a: Vec<String> = sqlx::query_scalar(
        "SELECT m.name || '(' || (SELECT group_concat(i.name, ',') FROM pragma_index_info(l.name) i) || ')'
         FROM sqlite_master m JOIN pragma_index_list(m.name) l
         WHERE m.type = 'table' AND l.\"unique\" = 1 AND l.origin <> 'pk' AND m.name NOT LIKE '_sqlx%'",
    )
    .fetch_all(read)
    .await
    .unwrap();
    let mut b: Vec<String> = sqlx::query_scalar(
        "SELECT t.relname::text || '(' || (SELECT string_agg(a.attname::text, ',' ORDER BY k.n)
             FROM unnest(i.indkey::int[]) WITH ORDINALITY k (att, n)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att) || ')'
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
         WHERE i.indisunique AND NOT i.indisprimary AND s.nspname = 'public' AND t.relname NOT LIKE '\\_sqlx%'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    a.sort();
    b.sort();
    assert!(!a.is_empty());
    assert_eq!(a, b);
}

#[test]
fn the_migrations_have_the_same_numbers_and_names() {
    let names =
        |m: &sqlx::migrate::Migrator| m.iter().map(|m| (m.version, m.description.to_string())).collect::<Vec<_>>();
    assert_eq!(names(&MIGRATIONS.0), names(&MIGRATIONS.1));
}

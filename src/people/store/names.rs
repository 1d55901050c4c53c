//! The keyed tokens of names: `name_index` says which a person has, `name_token` and `name_pair` who has one. A search reads a
//! bounded number of rows whatever is typed.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::db::vault::KeyBeside;
use crate::db::{Tx, on, run};
use crate::people::fold::{self, Kind};
use crate::people::model::{Reach, open_names};
use crate::seal::{DataKey, Legible, Personal, Sealed};

/// A keyed digest of a piece of a name.
pub type Token = i64;

const INDEX: &str = "INSERT INTO name_index (person_id, version, tokens, pairs) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id) DO UPDATE SET version = excluded.version, tokens = excluded.tokens, pairs = excluded.pairs";
const INDEXED: &str = "SELECT tokens, pairs FROM name_index WHERE person_id = $1";
const UNINDEX: &str = "DELETE FROM name_index WHERE person_id = $1";
const ADD_TOKENS_SQLITE: &str =
    "INSERT INTO name_token (token, person_id) SELECT value, $2 FROM json_each($1) WHERE TRUE
    ON CONFLICT DO NOTHING";
const ADD_TOKENS_POSTGRES: &str = "INSERT INTO name_token (token, person_id)
    SELECT CAST(x AS BIGINT), $2 FROM json_array_elements_text(CAST($1 AS json)) x ON CONFLICT DO NOTHING";
const ADD_PAIRS_SQLITE: &str = "INSERT INTO name_pair (token, person_id) SELECT value, $2 FROM json_each($1) WHERE TRUE
    ON CONFLICT DO NOTHING";
const ADD_PAIRS_POSTGRES: &str = "INSERT INTO name_pair (token, person_id)
    SELECT CAST(x AS BIGINT), $2 FROM json_array_elements_text(CAST($1 AS json)) x ON CONFLICT DO NOTHING";
const DROP_TOKENS_SQLITE: &str = "DELETE FROM name_token WHERE person_id = $2
    AND token IN (SELECT value FROM json_each($1))";
const DROP_TOKENS_POSTGRES: &str = "DELETE FROM name_token WHERE person_id = $2
    AND token IN (SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)) x)";
const DROP_PAIRS_SQLITE: &str = "DELETE FROM name_pair WHERE person_id = $2
    AND token IN (SELECT value FROM json_each($1))";
const DROP_PAIRS_POSTGRES: &str = "DELETE FROM name_pair WHERE person_id = $2
    AND token IN (SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)) x)";

/// The keyed digest of one piece: eight bytes, so that two pieces share one by chance once in ten thousand million.
pub fn token(tx: &Tx, kind: Kind, text: &str) -> Token {
    let whole = tx.vault.ring.lookup(kind.code(), &text.into());
    Token::from_be_bytes(whole.first_chunk().copied().unwrap_or_default())
}

/// What is kept of a name: the tokens of its pieces, and those of its pairs, in the order of the digests.
pub struct Index {
    pub tokens: BTreeSet<Token>,
    pub pairs: BTreeSet<Token>,
}

impl Index {
    #[must_use]
    pub fn of(tx: &Tx, full_name: &Personal, call_name: &Personal) -> Self {
        let (full, call) = (full_name.reveal(), call_name.reveal());
        Self {
            tokens: fold::tokens(full, call).iter().map(|(kind, text)| token(tx, *kind, text)).collect(),
            pairs: fold::pairs(full).iter().map(|pair| token(tx, Kind::Pair, pair)).collect(),
        }
    }

    fn bytes(tokens: &BTreeSet<Token>) -> Vec<u8> {
        tokens.iter().flat_map(|t| t.to_be_bytes()).collect()
    }

    fn read(bytes: &[u8]) -> BTreeSet<Token> {
        bytes.as_chunks().0.iter().map(|chunk| Token::from_be_bytes(*chunk)).collect()
    }
}

fn json(tokens: impl IntoIterator<Item = impl ToString>) -> String {
    let all: Vec<String> = tokens.into_iter().map(|t| t.to_string()).collect();
    format!("[{}]", all.join(","))
}

/// Ids, as both engines read them out of JSON.
pub(super) fn ids(all: &[Uuid]) -> String {
    json(all.iter().map(|id| format!("\"{}\"", id.simple())))
}

async fn each(
    tx: &mut Tx,
    sql: (&'static str, &'static str),
    tokens: &BTreeSet<Token>,
    person: Uuid,
) -> sqlx::Result<()> {
    if tokens.is_empty() {
        return Ok(());
    }
    let sql = if tx.is_postgres() { sql.1 } else { sql.0 };
    run!(tx, sqlx::query(sql).bind(json(tokens)).bind(person)).map(drop)
}

/// Makes a person to be found by these names and no others; whether that changed anything.
pub(in crate::people) async fn index(
    tx: &mut Tx,
    person: Uuid,
    full_name: &Personal,
    call_name: &Personal,
) -> sqlx::Result<bool> {
    let new = Index::of(tx, full_name, call_name);
    let old = indexed(tx, person).await?.unwrap_or(Index { tokens: BTreeSet::new(), pairs: BTreeSet::new() });
    let less = |a: &BTreeSet<Token>, b: &BTreeSet<Token>| a.difference(b).copied().collect::<BTreeSet<_>>();
    each(tx, (DROP_TOKENS_SQLITE, DROP_TOKENS_POSTGRES), &less(&old.tokens, &new.tokens), person).await?;
    each(tx, (DROP_PAIRS_SQLITE, DROP_PAIRS_POSTGRES), &less(&old.pairs, &new.pairs), person).await?;
    put(tx, person, &new).await?;
    Ok(old.tokens != new.tokens)
}

/// Of somebody new, who has no tokens yet.
pub(in crate::people) async fn index_new(
    tx: &mut Tx,
    person: Uuid,
    full_name: &Personal,
    call_name: &Personal,
) -> sqlx::Result<()> {
    let new = Index::of(tx, full_name, call_name);
    put(tx, person, &new).await
}

async fn put(tx: &mut Tx, person: Uuid, new: &Index) -> sqlx::Result<()> {
    each(tx, (ADD_TOKENS_SQLITE, ADD_TOKENS_POSTGRES), &new.tokens, person).await?;
    each(tx, (ADD_PAIRS_SQLITE, ADD_PAIRS_POSTGRES), &new.pairs, person).await?;
    let (tokens, pairs) = (Index::bytes(&new.tokens), Index::bytes(&new.pairs));
    run!(tx, sqlx::query(INDEX).bind(person).bind(fold::VERSION).bind(tokens).bind(pairs)).map(drop)
}

/// The tokens of a person, if there are any.
pub(in crate::people) async fn indexed(tx: &mut Tx, person: Uuid) -> sqlx::Result<Option<Index>> {
    let row: Option<(Vec<u8>, Vec<u8>)> = on!(tx, c => sqlx::query_as(INDEXED).bind(person).fetch_optional(c).await)?;
    Ok(row.map(|(tokens, pairs)| Index { tokens: Index::read(&tokens), pairs: Index::read(&pairs) }))
}

/// Makes a person to be found no more.
pub(in crate::people) async fn unindex(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    let Some(old) = indexed(tx, person).await? else { return Ok(()) };
    each(tx, (DROP_TOKENS_SQLITE, DROP_TOKENS_POSTGRES), &old.tokens, person).await?;
    each(tx, (DROP_PAIRS_SQLITE, DROP_PAIRS_POSTGRES), &old.pairs, person).await?;
    run!(tx, sqlx::query(UNINDEX).bind(person)).map(drop)
}

// --- bringing up to date ---

const BATCH: &str = "SELECT p.id, p.full_name, p.call_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM person p JOIN data_key k ON k.subject_id = p.id LEFT JOIN name_index n ON n.person_id = p.id
    WHERE p.id > $1 AND p.part_of IS NULL AND ($2 = TRUE OR n.version IS NULL OR n.version <> $3)
    ORDER BY p.id LIMIT $4";
const DONE: &str = "SELECT COUNT(*) FROM epoch WHERE name = 'names' AND value >= $1";
const SET_DONE: &str = "INSERT INTO epoch (name, value) VALUES ('names', $1)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

/// The people after this one whose tokens are missing or older than the folding; `all`: whatever they are.
pub(in crate::people) async fn unindexed(tx: &mut Tx, after: Uuid, all: bool, limit: i64) -> sqlx::Result<Vec<Named>> {
    let rows: Vec<NamedRow> = on!(tx, c => sqlx::query_as(BATCH)
        .bind(after).bind(all).bind(fold::VERSION).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| row.open(tx)).collect())
}

/// Whether everybody was indexed by this version of the folding.
pub(in crate::people) async fn is_indexed(tx: &mut Tx) -> sqlx::Result<bool> {
    let done: i64 = on!(tx, c => sqlx::query_scalar(DONE).bind(fold::VERSION).fetch_one(c).await)?;
    Ok(done > 0)
}

pub(in crate::people) async fn set_indexed(tx: &mut Tx) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SET_DONE).bind(fold::VERSION)).map(drop)
}

// --- names ---

const NAMED_SQLITE: &str =
    "SELECT p.id, p.full_name, p.call_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM person p JOIN data_key k ON k.subject_id = p.id WHERE p.id IN (SELECT unhex(value) FROM json_each($1))";
const NAMED_POSTGRES: &str =
    "SELECT p.id, p.full_name, p.call_name, k.version AS key_version, k.ring_version AS key_ring,
      k.wrapped AS key_wrapped
    FROM person p JOIN data_key k ON k.subject_id = p.id
    WHERE p.id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))";

#[derive(sqlx::FromRow)]
struct NamedRow {
    id: Uuid,
    full_name: Option<Sealed>,
    call_name: Option<Sealed>,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// Somebody and their names.
pub struct Named {
    pub id: Uuid,
    pub full_name: Personal,
    pub call_name: Personal,
    /// Whether the names could be read.
    pub legible: Legible,
}

impl NamedRow {
    fn open(self, tx: &Tx) -> Named {
        let id = self.id;
        let open = |key: &DataKey| open_names(key, id, self.full_name.as_ref(), self.call_name.as_ref());
        let ((full_name, call_name), legible) = self.key.read(&tx.vault, id, ("person", id), open);
        Named { id, full_name, call_name, legible }
    }
}

/// The names of these people, of those who have one, in no order.
pub(in crate::people) async fn named(tx: &mut Tx, people: &[Uuid]) -> sqlx::Result<Vec<Named>> {
    let sql = if tx.is_postgres() { NAMED_POSTGRES } else { NAMED_SQLITE };
    let rows: Vec<NamedRow> = on!(tx, c => sqlx::query_as(sql).bind(ids(people)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| row.open(tx)).collect())
}

// --- searching ---

fn regions(reach: &Reach) -> String {
    json(reach.regions.iter().map(|code| serde_json::Value::from(code.as_str())))
}

const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM name_token WHERE token IN ($1, $2) LIMIT $3) probe";
/// The newest who have one of two tokens, of those who also have one of each further two.
const HAVING_SQLITE: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM (
        SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $1 ORDER BY person_id DESC LIMIT $3) t1
        UNION SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $2 ORDER BY person_id DESC LIMIT $3) t2) u
      ORDER BY person_id DESC LIMIT $3) a
    WHERE (CAST($4 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($4, $5) AND b.person_id = a.person_id))
      AND (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($6, $7) AND b.person_id = a.person_id))
      AND ($8 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT value FROM json_each($9))
          OR e.id IN (SELECT unhex(value) FROM json_each($10)))))
    ORDER BY a.person_id DESC LIMIT $11";
const HAVING_POSTGRES: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM (
        SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $1 ORDER BY person_id DESC LIMIT $3) t1
        UNION SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $2 ORDER BY person_id DESC LIMIT $3) t2) u
      ORDER BY person_id DESC LIMIT $3) a
    WHERE (CAST($4 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($4, $5) AND b.person_id = a.person_id))
      AND (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($6, $7) AND b.person_id = a.person_id))
      AND ($8 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT json_array_elements_text(CAST($9 AS json)))
          OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($10 AS json)) x))))
    ORDER BY a.person_id DESC LIMIT $11";
const PAIRED_SQLITE: &str = "SELECT DISTINCT a.person_id FROM name_pair a WHERE a.token IN ($1, $2)
      AND ($3 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT value FROM json_each($4))
          OR e.id IN (SELECT unhex(value) FROM json_each($5)))))
    ORDER BY a.person_id DESC LIMIT $6";
const PAIRED_POSTGRES: &str = "SELECT DISTINCT a.person_id FROM name_pair a WHERE a.token IN ($1, $2)
      AND ($3 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT json_array_elements_text(CAST($4 AS json)))
          OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($5 AS json)) x))))
    ORDER BY a.person_id DESC LIMIT $6";
/// Who has most of four trigrams, of those who also have one of two other tokens.
const ALIKE: &str = "SELECT c.person_id FROM (
      SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $1 ORDER BY person_id DESC LIMIT $5) t1
      UNION ALL SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $2 ORDER BY person_id DESC LIMIT $5) t2
      UNION ALL SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $3 ORDER BY person_id DESC LIMIT $5) t3
      UNION ALL SELECT person_id FROM (SELECT person_id FROM name_token WHERE token = $4 ORDER BY person_id DESC LIMIT $5) t4) c
    WHERE (CAST($6 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($6, $7) AND b.person_id = c.person_id))
    GROUP BY c.person_id ORDER BY COUNT(*) DESC, c.person_id DESC LIMIT $8";
const WITHIN_SQLITE: &str = "SELECT DISTINCT r.person_id FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.person_id IN (SELECT unhex(value) FROM json_each($1))
      AND (e.region IN (SELECT value FROM json_each($2)) OR e.id IN (SELECT unhex(value) FROM json_each($3)))";
const WITHIN_POSTGRES: &str = "SELECT DISTINCT r.person_id FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.person_id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x)
      AND (e.region IN (SELECT json_array_elements_text(CAST($2 AS json)))
        OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($3 AS json)) x))";

/// The tokens of a typed word: that of its one spelling, or those of its two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Either(pub Token, pub Option<Token>);

/// How many have one of two tokens, counted up to `limit`.
pub(in crate::people) async fn count(tx: &mut Tx, word: Either, limit: i64) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(COUNT).bind(word.0).bind(word.1).bind(limit).fetch_one(c).await)
}

/// The newest `scan` who have the first word, as far as they have the others and are within reach.
pub(in crate::people) async fn having(
    tx: &mut Tx,
    words: &[Either],
    reach: &Reach,
    scan: i64,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    let Some(first) = words.first() else { return Ok(Vec::new()) };
    let nth = |n: usize| (words.get(n).map(|w| w.0), words.get(n).and_then(|w| w.1));
    let ((second, or_second), (third, or_third)) = (nth(1), nth(2));
    let sql = if tx.is_postgres() { HAVING_POSTGRES } else { HAVING_SQLITE };
    on!(tx, c => sqlx::query_scalar(sql)
        .bind(first.0).bind(first.1).bind(scan).bind(second).bind(or_second).bind(third).bind(or_third)
        .bind(reach.everywhere).bind(regions(reach)).bind(ids(&reach.events)).bind(limit).fetch_all(c).await)
}

/// The newest who have one of two pairs and are within reach.
pub(in crate::people) async fn paired(tx: &mut Tx, pair: Either, reach: &Reach, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    let sql = if tx.is_postgres() { PAIRED_POSTGRES } else { PAIRED_SQLITE };
    on!(tx, c => sqlx::query_scalar(sql)
        .bind(pair.0).bind(pair.1).bind(reach.everywhere).bind(regions(reach)).bind(ids(&reach.events)).bind(limit)
        .fetch_all(c).await)
}

/// Those who share most of these trigrams, reading at most `scan` people of each; of those who have `other`, if it is named.
pub(in crate::people) async fn alike(
    tx: &mut Tx,
    trigrams: &[Token],
    other: Option<Either>,
    scan: i64,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    let nth = |n: usize| trigrams.get(n).copied();
    on!(tx, c => sqlx::query_scalar(ALIKE)
        .bind(nth(0)).bind(nth(1)).bind(nth(2)).bind(nth(3)).bind(scan).bind(other.map(|o| o.0)).bind(other.and_then(|o| o.1))
        .bind(limit).fetch_all(c).await)
}

/// Those of `people` who have a registration within reach, or all of them where that is everywhere.
pub(in crate::people) async fn within(tx: &mut Tx, people: &[Uuid], reach: &Reach) -> sqlx::Result<BTreeSet<Uuid>> {
    if reach.everywhere || people.is_empty() {
        return Ok(people.iter().copied().collect());
    }
    let sql = if tx.is_postgres() { WITHIN_POSTGRES } else { WITHIN_SQLITE };
    let found: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql)
        .bind(ids(people)).bind(regions(reach)).bind(ids(&reach.events)).fetch_all(c).await)?;
    Ok(found.into_iter().collect())
}

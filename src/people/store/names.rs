//! The keyed tokens of names: `name_index` says which a person has, `name_token` and `name_pair` who has one. A search reads a
//! bounded number of rows whatever is typed.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::db::vault::KeyBeside;
use crate::db::{Tx, later, on, run};
use crate::ids::{hex, in_json};
use crate::people::fold::{self, Kind};
use crate::people::model::{Reach, open_names};
use crate::seal::{DataKey, Legible, Personal, Sealed};

/// A keyed digest of a piece of a name.
pub type Token = i64;

const INDEX: &str = "INSERT INTO name_index (person_id, version, tokens, pairs) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id) DO UPDATE SET version = excluded.version, tokens = excluded.tokens, pairs = excluded.pairs";
const INDEXED: &str = "SELECT tokens, pairs FROM name_index WHERE person_id = $1";
const UNINDEX: &str = "DELETE FROM name_index WHERE person_id = $1";
// Rows of a token and a person.
const ADD_TOKENS_SQLITE: &str = "INSERT INTO name_token (token, person_id)
    SELECT value ->> 0, unhex(value ->> 1) FROM json_each($1) WHERE TRUE ON CONFLICT DO NOTHING";
const ADD_TOKENS_POSTGRES: &str = "INSERT INTO name_token (token, person_id)
    SELECT CAST(x ->> 0 AS BIGINT), CAST(x ->> 1 AS UUID) FROM json_array_elements(CAST($1 AS json)) x ON CONFLICT DO NOTHING";
const ADD_PAIRS_SQLITE: &str = "INSERT INTO name_pair (token, person_id)
    SELECT value ->> 0, unhex(value ->> 1) FROM json_each($1) WHERE TRUE ON CONFLICT DO NOTHING";
const ADD_PAIRS_POSTGRES: &str = "INSERT INTO name_pair (token, person_id)
    SELECT CAST(x ->> 0 AS BIGINT), CAST(x ->> 1 AS UUID) FROM json_array_elements(CAST($1 AS json)) x ON CONFLICT DO NOTHING";
const DROP_TOKENS_SQLITE: &str = "DELETE FROM name_token WHERE person_id = $2
    AND token IN (SELECT value FROM json_each($1))";
const DROP_TOKENS_POSTGRES: &str = "DELETE FROM name_token WHERE person_id = $2
    AND token IN (SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)) x)";
const DROP_PAIRS_SQLITE: &str = "DELETE FROM name_pair WHERE person_id = $2
    AND token IN (SELECT value FROM json_each($1))";
const DROP_PAIRS_POSTGRES: &str = "DELETE FROM name_pair WHERE person_id = $2
    AND token IN (SELECT CAST(x AS BIGINT) FROM json_array_elements_text(CAST($1 AS json)) x)";

const PUT_DUE: &str = "INSERT INTO name_due (person_id) VALUES ($1)";
const NEWEST_DUE: &str = "SELECT person_id FROM name_due ORDER BY person_id DESC LIMIT $1";
const OLDEST_DUE: &str = "SELECT person_id FROM name_due ORDER BY person_id LIMIT $1";
const NOT_DUE_SQLITE: &str = "DELETE FROM name_due WHERE person_id IN (SELECT unhex(value) FROM json_each($1))";
const NOT_DUE_POSTGRES: &str = "DELETE FROM name_due
    WHERE person_id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))";
/// The smaller id first, as everybody who holds several.
const HOLD_POSTGRES: &str = "SELECT subject_id FROM data_key
    WHERE subject_id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))
    ORDER BY subject_id FOR KEY SHARE";
const INDEXED_OF_SQLITE: &str = "SELECT person_id FROM name_index
    WHERE person_id IN (SELECT unhex(value) FROM json_each($1))";
const INDEXED_OF_POSTGRES: &str = "SELECT person_id FROM name_index
    WHERE person_id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))";
// For many people at once: rows of a person and their tokens.
const INDEX_ALL_SQLITE: &str = "INSERT INTO name_index (person_id, version, tokens, pairs)
    SELECT unhex(value ->> 0), $2, unhex(value ->> 1), unhex(value ->> 2) FROM json_each($1)";
const INDEX_ALL_POSTGRES: &str = "INSERT INTO name_index (person_id, version, tokens, pairs)
    SELECT CAST(x ->> 0 AS UUID), CAST($2 AS BIGINT), decode(x ->> 1, 'hex'), decode(x ->> 2, 'hex')
    FROM json_array_elements(CAST($1 AS json)) x";
const ALONE_POSTGRES: &str = "SELECT pg_try_advisory_xact_lock($1)";
/// Of no meaning, and nobody else's.
const ALONE_KEY: i64 = 0x6e61_6d65_5f64_7565;

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

/// Adds these rows, in the order of the tokens, as they lie.
async fn add(tx: &mut Tx, tokens: BTreeSet<(Token, Uuid)>, pairs: BTreeSet<(Token, Uuid)>) -> sqlx::Result<()> {
    let sql = if tx.is_postgres() {
        [ADD_TOKENS_POSTGRES, ADD_PAIRS_POSTGRES]
    } else {
        [ADD_TOKENS_SQLITE, ADD_PAIRS_SQLITE]
    };
    for (sql, rows) in sql.into_iter().zip([tokens, pairs]).filter(|(_, rows)| !rows.is_empty()) {
        let rows = json(rows.iter().map(|(token, id)| format!("[{token},\"{}\"]", id.simple())));
        run!(tx, sqlx::query(sql).bind(rows))?;
    }
    Ok(())
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
///
/// Whoever calls holds their key, and so nobody else does this meanwhile or erases them.
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
    let of = |tokens: &BTreeSet<Token>| tokens.iter().map(|t| (*t, person)).collect();
    add(tx, of(&new.tokens), of(&new.pairs)).await?;
    let (tokens, pairs) = (Index::bytes(&new.tokens), Index::bytes(&new.pairs));
    run!(tx, sqlx::query(INDEX).bind(person).bind(fold::VERSION).bind(tokens).bind(pairs))?;
    Ok(old.tokens != new.tokens)
}

/// Has the tokens of somebody new made soon.
pub(in crate::people) async fn put_due(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    later!(tx, PUT_DUE, person)
}

/// The newest of those whose tokens are still to be made.
pub(in crate::people) async fn due(tx: &mut Tx, limit: i64) -> sqlx::Result<Vec<Uuid>> {
    on!(tx, c => sqlx::query_scalar(NEWEST_DUE).bind(limit).fetch_all(c).await)
}

/// The oldest of them.
pub(in crate::people) async fn oldest_due(tx: &mut Tx, limit: usize) -> sqlx::Result<Vec<Uuid>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    on!(tx, c => sqlx::query_scalar(OLDEST_DUE).bind(limit).fetch_all(c).await)
}

/// Holds the keys of these people, as `vault::hold` does that of one.
pub(in crate::people) async fn hold(tx: &mut Tx, people: &[Uuid]) -> sqlx::Result<()> {
    // SQLite has one writer at a time.
    if tx.is_postgres() {
        run!(tx, sqlx::query(HOLD_POSTGRES).bind(in_json(people.iter().copied())))?;
    }
    Ok(())
}

/// As [`index`], of many at once, who as a rule have no tokens yet.
pub(in crate::people) async fn index_new(tx: &mut Tx, people: &[Named]) -> sqlx::Result<()> {
    let pick = |tx: &Tx, sqlite, postgres| if tx.is_postgres() { postgres } else { sqlite };
    let all: Vec<Uuid> = people.iter().map(|p| p.id).collect();
    let sql = pick(tx, INDEXED_OF_SQLITE, INDEXED_OF_POSTGRES);
    let known: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(in_json(all.iter().copied())).fetch_all(c).await)?;
    let (mut tokens, mut pairs, mut rows) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for person in people {
        if known.contains(&person.id) {
            index(tx, person.id, &person.full_name, &person.call_name).await?;
            continue;
        }
        let new = Index::of(tx, &person.full_name, &person.call_name);
        tokens.extend(new.tokens.iter().map(|t| (*t, person.id)));
        pairs.extend(new.pairs.iter().map(|t| (*t, person.id)));
        let bytes = [&new.tokens, &new.pairs].map(|of| hex(&Index::bytes(of)));
        rows.push(format!("[\"{}\",\"{}\",\"{}\"]", person.id.simple(), bytes[0], bytes[1]));
    }
    add(tx, tokens, pairs).await?;
    let sql = pick(tx, INDEX_ALL_SQLITE, INDEX_ALL_POSTGRES);
    run!(tx, sqlx::query(sql).bind(json(rows)).bind(fold::VERSION)).map(drop)
}

/// Whether nobody else makes tokens now, nor will until this transaction ends.
pub(in crate::people) async fn alone(tx: &mut Tx) -> sqlx::Result<bool> {
    // SQLite has one writer at a time.
    if !tx.is_postgres() {
        return Ok(true);
    }
    on!(tx, c => sqlx::query_scalar(ALONE_POSTGRES).bind(ALONE_KEY).fetch_one(c).await)
}

/// Their tokens are made.
pub(in crate::people) async fn done(tx: &mut Tx, people: &[Uuid]) -> sqlx::Result<()> {
    let sql = if tx.is_postgres() { NOT_DUE_POSTGRES } else { NOT_DUE_SQLITE };
    run!(tx, sqlx::query(sql).bind(in_json(people.iter().copied()))).map(drop)
}

/// The tokens of a person, if there are any.
pub(in crate::people) async fn indexed(tx: &mut Tx, person: Uuid) -> sqlx::Result<Option<Index>> {
    let row: Option<(Vec<u8>, Vec<u8>)> = on!(tx, c => sqlx::query_as(INDEXED).bind(person).fetch_optional(c).await)?;
    Ok(row.map(|(tokens, pairs)| Index { tokens: Index::read(&tokens), pairs: Index::read(&pairs) }))
}

/// Makes a person to be found no more.
pub(in crate::people) async fn unindex(tx: &mut Tx, person: Uuid) -> sqlx::Result<()> {
    done(tx, &[person]).await?;
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
    let rows: Vec<NamedRow> =
        on!(tx, c => sqlx::query_as(sql).bind(in_json(people.iter().copied())).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|row| row.open(tx)).collect())
}

// --- searching ---

fn regions(reach: &Reach) -> String {
    json(reach.regions.iter().map(|code| serde_json::Value::from(code.as_str())))
}

const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM name_token WHERE token IN ($1, $2) LIMIT $3) probe";

// Each of these walks down the newest of one token and stops when it has enough, so that what many have costs no more than what
// few have. Hence no ORDER BY around it on SQLite, which would first look at all of them; and LATERAL … LIMIT 1 on PostgreSQL,
// which else may read everybody of the other token, or all registrations of a region, into a hash.

/// Who has a token, of those who also have one of each further two and are within reach.
const HAVING_SQLITE: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM name_token WHERE token = $1 ORDER BY person_id DESC LIMIT $2) a
    WHERE (CAST($3 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($3, $4) AND b.person_id = a.person_id))
      AND (CAST($5 AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM name_token b WHERE b.token IN ($5, $6) AND b.person_id = a.person_id))
      AND ($7 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT value FROM json_each($8))
          OR e.id IN (SELECT unhex(value) FROM json_each($9)))))
    LIMIT $10";
const HAVING_POSTGRES: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM name_token WHERE token = $1 ORDER BY person_id DESC LIMIT $2) a
    CROSS JOIN LATERAL (SELECT 1 AS one WHERE CAST($3 AS BIGINT) IS NULL UNION ALL
      SELECT 1 FROM name_token b WHERE b.token IN ($3, $4) AND b.person_id = a.person_id LIMIT 1) w2
    CROSS JOIN LATERAL (SELECT 1 AS one WHERE CAST($5 AS BIGINT) IS NULL UNION ALL
      SELECT 1 FROM name_token b WHERE b.token IN ($5, $6) AND b.person_id = a.person_id LIMIT 1) w3
    CROSS JOIN LATERAL (SELECT 1 AS one WHERE $7 = TRUE UNION ALL
      SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
      WHERE r.person_id = a.person_id AND (e.region IN (SELECT json_array_elements_text(CAST($8 AS json)))
        OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($9 AS json)) x)) LIMIT 1) near
    ORDER BY a.person_id DESC LIMIT $10";
/// Who has a pair and is within reach.
const PAIRED_SQLITE: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM name_pair WHERE token = $1 ORDER BY person_id DESC LIMIT $2) a
    WHERE ($3 = TRUE OR EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
        WHERE r.person_id = a.person_id AND (e.region IN (SELECT value FROM json_each($4))
          OR e.id IN (SELECT unhex(value) FROM json_each($5)))))
    LIMIT $6";
const PAIRED_POSTGRES: &str = "SELECT a.person_id FROM (
      SELECT person_id FROM name_pair WHERE token = $1 ORDER BY person_id DESC LIMIT $2) a
    CROSS JOIN LATERAL (SELECT 1 AS one WHERE $3 = TRUE UNION ALL
      SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id
      WHERE r.person_id = a.person_id AND (e.region IN (SELECT json_array_elements_text(CAST($4 AS json)))
        OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($5 AS json)) x)) LIMIT 1) near
    ORDER BY a.person_id DESC LIMIT $6";
/// The newest of each of several tokens, ids one after the other in one text: a row each would cost more than reading them.
const LISTS_SQLITE: &str = "SELECT j.value, COALESCE((SELECT group_concat(hex(l.person_id), '') FROM (
      SELECT person_id FROM name_token WHERE token = j.value ORDER BY person_id DESC LIMIT $2) l), '') FROM json_each($1) j";
const LISTS_POSTGRES: &str = "SELECT t.x, array_to_string(ARRAY(
      SELECT n.person_id FROM name_token n WHERE n.token = t.x ORDER BY n.person_id DESC LIMIT $2), '')
    FROM (SELECT CAST(y AS BIGINT) AS x FROM json_array_elements_text(CAST($1 AS json)) y) t";
const WITHIN_SQLITE: &str = "SELECT DISTINCT r.person_id FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.person_id IN (SELECT unhex(value) FROM json_each($1))
      AND (e.region IN (SELECT value FROM json_each($2)) OR e.id IN (SELECT unhex(value) FROM json_each($3)))";
const WITHIN_POSTGRES: &str = "SELECT DISTINCT r.person_id FROM registration r JOIN event e ON e.id = r.event_id
    WHERE r.person_id = ANY (ARRAY(SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($1 AS json)) x))
      AND (e.region IN (SELECT json_array_elements_text(CAST($2 AS json)))
        OR e.id IN (SELECT CAST(x AS UUID) FROM json_array_elements_text(CAST($3 AS json)) x))";

/// The tokens of a typed word: that of its one spelling, or those of its two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Either(pub Token, pub Option<Token>);

impl Either {
    pub fn each(self) -> impl Iterator<Item = Token> {
        std::iter::once(self.0).chain(self.1)
    }
}

/// How far a search goes: how many people of one token it walks past, and how many it takes.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub scan: i64,
    pub limit: i64,
}

/// How many have one of two tokens, counted up to `limit`.
pub(in crate::people) async fn count(tx: &mut Tx, word: Either, limit: i64) -> sqlx::Result<i64> {
    on!(tx, c => sqlx::query_scalar(COUNT).bind(word.0).bind(word.1).bind(limit).fetch_one(c).await)
}

/// The newest first, each once.
fn merged(mut all: Vec<Uuid>, limit: i64) -> Vec<Uuid> {
    all.sort_unstable_by(|a, b| b.cmp(a));
    all.dedup();
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    all
}

/// The newest who have one of the first tokens, as far as they have the other words, two at most, and are within reach.
pub(in crate::people) async fn having(
    tx: &mut Tx,
    first: &[Token],
    others: &[Either],
    reach: &Reach,
    bounds: Bounds,
) -> sqlx::Result<Vec<Uuid>> {
    let nth = |n: usize| (others.get(n).map(|w| w.0), others.get(n).and_then(|w| w.1));
    let ((second, or_second), (third, or_third)) = (nth(0), nth(1));
    let sql = if tx.is_postgres() { HAVING_POSTGRES } else { HAVING_SQLITE };
    let mut all: Vec<Uuid> = Vec::new();
    for token in first {
        let found: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql)
            .bind(token).bind(bounds.scan).bind(second).bind(or_second).bind(third).bind(or_third)
            .bind(reach.everywhere).bind(regions(reach)).bind(in_json(reach.events.iter().copied())).bind(bounds.limit).fetch_all(c).await)?;
        all.extend(found);
    }
    Ok(merged(all, bounds.limit))
}

/// The newest who have one of two pairs and are within reach.
pub(in crate::people) async fn paired(
    tx: &mut Tx,
    pair: Either,
    reach: &Reach,
    bounds: Bounds,
) -> sqlx::Result<Vec<Uuid>> {
    let sql = if tx.is_postgres() { PAIRED_POSTGRES } else { PAIRED_SQLITE };
    let mut all: Vec<Uuid> = Vec::new();
    for token in pair.each() {
        let found: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql)
            .bind(token).bind(bounds.scan).bind(reach.everywhere).bind(regions(reach)).bind(in_json(reach.events.iter().copied()))
            .bind(bounds.limit).fetch_all(c).await)?;
        all.extend(found);
    }
    Ok(merged(all, bounds.limit))
}

/// The newest people of each of these tokens, `limit` of each at most.
pub(in crate::people) async fn lists(
    tx: &mut Tx,
    tokens: &BTreeSet<Token>,
    limit: i64,
) -> sqlx::Result<BTreeMap<Token, Vec<Uuid>>> {
    let (sql, length) = if tx.is_postgres() { (LISTS_POSTGRES, 36) } else { (LISTS_SQLITE, 32) };
    let rows: Vec<(Token, String)> =
        on!(tx, c => sqlx::query_as(sql).bind(json(tokens)).bind(limit).fetch_all(c).await)?;
    let read = |text: String| text.as_bytes().chunks(length).filter_map(|id| Uuid::try_parse_ascii(id).ok()).collect();
    Ok(rows.into_iter().map(|(token, text)| (token, read(text))).collect())
}

/// Those of `people` who have a registration within reach, or all of them where that is everywhere.
pub(in crate::people) async fn within(tx: &mut Tx, people: &[Uuid], reach: &Reach) -> sqlx::Result<BTreeSet<Uuid>> {
    if reach.everywhere || people.is_empty() {
        return Ok(people.iter().copied().collect());
    }
    let sql = if tx.is_postgres() { WITHIN_POSTGRES } else { WITHIN_SQLITE };
    let found: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql)
        .bind(in_json(people.iter().copied())).bind(regions(reach)).bind(in_json(reach.events.iter().copied())).fetch_all(c).await)?;
    Ok(found.into_iter().collect())
}

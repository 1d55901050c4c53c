//! A million people, and how long it takes to find one of them: the rows are those that the product writes, in bulk; the
//! searches are the product's own, by one and by four who search at once. Then others register beside them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sabak::db::{On, Tx};
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::jobs::worker;
use sabak::people::model::{CALL_NAME_SEALED, FULL_NAME_SEALED};
use sabak::people::service::{self as people, Index, Token};
use sabak::registration::model::{RegistrationInput, Source};
use sabak::registration::service::register;
use sabak::seal::{Field, Personal, Sealed, Subject};
use sabak::staff::model::{Actor, Grant, Role, Scope};
use sabak::state::App;
use serde_json::{Value, json};
use sqlx::{Postgres, QueryBuilder, Sqlite};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::Outcome;
use crate::grow::{Keyed, ROWS, insert, plan, staff, write_keys};

/// People written in one transaction.
const BATCH: usize = 5_000;
/// Trainings they registered for, in five regions.
const EVENTS: usize = 50;
/// Half of the places of a training, at most.
const HALF: usize = 50_000;
/// Who searches at once.
const SEARCHERS: [usize; 2] = [1, 4];
/// Searches before the clock runs: they fill the memory of the database, as any day before did.
const WARM: usize = 200;
/// People whose names are looked for.
const SOUGHT: usize = 2_000;
/// Who registers at once, as in `bin/bench`.
const CLIENTS: usize = 64;

pub async fn measure(app: &App, wanted: usize, seconds: u64) -> Outcome<Value> {
    let (began, (before, _)) = (Instant::now(), sizes(app).await?);
    let editor = staff(app, "people").await?;
    let filled = fill(app, &editor, wanted).await?;
    let fill_s = began.elapsed().as_secs_f64();
    let sought = Arc::new(sample(app).await?);
    let local =
        Actor { grants: vec![Grant::new(Role::Coordinator, Scope::Region(REGIONS[0].into()))], ..editor.clone() };
    let mut dice = Dice(7);
    for _ in 0..WARM {
        let (_, _, text) = question(&sought, &mut dice);
        people::search(app, &editor, &text.as_str().into(), Locale::Ky).await.map_err(|e| format!("{e:?}"))?;
    }
    let mut searched = BTreeMap::new();
    for searchers in SEARCHERS {
        let took = search(app, &editor, &local, &sought, (searchers, seconds)).await?;
        searched.insert(searchers.to_string(), took);
    }
    let (tokens, pairs) = (number(app, TOKENS).await?, number(app, PAIRS).await?);
    let (bytes, token_bytes) = sizes(app).await?;
    let beside = register_beside(app, &editor, seconds).await?;
    Ok(
        json!({ "people": wanted, "filled": filled, "fill_s": fill_s, "tokens": tokens, "pairs": pairs, "bytes": bytes, "grown": bytes - before,
        "token_bytes": token_bytes, "searched": searched, "registered": beside }),
    )
}

const PEOPLE: &str = "SELECT COUNT(*) FROM name_index";
const TOKENS: &str = "SELECT COUNT(*) FROM name_token";
const PAIRS: &str = "SELECT COUNT(*) FROM name_pair";

async fn number(app: &App, sql: &'static str) -> Outcome<i64> {
    let mut tx = app.db.read().await?;
    Ok(match &mut tx.on {
        On::SqliteRead(c) => sqlx::query_scalar(sql).fetch_one(&mut **c).await?,
        On::PostgresRead(c) => sqlx::query_scalar(sql).fetch_one(&mut **c).await?,
        On::SqliteWrite(_) | On::PostgresWrite(_) => return Err("a transaction that reads".into()),
    })
}

/// Bytes of the whole database, and of what the tokens take of it.
async fn sizes(app: &App) -> Outcome<(i64, i64)> {
    if app.db.engine() == "sqlite" {
        let page = number(app, "SELECT page_size FROM pragma_page_size").await?;
        let pages = number(app, "SELECT page_count FROM pragma_page_count").await?;
        // Counted by its pages where the library can.
        let tokens = number(app, "SELECT SUM(pgsize) FROM dbstat WHERE aggregate = 1 AND name LIKE 'name_%'").await;
        return Ok((page * pages, tokens.unwrap_or_default()));
    }
    let whole = number(app, "SELECT pg_database_size(current_database())").await?;
    let tokens = "SELECT CAST(pg_total_relation_size('name_token') + pg_total_relation_size('name_pair')
        + pg_total_relation_size('name_index') AS BIGINT)";
    Ok((whole, number(app, tokens).await?))
}

// --- Searching.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Whole,
    Part,
    Beginning,
    Beginnings,
    Mistyped,
    Latin,
    Nobody,
    /// The whole name, by who may look in one region only.
    Region,
    RegionBeginning,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Whole,
        Self::Part,
        Self::Beginning,
        Self::Beginnings,
        Self::Mistyped,
        Self::Latin,
        Self::Nobody,
        Self::Region,
        Self::RegionBeginning,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Beginning => "beginning",
            Self::Beginnings => "beginnings",
            Self::Mistyped => "mistyped",
            Self::Latin => "latin",
            Self::Nobody => "nobody",
            Self::Region => "region",
            Self::RegionBeginning => "region_beginning",
        }
    }

    /// Whether who is meant must be among what is found; else there must be somebody, at least.
    const fn names_one(self) -> bool {
        matches!(self, Self::Whole | Self::Latin | Self::Mistyped | Self::Region)
    }
}

/// What somebody types, by which kind of search, and whom they mean.
fn question<'a>(sought: &'a [String], dice: &mut Dice) -> (Kind, &'a str, String) {
    let kind = Kind::ALL[dice.below(Kind::ALL.len())];
    let name = sought[dice.below(sought.len())].as_str();
    let parts: Vec<&str> = name.split(' ').filter(|p| p.chars().count() > 2 && !["уулу", "кызы"].contains(p)).collect();
    let part = parts[dice.below(parts.len())];
    let cut = |part: &str, n: usize| part.chars().take(n).collect::<String>();
    let text = match kind {
        Kind::Whole | Kind::Region => name.to_owned(),
        Kind::Part => part.to_owned(),
        Kind::Beginning | Kind::RegionBeginning => cut(part, 3 + dice.below(2)),
        Kind::Beginnings => parts.iter().take(2).map(|p| cut(p, 3 + dice.below(2))).collect::<Vec<_>>().join(" "),
        Kind::Mistyped => mistype(name, part, dice),
        Kind::Latin => latin(name),
        Kind::Nobody => format!("{} {}", dice.nonsense(), dice.nonsense()),
    };
    (kind, name, text)
}

/// One letter of a part is another, or is missing.
fn mistype(name: &str, part: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = part.chars().collect();
    let at = 1 + dice.below(letters.len() - 1);
    if dice.below(3) == 0 {
        letters.remove(at);
    } else {
        letters[at] = if letters[at] == 'о' { 'а' } else { 'о' };
    }
    name.replacen(part, &letters.into_iter().collect::<String>(), 1)
}

fn latin(name: &str) -> String {
    let one = |c: char| {
        let small = c.to_lowercase().next().unwrap_or(c);
        match small {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'ң' => "ng",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ү' => "u",
            'ф' => "f",
            'х' => "kh",
            'ч' => "ch",
            'ш' => "sh",
            'я' => "ya",
            'ю' => "yu",
            'ь' | 'ъ' => "",
            _ => return c.to_string(),
        }
        .to_owned()
    };
    name.chars().map(one).collect()
}

#[derive(Default)]
struct Took {
    ms: Vec<f64>,
    found: usize,
}

async fn search(
    app: &App,
    everywhere: &Actor,
    local: &Actor,
    sought: &Arc<Vec<String>>,
    (searchers, seconds): (usize, u64),
) -> Outcome<Value> {
    let (began, time) = (Instant::now(), Duration::from_secs(seconds));
    let mut all = JoinSet::new();
    for n in 0..searchers {
        let (app, everywhere, local, sought) = (app.clone(), everywhere.clone(), local.clone(), Arc::clone(sought));
        all.spawn(async move {
            let mut dice = Dice(1_000 * searchers as u64 + n as u64);
            let mut took: BTreeMap<Kind, Took> = BTreeMap::new();
            while began.elapsed() < time {
                let (kind, name, text) = question(&sought, &mut dice);
                let regional = matches!(kind, Kind::Region | Kind::RegionBeginning);
                let (actor, typed) = (if regional { &local } else { &everywhere }, Personal::from(text.as_str()));
                let start = Instant::now();
                let found =
                    people::search(&app, actor, &typed, Locale::Ky).await.map_err(|e| format!("{text}: {e:?}"))?;
                let ms = start.elapsed().as_secs_f64() * 1000.0;
                let there = found.hits.iter().any(|hit| hit.full_name.reveal() == name);
                let kept = took.entry(kind).or_default();
                kept.ms.push(ms);
                // Of many namesakes fifty are shown.
                let is_right =
                    if kind.names_one() { there || (regional || found.more) } else { !found.hits.is_empty() };
                kept.found += usize::from(is_right != (kind == Kind::Nobody));
            }
            Ok::<_, String>(took)
        });
    }
    let mut took: BTreeMap<Kind, Took> = BTreeMap::new();
    while let Some(one) = all.join_next().await {
        for (kind, more) in one?? {
            let kept = took.entry(kind).or_default();
            kept.ms.extend(more.ms);
            kept.found += more.found;
        }
    }
    let elapsed = began.elapsed().as_secs_f64();
    let whole = Took { ms: took.values().flat_map(|t| t.ms.iter().copied()).collect(), found: 0 };
    let mut kinds = serde_json::Map::new();
    for (kind, took) in took {
        kinds.insert(kind.code().to_owned(), times(took));
    }
    let count = whole.ms.len();
    Ok(json!({ "searches": count, "seconds": elapsed, "overall": times(whole), "kinds": kinds }))
}

fn times(took: Took) -> Value {
    let Took { mut ms, found } = took;
    ms.sort_by(f64::total_cmp);
    let at =
        |share: usize| ms.get((ms.len() * share / 100).min(ms.len().saturating_sub(1))).copied().unwrap_or_default();
    json!({ "searches": ms.len(), "right": found, "p50_ms": at(50), "p95_ms": at(95), "p99_ms": at(99),
        "max_ms": ms.last().copied().unwrap_or_default() })
}

/// The full names of some, as they were written.
async fn sample(app: &App) -> Outcome<Vec<String>> {
    let sql = "SELECT person_id FROM name_index ORDER BY person_id";
    let mut tx = app.db.read().await?;
    let ids: Vec<Uuid> = match &mut tx.on {
        On::SqliteRead(c) => sqlx::query_scalar(sql).fetch_all(&mut **c).await?,
        On::PostgresRead(c) => sqlx::query_scalar(sql).fetch_all(&mut **c).await?,
        On::SqliteWrite(_) | On::PostgresWrite(_) => return Err("a transaction that reads".into()),
    };
    drop(tx);
    let mut names = Vec::new();
    for id in ids.iter().step_by((ids.len() / SOUGHT).max(1)) {
        let person = people::by_id(app, *id).await.map_err(|e| format!("{e:?}"))?;
        if !person.full_name.is_empty() {
            names.push(person.full_name.reveal().to_owned());
        }
    }
    Ok(names)
}

// --- Registering beside them.

/// How many register in a second, and how long after the last of them everybody is found by their tokens.
async fn register_beside(app: &App, editor: &Actor, seconds: u64) -> Outcome<Value> {
    let event = training(app, editor, EVENTS).await?;
    let (began, time) = (Instant::now(), Duration::from_secs(seconds));
    let mut all = JoinSet::new();
    for client in 0..CLIENTS {
        let (app, event) = (app.clone(), event.clone());
        all.spawn(async move {
            let (mut dice, mut took) = (Dice(77 + client as u64), Vec::new());
            while began.elapsed() < time {
                let input = RegistrationInput {
                    email: format!("{}-{client}-{}@example.invalid", event.slug, took.len()).into(),
                    ..RegistrationInput::named(app.ids.uuid(), dice.somebody().0.as_str(), Locale::Ky)
                };
                let start = Instant::now();
                register(&app, &event, input, Source::Web).await.map_err(|e| format!("{e:?}"))?;
                took.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            Ok::<_, String>(took)
        });
    }
    let mut ms = Vec::new();
    while let Some(one) = all.join_next().await {
        ms.extend(one??);
    }
    let registered = began.elapsed().as_secs_f64();
    let start = Instant::now();
    worker::run_due(app).await.map_err(|e| format!("{e:?}"))?;
    let rate = f64::from(u32::try_from(ms.len())?) / registered;
    Ok(json!({ "clients": CLIENTS, "per_second": rate, "took": times(Took { ms, found: 0 }),
        "behind_s": start.elapsed().as_secs_f64() }))
}

async fn training(app: &App, editor: &Actor, n: usize) -> Outcome<Event> {
    let said = |e| format!("{e:?}");
    // Of another slug each time, so that one database can be measured twice.
    let slug = format!("people-{n}-{}", sabak::ids::hex(&app.ids.bytes::<4>()));
    let plan = sabak::events::form::EventInput { slug: Some(slug), ..plan(app, n, HALF) };
    let event = events::create(app, editor, &plan).await.map_err(said)?;
    events::publish(app, editor, &event.slug).await.map_err(said)?;
    // As it is now that it takes registrations.
    Ok(events::public_by_slug(app, &event.slug).await.map_err(said)?)
}

// --- Filling.

const REGIONS: [&str; 5] = ["osh", "batken", "naryn", "talas", "bishkek"];

struct Somebody {
    id: Uuid,
    full_name: Sealed,
    call_name: Sealed,
    contact: Uuid,
    value: Sealed,
    lookup: Vec<u8>,
    tokens: Vec<u8>,
    pairs: Vec<u8>,
    event: usize,
    registration: Uuid,
    submission: Uuid,
    short_code: String,
    link_hash: Vec<u8>,
}

/// Adds people until so many are found by name; how many it added.
async fn fill(app: &App, editor: &Actor, wanted: usize) -> Outcome<usize> {
    let there = usize::try_from(number(app, PEOPLE).await?)?;
    let missing = wanted.saturating_sub(there);
    if missing == 0 {
        return Ok(0);
    }
    let mut events = Vec::new();
    for n in 0..EVENTS {
        events.push(training(app, editor, n).await?);
    }
    let (mut tokens, mut pairs): (Having, Having) = (Vec::new(), Vec::new());
    let mut dice = Dice(there as u64 + 1);
    let mut left = missing;
    while left > 0 {
        let mut tx = app.db.write().await?;
        let (mut keys, mut all) = (Vec::new(), Vec::new());
        for _ in 0..left.min(BATCH) {
            all.push(somebody(app, &tx, &mut dice, (&mut keys, &mut tokens, &mut pairs)));
        }
        left -= all.len();
        write(app, &mut tx, &events, &keys, &all).await?;
        tx.commit().await?;
    }
    // In the order of the key, which is how a table is filled fastest; afterwards it is the same table.
    tokens.sort_unstable();
    pairs.sort_unstable();
    for (table, rows) in [("name_token", &tokens), ("name_pair", &pairs)] {
        for some in rows.chunks(200_000) {
            let mut tx = app.db.write().await?;
            put(&mut tx, table, some).await?;
            tx.commit().await?;
        }
    }
    analyse(app).await?;
    Ok(missing)
}

/// What a server has done by the time that it holds so many.
async fn analyse(app: &App) -> Outcome<()> {
    match app.db.engine() {
        "sqlite" => {
            let mut tx = app.db.write().await?;
            if let On::SqliteWrite(t) = &mut tx.on {
                sqlx::query("PRAGMA optimize = 0x10002").execute(t.connection()).await?;
            }
            tx.commit().await?;
        }
        _ => {
            // Cannot be in a transaction; autovacuum does it within minutes.
            if let sabak::db::Engine::Postgres(pool) = &app.db.on {
                sqlx::query("VACUUM ANALYZE").execute(pool).await?;
            }
        }
    }
    Ok(())
}

/// Who has which token.
type Having = Vec<(Token, Uuid)>;
type Rows<'a> = (&'a mut Vec<Keyed>, &'a mut Having, &'a mut Having);

fn somebody(app: &App, tx: &Tx, dice: &mut Dice, (keys, tokens, pairs): Rows<'_>) -> Somebody {
    let (full, call) = dice.somebody();
    let id = app.ids.uuid();
    let (key, wrapped) = app.db.vault.ring.make(&app.ids, id);
    keys.push(Keyed { subject: Subject::Person(id), wrapped });
    let index = Index::of(tx, &full.as_str().into(), &call.as_str().into());
    tokens.extend(index.tokens.iter().map(|t| (*t, id)));
    pairs.extend(index.pairs.iter().map(|t| (*t, id)));
    let (contact, phone) = (app.ids.uuid(), format!("+996{:020}", dice.next()));
    let bytes = |all: &std::collections::BTreeSet<Token>| all.iter().flat_map(|t| t.to_be_bytes()).collect();
    Somebody {
        id,
        full_name: key.seal(FULL_NAME_SEALED, id, &full),
        call_name: key.seal(CALL_NAME_SEALED, id, &call),
        contact,
        value: key.seal(Field::new("contact", "value"), contact, &phone),
        lookup: app.db.vault.ring.lookup("phone", &phone.as_str().into()),
        tokens: bytes(&index.tokens),
        pairs: bytes(&index.pairs),
        event: dice.below(EVENTS),
        registration: app.ids.uuid(),
        submission: app.ids.uuid(),
        short_code: sabak::registration::code::from_bytes(app.ids.bytes()),
        link_hash: app.ids.bytes::<32>().to_vec(),
    }
}

async fn write(app: &App, tx: &mut Tx, events: &[Event], keys: &[Keyed], all: &[Somebody]) -> Outcome<()> {
    let now = app.clock.now();
    write_keys(tx, keys, now).await?;
    insert!(tx, "INSERT INTO person (id, full_name, call_name, locale, created_at) ", all, |b, s| {
        b.push_bind(s.id).push_bind(s.full_name.clone()).push_bind(s.call_name.clone()).push_bind("ky").push_bind(now);
    });
    insert!(tx, "INSERT INTO contact (id, person_id, kind, value, lookup) ", all, |b, s| {
        b.push_bind(s.contact)
            .push_bind(s.id)
            .push_bind("phone")
            .push_bind(s.value.clone())
            .push_bind(s.lookup.clone());
    });
    insert!(tx, "INSERT INTO name_index (person_id, version, tokens, pairs) ", all, |b, s| {
        b.push_bind(s.id)
            .push_bind(sabak::people::fold::VERSION)
            .push_bind(s.tokens.clone())
            .push_bind(s.pairs.clone());
    });
    insert!(
        tx,
        "INSERT INTO registration (id, event_id, person_id, pool_id, state, source, submission_id, short_code, link_hash, locale,
            age_band, sex, home_region, needs_interpreter, needs_step_free, needs_childcare, needs_travel, holds_place, created_at,
            changed_at, version) ",
        all,
        |b, s| {
            let event = &events[s.event];
            b.push_bind(s.registration).push_bind(event.id).push_bind(s.id).push_bind(event.pool_id).push_bind("confirmed");
            b.push_bind("web").push_bind(s.submission).push_bind(&s.short_code).push_bind(s.link_hash.clone()).push_bind("ky");
            b.push_bind("25_34").push_bind("female").push_bind("osh").push_bind(false).push_bind(false).push_bind(false);
            b.push_bind(true).push_bind(false).push_bind(now).push_bind(now).push_bind(1_i64);
        }
    );
    Ok(())
}

/// Rows of tokens, as many in a statement as either engine takes.
async fn put(tx: &mut Tx, table: &str, rows: &[(Token, Uuid)]) -> Outcome<()> {
    let into = format!("INSERT INTO {table} (token, person_id) ");
    match &mut tx.on {
        On::SqliteWrite(t) => {
            for some in rows.chunks(10_000) {
                let mut statement = QueryBuilder::<Sqlite>::new(&into);
                statement.push_values(some, |mut b, (token, person)| {
                    b.push_bind(token).push_bind(person);
                });
                statement.build().execute(t.connection()).await?;
            }
        }
        On::PostgresWrite(t) => {
            for some in rows.chunks(50_000) {
                let (tokens, people): (Vec<Token>, Vec<Uuid>) = some.iter().copied().unzip();
                let mut statement = QueryBuilder::<Postgres>::new(&into);
                statement.push("SELECT * FROM UNNEST(").push_bind(tokens).push(", ").push_bind(people).push(")");
                statement.build().execute(&mut **t).await?;
            }
        }
        On::SqliteRead(_) | On::PostgresRead(_) => return Err("a transaction that writes".into()),
    }
    Ok(())
}

// --- Names that nobody has together: parts that are common here, put together by chance, as unevenly as in life.

const HER: [[&str; 14]; 2] = [
    ["Ай", "Гүл", "Нур", "Жыл", "Бер", "Ак", "Мээр", "Сез", "Кан", "Бур", "Эл", "Чол", "Таң", "Зуу"],
    ["гүл", "зат", "нура", "жан", "дыз", "мет", "бүбү", "айым", "сулуу", "пери", "дана", "бара", "перим", "кумар"],
];
const HIS: [[&str; 14]; 2] = [
    ["Нур", "Бек", "Эр", "Жан", "Тын", "Кал", "Таш", "Аз", "Сам", "Ул", "Чын", "Бакыт", "Кубат", "Өмүр"],
    ["бек", "лан", "мат", "султан", "жан", "кул", "мурат", "дияр", "болот", "таш", "бай", "сейит", "тилек", "ман"],
];
const HER_LATIN: [[&str; 8]; 2] = [
    ["Gul", "Oʻgʻil", "Shah", "Zul", "Dil", "Mal", "Nar", "Sev"],
    ["nora", "oy", "noza", "fiya", "bar", "ika", "giza", "ara"],
];
const HIS_LATIN: [[&str; 8]; 2] = [
    ["Baxt", "Jam", "Shuh", "Oy", "Yoʻl", "Sar", "Mirz", "Ulugʻ"],
    ["iyor", "shid", "rat", "bek", "dosh", "var", "ohid", "jon"],
];
const HER_RUSSIAN: [&str; 12] = [
    "Анна",
    "Мария",
    "Елена",
    "Ольга",
    "Наталья",
    "Ирина",
    "Светлана",
    "Татьяна",
    "Екатерина",
    "Юлия",
    "Алёна",
    "Вера",
];
const HIS_RUSSIAN: [&str; 12] = [
    "Сергей",
    "Андрей",
    "Александр",
    "Дмитрий",
    "Алексей",
    "Владимир",
    "Игорь",
    "Николай",
    "Пётр",
    "Михаил",
    "Илья",
    "Олег",
];
const SYLLABLES: [&str; 24] = [
    "аб", "бо", "ру", "ма", "ти", "ке", "жу", "со", "ой", "да", "ша", "ле", "эс", "ки", "то", "ку", "на", "ме", "ор",
    "бай", "сы", "ра", "үм", "өт",
];

struct Dice(u64);

impl Dice {
    /// The next of Vigna's splitmix.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or_default()
    }

    /// The first are the commonest: the higher the power, the more so.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small numbers"
    )]
    fn uneven(&mut self, n: usize, power: f64) -> usize {
        let u = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((u.powf(power) * n as f64) as usize).min(n - 1)
    }

    fn of<const N: usize>(&mut self, [first, second]: &[[&str; N]; 2]) -> String {
        let n = self.uneven(N * N, 1.5);
        format!("{}{}", first[n % N], second[(n / N + n) % N])
    }

    /// A stem of a family name: three thousand, and a few of them are everywhere.
    fn stem(&mut self) -> String {
        let n = self.uneven(3_000, 2.0);
        let mut seed = Dice(n as u64 * 31 + 5);
        let text: String = (0..2 + seed.below(2)).map(|_| SYLLABLES[seed.below(SYLLABLES.len())]).collect();
        let mut letters = text.chars();
        let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
        format!("{first}{}{}", letters.as_str(), ["к", "н", "л", "р", "т", ""][seed.below(6)])
    }

    /// A full name and the name to call.
    fn somebody(&mut self) -> (String, String) {
        let (her, kind) = (self.below(2) == 0, self.below(20));
        let given = match (kind, her) {
            (0..=10, true) => self.of(&HER),
            (0..=10, false) => self.of(&HIS),
            (11..=15, true) => self.of(&HER_LATIN),
            (11..=15, false) => self.of(&HIS_LATIN),
            (_, true) => HER_RUSSIAN[self.uneven(12, 1.5)].to_owned(),
            (_, false) => HIS_RUSSIAN[self.uneven(12, 1.5)].to_owned(),
        };
        let given = if kind == 10 { latin(&given) } else { given };
        let stem = self.stem();
        let family = format!("{stem}{}", if her { "ова" } else { "ов" });
        let family = if (10..=15).contains(&kind) { latin(&family) } else { family };
        let full = match self.below(20) {
            0..=10 => format!("{family} {given}"),
            11..=15 => format!("{given} {family}"),
            16 | 17 => format!("{stem} {} {given}", if her { "кызы" } else { "уулу" }),
            _ => format!("{family} {given} {}{}", self.stem(), if her { "овна" } else { "ович" }),
        };
        (full, given)
    }

    /// What no name is like.
    fn nonsense(&mut self) -> String {
        let strange = ["щ", "ъф", "цв", "хч", "фж", "вх", "пщ", "гц"];
        (0..4).map(|_| strange[self.below(strange.len())]).collect()
    }
}

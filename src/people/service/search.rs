//! Finding people by what somebody typed: a contact exactly, or the parts of a name in any order, each from its beginning,
//! or mistyped. What is read is bounded: the candidates are found by tokens, their names opened in memory and compared.
//! Whoever is so new that they have no tokens yet (`name_due`) is compared too.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::db::Tx;
use crate::error::Outcome;
use crate::i18n::Locale;
use crate::people::fold::{self, Kind, PREFIX, START, Spellings};
use crate::people::model::{Contact, Reach, sort_key};
use crate::people::store::names::{self, Bounds, Either, Named, Token, token};
use crate::people::store::{self};
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor};
use crate::state::App;

/// People that a search shows at most.
pub const SHOWN: usize = 50;
/// People of one token who are walked past, the newest first, in search of those who have the others too.
const SCAN: i64 = 5_000;
/// The same for who may not see everybody: of each it has to be asked whether they have a registration within reach.
const SCAN_WITHIN: i64 = 2_000;
/// People of one trigram who are looked through.
const SCAN_TRIGRAM: i64 = 800;
/// Trigrams of all typed words that are looked for.
const TRIGRAMS: usize = 12;
/// Names that are opened of what one way of looking finds.
const OPENED: i64 = 80;
/// Of those who are like it, before and after asking whether they have the other words.
const LIKE: usize = 400;
const LIKE_OPENED: usize = 80;
/// Whether they are within reach is asked of those who are found: of each who is walked past it would cost more.
const EVERYWHERE: Reach = Reach { everywhere: true, regions: Vec::new(), events: Vec::new() };
const LIKE_OF_ALL: i64 = 400;
/// Names of people who are new, and have no tokens yet, that are opened.
pub const DUE: i64 = 500;
/// With fewer than this, mistyped names are looked for too, unless somebody is called just so.
const FEW: usize = 5;

/// Somebody who was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Hit {
    pub id: Uuid,
    pub full_name: Personal,
    pub call_name: Personal,
    pub contacts: Vec<Contact>,
    /// Only like what was typed.
    pub similar: bool,
}

/// Words as somebody typed them, to be compared with names in memory: in any alphabet, each the beginning of a part.
pub struct Sought(Vec<Spellings>);

impl Sought {
    #[must_use]
    pub fn of(typed: &Personal) -> Self {
        Self(fold::parts(typed.reveal()))
    }

    /// Whether somebody of these names is meant.
    #[must_use]
    pub fn mean(&self, full_name: &Personal, call_name: &Personal) -> bool {
        let parts = fold::all_parts(full_name.reveal(), call_name.reveal());
        let means = |word: &Spellings| parts.iter().any(|part| fold::matches(word, part, false).is_some());
        !self.0.is_empty() && self.0.iter().all(means)
    }
}

/// What a search found, the best first.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// There may be others: to be narrowed down.
    pub more: bool,
}

/// People within reach of the asker. A text that is a whole phone number or address is looked for as one.
///
/// # Errors
/// `Forbidden` to those who may search nowhere.
pub async fn search(app: &App, actor: &Actor, typed: &Personal, l: Locale) -> Outcome<Found> {
    actor.require_somewhere(Action::PersonSearch)?;
    let reach = Reach::of(actor, Action::PersonSearch);
    let mut tx = app.db.read().await?;
    if let Some(contact) = Contact::parse(typed.reveal()) {
        let found: Vec<Uuid> = store::by_contact(&mut tx, &contact).await?.into_iter().collect();
        let within: Vec<Uuid> = names::within(&mut tx, &found, &reach).await?.into_iter().collect();
        let people = names::named(&mut tx, &within).await?;
        return Ok(Found { hits: hits(&mut tx, people.into_iter().map(|p| (p, false)).collect()).await?, more: false });
    }
    let words = fold::parts(typed.reveal());
    if !words.iter().any(is_long_enough) {
        return Ok(Found::default());
    }
    let mut search = Search { words, reach, opened: BTreeMap::new(), found: BTreeMap::new(), more: false };
    search.by_whole_words(&mut tx).await?;
    if search.found.len() <= SHOWN {
        search.by_beginnings(&mut tx).await?;
    }
    search.among_the_new(&mut tx, false).await?;
    if search.found.len() < FEW && !search.has_exact() {
        search.by_likeness(&mut tx).await?;
    }
    let Search { mut opened, found, more, .. } = search;
    let mut best: Vec<(i64, bool, Named)> =
        found.into_iter().filter_map(|(id, m)| Some((m.rank, m.similar, opened.remove(&id)?.person))).collect();
    best.sort_by_cached_key(|(rank, _, person)| (*rank, sort_key(person.full_name.reveal(), l), person.id));
    let more = more || best.len() > SHOWN;
    best.truncate(SHOWN);
    let best = best.into_iter().map(|(_, similar, person)| (person, similar)).collect();
    Ok(Found { hits: hits(&mut tx, best).await?, more })
}

/// Whether there is a token for a word.
fn is_long_enough(word: &Spellings) -> bool {
    word.iter().any(|s| s.chars().count() >= *PREFIX.start())
}

/// With their contacts, in the given order.
async fn hits(tx: &mut Tx, people: Vec<(Named, bool)>) -> Outcome<Vec<Hit>> {
    let ids: Vec<Uuid> = people.iter().map(|(p, _)| p.id).collect();
    let mut contacts = store::contacts_of(tx, &ids).await?;
    let hit = |(p, similar): (Named, bool)| {
        let contacts = contacts.remove(&p.id).unwrap_or_default();
        Hit { id: p.id, full_name: p.full_name, call_name: p.call_name, contacts, similar }
    };
    Ok(people.into_iter().map(hit).collect())
}

/// Somebody whose names were opened.
struct Opened {
    person: Named,
    parts: Vec<Spellings>,
}

struct Match {
    /// The smaller, the better.
    rank: i64,
    similar: bool,
    /// Each typed word is a whole part.
    exact: bool,
}

struct Search {
    words: Vec<Spellings>,
    reach: Reach,
    opened: BTreeMap<Uuid, Opened>,
    found: BTreeMap<Uuid, Match>,
    more: bool,
}

impl Search {
    fn bounds(&self) -> Bounds {
        Bounds { scan: if self.reach.everywhere { SCAN } else { SCAN_WITHIN }, limit: OPENED }
    }

    /// How far it goes for who is only like what was typed.
    fn likely(&self) -> Bounds {
        Bounds { scan: SCAN, limit: if self.reach.everywhere { OPENED } else { LIKE_OF_ALL } }
    }

    fn has_exact(&self) -> bool {
        self.words.len() > 1 && self.found.values().any(|m| m.exact)
    }

    /// Two whole words together are one token; so is a single one.
    async fn by_whole_words(&mut self, tx: &mut Tx) -> Outcome<()> {
        let ids = if let [first, second, ..] = &self.words[..] {
            let pairs: Vec<_> = fold::pairs_of(&[first.clone(), second.clone()]).into_iter().collect();
            names::paired(tx, either(tx, Kind::Pair, &pairs), &self.reach, self.bounds()).await?
        } else {
            let tokens: Vec<Token> = self.words[0].iter().map(|text| token(tx, Kind::Whole, text)).collect();
            names::having(tx, &tokens, &[], &self.reach, self.bounds()).await?
        };
        self.fill(tx, &ids).await
    }

    /// Every word as a beginning. Those of two words together are one token; where nobody has it, the rarest word is looked
    /// through. The others must be there too.
    async fn by_beginnings(&mut self, tx: &mut Tx) -> Outcome<()> {
        let starts = self.starts(tx);
        if !starts.is_empty() {
            // What is longer than the token's own beginnings tells more.
            let longer =
                self.words.iter().enumerate().filter(|(n, word)| is_long_enough(word) && (*n > 1 || is_longer(word)));
            let others: Vec<Either> = longer.map(|(_, word)| beginning(tx, word)).take(2).collect();
            let ids = names::having(tx, &starts, &others, &self.reach, self.bounds()).await?;
            if !ids.is_empty() {
                return self.fill(tx, &ids).await;
            }
        }
        let words: Vec<Either> = self.words.iter().filter(|w| is_long_enough(w)).map(|w| beginning(tx, w)).collect();
        let (ids, is_all) = self.having_all(tx, &words, &self.reach, self.bounds()).await?;
        self.more |= !is_all;
        self.fill(tx, &ids).await
    }

    /// Who has all of these, as far as three go: whoever has the rarest is looked through. And whether that was everybody.
    async fn having_all(
        &self,
        tx: &mut Tx,
        words: &[Either],
        reach: &Reach,
        bounds: Bounds,
    ) -> Outcome<(Vec<Uuid>, bool)> {
        let mut counted = Vec::new();
        for word in words {
            counted.push((names::count(tx, *word, bounds.scan).await?, *word));
        }
        counted.sort_by_key(|(count, _)| *count);
        let Some((count, rarest)) = counted.first().copied() else { return Ok((Vec::new(), true)) };
        let others: Vec<Either> = counted.into_iter().skip(1).map(|(_, word)| word).collect();
        let first: Vec<Token> = rarest.each().collect();
        let ids = names::having(tx, &first, &others, reach, bounds).await?;
        Ok((ids, count < bounds.scan))
    }

    /// The tokens of the first two words' beginnings together; none where one of them is too short for it.
    fn starts(&self, tx: &Tx) -> Vec<Token> {
        match &self.words[..] {
            [first, second, ..] if [first, second].iter().all(|w| w.iter().all(|s| s.chars().count() >= START)) => {
                let both = fold::starts(&[first.clone(), second.clone()]);
                both.iter().map(|text| token(tx, Kind::Starts, text)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Those whose tokens are not made yet: the newest of them are compared by name.
    async fn among_the_new(&mut self, tx: &mut Tx, mistyped: bool) -> Outcome<()> {
        let due = names::due(tx, DUE).await?;
        let within: Vec<Uuid> = names::within(tx, &due, &self.reach).await?.into_iter().collect();
        self.open(tx, &within, mistyped).await
    }

    /// Who may be meant by a mistyped name, each word in turn being the mistyped one and the others right: those who begin with
    /// the first letters of two words, if the mistake is behind them; else those who have what stands before and behind it. If
    /// that is nobody, those who share most trigrams.
    async fn by_likeness(&mut self, tx: &mut Tx) -> Outcome<()> {
        let before = self.found.len();
        self.among_the_new(tx, true).await?;
        let starts = self.starts(tx);
        let others: Vec<Vec<Either>> = (0..self.words.len()).map(|n| self.others(tx, n)).collect();
        if !starts.is_empty() {
            for others in others.iter().take(2).filter(|o| !o.is_empty()).map(Vec::as_slice).chain([&[][..]]) {
                let ids = names::having(tx, &starts, others, &EVERYWHERE, self.likely()).await?;
                self.open_within(tx, ids).await?;
            }
            if self.found.len() > before {
                return Ok(());
            }
        }
        for (n, others) in others.iter().enumerate().filter(|(_, others)| !others.is_empty()) {
            for around in around(tx, &self.words[n]) {
                let all: Vec<Either> = around.into_iter().chain(others.first().copied()).collect();
                let (ids, _) = self.having_all(tx, &all, &EVERYWHERE, self.likely()).await?;
                self.open_within(tx, ids).await?;
            }
        }
        if self.found.len() == before {
            let all: BTreeSet<Token> = self.words.iter().flat_map(|word| trigrams(tx, word)).take(TRIGRAMS).collect();
            let lists = names::lists(tx, &all, SCAN_TRIGRAM).await?;
            self.open_within(tx, most_of(&lists, &all, LIKE)).await?;
        }
        Ok(())
    }

    /// The beginnings of the words beside the `n`-th, two at most.
    fn others(&self, tx: &Tx, n: usize) -> Vec<Either> {
        let others = self.words.iter().enumerate().filter(|(m, word)| *m != n && is_long_enough(word));
        others.map(|(_, word)| beginning(tx, word)).take(2).collect()
    }

    async fn open_within(&mut self, tx: &mut Tx, like: Vec<Uuid>) -> Outcome<()> {
        let within = names::within(tx, &like, &self.reach).await?;
        let best: Vec<Uuid> = like.into_iter().filter(|id| within.contains(id)).take(LIKE_OPENED).collect();
        self.open(tx, &best, true).await
    }

    /// As [`Search::open`]; as many as were asked for are perhaps not all.
    async fn fill(&mut self, tx: &mut Tx, ids: &[Uuid]) -> Outcome<()> {
        self.more |= ids.len() >= usize::try_from(OPENED).unwrap_or(usize::MAX);
        self.open(tx, ids, false).await
    }

    /// Opens the names of those whose are not open yet and keeps whom every typed word means.
    async fn open(&mut self, tx: &mut Tx, ids: &[Uuid], mistyped: bool) -> Outcome<()> {
        let new: Vec<Uuid> = ids.iter().copied().filter(|id| !self.opened.contains_key(id)).collect();
        if !new.is_empty() {
            for person in names::named(tx, &new).await?.into_iter().filter(|p| p.legible == Legible::Yes) {
                let parts = fold::all_parts(person.full_name.reveal(), person.call_name.reveal());
                self.opened.insert(person.id, Opened { person, parts });
            }
        }
        for id in ids {
            let Some(Opened { parts, .. }) = self.opened.get(id).filter(|_| !self.found.contains_key(id)) else {
                continue;
            };
            let best = |word: &Spellings| {
                parts.iter().filter_map(|part| fold::matches(word, part, mistyped)).max_by(f64::total_cmp)
            };
            let Some(scores) = self.words.iter().map(best).collect::<Option<Vec<f64>>>() else { continue };
            let similar = scores.iter().any(|score| *score < 2.0);
            let exact = scores.iter().all(|score| *score >= 3.0);
            #[expect(clippy::cast_possible_truncation, reason = "a few thousand at most")]
            let rank = -(scores.iter().sum::<f64>() * 1000.0) as i64;
            self.found.insert(*id, Match { rank, similar, exact });
        }
        Ok(())
    }
}

/// The tokens of a word's trigrams; that of its first two letters is a beginning.
fn trigrams(tx: &Tx, word: &Spellings) -> BTreeSet<Token> {
    let Some(text) = word.first() else { return BTreeSet::new() };
    let inner = fold::inner_trigrams(text).into_iter().map(|t| token(tx, Kind::Trigram, &t));
    let start: String = text.chars().take(*PREFIX.start()).collect();
    inner.chain(std::iter::once(token(tx, Kind::Prefix, &start))).collect()
}

/// What is right of a word if one of its first [`START`] letters is wrong or missing: the last trigrams behind it, or the letters
/// before the third and the last trigram. The very last is that of half of all families, and so the one before it is taken too.
fn around(tx: &Tx, word: &Spellings) -> [Vec<Either>; 2] {
    let Some(text) = word.first() else { return [Vec::new(), Vec::new()] };
    let letters: Vec<char> = text.chars().collect();
    let behind = |first: usize, count: usize| -> Vec<Either> {
        let all = letters.get(first..).unwrap_or_default().windows(3).map(|w| w.iter().collect::<String>());
        let all: Vec<String> = all.collect();
        all.iter()
            .rev()
            .skip(usize::from(all.len() > count))
            .take(count)
            .map(|t| Either(token(tx, Kind::Trigram, t), None))
            .collect()
    };
    let before = either(tx, Kind::Prefix, &[letters.iter().take(START - 1).collect()]);
    [behind(START - 1, 2), std::iter::once(before).chain(behind(START, 1)).collect()]
}

/// Who is in most of these lists, the newest of equals first.
fn most_of(lists: &BTreeMap<Token, Vec<Uuid>>, tokens: &BTreeSet<Token>, limit: usize) -> Vec<Uuid> {
    let mut all: Vec<Uuid> = tokens.iter().filter_map(|t| lists.get(t)).flatten().copied().collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    let mut counted: Vec<(usize, Uuid)> = all.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
    counted.sort_by_key(|(count, _)| Reverse(*count));
    counted.into_iter().map(|(_, id)| id).take(limit).collect()
}

fn is_longer(word: &Spellings) -> bool {
    word.iter().any(|s| s.chars().count() > START)
}

fn beginning(tx: &Tx, word: &Spellings) -> Either {
    let cut: Vec<String> = word.iter().map(|s| s.chars().take(*PREFIX.end()).collect()).collect();
    either(tx, Kind::Prefix, &cut)
}

fn either(tx: &Tx, kind: Kind, spellings: &[String]) -> Either {
    let mut tokens = spellings.iter().map(|text| token(tx, kind, text));
    let first = tokens.next().unwrap_or_default();
    Either(first, tokens.next().filter(|second| *second != first))
}

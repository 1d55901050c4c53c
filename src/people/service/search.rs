//! Finding people by what somebody typed: a contact exactly, or the parts of a name in any order, each from its beginning,
//! or mistyped. What is read is bounded: the candidates are found by tokens, their names opened in memory and compared.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::db::Tx;
use crate::error::Outcome;
use crate::i18n::Locale;
use crate::people::fold::{self, Kind, PREFIX, Spellings};
use crate::people::model::{Contact, Reach, sort_key};
use crate::people::store::names::{self, Either, Named, token};
use crate::people::store::{self};
use crate::seal::{Legible, Personal};
use crate::staff::model::{Action, Actor};
use crate::state::App;

/// People that a search shows at most.
pub const SHOWN: usize = 50;
/// People who have the rarest of the typed words that are looked through, newest first.
const SCAN: i64 = 5_000;
/// People of one trigram that are looked through.
const SCAN_TRIGRAM: i64 = 2_000;
/// Names that are opened of what one way of looking finds.
const OPENED: i64 = 200;
/// With fewer than this, mistyped names are looked for too.
const FEW: usize = 5;
/// Trigrams by which a mistyped word is looked for: one wrong letter spoils three.
const TELLING: usize = 4;

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
    let mut search = Search { words, seen: BTreeSet::new(), found: Vec::new(), more: false };
    search.by_whole_words(&mut tx, &reach).await?;
    if search.found.len() <= SHOWN {
        search.by_beginnings(&mut tx, &reach).await?;
    }
    if search.found.len() < FEW {
        search.by_likeness(&mut tx, &reach).await?;
    }
    let Search { mut found, more, .. } = search;
    found.sort_by_cached_key(|m| (m.rank, sort_key(m.person.full_name.reveal(), l), m.person.id));
    let more = more || found.len() > SHOWN;
    found.truncate(SHOWN);
    let best = found.into_iter().map(|m| (m.person, m.similar)).collect();
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

struct Match {
    person: Named,
    /// The smaller, the better.
    rank: i64,
    similar: bool,
}

struct Search {
    words: Vec<Spellings>,
    /// Whose names were opened already.
    seen: BTreeSet<Uuid>,
    found: Vec<Match>,
    more: bool,
}

impl Search {
    /// Two whole words together are one token; so is a single one.
    async fn by_whole_words(&mut self, tx: &mut Tx, reach: &Reach) -> Outcome<()> {
        let ids = if let [first, second, ..] = &self.words[..] {
            let pairs: Vec<_> = fold::pairs_of(&[first.clone(), second.clone()]).into_iter().collect();
            names::paired(tx, either(tx, Kind::Pair, &pairs), reach, OPENED).await?
        } else {
            let word = either(tx, Kind::Whole, &self.words[0]);
            names::having(tx, &[word], reach, SCAN, OPENED).await?
        };
        self.open(tx, &ids, false).await
    }

    /// Every word as a beginning; the rarest is looked through, the others must be there too.
    async fn by_beginnings(&mut self, tx: &mut Tx, reach: &Reach) -> Outcome<()> {
        let mut words = Vec::new();
        for word in self.beginnings(tx) {
            words.push((names::count(tx, word, SCAN).await?, word));
        }
        words.sort_by_key(|(count, _)| *count);
        self.more |= words.first().is_some_and(|(count, _)| *count >= SCAN);
        let words: Vec<Either> = words.into_iter().map(|(_, word)| word).collect();
        let ids = names::having(tx, &words, reach, SCAN, OPENED).await?;
        self.open(tx, &ids, false).await
    }

    fn beginnings(&self, tx: &Tx) -> Vec<Either> {
        self.words.iter().filter(|w| is_long_enough(w)).map(|word| beginning(tx, word)).collect()
    }

    /// Each word in turn may be mistyped while the others are there; then all of them.
    async fn by_likeness(&mut self, tx: &mut Tx, reach: &Reach) -> Outcome<()> {
        let before = self.found.len();
        for loose in [false, true] {
            if loose && (self.words.len() == 1 || self.found.len() > before) {
                return Ok(());
            }
            for n in 0..self.words.len() {
                let others = self.words.iter().enumerate().filter(|(m, word)| *m != n && is_long_enough(word));
                let other = others.map(|(_, word)| word).next().filter(|_| !loose).map(|word| beginning(tx, word));
                let mut rarest = Vec::new();
                for text in self.words[n].first().map(|s| fold::trigrams(s)).unwrap_or_default() {
                    let trigram = token(tx, Kind::Trigram, &text);
                    let count = names::count(tx, Either(trigram, None), SCAN_TRIGRAM).await?;
                    if count > 0 {
                        rarest.push((count, trigram));
                    }
                }
                rarest.sort_unstable();
                let trigrams: Vec<_> = rarest.into_iter().take(TELLING).map(|(_, trigram)| trigram).collect();
                let ids = names::alike(tx, &trigrams, other, SCAN_TRIGRAM, OPENED).await?;
                let within: Vec<Uuid> = names::within(tx, &ids, reach).await?.into_iter().collect();
                self.open(tx, &within, true).await?;
            }
        }
        Ok(())
    }

    /// Opens the names of those who were not seen yet and keeps whom every typed word means.
    async fn open(&mut self, tx: &mut Tx, ids: &[Uuid], mistyped: bool) -> Outcome<()> {
        self.more |= !mistyped && ids.len() >= usize::try_from(OPENED).unwrap_or(usize::MAX);
        let new: Vec<Uuid> = ids.iter().copied().filter(|id| mistyped || self.seen.insert(*id)).collect();
        for person in names::named(tx, &new).await? {
            if person.legible != Legible::Yes || self.found.iter().any(|m| m.person.id == person.id) {
                continue;
            }
            let parts = fold::all_parts(person.full_name.reveal(), person.call_name.reveal());
            let best = |word: &Spellings| {
                parts.iter().filter_map(|part| fold::matches(word, part, mistyped)).max_by(f64::total_cmp)
            };
            let scores: Option<Vec<f64>> = self.words.iter().map(best).collect();
            let Some(scores) = scores else { continue };
            let similar = scores.iter().any(|score| *score < 2.0);
            #[expect(clippy::cast_possible_truncation, reason = "a few thousand at most")]
            let rank = -(scores.iter().sum::<f64>() * 1000.0) as i64;
            self.found.push(Match { person, rank, similar });
        }
        Ok(())
    }
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

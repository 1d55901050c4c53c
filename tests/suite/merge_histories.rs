//! Random histories of people: they register, change what they said, withdraw and are erased, while somebody makes two of them
//! one and takes it back, in any order. A model without a database says whose each contact and each registration is and what
//! was typed last; after each step the database says the same on both engines.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sabak::error::AppError;
use sabak::events::model::Event;
use sabak::people::model::{Contact, MergeInput, Whose};
use sabak::people::service as people;
use sabak::questions::model::Answers;
use sabak::registration::model::{AnswersInput, RegistrationInput, Source, State};
use sabak::registration::service as registration;
use sabak::seal::Legible;
use sabak::staff::model::Actor;
use uuid::Uuid;

use crate::cast::{coordinator, form_of, plan, published};
use crate::merging::{assert_sound, of_who_remains};
use crate::support::{World, both_engines, start};

/// Numbers that people register with, and trainings that they register for.
const CONTACTS: usize = 4;
const EVENTS: usize = 2;
/// Few enough that some wait.
const PLACES: i64 = 3;

/// What can happen; a number says to which of those that are there.
#[derive(Clone, Debug)]
enum Act {
    Register(usize, usize),
    Change(usize),
    Withdraw(usize),
    Erase(usize),
    /// The second comes to the first; of two registrations for one event the first one's stays, or the other's.
    Merge(usize, usize, bool),
    Undo(usize),
    /// Tokens are made.
    Index,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let one = prop_oneof![
        6 => (0..CONTACTS, 0..EVENTS).prop_map(|(contact, event)| Act::Register(contact, event)),
        2 => (0_usize..8).prop_map(Act::Change),
        2 => (0_usize..8).prop_map(Act::Withdraw),
        1 => (0_usize..8).prop_map(Act::Erase),
        5 => (0_usize..4, 0_usize..4, any::<bool>()).prop_map(|(one, other, first)| Act::Merge(one, other, first)),
        4 => (0_usize..4).prop_map(Act::Undo),
        1 => Just(Act::Index),
    ];
    proptest::collection::vec(one, 4..28)
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    /// The person, or of whom it is a part.
    person: Uuid,
    event: usize,
    note: String,
    /// Given up, because that person has another for the same event.
    twin: bool,
}

#[derive(Clone, Debug)]
struct Merged {
    id: Uuid,
    survivor: Uuid,
    taken_in: Uuid,
    held_by: Uuid,
    /// There still is a record to undo it by.
    open: bool,
    contacts: [BTreeSet<usize>; 2],
    /// Whose each registration was that became another's.
    moved: BTreeMap<Uuid, (Uuid, bool)>,
    records: Vec<Uuid>,
}

#[derive(Default)]
struct Model {
    contacts: BTreeMap<usize, Uuid>,
    told: BTreeMap<Uuid, Told>,
    erased: BTreeSet<Uuid>,
    merges: Vec<Merged>,
}

impl Model {
    fn living(&self) -> Vec<Uuid> {
        self.told.values().map(|r| r.person).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn contacts_of(&self, person: Uuid) -> BTreeSet<usize> {
        self.contacts.iter().filter(|(_, owner)| **owner == person).map(|(n, _)| *n).collect()
    }

    /// The registration of a person for an event, that is not given up as a twin.
    fn own(&self, person: Uuid, event: usize) -> Option<Uuid> {
        self.told.iter().find(|(_, r)| r.person == person && r.event == event && !r.twin).map(|(id, _)| *id)
    }

    fn merge(&mut self, id: Uuid, (survivor, merged): (Uuid, Uuid), first_stays: bool) {
        let contacts = [survivor, merged].map(|person| self.contacts_of(person));
        let mut moved = BTreeMap::new();
        for event in 0..EVENTS {
            let (ours, theirs) = (self.own(survivor, event), self.own(merged, event));
            let Some(theirs) = theirs else { continue };
            let twin = ours.map(|ours| if first_stays { theirs } else { ours });
            for r in [Some(theirs), twin].into_iter().flatten() {
                let told = self.told.get_mut(&r).unwrap();
                moved.entry(r).or_insert((told.person, told.twin));
                (told.person, told.twin) = (survivor, twin == Some(r));
            }
        }
        for (r, told) in self.told.iter_mut().filter(|(_, told)| told.person == merged) {
            moved.insert(*r, (merged, true));
            told.person = survivor;
        }
        for owner in self.contacts.values_mut().filter(|owner| **owner == merged) {
            *owner = survivor;
        }
        let mut records = Vec::new();
        for m in self.merges.iter_mut().filter(|m| m.open && m.held_by == merged) {
            m.held_by = survivor;
            records.push(m.id);
        }
        self.merges.push(Merged {
            id,
            survivor,
            taken_in: merged,
            held_by: survivor,
            open: true,
            contacts,
            moved,
            records,
        });
    }

    fn may_undo(&self, at: usize) -> bool {
        let m = &self.merges[at];
        let later = self.merges[at + 1..].iter().any(|l| l.open && l.survivor == m.survivor);
        m.open && m.held_by == m.survivor && !later
    }

    /// Each has again what they had; what came since stays.
    fn undo(&mut self, at: usize) {
        let m = self.merges.remove(at);
        for (person, contacts) in [m.survivor, m.taken_in].into_iter().zip(&m.contacts) {
            for n in contacts {
                if self.contacts.get(n).is_none_or(|owner| [m.survivor, person].contains(owner)) {
                    self.contacts.insert(*n, person);
                }
            }
        }
        for (r, before) in m.moved {
            let told = self.told.get_mut(&r).expect("an erasure takes the record along");
            (told.person, told.twin) = before;
        }
        for record in self.merges.iter_mut().filter(|r| r.open && m.records.contains(&r.id)) {
            record.held_by = m.taken_in;
        }
    }
}

struct Story<'a> {
    world: &'a World,
    aida: &'a Actor,
    events: Vec<Event>,
    model: Model,
    typed: usize,
}

fn number(n: usize) -> Contact {
    Contact::phone(format!("+9967{n:08}"))
}

impl Story<'_> {
    fn note(&mut self) -> String {
        self.typed += 1;
        format!("Эскертүү {}", self.typed)
    }

    async fn owner(&self, contact: usize) -> Option<Uuid> {
        let mut tx = self.world.app.db.read().await.unwrap();
        people::find(&mut tx, &[number(contact)]).await.unwrap()
    }

    /// The n-th registration of those that are not erased.
    fn nth(&self, n: usize) -> Option<Uuid> {
        let all: Vec<Uuid> = self.model.told.keys().copied().collect();
        if all.is_empty() { None } else { Some(all[n % all.len()]) }
    }

    async fn step(&mut self, act: &Act) {
        let app = &self.world.app;
        // Merges are told apart by when they were.
        self.world.clock.advance(Duration::seconds(1));
        match *act {
            Act::Register(contact, event) => self.register(contact, event).await,
            Act::Change(n) => {
                let Some(id) = self.nth(n) else { return };
                let note = self.note();
                let r = registration::by_id(app, id).await.unwrap();
                let input = AnswersInput {
                    version: r.version,
                    age_band: r.age_band.clone(),
                    sex: r.sex.clone(),
                    home_region: r.home_region.clone(),
                    organisation: r.organisation.clone(),
                    needs: r.needs,
                    diet: r.diet.clone(),
                    note: note.as_str().into(),
                    answers: Answers::default(),
                };
                match registration::change_answers(app, &r, &input).await {
                    Ok(_) => self.model.told.get_mut(&id).unwrap().note = note,
                    Err(AppError::Conflict(_)) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
            Act::Withdraw(n) => {
                let Some(id) = self.nth(n) else { return };
                let r = registration::by_id(app, id).await.unwrap();
                let done = registration::withdraw(app, &r).await;
                assert!(matches!(done, Ok(_) | Err(AppError::Conflict(_))), "{done:?}");
            }
            Act::Erase(n) => self.erase(n).await,
            Act::Merge(one, other, first_stays) => self.merge(one, other, first_stays).await,
            Act::Undo(n) => {
                if self.model.merges.is_empty() {
                    return;
                }
                let at = n % self.model.merges.len();
                let m = self.model.merges[at].clone();
                let may = self.model.may_undo(at);
                let done = people::undo(app, self.aida, m.survivor, m.id).await;
                if may {
                    assert_eq!(done.unwrap().contacts, 0, "nobody else came to have them");
                    self.model.undo(at);
                } else {
                    assert!(matches!(done, Err(AppError::Conflict(_) | AppError::NotFound)), "{done:?}");
                }
            }
            Act::Index => while people::index_due(app).await.unwrap() > 0 {},
        }
    }

    async fn register(&mut self, contact: usize, event: usize) {
        let app = &self.world.app;
        let note = self.note();
        let known = self.model.contacts.get(&contact).copied();
        let own = known.and_then(|person| self.model.own(person, event));
        let before = match own {
            Some(id) => Some(registration::by_id(app, id).await.unwrap().state),
            None => None,
        };
        let input = RegistrationInput { note: note.as_str().into(), ..form_of(app, contact) };
        let event_now = sabak::events::service::by_id(app, self.events[event].id).await.unwrap();
        let made = registration::register(app, &event_now, input, Source::Web).await.unwrap().registration;
        assert_eq!(own.unwrap_or(made.id), made.id, "one registration for one event");
        assert_eq!(known.unwrap_or(made.person_id), made.person_id, "one person for one contact");
        assert!(own.is_some() || !self.model.told.contains_key(&made.id));
        self.model.contacts.insert(contact, made.person_id);
        let anew = before.is_none_or(State::may_register_again);
        let told = self.model.told.entry(made.id).or_insert_with(|| Told {
            person: made.person_id,
            event,
            note: String::new(),
            twin: false,
        });
        if anew {
            told.note = note;
        }
    }

    async fn erase(&mut self, n: usize) {
        let app = &self.world.app;
        let Some(id) = self.nth(n) else { return };
        let person = self.model.told[&id].person;
        let r = registration::by_id(app, id).await.unwrap();
        registration::erase(app, &r).await.unwrap();
        // The last one takes the person along, with what is part of them. Nobody else loses anything: `agree` looks.
        let gone = people::by_id(app, person).await.unwrap().erased;
        let others = self.model.told.iter().any(|(other, r)| *other != id && r.person == person && !r.twin);
        assert_eq!(gone, !others && !self.model.told[&id].twin, "gone with the last, and not before");
        let erased: Vec<Uuid> = self
            .model
            .told
            .iter()
            .filter(|(other, r)| **other == id || (gone && r.person == person))
            .map(|(id, _)| *id)
            .collect();
        for id in erased {
            self.model.told.remove(&id);
            self.model.erased.insert(id);
        }
        // A number that was given with it, and with no other, goes with it.
        for contact in self.model.contacts_of(person) {
            let now = self.owner(contact).await;
            assert!(now.is_none() || (now == Some(person) && !gone));
            if now.is_none() {
                self.model.contacts.remove(&contact);
            }
        }
        for m in self.model.merges.iter_mut().filter(|m| m.held_by == person) {
            m.open = false;
        }
    }

    async fn merge(&mut self, one: usize, other: usize, first_stays: bool) {
        let app = &self.world.app;
        let living = self.model.living();
        if living.is_empty() {
            return;
        }
        let (survivor, merged) = (living[one % living.len()], living[other % living.len()]);
        let compared = people::comparison(app, self.aida, survivor, merged).await;
        if survivor == merged {
            assert_eq!(compared.map(drop), Err(AppError::NotFound));
            return;
        }
        let c = compared.unwrap();
        let stays = c.twins.iter().map(|(event, a, b)| (event.id, if first_stays { a.id } else { b.id })).collect();
        let input = MergeInput { call_name: Whose::Merged, stays, ..of_who_remains(&c) };
        let id = people::merge(app, self.aida, survivor, &input).await.unwrap();
        self.model.merge(id, (survivor, merged), first_stays);
    }

    async fn agree(&self, act: &Act) {
        let app = &self.world.app;
        for n in 0..CONTACTS {
            assert_eq!(self.owner(n).await, self.model.contacts.get(&n).copied(), "{act:?}: whose is number {n}");
        }
        for (id, told) in &self.model.told {
            let r = registration::by_id(app, *id).await.unwrap();
            let mut tx = app.db.read().await.unwrap();
            let whole = people::whole(&mut tx, r.person_id).await.unwrap();
            let is =
                Told { person: whole, event: told.event, note: r.note.reveal().to_owned(), twin: whole != r.person_id };
            assert_eq!((is, r.legible), (told.clone(), Legible::Yes), "{act:?}");
        }
        for id in &self.model.erased {
            let r = registration::by_id(app, *id).await.unwrap();
            assert!(r.note.is_empty() && r.legible == Legible::Erased, "{act:?}: erased, and it stays so");
        }
        // Everybody who lives is found by name, or soon will be; nobody else is.
        let known =
            "SELECT COUNT(*) FROM (SELECT person_id FROM name_index UNION SELECT person_id FROM name_due) known";
        let before = "SELECT COUNT(*) FROM person p JOIN data_key k ON k.subject_id = p.id WHERE p.part_of IS NULL";
        let living = i64::try_from(self.model.living().len()).unwrap();
        assert_eq!(self.world.number(known).await - self.world.number(before).await, 0, "{act:?}");
        assert!(self.world.number(before).await >= living, "{act:?}");
        assert_sound(self.world).await;
    }
}

async fn tell(world: &World, aida: &Actor, round: usize, acts: &[Act]) {
    world.clock.set(start());
    let mut events = Vec::new();
    for n in 0..EVENTS {
        events.push(published(&world.app, aida, &plan(&format!("sabak-{round}-{n}"), PLACES)).await);
    }
    let mut story = Story { world, aida, events, model: Model::default(), typed: 0 };
    for act in acts {
        story.step(act).await;
        story.agree(act).await;
    }
    // Numbers are used again in the next round, by nobody of this one.
    for id in story.model.told.keys().copied().collect::<Vec<_>>() {
        let r = registration::by_id(&world.app, id).await.unwrap();
        registration::erase(&world.app, &r).await.unwrap();
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM contact").await, 0, "with the last registration everything goes");
    assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
}

both_engines! {
    async fn whatever_is_merged_and_undone_nothing_is_lost_and_each_contact_has_one_person(world: World) {
        let aida = coordinator(&world.app).await;
        let here = tokio::runtime::Handle::current();
        let cases = if world.app.db.engine() == "sqlite" { 32 } else { 6 };
        let mut runner = TestRunner::new_with_rng(
            Config { cases, failure_persistence: None, ..Config::default() },
            TestRng::deterministic_rng(RngAlgorithm::ChaCha),
        );
        let round = Cell::new(0);
        let outcome = runner.run(&acts(), |acts| {
            round.set(round.get() + 1);
            tokio::task::block_in_place(|| here.block_on(tell(&world, &aida, round.get(), &acts)));
            Ok(())
        });
        outcome.unwrap();
    }
}

//! The table `registration`; the counters of `pool` in `places`, who waits in `queue`, agreements in `ledger`, what staff
//! look at in `lists`.
//! What somebody typed lies sealed under the key of the person; every query brings that key along.

mod answers;
mod concerned;
mod ledger;
mod lists;
mod merging;
mod places;
mod queue;
mod selection;

use uuid::Uuid;

pub(super) use self::answers::answer;
pub(super) use self::concerned::concerned;
pub(super) use self::ledger::{Agreement, agree, ledger};
pub(super) use self::lists::{MeantRow, Named, counts, lines, meant, names, roster, stands};
pub(super) use self::merging::{line_up, of_all, reseal};
pub(super) use self::places::{
    Change, Room, add_pool, change_pool, give_back, label, labels, lock, look, remove_pool, take, take_free, take_past,
};
pub(super) use self::queue::{
    Fitted, Passed, add_party, figures, lapsing, next_waiter, organisation, part, party_waits, pass_over, passed_over,
    queue, reaches, reaches_before, refit, singles_wait, traits, traits_of, traits_of_waiters, wait_together,
};
pub(super) use self::selection::{Decided, applicants, decide, free, hold_selection, take_many};

use super::model::{Needs, Registration, RegistrationInput, Source, State};
use crate::clock::Instant;
use crate::db::vault::{KeyBeside, Vault};
use crate::db::{Tx, later, on, run};
use crate::i18n::Locale;
use crate::messages::model::Channel;
use crate::people::model::ContactKind;
use crate::seal::{Broken, DataKey, Field, Legible, Personal, Sealed};

const PHONE: Field = Field::new("registration", "phone");
const EMAIL: Field = Field::new("registration", "email");
const ORGANISATION: Field = Field::new("registration", "organisation");
const DIET: Field = Field::new("registration", "diet");
const NOTE: Field = Field::new("registration", "note");

#[expect(clippy::struct_excessive_bools, reason = "as the table has them")]
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    event_id: Uuid,
    person_id: Uuid,
    pool_id: Uuid,
    party_id: Option<Uuid>,
    reach: i64,
    state: String,
    source: String,
    short_code: String,
    link_version: i64,
    locale: String,
    phone: Option<Sealed>,
    email: Option<Sealed>,
    channel: Option<String>,
    age_band: String,
    sex: String,
    home_region: String,
    organisation: Option<Sealed>,
    needs_interpreter: bool,
    needs_step_free: bool,
    needs_childcare: bool,
    needs_travel: bool,
    needs_lodging: bool,
    diet: Option<Sealed>,
    note: Option<Sealed>,
    holds_place: bool,
    waiting_no: Option<i64>,
    offer_expires_at: Option<Instant>,
    created_at: Instant,
    changed_at: Instant,
    version: i64,
    #[sqlx(flatten)]
    key: KeyBeside,
}

/// What somebody typed.
#[derive(Default)]
struct Said {
    phone: Personal,
    email: Personal,
    organisation: Personal,
    diet: Personal,
    note: Personal,
}

fn unknown(code: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{code:?} is no code of ours").into())
}

/// What a row says in plain text, and the sealed rest of it with its key.
struct Parts {
    plain: Registration,
    rest: Rest,
    key: KeyBeside,
}

struct Rest {
    id: Uuid,
    phone: Option<Sealed>,
    email: Option<Sealed>,
    organisation: Option<Sealed>,
    diet: Option<Sealed>,
    note: Option<Sealed>,
}

impl Rest {
    fn open(&self, key: &DataKey) -> Result<Said, Broken> {
        let open = |field, sealed: &Option<Sealed>| key.open_some(field, self.id, sealed.as_ref());
        Ok(Said {
            phone: open(PHONE, &self.phone)?,
            email: open(EMAIL, &self.email)?,
            organisation: open(ORGANISATION, &self.organisation)?,
            diet: open(DIET, &self.diet)?,
            note: open(NOTE, &self.note)?,
        })
    }
}

impl Said {
    fn put(self, into: Registration, legible: Legible) -> Registration {
        let Self { phone, email, organisation, diet, note } = self;
        Registration { phone, email, organisation, diet, note, legible, ..into }
    }
}

impl Row {
    fn parts(self) -> sqlx::Result<Parts> {
        let r = self;
        let none = Personal::default;
        let plain = Registration {
            id: r.id,
            event_id: r.event_id,
            person_id: r.person_id,
            pool_id: r.pool_id,
            party_id: r.party_id,
            reach: r.reach,
            state: State::parse(&r.state).ok_or_else(|| unknown(&r.state))?,
            source: Source::parse(&r.source).ok_or_else(|| unknown(&r.source))?,
            short_code: r.short_code,
            link_version: r.link_version,
            locale: r.locale.parse().map_err(|_| unknown(&r.locale))?,
            phone: none(),
            email: none(),
            chosen_channel: r.channel.as_deref().and_then(Channel::parse),
            age_band: r.age_band,
            sex: r.sex,
            home_region: r.home_region,
            organisation: none(),
            needs: Needs {
                interpreter: r.needs_interpreter,
                step_free: r.needs_step_free,
                childcare: r.needs_childcare,
                travel: r.needs_travel,
                lodging: r.needs_lodging,
            },
            diet: none(),
            note: none(),
            legible: Legible::Yes,
            holds_place: r.holds_place,
            waiting_no: r.waiting_no,
            offer_expires_at: r.offer_expires_at,
            created_at: r.created_at,
            changed_at: r.changed_at,
            version: r.version,
        };
        let rest =
            Rest { id: r.id, phone: r.phone, email: r.email, organisation: r.organisation, diet: r.diet, note: r.note };
        Ok(Parts { plain, rest, key: r.key })
    }

    /// For one registration: what was meddled with is an error. Of somebody erased there is nothing to open.
    fn open(self, vault: &Vault) -> sqlx::Result<Registration> {
        let Parts { plain, rest, key } = self.parts()?;
        Ok(match key.open(vault, plain.person_id)? {
            Some(key) => rest.open(&key)?.put(plain, Legible::Yes),
            None => Said::default().put(plain, Legible::Erased),
        })
    }

    /// For what goes on whether or not this one row can be read: places, and turns of others.
    fn standing(self, vault: &Vault) -> sqlx::Result<Registration> {
        let Parts { plain, rest, key } = self.parts()?;
        let (said, legible) = key.read(vault, plain.person_id, ("registration", plain.id), |key| rest.open(key));
        Ok(said.put(plain, legible))
    }
}

const BY_ID: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.id = $1";
const BY_SUBMISSION: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.submission_id = $1";
const BY_LINK: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.link_hash = $1";
const BY_CODE: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.short_code = $1";
const OF_PERSON: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.event_id = $1 AND r.person_id = $2";
const BY_EMAIL: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r JOIN event e ON e.id = r.event_id LEFT JOIN data_key k ON k.subject_id = r.person_id
    WHERE r.email_lookup = $1 AND e.ends_at > $2 AND e.state = 'published'
      AND r.state IN ('received', 'confirmed', 'waitlisted', 'offered') ORDER BY e.starts_at, r.id LIMIT $3";

// Also when the earlier one was erased since.
const EARLIER: &str = "SELECT COUNT(*) FROM registration r JOIN person p ON p.id = r.person_id
    WHERE r.person_id = $1 AND (r.id < $2 OR (r.id = $2 AND p.created_at < r.created_at))";
const SPOKE: &str = "SELECT COUNT(*) FROM testimonial WHERE registration_id = $1";

/// A statement with one bound value that finds at most one registration.
macro_rules! one {
    ($tx:expr, $sql:expr $(, $bind:expr)+) => {{
        let row: Option<Row> = on!($tx, c => sqlx::query_as($sql)$(.bind($bind))+.fetch_optional(c).await)?;
        row.map(|row| row.open(&$tx.vault)).transpose()
    }};
}

pub(super) async fn by_id(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_ID, id)
}

/// As [`by_id`], also when it does not open: then without what was typed, which [`Registration::legible`] says.
pub(super) async fn standing(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?;
    row.map(|row| row.standing(&tx.vault)).transpose()
}

pub(super) async fn by_submission(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_SUBMISSION, id)
}

pub(super) async fn by_link(tx: &mut Tx, hash: &[u8]) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_LINK, hash)
}

pub(super) async fn by_code(tx: &mut Tx, code: &str) -> sqlx::Result<Option<Registration>> {
    one!(tx, BY_CODE, code)
}

pub(super) async fn of_person(tx: &mut Tx, event: Uuid, person: Uuid) -> sqlx::Result<Option<Registration>> {
    one!(tx, OF_PERSON, event, person)
}

/// Whether the person was registered for anything before this.
pub(super) async fn earlier(tx: &mut Tx, person: Uuid, id: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(EARLIER).bind(person).bind(id).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Whether something was said through this registration's private link.
pub(super) async fn spoke(tx: &mut Tx, id: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(SPOKE).bind(id).fetch_one(c).await)?;
    Ok(count > 0)
}

/// The digest by which the registrations of an address are found.
pub(super) fn email_lookup(tx: &Tx, email: &Personal) -> Vec<u8> {
    tx.vault.ring.lookup(ContactKind::Email.code(), email)
}

/// What is still to come for the address of this digest.
pub(super) async fn by_email(tx: &mut Tx, lookup: &[u8], now: Instant, limit: i64) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(BY_EMAIL).bind(lookup).bind(now).bind(limit).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.open(&tx.vault)).collect()
}

const ADD: &str = "INSERT INTO registration (id, event_id, person_id, pool_id, state, source, submission_id, short_code,
      link_hash, link_version, locale, phone, email, email_lookup, age_band, sex, home_region, organisation,
      needs_interpreter, needs_step_free, needs_childcare, needs_travel, needs_lodging, diet, note, holds_place, waiting_no,
      created_at, changed_at, version, party_id, reach)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
      $24, $25, $26, $27, $27, 1, $28, $29)";
const ADD_AGAIN: &str = "UPDATE registration SET state = $2, source = $3, submission_id = $4, link_hash = $5,
      link_version = $6, locale = $7, phone = $8, email = $9, email_lookup = $10, age_band = $11, sex = $12,
      home_region = $13, organisation = $14, needs_interpreter = $15, needs_step_free = $16, needs_childcare = $17,
      needs_travel = $18, needs_lodging = $19, diet = $20, note = $21, holds_place = $22, waiting_no = $23,
      changed_at = $24, pool_id = $26, party_id = $27, reach = $28, version = version + 1
    WHERE id = $1 AND person_id = $25 AND state IN ('withdrawn', 'expired') AND link_version = $6 - 1";
const BECOME: &str = "UPDATE registration SET state = $3, holds_place = $4, offer_expires_at = $5, changed_at = $6,
      pool_id = $7, version = version + 1
    WHERE id = $1 AND state = $2";
const SPEAK: &str = "UPDATE registration SET locale = $2, version = version + 1 WHERE id = $1";
const CHOOSE_CHANNEL: &str = "UPDATE registration SET channel = $2, version = version + 1 WHERE id = $1";

const ALL_OF_PERSON: &str = "SELECT r.*, k.version AS key_version, k.ring_version AS key_ring, k.wrapped AS key_wrapped
    FROM registration r LEFT JOIN data_key k ON k.subject_id = r.person_id WHERE r.person_id = $1 ORDER BY r.id";
const BLANK: &str = "UPDATE registration SET short_code = $2, locale = 'ky', phone = NULL, email = NULL,
      email_lookup = NULL, channel = NULL, age_band = '', sex = '', home_region = '', organisation = NULL,
      needs_interpreter = FALSE, needs_step_free = FALSE, needs_childcare = FALSE, needs_travel = FALSE, needs_lodging = FALSE, diet = NULL,
      note = NULL, party_id = NULL, reach = 1, version = version + 1,
      pool_id = CASE WHEN holds_place THEN pool_id
        ELSE (SELECT p.id FROM pool p WHERE p.event_id = registration.event_id AND p.name = 'all') END
    WHERE id = $1";
const FORGET_PASSED: &str = "DELETE FROM passed_over WHERE registration_id = $1";
const OWNER: &str = "SELECT person_id FROM registration WHERE id = $1";
const HAND_OVER: &str = "UPDATE registration SET person_id = $2 WHERE id = $1";
/// By the person and by the testimonials, because that is where the indexes are.
const HAND_OVER_AGREED: &str = "UPDATE consent SET person_id = $2 WHERE id IN (
    SELECT c.id FROM registration r JOIN consent c ON c.person_id = r.person_id WHERE r.id = $1 AND c.registration_id = $1
    UNION ALL SELECT c.id FROM testimonial t JOIN consent c ON c.testimonial_id = t.id WHERE t.registration_id = $1)";
const HAND_OVER_WORDS: &str = "UPDATE testimonial SET person_id = $2 WHERE registration_id = $1";
const BURIED: &str = "SELECT COUNT(*) FROM tombstone WHERE subject_id = $1 OR subject_id = $2";
const BURY: &str = "INSERT INTO tombstone (subject_id, subject_kind, rule, erased_at)
    VALUES ($1, 'registration', $2, $3) ON CONFLICT DO NOTHING";

/// What a new registration gets besides what the form says.
pub(super) struct New<'a> {
    pub id: Uuid,
    pub event: Uuid,
    pub person: Uuid,
    pub pool: Uuid,
    pub party: Option<Uuid>,
    pub reach: i64,
    pub state: State,
    pub source: Source,
    pub short_code: &'a str,
    pub link_hash: &'a [u8],
    pub holds_place: bool,
    pub waiting_no: Option<i64>,
    pub now: Instant,
}

impl New<'_> {
    fn registration(&self, input: &RegistrationInput) -> Registration {
        Registration {
            id: self.id,
            event_id: self.event,
            person_id: self.person,
            pool_id: self.pool,
            party_id: self.party,
            reach: self.reach,
            state: self.state,
            source: self.source,
            short_code: self.short_code.to_owned(),
            link_version: 1,
            locale: input.locale,
            phone: input.phone.clone(),
            email: input.email.clone(),
            chosen_channel: None,
            age_band: input.age_band.clone(),
            sex: input.sex.clone(),
            home_region: input.home_region.clone(),
            organisation: input.organisation.clone(),
            needs: input.needs,
            diet: input.diet.clone(),
            note: input.note.clone(),
            legible: Legible::Yes,
            holds_place: self.holds_place,
            waiting_no: self.waiting_no,
            offer_expires_at: None,
            created_at: self.now,
            changed_at: self.now,
            version: 1,
        }
    }
}

/// What a form says, sealed for its row.
struct Columns {
    rest: Rest,
    email_lookup: Option<Vec<u8>>,
}

impl Columns {
    fn of(tx: &Tx, key: &DataKey, id: Uuid, input: &RegistrationInput) -> Self {
        let seal = |field, text: &Personal| key.seal_some(field, id, text);
        let rest = Rest {
            id,
            phone: seal(PHONE, &input.phone),
            email: seal(EMAIL, &input.email),
            organisation: seal(ORGANISATION, &input.organisation),
            diet: seal(DIET, &input.diet),
            note: seal(NOTE, &input.note),
        };
        Self { rest, email_lookup: (!input.email.is_empty()).then(|| email_lookup(tx, &input.email)) }
    }
}

/// Adds it, and gives it as it is read afterwards.
pub(super) async fn add(
    tx: &mut Tx,
    key: &DataKey,
    new: &New<'_>,
    input: &RegistrationInput,
) -> sqlx::Result<Registration> {
    let Columns { rest, email_lookup } = Columns::of(tx, key, new.id, input);
    later!(
        tx,
        ADD,
        new.id,
        new.event,
        new.person,
        new.pool,
        new.state.code(),
        new.source.code(),
        input.submission_id,
        new.short_code,
        new.link_hash,
        input.locale.code(),
        rest.phone,
        rest.email,
        email_lookup,
        &input.age_band,
        &input.sex,
        &input.home_region,
        rest.organisation,
        input.needs.interpreter,
        input.needs.step_free,
        input.needs.childcare,
        input.needs.travel,
        input.needs.lodging,
        rest.diet,
        rest.note,
        new.holds_place,
        new.waiting_no,
        new.now,
        new.party,
        new.reach,
    )?;
    Ok(new.registration(input))
}

/// Starts a given-up registration anew under the next version of its link; false when somebody was quicker. Of `new`, the
/// person, the event and the short code stay as they were.
pub(super) async fn add_again(
    tx: &mut Tx,
    key: &DataKey,
    new: &New<'_>,
    version: i64,
    input: &RegistrationInput,
) -> sqlx::Result<bool> {
    let Columns { rest, email_lookup } = Columns::of(tx, key, new.id, input);
    let changed = run!(
        tx,
        sqlx::query(ADD_AGAIN)
            .bind(new.id)
            .bind(new.state.code())
            .bind(new.source.code())
            .bind(input.submission_id)
            .bind(new.link_hash)
            .bind(version)
            .bind(input.locale.code())
            .bind(rest.phone)
            .bind(rest.email)
            .bind(email_lookup)
            .bind(&input.age_band)
            .bind(&input.sex)
            .bind(&input.home_region)
            .bind(rest.organisation)
            .bind(input.needs.interpreter)
            .bind(input.needs.step_free)
            .bind(input.needs.childcare)
            .bind(input.needs.travel)
            .bind(input.needs.lodging)
            .bind(rest.diet)
            .bind(rest.note)
            .bind(new.holds_place)
            .bind(new.waiting_no)
            .bind(new.now)
            .bind(new.person)
            .bind(new.pool)
            .bind(new.party)
            .bind(new.reach)
    )?;
    Ok(changed == 1)
}

/// Whose it is now.
pub(super) async fn owner(tx: &mut Tx, id: Uuid) -> sqlx::Result<Option<Uuid>> {
    on!(tx, c => sqlx::query_scalar(OWNER).bind(id).fetch_optional(c).await)
}

/// What a registration becomes.
pub(super) struct Next {
    pub state: State,
    /// Whose place it holds, if it holds one.
    pub pool: Uuid,
    pub holds_place: bool,
    pub offer_expires_at: Option<Instant>,
}

/// Changes the state, if it still is `from`.
pub(super) async fn become_state(tx: &mut Tx, id: Uuid, from: State, to: &Next, now: Instant) -> sqlx::Result<bool> {
    let changed = run!(
        tx,
        sqlx::query(BECOME)
            .bind(id)
            .bind(from.code())
            .bind(to.state.code())
            .bind(to.holds_place)
            .bind(to.offer_expires_at)
            .bind(now)
            .bind(to.pool)
    )?;
    Ok(changed == 1)
}

pub(super) async fn speak(tx: &mut Tx, id: Uuid, l: Locale) -> sqlx::Result<()> {
    run!(tx, sqlx::query(SPEAK).bind(id).bind(l.code())).map(drop)
}

pub(super) async fn choose_channel(tx: &mut Tx, id: Uuid, channel: Channel) -> sqlx::Result<()> {
    run!(tx, sqlx::query(CHOOSE_CHANNEL).bind(id).bind(channel.code())).map(drop)
}

/// Everything a person registered for, oldest first.
pub(super) async fn all_of_person(tx: &mut Tx, person: Uuid) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = on!(tx, c => sqlx::query_as(ALL_OF_PERSON).bind(person).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.open(&tx.vault)).collect()
}

/// Takes out of a registration what tells of a person. The hash of its link stays, so that the link can say that it is gone.
pub(super) async fn blank(tx: &mut Tx, id: Uuid, short_code: &str) -> sqlx::Result<()> {
    run!(tx, sqlx::query(FORGET_PASSED).bind(id))?;
    run!(tx, sqlx::query(BLANK).bind(id).bind(short_code)).map(drop)
}

/// Makes a registration, with what was agreed to and told through it, that of somebody else.
pub(super) async fn hand_over(tx: &mut Tx, id: Uuid, person: Uuid) -> sqlx::Result<()> {
    // The words first: who agrees to something about them holds their row until what they agreed to is committed, so that the
    // next statement sees it, and from here on finds whose it is by then. What was agreed to is found by whose the registration was.
    for sql in [HAND_OVER_WORDS, HAND_OVER_AGREED, HAND_OVER] {
        run!(tx, sqlx::query(sql).bind(id).bind(person))?;
    }
    Ok(())
}

/// Whether this registration or the whole person was erased.
pub(super) async fn is_buried(tx: &mut Tx, id: Uuid, person: Uuid) -> sqlx::Result<bool> {
    let count: i64 = on!(tx, c => sqlx::query_scalar(BURIED).bind(id).bind(person).fetch_one(c).await)?;
    Ok(count > 0)
}

/// Notes that a registration was erased apart from its person.
pub(super) async fn bury(tx: &mut Tx, id: Uuid, rule: &str, now: Instant) -> sqlx::Result<()> {
    run!(tx, sqlx::query(BURY).bind(id).bind(rule).bind(now)).map(drop)
}

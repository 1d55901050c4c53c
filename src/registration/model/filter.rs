//! What a list of registrations is narrowed to and how it is ordered, as it stands in an address: codes alone, never a name.

use uuid::Uuid;

use super::{AGE_BANDS, NEEDS, SEXES, Source, State};
use crate::form::FormState;
use crate::i18n::Locale;

/// The fields of the form.
pub const FIELDS: [&str; 10] =
    ["state", "source", "pool", "region", "sex", "age_band", "language", "need", "contact", "sort"];
/// Stands for "did not say".
pub const UNSAID: &str = "unsaid";
/// Characters of a code in an address at most; what is longer was never ours.
const CODE_MAX: usize = 40;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As they came.
    #[default]
    Arrival,
    /// As the reader's alphabet has it.
    Name,
    /// Who waits, in the order of waiting; all others behind them.
    Waiting,
    /// What changed last stands first.
    Changed,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Arrival, Self::Name, Self::Waiting, Self::Changed];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arrival => "arrival",
            Self::Name => "name",
            Self::Waiting => "waiting",
            Self::Changed => "changed",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How somebody can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Email,
    /// A phone and no address.
    Phone,
    Nothing,
}

impl Reach {
    pub const ALL: [Self; 3] = [Self::Email, Self::Phone, Self::Nothing];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Nothing => "none",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What a list is narrowed to; nothing chosen is everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of these, in the order of [`State::ALL`].
    pub states: Vec<State>,
    pub source: Option<Source>,
    /// Who holds or is offered a place of this pool, or waits for one of it first of all.
    pub pool: Option<Uuid>,
    /// The code of a region, or [`UNSAID`].
    pub region: String,
    /// One of [`SEXES`], or [`UNSAID`].
    pub sex: String,
    /// One of [`AGE_BANDS`], or [`UNSAID`].
    pub age_band: String,
    pub language: Option<Locale>,
    /// One of [`NEEDS`].
    pub need: String,
    pub contact: Option<Reach>,
    /// `None` where nothing was chosen; see [`Filter::order`].
    pub sort: Option<Sort>,
}

/// Where a page begins: after this registration, which stood there by this number (a place in the queue, a time in
/// milliseconds; nothing where the id alone says it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub id: Uuid,
    pub at: i64,
}

impl Filter {
    #[must_use]
    pub fn of_state(state: State) -> Self {
        Self { states: vec![state], ..Self::default() }
    }

    /// The order that was chosen; else those who wait stand as they wait, and all others as they came.
    #[must_use]
    pub fn order(&self) -> Sort {
        let waiters = self.states == [State::Waitlisted];
        self.sort.unwrap_or(if waiters { Sort::Waiting } else { Sort::Arrival })
    }

    /// Whether it leaves anybody out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self { sort: self.sort, ..Self::default() }
    }

    /// What an address asks for, and the form that shows it again with what was wrong. Fields of others are passed over.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> (Self, FormState) {
        let mut form = FormState::default();
        for (name, value) in pairs {
            if FIELDS.contains(&name.as_str()) && !value.is_empty() {
                form.values.entry(name.clone()).or_default().push(value.clone());
            }
        }
        let filter = Self::of_form(&mut form);
        (filter, form)
    }

    /// As a query's text; see [`Filter::query`].
    #[must_use]
    pub fn parse(query: &str) -> (Self, FormState) {
        Self::read(&serde_urlencoded::from_str::<Vec<(String, String)>>(query).unwrap_or_default())
    }

    /// Reads its fields of a form that may have others.
    pub fn of_form(form: &mut FormState) -> Self {
        let states: Vec<_> = form.all("state").iter().map(|code| State::parse(code)).collect();
        if states.contains(&None) {
            form.fail("state", "ui-error-choice");
        }
        let code = |form: &mut FormState, name: &str, known: &[&str]| {
            let value = form.value(name);
            if value == UNSAID { value } else { form.choice(name, known, false).to_owned() }
        };
        let sex = code(form, "sex", &SEXES);
        let age_band = code(form, "age_band", &AGE_BANDS);
        let need = form.choice("need", &NEEDS, false).to_owned();
        let region = form.value("region");
        // Which regions there are is the database's to know; nobody comes from one that is none.
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let region = if region.len() <= CODE_MAX && region.chars().all(plain) {
            region
        } else {
            form.fail("region", "ui-error-choice");
            String::new()
        };
        Self {
            states: State::ALL.into_iter().filter(|s| states.contains(&Some(*s))).collect(),
            source: chosen(form, "source", Source::parse),
            // Which pools there are is the event's to know.
            pool: chosen(form, "pool", |id| id.parse().ok()),
            region,
            sex,
            age_band,
            language: chosen(form, "language", |code| code.parse().ok()),
            need,
            contact: chosen(form, "contact", Reach::parse),
            sort: chosen(form, "sort", Sort::parse),
        }
    }

    /// As the fields of the form.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<_> = self.states.iter().map(|s| ("state", s.code().to_owned())).collect();
        pairs.extend([
            ("source", self.source.map(Source::code).unwrap_or_default().to_owned()),
            ("pool", self.pool.map(|id| id.to_string()).unwrap_or_default()),
            ("region", self.region.clone()),
            ("sex", self.sex.clone()),
            ("age_band", self.age_band.clone()),
            ("language", self.language.map(Locale::code).unwrap_or_default().to_owned()),
            ("need", self.need.clone()),
            ("contact", self.contact.map(Reach::code).unwrap_or_default().to_owned()),
            ("sort", self.sort.map(Sort::code).unwrap_or_default().to_owned()),
        ]);
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// As it stands in an address, one way to write each filter; empty for everybody.
    #[must_use]
    pub fn query(&self) -> String {
        serde_urlencoded::to_string(self.pairs()).unwrap_or_default()
    }

    /// This path with the filter behind it.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same after this registration.
    #[must_use]
    pub fn address_after(&self, path: &str, after: Cursor) -> String {
        let mut pairs = self.pairs();
        pairs.push(("after", after.id.to_string()));
        if after.at != 0 {
            pairs.push(("at", after.at.to_string()));
        }
        format!("{path}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

/// What a code of a closed set means; an error for anything else.
fn chosen<T>(form: &mut FormState, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = form.value(name);
    let found = parse(&value);
    if found.is_none() && !value.is_empty() {
        form.fail(name, "ui-error-choice");
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_asked_is_everybody_in_the_order_they_came() {
        let (filter, form) = Filter::parse("done=withdrawn&after=x");
        assert_eq!(filter, Filter::default());
        assert!(!form.is_invalid() && !filter.narrows() && filter.query().is_empty());
        assert_eq!(filter.order(), Sort::Arrival);
        assert_eq!(filter.address("/x"), "/x");
    }

    #[test]
    fn who_waits_stands_as_they_wait_unless_another_order_is_chosen() {
        assert_eq!(Filter::parse("state=waitlisted").0.order(), Sort::Waiting);
        assert_eq!(Filter::parse("state=waitlisted&sort=name").0.order(), Sort::Name);
        assert_eq!(Filter::parse("state=waitlisted&state=offered").0.order(), Sort::Arrival);
    }

    #[test]
    fn an_order_alone_leaves_nobody_out() {
        assert!(!Filter::parse("sort=name").0.narrows());
        assert!(Filter::parse("sort=name&sex=unsaid").0.narrows());
    }

    #[test]
    fn what_is_wrong_is_said_under_its_field() {
        for (query, field) in [
            ("state=confirmed&state=moon", "state"),
            ("source=moon", "source"),
            ("pool=all", "pool"),
            ("region=%3Cscript%3E", "region"),
            ("sex=x", "sex"),
            ("age_band=18", "age_band"),
            ("language=kk", "language"),
            ("need=moon", "need"),
            ("contact=x", "contact"),
            ("sort=x", "sort"),
        ] {
            let (_, form) = Filter::parse(query);
            assert_eq!(form.error(field).map(|e| e.key.as_str()), Some("ui-error-choice"), "{query}");
        }
    }

    #[test]
    fn one_filter_has_one_address() {
        let written = Filter::parse("sort=name&state=waitlisted&state=confirmed&state=confirmed&contact=none").0;
        assert_eq!(written.query(), "state=confirmed&state=waitlisted&contact=none&sort=name");
        let after = Cursor { id: Uuid::nil(), at: 7 };
        assert!(written.address_after("/x", after).ends_with("&after=00000000-0000-0000-0000-000000000000&at=7"));
    }

    fn filters() -> impl Strategy<Value = Filter> {
        let some = |codes: &'static [&'static str]| {
            prop_oneof![
                Just(String::new()),
                Just(UNSAID.to_owned()),
                proptest::sample::select(codes).prop_map(str::to_owned)
            ]
        };
        (
            proptest::sample::subsequence(State::ALL.to_vec(), 0..4),
            proptest::option::of(proptest::sample::select(vec![Source::Web, Source::Staff, Source::WalkIn])),
            (proptest::option::of(any::<u128>().prop_map(Uuid::from_u128)), "[a-z_]{0,20}"),
            (some(&SEXES), some(&AGE_BANDS)),
            proptest::option::of(proptest::sample::select(Locale::ALL.to_vec())),
            proptest::sample::select(vec!["", "interpreter", "step_free", "childcare", "travel", "lodging"]),
            proptest::option::of(proptest::sample::select(Reach::ALL.to_vec())),
            proptest::option::of(proptest::sample::select(Sort::ALL.to_vec())),
        )
            .prop_map(|(states, source, (pool, region), (sex, age_band), language, need, contact, sort)| {
                Filter { states, source, pool, region, sex, age_band, language, need: need.to_owned(), contact, sort }
            })
    }

    proptest! {
        #[test]
        fn an_address_is_read_back_as_it_was_written(filter in filters()) {
            let (read, form) = Filter::parse(&filter.query());
            prop_assert!(!form.is_invalid(), "{:?}", form);
            prop_assert_eq!(read, filter);
        }

        #[test]
        fn any_address_is_read(query in ".{0,80}") {
            let _ = Filter::parse(&query);
        }
    }
}

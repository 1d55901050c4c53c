//! The section of what is practical: kind, region, address, languages, what is covered, and safe mode.

use super::{COVERS, Edit, EventInput, Part, locales, slug};
use crate::events::model::{Event, Kind};
use crate::form::FormState;
use crate::i18n::Locale;

pub const FIELDS: [&str; 9] =
    ["version", "kind", "region", "slug", "languages", "interpreted", "covers", "step_free", "safe_mode"];

/// What the section says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Practical {
    pub kind: Kind,
    pub region: String,
    /// None: as it is.
    pub slug: Option<String>,
    pub languages: Vec<Locale>,
    pub interpreted: Vec<Locale>,
    pub covers_travel: bool,
    pub covers_meals: bool,
    pub covers_lodging: bool,
    pub covers_childcare: bool,
    pub step_free: bool,
    pub safe_mode: bool,
}

impl Practical {
    pub(super) fn onto(self, input: &mut EventInput) {
        input.kind = self.kind;
        input.region = self.region;
        input.slug = self.slug;
        input.languages = self.languages;
        input.interpreted = self.interpreted;
        input.covers_travel = self.covers_travel;
        input.covers_meals = self.covers_meals;
        input.covers_lodging = self.covers_lodging;
        input.covers_childcare = self.covers_childcare;
        input.step_free = self.step_free;
        input.safe_mode = self.safe_mode;
    }
}

/// # Errors
/// What was typed, with a message for each field that does not hold.
pub fn parse(mut form: FormState, regions: &[&str]) -> Result<Edit, FormState> {
    let kind = Kind::parse(form.choice("kind", Kind::CODES, true));
    let region = form.choice("region", regions, true).to_owned();
    let slug = slug(&mut form);
    let languages = locales(&mut form, "languages", true);
    let interpreted = locales(&mut form, "interpreted", false);
    if form.all("covers").iter().any(|c| !COVERS.contains(&c.as_str())) {
        form.fail("covers", "ui-error-choice");
    }
    let covers = |what: &str| form.has("covers", what);
    let flag = |name: &str| form.has(name, "yes");
    match kind {
        Some(kind) if !form.is_invalid() => {
            let practical = Practical {
                kind,
                region,
                slug,
                languages,
                interpreted,
                covers_travel: covers("travel"),
                covers_meals: covers("meals"),
                covers_lodging: covers("lodging"),
                covers_childcare: covers("childcare"),
                step_free: flag("step_free"),
                safe_mode: flag("safe_mode"),
            };
            Ok(Edit::of(&form, Part::Practical(practical)))
        }
        _ => Err(form),
    }
}

/// The section filled with what is stored.
#[must_use]
pub fn filled(event: &Event) -> FormState {
    let mut form = FormState::default();
    let codes = |list: &[Locale]| list.iter().map(|l| l.code().to_owned()).collect::<Vec<_>>();
    form.set("version", event.version.to_string());
    form.set("kind", event.kind.code());
    form.set("region", &event.region);
    form.set("slug", &event.slug);
    form.values.insert("languages".to_owned(), codes(&event.languages));
    form.values.insert("interpreted".to_owned(), codes(&event.interpreted));
    let covers = [event.covers_travel, event.covers_meals, event.covers_lodging, event.covers_childcare];
    let covers = COVERS.iter().zip(covers).filter(|(_, yes)| *yes).map(|(c, _)| (*c).to_owned()).collect();
    form.values.insert("covers".to_owned(), covers);
    for (name, yes) in [("step_free", event.step_free), ("safe_mode", event.safe_mode)] {
        if yes {
            form.set(name, "yes");
        }
    }
    form
}

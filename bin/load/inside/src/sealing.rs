//! What sealing costs: the sealing of one registration and the opening of a roster, by themselves and beside the whole.

use std::hint::black_box;
use std::time::Instant;

use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::registration::model::{RegistrationInput, Source};
use sabak::registration::service::{register, roster};
use sabak::seal::{DataKey, Field, Personal, Sealed, Wrapped};
use sabak::state::App;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Outcome, alone, median, processor};

const ALONE: u32 = 2_000;
const ROSTERS: u32 = 50;
const NAMES: [(Field, &str); 2] =
    [(Field::new("person", "full_name"), "Айгерим Үлгүбекова"), (Field::new("person", "call_name"), "Айгерим")];
/// The other columns that a form with every field filled in leaves sealed.
const REST: [(Field, &str); 7] = [
    (Field::new("contact", "value"), "+996700000001"),
    (Field::new("contact", "value"), "aigerim@example.invalid"),
    (Field::new("registration", "phone"), "+996700000001"),
    (Field::new("registration", "email"), "aigerim@example.invalid"),
    (Field::new("registration", "organisation"), "Тоо булагы коомдук фонду"),
    (Field::new("registration", "diet"), "Эт жебейм"),
    (Field::new("registration", "note"), "Кечки автобус менен келем, жарым саатка кечигишим мүмкүн."),
];
/// Contacts are digested to be found, and again to be kept; so is the address that lost links go to.
const LOOKUPS: usize = 5;

pub async fn measure(app: &App, slug: &str, people: u32) -> Outcome<Value> {
    let sealing = alone(ALONE, || drop(black_box(seal_one(app))))?;
    let sealed: Vec<_> = (0..people).map(|_| seal_one(app)).collect();
    let opening = alone(ROSTERS, || open_names(app, &sealed))?;

    let event = events::public_by_slug(app, slug).await.map_err(|e| format!("{slug}: {e:?}"))?;
    let mut whole = Vec::new();
    let before = processor()?;
    for n in 0..people {
        let input = somebody(app, n);
        let began = Instant::now();
        register(app, &event, input, Source::Web).await.map_err(|e| format!("registration {n}: {e:?}"))?;
        whole.push(began.elapsed().as_secs_f64());
    }
    let registering = (processor()? - before) / f64::from(people) * 1e6;

    let (mut read, mut rows) = (Vec::new(), 0);
    let before = processor()?;
    for _ in 0..ROSTERS {
        let began = Instant::now();
        rows = roster(app, event.id).await.map_err(|e| format!("roster: {e:?}"))?.len();
        read.push(began.elapsed().as_secs_f64());
    }
    let reading = (processor()? - before) / f64::from(ROSTERS) * 1e6;
    Ok(json!({
        "registration": { "sealing_us": sealing, "whole_us": median(whole), "processor_us": registering },
        "roster": { "rows": rows, "opening_us": opening, "whole_us": median(read), "processor_us": reading },
    }))
}

struct Row {
    id: Uuid,
    key: Wrapped,
    names: Vec<Sealed>,
    rest: Vec<Sealed>,
}

/// What a registration does besides everything that it would do with clear columns.
fn seal_one(app: &App) -> Row {
    let (ring, id) = (&app.db.vault.ring, app.ids.uuid());
    let (key, wrapped): (DataKey, Wrapped) = ring.make(&app.ids, id);
    let seal = |(field, text): &(Field, &str)| key.seal(*field, id, text);
    let (names, rest) = (NAMES.iter().map(seal).collect(), REST.iter().map(seal).collect());
    let contact = Personal::from(REST[0].1);
    for _ in 0..LOOKUPS {
        black_box(ring.lookup("phone", &contact));
    }
    Row { id, key: wrapped, names, rest }
}

fn open_names(app: &App, rows: &[Row]) {
    for row in rows {
        let key = app.db.vault.open(row.id, &row.key).expect("made by this process");
        for ((field, _), sealed) in NAMES.iter().zip(&row.names) {
            assert!(!key.open(*field, row.id, sealed).expect("sealed by this process").is_empty());
        }
        black_box(&row.rest);
    }
}

fn somebody(app: &App, n: u32) -> RegistrationInput {
    let text = |at: usize| Personal::from(REST[at].1);
    RegistrationInput {
        phone: format!("+9967{n:08}").into(),
        email: format!("sealing-{n}@example.invalid").into(),
        organisation: text(4),
        diet: text(5),
        note: text(6),
        future_contact: true,
        ..RegistrationInput::named(app.ids.uuid(), NAMES[0].1, Locale::Ky)
    }
}

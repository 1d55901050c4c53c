//! The four languages say the same things: same messages, same variables, every message used, every used key there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sabak::i18n::{Locale, catalogue};

/// Message → the variables it names.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in source.lines().filter(|l| !l.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((key, _)) = line.split_once('=')
        {
            key.trim().clone_into(&mut current);
            let twice = found.insert(current.clone(), BTreeSet::new());
            assert!(twice.is_none(), "{current} stands twice");
        }
        let variables = line
            .split('$')
            .skip(1)
            .map(|v| v.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-').collect::<String>());
        found.entry(current.clone()).or_default().extend(variables);
    }
    found.remove("");
    found
}

fn all(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    messages(&catalogue(locale).join("\n"))
}

fn sources(dir: &Path, text: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|e| e == "rs") {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn the_four_languages_have_the_same_messages_with_the_same_variables() {
    let english = all(Locale::En);
    assert!(english.len() > 200, "only {} messages", english.len());
    for locale in [Locale::Ky, Locale::Ru, Locale::Uz] {
        let theirs = all(locale);
        let missing: Vec<_> = english.keys().filter(|k| !theirs.contains_key(*k)).collect();
        let extra: Vec<_> = theirs.keys().filter(|k| !english.contains_key(*k)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{locale}: missing {missing:?}, extra {extra:?}");
        for (key, variables) in &english {
            assert_eq!(variables, &theirs[key], "{locale}: variables of {key}");
        }
    }
}

#[test]
fn every_message_is_valid_fluent() {
    for locale in Locale::ALL {
        for source in catalogue(locale) {
            let parsed = fluent_bundle::FluentResource::try_new(source.to_owned());
            let errors = parsed.err().map(|(_, errors)| errors);
            assert_eq!(errors, None, "{locale}: {}", source.lines().next().unwrap_or_default());
        }
    }
}

/// Keys stand as literals, or are made from a literal beginning: `format!("staff-role-{…}")`.
#[test]
fn every_key_in_the_sources_is_a_message_and_every_message_has_a_key() {
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let known = all(Locale::En);
    let domains = sabak::i18n::DOMAINS;
    let literals: BTreeSet<&str> = text
        .split('"')
        .filter(|s| domains.iter().any(|d| s.strip_prefix(d).is_some_and(|r| r.starts_with('-'))))
        .filter(|s| s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_{}.:".contains(c)))
        .collect();
    // `choices(l, "registration-age", …)` makes `registration-age-18_24`.
    let joined = |s: &str| {
        ["choices(l, ", "named("].iter().any(|made| text.contains(&format!("{made}\"{s}\"")))
            || text.contains(&format!("\"{s}-{{}}\""))
    };
    let beginnings: Vec<&str> = literals
        .iter()
        .filter(|s| s.contains('{') || s.ends_with('-') || joined(s))
        .map(|s| s.split('{').next().unwrap())
        .collect();
    let unused: Vec<_> = known
        .keys()
        .filter(|k| !literals.contains(k.as_str()) && !beginnings.iter().any(|b| k.starts_with(b)))
        .collect();
    assert_eq!(unused, Vec::<&String>::new(), "messages that nothing uses");
    // Class names share the prefixes; only what is handed to `t`, `ta` or `fail` is a key.
    let called = |s: &str| {
        ["t(\"", "ta(\"", "Conflict(\"", "BadRequest(\""].iter().any(|call| text.contains(&format!("{call}{s}\"")))
    };
    let missing: Vec<_> = literals
        .iter()
        .filter(|s| !s.contains('{') && !s.ends_with('-') && called(s) && !known.contains_key(**s))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new(), "keys that no language has");
}

#[test]
fn uzbek_uses_its_own_letters() {
    let text = catalogue(Locale::Uz).join("\n").to_lowercase();
    for wrong in ["o'", "g'", "o’", "g’", "o`", "g`", "oʼ", "gʼ"] {
        let line = text.lines().find(|l| l.contains(wrong));
        assert_eq!(line, None, "{wrong} where ʻ (U+02BB) belongs");
    }
}

#[test]
fn kyrgyz_and_russian_hold_no_latin_look_alikes() {
    for locale in [Locale::Ky, Locale::Ru] {
        for (line, text) in catalogue(locale).join("\n").lines().enumerate() {
            let value = text.split_once('=').map_or(text, |(_, v)| v);
            for word in value.split(|c: char| !c.is_alphabetic()) {
                let cyrillic = word.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
                let latin = word.chars().any(|c| c.is_ascii_alphabetic());
                assert!(!(cyrillic && latin), "{locale} line {line}: {word} mixes alphabets");
            }
        }
    }
}

/// The reason of each line that the sources write as it stands, with the action.
fn recorded_reasons(text: &str) -> Vec<(&str, &str)> {
    let calls = ["record(app, ", "record_of(app, ", "record(&app, ", "refused(&app, "];
    let bodies = calls.iter().flat_map(|call| text.split(call).skip(1)).map(|rest| rest.split(";\n").next().unwrap());
    let literals = bodies.map(|body| body.split('"').skip(1).step_by(2).collect::<Vec<_>>());
    literals.filter(|found| found.len() == 3).map(|found| (found[0], found[2])).collect()
}

/// What a set of codes has that can be the reason of this action.
#[track_caller]
fn reasons_known<'a>(action: &str, codes: impl IntoIterator<Item = &'a str>) {
    let unknown: Vec<_> = codes.into_iter().filter(|c| sabak::audit::codes::reason(action, c).is_none()).collect();
    assert!(unknown.is_empty(), "{action}: {unknown:?}: add them to REASONS in src/audit/codes.rs, and words");
}

/// And so with the reasons. Those that a use case puts together are looked at when it does, wherever assertions are on.
#[test]
fn every_reason_that_is_recorded_has_words() {
    use sabak::staff::model::Role;
    use sabak::testimonials::model::{Channel, DeclineReason, HoldReason, Tier};
    use sabak::{attendance, registration};
    let mut text = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    let recorded = recorded_reasons(&text);
    assert!(recorded.contains(&("testimonial.erase", "speaker")), "the scan finds them: {recorded:?}");
    for (action, reason) in recorded {
        reasons_known(action, reason.split_whitespace());
    }
    reasons_known("attendance.mark", attendance::model::Status::CHOICES.map(attendance::model::Status::code));
    for action in ["registration.create", "registration.withdraw", "walk_in.add"] {
        reasons_known(action, registration::model::State::ALL.iter().map(|s| s.code()));
    }
    reasons_known("consent.grant", registration::consent::Purpose::ALL.iter().map(|p| p.code()));
    for action in ["consent.grant", "consent.expire", "testimonial.give"] {
        reasons_known(action, Channel::CODES.iter().copied());
    }
    reasons_known("testimonial.decline", DeclineReason::CODES.iter().copied());
    reasons_known("hold.set", HoldReason::CODES.iter().copied());
    reasons_known("tier.raise", Tier::CODES.iter().copied());
    reasons_known("role.grant", ["all", "region:osh", "event:x"]);
    for action in ["role.grant", "role.revoke", "invite.make"] {
        reasons_known(action, Role::ALL.iter().map(|r| r.code()));
    }
    reasons_known("bulk.start", sabak::exchange::model::Act::CODES.iter().copied().filter(|c| *c != "export"));
    for action in ["registration.export", "import.start"] {
        reasons_known(action, ["0", "20000"]);
    }
    for action in ["rendition.edit", "registration.language"] {
        reasons_known(action, Locale::ALL.map(Locale::code));
    }
    assert_eq!(sabak::audit::codes::reason("hold.set", "moonlight"), None);
    let call = "record(app, &mut tx, by, \"hold.set\",\n    (\"event\", id), \"moonlight\").await?;\n";
    assert_eq!(recorded_reasons(call), [("hold.set", "moonlight")]);
}

/// What the history of actions says in a code, it can say in words.
#[test]
fn every_action_that_is_recorded_has_words() {
    use sabak::audit::codes::{ACTIONS, key};
    let mut text = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for domain in [
        "events",
        "questions",
        "needs",
        "registration",
        "attendance",
        "testimonials",
        "people",
        "staff",
        "retention",
        "exchange",
        "selection",
        "messages",
        "jobs",
    ] {
        sources(&root.join(domain), &mut text);
    }
    for file in ["audit/service/mod.rs", "audit/service/sealer.rs", "audit/service/checkpoint.rs"] {
        text.push_str(&fs::read_to_string(root.join(file)).unwrap());
    }
    let code = |s: &&str| {
        let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        s.split_once('.').is_some_and(|(object, act)| {
            word(object)
                && word(act)
                && !["example", "toml", "svg", "txt", "key", "db", "js", "html", "ics", "age", "plain"].contains(&act)
        })
    };
    let used: BTreeSet<&str> = text.split('"').filter(code).collect();
    let known: BTreeSet<&str> = ACTIONS.iter().copied().collect();
    assert!(used.len() > 40, "the scan finds them: {used:?}");
    let missing: Vec<_> = used.difference(&known).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "add them to src/audit/codes.rs, and words to locales/*/staff.ftl");
    let unused: Vec<_> = known.difference(&used).collect();
    assert_eq!(unused, Vec::<&&str>::new(), "actions that nothing records");
    for locale in Locale::ALL {
        let words = all(locale);
        for action in ACTIONS {
            assert!(
                words.contains_key(&format!("staff-audit-{}", key(action))),
                "{locale}: staff-audit-{}",
                key(action)
            );
        }
    }
}

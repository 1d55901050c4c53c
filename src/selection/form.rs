//! Criteria, points and overrides between raw strings and what they mean. Rules are numbered rows; a row that is empty is
//! none.

use super::model::{
    Criteria, Dimension, FLOOR_MAX, Kind, POINTS_MAX, Put, RULES_MAX, Reason, Rule, WAITING_MAX, WEIGHT_MAX,
};
use crate::form::FormState;
use crate::seal::Personal;

/// Characters of a reviewer's or a coordinator's reason.
pub const NOTE_MAX: usize = 500;
/// Empty rows that a form shows behind the others.
const SPARE: usize = 3;

/// The name of a field of the n-th rule.
#[must_use]
pub fn field(n: usize, part: &str) -> String {
    format!("r{n}_{part}")
}

const PARTS: [&str; 3] = ["kind", "what", "amount"];

/// Whether the form of the criteria has a field of this name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    if ["waiting", "version"].contains(&name) {
        return true;
    }
    let Some((n, part)) = name.strip_prefix('r').and_then(|rest| rest.split_once('_')) else { return false };
    PARTS.contains(&part) && n.parse().is_ok_and(|row: usize| row < RULES_MAX && n == row.to_string())
}

/// How many rows there are: those that say something, and a few more.
#[must_use]
pub fn rows(form: &FormState) -> usize {
    let said = |n: &usize| PARTS.iter().any(|part| !form.value(&field(*n, part)).is_empty());
    let last = (0..RULES_MAX).rev().find(said).map_or(0, |n| n + 1);
    (last + SPARE).min(RULES_MAX)
}

/// The rule that a row says, where it says a whole one and nothing is wrong with it.
#[must_use]
pub fn rule(form: &FormState, n: usize) -> Option<Rule> {
    if PARTS.iter().any(|part| form.error(&field(n, part)).is_some()) {
        return None;
    }
    let kind = Kind::parse(&form.value(&field(n, "kind")))?;
    let chosen = form.value(&field(n, "what"));
    let (dimension, value) = match kind {
        Kind::Each => (Dimension::Organisation, ""),
        _ => chosen.split_once(':').and_then(|(dimension, value)| Some((Dimension::parse(dimension)?, value)))?,
    };
    let amount = form.value(&field(n, "amount")).trim().parse().ok()?;
    Some(Rule { kind, dimension, value: value.to_owned(), amount })
}

/// A value as a choice: `region:osh`.
#[must_use]
pub fn what(dimension: Dimension, value: &str) -> String {
    format!("{}:{value}", dimension.code())
}

/// The form of what is stored.
#[must_use]
pub fn filled(criteria: &Criteria, version: &str) -> FormState {
    let mut form = FormState::default();
    for (n, rule) in criteria.rules.iter().enumerate() {
        form.set(&field(n, "kind"), rule.kind.code());
        if rule.kind != Kind::Each {
            form.set(&field(n, "what"), what(rule.dimension, &rule.value));
        }
        form.set(&field(n, "amount"), rule.amount.to_string());
    }
    form.set("waiting", criteria.waiting.map(|n| n.to_string()).unwrap_or_default());
    form.set("version", version);
    form
}

/// The criteria, or the form with what is wrong with it. `known` are the choices that the form offered.
///
/// # Errors
/// The form, with one error a field.
pub fn parse(mut form: FormState, known: &[String]) -> Result<Criteria, FormState> {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.code()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut rules = Vec::new();
    for n in 0..RULES_MAX {
        if PARTS.iter().all(|part| form.value(&field(n, part)).trim().is_empty()) {
            continue;
        }
        let kind = Kind::parse(form.choice(&field(n, "kind"), &kinds, true));
        let chosen = form.value(&field(n, "what"));
        let (dimension, value) = match kind {
            Some(Kind::Each) if chosen.is_empty() => (Some(Dimension::Organisation), ""),
            Some(Kind::Each) => {
                form.fail(&field(n, "what"), "selection-error-each");
                (None, "")
            }
            _ => {
                let chosen = form.choice(&field(n, "what"), &known, true);
                chosen.split_once(':').map_or((None, ""), |(dimension, value)| (Dimension::parse(dimension), value))
            }
        };
        let (least, most) = match kind {
            Some(Kind::Score) => (-WEIGHT_MAX, WEIGHT_MAX),
            Some(Kind::Cap) => (0, FLOOR_MAX),
            _ => (1, FLOOR_MAX),
        };
        let amount = form.number(&field(n, "amount"), least, most);
        if kind == Some(Kind::Score) && amount == 0 && form.error(&field(n, "amount")).is_none() {
            form.fail(&field(n, "amount"), "selection-error-zero");
        }
        if let (Some(kind), Some(dimension)) = (kind, dimension) {
            let rule = Rule { kind, dimension, value: value.to_owned(), amount };
            let twice = |r: &Rule| (r.kind, r.dimension, &r.value) == (kind, dimension, &rule.value);
            if rules.iter().any(twice) {
                form.fail(&field(n, "what"), "selection-error-twice");
            }
            rules.push(rule);
        }
    }
    let waiting = (!form.value("waiting").trim().is_empty()).then(|| form.number("waiting", 0, WAITING_MAX));
    if form.is_invalid() { Err(form) } else { Ok(Criteria { rules, waiting }) }
}

/// Points and why; nothing where the points were taken out of the form.
///
/// # Errors
/// The form, with one error a field.
pub fn parse_score(mut form: FormState) -> Result<Option<(i64, Personal)>, FormState> {
    if form.value("points").trim().is_empty() && form.value("score_note").trim().is_empty() {
        return Ok(None);
    }
    let points = form.number("points", -POINTS_MAX, POINTS_MAX);
    let note = form.text("score_note", NOTE_MAX, true);
    if form.is_invalid() { Err(form) } else { Ok(Some((points, note.into()))) }
}

/// A decision by hand and why; nothing where it is left to the criteria.
///
/// # Errors
/// The form, with one error a field.
pub fn parse_override(mut form: FormState) -> Result<Option<(Put, Personal)>, FormState> {
    let put = form.choice("put", &["criteria", "in", "out"], true);
    if put == "criteria" {
        return Ok(None);
    }
    let reasons: Vec<&str> = Reason::ALL.iter().map(|r| r.code()).collect();
    let reason = Reason::parse(form.choice("reason", &reasons, true));
    let note = form.text("override_note", NOTE_MAX, true);
    match reason {
        Some(reason) if !form.is_invalid() => {
            let put = if put == "in" { Put::In(reason) } else { Put::Out(reason) };
            Ok(Some((put, note.into())))
        }
        _ => Err(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> FormState {
        let mut form = FormState::default();
        for (name, value) in fields {
            form.set(name, *value);
        }
        form
    }

    fn known() -> Vec<String> {
        ["region:osh", "sex:female"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_stored_comes_back_as_it_was() {
        let each = Rule { kind: Kind::Each, dimension: Dimension::Organisation, value: String::new(), amount: 2 };
        let score = Rule { kind: Kind::Score, dimension: Dimension::Region, value: "osh".into(), amount: -7 };
        let criteria = Criteria { rules: vec![each, score], waiting: Some(0) };
        let filled = filled(&criteria, "v");
        assert!(filled.values.keys().all(|name| is_field(name)), "{filled:?}");
        assert_eq!(rows(&filled), 2 + SPARE);
        let said: Vec<_> = (0..rows(&filled)).filter_map(|n| rule(&filled, n)).collect();
        assert_eq!(said, criteria.rules);
        assert_eq!(parse(filled, &known()).unwrap(), criteria);
    }

    #[test]
    fn each_error_stands_at_its_field() {
        for (fields, field, key) in [
            (vec![("r0_amount", "3")], "r0_kind", "ui-error-choose"),
            (vec![("r0_kind", "floor"), ("r0_amount", "3")], "r0_what", "ui-error-choose"),
            (
                vec![("r0_kind", "floor"), ("r0_what", "region:atlantis"), ("r0_amount", "3")],
                "r0_what",
                "ui-error-choice",
            ),
            (vec![("r0_kind", "floor"), ("r0_what", "region:osh"), ("r0_amount", "0")], "r0_amount", "ui-error-number"),
            (
                vec![("r0_kind", "score"), ("r0_what", "region:osh"), ("r0_amount", "101")],
                "r0_amount",
                "ui-error-number",
            ),
            (
                vec![("r0_kind", "score"), ("r0_what", "region:osh"), ("r0_amount", "0")],
                "r0_amount",
                "selection-error-zero",
            ),
            (
                vec![("r0_kind", "each"), ("r0_what", "region:osh"), ("r0_amount", "1")],
                "r0_what",
                "selection-error-each",
            ),
            (vec![("waiting", "-1")], "waiting", "ui-error-number"),
        ] {
            let failed = parse(form(&fields), &known()).unwrap_err();
            assert_eq!(failed.error(field).map(|e| e.key.as_str()), Some(key), "{fields:?} {failed:?}");
        }
        let twice = [("r0_kind", "cap"), ("r0_what", "sex:female"), ("r0_amount", "1")];
        let again = [("r3_kind", "cap"), ("r3_what", "sex:female"), ("r3_amount", "2")];
        let failed = parse(form(&[twice, again].concat()), &known()).unwrap_err();
        assert_eq!(failed.error("r3_what").unwrap().key, "selection-error-twice");
    }

    #[test]
    fn there_are_as_many_rows_as_rules_may_be() {
        assert!(is_field(&field(RULES_MAX - 1, "kind")) && !is_field(&field(RULES_MAX, "kind")));
        for bad in ["r01_kind", "r_kind", "r0_size", "rx_kind", "kind", ""] {
            assert!(!is_field(bad), "{bad}");
        }
        let full: Vec<(String, String)> = (0..RULES_MAX).map(|n| (field(n, "amount"), "1".to_owned())).collect();
        let fields: Vec<(&str, &str)> = full.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(rows(&form(&fields)), RULES_MAX);
    }

    #[test]
    fn points_keep_to_their_bounds_and_say_why() {
        let at = |points: &str, note: &str| parse_score(form(&[("points", points), ("score_note", note)]));
        assert_eq!(at("-10", "себеп").unwrap().unwrap().0, -10);
        assert!(
            at("11", "себеп").is_err() && at("-11", "себеп").is_err() && at("3", "").is_err() && at("", "x").is_err()
        );
        assert!(at("", "").unwrap().is_none());
        assert!(at("1", &"ө".repeat(NOTE_MAX)).is_ok() && at("1", &"ө".repeat(NOTE_MAX + 1)).is_err());
    }

    #[test]
    fn an_override_says_why() {
        let put = |put: &str, reason: &str, note: &str| {
            parse_override(form(&[("put", put), ("reason", reason), ("override_note", note)]))
        };
        assert_eq!(put("in", "safety", "x").unwrap().unwrap().0, Put::In(Reason::Safety));
        assert!(put("criteria", "", "").unwrap().is_none());
        assert!(put("out", "", "x").is_err() && put("out", "safety", "").is_err() && put("", "safety", "x").is_err());
        assert!(put("in", "other", &"ө".repeat(NOTE_MAX + 1)).is_err());
    }
}

//! Every column of the schema, with its class, its rule and, where it is about a person, the word for what it holds.
//! `tests/suite/retention.rs` compares this with what the migrations make, on both engines.

use super::rules::Rule;

/// How much a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Anybody may read it, unless the event is in safe mode.
    Public,
    /// Of the machinery: ids, counters, digests, times of no meaning to others.
    Internal,
    /// About a person, and readable in the database, because it is counted or looked up by.
    Personal,
    /// About a person, and ciphertext.
    Sealed,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub table: &'static str,
    pub name: &'static str,
    pub class: Class,
    pub rule: Rule,
    /// `retention-what-…`: what it holds, in words; empty where it is not about a person.
    pub what: &'static str,
}

/// Columns of one table that are alike: names, class, rule, word.
type Group = (&'static str, &'static [&'static str], Class, Rule, &'static str);

/// `table { column, column: Class Rule "word"; … }`
macro_rules! groups {
    ($($table:ident { $($($name:ident),+ : $class:ident $rule:ident $($what:literal)?;)+ })+) => {
        &[$($((stringify!($table), &[$(stringify!($name)),+], Class::$class, Rule::$rule, groups!(@ $($what)?)),)+)+]
    };
    (@) => { "" };
    (@ $what:literal) => { $what };
}

/// All of them.
#[rustfmt::skip]
const GROUPS: &[Group] = groups! {
    region {
        code, position, name_ky, name_ru, name_uz, name_en: Public Content;
    }
    staff {
        id, created_at, disabled_at, passphrase_hash: Internal Account;
        email, name: Sealed Account "account";
        email_lookup, locale: Personal Account "account";
    }
    staff_grant {
        id, staff_id, role, scope_kind, scope_ref, granted_by, granted_at, revoked_at: Internal Account;
    }
    staff_invite {
        id, token_hash, role, scope_kind, scope_ref, invited_by, created_at, expires_at, used_at: Internal Invite;
        email: Sealed Invite "invite";
        email_lookup: Personal Invite "invite";
    }
    staff_session {
        token_hash, staff_id, expires_at, revoked_at, renew: Internal Session;
        created_at, last_seen_at, factor_at, proved_at: Personal Session "session";
    }
    staff_totp {
        staff_id, last_step, created_at: Internal Account;
        secret: Sealed Account "account";
    }
    staff_recovery_code {
        code_hash, staff_id, created_at: Internal Account;
    }
    staff_passkey {
        id, staff_id, credential_digest, counter, created_at: Internal Account;
        name, credential: Sealed Account "account";
        last_used_at: Personal Account "account";
    }
    staff_ceremony {
        id, staff_id, expires_at: Internal Session;
        state: Sealed Session "session";
    }
    staff_budget {
        bucket, tries, last_at, open_at: Internal Session;
    }
    budget {
        key_hash, taken: Personal Budget "tries";
        expires_at: Internal Budget;
    }
    flash {
        id_hash, expires_at: Internal Flash;
        payload: Sealed Flash "form";
    }
    epoch {
        name, value: Internal Machinery;
    }
    job {
        id, kind, lane, dedupe_key, attempts, locked_by, locked_until, last_error, done_at, failed_at, created_at: Internal Job;
        run_at: Internal Job;
        payload: Personal Job "mail";
    }
    message {
        id, registration_id, event_id, about, until_at, touched_at, tries, tried_at, locked_by, locked_until, ended_at,
        created_at: Internal Job;
        kind, channel, due_at, outcome, reason: Personal Job "mail";
    }
    audit {
        id, action, object_kind, reason, outcome, digest: Internal Audit;
        at, actor_kind, actor_id, object_id: Personal Audit "history";
    }
    audit_open {
        entry: Internal Audit;
    }
    audit_batch {
        number, previous, root, entries, total, first_entry, last_entry, at, fence, hash: Internal Audit;
    }
    audit_link {
        entry, batch, position: Internal Audit;
    }
    audit_checkpoint {
        id, batch, hash, total, at, signature: Internal Audit;
    }
    audit_lease {
        name, holder, until, fence: Internal Machinery;
    }
    data_key {
        subject_id, subject_kind, version, ring_version, wrapped, created_at: Internal Person;
    }
    tombstone {
        subject_id, subject_kind, rule, erased_at: Internal Tombstone;
    }
    event {
        id, slug, kind, state, region, time_zone, main_locale, languages, interpreted, covers_travel, covers_meals,
        covers_lodging, covers_childcare, step_free, safe_mode, starts_at, ends_at, listed_at, registration_opens_at,
        registration_closes_at, admission, answers_until, published_at, cancelled_at: Public Content;
        offer_hours, series_id, version, created_by, created_at, updated_at: Internal Content;
    }
    event_text {
        event_id, locale, title, summary, description, audience, cancel_reason: Public Content;
        venue: Internal Content;
    }
    event_session {
        id, event_id, starts_at, ends_at: Public Content;
    }
    session_text {
        session_id, locale, title: Public Content;
    }
    pool {
        id, event_id, name, size, taken, next_waiting, position, slot, falls_back, opens_at, label: Internal Machinery;
    }
    party {
        id, event_id, together, created_at: Internal Attendance;
    }
    passed_over {
        registration_id, pool_id, reason, times, first_at, last_at: Internal Attendance;
    }
    person {
        id, created_at, part_of: Internal Attendance;
        full_name, call_name: Sealed Person "name";
        locale: Personal Person "language";
    }
    name_index {
        person_id, version: Internal Person;
        tokens, pairs: Personal Person "name";
    }
    name_token {
        person_id: Internal Person;
        token: Personal Person "name";
    }
    name_pair {
        person_id: Internal Person;
        token: Personal Person "name";
    }
    name_due {
        person_id: Internal Person;
    }
    person_apart {
        one_id, other_id, said_by, at: Internal Person;
    }
    person_merge {
        id, survivor_id, merged_id, held_by, merged_by, at, undone_by, undone_at: Internal Attendance;
        record: Sealed Merge "name";
    }
    contact {
        id, person_id, kind, claimed: Internal Person;
        value: Sealed Person "contact";
        lookup: Personal Person "contact";
    }
    registration {
        id, event_id, person_id, pool_id, party_id, reach, source, submission_id, link_version, holds_place, waiting_no,
        offer_expires_at, created_at, changed_at, version: Internal Attendance;
        link_hash: Internal Attendance;
        state: Personal Attendance "standing";
        short_code: Personal Person "code";
        locale: Personal Person "language";
        phone, email: Sealed Person "contact";
        email_lookup: Personal Person "contact";
        channel: Personal Person "channel";
        age_band: Personal Person "age";
        sex: Personal Person "sex";
        home_region: Personal Person "region";
        organisation: Sealed Person "organisation";
        needs_interpreter, needs_step_free, needs_childcare, needs_travel, needs_lodging: Personal Needs "needs";
        diet: Sealed Needs "diet";
        note: Sealed Needs "note";
    }
    question {
        id, event_id, position, kind, required, shown_if, shown_if_value, seen_by, keep_days, number_min, number_max,
        retired_at: Public Content;
        next_option, version: Internal Content;
    }
    question_text {
        question_id, locale, label, help: Public Content;
    }
    question_option {
        question_id, number, position, retired_at: Public Content;
    }
    option_text {
        question_id, number, locale, label: Public Content;
    }
    answer {
        registration_id, question_id, changed_at: Internal Answers;
        value: Sealed Answers "answers";
    }
    need_task {
        registration_id, decided_by: Internal Needs;
        kind, state, decided_at: Personal Needs "needs";
        note: Sealed Needs "arrangement";
    }
    consent {
        id, person_id, registration_id, testimonial_id, openness, text_hash, asked_by: Internal Consent;
        purpose, channel, attribution, act, text_version, locale, evidence, at: Personal Consent "agreement";
    }
    mark {
        id, event_id, session_id, registration_id, source, device, seq, received_at, clock_offset_ms, supersedes,
        marked_by: Internal Attendance;
        status, observed_at: Personal Attendance "attendance";
        reason: Sealed Person "reason";
    }
    headcount {
        id, session_id, people, counted_by, observed_at: Internal Figures;
    }
    testimonial {
        id, event_id, person_id, registration_id, submission_id, tier, captured_by, stage, created_at, version,
        pseudonym_lookup, salt, gone: Internal Testimonial;
        locale: Personal Testimonial "language";
        headline, body: Sealed Testimonial "testimonial";
        pseudonym: Sealed Testimonial "pseudonym";
    }
    rendition {
        sha256, testimonial_id, locale, revision, attribution, openness, edited_by, created_at,
        name_lookup: Internal Testimonial;
        headline, quote, narrative, content_note, attribution_line: Sealed Testimonial "rendition";
    }
    approval {
        rendition_sha256, edited_by, approved_by, at: Internal Testimonial;
    }
    hold {
        id, testimonial_id, reason, set_by, set_at, lifted_by, lifted_at: Internal Testimonial;
        note: Sealed Testimonial "review";
    }
    selection_rule {
        event_id, position, kind, dimension, value, amount: Internal Content;
    }
    selection_score {
        registration_id, given_by, given_at: Internal Unanswered;
        points: Personal Unanswered "selection";
        note: Sealed Unanswered "selection";
    }
    selection_override {
        registration_id, put_by, put_at: Internal Unanswered;
        put, reason: Personal Unanswered "selection";
        note: Sealed Unanswered "selection";
    }
    selection_draw {
        event_id, seed, salt, drawn_by, drawn_at: Internal Content;
    }
    selection_publication {
        event_id, sha256, places, waiting, declined, published_by, published_at: Internal Attendance;
        document: Sealed Attendance "standing";
    }
    selection_entry {
        event_id, application, registration_id: Internal Attendance;
    }
    retention_run {
        id, rule, night, at, found, removed, outcome: Internal Machinery;
    }
    figure {
        event_id, dimension, value, registered, attended, frozen_at: Internal Figures;
    }
    decline {
        id, testimonial_id, reason, declined_by, at: Internal Declined;
        note: Sealed Declined "review";
    }
    saved_view {
        id, event_id, staff_id, filter, shared, created_at: Internal Account;
        name: Sealed Account "view";
    }
    bulk_run {
        id, event_id, staff_id, act, param, stage, total, created_at, started_at, finished_at: Internal Exchange;
    }
    bulk_row {
        run_id, position, registration_id, outcome, reason: Internal Exchange;
    }
    import {
        id, event_id, staff_id, stage, salt, settings, total, columns, next_part, created_at, finished_at: Internal Exchange;
    }
    import_part {
        import_id, number: Internal Exchange;
        cells: Sealed Exchange "sheet";
    }
    import_row {
        import_id, number, outcome, reason, registration_id: Internal Exchange;
    }
};

/// Every column.
pub fn columns() -> impl Iterator<Item = Column> {
    GROUPS.iter().flat_map(|(table, names, class, rule, what)| {
        names.iter().map(|name| Column { table, name, class: *class, rule: *rule, what })
    })
}

/// What the columns under a rule hold about a person, each word once, in the order of the schema.
#[must_use]
pub fn words(rule: Rule) -> Vec<&'static str> {
    let mut words = Vec::new();
    for column in columns().filter(|c| c.rule == rule && !c.what.is_empty()) {
        if !words.contains(&column.what) {
            words.push(column.what);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Class, columns};

    #[test]
    fn no_column_stands_twice() {
        let names: BTreeSet<_> = columns().map(|c| (c.table, c.name)).collect();
        assert_eq!(names.len(), columns().count());
    }

    /// What is about a person has a word for the privacy page, and nothing else has.
    #[test]
    fn what_is_about_a_person_is_told() {
        for column in columns() {
            let about = matches!(column.class, Class::Personal | Class::Sealed);
            assert_eq!(about, !column.what.is_empty(), "{}.{}", column.table, column.name);
            assert!(!about || column.rule.is_for_participants() || column.rule.is_for_staff(), "{column:?}");
        }
    }
}

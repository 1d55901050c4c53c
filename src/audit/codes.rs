//! The codes that lines are made of. Each has words in all four languages (`staff-audit-…`, `audit-kind-…`); a test holds
//! the list against the sources.

use crate::i18n::Locale;

/// What can be done or refused, also by [`crate::staff::model::Action`]'s names.
pub const ACTIONS: &[&str] = &[
    "attendance.correct",
    "attendance.count",
    "attendance.mark",
    "attendance.undo",
    "audit.see",
    "audit.verify",
    "backup.restore",
    "bulk.cancel",
    "bulk.start",
    "consent.expire",
    "consent.grant",
    "consent.narrow",
    "consent.withdraw",
    "event.archive",
    "event.cancel",
    "event.complete",
    "event.create",
    "event.edit",
    "event.places",
    "event.publish",
    "event.see",
    "hold.lift",
    "hold.set",
    "import.cancel",
    "import.start",
    "invite.make",
    "invite.use",
    "invite.void",
    "message.done",
    "message.skip",
    "message.unreached",
    "need.arrange",
    "need.refuse",
    "need.reopen",
    "needs.edit",
    "needs.see",
    "passphrase.change",
    "passphrase.refuse",
    "person.apart",
    "person.erase",
    "question.add",
    "question.edit",
    "question.move",
    "question.retire",
    "person.merge",
    "person.search",
    "person.see",
    "person.undo",
    "registration.accept",
    "registration.apart",
    "registration.channel",
    "registration.confirm",
    "registration.create",
    "registration.decline",
    "registration.edit",
    "registration.erase",
    "registration.export",
    "registration.language",
    "registration.lapse",
    "registration.link",
    "registration.offer",
    "registration.refuse",
    "registration.restore",
    "registration.see",
    "registration.select",
    "registration.withdraw",
    "rendition.approve",
    "rendition.edit",
    "retention.run",
    "retention.see",
    "retention.stop",
    "role.grant",
    "role.revoke",
    "roster.see",
    "selection.criteria",
    "selection.draw",
    "selection.edit",
    "selection.override",
    "selection.proof",
    "selection.publish",
    "selection.score",
    "selection.see",
    "selection.verify",
    "session.end",
    "session.refuse",
    "session.revoke",
    "session.revoke_others",
    "factor.accept",
    "factor.refuse",
    "factor.add",
    "factor.remove",
    "factor.codes",
    "session.start",
    "staff.create",
    "staff.disable",
    "staff.enable",
    "staff.language",
    "team.invite",
    "team.see",
    "testimonial.decline",
    "testimonial.erase",
    "testimonial.give",
    "testimonial.queue",
    "testimonial.unseal",
    "testimonial.withdraw",
    "tier.lower",
    "tier.raise",
    "walk_in.add",
];

/// What is acted on.
pub const KINDS: &[&str] = &[
    "event",
    "session",
    "registration",
    "person",
    "testimonial",
    "staff",
    "invite",
    "batch",
    "backup",
    "address",
    "rule",
];

/// Why or how something was done: for the actions that begin so, the beginning of the words' keys, and the codes.
pub const REASONS: &[(&str, &str, &[&str])] = &[
    ("attendance.", "attendance-status-", &["present", "late", "left_early", "excused", "absent"]),
    ("registration.", REGISTRATION, STATES),
    ("registration.channel", "messages-channel-", &["email", "by_hand", "none"]),
    ("message.skip", "messages-skip-", &["told_before", "wrong_number", "asked_not", "no_contact", "other"]),
    ("walk_in.", REGISTRATION, STATES),
    ("need.", "registration-need-", &["interpreter", "diet", "step_free", "childcare", "travel", "lodging"]),
    ("consent.", "registration-purpose-", &["participation", "future_contact", "photos"]),
    ("consent.", CHANNEL, CHANNELS),
    ("testimonial.give", CHANNEL, CHANNELS),
    (
        "testimonial.decline",
        "testimonials-decline-",
        &["off_topic", "unsafe", "names_others", "not_own_words", "duplicate", "other"],
    ),
    ("hold.", "testimonials-hold-", &["safety", "legal", "consent_doubt", "accuracy", "declined", "other"]),
    ("tier.", "testimonials-tier-", &["R0", "R1", "R2"]),
    ("role.", ROLE, ROLES),
    ("role.", "staff-scope-", &["all", "event"]),
    ("invite.", ROLE, ROLES),
    ("audit.verify", "audit-reason-", &["sound", "faults"]),
    ("selection.override", "selection-reason-", &["experience", "needed", "safety", "interest", "mistake", "other"]),
    ("factor.", "audit-reason-", &["app", "passkey", "copied", "recovery", "passphrase"]),
    ("testimonial.erase", "audit-reason-", &["speaker"]),
    ("testimonial.erase", "retention-rule-", &["declined"]),
    ("person.erase", "audit-reason-", &["asked", "staff"]),
    ("person.erase", "retention-rule-", &["unanswered", "person"]),
    ("registration.erase", "audit-reason-", &["asked", "staff"]),
    ("bulk.", "exchange-act-", &["confirm", "offer", "decline", "withdraw", "link", "by_hand", "language", "needs"]),
    ("", "audit-reason-", &["forbidden", "outside"]),
];

const REGISTRATION: &str = "registration-state-";
const STATES: &[&str] = &["received", "confirmed", "waitlisted", "offered", "declined", "withdrawn", "expired"];
const CHANNEL: &str = "testimonials-channel-";
const CHANNELS: &[&str] = &["site", "feeds", "print", "press"];
const ROLE: &str = "staff-role-";
const ROLES: &[&str] = &["facilitator", "moderator", "coordinator", "administrator", "auditor"];

/// One code of a line's reason, which holds several with spaces between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// The beginning of the words' key, and the code.
    Words(&'static str, &'a str),
    /// A language.
    Language(Locale),
    /// The code of a region.
    Region(&'a str),
    /// How many: found by a rule of retention, taken out, read in.
    Count(&'a str),
}

/// What a code of the reason of this action means; nothing for one that is not known.
#[must_use]
pub fn reason<'a>(action: &str, code: &'a str) -> Option<Reason<'a>> {
    if let Ok(language) = code.parse() {
        return Some(Reason::Language(language));
    }
    let counts = action.starts_with("retention.") || action.starts_with("import.") || action == "registration.export";
    if counts && code.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Reason::Count(code));
    }
    let (kind, of) = code.split_once(':').unwrap_or((code, ""));
    if action.starts_with("role.") && kind == "region" {
        return Some(Reason::Region(of));
    }
    let fits = |(actions, _, codes): &&(&str, &str, &[&str])| action.starts_with(actions) && codes.contains(&kind);
    REASONS.iter().find(fits).map(|(_, prefix, _)| Reason::Words(prefix, kind))
}

/// The part of a message's key that a code gives.
#[must_use]
pub fn key(code: &str) -> String {
    code.replace(['.', '_'], "-")
}

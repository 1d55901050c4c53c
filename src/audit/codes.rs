//! The codes that lines are made of. Each has words in all four languages (`staff-audit-…`, `audit-kind-…`); a test holds
//! the list against the sources.

/// What can be done or refused, also by [`crate::staff::model::Action`]'s names.
pub const ACTIONS: &[&str] = &[
    "attendance.correct",
    "attendance.count",
    "attendance.mark",
    "attendance.undo",
    "audit.see",
    "audit.verify",
    "backup.restore",
    "consent.expire",
    "consent.grant",
    "consent.narrow",
    "consent.withdraw",
    "event.cancel",
    "event.complete",
    "event.create",
    "event.edit",
    "event.publish",
    "event.see",
    "hold.lift",
    "hold.set",
    "invite.make",
    "invite.use",
    "invite.void",
    "passphrase.change",
    "passphrase.refuse",
    "registration.accept",
    "registration.create",
    "registration.decline",
    "registration.edit",
    "registration.language",
    "registration.lapse",
    "registration.link",
    "registration.offer",
    "registration.see",
    "registration.withdraw",
    "rendition.approve",
    "rendition.edit",
    "role.grant",
    "role.revoke",
    "roster.see",
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
pub const KINDS: &[&str] =
    &["event", "session", "registration", "person", "testimonial", "staff", "invite", "batch", "backup", "address"];

/// The part of a message's key that a code gives.
#[must_use]
pub fn key(code: &str) -> String {
    code.replace(['.', '_'], "-")
}

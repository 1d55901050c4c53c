//! What says that something was erased: ids and codes, never what it was.

use uuid::Uuid;

use crate::clock::Instant;

/// The trace of an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// `person`, `registration`, `testimonial`, `staff` or `invite`.
    pub kind: String,
    pub id: Uuid,
    /// A code of a rule, or `asked`, `speaker`, `staff`.
    pub rule: String,
    pub at: Instant,
}

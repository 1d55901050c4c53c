//! Why somebody's registration is left as it is when staff mean to change many at once; and what of that can be told from
//! how it stands.

use super::State;
use crate::messages::model::Channel;

/// Why a row was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Where it stands knows nothing of the kind.
    State,
    /// Somebody was quicker, or a deadline has passed.
    Late,
    /// The training is over, or does not take place.
    Closed,
    /// There is no address to write to.
    NoAddress,
    /// There is no number to call.
    NoPhone,
    /// They asked not to be told anything.
    AskedNot,
    /// It was so before.
    Already,
    /// It was erased meanwhile.
    Gone,
    /// A selection decides about them, and is not published yet.
    Selection,
    /// No place is free that they may take.
    Full,
    /// A place is free, and somebody else comes before them.
    Turn,
    /// They wait for places together with others, and there are not enough for all of them.
    Together,
    /// They need nothing of the kind.
    NoNeed,
}

impl Why {
    pub const ALL: [Self; 13] = [
        Self::State,
        Self::Late,
        Self::Closed,
        Self::NoAddress,
        Self::NoPhone,
        Self::AskedNot,
        Self::Already,
        Self::Gone,
        Self::Selection,
        Self::Full,
        Self::Turn,
        Self::Together,
        Self::NoNeed,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Late => "late",
            Self::Closed => "closed",
            Self::NoAddress => "no_address",
            Self::NoPhone => "no_phone",
            Self::AskedNot => "asked_not",
            Self::Already => "already",
            Self::Gone => "gone",
            Self::Selection => "selection",
            Self::Full => "full",
            Self::Turn => "turn",
            Self::Together => "together",
            Self::NoNeed => "no_need",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }
}

/// How a registration stands, without anything that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    pub state: State,
    /// Of who waits.
    pub waiting_no: Option<i64>,
    /// By which way they are told.
    pub channel: Channel,
    pub has_email: bool,
    pub has_phone: bool,
}

/// Why nobody in this state is given a place by staff, if so. Who gave theirs up comes back by themselves.
#[must_use]
pub const fn against_confirming(state: State) -> Option<Why> {
    match state {
        State::Waitlisted | State::Offered | State::Declined | State::Expired => None,
        State::Confirmed => Some(Why::Already),
        State::Received => Some(Why::Selection),
        State::Withdrawn => Some(Why::State),
    }
}

/// Why nobody in this state is offered a place, if so.
#[must_use]
pub const fn against_offering(state: State) -> Option<Why> {
    match state {
        State::Waitlisted => None,
        State::Offered => Some(Why::Already),
        State::Received => Some(Why::Selection),
        State::Confirmed | State::Declined | State::Withdrawn | State::Expired => Some(Why::State),
    }
}

/// Why nobody in this state is told that they get no place, if so.
#[must_use]
pub const fn against_declining(state: State) -> Option<Why> {
    match state {
        State::Received | State::Waitlisted => None,
        State::Declined => Some(Why::Already),
        State::Confirmed | State::Offered | State::Withdrawn | State::Expired => Some(Why::State),
    }
}

/// Why nobody in this state is written their link once more, if so.
#[must_use]
pub const fn against_link(state: State, has_email: bool) -> Option<Why> {
    match (state.may_withdraw(), has_email) {
        (false, _) => Some(Why::State),
        (true, false) => Some(Why::NoAddress),
        (true, true) => None,
    }
}

/// Why nobody who is told by this way is moved to the call list, if so.
#[must_use]
pub const fn against_by_hand(channel: Channel, has_phone: bool) -> Option<Why> {
    match channel {
        Channel::ByHand => Some(Why::Already),
        Channel::Nothing => Some(Why::AskedNot),
        Channel::Email if has_phone => None,
        Channel::Email => Some(Why::NoPhone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for why in Why::ALL {
            assert_eq!(Why::parse(why.code()), Some(why));
        }
        assert_eq!(Why::parse("moon"), None);
    }

    #[test]
    fn nobody_is_brought_where_their_state_does_not_lead() {
        for state in State::ALL {
            for (against, to) in [
                (against_confirming(state), State::Confirmed),
                (against_offering(state), State::Offered),
                (against_declining(state), State::Declined),
            ] {
                assert!(against.is_some() || state.may_become(to), "{state} to {to}");
                assert_eq!(against == Some(Why::Already), state == to, "{state} to {to}");
            }
        }
        assert_eq!(against_confirming(State::Withdrawn), Some(Why::State));
        assert_eq!(against_offering(State::Expired), Some(Why::State), "they come back by themselves");
    }

    #[test]
    fn a_link_is_written_to_who_has_an_address_and_a_place_or_waits_for_one() {
        for state in State::ALL {
            let against = if state.may_withdraw() { None } else { Some(Why::State) };
            assert_eq!(against_link(state, true), against, "{state}");
            assert_eq!(against_link(state, false), against.or(Some(Why::NoAddress)), "{state}");
        }
    }

    #[test]
    fn whoever_can_be_called_and_did_not_ask_for_silence_is_called() {
        assert_eq!(against_by_hand(Channel::Email, true), None);
        assert_eq!(against_by_hand(Channel::Email, false), Some(Why::NoPhone));
        for phone in [true, false] {
            assert_eq!(against_by_hand(Channel::Nothing, phone), Some(Why::AskedNot));
            assert_eq!(against_by_hand(Channel::ByHand, phone), Some(Why::Already));
        }
    }
}

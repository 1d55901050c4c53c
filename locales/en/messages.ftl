# What participants are told, the call list, and the way by which somebody is reached.

messages-title = Messages to pass on
messages-lead = For people who are reached by hand, and for mails that did not arrive. Call, or send the text from your phone; then note what came of it. Whoever has waited longest comes first.
messages-empty = Nobody is waiting for a message
messages-empty-help = When there is something to tell somebody by hand, it appears here.
messages-count = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
messages-all-of-event = All messages of this training: { $n }
messages-all-events = All trainings
messages-rules-link = Which messages are sent, and when
messages-hours = Please call between 09:00 and 20:00 where they live.
messages-col-name = Who
messages-col-kind = What
messages-col-language = In which language
messages-col-contact = Contact
messages-col-due = Waiting since
messages-col-tries = Tries
messages-tries = { $n ->
    [one] { $n } try without an answer, { $when }
   *[other] { $n } tries without an answer, the last { $when }
}
messages-no-contact = no number and no address
messages-no-name = without a name
messages-said-done = Noted: they were told.
messages-said-unreached = Noted: not reached. The message stays on the list.
messages-said-skipped = Noted: nobody will tell them.
messages-said-gone = This message is no longer on the list: it has been passed on, or it is out of date.

messages-item-title = Message for { $name }
messages-item-until = Useful until
messages-item-text = Send a text
messages-item-copy = The text, to copy
messages-item-care = The link opens their registration. Send it only to this person, and delete it from your phone afterwards.
messages-item-call = Call
messages-item-script = What to say
messages-item-script-care = Make sure who is on the phone before you say what it is about. Leave nothing on an answering machine.
messages-item-outcome = What came of it
messages-item-done = They have been told
messages-item-unreached = Could not reach them
messages-item-skip = Do not tell them
messages-item-skip-reason = Why
messages-item-to-registration = Their registration
messages-item-failed = The mail did not go out
messages-skip-told_before = They know it already
messages-skip-wrong_number = Wrong number
messages-skip-asked_not = They asked not to be called
messages-skip-no_contact = There is no way to reach them
messages-skip-other = Another reason
messages-failed-smtp_refused = the mail server refused the address
messages-failed-address = the address is not valid
messages-failed-other = many tries failed

messages-kind-received = application received
messages-kind-confirmed = place confirmed
messages-kind-waitlisted = on the waiting list
messages-kind-offered = a place is offered
messages-kind-offer_lapsed = the offer has lapsed
messages-kind-declined = not selected
messages-kind-withdrawn = registration withdrawn
messages-kind-link_again = private link once more
messages-kind-event_changed = the training has changed
messages-kind-reminder_week = reminder, 7 days before
messages-kind-reminder_day = reminder, 1 day before
messages-kind-event_cancelled = the training does not take place

messages-channel = Messages
messages-channel-email = By e-mail
messages-channel-by_hand = By hand: we call or send a text
messages-channel-none = Not at all
messages-channel-email-hint = Goes to the address given with this registration.
messages-channel-by_hand-hint = We call the number given with this registration, or send a text there.
messages-channel-none-hint = Nothing is sent. Everything is on the page that the private link opens.
messages-channel-save = Save
messages-channel-saved = Saved. From now on messages go this way.
messages-channel-nothing = This person does not want to be contacted. Nothing is sent to them.
messages-channel-title = How we reach them
messages-channel-mine = How we reach you
messages-told-title = What they were told
messages-told-empty = Nothing yet.
messages-told-when = When
messages-told-what = What
messages-told-how = How
messages-told-state = State
messages-outcome-mailed = sent
messages-outcome-told = told
messages-outcome-skipped = not told
messages-outcome-waits = waits

messages-rules-title = Which messages are sent, and when
messages-rules-lead = Each message is checked once more before it is sent. It is not sent if the state has changed, if it is no longer useful, if the person’s data was erased, or if the person does not want to be contacted.
messages-rules-kind = Message
messages-rules-when = Written when
messages-rules-states = In which state
messages-rules-due = Sent
messages-rules-until = Useful until
messages-when-state = the registration enters this state
messages-when-asked = somebody asks for their link or registers twice
messages-when-event_changed = times or place of the training change
messages-when-event_cancelled = the training is cancelled
messages-when-place = the place is confirmed; it moves with the training
messages-due-at_once = at once
messages-due-quiet = after { $n } minutes without another edit
messages-due-day = 1 day before the first session, between 09:00 and 20:00
messages-due-week = 7 days before the first session, between 09:00 and 20:00
messages-until-over = the end of the training
messages-until-begun = the start of the training
messages-until-deadline = the deadline of the offer
messages-until-next_reminder = the next reminder

messages-today =
    { $n ->
        [one] message to pass on by hand
       *[other] messages to pass on by hand
    }
messages-today-since = The oldest came { $when }

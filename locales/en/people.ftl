# Finding people, and what is known of one.

people-title = People
people-one-title = A person
people-search = Name, phone or e-mail
people-search-hint = A few letters of each name are enough, in any order and spelling: айгүл бек, Aigul Bek. A phone number or an address must be complete.
people-error-short = Write at least two letters of a name, or a complete phone number or e-mail address.
people-found = { $n ->
    [one] Found: { $n } person
   *[other] Found: { $n } people
}
people-more = There may be more than the { $n } shown here. Narrow your search: add another name, or more letters.
people-none = Nobody was found
people-none-help = You see people who registered for a training in your region or for one of yours. Try fewer letters, or another spelling.
people-similar = similar
people-col-name = Name
people-col-call-name = Addressed as
people-col-contact = Contact
people-col-training = Training
people-col-when = When
people-col-region = Region
people-col-state = State
people-col-came = Came
people-language = Language
people-since = Known since
people-history = All trainings of this person
people-trainings = Trainings
people-trainings-none = No trainings
people-hidden = { $n ->
    [one] { $n } more training lies outside what you may see.
   *[other] { $n } more trainings lie outside what you may see.
}
people-came = { $n } of { $all } sessions
people-twin = second registration
people-agreements = Agreements
people-agreements-none = No agreements
people-agreed = given, { $when }
people-taken-back = taken back, { $when }

people-duplicates = Possible duplicates
people-duplicates-lead = People with the same name who have something else in common. Look before you decide: many people share a name.
people-duplicates-none = No possible duplicates here
people-compare = Compare
people-apart = Not the same person
people-apart-done = Noted: these are two different people.
people-reasons = In common
people-reasons-against = but
people-reason-name = same name
people-reason-phone = phone numbers differ in one digit
people-reason-email = similar e-mail addresses
people-reason-organisation = same organisation
people-reason-region = same region
people-reason-age = same age group
people-reason-training = registered for the same training
people-reason-other-age = different age groups
people-reason-other-sex = different sex
people-likely = May be the same person
people-merges = Merged
people-merged = The two are one person now.
people-merged-at = Somebody was merged into this person, { $when }.
people-undone = They are two people again, as they were.
people-undone-added = What was added since stays here.
people-undone-contacts = { $n ->
    [one] { $n } contact belongs to somebody else by now and stays there.
   *[other] { $n } contacts belong to somebody else by now and stay there.
}
people-undone-places = { $n ->
    [one] { $n } registration now waits at the end of the waiting list, or stays withdrawn: its place has gone to others.
   *[other] { $n } registrations now wait at the end of the waiting list, or stay withdrawn: their places have gone to others.
}
people-undo = Undo the merge
people-undo-until = possible until { $when }
people-undo-late = This merge can no longer be undone.
people-undo-later-first = Undo the later merge of this person first.
people-merge = Merge
people-merge-title = Are they one person?
people-merge-lead = Choose what stays. All registrations, agreements, marks and testimonials go to the person who remains.
people-merge-survivor = Remains
people-merge-merged = Is merged into it
people-merge-swap = Keep the other one instead
people-merge-full-name = Full name
people-merge-call-name = How to address them
people-merge-locale = Language
people-merge-contacts = Contacts that stay
people-merge-contacts-hint = Those you leave out are removed.
people-merge-twin = Two registrations for “{ $event }”: which one stays?
people-merge-twin-hint = The other one is withdrawn, and its place goes to the next person.
people-merge-twin-over = The training is over: the other one stays as it was, marked as a second registration.
people-merge-undo-hint = You can undo this for 30 days.
people-merge-no = They are two people
people-merge-outside = One of them registered for a training outside what you may see. Somebody who coordinates both must merge them.
people-merge-gone = One of the two was merged with somebody else or erased in the meantime.
people-merge-changed = Something has changed in the meantime. Please look again and choose.

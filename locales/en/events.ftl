# Trainings: list, page, home, the pages of the staff.

events-title = Trainings
events-list-description = Coming trainings: when, where, in which language, how many places and how to register.
events-training = Training
events-kind = Kind of event
events-kind-tot = Training of trainers (TOT)
events-kind-training = Training
events-kind-focus-group = Focus group
events-kind-screening = Film screening
events-kind-campaign = Campaign
events-state = State
events-state-draft = Draft
events-state-published = Published
events-state-completed = Took place
events-state-archived = Archived
events-state-cancelled = Cancelled
events-window-draft = Draft
events-window-not-yet = Registration not open yet
events-window-waiting-list = Waiting list open
events-window-closed = Registration closed
events-window-over = Over
events-window-cancelled = Cancelled
events-places = Places
events-places-left = { $n ->
    [one] { $n } place left
   *[other] { $n } places left
}
events-places-chosen = { $n ->
    [one] { $n } place, by application
   *[other] { $n } places, by application
}
events-places-left-of = { $n } of { $all } free
events-places-group = { $group } — { $all }
events-places-group-left = { $group } — { $n } of { $all } free
events-taken-of = { $taken } of { $size } taken
events-waiting = { $n ->
    [0] No place left, the waiting list is open
    [one] { $n } person on the waiting list
   *[other] { $n } people on the waiting list
}
events-applications-close = applications close { $when }
events-closes = registration closes { $when }
events-opens = registration opens { $when }

events-filters = Find a training
events-region = Region
events-language = Language
events-filter-all-regions = All regions
events-filter-month = Month
events-filter-all-months = All months
events-filter-all-languages = All languages
events-filter-show = Show
events-chip-coming = Coming
events-chip-open = Open for registration
events-chip-past = Past
events-none = No training is announced at the moment.
events-none-help = Come back a little later: new trainings are announced here.
events-none-found = No training like that was found.
events-show-all = Show all trainings
events-from-start = To the start of the list
events-next = Next

events-cancelled-title = This training is cancelled.
events-cancelled-help = If you had registered, there is nothing you need to do. Other trainings are in the list.
events-in-other-language = This text is not there yet in the language you chose. It is shown in: { $language }.
events-facts = At a glance
events-when = When
events-where = Where
events-interpreted = Interpreted into
events-covers = We pay for
events-covers-travel = travel
events-covers-meals = meals
events-covers-lodging = lodging
events-covers-childcare = childcare
events-covers-nothing = Costs are not covered
events-access = Access
events-step-free-yes = Step-free entrance
events-safe-place = The exact address is given only with a confirmed registration.
events-safe-time = The exact day and time are given only with a confirmed registration.
events-registration-opens = Registration opens
events-deadline = Register by
events-add-to-calendar = Add to calendar
events-about-event = About the training
events-audience = Who it is for
events-sessions = Sessions
events-series = Other trainings of this series
events-apply = Apply
events-register = Register
events-join-waiting-list = Join the waiting list

events-home-sentence = { $org } gives trainings on human rights in towns and villages.
events-home-lead = Find a training near you. Registering takes two minutes and needs no password.
events-home-button = Choose a training
events-home-next = Next trainings
events-home-all = All trainings
events-home-all-voices = All voices
events-home-contact = How to reach us
events-contact-phone = Phone
events-contact-email = E-mail

events-new = New training
events-edit = Edit the training
events-publish = Publish
events-complete = Mark as taken place
events-cancel = Cancel the training
events-desk = Take attendance
events-registrations = Registrations
events-see-public = What readers see
events-staff-none = There is no training open to you yet.
events-staff-none-help = When you are assigned to a training, it appears here.
events-done-created = The draft is saved. For now only staff can see it.
events-done-saved = The changes are saved.
events-done-published = The training is published.
events-done-cancelled = The training is cancelled. Messages to those with an e-mail address are on their way.
events-done-completed = The training is marked as taken place.
events-done-archived = The training is in the archive.
events-done-copied = The copy is made. For now it is a draft.
events-done-assigned = The facilitator is assigned.
events-done-removed = The facilitator no longer runs this training.
events-figure-taken = taken
events-figure-waiting = waiting
events-figure-size = places in all
events-chart-title = How many places are taken?
events-chart-said = { $taken } of { $size } places are taken; people waiting: { $waiting }.
events-registration = Registration
events-zone = Time zone
events-facilitators = Facilitators
events-facilitators-none = Nobody is assigned yet.
events-facilitator-add = Add a facilitator
events-facilitator-assign = Assign
events-facilitator-remove = Remove
events-facilitator-remove-name = Remove { $name }
events-choose = Choose
events-not-now = Not now

events-publish-title = Publish this training?
events-publish-lead = Everything below can be seen by anybody who opens the site.
events-publish-lead-safe = Safe mode: readers see the month and the region only. The exact day and address go out with the confirmation.
events-publish-missing = The texts are not complete in: { $languages }. Readers will be shown another language.
events-not-shown = Not shown
events-address = Address of the page
events-cancel-title = Cancel this training?
events-cancel-lead = This cannot be undone. The page stays on the site and says that the training is cancelled.

events-group-basics = Basics
events-group-sessions-hint = At most { $max } sessions. Empty rows are ignored. Times are in the training’s time zone.
events-group-practical = Languages and arrangements
events-slug = Address of the page
events-slug-hint = 3 to 60 small Latin letters, digits and hyphens. Left empty, it is made from the title. It stays as it is after publication.
events-zone-hint = All times are entered and shown in this zone.
events-zone-other = Another
events-zone-other-name = Another time zone
events-zone-other-hint = For example, Europe/Istanbul
events-main-locale = Main language
events-main-locale-hint = The texts in this language must be there.
events-text-missing = Not there yet in this language.
events-text-title = Title
events-text-title-hint = At most 120 characters.
events-text-summary = In short
events-text-summary-hint = One or two sentences for lists and links. At most 200 characters.
events-text-description = About the training
events-text-description-hint = What we will learn and how. At most 3000 characters.
events-text-audience = Who it is for
events-text-audience-hint = Who is welcome. At most 500 characters.
events-venue = Venue
events-text-venue = Venue
events-text-venue-hint = Building, street, how to get there. Not published in safe mode. At most 200 characters.
events-session-n = Session { $n }
events-session-start = Start
events-session-end = End
events-session-title = Title of the session
events-session-add = Add a session
events-capacity = Number of places
events-capacity-hint = Not fewer than are taken.
events-opens-hint = Left empty, it opens with publication.
events-admission = Who gets a place
events-admission-first-come = Whoever registers first
events-admission-first-come-hint = Each registration gets a place at once while there are any; after that people wait in the order they registered.
events-admission-selection = Selection
events-admission-selection-hint = Everybody applies until registration closes; then you select by your own criteria, and all are told at the same time.
events-answers-until = Participants may change their answers until
events-answers-until-hint = Left empty: until registration closes.
events-offer-hours = How many hours an offered place is held
events-offer-hours-hint = Then it goes to the next person on the waiting list. Left empty, the setting of this site applies.
events-error-answers-after-end = This is after the end of the training.
events-step-free = Step-free entrance
events-safe-mode = Safe mode

events-error-slug = Use 3 to 60 small Latin letters, digits and hyphens. The address “new” is taken.
events-error-slug-taken = There is such an address already. Choose another.
events-error-zone = There is no such time zone. Write it like Asia/Bishkek.
events-error-time = Check the day and the time, for example 2026-11-25T09:30.
events-error-no-session = Give the time of at least one session.
events-error-end-before-start = A session must end after it starts.
events-error-overlap = This session starts before the one before it ends.
events-error-too-many-days = A training cannot last longer than { $max } days.
events-error-closes-before-opens = Registration must close after it opens.
events-error-closes-after-end = Registration must close before the training ends.
events-error-capacity-taken = { $n } places are taken. It cannot be fewer.
events-error-stale = Somebody else saved this training after you opened it. What you typed is below and is not saved yet. Look at the new version; to replace it with yours, save again.
events-error-session-marked = Attendance was taken in a session you removed. Leave that session in.
events-error-not-editable = This training can no longer be edited.
events-error-publish-over = A training that is over cannot be published. Check its times.
events-error-complete-early = The training is not over yet.
events-error-state = The training’s state has changed. Reload the page and look again.

# About us, data, accessibility.

events-about-title = About us
events-about-description = Who we are, what we do and how to reach us.
events-about-lead = { $org } gives trainings on human rights and helps participants to be heard.
events-about-do-title = What we do
events-about-do-text = We train trainers, who then teach others in their own village or town. We hold focus groups, and we publish people’s words only with their consent.
events-about-join-title = How to take part
events-about-join-text = Choose a training from the list and register. Its page says who it is for, in which language it is held and which costs we pay.
events-about-support-title = How to help
events-about-support-text = If you can help with a room, with interpreting or with childcare, tell us.
events-about-contact-none = No contact is given yet. Ask the coordinator of your training.

events-privacy-title = How your data is kept
events-privacy-description = What we keep, why, who sees it and how to have it erased.
events-privacy-lead = We keep as little as we can. What is not kept cannot leak.
events-privacy-who-nobody = Only those named below see your data. We do not sell it and we do not share it.
events-privacy-not-title = What we do not keep
events-privacy-not-text = We keep no IP addresses and nothing about your device. There are no advertisements and no trackers. Cookies are there only to remember the language, to hand a form back with your answers, and to let staff in.
events-privacy-rights-title = What you can do
events-privacy-night = Each kind of data has its time. Every night what is due is erased by itself.
events-privacy-rights-link = Through your private link you can read and save what is held about you, withdraw from a training, withdraw your consent and erase your data. A testimonial is gone from the site at once.
events-privacy-erase-ask = If you have lost your link, or cannot open it, ask us:
events-privacy-erase-none = If you have lost your link, or cannot open it, ask the coordinator of your training.

events-accessibility-title = Accessibility
events-accessibility-description = What we have done so that everybody can use this site.
events-accessibility-lead = The site should work for everybody: on an old phone, on a slow line, with a screen reader.
events-accessibility-does-title = What we have done
events-accessibility-does-standard = The site is built to WCAG 2.2 AA.
events-accessibility-does-script = Reading and registering work without JavaScript.
events-accessibility-does-keyboard = Everything can be reached by keyboard, and you can always see where you are.
events-accessibility-does-text = Text can be enlarged, there is a dark theme, and colour is never the only sign.
events-accessibility-limits-title = What is still missing
events-accessibility-limits-text = Some trainings are not described in all languages. Then we say which language the text is in.
events-accessibility-room-title = The room
events-accessibility-room-text = A training’s page says whether the entrance is step-free. When you register you can write what you need.
events-accessibility-tell-title = If something is in your way
events-accessibility-tell-ask = Tell us and we will mend it:
events-accessibility-tell-none = Tell the coordinator of your training and we will mend it.
events-selection = Selection

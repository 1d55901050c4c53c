# The form

registration-title = Register: { $event }
registration-heading = Register for the training
registration-to-event = To the page of the training
registration-other-events = Other trainings
registration-intro-time = It takes about two minutes. Only your name, a way to reach you and your agreement are required.
registration-intro-why = We need it to prepare your place and to tell you the news. Each part says why we ask.
registration-intro-who = Only the coordinators of this training see it. Facilitators see your name, your code and what you need.
registration-intro-deleted = For now nothing is deleted by itself: it is kept until you ask us to delete it, which you can do at any time.
registration-group-you = You
registration-full-name = Full name
registration-full-name-hint = As it should stand on the list.
registration-call-name = How should we address you?
registration-call-name-hint = If you leave it empty, we take the first word.
registration-group-reach = How to reach you
registration-reach-hint = We need a phone number or an e-mail address; one is enough.
registration-phone = Phone
registration-phone-hint = For example, 0700 123 456 or +998 90 123 45 67.
registration-email = E-mail
registration-email-hint = We send your private link to this address.
registration-locale = In which language should we write to you?
registration-group-needs = What you need
registration-needs = To take part I need
registration-needs-hint = We ask so that we can prepare.
registration-need-interpreter = An interpreter
registration-need-step_free = Step-free access
registration-need-childcare = Childcare
registration-need-travel = Help with travel costs
registration-diet = Food
registration-diet-hint = What do you not eat? For example, meat or nuts.
registration-note = What else should we know?
registration-note-hint = Please do not write about other people.
registration-group-about = About you
registration-about-hint = We ask only to see that different people take part. Reports hold numbers without names. You need not answer.
registration-unsaid = I would rather not say
registration-age = Age band
registration-age-under_18 = under 18
registration-age-18_24 = 18–24
registration-age-25_34 = 25–34
registration-age-35_49 = 35–49
registration-age-50_64 = 50–64
registration-age-65_over = 65 and over
registration-sex = Sex
registration-sex-female = female
registration-sex-male = male
registration-sex-other = other
registration-home-region = Which region do you live in?
registration-organisation = Organisation or group
registration-group-agreement = Agreement
registration-agreement-hint = You decide on each separately.
registration-agreement-needed = Without it we cannot register you.
registration-agreement-free = Optional. You can change it on your page at any time.
registration-consent-participation-v1 = I agree that the data on this page is kept and used to hold this training.
registration-consent-future_contact-v1 = I agree to be told about future trainings.
registration-consent-photos-v1 = I agree to be in photographs of the training and to their use in reports.
registration-send = Register
registration-send-hint = Your private link opens next.
registration-error-contact = Give a phone number or an e-mail address.
registration-error-either = Enter a whole phone number or an e-mail address.
registration-full-title = There is no free place now
registration-full = { $n ->
    [0] You will be the first on the waiting list. If a place becomes free, we offer it to you.
    [one] { $n } person is on the waiting list. Register, and a place is offered to you in turn.
   *[other] { $n } people are on the waiting list. Register, and a place is offered to you in turn.
}
registration-not-yet = Registration opens { $when } ({ $left }).
registration-closed = Registration is closed.
registration-too-often = Too many registrations were sent with this number or address today. Everything you wrote is kept: please send it tomorrow, or call us.
registration-over = This training is over.
registration-cancelled = This training is cancelled.
registration-done-title = We have your registration
registration-done-again = If this contact was registered already, no second place was taken. If it has an e-mail address, we have sent the private link again.
registration-done-nothing = If no letter comes, ask the organisers: they can pass the link on in another way.

# The lost link and the code

registration-find-title = I lost my private link
registration-find-lead = Enter the address you gave when you registered. We send the links of the trainings to come once more.
registration-find-contact = E-mail or phone
registration-find-contact-hint = For example, aigul@example.org.
registration-find-send = Send the link
registration-find-sent-title = We have your request
registration-find-sent = If we know this contact, we sent the links. Look in your mail and in the spam folder.
registration-find-no-mail = If you gave a phone number only, ask the organisers: they pass the link on themselves.
registration-code-title = This is a participant’s code
registration-code-what = Staff read it at the door of the training. No data is shown here.
registration-code-yours = If it is yours, show it at the door.

# The private page

registration-mine-received = Your registration is received.
registration-mine-confirmed = Your place is confirmed.
registration-mine-waitlisted = You are on the waiting list.
registration-mine-offered = A place is offered to you.
registration-mine-declined = You were not given a place this time.
registration-mine-withdrawn = The registration is withdrawn.
registration-mine-expired = The time to answer is over.
registration-mine-event-over = This training is over.
registration-mine-event-cancelled = This training is cancelled.
registration-next-received = We tell you when the selection is done.
registration-next-confirmed = Show this code when you come. If you cannot come, leave your place to somebody else.
registration-next-walk-in = You came without registering before, and we took you in. Show this code.
registration-next-waitlisted = { $n ->
    [0] You are next. If a place becomes free, we offer it to you and say by when to answer.
    [one] { $n } person is before you. If a place becomes free, it is offered in turn.
   *[other] { $n } people are before you. If a place becomes free, it is offered in turn.
}
registration-next-offered = Answer by { $when } ({ $left }). Until then the place is kept for you.
registration-next-declined = We would be glad to see you at another training.
registration-next-withdrawn = There is nothing more to do. Your place goes to somebody else.
registration-next-expired = The place is offered to the next person. While registration is open you can register again.
registration-next-event-cancelled = You need not come. We are sorry.
registration-next-event-over = Thank you. This page stays open until your data is deleted.
registration-new-title = You are registered
registration-new-mail = We wrote to { $email }. If nothing comes, check the address.
registration-new-no-mail = You gave no e-mail address, so no letter will come.
registration-new-keep = Keep this page: only this link opens your registration. Do not pass it on.
registration-offer-accept = Yes, I will come
registration-offer-decline = No, give it to somebody else
registration-offer-late = The time of this offer is over.
registration-too-late = This registration cannot be changed any more.
registration-code = Your code
registration-code-hint = Show it or say it at the door. You can also print this page.
registration-qr = Your code as a QR code
registration-when-where = When and where
registration-when = When
registration-next-date = Next date
registration-sessions = Sessions
registration-venue = Where
registration-safe = The exact day and the address are told once a place is confirmed.
registration-about-event = About the training
registration-tasks = What I can do
registration-task-calendar = Add to my calendar
registration-task-testimonial = Tell what it gave you
registration-task-again = Register again
registration-task-withdraw = Give up my place
registration-words = My words
registration-agreements = My agreements
registration-agreements-help = You can change them at any time. Nobody asks why.
registration-agreed-since = Agreed: { $when }
registration-taken-back = Taken back: { $when }
registration-agreed-never = Not agreed
registration-to-mine = To my page
registration-withdraw-title = Give up your place?
registration-withdraw-what = Your place is offered to the next person. You need not say why.
registration-withdraw-yes = Yes, give it up
registration-withdraw-no = No, I will come

# For staff

registration-list-title = Registrations
registration-one-title = Registration
registration-list-empty = There is nobody here yet.
registration-state-all = All
registration-state-received = received
registration-state-confirmed = confirmed
registration-state-waitlisted = on the waiting list
registration-state-offered = place offered
registration-state-declined = not selected
registration-state-withdrawn = withdrawn
registration-state-expired = offer lapsed
registration-past-capacity = past capacity
registration-source = How it came
registration-source-web = through the site
registration-source-staff = entered by staff
registration-source-walk_in = walk-in
registration-col-name = Name
registration-col-state = State
registration-col-code = Code
registration-col-contact = Contact
registration-col-needs = Needs
registration-col-waiting = Queue
registration-ahead = { $n ->
    [0] next in the queue
    [one] { $n } person before
   *[other] { $n } people before
}
registration-fact-call-name = Addressed as
registration-fact-locale = Language of messages
registration-fact-home-region = Home region
registration-fact-note = Note
registration-offer-until = Offer until
registration-created = Registered
registration-changed = Last change
registration-actions = Actions
registration-withdraw-for = Withdraw on their behalf
registration-by-hand = Send by hand
registration-by-hand-hint = It shows the private link. That you opened it goes into the history of actions.
registration-by-hand-care = The link opens the participant’s page. Send it to that person only.
registration-by-hand-copy = Text to copy
registration-by-hand-sms = Write an SMS
registration-by-hand-whatsapp = Open WhatsApp
registration-by-hand-text = Hello! Your registration: { $state }. Your private link: { $link } Do not pass it on.
registration-ledger-empty = No agreement is recorded.
registration-ledger-when = When
registration-ledger-purpose = For what
registration-ledger-act = Decision
registration-ledger-evidence = How it was given
registration-ledger-text = Text
registration-ledger-version = version { $n }
registration-purpose-participation = taking part
registration-purpose-future_contact = future trainings
registration-purpose-photos = photographs
registration-act-grant = given
registration-act-withdraw = taken back
registration-evidence-web_form = form on the site
registration-evidence-private_link = private link
registration-evidence-paper = paper
registration-evidence-read_back = read aloud
registration-evidence-staff = through staff

# The editor of trainings: sections, checklist, preview, copies, series.

editor-sections = Sections of the editor
editor-section-texts = Texts
editor-section-sessions = Sessions
editor-section-registration = Registration and admission
editor-section-practical = Arrangements and safety
editor-languages = Languages

editor-start-lead = A few answers are enough to begin. You get a draft that only staff see; the next page says what is still missing.
editor-start-title-hint = In the main language. The other languages come later.
editor-start-session = First session
editor-start-zone = Time zone: { $zone }. Another zone and more sessions can be set afterwards.
editor-start-capacity-hint = It can be changed at any time.
editor-start-save = Save the draft

editor-main-locale-question = In which language are the texts complete?
editor-language-complete = nothing is missing
editor-language-missing = { $n ->
    [one] { $n } text is missing
   *[other] { $n } texts are missing
}
editor-text-needed = Needed before it can be published.
editor-zone-question = In which zone are these times?
editor-window = When people can register
editor-admission-free = It can be changed until somebody has applied, has a place or waits for one.
editor-admission-bound = Somebody has already applied, has a place or waits for one under these terms, so they can no longer be changed.
editor-safety = Safety
editor-safe-mode-hint = Readers see only the month and the region: no day, no venue, no calendar file, and search engines are kept out. Only people with a confirmed place are told the day and the venue.

editor-window-opens-published = Registration opens with publication.
editor-window-opens = Registration opens { $when }, on { $day }.
editor-window-open = Registration is open.
editor-window-closes = It closes { $when }, on { $day }.
editor-window-closed = Registration closed { $when }, on { $day }.

editor-told-before = If the times or the venue change and people already have places, you first see who will be told what.
editor-tell-title = Save and tell everyone?
editor-tell-before = Before:
editor-tell-after = After:
editor-tell-save = { $n ->
    [one] Save and tell { $n } person
   *[other] Save and tell { $n } people
}
editor-tell-back = Back to the form
editor-concerned = { $n ->
    [0] Nobody has a place or waits for one yet.
    [one] { $n } person has a place or waits for one.
   *[other] { $n } people have a place or wait for one.
}
editor-concerned-written = { $n ->
    [one] { $n } person gets one e-mail.
   *[other] { $n } people get one e-mail each.
}
editor-concerned-by-hand = { $n ->
    [one] { $n } person has to be told by hand: call, or send the message that is ready.
   *[other] { $n } people have to be told by hand: call, or send the messages that are ready.
}

editor-checklist = Before publishing
editor-checklist-after = Still worth a look
editor-checklist-later = The training is public. Readers or staff may miss this:
editor-checklist-ready = Ready to publish. Look at the preview first.
editor-checklist-missing = { $n ->
    [one] { $n } thing is missing before this can be published.
   *[other] { $n } things are missing before this can be published.
}
editor-standing-done = Ready
editor-standing-advice = Worth a look
editor-standing-missing = Missing
editor-point-texts = Texts in the main language
editor-point-translations = Translations
editor-point-sessions = Sessions
editor-point-titles = Titles of the sessions
editor-point-places = Places
editor-point-window = When people can register
editor-point-admission = Who gets a place
editor-point-criteria = Criteria of the selection
editor-point-questions = Questions of the form
editor-point-safety = Safe mode
editor-point-facilitators = Facilitators
editor-said-lacks = { $language } lacks: { $parts }
editor-said-all-languages = In all four languages.
editor-said-languages = Not complete in: { $languages }. Readers see another language instead.
editor-said-over = All sessions are over. Check the dates.
editor-said-sessions = { $n ->
    [one] { $n } session, { $when }
   *[other] { $n } sessions, { $when }
}
editor-said-titles = Each session has a name.
editor-said-titles-missing = A session has no name in the main language.
editor-said-places = { $n ->
    [one] { $n } place
   *[other] { $n } places
}
editor-said-criteria = Rules and points by which places are proposed.
editor-said-questions = { $n ->
    [0] Only those that every training asks.
    [one] { $n } question of its own, besides those that every training asks.
   *[other] { $n } questions of its own, besides those that every training asks.
}
editor-said-safe = On: day and venue are told only with the confirmation.
editor-said-open = Off: everybody sees day and venue.
editor-said-facilitators = Assigned.
editor-not-ready = This cannot be published yet

editor-table = Texts by language
editor-table-language = Language
editor-table-main = (main)
editor-there = there
editor-not-there = missing
editor-not-there-optional = empty

editor-preview = Preview
editor-preview-lead = This is how readers will see it. Language: { $language }. Only staff can see this page.
editor-preview-back = Back to the training

editor-copy = Copy
editor-copy-lead = A new draft like this training. People are never copied.
editor-copy-day = Day of the first session
editor-copy-day-hint = This training: { $when }. All sessions and the registration move by as many days; the times of day stay.
editor-copy-take = What to copy
editor-copy-take-hint = The title and at least one session are always copied.
editor-copy-take-texts = Texts in all languages
editor-copy-take-sessions = All sessions
editor-copy-take-pools = Places
editor-copy-take-questions = Questions of the form
editor-copy-take-criteria = Criteria of the selection
editor-copy-take-facilitators = Facilitators
editor-copy-make = Make the draft

editor-series = Series
editor-series-lead = The training is repeated every week or every month. Each further one is a draft of its own, which you publish when it is ready.
editor-every = How often
editor-every-week = Every week
editor-every-month = Every month
editor-times = How many trainings in all
editor-times-hint = From { $min } to { $max }, this one included.
editor-numbered = Add a number to the title
editor-numbered-hint = The second is then called “… (2)”.
editor-series-make = Make the drafts
editor-spread = Give the drafts these texts
editor-spread-lead = { $n ->
    [one] { $n } draft of this series gets the texts of “{ $title }”. Its number stays.
   *[other] { $n } drafts of this series get the texts of “{ $title }”. Their numbers stay.
}
editor-done-repeated = The series is made. The new trainings are drafts.
editor-done-spread = The drafts have the new texts.

editor-archive = Put into the archive
editor-archive-title = Put this training into the archive?
editor-archive-lead = Its page disappears from the site. Staff keep everything, and private links still work. This cannot be undone.

editor-reason = Reason, if you want to give one
editor-reason-hint = Everybody can read it on the training’s page, and it is in the message too. At most 300 characters in each language.
editor-reason-label = Reason
editor-filter-all-states = All states

editor-error-ends-before-deadline = The training would end before registration closes. First set an earlier end of registration.
editor-error-ends-before-answers = The training would end before participants may no longer change their answers. First set an earlier time for that.
editor-error-admission-people = Somebody has already applied, has a place or waits for one. Who gets a place can no longer be changed.
editor-error-not-ready = Something is still missing. The training’s page says what.
editor-error-day = Check the day, for example 2026-11-25.
editor-error-day-past = This day is over. Choose today or later.
editor-error-in-series = This training is already part of a series.
editor-error-no-series = This training is not part of a series.

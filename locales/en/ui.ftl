# What every page shares.

ui-skip = Skip to the content
ui-nav = Main menu
ui-nav-events = Trainings
ui-nav-testimonials = Participants’ voices
ui-nav-voices = Voices
ui-nav-about = About us
ui-nav-today = Today
ui-nav-queue = Testimonials
ui-nav-people = People
ui-nav-team = Team
ui-nav-audit = History of actions
ui-nav-settings = Settings
ui-language = Language
ui-sign-out = Sign out
ui-footer-nav = About this site
ui-footer-privacy = How your data is kept
ui-footer-accessibility = Accessibility
ui-footer-find = I lost my private link
ui-footer-staff = Staff sign-in
ui-quick-exit = Quick exit

ui-back = Back
ui-to-home = To the home page
ui-save = Save
ui-cancel = Cancel
ui-search = Search
ui-yes = Yes
ui-no = No
ui-newer = Newer
ui-older = Older
ui-page-before = Previous page
ui-page-after = Next page
ui-pagination = Pages of the list
ui-breadcrumb = You are here
ui-step-done = done
ui-step-current = now
ui-step-ahead = ahead

ui-optional = optional
ui-honeypot = Leave this field empty
ui-error-send-again = Everything you wrote is kept. Please send it again.
ui-error-form-stale = This form was open for too long. Everything you wrote is kept: please send it again.
ui-error-crowded = Very many forms are coming from your network just now. Everything you wrote is kept: please wait a minute and send it again.
ui-errors-heading = Please correct the following
ui-errors-heading-whole = Not sent yet
ui-error-prefix = Error:
ui-error-required = Fill in this field.
ui-error-choose = Choose an answer.
ui-error-too-long = This is too long. Shorten it to { $max } characters.
ui-error-choice = Choose one of the answers offered.
ui-error-number = Enter a whole number between { $min } and { $max }.
ui-error-email = Write it like this: name@example.org.
ui-error-phone = Enter the whole number, for example 0700 123 456.
ui-error-date = Check the date: there is no such day.
ui-error-agree = Tick this to go on.

ui-content-note = Hard to read:
ui-original-in = Original language: { $language }
ui-translated-from = Translation. Original language: { $language }
ui-read-in = Read in { $language }

ui-chart-table = Show the numbers as a table
ui-chart-count = Number
ui-chart-hidden = fewer than { $n }
ui-chart-note = Numbers below { $n } are hidden so that nobody can be recognised.

ui-bad-request-heading = We could not understand the request
ui-bad-request-help = The link may be incomplete or the form too old. Go back, reload the page and try again.
ui-forbidden-heading = This page is not open to you
ui-forbidden-help = If your work needs it, ask a coordinator: they can give you access.
ui-not-found-heading = There is no such page
ui-not-found-help = Check the link. If you copied it from a message, see that the whole of it was copied.
ui-conflict-heading = Something has changed in the meantime
ui-conflict-help = Somebody else saved first. Reload the page, see how things stand now, and try again.
ui-gone-heading = This text is no longer published
ui-gone-help = The consent may have been withdrawn, or its time has run out. You can read others on the page “Participants’ voices”.
ui-gone-link-heading = This link opens nothing any more
ui-gone-link-help = What it once opened was erased, or its time has run out.
ui-too-large-heading = That was too large to send
ui-too-large-help = Shorten the text or choose a smaller file, then send it again.
ui-internal-heading = Something went wrong on our side
ui-internal-help = You did nothing wrong. Try again a little later. If it happens again, tell us the number below.
ui-incident = Error number:
ui-busy-heading = Too many people are here right now
ui-busy-help = Wait a minute, then reload the page.

ui-state-loading = Loading…
ui-state-empty = There is nothing here yet.
ui-state-nothing-found = Nothing found. Try a wider search.
ui-state-offline = No connection. Your marks are kept on this phone and will be sent when the connection is back.
ui-state-expired = The time has run out.
ui-state-full = All places are taken.
ui-state-closed = Registration is closed.
ui-state-saved = Saved.
ui-state-refused = This cannot be done now.

# In the place of the name of somebody whose data was erased, and of one that does not open.
ui-erased = Erased
ui-damaged = Cannot be read

ui-send-sms = By SMS
ui-send-whatsapp = By WhatsApp
ui-send-telegram = By Telegram
ui-send-hint = The buttons open the app on your own device; nothing passes through another site. If the app opens without the text, copy it from above.

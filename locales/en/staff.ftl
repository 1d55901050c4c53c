# Sign-in, own account, team, today, history of actions.

staff-sign-in-title = Staff sign-in
staff-sign-in = Sign in
staff-sign-in-help = Trouble signing in? Ask an administrator of your organisation.
staff-email = E-mail
staff-email-hint = You will sign in with this address.
staff-name = Full name
staff-name-hint = The team sees you by this name.
staff-passphrase = Passphrase
staff-passphrase-now = Present passphrase
staff-passphrase-new = New passphrase
staff-passphrase-again = Passphrase again
staff-passphrase-hint = { $min } to { $max } characters. A few words that you remember are best.
staff-passphrase-change = Change passphrase
staff-passphrase-change-help = You will have to sign in again on your other devices.

staff-error-sign-in = The address or the passphrase is not right.
staff-error-email-taken = There is an account with this address. Give another one, or sign in with it.
staff-error-in-team = This address is in the team. Give the role on that person’s page.
staff-error-passphrase-length = A passphrase has { $min } to { $max } characters.
staff-error-passphrase-again = The two passphrases are not the same.
staff-error-passphrase-now = The present passphrase is not right.
staff-error-disabled = This account is disabled. Enable it first.
staff-error-last-administrator = This is the only administrator. Give the role to somebody else first.

staff-join-title = Join the team
staff-join-role = Your role: { $role }.
staff-join-until = This link works once. It expires { $when }.
staff-join = Join
staff-join-void-title = This link does not work
staff-join-void-help = It has been used, has expired, or was not copied whole. Ask whoever invited you for a new one.

staff-role = Role
staff-roles = Roles
staff-roles-none = No role
staff-role-facilitator = facilitator
staff-role-facilitator-hint = Marks attendance, sees the roster.
staff-role-moderator = moderator
staff-role-moderator-hint = Prepares testimonials for readers and approves them.
staff-role-coordinator = coordinator
staff-role-coordinator-hint = Runs trainings, registration and testimonials.
staff-role-administrator = administrator
staff-role-administrator-hint = Does all that coordinators do, manages the team, sees the history of actions.
staff-role-auditor = auditor
staff-role-auditor-hint = Sees trainings and the history of actions, changes nothing.
staff-scope = Where
staff-scope-hint = The role holds here only.
staff-scope-choose = Choose
staff-scope-all = everywhere
staff-scope-event = one training

staff-invite-title = Invite to the team
staff-invite-help = This makes a link that works once, for 7 days.
staff-invite = Make the link
staff-invite-cancel = Cancel the invitation
staff-invite-expires = Expires
staff-invites = Invitations without an answer
staff-invited-title = The invitation is ready
staff-invited-by-hand = Send the link to { $email } yourself.
staff-invited-mailed = The link is being mailed to { $email }. You may also hand it over yourself.
staff-invited-once = The link is shown only once

staff-grant-title = Give a role
staff-grant = Give
staff-revoke = Take the role away
staff-disabled = disabled
staff-disable = Disable the account
staff-disable-help = The person is signed out everywhere at once and cannot sign in any more. Their roles are kept.
staff-enable = Enable the account
staff-enable-help = The person can sign in again, with the roles they had.

staff-account-title = My account
staff-language = In which language shall we write to you?
staff-sessions = Where you are signed in
staff-sessions-help = No IP address and no browser name is kept. If you see one that is not yours, end it and change your passphrase.
staff-session-since = Signed in
staff-session-seen = Last used
staff-session-do = Action
staff-session-this = this device
staff-session-end = End
staff-done-passphrase = The passphrase is changed. Your other devices are signed out.
staff-done-language = The language is saved.
staff-done-session = That device is signed out.

staff-code-title = Second step of signing in
staff-code = Code
staff-code-hint = Six digits from your app, or one of your recovery codes.
staff-code-lost = Neither phone nor recovery codes at hand? Ask an administrator of your organisation.
staff-confirm-title = Confirm that it is you
staff-confirm-help = This is a serious step, so we ask once more whether it is you. What you typed is kept.
staff-confirm = Confirm
staff-error-code = The code is wrong, too old, or was used before. Wait for the next one and type that.
staff-error-wait =
    { $n ->
        [one] Too many tries. Try again in { $n } minute.
       *[other] Too many tries. Try again in { $n } minutes.
    }
staff-error-factor-none = Add a second step of signing in first.
staff-error-factor-last = Your role needs a second step of signing in. It can be replaced, but not removed.

staff-factor = Second step of signing in
staff-factor-none = None yet. Without one, whoever learns your passphrase gets into your account.
staff-factor-app = App on your phone
staff-factor-since = Added { $when }
staff-factor-add = Add a second step of signing in
staff-factor-replace = Replace the app
staff-factor-remove = Remove the app
staff-factor-must = Your role opens other people’s data, so a passphrase alone is not enough. Please add an app on your phone first. It takes two minutes.
staff-factor-help = From then on you give a code of the app after your passphrase.
staff-factor-step-app = 1. Install an app
staff-factor-step-app-help = Any app that makes codes will do: Aegis, FreeOTP, Google Authenticator. It works without internet.
staff-factor-step-scan = 2. Scan the picture
staff-factor-qr = QR code for the app
staff-factor-by-hand = Or type this key into the app:
staff-factor-open = Open in the app on this phone
staff-factor-step-code = 3. Type the code that the app shows
staff-factor-code = Code of six digits
staff-factor-code-hint = It changes every thirty seconds.
staff-factor-confirm = Add
staff-codes = Recovery codes
staff-codes-left =
    { $n ->
        [0] No code is left. Make new ones.
        [one] { $n } code is left.
       *[other] { $n } codes are left.
    }
staff-codes-new = Make new codes
staff-codes-new-help = The old codes stop working.
staff-codes-title = Recovery codes
staff-codes-help = Without your phone at hand you get in with one of these { $n } codes. Each works once.
staff-codes-once = The codes are shown only once
staff-codes-keep = Print or copy them, and keep them away from your phone.
staff-codes-done = I have kept them, go on
staff-done-factor = The app is removed.
staff-passkey = Passkey
staff-passkeys = Passkeys
staff-passkeys-help = A passkey is kept by your phone or computer itself. No code to type: a finger, a face or a PIN is enough.
staff-passkeys-second = Your passphrase is asked for as before; the passkey stands in for the code. Adding it signs you out on other devices.
staff-passkey-name = Name of the passkey
staff-passkey-name-hint = So that you know it later: “Work phone”.
staff-passkey-add = Add a passkey
staff-passkey-added = Added
staff-passkey-never = not used yet
staff-passkey-remove = Remove
staff-passkey-remove-name = Remove: { $name }
staff-passkey-use = Use a passkey
staff-passkey-or = Or with a code:
staff-passkey-instead = Add a passkey instead of an app
staff-passkey-app-instead = Choose codes from an app instead
staff-passkey-sorry = The passkey did not work. Try again, or give a code.
staff-passkey-no-script = Passkeys need JavaScript. Without it you can give a code.
staff-passkey-none-here = Passkeys do not work in this browser. You can give a code.
staff-error-passkey = The passkey was not accepted. Try again, or use a code.
staff-error-passkey-add = The passkey was not added. Please try again.
staff-error-passkeys-many = There are too many passkeys. Remove an old one first.
staff-done-passkey = The passkey was added.
staff-done-passkey-removed = The passkey was removed. Other devices were signed out.
staff-code-recovery = Recovery code
staff-code-recovery-hint = One of the codes that you wrote down.
staff-factor-no-app = Not added. Where JavaScript does not work, only a code from an app does.
staff-factor-add-app = Add an app

staff-sessions-end-others = End all others
staff-done-sessions = All your other devices are signed out.

staff-today-empty = Nothing needs you today.
staff-today-empty-help = Sessions that open soon, places on offer and testimonials that wait will stand here.
staff-today-room = Session “{ $session }” opens · { $event }
staff-today-room-open = Session “{ $session }” is running · { $event }
staff-today-needs = { $n ->
    [one] need is open: { $event }
   *[other] needs are open: { $event }
}
staff-today-draft = draft waits to be published: { $event }
staff-today-more = More like these are in the list of trainings
staff-today-starts = Starts { $when }
staff-today-offers =
    { $n ->
        [one] offered place lapses within 24 hours · { $event }
       *[other] offered places lapse within 24 hours · { $event }
    }
staff-today-first = The first: { $when }
staff-today-testimonials =
    { $n ->
        [one] testimonial waits for a moderator
       *[other] testimonials wait for a moderator
    }
staff-today-oldest = The oldest came { $when }

staff-history-help = Who did what, and when. No content is kept. Times are in UTC.
staff-history-time = Time (UTC)
staff-history-who = Who
staff-history-what = What
staff-history-object = To what or whom
staff-history-participant = participant
staff-history-system = system
staff-audit-session-start = Signed in
staff-audit-session-end = Signed out
staff-audit-session-refuse = Sign-in refused
staff-audit-session-revoke = Ended a session on another device
staff-audit-factor-accept = Confirmed that it was them
staff-audit-factor-refuse = Wrong code at the second step
staff-audit-factor-add = Added a second step of signing in
staff-audit-factor-remove = Removed a second step of signing in
staff-audit-factor-codes = Made new recovery codes
staff-audit-session-revoke-others = Ended the sessions on other devices
staff-audit-passphrase-change = Changed the passphrase
staff-audit-passphrase-refuse = Gave a wrong passphrase when changing it
staff-audit-staff-create = Account made
staff-audit-staff-language = Changed the language
staff-audit-staff-disable = Disabled the account
staff-audit-staff-enable = Enabled the account
staff-audit-invite-make = Made an invitation to the team
staff-audit-invite-use = Joined by invitation
staff-audit-invite-void = Cancelled an invitation
staff-audit-role-grant = Gave a role
staff-audit-role-revoke = Took a role away
staff-audit-event-create = Made a training
staff-audit-event-edit = Changed a training
staff-audit-event-places = Changed the places of a training
staff-audit-event-publish = Published a training
staff-audit-event-cancel = Cancelled a training
staff-audit-event-complete = Completed a training
staff-audit-event-archive = Archived a training
staff-audit-registration-export = Exported a list of registrations
staff-audit-import-start = Began to import a list
staff-audit-import-cancel = Stopped importing a list
staff-audit-bulk-start = Began an action on many registrations
staff-audit-bulk-cancel = Stopped an action on many registrations
staff-audit-attendance-correct = Corrected an attendance mark
staff-audit-attendance-undo = Took an attendance mark back
staff-audit-registration-create = Registered
staff-audit-registration-accept = Accepted the offered place
staff-audit-question-add = Added a question
staff-audit-question-edit = Edited a question
staff-audit-question-move = Changed the order of the questions
staff-audit-question-retire = Took a question out of the form
staff-audit-need-arrange = A need was arranged
staff-audit-need-refuse = A need was noted as not possible
staff-audit-need-reopen = A need was opened again
staff-audit-needs-edit = Decided about needs
staff-audit-needs-see = Looked at needs
staff-audit-registration-decline = Declined the offered place
staff-audit-registration-lapse = The offered place lapsed
staff-audit-registration-offer = Offered a free place
staff-audit-registration-confirm = Confirmed a place
staff-audit-registration-refuse = Gave no place
staff-audit-registration-link = Showed a private link
staff-audit-registration-apart = Let a group wait each in turn
staff-audit-registration-withdraw = Withdrew from the training
staff-audit-walk-in-add = Added a walk-in
staff-audit-testimonial-give = Gave a testimonial
staff-audit-testimonial-withdraw = Withdrew consent to a testimonial
staff-audit-testimonial-decline = Declined a testimonial
staff-audit-testimonial-unseal = Read the original of a testimonial
staff-audit-testimonial-erase = Erased a testimonial
staff-audit-rendition-edit = Prepared a testimonial for readers
staff-audit-rendition-approve = Approved exactly this text
staff-audit-hold-set = Hid a testimonial for now
staff-audit-hold-lift = Lifted the hold on a testimonial
staff-audit-tier-raise = Raised the risk tier of a testimonial
staff-audit-consent-grant = Gave consent
staff-audit-consent-narrow = Narrowed the consent
staff-audit-consent-withdraw = Withdrew consent
staff-audit-consent-expire = The consent expired
staff-today-retention = Data is due for deletion: { $rule }
staff-audit-person-erase = Erased a person
staff-audit-registration-erase = Erased a registration
staff-audit-retention-run = Followed a rule of retention
staff-audit-retention-stop = Stopped a rule of retention
staff-audit-retention-see = Looked at how erasing goes

# The desk, the sign-in sheet and the summary of attendance.

attendance-desk = Desk
attendance-desk-title = Desk: { $title }
attendance-to-event = The training’s page
attendance-sessions = Sessions
attendance-session = Session { $n }
attendance-came = came { $n } of { $registered }
attendance-counted = headcount { $n }
attendance-status-present = came
attendance-status-late = late
attendance-status-left_early = left early
attendance-status-excused = excused
attendance-status-absent = absent
attendance-more = more
attendance-walk-in = walk-in
attendance-past-capacity = past capacity
attendance-conflict = marks disagree
attendance-said = { $status } ({ $who }, { $time })
attendance-somebody = staff
attendance-settle = Settle it
attendance-unmarked = no mark
attendance-empty = Nobody has registered for this training yet
attendance-empty-help = You can add those who come without a registration below.
attendance-search = Name or code
attendance-nobody = There is no such name or code. If the person came without a registration, add them below.
attendance-code-unknown = This code is not on the list of this training. Check the day, the session and the code.
attendance-done = { $name }: { $status }
attendance-undo = Undo

attendance-headcount-heading = Headcount
attendance-headcount = People in the room
attendance-headcount-hint = Count everybody in the room. The number is kept beside the marks.
attendance-walk-in-heading = Somebody without a registration
attendance-walk-in-help = The name is enough. They are marked “came” at once.
attendance-walk-in-name = Full name
attendance-walk-in-phone = Phone
attendance-walk-in-send = Add and mark “came”

attendance-correct = Correct a mark
attendance-correct-now = { $name }. Marked now: { $status }.
attendance-correct-status = What is right?
attendance-correct-reason = Why do you correct it?
attendance-correct-hint = In a few words. Both the earlier mark and the reason are kept.
attendance-correct-send = Correct

attendance-sheet = Sign-in sheet
attendance-sheet-help = Use your browser’s “Print”: the sheet fits A4.
attendance-sheet-number = No.
attendance-sheet-name = Full name
attendance-sheet-code = Code
attendance-sheet-signature = Signature

attendance-summary = Attendance
attendance-summary-table = Who came to which session
attendance-chart = How many people came to each session?
attendance-chart-text = Registered: { $registered }. Each bar shows how many people came to a session.

attendance-not-held = This training was cancelled or is not announced yet, so no attendance is taken.
attendance-not-on-roster = This person is not on the list now: the registration is not confirmed, or was withdrawn.
attendance-changed = Meanwhile somebody else marked this person. Go back to the desk and see what is marked now.
attendance-undo-late = This mark has been taken back or corrected already. Go back to the desk and see what is marked now.

# What can be done on the private page later

mine-task-change = Change my answers
mine-task-answers = Read my answers
mine-answers-title = My answers
mine-answers-for = Change the answers
mine-answers-until = You can change them until { $when } ({ $left }).
mine-answers-place = A place is kept, whatever is changed here. So is a place in the queue.
mine-answers-name = A name, a phone number or an e-mail address cannot be changed here. If one of them is wrong, tell us.
mine-answers-ask = If something has changed, tell us. We will change it for you.
mine-answers-said = What you told us
mine-answers-none = not said
mine-error-stale = The answers were changed in the meantime. What you wrote is still in the form. If you save it, it replaces them.
mine-error-late = The answers cannot be changed here any more.
mine-changed-saved = The answers are saved.
mine-changed-keeps_place = The answers are saved. The place stays.
mine-changed-keeps_turn = The answers are saved. The place in the queue stays the same.
mine-queue = { $n ->
    [one] Place { $place } in a queue of { $n } person.
   *[other] Place { $place } in a queue of { $n } people.
}
mine-queue-last = Your place in the queue: { $place }.
mine-together = { $n ->
    [one] You wait together with { $n } other: places are offered when there are enough for both of you at once.
   *[other] You wait together with { $n } others: places are offered when there are enough for all of you at once.
}
mine-why-title = Why others were offered a place before you
mine-why-intro = Places are offered in the order of the queue. Sometimes a place cannot go to the next person:
mine-why-kept_for_stratum = It is kept for a group of people, so that all groups can take part.
mine-why-no_fallback = You are waiting for a place of your group, and this one was not among them.
mine-why-party_too_large = You are waiting together with others, and there were not enough places for all of you at once.
mine-why-times = { $n ->
    [one] { $n } time, last on { $when }
   *[other] { $n } times, last on { $when }
}
mine-why-keeps = You keep your turn. The next place that fits is offered to you.
mine-print-link = Print my private link too
mine-print-link-hint = It is on the printed page while this is open.
mine-received-title = We have your application
mine-received-until = Applications are taken until { $when } ({ $left }). Then we choose, and tell you either way.

# Mails. The subject says nothing of what the training is about: it shows on locked screens.

mail-greeting = Hello { $name },
mail-greeting-plain = Hello,
mail-subject-day = { $subject }: { $day }
mail-title = Training: { $value }
mail-when = When: { $value }
mail-sessions = Sessions:
mail-venue = Where: { $value }
mail-code = Your code: { $value }
mail-deadline = Please answer by { $until } ({ $left }). Until then the place is kept for you.
mail-link = Your private link. It shows how your registration stands, your code and the calendar:
mail-link-secret = Do not pass this link on: whoever opens it can see and change your registration.
mail-withdraw = If you cannot come, open this link and withdraw. Your place goes to somebody who is waiting for it.
mail-not-you = If this was not you, tell us.
mail-questions = If you have questions: { $reach }

mail-confirmed-subject = Your place is confirmed
mail-confirmed = Your place is confirmed. Show the code in this mail when you arrive.
mail-waitlisted-subject = You are on the waiting list
mail-waitlisted = All places are taken now and you are on the waiting list. When a place becomes free, we offer it in order and write to you.
mail-offered-subject = A place is offered to you
mail-offered = A place has become free and is offered to you. Open the link and say whether you take it.
mail-offer_lapsed-subject = The time of the offer has run out
mail-offer_lapsed = The time to take the place offered to you has run out, and it went to the next person. The link shows how things stand now.
mail-withdrawn-subject = Your registration is withdrawn
mail-withdrawn = Your registration is withdrawn: the place can go to somebody else. If this is a mistake, you can register again while registration is open.
mail-event_changed-subject = Your training has changed
mail-event_changed = The time, place or programme of the training you registered for has changed. This is how it is now:
mail-event_cancelled-subject = The training will not take place
mail-event_cancelled = We are sorry: the training you registered for will not take place. There is nothing you need to do.
mail-received-subject = Your application has arrived
mail-received = Your application has arrived. We choose among all applications and write to you as soon as it is decided.
mail-declined-subject = We have decided on your application
mail-declined = Thank you for your application. There were more applications than places, and this time we could not give you one. We would be glad to see you apply again.
mail-link_again-subject = Your private link once more
mail-link_again = Somebody, perhaps you, asked for your private link or registered once more with your contact. Here it is. If it was not you, there is nothing you need to do.
mail-reminder_week-subject = We meet soon
mail-reminder_week = We meet soon. Your place is kept for you; show the code in this message when you arrive.
mail-reminder_day-subject = We meet very soon
mail-reminder_day = We meet very soon. Show the code in this message when you arrive.

mail-hand-deadline = Please answer by { $until }.
mail-hand-link = More, only for you: { $link }
mail-call-hello = Hello, may I speak to { $name }?
mail-call-hello-plain = Hello, I am calling about a registration that was made with this number. Is it yours?
mail-call-from = I am calling from { $org }. Can you talk now?
mail-call-offer = Will you take the place, or should it go to the next person? You can also answer through your private link.
mail-call-link = May I send you your private link as a text message?

mail-invite-subject = An account is waiting for you
mail-invite = { $org } invites you to work on its site. Open this link to make your account:
mail-invite-once = The link works once and for a limited time. If you did not expect this mail, do nothing.
mail-reason = Reason: { $reason }

# Questions of an event: the section of the form, and their editor.

questions-group = A few more questions
questions-more = { $n ->
    [one] One more question because of your answer. All you wrote is kept.
   *[other] { $n } more questions because of your answers. All you wrote is kept.
}
questions-note-coordinators = Seen by the coordinators only. Deleted { $n ->
    [one] one day
   *[other] { $n } days
} after the training at the latest.
questions-note-facilitators = Seen by the coordinators and the facilitators. Deleted { $n ->
    [one] one day
   *[other] { $n } days
} after the training at the latest.
questions-unsaid = No answer
questions-choose = Choose

# For the staff

questions-title = Questions
questions-link = Questions of the form
questions-lead = The registration form asks these after what it asks everybody. Ask only what you need to prepare the training.
questions-none = No questions yet
questions-none-help = The form asks for the name, a way to reach people, what they need and their agreement.
questions-new = Add a question
questions-edit = Edit the question
questions-preview = Preview
questions-preview-lead = This is how the form shows the questions. Nothing you enter here is kept.
questions-preview-in = Language of the preview
questions-try = Try the answers
questions-try-hint = Questions that depend on an answer then appear.
questions-retired = No longer asked
questions-retired-help = Answers given before stay readable until they are deleted.
questions-if = Asked only if: { $answer }
questions-required = must be answered
questions-required-label = The question must be answered
questions-kept = deleted { $n ->
    [one] one day
   *[other] { $n } days
} after the training
questions-missing = Missing: { $languages }
questions-up = Up
questions-down = Down
questions-up-named = Move up: { $question }
questions-down-named = Move down: { $question }
questions-done-saved = The question is saved.
questions-done-moved = The order is changed.
questions-done-retired = The question is no longer asked.

questions-answer = Answer
questions-kind = Kind of answer
questions-kind-text = a short text
questions-kind-long_text = a long text
questions-kind-one_choice = one of several options
questions-kind-many_choices = any number of options
questions-kind-number = a whole number
questions-kind-date = a date
questions-kind-yes_no = yes or no
questions-label = Question
questions-label-hint = Required in the main language of the training. Where there is no translation, readers see another language.
questions-help = Help
questions-help-hint = Why you ask, or an example. It may stay empty.
questions-text-missing = Not there yet in this language.
questions-options = Options
questions-options-hint = For the two kinds with options, { $max } at most. To remove an option, empty it in all languages; answers given before stay readable.
questions-option-n = Option { $n }
questions-option-add = Add options
questions-rules = Rules
questions-shown-if = When it is asked
questions-shown-if-hint = Only questions that come before this one can be chosen.
questions-always = always
questions-seen-by = Who sees the answers
questions-seen-by-hint = Facilitators see them at the desk, beside the name.
questions-seen-by-coordinators = coordinators only
questions-seen-by-facilitators_too = coordinators and facilitators
questions-keep-days = Days after the training until the answers are deleted
questions-keep-days-hint = Not longer than those of the question it depends on. Answers are deleted with the name at the latest.
questions-min = Smallest number
questions-max = Largest number
questions-number-only = For numbers only.
questions-answered-title = People have answered this question
questions-answered = Change the words only so that the answers still fit. The kind of answer stays as it is.
questions-retire-title = Stop asking this
questions-retire-help = The question disappears from the form. Answers given before stay readable until they are deleted.
questions-retire = Stop asking this

questions-error-order = A question must come after the one it depends on.
questions-error-condition = The answer it depends on is no longer offered. Choose again.
questions-error-needed = Another question is asked only because of an answer that would go. Change that question first.
questions-error-outlives = The answers may not be kept longer than those to the question it depends on.
questions-error-outlived = A question that depends on this one is kept longer. Change that question first.
questions-error-too-many = There are as many questions as one form can hold.
questions-error-long-texts = There are as many long texts as one form can hold.
questions-error-at-desk = Facilitators already see as many answers as fit at the desk.
questions-error-stale = Somebody has changed this question in the meantime. Look at it again; if you save now, your version replaces theirs.
questions-error-kind = People have answered this question: its kind cannot change.
questions-error-depended = Other questions are asked only because of an answer to this one. Change them first.
questions-error-options = Give at least { $n } options.
questions-error-limits = The largest number is smaller than the smallest.

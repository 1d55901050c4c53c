# Testimonials: giving, reading, moderating.
# What may be said of the person, and where it may be read.
testimonials-consent-publication-v1 = I agree that my testimonial may be published in the places I tick below, under the name I choose. Moderators read it first and prepare it for readers: they may shorten it, translate it, and take out what could reveal who people are. I can withdraw my consent at any time without giving a reason: the text then leaves the site at once. What has already been printed cannot be called back.
testimonials-channel-site = This site
testimonials-channel-site-hint = The page “Participants’ voices”. Anyone can read it, and search engines find it.
testimonials-channel-feeds = Partners’ sites
testimonials-channel-feeds-hint = Partner organisations may show it on their own sites automatically.
testimonials-channel-print = Print and reports
testimonials-channel-print-hint = Booklets, and reports to donors.
testimonials-channel-press = Journalists
testimonials-channel-press-hint = Newspapers, radio and television may quote it.
testimonials-name-full_name = Full name
testimonials-name-first_name = First name only
testimonials-name-initials = Initials
testimonials-name-pseudonym = Pseudonym
testimonials-name-anonymous = No name
testimonials-name-shown = Readers will see: { $line }
testimonials-no-name = Without a name
testimonials-to-my-page = To my page

# Giving a testimonial through the private link.
testimonials-give-title = What did the training give you?
testimonials-give-intro = Tell us in your own words. It takes 5 to 10 minutes, and it may be short.
testimonials-give-first-reader = At first only our moderators read it. Whether others do, where, and under which name is for you to decide.
testimonials-give-any-time = You can change your mind at any time: one button takes it off the site, and we ask for no reason.
testimonials-give-words = Your words
testimonials-give-language = Which language are you writing in?
testimonials-give-headline = Headline
testimonials-give-headline-hint = What matters most, in one sentence.
testimonials-give-body = Your testimonial
testimonials-give-body-hint = What has changed? What stayed with you? Better not to name other people or addresses.
testimonials-give-readers = Who may read it
testimonials-give-channels = Where do you agree to have it published?
testimonials-give-channels-hint = If you tick nothing, only our team reads it.
testimonials-give-name = Under which name
testimonials-give-attribution = What should stand under your words?
testimonials-give-attribution-hint = Needed only if you agree to publication.
testimonials-give-pseudonym = Pseudonym
testimonials-give-pseudonym-hint = If you chose “Pseudonym” above.
testimonials-give-send = Send
testimonials-give-after = The next page shows you where it stands.
testimonials-not-open = Those whose place is confirmed can write once the training has begun.
testimonials-too-many = No more testimonials can be sent for this training.

# The speaker's page.
testimonials-mine-title = My testimonial
testimonials-mine-kept = Only our team can read your words.
testimonials-mine-kept-next = If you want others to read them too, give your consent below.
testimonials-mine-waiting = Your words are waiting for a moderator.
testimonials-mine-waiting-next = A moderator prepares them for readers and a second person checks. Nothing is published before that.
testimonials-mine-public = Your words are published.
testimonials-mine-public-next = Thank you for sharing them. You can withdraw them at any time.
testimonials-mine-declined = This testimonial will not be published.
testimonials-mine-declined-next = Your words remain yours. If you have questions, ask the coordinator.
testimonials-mine-hidden = Your words are hidden for now.
testimonials-mine-hidden-next = Our team is checking something. Nobody can read them now.
testimonials-mine-withdrawn = You have withdrawn your consent.
testimonials-mine-withdrawn-next = Your words are not on the site. If you change your mind, you can agree again below.
testimonials-mine-reason = The reason
testimonials-mine-where = Where it can be read
testimonials-mine-line = { $language }, as “{ $line }”: { $channels }
testimonials-mine-original = What you wrote
testimonials-mine-agreements = My agreements
testimonials-mine-as = The name you agreed to: { $line }
testimonials-mine-name-hint = If the name says less, the earlier text disappears at once. If it says more, a moderator prepares the text again.
testimonials-mine-withdraw-heading = Take it back
testimonials-mine-withdraw-text = Your words disappear everywhere at once. You need not say why.
testimonials-mine-withdraw = Withdraw my consent
testimonials-no-channel = To change the name, first agree to at least one place of publication.

# After consent ended: keep the words privately, or erase them.
testimonials-keep-heading = Keep your words, or erase them?
testimonials-keep-text = Only our team can read your words now. You can leave it so: nothing will be published. Or you can have them erased for good, at any time.
testimonials-keep = Keep them as they are
testimonials-erase = Erase for good
testimonials-erase-title = Erase your words for good?
testimonials-erase-text = We erase your words, the texts prepared for readers and the moderators’ notes. Nobody can bring them back afterwards, not even we.
testimonials-erase-withdraws = They also leave the site at once.
testimonials-erase-stays = All that stays is when you gave consent and when it ended: no words, no name. In backups the text becomes unreadable.
testimonials-erased = Your words are erased.
testimonials-erased-next = We no longer have them. Thank you for having shared them.

# For every reader: the wall and one testimonial.
testimonials-wall-heading = Participants’ voices
testimonials-wall-lead = What people say after a training, in their own words. Each stands under the name its speaker agreed to.
testimonials-wall-description = Words of people who took part in our trainings, in Kyrgyz, Russian, Uzbek and English.
testimonials-wall-empty = There is no such testimonial yet.
testimonials-wall-empty-help = Try another region or language.
testimonials-embed-more = Read more: { $org }
testimonials-region = Region
testimonials-all-regions = All regions
testimonials-read-language = Language to read in
testimonials-all-languages = All languages
testimonials-filter = Show
testimonials-from-event = From the training:
testimonials-all-events = all trainings
testimonials-whole-text = The whole text
testimonials-about-event = About which training
testimonials-more-from-event = Others who took part in this training

# The moderators' queue.
testimonials-queue-title = Testimonials
testimonials-queue-lead = Open a testimonial and prepare its text for readers. Somebody else approves it: nobody approves a text of their own.
testimonials-stage-waiting = Waiting
testimonials-stage-public = Published
testimonials-stage-closed = Not published
testimonials-queue-empty-waiting = Everything has been looked at. New testimonials will appear here.
testimonials-queue-empty-public = Nothing has been published yet.
testimonials-queue-empty-closed = Nothing was declined, hidden or withdrawn.
testimonials-queue-event = Training
testimonials-queue-tier = Risk
testimonials-queue-region = Region
testimonials-queue-given = Given
testimonials-queue-language = Language
testimonials-queue-state = State
testimonials-tier = Risk level
testimonials-tier-r0 = R0: feedback on the course
testimonials-tier-r1 = R1: a personal story
testimonials-tier-r2 = R2: could put a person in danger
testimonials-all-tiers = All levels
testimonials-tag-new = new
testimonials-tag-prepared = text ready, waits for approval
testimonials-tag-public = published
testimonials-tag-held = hidden for now
testimonials-tag-declined = will not be published

# One testimonial on the moderators' desk.
testimonials-item-title = Testimonial
testimonials-item-given = given { $ago }
testimonials-item-agreed = What the speaker agreed to
testimonials-item-original = Original
testimonials-item-readers = For readers
testimonials-item-nothing = Nothing has been prepared in this language yet.
testimonials-item-no-consent = The speaker has agreed to no place of publication. Only the team can read this.
testimonials-item-declined-by = { $name }, { $ago }. The reason:
testimonials-item-held-by = Hidden by { $name }, { $ago }. The reason:
testimonials-item-prepare = Prepare a text
testimonials-item-change = Change this text
testimonials-item-headline = Headline
testimonials-item-quote = Quote
testimonials-item-quote-hint = Set in large type. The speaker’s own words, up to 400 characters.
testimonials-item-narrative = The whole text
testimonials-item-narrative-hint = Take out names, addresses and numbers that could reveal who people are.
testimonials-item-note = Content note
testimonials-item-note-hint = If the text holds something hard to read, say briefly what. Readers then open it themselves.
testimonials-item-name = Under which name
testimonials-item-name-hint = You may show less than was agreed, never more.
testimonials-item-save = Save the text
testimonials-item-save-warning = Saving takes the published text in this language off the site until the new one is approved.
testimonials-lang-none = no text
testimonials-lang-waiting = waits for approval
testimonials-lang-public = published
testimonials-decision-will = Will be published as “{ $line }”, in { $language }: { $channels }.
testimonials-decision-public = Published as “{ $line }”, in { $language }: { $channels }.
testimonials-decision-no-consent = There is no consent for this name. The text has to be changed.
testimonials-decision-name-changed = The speaker has changed the name. The text has to be prepared again.
testimonials-decision-held = Approved, but hidden for now.
testimonials-decision-by = Prepared by { $name }, { $ago }.
testimonials-decision-approved = Approved by { $names }.
testimonials-decision-missing = { $n ->
    [one] { $n } more approval is needed.
   *[other] { $n } more approvals are needed.
}
testimonials-decision-approve = Approve this text
testimonials-decision-own = You prepared this text, so somebody else has to approve it.
testimonials-decision-yours = You have approved it. A second person has to approve it too.

# What else can be done to it.
testimonials-acts = Other actions
testimonials-reason = Reason
testimonials-hold = Hide for now
testimonials-hold-text = It disappears everywhere at once. Somebody else can bring it back.
testimonials-hold-note = Note for colleagues
testimonials-hold-safety = a person’s safety
testimonials-hold-legal = a legal question
testimonials-hold-consent_doubt = doubt about the consent
testimonials-hold-accuracy = something has to be checked
testimonials-hold-declined = will not be published
testimonials-hold-other = another reason
testimonials-lift = Show it again
testimonials-lift-own = You hid this, so somebody else decides when to show it again.
testimonials-already-lifted = Somebody else has already shown it again.
testimonials-decline = Do not publish
testimonials-decline-text = This cannot be undone. The speaker reads the reason and your note.
testimonials-decline-note = A word to the speaker
testimonials-decline-off_topic = it is not about the training
testimonials-decline-unsafe = publishing it would be dangerous
testimonials-decline-names_others = it names other people
testimonials-decline-not_own_words = they are not the speaker’s own words
testimonials-decline-duplicate = it was sent twice
testimonials-decline-other = another reason
testimonials-already-declined = It was already decided not to publish this testimonial.
testimonials-raise = Raise the risk level
testimonials-raise-text = R2 needs the approval of two people. The level cannot be lowered again.
testimonials-withdraw-for = Withdraw at the speaker’s request
testimonials-withdraw-for-text = All consents end and it disappears at once.

# What could not be done, and why.
testimonials-error-too-open = The speaker did not agree to a name as open as this.
testimonials-error-no-pseudonym = The speaker gave no pseudonym.
testimonials-error-stale = Somebody else has saved this text meanwhile: their version is on this page. Compare, then save again.
testimonials-error-newer = There is a newer version of this text. Reload the page and read that one.
testimonials-error-lower-tier = The risk level cannot be lowered.

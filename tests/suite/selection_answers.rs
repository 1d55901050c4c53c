//! Answers to an event's own questions in a selection: they count like region or age, stand in reasons and in the picture in the
//! reader's language, and the proof of it names questions and options by their ids.

use std::collections::BTreeMap;

use chrono::Duration;
use sabak::events::form::copy::{CopyInput, Take};
use sabak::events::model::Event;
use sabak::events::service as events;
use sabak::i18n::Locale;
use sabak::questions::form::editor::{OptionInput, QuestionInput};
use sabak::questions::model::{Answers, Kind as Asks, Text};
use sabak::questions::service as questions;
use sabak::registration::model::{AnswersInput, Registration, RegistrationInput, State};
use sabak::registration::service as registration;
use sabak::retention::service as retention;
use sabak::selection::model::{Criteria, Dimension, Kind, Rule, answer, parse, recompute};
use sabak::selection::service as selection;
use sabak::staff::model::Actor;
use sabak::state::App;
use uuid::Uuid;

use crate::answers::moved;
use crate::cast::{asking, asks, by_selection, come, coordinator, form_of, now, published};
use crate::selection::{bench, publish, rule, set};
use crate::support::{World, both_engines};

/// One choice, many choices, yes or no; and a text.
struct Asked {
    trade: Uuid,
    skills: Uuid,
    taught: Uuid,
    wish: Uuid,
}

/// A question in Kyrgyz and Russian, whose options are in Kyrgyz alone but for the first.
fn trade() -> QuestionInput {
    let mut q = asking(Asks::OneChoice, "Кесиби");
    q.texts.insert(Locale::Ru, Text { label: "Профессия".into(), help: String::new() });
    if let Some(option) = q.options.first_mut() {
        option.labels.insert(Locale::Ru, "учит".to_owned());
    }
    q
}

/// The n-th participant: trades and skills in turn, every third has taught before.
async fn apply(app: &App, event: &Event, asked: &Asked, n: usize) -> Registration {
    let mut answers = Answers::default();
    answers.set(asked.trade, (n % 3 + 1).to_string());
    answers.set(asked.skills, ["1", "1 3", "2"][n % 3]);
    if !n.is_multiple_of(4) {
        answers.set(asked.taught, if n.is_multiple_of(3) { "yes" } else { "no" });
    }
    // What somebody types can look like a code.
    answers.set(asked.wish, "1");
    let input = RegistrationInput { answers, ..form_of(app, n) };
    come(app, event, input).await
}

fn about(kind: Kind, question: Uuid, code: &str, amount: i64) -> Rule {
    rule(kind, Dimension::Answer, &answer(question, code), amount)
}

/// A training with six places and twelve applications: at least three of trade 3, at most one with skill 3, points for having
/// taught and more for that skill.
async fn drawn(world: &World) -> (Actor, Event, Asked, Vec<Registration>) {
    let app = &world.app;
    let aida = coordinator(app).await;
    let event = published(app, &aida, &by_selection("tandoo", 6)).await;
    let asked = Asked {
        trade: asks(app, &aida, &event, trade()).await,
        skills: asks(app, &aida, &event, asking(Asks::ManyChoices, "Билгени")).await,
        taught: asks(app, &aida, &event, asking(Asks::YesNo, "Сабак бергенби")).await,
        wish: asks(app, &aida, &event, asking(Asks::Text, "Тилек")).await,
    };
    let mut all = Vec::new();
    for n in 0..12 {
        all.push(apply(app, &event, &asked, n).await);
    }
    let rules = vec![
        about(Kind::Floor, asked.trade, "3", 3),
        about(Kind::Cap, asked.skills, "3", 1),
        about(Kind::Score, asked.taught, "yes", 5),
        about(Kind::Score, asked.skills, "3", 9),
    ];
    set(app, &aida, &event, &Criteria { rules, waiting: None }).await;
    selection::draw(app, &aida, &event).await.unwrap();
    (aida, event, asked, all)
}

/// Of those with a place, how many chose this.
async fn chose(app: &App, all: &[Registration], question: Uuid, code: &str) -> usize {
    let mut n = 0;
    for r in all {
        let r = now(app, r).await;
        let given = questions::answers(app, &r).await.unwrap();
        n += usize::from(r.state == State::Confirmed && given.has(question, code));
    }
    n
}

both_engines! {
    async fn floors_caps_and_scores_look_at_answers_and_the_proof_names_ids_alone(world: World) {
        let app = &world.app;
        let (aida, event, asked, all) = drawn(&world).await;
        let before = bench(app, &aida, &event).await.list.unwrap();
        assert!(before.proposal.shortfalls.is_empty() && before.proposal.lines.iter().any(|l| l.score == 5));
        publish(app, &aida, &event).await;
        assert!(chose(app, &all, asked.trade, "3").await >= 3);
        assert_eq!(chose(app, &all, asked.skills, "3").await, 1, "as many as there may be");
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        let text = selection::proof(app, &aida, &event).await.unwrap();
        assert!(text.contains(&format!("rule 1 floor answer {}_3 3\n", asked.trade.simple())), "{text}");
        for word in ["Кесиби", "Профессия", "жооп", "Билгени", "Сабак", "Тилек"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        assert_eq!(recompute(&text), None);
        assert_eq!(parse(&text).unwrap().criteria, bench(app, &aida, &event).await.criteria);
    }
}

both_engines! {
    /// The answers go thirty days after the training, the people later; the list stays checkable all the time.
    async fn a_published_list_outlives_the_answers_it_came_from(world: World) {
        let app = &world.app;
        let (aida, event, asked, all) = drawn(&world).await;
        publish(app, &aida, &event).await;
        let text = selection::proof(app, &aida, &event).await.unwrap();
        let list = bench(app, &aida, &event).await.list.unwrap();
        world.clock.advance(Duration::days(10 + 31));
        retention::run(app, &retention::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM answer").await, 0);
        let mut here = 0;
        for r in &all {
            here += usize::from(now(app, r).await.legible == sabak::seal::Legible::Yes);
        }
        assert!(here >= 6, "those with a place are still here: {here}");
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        assert_eq!(selection::proof(app, &aida, &event).await.unwrap(), text);
        assert_eq!(bench(app, &aida, &event).await.list.unwrap().proposal, list.proposal);
        // The picture then says what the proof says: four of trade 3 applied.
        let mut office = world.signed_in(&aida).await;
        let page = office.get(&format!("/ky/staff/events/tandoo/selection?by={}", asked.trade.simple())).await.body;
        assert!(page.contains(&Locale::Ky.t("selection-answers-deleted")), "{page}");
        assert!(page.contains(">4</text>"), "{page}");
        // A question that no rule looks at has nothing left to compare.
        assert!(!page.contains(&format!("by={}", asked.wish.simple())));
        world.clock.advance(Duration::days(400));
        retention::run(app, &retention::Mode::Now { accept: true }).await.unwrap();
        assert_eq!(world.number("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'").await, 0);
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        assert_eq!(selection::proof(app, &aida, &event).await.unwrap(), text);
    }
}

both_engines! {
    async fn a_changed_answer_changes_the_list_before_it_is_published_and_not_after(world: World) {
        let app = &world.app;
        let (aida, event, asked, all) = drawn(&world).await;
        let stale = bench(app, &aida, &event).await.list.unwrap().sha256;
        let r = now(app, &all[2]).await;
        let mut answers = questions::answers(app, &r).await.unwrap();
        answers.set(asked.trade, "1");
        let input = AnswersInput { answers: answers.clone(), ..moved(&r, "") };
        registration::change_answers(app, &r, &input).await.unwrap();
        let changed = selection::publish(app, &aida, &event, &stale).await;
        assert_eq!(changed.map(drop), Err(sabak::error::AppError::Conflict("selection-error-changed")));
        publish(app, &aida, &event).await;
        let text = selection::proof(app, &aida, &event).await.unwrap();
        let r = now(app, &all[2]).await;
        answers.set(asked.trade, "2");
        registration::change_answers(app, &r, &AnswersInput { answers, ..moved(&r, "") }).await.unwrap();
        assert_eq!(selection::verify(app, &event).await.unwrap(), Some(vec![]));
        assert_eq!(selection::proof(app, &aida, &event).await.unwrap(), text);
    }
}

both_engines! {
    async fn answers_are_chosen_compared_and_given_as_reasons_in_the_readers_language(world: World) {
        let app = &world.app;
        let (aida, event, asked, all) = drawn(&world).await;
        let mut office = world.signed_in(&aida).await;
        let here = |l: Locale| format!("/{l}/staff/events/tandoo/selection");
        // In Russian the question is Russian; the third option has Kyrgyz words alone and says so.
        let page = office.get(&here(Locale::Ru)).await.body.replace("<!>", "");
        let reason = "Профессия: <span lang=\"ky\">Кесиби, жооп 3</span>: не меньше 3";
        assert!(page.contains(&format!("{reason}.")), "{page}");
        assert!(page.contains("<span lang=\"ky\">Сабак бергенби</span>: <span lang=\"ky\">Ооба</span>: 5 баллов"), "{page}");
        // In English nothing of it is.
        let page = office.get(&here(Locale::En)).await.body.replace("<!>", "");
        assert!(page.contains("<span lang=\"ru\">Профессия</span>: <span lang=\"ky\">Кесиби, жооп 3</span>: at least 3."), "{page}");
        // Compared without being asked for: the first rule with a target. The others by their chips.
        assert!(page.contains(&format!("href=\"{}?by={}#comparison\"", here(Locale::En), asked.skills.simple())), "{page}");
        assert!(!page.contains(&format!("by={}", asked.wish.simple())), "what is typed cannot be counted");
        let page = office.get(&format!("{}?by={}", here(Locale::Ky), asked.skills.simple())).await.body.replace("<!>", "");
        assert!(page.contains(&Locale::Ky.t("selection-answers-many")) && page.contains("≤ 1"), "{page}");
        let page = office.get(&format!("{}?by={}", here(Locale::Ky), asked.taught.simple())).await.body;
        assert!(page.contains(&Locale::Ky.t("selection-not-said")), "three said nothing: {page}");
        // The form offers every answer that can be chosen, and none that is typed.
        let form = office.get(&format!("{}/criteria", here(Locale::Ru))).await;
        for value in [answer(asked.trade, "1"), answer(asked.skills, "3"), answer(asked.taught, "no")] {
            assert!(form.body.contains(&format!("value=\"answer:{value}\"")), "{value}");
        }
        assert!(!form.body.contains(&answer(asked.wish, "")) && !form.body.contains("[selection-"));
        let version = form.input("version");
        let wrong = [("version", version.as_str()), ("r0_kind", "floor"), ("r0_what", &format!("answer:{}", answer(asked.wish, "1"))), ("r0_amount", "1")];
        let back = office.post(&format!("{}/criteria", here(Locale::Ru)), &wrong).await.location();
        assert!(office.get(&back).await.body.contains("id=\"errors\""), "a text is no choice");
        let what = format!("answer:{}", answer(asked.taught, "no"));
        let right = [("version", version.as_str()), ("r0_kind", "cap"), ("r0_what", &what), ("r0_amount", "2")];
        assert_eq!(office.post(&format!("{}/criteria", here(Locale::Ru)), &right).await.location(), format!("{}?done=criteria", here(Locale::Ru)));
        assert_eq!(bench(app, &aida, &event).await.criteria.rules, [about(Kind::Cap, asked.taught, "no", 2)]);
        let one = office.get(&format!("{}/applicants/{}", here(Locale::Ky), all[1].id)).await.body;
        assert!(one.contains("Билгени") && one.contains("Билгени, жооп 3"), "{one}");
    }
}

both_engines! {
    /// What is asked no more still counts for those who answered, and what became a text counts for nobody.
    async fn a_question_that_changes_takes_no_one_along(world: World) {
        let app = &world.app;
        let (aida, event, asked, _) = drawn(&world).await;
        let before = bench(app, &aida, &event).await;
        let fits = |b: &selection::Bench| b.list.as_ref().unwrap().proposal.applicants.iter().filter(|a| a.fits & 1 == 1).count();
        assert_eq!(fits(&before), 4);
        questions::retire(app, &aida, &event, asked.trade).await.unwrap();
        let after = bench(app, &aida, &event).await;
        assert_eq!(fits(&after), 4);
        // The same number of another kind of question is no answer of this one.
        let typed = about(Kind::Floor, asked.wish, "1", 1);
        set(app, &aida, &event, &Criteria { rules: vec![typed], waiting: None }).await;
        assert_eq!(fits(&bench(app, &aida, &event).await), 0, "all twelve typed a 1");
    }
}

both_engines! {
    async fn a_copy_has_the_rules_about_the_answers_that_it_asks_for(world: World) {
        let app = &world.app;
        let (aida, event, asked, _) = drawn(&world).await;
        // The third skill is offered no more: there is nobody to choose it in a copy.
        let (mut input, old) = {
            let old = questions::one(app, &aida, &event, asked.skills).await.unwrap().0;
            (asking(Asks::ManyChoices, "Билгени"), old)
        };
        input.version = old.version;
        let kept = |n: i64| OptionInput { number: Some(n), labels: BTreeMap::from([(Locale::Ky, format!("жооп {n}"))]) };
        input.options = vec![kept(1), kept(2)];
        questions::edit(app, &aida, &event, asked.skills, &input).await.unwrap();
        let day = event.starts_at.date_naive() + Duration::days(30);
        let copy = events::copy(app, &aida, "tandoo", &CopyInput { day, take: Take::DESCRIPTION }).await.unwrap();
        let there: Vec<_> = questions::of_event(app, copy.id).await.unwrap();
        let rules = bench(app, &aida, &copy).await.criteria.rules;
        let wanted = [about(Kind::Floor, there[0].id, "3", 3), about(Kind::Score, there[2].id, "yes", 5)];
        assert_eq!(rules, wanted);
        let bare = Take { questions: false, ..Take::DESCRIPTION };
        let bare = events::copy(app, &aida, "tandoo", &CopyInput { day, take: bare }).await.unwrap();
        assert!(bench(app, &aida, &bare).await.criteria.rules.is_empty());
    }
}

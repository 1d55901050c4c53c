//! The purge. Every rule is a step of its own that may be broken off and run again: what is gone is not found twice.
//!
//! A rule that would take far more than usual stops: more than twenty, and more than twice the median of what its last
//! [`MEMORY`] runs took (those that took nothing do not count). So the first large batch of an instance waits for a person,
//! who looks at the counts and says `--accept-counts`.

use chrono::{Duration, NaiveDate};
use uuid::Uuid;

use super::{freeze, tombstones};
use crate::audit::service::{By, record};
use crate::clock::Instant;
use crate::db::Tx;
use crate::error::Outcome as Done;
use crate::jobs::queue::{self, Job};
use crate::registration::service as registration;
use crate::retention::model::Rule;
use crate::retention::store::{self, RunRow};
use crate::staff::model::{Action, Actor, Of, Place};
use crate::state::App;
use crate::testimonials::service as testimonials;

/// Runs that say what is usual.
const MEMORY: i64 = 14;
/// As many are never too many.
const FEW: i64 = 20;
/// Three in the morning in Bishkek.
const AT: Duration = Duration::hours(21);

/// How to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Count and change nothing.
    Dry,
    /// By hand; `accept` lets also unusual counts pass.
    Now { accept: bool },
    /// As the job of a night; what this night has done already is not done again.
    Night(String),
}

/// What became of a rule in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Nothing was touched: somebody has to look first.
    Stopped,
    Dry,
    /// This night had it already.
    Before,
}

/// One rule's part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub rule: Rule,
    pub found: i64,
    pub removed: i64,
    /// As many would have passed.
    pub limit: i64,
    pub outcome: Outcome,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<Line>,
    /// Events whose numbers were frozen.
    pub frozen: usize,
}

/// Follows every rule once.
///
/// # Errors
/// When the database does not answer; what was done until then stays done.
pub async fn run(app: &App, mode: &Mode) -> Done<Report> {
    let now = app.clock.now();
    let frozen = if *mode == Mode::Dry { 0 } else { freeze::freeze_due(app, now).await? };
    let mut lines = Vec::new();
    for rule in Rule::PURGES {
        lines.push(follow(app, rule, mode, now).await?);
    }
    if *mode != Mode::Dry {
        app.jobs_waiting.notify_one();
        app.cache.touch();
    }
    Ok(Report { lines, frozen })
}

async fn follow(app: &App, rule: Rule, mode: &Mode, now: Instant) -> Done<Line> {
    let night = if let Mode::Night(night) = mode { Some(night.clone()) } else { None };
    let mut tx = app.db.read().await?;
    let (before, longer) = cut(rule, now);
    let rows = store::rows(&mut tx, rule, before).await?;
    let subjects = store::subjects(&mut tx, rule, before, longer, (Uuid::nil(), Uuid::max())).await?;
    let found = rows + count(subjects.len());
    let limit = limit(&store::removed(&mut tx, rule, MEMORY).await?);
    let mut line = Line { rule, found, removed: 0, limit, outcome: Outcome::Dry };
    if let Some(night) = &night
        && store::ran(&mut tx, night, Some(rule)).await?
    {
        return Ok(Line { outcome: Outcome::Before, ..line });
    }
    drop(tx);
    let accepted = match mode {
        Mode::Dry => return Ok(line),
        Mode::Now { accept } => *accept,
        Mode::Night(_) => false,
    };
    line.outcome = if rule.is_guarded() && found > limit && !accepted { Outcome::Stopped } else { Outcome::Done };
    if line.outcome == Outcome::Done {
        line.removed = remove(app, rule, &subjects, now).await?;
    }
    let mut tx = app.db.write().await?;
    let (code, action) = match line.outcome {
        Outcome::Stopped => ("stopped", "retention.stop"),
        _ => ("done", "retention.run"),
    };
    let kept = RunRow {
        rule: rule.code().to_owned(),
        night,
        at: now,
        found: line.found,
        removed: line.removed,
        outcome: code.to_owned(),
    };
    store::add_run(&mut tx, app.ids.uuid(), &kept).await?;
    if rule.is_guarded() && line.found > 0 {
        record(app, &mut tx, By::System, action, ("rule", rule.code()), &line.found.to_string()).await?;
    }
    tx.commit().await?;
    Ok(line)
}

/// What happened before the first is due; before the second, for who agreed to be kept longer.
fn cut(rule: Rule, now: Instant) -> (Instant, Instant) {
    let before = match rule {
        // Their rows hold the instant themselves.
        Rule::Flash | Rule::Session | Rule::Answers => now,
        _ => rule.span().map_or(now, |span| span.before(now)),
    };
    (before, rule.longer().map_or(before, |span| span.before(now)))
}

/// As many pass unasked.
fn limit(removed: &[i64]) -> i64 {
    let mut removed = removed.to_vec();
    removed.sort_unstable();
    FEW.max(2 * removed.get(removed.len() / 2).copied().unwrap_or(0))
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn remove(app: &App, rule: Rule, subjects: &[Uuid], now: Instant) -> Done<i64> {
    let (before, longer) = cut(rule, now);
    let mut tx = app.db.write().await?;
    let mut removed = i64::try_from(store::drop_rows(&mut tx, rule, before).await?).unwrap_or(i64::MAX);
    tx.commit().await?;
    for id in subjects {
        // One by one: each holds the pool's row only for a moment, and what changed since they were found is seen.
        let still = || async {
            let mut tx = app.db.read().await?;
            Done::Ok(store::subjects(&mut tx, rule, before, longer, (*id, *id)).await? == [*id])
        };
        if !still().await? {
            continue;
        }
        let gone = match rule {
            Rule::Declined => erase_testimonial(app, *id, now).await?,
            _ => registration::erase_due(app, *id, rule.code()).await?,
        };
        removed += i64::from(gone);
    }
    if removed > 0 {
        tombstones::note(app).await;
    }
    Ok(removed)
}

async fn erase_testimonial(app: &App, id: Uuid, now: Instant) -> Done<bool> {
    let rule = Rule::Declined.code();
    let mut tx = app.db.write().await?;
    let gone = testimonials::erase_one(&mut tx, id, rule, now).await?;
    if gone {
        record(app, &mut tx, By::System, "testimonial.erase", ("testimonial", id), rule).await?;
    }
    tx.commit().await?;
    Ok(gone)
}

/// The night that began last, by the date of its beginning.
#[must_use]
pub fn night(now: Instant) -> String {
    let date: NaiveDate = (now - AT).date_naive();
    date.to_string()
}

/// Puts the job of this night in the queue, unless it was done or is there; for the hourly clean-up of every node.
///
/// # Errors
/// When the database does not take it.
pub async fn plan(app: &App, tx: &mut Tx) -> Done<()> {
    let night = night(app.clock.now());
    if store::ran(tx, &night, None).await? {
        return Ok(());
    }
    let dedupe = format!("retention:{night}");
    queue::put(app, tx, &Job::Retention { night }, Some(&dedupe), app.clock.now()).await
}

/// Rules whose last run stopped because it would have taken far more than usual; empty for whom they do not concern.
///
/// # Errors
/// When the database does not answer.
pub async fn stopped(app: &App, actor: &Actor) -> Done<Vec<RunRow>> {
    if !actor.can(Action::RetentionSee, &Place::everywhere(), Of::Other) {
        return Ok(Vec::new());
    }
    let mut runs = store::last_runs(&mut app.db.read().await?).await?;
    runs.retain(|run| run.outcome == "stopped");
    Ok(runs)
}

/// The last run of each rule.
///
/// # Errors
/// `Forbidden` or `NotFound` without the right.
pub async fn last_runs(app: &App, actor: &Actor) -> Done<Vec<RunRow>> {
    actor.require(Action::RetentionSee, &Place::everywhere(), Of::Other)?;
    Ok(store::last_runs(&mut app.db.read().await?).await?)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{limit, night};

    #[test]
    fn what_is_usual_is_twice_the_middle_of_what_was_and_never_under_twenty() {
        assert_eq!(limit(&[]), 20);
        assert_eq!(limit(&[3, 4, 5]), 20);
        assert_eq!(limit(&[30]), 60);
        assert_eq!(limit(&[30, 1, 40]), 60);
        assert_eq!(limit(&[1, 1, 1, 900]), 20, "one large night makes no habit");
    }

    #[test]
    fn a_night_begins_at_three_in_bishkek() {
        let at = |h, m| Utc.with_ymd_and_hms(2026, 11, 25, h, m, 0).unwrap();
        assert_eq!(night(at(20, 59)), "2026-11-24");
        assert_eq!(night(at(21, 0)), "2026-11-25");
    }
}

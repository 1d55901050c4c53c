//! The numbers of an event, counted once, before the people behind them are erased.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::attendance::service as attendance;
use crate::clock::Instant;
use crate::error::Outcome;
use crate::retention::model::figures::{Count, freeze};
use crate::retention::model::{Rule, Span};
use crate::retention::store;
use crate::state::App;

/// Freezes the numbers of every event that ended as long ago as the first purge waits; how many.
pub(super) async fn freeze_due(app: &App, now: Instant) -> Outcome<usize> {
    let before = Rule::Needs.span().unwrap_or(Span::Days(0)).before(now);
    let events = store::unfrozen(&mut app.db.read().await?, before).await?;
    for event in &events {
        let came = attendance::came(app, *event).await?;
        let mut tx = app.db.write().await?;
        let places = store::places(&mut tx, *event).await?;
        let mut total = Count::default();
        let mut dimensions = [("region", BTreeMap::new()), ("sex", BTreeMap::new()), ("age", BTreeMap::new())];
        for (id, region, sex, age) in places {
            let attended = i64::from(came.contains(&id));
            total = Count { registered: total.registered + 1, attended: total.attended + attended };
            for ((_, cells), value) in dimensions.iter_mut().zip([region, sex, age]) {
                let cell: &mut Count = cells.entry(value).or_default();
                *cell = Count { registered: cell.registered + 1, attended: cell.attended + attended };
            }
        }
        for figure in freeze(&dimensions, total) {
            store::add_figure(&mut tx, *event, &figure, now).await?;
        }
        tx.commit().await?;
    }
    Ok(events.len())
}

/// The frozen numbers of an event, by dimension and value: registered and attended; empty while they are not frozen.
///
/// # Errors
/// When the database does not answer.
pub async fn figures(app: &App, event: Uuid) -> Outcome<BTreeMap<(String, String), (Option<i64>, Option<i64>)>> {
    Ok(store::figures(&mut app.db.read().await?, event).await?)
}

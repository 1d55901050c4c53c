//! Walking the whole history, batch by batch.

use super::super::model::{Batch, Checkpoint, Fault, GENESIS, MAX_BATCH, Tree, Verdict, signing_key};
use super::super::store::chain as store;
use crate::db::Tx;
use crate::error::Outcome;
use crate::state::App;

/// Batches and checkpoints are read in pages of this many rows.
const PAGE: i64 = 256;

/// Reads every entry, link, batch and checkpoint, and compares. `exported` are lines that were kept outside the database;
/// `progress` is told after each page how many batches of how many are done. Memory does not grow with the history, and
/// what is written meanwhile does no harm.
///
/// # Errors
/// When the database does not answer. What is wrong with the history is in the verdict.
pub async fn verify(app: &App, exported: &str, progress: impl Fn(i64, i64) + Send) -> Outcome<Verdict> {
    let mut tx = app.db.read().await?;
    let mut verdict = Verdict::default();
    let newest = store::newest(&mut tx).await?.map_or(0, |b| b.number);
    verdict.last = newest;
    let (mut seen, mut before): (i64, Option<Batch>) = (0, None);
    loop {
        let page = store::batches(&mut tx, seen, newest, PAGE).await?;
        for batch in page.iter().cloned() {
            sequence(&mut verdict, before.as_ref(), &batch);
            entries(&mut tx, &mut verdict, &batch).await?;
            verdict.batches += 1;
            seen = batch.number;
            before = Some(batch);
        }
        progress(seen, newest);
        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    if let Some(number) = store::stray_batch(&mut tx).await? {
        verdict.add(Fault::BatchMissing { number });
    }
    let sums = store::sums(&mut tx).await?;
    verdict.waiting = sums.waiting;
    if sums.lost > 0 {
        verdict.add(Fault::NotLinked { entries: sums.lost });
    }
    if sums.astray > 0 {
        verdict.add(Fault::WaitingChanged { entries: sums.astray });
    }
    checkpoints(app, &mut tx, &mut verdict, exported).await?;
    Ok(verdict)
}

/// Whether a batch follows the one before it and its row is what was hashed.
fn sequence(verdict: &mut Verdict, before: Option<&Batch>, batch: &Batch) {
    let expected = before.map_or(1, |b| b.number + 1);
    if batch.number > expected {
        verdict.add(Fault::BatchMissing { number: expected });
    }
    if batch.hash.as_slice() != batch.digest() {
        verdict.add(Fault::BatchChanged { number: batch.number });
    } else if batch.number == expected
        && (batch.previous.as_slice() != before.map_or(GENESIS.as_slice(), |b| b.hash.as_slice())
            || batch.total != before.map_or(0, |b| b.total) + batch.entries)
    {
        verdict.add(Fault::BatchOutOfOrder { number: batch.number });
    }
}

/// Whether the entries of a batch are those that its root says.
async fn entries(tx: &mut Tx, verdict: &mut Verdict, batch: &Batch) -> Outcome<()> {
    let number = batch.number;
    let most = i64::try_from(MAX_BATCH).unwrap_or(i64::MAX);
    let Some(count) = usize::try_from(batch.entries).ok().filter(|n| *n <= MAX_BATCH) else {
        // No sealer makes such a batch, whatever its hash says.
        verdict.add(Fault::BatchChanged { number });
        return Ok(());
    };
    let linked = match store::linked(tx, number, most + 1).await {
        Ok(linked) => linked,
        Err(sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)) => {
            verdict.add(Fault::Unreadable { batch: number });
            return Ok(());
        }
        Err(other) => return Err(other.into()),
    };
    let in_place = linked.iter().enumerate().all(|(n, l)| i64::try_from(n) == Ok(l.position));
    if !in_place || linked.len() != count {
        return missing(tx, verdict, batch, linked.iter().map(|l| l.position)).await;
    }
    let mut tree = Tree::default();
    for l in &linked {
        tree.push(l.entry.leaf());
    }
    let ends = linked.first().zip(linked.last()).map(|(first, last)| (first.entry.id, last.entry.id));
    if tree.root().as_slice() != batch.root || ends != Some((batch.first_entry, batch.last_entry)) {
        verdict.add(Fault::EntriesChanged { batch: number });
    } else {
        verdict.entries += batch.entries;
    }
    Ok(())
}

/// Says which entry or link a batch lacks, or that it has too many.
async fn missing(
    tx: &mut Tx,
    verdict: &mut Verdict,
    batch: &Batch,
    there: impl Iterator<Item = i64> + Send,
) -> Outcome<()> {
    let number = batch.number;
    let links = store::positions(tx, number, i64::try_from(MAX_BATCH).unwrap_or(i64::MAX) + 1).await?;
    let there: Vec<i64> = there.collect();
    for position in 0..batch.entries {
        if !links.contains(&position) {
            verdict.add(Fault::LinkMissing { batch: number, position });
        } else if !there.contains(&position) {
            verdict.add(Fault::EntryMissing { batch: number, position });
        }
    }
    if links.iter().any(|p| !(0..batch.entries).contains(p)) {
        verdict.add(Fault::LinkAdded { batch: number });
    }
    Ok(())
}

async fn checkpoints(app: &App, tx: &mut Tx, verdict: &mut Verdict, exported: &str) -> Outcome<()> {
    let mut offset = 0;
    loop {
        let page = store::checkpoints(tx, PAGE, offset).await?;
        for point in &page {
            compare(app, tx, verdict, point).await?;
        }
        offset += PAGE;
        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    for (n, line) in exported.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Checkpoint::parse(line) {
            Some(point) => compare(app, tx, verdict, &point).await?,
            None => verdict.add(Fault::CheckpointUnreadable { line: n + 1 }),
        }
    }
    Ok(())
}

async fn compare(app: &App, tx: &mut Tx, verdict: &mut Verdict, point: &Checkpoint) -> Outcome<()> {
    verdict.checkpoints += 1;
    let batch = point.batch;
    if !point.signed_by(&signing_key(&app.secret).verifying_key()) {
        verdict.add(Fault::CheckpointForged { batch });
        return Ok(());
    }
    match store::batch(tx, batch).await? {
        None => verdict.add(Fault::Truncated { batch, at: point.at }),
        Some(row) if (&row.hash, row.total) != (&point.hash, point.total) => {
            verdict.add(Fault::CheckpointDiffers { batch, at: point.at });
        }
        Some(_) => {}
    }
    Ok(())
}

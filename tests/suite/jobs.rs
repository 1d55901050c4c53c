//! The queue: each job is done by one worker at a time, none is lost, none is added twice.

use std::collections::BTreeSet;

use chrono::Duration;
use sabak::jobs::queue::{self, Claimed, Job, LEASE, Lane, MAX_ATTEMPTS};
use sabak::state::App;
use uuid::Uuid;

use crate::support::both_engines;

async fn put(app: &App, n: u128, dedupe: Option<&str>, later: Duration) {
    let mut tx = app.db.write().await.unwrap();
    let job = Job::LapseOffer { registration: Uuid::from_u128(n) };
    queue::put(app, &mut tx, &job, dedupe, app.clock.now() + later).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(app: &App, worker: &str) -> Option<Claimed> {
    queue::claim(app, worker, Lane::Rest).await.unwrap()
}

both_engines! {
    async fn sixteen_workers_on_two_nodes_share_two_hundred_jobs(world: World) {
        for n in 0..200 {
            put(&world.app, n, None, Duration::zero()).await;
        }
        let nodes = [world.app.clone(), world.second_node().await];
        let mut workers = tokio::task::JoinSet::new();
        for w in 0..16 {
            let app = nodes[w % 2].clone();
            workers.spawn(async move {
                let (name, mut mine) = (format!("w{w}"), Vec::new());
                while let Some(claimed) = claim(&app, &name).await {
                    queue::done(&app, &name, claimed.id).await.unwrap();
                    mine.push(claimed.job);
                }
                mine
            });
        }
        let done: Vec<Job> = workers.join_all().await.into_iter().flatten().collect();
        assert_eq!(done.len(), 200);
        let different: BTreeSet<String> = done.iter().map(|j| format!("{j:?}")).collect();
        assert_eq!(different.len(), 200);
    }
}

both_engines! {
    async fn a_job_whose_worker_died_is_taken_when_its_lease_is_over(world: World) {
        put(&world.app, 1, None, Duration::zero()).await;
        assert!(claim(&world.app, "dies").await.is_some());
        assert!(claim(&world.app, "waits").await.is_none());
        world.clock.advance(LEASE + Duration::seconds(1));
        let taken = claim(&world.app, "waits").await.unwrap();
        assert_eq!(taken.attempts, 2);
        // The dead one comes back and says it is done: it does not hold the job any more.
        queue::done(&world.app, "dies", taken.id).await.unwrap();
        world.clock.advance(LEASE + Duration::seconds(1));
        assert!(claim(&world.app, "third").await.is_some());
    }
}

both_engines! {
    async fn one_open_job_a_dedupe_key(world: World) {
        for n in 0..3 {
            put(&world.app, n, Some("the same"), Duration::zero()).await;
        }
        let taken = claim(&world.app, "w").await.unwrap();
        assert!(claim(&world.app, "w").await.is_none());
        queue::done(&world.app, "w", taken.id).await.unwrap();
        put(&world.app, 9, Some("the same"), Duration::zero()).await;
        assert!(claim(&world.app, "w").await.is_some(), "after it was done the key is free");
    }
}

both_engines! {
    async fn a_job_waits_for_its_time_and_is_set_aside_after_its_last_try(world: World) {
        put(&world.app, 1, None, Duration::hours(1)).await;
        assert!(claim(&world.app, "w").await.is_none());
        assert_eq!(queue::next_due(&world.app, Lane::Rest).await.unwrap(), Some(world.clock.now() + Duration::hours(1)));
        for attempt in 1..=MAX_ATTEMPTS {
            world.clock.advance(Duration::days(1));
            let taken = claim(&world.app, "w").await.unwrap();
            assert_eq!(taken.attempts, attempt);
            queue::failed(&world.app, "w", (taken.id, taken.attempts), "smtp").await.unwrap();
            assert!(claim(&world.app, "w").await.is_none(), "not at once again");
        }
        world.clock.advance(Duration::days(30));
        assert!(claim(&world.app, "w").await.is_none());
    }
}

both_engines! {
    async fn a_job_of_a_change_that_failed_does_not_exist(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        let now = world.app.clock.now();
        queue::put(&world.app, &mut tx, &Job::Sweep, None, now).await.unwrap();
        drop(tx);
        assert!(claim(&world.app, "w").await.is_none());
    }
}

//! The queue: each job is done by one worker at a time, none is lost, none is added twice.

use std::collections::BTreeSet;

use chrono::Duration;
use sabak::jobs::queue::{self, Claimed, Job, LEASE, MAX_ATTEMPTS};
use sabak::state::App;
use uuid::Uuid;

use crate::support::{World, both_engines};

async fn put(app: &App, n: u128, dedupe: Option<&str>, later: Duration) {
    let mut tx = app.db.write().await.unwrap();
    let job = Job::LapseOffer { registration: Uuid::from_u128(n) };
    queue::put(app, &mut tx, &job, dedupe, app.clock.now() + later).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(app: &App, worker: &str, most: i64) -> Vec<Claimed> {
    queue::claim(app, worker, most).await.unwrap()
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
                loop {
                    let batch = claim(&app, &name, 5).await;
                    if batch.is_empty() {
                        return mine;
                    }
                    for claimed in batch {
                        queue::done(&app, &name, claimed.id).await.unwrap();
                        mine.push(claimed.job);
                    }
                }
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
        assert_eq!(claim(&world.app, "dies", 1).await.len(), 1);
        assert_eq!(claim(&world.app, "waits", 1).await.len(), 0);
        world.clock.advance(LEASE + Duration::seconds(1));
        let taken = claim(&world.app, "waits", 1).await;
        assert_eq!((taken.len(), taken[0].attempts), (1, 2));
        // The dead one comes back and says it is done: it does not hold the job any more.
        queue::done(&world.app, "dies", taken[0].id).await.unwrap();
        world.clock.advance(LEASE + Duration::seconds(1));
        assert_eq!(claim(&world.app, "third", 1).await.len(), 1);
    }
}

both_engines! {
    async fn one_open_job_a_dedupe_key(world: World) {
        for n in 0..3 {
            put(&world.app, n, Some("the same"), Duration::zero()).await;
        }
        let taken = claim(&world.app, "w", 10).await;
        assert_eq!(taken.len(), 1);
        queue::done(&world.app, "w", taken[0].id).await.unwrap();
        put(&world.app, 9, Some("the same"), Duration::zero()).await;
        assert_eq!(claim(&world.app, "w", 10).await.len(), 1, "after it was done the key is free");
    }
}

both_engines! {
    async fn a_job_waits_for_its_time_and_is_set_aside_after_its_last_try(world: World) {
        put(&world.app, 1, None, Duration::hours(1)).await;
        assert_eq!(claim(&world.app, "w", 1).await.len(), 0);
        assert_eq!(queue::next_due(&world.app).await.unwrap(), Some(world.clock.now() + Duration::hours(1)));
        for attempt in 1..=MAX_ATTEMPTS {
            world.clock.advance(Duration::days(1));
            let taken = claim(&world.app, "w", 1).await;
            assert_eq!(taken[0].attempts, attempt);
            queue::failed(&world.app, "w", &taken[0], "smtp").await.unwrap();
            assert_eq!(claim(&world.app, "w", 1).await.len(), 0, "not at once again");
        }
        world.clock.advance(Duration::days(30));
        assert_eq!(claim(&world.app, "w", 1).await.len(), 0);
    }
}

both_engines! {
    async fn a_job_of_a_change_that_failed_does_not_exist(world: World) {
        let mut tx = world.app.db.write().await.unwrap();
        let now = world.app.clock.now();
        queue::put(&world.app, &mut tx, &Job::Sweep, None, now).await.unwrap();
        drop(tx);
        assert_eq!(claim(&world.app, "w", 1).await.len(), 0);
    }
}

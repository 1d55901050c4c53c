//! What every use case is handed: the database, the time, randomness, the configuration and the instance's secret.

use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::{Notify, OnceCell};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::events::model::Region;
use crate::ids::Ids;
use crate::web::assets::Assets;
use crate::web::cache::PageCache;
use crate::web::client::Addresses;

/// Cheap to clone; the same for all requests of a process.
#[derive(Clone)]
pub struct App(Arc<Parts>);

pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub ids: Ids,
    pub config: Config,
    /// What private links are derived from; outside the database.
    pub secret: [u8; 32],
    pub assets: Assets,
    pub cache: PageCache,
    /// How many forms came from where, in this process.
    pub addresses: Addresses,
    /// Wakes the worker when a job was put in its queue.
    pub jobs_waiting: Notify,
    /// Read once; see `events::service::regions`.
    pub regions: OnceCell<Vec<Region>>,
}

impl App {
    #[must_use]
    pub fn new(db: Db, clock: Clock, ids: Ids, config: Config, secret: [u8; 32]) -> Self {
        let assets = Assets::load(&config.site_dir);
        Self(Arc::new(Parts {
            db,
            clock,
            ids,
            config,
            secret,
            assets,
            cache: PageCache::default(),
            addresses: Addresses::default(),
            jobs_waiting: Notify::new(),
            regions: OnceCell::new(),
        }))
    }

    /// An absolute address of a path that begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.public_url)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

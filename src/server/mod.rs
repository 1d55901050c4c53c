//! Wires everything and is imported by nobody: command line, router, health, shutdown.

pub mod backups;
pub mod cli;
pub mod health;
pub mod keys;
pub mod logs;
pub mod router;
pub mod secret;
pub mod serve;

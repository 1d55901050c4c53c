//! Use cases and HTTP on both engines. One binary, so that one PostgreSQL serves all.

mod support;

mod commits;
mod jobs;
mod schema;
mod sql;
mod web;

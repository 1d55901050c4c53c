//! Use cases and HTTP on both engines. One binary, so that one PostgreSQL serves all.

mod cast;
mod forms;
mod policy;
mod staff_forms;
mod support;
mod traced;

mod abuse;
mod attendance;
mod audit;
mod audit_lines;
mod backup;
mod bad_input;
mod canary;
mod chain;
mod commits;
mod editor;
mod erasure;
mod events;
mod factors;
mod fresh;
mod jobs;
mod keys;
mod mail;
mod places;
mod registration;
mod retention;
mod schema;
mod sealed;
mod sealed_words;
mod sql;
mod staff;
mod surface;
mod testimonials;
mod throttle;
mod web;

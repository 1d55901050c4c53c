//! Measures on a server's data what a client of it cannot tell apart, and prints one line of JSON. Takes the configuration
//! of the server, which must not run meanwhile.
//!
//! ```text
//! sabak-inside sealing bench-sealing 500      registers so many people for an event without registrations, reads its roster
//! sabak-inside audit 5                        sixteen writers append to the history for so many seconds
//! sabak-inside grow 10000 100 10             so many trainings, people at each, and public testimonials of each
//! sabak-inside selection 5000                so many apply for one training; proposing the list by twelve rules
//! sabak-inside people 1000000 10             makes so many people, searches among them and registers more, so many seconds each
//! sabak-inside identity backup.key            makes an age identity in a file and prints its recipient
//! ```

mod grow;
mod history;
mod people;
mod sealing;
mod selection;

use std::error::Error;
use std::process::ExitCode;

use sabak::clock::Clock;
use sabak::config::Config;
use sabak::db::{Db, Vault};
use sabak::ids::Ids;
use sabak::server::secret;
use sabak::state::App;
use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run())) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("sabak-inside: {e}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome<Value> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["sealing", slug, people] => sealing::measure(&open().await?, slug, people.parse()?).await,
        ["audit", seconds] => history::measure(&open().await?, seconds.parse()?).await,
        ["grow", events, people, voices] => {
            grow::grow(&open().await?, events.parse()?, people.parse()?, voices.parse()?).await
        }
        ["selection", people] => selection::measure(&open().await?, people.parse()?).await,
        ["people", people] => people::measure(&open().await?, people.parse()?, 10).await,
        ["people", people, seconds] => people::measure(&open().await?, people.parse()?, seconds.parse()?).await,
        ["identity", file] => identity(file),
        _ => Err("the commands are at the top of bin/load/inside/src/main.rs".into()),
    }
}

async fn open() -> Outcome<App> {
    let config = Config::load()?;
    let ids = Ids::system(Clock::System);
    let secrets = secret::load(&config, &ids)?;
    if !secrets.missing().is_empty() {
        return Err(format!("{} is not there: no server has run here", secrets.missing()).into());
    }
    let vault = Vault { ring: secrets.ring, ids: ids.clone() };
    // As many connections as there are writers, so that none waits for one.
    let db = Db::open(&config.database_url, history::WRITERS + 2, vault).await?;
    Ok(App::new(db, Clock::System, ids, config, secrets.secret))
}

fn identity(file: &str) -> Outcome<Value> {
    use age::secrecy::ExposeSecret as _;
    let made = age::x25519::Identity::generate();
    std::fs::write(file, made.to_string().expose_secret())?;
    Ok(Value::String(made.to_public().to_string()))
}

/// Seconds of processor time that the living threads of this process have taken.
fn processor() -> Outcome<f64> {
    let mut nanoseconds = 0.0;
    for task in std::fs::read_dir("/proc/self/task")? {
        // A thread that has ended meanwhile did little.
        let Ok(stat) = std::fs::read_to_string(task?.path().join("schedstat")) else { continue };
        nanoseconds += stat.split(' ').next().unwrap_or_default().parse::<f64>()?;
    }
    Ok(nanoseconds / 1e9)
}

/// Processor time of one of so many calls, in microseconds.
fn alone(times: u32, mut act: impl FnMut()) -> Outcome<f64> {
    let before = processor()?;
    for _ in 0..times {
        act();
    }
    Ok((processor()? - before) / f64::from(times) * 1e6)
}

/// The middle one, in microseconds.
fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or_default() * 1e6
}

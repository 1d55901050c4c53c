//! Puts a server of this machine under load and prints one line of JSON about what came back.
//!
//! ```text
//! sabak-load 127.0.0.1:3000 --clients 64 --seconds 8 --header 'accept-encoding: br' get:/ky/events
//! sabak-load 127.0.0.1:3000 --clients 64 --count 10000 --form 'name=A&submission_id=__UUID__' post:/ky/events/x/register
//! ```
//!
//! Each client keeps one connection and starts its next turn when the last one ended. A turn is all the steps in order,
//! and its time runs from the first byte sent to the last byte read. In addresses and in the form `__N__` is the number of the
//! turn and `__UUID__` a new random id, `__R__` one of five regions. `follow` gets what the step before was redirected to.

mod client;
mod plan;
mod tally;

use std::process::ExitCode;

use plan::Plan;

fn main() -> ExitCode {
    let plan = match Plan::parse(std::env::args().skip(1)) {
        Ok(plan) => plan,
        Err(e) => return fail(&e),
    };
    // One thread: the client must not take the cores from the server it measures.
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            println!("{}", runtime.block_on(client::run(plan)));
            ExitCode::SUCCESS
        }
        Err(e) => fail(&e.to_string()),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("sabak-load: {message}");
    ExitCode::FAILURE
}

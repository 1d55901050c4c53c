use crate::error::Outcome;
use crate::state::App;
pub async fn seed(_: &App) -> Outcome<String> { Ok(String::new()) }

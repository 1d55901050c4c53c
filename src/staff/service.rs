use crate::error::Outcome;
use crate::state::App;
pub async fn first_link(_: &App) -> Outcome<Option<String>> { Ok(None) }
pub async fn invite_from_shell(_: &App, _: &str, _: &str) -> Outcome<String> { Ok(String::new()) }

//! Rows that a transaction adds and nobody looks at before it ends are sent together. Each statement that is sent alone costs
//! both engines a change of threads or processes, more than most of them cost to run: see `docs/decisions/0021`.
//!
//! On SQLite they are one text of several statements; on PostgreSQL, one statement of several WITH parts, which do not see
//! what the others add. Hence insertions alone, that read nothing put off before them.

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, Encode, PgConnection, Postgres, Sqlite, SqliteConnection, Type};

/// Values after which those put off are sent, well below what either engine takes at once (32,766 and 65,535).
const FULL: usize = 2000;

/// Statements in one text that is worth keeping prepared: as many as one registration has. Longer ones differ from time to time.
const KEPT: usize = 16;

/// What is put off.
pub struct Later {
    texts: Vec<&'static str>,
    /// Of each text, how many values came before its own.
    before: Vec<usize>,
    values: Values,
    refused: Option<sqlx::Error>,
}

enum Values {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Sqlite(values) => values.len(),
            Self::Postgres(values) => values.len(),
        }
    }
}

impl Later {
    #[must_use]
    pub fn sqlite() -> Self {
        Self::of(Values::Sqlite(SqliteArguments::default()))
    }

    #[must_use]
    pub fn postgres() -> Self {
        Self::of(Values::Postgres(PgArguments::default()))
    }

    const fn of(values: Values) -> Self {
        Self { texts: Vec::new(), before: Vec::new(), values, refused: None }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    #[must_use]
    pub fn is_full(&self) -> bool {
        self.values.len() >= FULL
    }

    /// Another statement; [`Self::bind`] gives its values in their order.
    pub fn add(&mut self, insert: &'static str) {
        debug_assert!(insert.starts_with("INSERT INTO "), "only insertions can be put off: {insert}");
        self.texts.push(insert);
        self.before.push(self.values.len());
    }

    /// The next value of the last statement.
    pub fn bind<'t, T>(&mut self, value: T)
    where
        T: Encode<'t, Sqlite> + Type<Sqlite> + Encode<'t, Postgres> + Type<Postgres>,
    {
        let added = match &mut self.values {
            Values::Sqlite(values) => values.add(value),
            Values::Postgres(values) => values.add(value),
        };
        if let Err(cause) = added {
            self.refused = Some(sqlx::Error::Encode(cause));
        }
    }

    /// The texts as one, with `then` behind them, and their values; nothing is put off any more.
    fn take_sqlite(&mut self, then: &str) -> sqlx::Result<(String, SqliteArguments)> {
        let Values::Sqlite(values) = &mut self.values else { return Err(other_engine()) };
        let values = std::mem::take(values);
        let mut text = self.numbered().join(";\n");
        if !then.is_empty() {
            text.push_str(if text.is_empty() { "" } else { ";\n" });
            text.push_str(then);
        }
        self.forget().map(|()| (text, values))
    }

    fn take_postgres(&mut self) -> sqlx::Result<(String, PgArguments)> {
        let Values::Postgres(values) = &mut self.values else { return Err(other_engine()) };
        let values = std::mem::take(values);
        let mut texts = self.numbered();
        let last = texts.pop().unwrap_or_default();
        let parts: Vec<String> = texts.iter().enumerate().map(|(n, text)| format!("part{n} AS ({text})")).collect();
        let text = if parts.is_empty() { last } else { format!("WITH {}\n{last}", parts.join(",\n")) };
        self.forget().map(|()| (text, values))
    }

    fn forget(&mut self) -> sqlx::Result<()> {
        self.texts.clear();
        self.before.clear();
        self.refused.take().map_or(Ok(()), Err)
    }

    fn numbered(&self) -> Vec<String> {
        self.texts.iter().zip(&self.before).map(|(text, before)| renumbered(text, *before)).collect()
    }

    /// Sends it all, with `then` behind it.
    pub(super) async fn send_sqlite(&mut self, connection: &mut SqliteConnection, then: &str) -> sqlx::Result<()> {
        let kept = self.texts.len() <= KEPT;
        let (text, values) = self.take_sqlite(then)?;
        sqlx::query_with(AssertSqlSafe(text), values).persistent(kept).execute(connection).await.map(drop)
    }

    pub(super) async fn send_postgres(&mut self, connection: &mut PgConnection) -> sqlx::Result<()> {
        let kept = self.texts.len() <= KEPT;
        let (text, values) = self.take_postgres()?;
        sqlx::query_with(AssertSqlSafe(text), values).persistent(kept).execute(connection).await.map(drop)
    }
}

fn other_engine() -> sqlx::Error {
    sqlx::Error::Protocol("what was put off is for the other engine".to_owned())
}

/// A text whose `$1` is `$1 + before`. None of ours has a dollar in a literal.
fn renumbered(text: &str, before: usize) -> String {
    let mut pieces = text.split('$');
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
        let (number, rest) = piece.split_at(end);
        all.push('$');
        match number.parse::<usize>() {
            Ok(number) => all.push_str(&(number + before).to_string()),
            Err(_) => all.push_str(number),
        }
        all.push_str(rest);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_counts_from_its_own_first_value() {
        assert_eq!(renumbered("INSERT INTO b VALUES ($2, $1, $10)", 3), "INSERT INTO b VALUES ($5, $4, $13)");
        assert_eq!(renumbered("INSERT INTO b VALUES (1)", 3), "INSERT INTO b VALUES (1)");
    }

    #[test]
    fn texts_are_one_for_each_engine() {
        let fill = |mut later: Later| {
            for text in ["INSERT INTO a (x, y) VALUES ($1, $2)", "INSERT INTO b (x, y, z) VALUES ($2, $1, $2)"] {
                later.add(text);
                later.bind(1_i64);
                later.bind("a");
            }
            later
        };
        let mut later = fill(Later::sqlite());
        let (text, values) = later.take_sqlite("RELEASE one").unwrap();
        assert_eq!(
            text,
            "INSERT INTO a (x, y) VALUES ($1, $2);\nINSERT INTO b (x, y, z) VALUES ($4, $3, $4);\nRELEASE one"
        );
        assert_eq!((values.len(), later.is_empty()), (4, true));
        let (text, values) = fill(Later::postgres()).take_postgres().unwrap();
        assert_eq!(
            text,
            "WITH part0 AS (INSERT INTO a (x, y) VALUES ($1, $2))\nINSERT INTO b (x, y, z) VALUES ($4, $3, $4)"
        );
        assert_eq!(values.len(), 4);
    }

    #[test]
    fn nothing_put_off_is_only_what_follows() {
        assert_eq!(Later::sqlite().take_sqlite("RELEASE one").unwrap().0, "RELEASE one");
    }

    #[test]
    #[should_panic(expected = "only insertions")]
    fn a_change_of_what_is_there_is_not_put_off() {
        Later::sqlite().add("UPDATE a SET x = $1");
    }
}

//! Rows into a table by `COPY`. A part that the server refuses is halved until the row is found, which is then drawn again.

use std::fmt;

use futures_util::SinkExt;
use tablewright_codegen::model::{QName, Table};
use tablewright_codegen::seed::Filler;
use tokio_postgres::{Client, Error};

use super::{Problem, ident, qualified};

/// How many rows go at once.
const PART: usize = 1000;

/// How often a row that is refused is drawn again.
const ATTEMPTS: u32 = 40;

/// After so many rows that were drawn again to the last, a table gets no more.
const LOST: usize = 5;

/// What the server says of a row that cannot be made to fit.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) message: String,
    /// The constraint that is in the way.
    pub(crate) constraint: Option<String>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Refused {
    fn of(error: &Error) -> Self {
        let db = error.as_db_error();
        Self {
            message: db.map_or_else(|| error.to_string(), |db| db.message().to_owned()),
            constraint: db.and_then(|db| db.constraint().map(str::to_owned)),
        }
    }
}

type Row = Vec<Option<String>>;

/// Fills a table; returns how many rows it has got, which are fewer than wanted where its keys leave no room for more.
pub(super) async fn rows(
    client: &Client,
    table: &Table,
    mut filler: Filler<'_>,
    wanted: usize,
    progress: &mut dyn FnMut(&QName, usize),
) -> Result<usize, Problem> {
    let columns: Vec<String> = filler.columns().map(ident).collect();
    let copy = format!("COPY {} ({}) FROM STDIN", qualified(&table.name), columns.join(", "));
    let mut writer = Writer { client, copy, table: &table.name, lost: 0 };
    let mut count = 0;
    for start in (1..=wanted).step_by(PART) {
        let numbers = start..=(start + PART - 1).min(wanted);
        let part: Vec<(usize, Row)> =
            numbers.clone().map_while(|number| Some((number, filler.row(number, 0)?))).collect();
        let is_whole = part.len() == numbers.count();
        count += writer.part(part, &mut filler).await?;
        filler.accept();
        progress(&table.name, count);
        if !is_whole {
            break;
        }
    }
    Ok(count)
}

struct Writer<'a> {
    client: &'a Client,
    copy: String,
    table: &'a QName,
    lost: usize,
}

impl Writer<'_> {
    /// Writes rows; returns how many there are in the end.
    async fn part(&mut self, rows: Vec<(usize, Row)>, filler: &mut Filler<'_>) -> Result<usize, Problem> {
        let mut parts = vec![rows];
        let mut count = 0;
        // The first part is the last of the list, so that rows come in their order.
        while let Some(mut rows) = parts.pop() {
            let Err(error) = self.attempt(&rows).await else {
                count += rows.len();
                continue;
            };
            if error.as_db_error().is_none() {
                return Err(Problem::Server(error));
            }
            if rows.len() > 1 {
                let rest = rows.split_off(rows.len() / 2);
                parts.extend([rest, rows]);
                continue;
            }
            count += match rows.pop() {
                Some((number, _)) => self.again(number, filler, error).await?,
                None => 0,
            };
        }
        Ok(count)
    }

    /// Draws one row again until it is taken. One that never is may be the fault of the others, which have all that it could
    /// have: then there is one row less.
    async fn again(
        &mut self,
        number: usize,
        filler: &mut Filler<'_>,
        mut error: Error,
    ) -> Result<usize, Problem> {
        for attempt in 1..ATTEMPTS {
            let Some(row) = filler.row(number, attempt) else { return Ok(0) };
            match self.attempt(&[(number, row)]).await {
                Ok(()) => return Ok(1),
                Err(next) if next.as_db_error().is_none() => return Err(Problem::Server(next)),
                Err(next) => error = next,
            }
        }
        self.lost += 1;
        let is_key = error.code().is_some_and(|code| ["23505", "23P01"].contains(&code.code()));
        if is_key && number > 1 && self.lost < LOST {
            return Ok(0);
        }
        Err(Problem::Refused(self.table.clone(), Refused::of(&error)))
    }

    /// All of the rows or none.
    async fn attempt(&self, rows: &[(usize, Row)]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        self.client.batch_execute("SAVEPOINT tablewright_rows").await?;
        match self.send(rows).await {
            Ok(()) => self.client.batch_execute("RELEASE tablewright_rows").await,
            Err(error) => {
                self.client.batch_execute("ROLLBACK TO tablewright_rows; RELEASE tablewright_rows").await?;
                Err(error)
            }
        }
    }

    async fn send(&self, rows: &[(usize, Row)]) -> Result<(), Error> {
        let sink = self.client.copy_in(&self.copy).await?;
        let mut sink = std::pin::pin!(sink);
        let text: String = rows.iter().map(|(_, row)| line(row)).collect();
        sink.send(std::io::Cursor::new(text.into_bytes())).await?;
        sink.finish().await?;
        Ok(())
    }
}

/// A line of `COPY`'s text format (the manual, `COPY`).
fn line(row: &[Option<String>]) -> String {
    let values: Vec<String> = row
        .iter()
        .map(|value| match value {
            None => "\\N".to_owned(),
            Some(text) => {
                let text = text.replace('\\', "\\\\").replace('\t', "\\t");
                text.replace('\n', "\\n").replace('\r', "\\r")
            }
        })
        .collect();
    format!("{}\n", values.join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_escaped() {
        let row = [Some("a\tb\\c\nd".to_owned()), None, Some(String::new())];
        assert_eq!(line(&row), "a\\tb\\\\c\\nd\t\\N\t\n");
    }
}

//! `tablewright man`

use std::path::PathBuf;

use clap::CommandFactory;
use clap_mangen::Man as Page;
use tablewright_codegen::files;

use crate::cli::Cli;
use crate::failure::{Failure, Result};
use crate::output;

const EXAMPLES: &str = "Examples:
  tablewright man | man -l -                            read it
  tablewright man --out ~/.local/share/man/man1         one page for each command: man tablewright-migrate-apply";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Man {
    /// Write a page for each command into this folder, instead of the first one to stdout
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(self) -> Result {
        // The names and the global options of sub-commands are filled in by building it.
        let mut command = Cli::command().disable_help_subcommand(true);
        command.build();
        let Some(dir) = self.out else {
            return output::result(&page(command)?);
        };
        std::fs::create_dir_all(&dir).map_err(|error| {
            Failure::with_help(
                format!("cannot make the folder `{}`: {error}", files::display(&dir)),
                "name another one after `--out`",
            )
        })?;
        let mut pages = Vec::new();
        pages_of(command, "tablewright".to_owned(), &mut pages)?;
        let count = pages.len();
        for (name, text) in pages {
            files::write(&dir.join(format!("{name}.1")), &text)?;
        }
        output::done("wrote", format!("{count} pages to {}", files::display(&dir)));
        Ok(())
    }
}

fn pages_of(command: clap::Command, name: String, pages: &mut Vec<(String, String)>) -> Result {
    for inner in command.get_subcommands() {
        pages_of(inner.clone(), format!("{name}-{}", inner.get_name()), pages)?;
    }
    let text = page(command.display_name(name.clone()))?;
    pages.push((name, text));
    Ok(())
}

fn page(command: clap::Command) -> Result<String> {
    let mut text = Vec::new();
    Page::new(command).render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

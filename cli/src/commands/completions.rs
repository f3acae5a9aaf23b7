//! `tablewright completions`

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::failure::Result;
use crate::output;

const EXAMPLES: &str = "Examples:
  tablewright completions bash > ~/.local/share/bash-completion/completions/tablewright
  tablewright completions zsh > ~/.zfunc/_tablewright
  tablewright completions fish > ~/.config/fish/completions/tablewright.fish";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "tablewright", &mut text);
        output::result(&String::from_utf8_lossy(&text))
    }
}

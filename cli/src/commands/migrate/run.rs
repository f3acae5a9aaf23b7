//! `tablewright migrate run`

use super::apply::Patience;
use super::build::Next;
use crate::cli::Global;
use crate::failure::Result;
use crate::{database, project};

const EXAMPLES: &str = "Examples:
  tablewright migrate run
  tablewright migrate run --name add_priority
  tablewright migrate run --rename todo.title=todo.name

For development: `migrate build`, then `migrate apply`. A deploy only applies.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Run {
    #[command(flatten)]
    next: Next,
    #[command(flatten)]
    patience: Patience,
}

impl Run {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        // The database first: a typing mistake in its URL should not leave a file behind.
        let url = database::url(global, &config)?;
        if let Some(draft) = self.next.draft(&config)? {
            draft.write(&config)?;
        }
        self.patience.apply(global, &config, &url).await
    }
}

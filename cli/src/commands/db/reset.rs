//! `tablewright db reset`

use inquire::Confirm;

use crate::cli::Global;
use crate::failure::{Failure, Result};
use crate::{database, output, project, zero};

const EXAMPLES: &str = "Examples:
  tablewright db reset --yes
  tablewright db reset --yes && tablewright migrate apply

Only the private server of this project is ever reset, whatever DATABASE_URL says.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Reset {
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

impl Reset {
    pub(crate) async fn run(self, global: &Global) -> Result {
        let config = project::config(global)?;
        let server = database::server(&config)?;
        if !self.yes {
            agree(server.database())?;
        }
        let running = server.reset()?;
        output::say("the server is empty");
        let zero = zero::Databases::make(&config, &server, &running)?;
        super::start::show(&running, zero.as_ref(), global)
    }
}

fn agree(database: &str) -> Result {
    let question = format!("Throw away everything in the development database {database}?");
    match output::interactive().then(|| Confirm::new(&question).with_default(false).prompt()) {
        Some(Ok(true)) => Ok(()),
        Some(_) => Err(Failure::new("nothing was changed")),
        None => Err(Failure::with_help("this throws away all data of the development server", "add `--yes`")),
    }
}

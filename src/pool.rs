//! The connections that a [`Db`](crate::Db) keeps.

use deadpool_postgres::{Manager, ManagerConfig, Pool, PoolError, RecyclingMethod, Runtime, TimeoutType};

use crate::connect::Endpoint;
use crate::options::Options;
use crate::{Error, Result};

/// A pool that opens its connections when they are first needed.
pub(crate) fn open(endpoint: &Endpoint, options: &Options) -> Result<Pool> {
    let config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(endpoint.config().clone(), endpoint.connector(), config);
    Pool::builder(manager)
        .max_size(options.max_connections)
        .wait_timeout(Some(options.wait))
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| Error::pool(error.to_string()))
}

/// Why there is no connection.
pub(crate) fn explain(error: PoolError) -> Error {
    match error {
        PoolError::Backend(error) => error.into(),
        PoolError::Timeout(TimeoutType::Wait) => Error::pool(
            "no connection became free in time: all are in use; raise `Options::max_connections`, or look for \
             transactions that stay open",
        ),
        PoolError::Timeout(TimeoutType::Create | TimeoutType::Recycle) => {
            Error::pool("the server did not answer in time")
        }
        PoolError::Closed => Error::pool("the pool is closed"),
        PoolError::NoRuntimeSpecified => Error::pool("there is no Tokio runtime"),
        PoolError::PostCreateHook(error) => Error::pool(error.to_string()),
    }
}

//! Asking a server to cancel what runs on a connection, and waiting until it has done so.
//!
//! The driver sends the request and does not wait. On a busy server it may then be carried out later, when the connection has
//! long been given to someone else. The server closes the connection of the request when it has sent its signal, and what is asked
//! of the other connection after that meets the signal first (`PostgresMain`: one that comes while nothing runs is forgotten).

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_postgres::config::Host;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, NoTls};

use super::Endpoint;

/// How long the server may take.
const LIMIT: Duration = Duration::from_secs(5);

/// Where a connection leads to.
#[derive(Clone, Debug)]
pub(crate) enum Peer {
    Tcp {
        address: SocketAddr,
        /// The name that its certificate has.
        name: Option<String>,
    },
    #[cfg_attr(not(unix), allow(dead_code))]
    Folder(PathBuf, u16),
}

impl Peer {
    /// Where settings with one host at one address lead to.
    pub(super) fn of(config: &Config) -> Option<Self> {
        let port = config.get_ports().first().copied().unwrap_or(5432);
        let address = config.get_hostaddrs().first().map(|address| SocketAddr::new(*address, port));
        match (config.get_hosts().first(), address) {
            (Some(Host::Tcp(name)), Some(address)) => Some(Self::Tcp { address, name: Some(name.clone()) }),
            (None, Some(address)) => Some(Self::Tcp { address, name: None }),
            #[cfg(unix)]
            (Some(Host::Unix(path)), None) => Some(Self::Folder(path.clone(), port)),
            _ => None,
        }
    }

    /// Cancels what runs on a connection that leads there; whether it is certain that nothing is cancelled later.
    pub(super) async fn cancel(&self, client: &Client, endpoint: &Endpoint) -> bool {
        match tokio::time::timeout(LIMIT, self.ask(client, endpoint)).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::debug!(error, "a statement could not be cancelled");
                false
            }
            Err(_) => false,
        }
    }

    async fn ask(&self, client: &Client, endpoint: &Endpoint) -> Result<(), Failure> {
        match self {
            Self::Tcp { address, name } => {
                let stream = Shared::new(TcpStream::connect(address).await?);
                match name.as_deref() {
                    Some(name) => {
                        let mut connector = endpoint.connector();
                        let tls =
                            MakeTlsConnect::<Shared<TcpStream>>::make_tls_connect(&mut connector, name)?;
                        client.cancel_token().cancel_query_raw(stream.clone(), tls).await?;
                    }
                    None => client.cancel_token().cancel_query_raw(stream.clone(), NoTls).await?,
                }
                stream.ends().await;
            }
            #[cfg(unix)]
            Self::Folder(path, port) => {
                let path = path.join(format!(".s.PGSQL.{port}"));
                let stream = Shared::new(tokio::net::UnixStream::connect(path).await?);
                client.cancel_token().cancel_query_raw(stream.clone(), NoTls).await?;
                stream.ends().await;
            }
            #[cfg(not(unix))]
            Self::Folder(..) => {}
        }
        Ok(())
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A stream that is still there when the driver is done with it.
struct Shared<S>(Arc<Mutex<S>>);

impl<S> Clone for Shared<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Shared<S> {
    fn new(stream: S) -> Self {
        Self(Arc::new(Mutex::new(stream)))
    }

    fn with<T>(&self, work: impl FnOnce(Pin<&mut S>) -> T) -> T {
        work(Pin::new(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Waits until the other side closes it, in whichever way.
    async fn ends(mut self) {
        let mut rest = [0; 64];
        while let Ok(1..) = self.read(&mut rest).await {}
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Shared<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        self.with(|stream| stream.poll_read(context, buffer))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Shared<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        self.with(|stream| stream.poll_write(context, bytes))
    }
    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.with(|stream| stream.poll_flush(context))
    }
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.with(|stream| stream.poll_shutdown(context))
    }
}

//! `sslmode` against a server with a certificate for `localhost`, signed by the authority in `testdata/ca.pem`.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

use crate::connect::{ConnectErrorKind, connect};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/connect/testdata");

/// Agrees to TLS, and then refuses every user: whoever hears of that has accepted the certificate.
fn serve(mut socket: TcpStream, config: &Arc<ServerConfig>) -> std::io::Result<()> {
    let mut request = [0; 8];
    socket.read_exact(&mut request)?;
    socket.write_all(b"S")?;
    let mut connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    let mut stream = Stream::new(&mut connection, &mut socket);
    let mut startup = [0; 4];
    stream.read_exact(&mut startup)?;
    let fields = b"SFATAL\0VFATAL\0C28P01\0Mnobody may\0\0";
    stream.write_all(b"E")?;
    stream.write_all(&u32::try_from(fields.len() + 4).expect("a short message").to_be_bytes())?;
    stream.write_all(fields)?;
    stream.flush()
}

/// A server on a free port.
fn server() -> u16 {
    let certificate = CertificateDer::from_pem_file(format!("{DATA}/server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_file(format!("{DATA}/server.key")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the default versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("they belong together");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let config = Arc::new(config);
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            // A client that does not like the certificate hangs up.
            let _ = serve(socket, &config);
        }
    });
    port
}

#[tokio::test]
async fn each_mode_checks_what_libpq_checks() {
    let port = server();
    let ca = format!("{DATA}/ca.pem").replace('/', "%2F");
    let other = format!("{DATA}/other-ca.pem").replace('/', "%2F");
    let accepted = ConnectErrorKind::Password;
    let refused = ConnectErrorKind::Tls;
    for (host, parameters, expected) in [
        ("localhost", "sslmode=prefer".to_owned(), accepted),
        ("localhost", "sslmode=require".to_owned(), accepted),
        ("localhost", format!("sslmode=require&sslrootcert={other}"), refused),
        ("localhost", format!("sslmode=verify-ca&sslrootcert={ca}"), accepted),
        ("127.0.0.1", format!("sslmode=verify-ca&sslrootcert={ca}"), accepted),
        ("localhost", format!("sslmode=verify-ca&sslrootcert={other}"), refused),
        ("localhost", "sslmode=verify-ca".to_owned(), refused),
        ("localhost", format!("sslmode=verify-full&sslrootcert={ca}"), accepted),
        ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={ca}"), refused),
        ("localhost", "sslmode=verify-full".to_owned(), refused),
        ("localhost", "sslmode=verify-full&sslrootcert=nowhere.pem".to_owned(), refused),
    ] {
        let url = format!("postgres://ada:s3cret@{host}:{port}/shop?{parameters}");
        let error = connect(&url).await.expect_err("this server refuses everybody");
        assert_eq!(error.kind(), expected, "{host} {parameters}: {error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

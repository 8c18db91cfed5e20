//! This computer's own addresses, and sockets bound to them, in both families where the name is `localhost`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::net::TcpListener;
use url::{Host, Url};

use super::trouble::other;
use crate::base::Trouble;
use crate::base::words::{key, message};

/// A socket that was just closed may take a few milliseconds to be free again.
const TRIES: u32 = 10;
const BETWEEN: Duration = Duration::from_millis(20);

/// The families that an address on this computer means; `None` for any other address.
pub(super) fn families(address: &Url) -> Option<Vec<IpAddr>> {
    match address.host()? {
        Host::Domain(name) if name.eq_ignore_ascii_case("localhost") => {
            Some(vec![IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)])
        }
        Host::Ipv4(address) if address.is_loopback() => Some(vec![IpAddr::V4(address)]),
        Host::Ipv6(address) if address.is_loopback() => Some(vec![IpAddr::V6(address)]),
        _ => None,
    }
}

/// Whether an address names this computer: `localhost`, `127.0.0.0/8` or `::1`.
pub(super) fn is_loopback(address: &Url) -> bool {
    families(address).is_some()
}

/// Binds the same port in every family. A family that this computer has not got is left out; one whose port somebody
/// else holds is trouble, since the browser might go there.
pub(super) async fn bind(families: &[IpAddr], port: u16) -> Result<Vec<TcpListener>, Trouble> {
    let mut held = Vec::new();
    let mut port = port;
    let mut missing = None;
    for family in families {
        let address = SocketAddr::new(*family, port);
        match bind_patiently(address).await {
            Ok(listener) => {
                port = listener.local_addr().map_or(port, |bound| bound.port());
                held.push(listener);
            }
            Err(error) if is_missing_family(&error) => missing = Some((address, error)),
            Err(error) => return Err(refused(address, &error)),
        }
    }
    match (held.is_empty(), missing) {
        (true, Some((address, error))) => Err(refused(address, &error)),
        (true, None) => Err(other(port.to_string(), message!("io.listen.not_loopback"))),
        (false, _) => Ok(held),
    }
}

/// The first of these ports that nobody holds on this computer, in either family.
pub fn free_port(ports: &[u16]) -> Option<u16> {
    let families = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    let is_free = |port: u16| {
        families.iter().all(|family| match std::net::TcpListener::bind(SocketAddr::new(*family, port)) {
            Ok(_) => true,
            Err(error) => is_missing_family(&error),
        })
    };
    ports.iter().copied().find(|port| is_free(*port))
}

/// The addresses that are held, as text.
pub(super) fn addresses(held: &[TcpListener]) -> Vec<String> {
    held.iter().filter_map(|one| one.local_addr().ok()).map(|address| address.to_string()).collect()
}

/// The port that is held.
pub(super) fn port(held: &[TcpListener]) -> u16 {
    held.first().and_then(|one| one.local_addr().ok()).map_or(0, |address| address.port())
}

async fn bind_patiently(address: SocketAddr) -> io::Result<TcpListener> {
    for _ in 1..TRIES {
        match TcpListener::bind(address).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => tokio::time::sleep(BETWEEN).await,
            settled => return settled,
        }
    }
    TcpListener::bind(address).await
}

fn is_missing_family(error: &io::Error) -> bool {
    let unsupported = cfg!(unix) && error.raw_os_error() == Some(97);
    matches!(error.kind(), io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported) || unsupported
}

fn refused(address: SocketAddr, error: &io::Error) -> Trouble {
    let key = match error.kind() {
        io::ErrorKind::AddrInUse => key!("io.listen.taken"),
        io::ErrorKind::PermissionDenied => key!("io.listen.denied"),
        _ => key!("io.listen.failed"),
    };
    other(address.to_string(), message!(key, port = address.port(), why = error))
}

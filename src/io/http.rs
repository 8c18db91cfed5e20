//! Sends one request and brings back the answer, or the trouble that came instead.
//!
//! No redirects, no cookies, no `Origin`, no retries, bodies capped, every exchange under a deadline. Plain http goes to
//! this computer only. Trust is the system's roots (or `SSL_CERT_FILE`) and `--ca-file`. Clients are built on first use.

use std::fs::File;
use std::io::Read as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, ClientBuilder, redirect, retry};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::sync::OnceCell;
use url::Url;

use super::disk::FILE_CAP;
use super::sockets::is_loopback;
use super::trouble::{of_kind, other};
use super::{Limits, World, detached, http_trouble, own_certificate};
use crate::base::words::{Message, message};
use crate::base::{Answer, Exchange, Header, Method, Request, Secret, Trouble, TroubleKind};
use crate::live::{Terms, is_private, is_private_address};

/// What every request says of its sender.
pub const USER_AGENT: &str = concat!("usher/", env!("CARGO_PKG_VERSION"));

/// How long a connection is kept for the next request: the checks follow each other at once, and hundreds of idle
/// connections would cost memory.
const IDLE: Duration = Duration::from_secs(2);

/// The clients, each built when it is first needed.
pub(super) struct Network {
    ca_file: Option<PathBuf>,
    limits: Limits,
    clients: [OnceCell<Client>; 6],
}

/// By which client a request leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    /// http to this computer: no certificates, no proxy.
    Plain,
    /// https to this computer: no proxy.
    Local,
    /// https to anywhere else.
    Outer,
    /// The same, to public addresses alone.
    Public,
    /// http to anywhere, for a visit to an application whose address the person gave so.
    Http,
    /// The same, to public addresses alone.
    HttpPublic,
}

/// What one request may do.
#[derive(Debug, Clone, Copy)]
struct Errand {
    route: Route,
    /// Whether it may carry cookies.
    cookies: bool,
    deadline: Duration,
    /// The largest answer that is read, in bytes.
    cap: usize,
}

/// The deadline of one request to the living application.
const VISIT: Duration = Duration::from_secs(10);
/// The largest page of it that is read, in bytes.
const VISIT_CAP: usize = 512 * 1024;

impl Network {
    pub(super) fn new(ca_file: Option<PathBuf>, limits: Limits) -> Self {
        Self { ca_file, limits, clients: Default::default() }
    }

    /// Sends one request.
    pub(super) async fn send(&self, request: Request) -> Exchange {
        let route = route(&request.url);
        self.send_by(route, request).await
    }

    /// Sends one request by https, to an address of the public network alone.
    pub(super) async fn send_outward(&self, request: Request) -> Exchange {
        let route = visiting(&request.url, false, true);
        self.send_by(route, request).await
    }

    async fn send_by(&self, route: Option<Route>, request: Request) -> Exchange {
        let at = World::now();
        let errand = route.map(|route| Errand {
            route,
            cookies: false,
            deadline: self.limits.exchange,
            cap: self.limits.answer,
        });
        let outcome = self.exchange(&request, errand).await;
        Exchange { request, at, outcome: outcome.map(|(answer, _)| answer) }
    }

    /// Sends one request of a visit to the living application, and says whether a private address answered.
    pub(super) async fn visit(&self, request: Request, terms: Terms) -> (Exchange, Option<bool>) {
        let at = World::now();
        let route = visiting(&request.url, terms.plain_http, terms.public_only);
        let errand = route.map(|route| Errand {
            route,
            cookies: true,
            deadline: VISIT.min(self.limits.exchange).min(Duration::from_millis(terms.longest_ms)),
            cap: VISIT_CAP.min(self.limits.answer),
        });
        let outcome = self.exchange(&request, errand).await;
        let is_private = outcome.as_ref().ok().and_then(|(_, peer)| *peer).map(is_private_address);
        (Exchange { request, at, outcome: outcome.map(|(answer, _)| answer) }, is_private)
    }

    async fn exchange(
        &self,
        request: &Request,
        errand: Option<Errand>,
    ) -> Result<(Answer, Option<IpAddr>), Trouble> {
        let target = host_and_port(&request.url);
        let errand = errand.ok_or_else(|| {
            of_kind(TroubleKind::PlainHttp, &target, message!("io.http.plain", host = target))
        })?;
        let client = self.client(errand.route).await.map_err(|detail| other(&target, detail))?;
        let started = Instant::now();
        let mut response = build(client, request, errand)
            .ok_or_else(|| other(&target, message!("io.http.method")))?
            .send()
            .await
            .map_err(|error| http_trouble::explain(&request.url, &target, error))?;
        let status = response.status().as_u16();
        let peer = response.remote_addr().map(|address| address.ip());
        let headers = response.headers().iter().map(to_header).collect();
        let mut body = zeroize::Zeroizing::new(Vec::new());
        while let Some(chunk) =
            response.chunk().await.map_err(|error| http_trouble::explain(&request.url, &target, error))?
        {
            if body.len() + chunk.len() > errand.cap {
                return Err(of_kind(TroubleKind::TooLarge, target, message!("io.http.too_large")));
            }
            body.extend_from_slice(&chunk);
        }
        let answer = Answer {
            status,
            headers,
            body: Secret::new(String::from_utf8_lossy(&body)),
            at: World::now(),
            elapsed_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        Ok((answer, peer))
    }

    async fn client(&self, route: Route) -> Result<&Client, Message> {
        let cell = &self.clients[route as usize];
        let (ca_file, limits) = (self.ca_file.clone(), self.limits);
        cell.get_or_try_init(|| async move {
            // Reading the system's certificates takes a few milliseconds, which the screen should not feel. A place that
            // never answers, such as a pipe that nobody writes to, is not waited for.
            let making = detached::run(move || make_client(route, ca_file, limits));
            match tokio::time::timeout(limits.connect, making).await {
                Ok(Ok(made)) => made,
                Ok(Err(error)) => Err(error.to_string().into()),
                Err(_) => Err(message!("io.http.certificates_slow", seconds = limits.connect.as_secs())),
            }
        })
        .await
    }
}

fn make_client(route: Route, ca_file: Option<PathBuf>, limits: Limits) -> Result<Client, Message> {
    // A second call finds the provider in place, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(limits.connect)
        .timeout(limits.exchange)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(IDLE);
    if matches!(route, Route::Plain | Route::Local) {
        builder = builder.no_proxy().resolve_to_addrs("localhost", &loopback_addresses());
    }
    let is_plain = matches!(route, Route::Plain | Route::Http | Route::HttpPublic);
    if !is_plain {
        odd_roots(|name| std::env::var_os(name))?;
    }
    if matches!(route, Route::Public | Route::HttpPublic) {
        builder = builder.dns_resolver(Arc::new(PublicAlone));
    }
    builder = if is_plain {
        builder.tls_certs_only([])
    } else {
        with_extra_roots(builder, ca_file)?.https_only(true)
    };
    builder.build().map_err(|error| message!("io.http.client", why = http_trouble::words(&error)))
}

fn with_extra_roots(builder: ClientBuilder, ca_file: Option<PathBuf>) -> Result<ClientBuilder, Message> {
    let Some(path) = ca_file else {
        return Ok(builder);
    };
    let shown = path.display().to_string();
    let unusable = |why: Message| message!("io.http.ca_file", path = shown, why = why);
    let pem = read_capped(&path).map_err(|error| unusable(error.to_string().into()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = own_certificate::config(roots(&pem).map_err(unusable)?, provider)
        .map_err(|error| unusable(http_trouble::words(&error).into()))?;
    Ok(builder.tls_backend_preconfigured(tls))
}

/// The certificates of a file.
fn roots(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Message> {
    if pem.len() as u64 > FILE_CAP {
        return Err(message!("io.disk.too_large"));
    }
    let roots: Result<Vec<CertificateDer<'static>>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let roots = roots.map_err(|error| Message::from(http_trouble::words(&error)))?;
    if roots.is_empty() { Err(message!("io.http.ca_empty")) } else { Ok(roots) }
}

/// Says no where a variable that names the system's certificates names something that has no end, or never begins.
fn odd_roots(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Result<(), Message> {
    let named = |name| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let files = named("SSL_CERT_FILE").into_iter().map(|path| ("SSL_CERT_FILE", path));
    let folder = named("SSL_CERT_DIR").and_then(|folder| std::fs::read_dir(folder).ok());
    let inside = folder.into_iter().flatten().filter_map(Result::ok).map(|one| ("SSL_CERT_DIR", one.path()));
    for (name, path) in files.chain(inside) {
        let Ok(kind) = std::fs::metadata(&path) else { continue };
        let why = if !kind.is_file() && !kind.is_dir() {
            message!("io.disk.not_a_file")
        } else if kind.is_file() && kind.len() > FILE_CAP {
            message!("io.disk.too_large")
        } else {
            continue;
        };
        return Err(message!("io.http.certificates_odd", variable = name, path = path.display(), why = why));
    }
    Ok(())
}

/// Why a file of certificates cannot be used; `None` where it can, or where it is a pipe, which is read once.
pub fn unusable_ca_file(path: &Path) -> Option<Message> {
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => return Some(error.to_string().into()),
    };
    if kind.is_dir() {
        return Some(message!("io.disk.not_a_file"));
    }
    let pem = kind.is_file().then(|| read_capped(path))?;
    pem.map_err(|error| error.to_string().into()).and_then(|pem| roots(&pem)).err()
}

/// A file, or a pipe such as the shell's `<(…)`, up to one byte more than any bundle of certificates has.
fn read_capped(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut pem = Vec::new();
    File::open(path)?.take(FILE_CAP + 1).read_to_end(&mut pem)?;
    Ok(pem)
}

fn build(client: &Client, request: &Request, errand: Errand) -> Option<reqwest::RequestBuilder> {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Delete => reqwest::Method::DELETE,
        Method::Head => reqwest::Method::HEAD,
        Method::Options => reqwest::Method::OPTIONS,
        Method::Other => return None,
    };
    let mut building = client.request(method, request.url.clone()).timeout(errand.deadline);
    let may_go = |name: &str| name != "origin" && (name != "cookie" || errand.cookies);
    for header in request.headers.iter().filter(|header| may_go(&header.name)) {
        building = building.header(&header.name, header.value.reveal());
    }
    if let Some(body) = &request.body {
        building = building.body(body.reveal().to_owned());
    }
    Some(building)
}

fn to_header((name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)) -> Header {
    Header::new(name.as_str(), String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// `None` for what must not leave: plain http to another computer, or another scheme.
fn route(url: &Url) -> Option<Route> {
    match (url.scheme(), is_loopback(url)) {
        ("http", true) => Some(Route::Plain),
        ("https", true) => Some(Route::Local),
        ("https", false) => Some(Route::Outer),
        _ => None,
    }
}

/// The same for a visit, which goes by plain http where the person gave such an address.
fn visiting(url: &Url, plain_http: bool, public_only: bool) -> Option<Route> {
    if public_only && is_private(url) {
        return None;
    }
    match (url.scheme(), is_loopback(url), public_only) {
        ("http" | "https", true, false) => route(url),
        ("http", false, false) if plain_http => Some(Route::Http),
        ("http", false, true) if plain_http => Some(Route::HttpPublic),
        ("https", false, true) => Some(Route::Public),
        ("https", false, false) => Some(Route::Outer),
        _ => None,
    }
}

/// Looks names up, and knows no private address of any.
struct PublicAlone;

impl Resolve for PublicAlone {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| !is_private_address(address.ip())).collect();
            if public.is_empty() {
                return Err("failed to lookup address: none of its addresses is public".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn host_and_port(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => url.scheme().to_owned(),
    }
}

/// The name is not looked up: a changed hosts file must not lead a secret away.
fn loopback_addresses() -> [SocketAddr; 2] {
    [SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0), SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0)]
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    #[test]
    fn a_variable_that_names_no_file_of_certificates_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        assert!(
            std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success())
        );
        let set =
            |wanted: &'static str, value: OsString| move |name: &str| (name == wanted).then(|| value.clone());
        assert!(odd_roots(set("SSL_CERT_FILE", "/dev/zero".into())).is_err());
        assert!(odd_roots(set("SSL_CERT_FILE", pipe.clone().into())).is_err());
        assert!(odd_roots(set("SSL_CERT_DIR", folder.path().into())).is_err());
        assert!(odd_roots(set("SSL_CERT_FILE", folder.path().join("missing").into())).is_ok());
        assert!(odd_roots(|_| None).is_ok());
        assert!(unusable_ca_file(&pipe).is_none(), "a pipe is read once, with the first request");
        assert!(unusable_ca_file(folder.path()).is_some());
        assert!(unusable_ca_file(&folder.path().join("missing")).is_some());
    }

    /// A name is taken by what it leads to.
    #[tokio::test]
    async fn a_name_of_a_private_address_is_not_known_outside() {
        let name = || "localhost".parse::<Name>().expect("a name");
        assert!(PublicAlone.resolve(name()).await.is_err());
    }

    #[tokio::test]
    async fn a_pipe_to_which_nobody_writes_is_not_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        assert!(
            std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success())
        );
        let limits = Limits { connect: Duration::from_millis(50), ..Limits::default() };
        let network = Network::new(Some(pipe), limits);
        let asked = Request::get(Url::parse("https://localhost:1/").expect("an address"));
        assert!(network.send(asked).await.trouble().is_some());
    }
}

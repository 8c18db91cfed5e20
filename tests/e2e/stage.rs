//! What stands around Usher in an end-to-end test: a provider, a person with a browser, a folder for pictures.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::home::Home;
use crate::program::{Program, Running};
use crate::walk::PORTS;

/// The address of the application that is being set up; nothing runs there.
pub(crate) const APPLICATION: &str = "https://coder.example.com";
/// Where that application takes people back, by Coder's guide.
pub(crate) const APPLICATION_CALLBACK: &str = "https://coder.example.com/api/v2/users/oidc/callback";
/// Somebody who may use the application.
pub(crate) const ANA: &str = "ana@example.com";
/// Somebody who may not.
pub(crate) const NILS: &str = "nils@example.com";

/// What the provider knows of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Registered {
    /// The application's redirect URI and the test's.
    Both,
    /// Only the application's.
    ApplicationOnly,
    /// Only the test's.
    TestOnly,
}

/// Which provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The practice Okta.
    Practice,
    /// `oidc-provider`, certified, written by others.
    Certified,
    /// The same behind a proxy that bends one thing, by its name in `bent.mjs`.
    Bent(&'static str),
}

/// A provider that runs, with one client registered.
pub(crate) struct Stage {
    /// Where Usher is at home.
    pub(crate) home: Home,
    /// The issuer.
    pub(crate) issuer: String,
    /// The client ID.
    pub(crate) client_id: String,
    /// The client secret.
    pub(crate) secret: String,
    /// Where the test login comes back to.
    pub(crate) redirect: String,
    /// Ended with the stage.
    _provider: Vec<Running>,
}

impl Stage {
    /// Starts a provider.
    pub(crate) fn new(kind: Kind, registered: Registered) -> Self {
        let redirect = format!("http://localhost:{}/callback", free_port());
        let uris = match registered {
            Registered::Both => vec![APPLICATION_CALLBACK, &redirect],
            Registered::ApplicationOnly => vec![APPLICATION_CALLBACK],
            Registered::TestOnly => vec![redirect.as_str()],
        };
        Self::with(kind, redirect.clone(), &uris)
    }

    fn with(kind: Kind, redirect: String, uris: &[&str]) -> Self {
        let home = Home::new();
        let (issuer, client, provider) = match kind {
            Kind::Practice => practice(&home, uris),
            Kind::Certified => certified(uris),
            Kind::Bent(name) => bent(certified(uris), name),
        };
        let (client_id, secret) = (client.0.to_owned(), client.1.to_owned());
        Self { home, issuer, client_id, secret, redirect, _provider: provider }
    }

    /// A provider that knows every address at which the wizard may listen.
    pub(crate) fn for_the_wizard(kind: Kind) -> Self {
        let ports = PORTS.map(|port| format!("http://localhost:{port}/callback"));
        let uris: Vec<&str> =
            std::iter::once(APPLICATION_CALLBACK).chain(ports.iter().map(String::as_str)).collect();
        Self::with(kind, ports[0].clone(), &uris)
    }

    /// `usher setup coder` with everything that it would ask, up to the written file.
    pub(crate) fn setup(&self, secret: &str, person: &str, picture: &str) -> Program {
        let mut args = vec!["setup".to_owned(), "coder".to_owned()];
        args.extend(self.connection(secret));
        args.extend(["--as", "env", "--to", "coder.env", "--yes", "--json"].map(str::to_owned));
        args.extend(["--browser".to_owned(), browser(person, picture)]);
        Program::new(&self.home, args)
    }

    /// The flags that name the connection.
    pub(crate) fn connection(&self, secret: &str) -> Vec<String> {
        let file = self.home.write("secret.txt", secret);
        let pairs = [
            ("--set", format!("base_url={APPLICATION}")),
            ("--issuer", self.issuer.clone()),
            ("--client-id", self.client_id.clone()),
            ("--client-secret-file", file),
            ("--redirect-uri", self.redirect.clone()),
        ];
        pairs.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect()
    }
}

/// The command that is a person with a browser.
pub(crate) fn browser(person: &str, picture: &str) -> String {
    let script = folder().join("browser.mjs");
    let picture = folder().join("out").join(picture);
    format!("node {} --username {person} --picture {}", script.display(), picture.display())
}

/// A person whose browser is a script: quicker than a real one, for what is not about browsers.
pub(crate) fn scripted_person() -> String {
    format!("node {}", folder().join("person.mjs").display())
}

/// An issuer, its client's ID and secret, and what runs.
type Started = (String, (&'static str, &'static str), Vec<Running>);

fn practice(home: &Home, uris: &[&str]) -> Started {
    let client = ("0oapracticecoder0001", "practice-secret-of-coder-0123456789-0123456789-0123456789-abcdef");
    let file = home.write("practice-secret.txt", client.1);
    let mut args = vec!["practice", "--port", "0", "--client-id", client.0, "--client-secret-file", &file];
    args.extend(uris.iter().flat_map(|uri| ["--redirect-uri", uri]));
    let mut running = Program::new(home, args).start();
    let issuer = running.wait_for_address();
    (issuer.trim_end_matches('/').to_owned(), client, vec![running])
}

fn certified(uris: &[&str]) -> Started {
    assert!(folder().join("node_modules").exists(), "these tests are started by tests/e2e/run");
    let (client_id, secret) = ("usher-e2e-client", "the-secret-of-the-certified-client");
    let mut command = Command::new("node");
    command.arg(folder().join("provider.mjs"));
    command.args(["--client", &format!("{client_id}:{secret}:{}", uris.join(",")), "--refuse", NILS]);
    let (issuer, running) = says_issuer(&mut command);
    (issuer, (client_id, secret), vec![running])
}

fn bent((provider, client, mut running): Started, name: &str) -> Started {
    let mut command = Command::new("node");
    command.arg(folder().join("bent.mjs")).args(["--provider", &provider, "--bend", name]);
    let (issuer, proxy) = says_issuer(&mut command);
    running.push(proxy);
    (issuer, client, running)
}

fn says_issuer(command: &mut Command) -> (String, Running) {
    let mut running = Running::other(command);
    let issuer = running.wait_for("the issuer", |line| line.strip_prefix("issuer ").map(str::to_owned));
    (issuer, running)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e")
}

/// A port that is free now. Another program may take it in between; that fails the test with the port's number.
pub(crate) fn free_port() -> u16 {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    socket.local_addr().expect("its address").port()
}

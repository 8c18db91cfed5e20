//! What the command line and the surroundings decide for all effects: certificates, browser, folders, deadlines.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::{env, fmt};

use super::http::Network;

/// How effects are done. The default suits a person at their own computer.
#[derive(Debug, Clone)]
pub struct Options {
    /// Certificates (PEM) that are trusted besides the system's own.
    pub ca_file: Option<PathBuf>,
    /// Which browser opens the sign-in address.
    pub browser: Browser,
    /// Where connection records live; `None`: the data folder of this person (XDG).
    pub data_dir: Option<PathBuf>,
    /// Where guides of one's own live (`apps/*.toml` inside); `None`: the configuration folder of this person (XDG).
    pub config_dir: Option<PathBuf>,
    /// Whether a clipboard program of this computer may be used before the terminal is asked.
    pub host_clipboard: bool,
    /// How long and how much.
    pub limits: Limits,
    /// Where Usher runs; `None`: looked up in the environment.
    pub surroundings: Option<Surroundings>,
    /// HTTP clients that are shared with other worlds; `None`: the world has its own.
    pub clients: Option<Clients>,
}

/// HTTP clients that several worlds share, none of them built before the first request.
#[derive(Clone)]
pub struct Clients(pub(super) Arc<Network>);

impl fmt::Debug for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clients")
    }
}

impl Options {
    /// The same, and every world that is made from a copy of it shares its HTTP clients: hundreds of connections would
    /// otherwise read the system's certificates hundreds of times, and hold them.
    pub fn with_shared_clients(self) -> Self {
        let network = Network::new(self.ca_file.clone(), self.limits);
        Self { clients: Some(Clients(Arc::new(network))), ..self }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ca_file: None,
            browser: Browser::Auto,
            data_dir: None,
            config_dir: None,
            host_clipboard: true,
            limits: Limits::default(),
            surroundings: None,
            clients: None,
        }
    }
}

/// Which browser opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Browser {
    /// `$BROWSER`, else the system's, and none in a remote shell or without a display.
    #[default]
    Auto,
    /// None: the person opens the address.
    None,
    /// This command line, without a shell; `%s` stands for the address, which otherwise comes last.
    Command(String),
}

/// Deadlines and caps. Tests make them short.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For reaching a host.
    pub connect: Duration,
    /// For a whole exchange.
    pub exchange: Duration,
    /// The largest answer that is read, in bytes.
    pub answer: usize,
    /// For one complete request at the listener.
    pub arrival: Duration,
    /// The largest request line with headers at the listener, in bytes.
    pub head: usize,
    /// How many bytes of cookies are read away at the listener; 0 where cookies are kept.
    pub cookies: usize,
    /// The largest form at the listener, in bytes.
    pub form: usize,
    /// How many connections the listener holds at once.
    pub connections: usize,
    /// For a command that prints a secret.
    pub command: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            exchange: Duration::from_secs(20),
            answer: 1024 * 1024,
            arrival: Duration::from_secs(10),
            head: 16 * 1024,
            cookies: 1024 * 1024,
            form: 64 * 1024,
            connections: 128,
            command: Duration::from_secs(60),
        }
    }
}

/// Where Usher runs, as far as opening and copying depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// The shell came over SSH.
    pub remote: bool,
    /// A window can be shown.
    pub display: bool,
    /// `$BROWSER`, where it is set.
    pub browser: Option<String>,
    /// The terminal is inside tmux, which must be asked to pass sequences on.
    pub tmux: bool,
}

impl Surroundings {
    /// Looks them up in the environment.
    pub fn look() -> Self {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let windows = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"];
        Self {
            remote: set("SSH_CONNECTION") || set("SSH_TTY"),
            display: !cfg!(target_os = "linux") || windows.into_iter().any(set),
            browser: env::var("BROWSER").ok().filter(|command| !command.trim().is_empty()),
            tmux: set("TMUX"),
        }
    }
}

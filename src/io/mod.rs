//! ALL IO: one function for each effect, and nothing that decides.
//!
//! A task comes in as plain data, runs on the current-thread runtime, and tells its outcome through one channel. Stopping
//! a task drops it wherever it waits, so that its sockets close and its child processes end. What an answer means is
//! the business of the rooms further right; how it is shown, of `ui`.
//!
//! | file | effect |
//! |---|---|
//! | [`http`](self) | one request, one answer or trouble |
//! | [`listen`](self) | the redirect URI on loopback, guarded by [`guard`] and `front` |
//! | [`practice_server`] | the practice Okta on loopback |
//! | [`browser`](self), [`clipboard`](self) | opening and copying |
//! | [`gathering`] | what a configuration refers to: variables, other files |
//! | [`disk`], [`store`], [`journals`] | files, connection records, guides of one's own, what was done in Okta |
//! | [`secret`](self) | where secrets live |
//! | [`process`] | core dumps, signals |

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

use crate::base::words::message;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{Effect, FileTrouble, FileTroubleKind, Outcome, Receipt, Task, TaskId};
use crate::wizard::LIMIT_MS;

mod browser;
mod clipboard;
pub mod detached;
pub mod disk;
pub mod echo;
mod front;
pub mod gathering;
pub mod guard;
mod handover;
mod http;
mod http_trouble;
mod inherited;
pub mod journals;
mod listen;
mod lock;
mod options;
mod own_certificate;
pub mod practice_server;
pub mod process;
mod randomness;
mod secret;
mod sockets;
pub mod store;
mod trouble;

pub use clipboard::TerminalHook;
pub use http::{USER_AGENT, unusable_ca_file};
pub use options::{Browser, Limits, Options, Surroundings};
pub use sockets::free_port;

/// The variable that may hold a client secret. No child process ever sees it.
pub const SECRET_VARIABLE: &str = "USHER_CLIENT_SECRET";

/// The variable that may hold an API token of Okta. No child process ever sees it.
pub const TOKEN_VARIABLE: &str = "USHER_OKTA_TOKEN";

/// Does effects and tells their outcomes.
///
/// Making one is cheap: no HTTP client is built and no certificate is read before the first request.
pub struct World {
    shared: Arc<Shared>,
    running: HashMap<TaskId, AbortHandle>,
    outcomes: UnboundedSender<(TaskId, Outcome)>,
}

/// What tasks have in common.
struct Shared {
    network: Arc<http::Network>,
    browser: browser::Opener,
    handover: Arc<handover::Handover>,
    clipboard: clipboard::Clipboard,
    secrets: secret::Secrets,
    store: Option<store::Store>,
    limits: Limits,
}

impl World {
    /// A world that sends outcomes into `outcomes`.
    pub fn new(options: Options, outcomes: UnboundedSender<(TaskId, Outcome)>) -> Self {
        let surroundings = options.surroundings.unwrap_or_else(Surroundings::look);
        let network = match options.clients {
            Some(shared) => shared.0,
            None => Arc::new(http::Network::new(options.ca_file, options.limits)),
        };
        let shared = Shared {
            network,
            clipboard: clipboard::Clipboard::new(options.host_clipboard, surroundings.clone()),
            browser: browser::Opener::new(options.browser, surroundings),
            handover: Arc::default(),
            secrets: secret::Secrets::new(options.limits.command),
            store: options.data_dir.or_else(store::data_dir).map(store::Store::new),
            limits: options.limits,
        };
        Self { shared: Arc::new(shared), running: HashMap::new(), outcomes }
    }

    /// Gives the way to the terminal, for copying by OSC 52. Without it only a clipboard program can copy.
    pub fn set_terminal(&mut self, hook: TerminalHook) {
        self.shared.clipboard.set_terminal(hook);
    }

    /// Starts or stops a task. Must be called inside a tokio runtime.
    pub fn perform(&mut self, effect: Effect) {
        self.running.retain(|_, task| !task.is_finished());
        match effect {
            Effect::Run(id, task) => {
                let shared = Arc::clone(&self.shared);
                let report = Report { id, outcomes: self.outcomes.clone() };
                let handle = tokio::spawn(async move { shared.run(task, report).await });
                if let Some(former) = self.running.insert(id, handle.abort_handle()) {
                    former.abort();
                }
            }
            Effect::Stop(id) => {
                if let Some(task) = self.running.remove(&id) {
                    task.abort();
                }
            }
        }
    }

    /// Ends everything that still runs and takes back what was copied, where that can be done. Call it before leaving.
    pub async fn finish(&mut self) {
        for (_, task) in self.running.drain() {
            task.abort();
        }
        self.shared.clipboard.take_back().await;
    }

    /// The saved connections, where this person has a folder for them.
    pub fn store(&self) -> Option<&store::Store> {
        self.shared.store.as_ref()
    }

    /// Fresh randomness for the practice Okta.
    pub fn seed() -> Result<[u8; 32], crate::base::Trouble> {
        randomness::seed()
    }

    /// The moment, by this computer's clock.
    pub fn now() -> Timestamp {
        let ms = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Timestamp(match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => ms(since),
            Err(before) => -ms(before.duration()),
        })
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for (_, task) in self.running.drain() {
            task.abort();
        }
    }
}

/// The way of one task's outcomes.
#[derive(Clone)]
struct Report {
    id: TaskId,
    outcomes: UnboundedSender<(TaskId, Outcome)>,
}

impl Report {
    /// Tells an outcome. Nobody listening any more means that the program is ending.
    fn tell(&self, outcome: Outcome) {
        let _ = self.outcomes.send((self.id, outcome));
    }
}

impl Shared {
    async fn run(&self, task: Task, report: Report) {
        let outcome = match task {
            Task::Send(request) => Outcome::Answered(Box::new(self.network.send(request).await)),
            Task::SendOutward(request) => {
                Outcome::Answered(Box::new(self.network.send_outward(request).await))
            }
            Task::Visit(request, terms) => {
                let (exchange, is_private) = self.network.visit(request, terms).await;
                Outcome::Visited(Box::new(exchange), is_private)
            }
            Task::Randomness => Outcome::Random(randomness::draw()),
            Task::Listen { redirect } => {
                return listen::hold(&redirect, self.limits, &self.handover, report).await;
            }
            Task::Open(url) => Outcome::Opened(self.browser.open(&url, &self.handover).await),
            Task::Copy(text) => Outcome::Copied(self.clipboard.copy(text, false).await),
            Task::CopySecret(text) => Outcome::Copied(self.clipboard.copy(text, true).await),
            Task::Wake { after_ms } => {
                tokio::time::sleep(Duration::from_millis(after_ms)).await;
                Outcome::Woke
            }
            Task::Read(path) => Outcome::FileRead(on_worker(move || disk::read(&path)).await),
            Task::Plan(planning) => {
                let path = planning.path().to_path_buf();
                beside(&path, move || Outcome::PlanMade(planning.make().map(Box::new))).await
            }
            Task::Compare(comparing) => {
                let path = comparing.path().to_path_buf();
                beside(&path, move || Outcome::Compared(comparing.make().map(Box::new))).await
            }
            Task::Place(all) => {
                let look = move || Ok(all.iter().map(|one| disk::place(one, World::now())).collect());
                Outcome::Placed(on_worker(look).await.unwrap_or_else(|fell| vec![Err(fell)]))
            }
            Task::Write { change, backup } => Outcome::FileWritten(
                self.in_turn(move || disk::write_at(&change, backup, World::now(), &mut |_| ())).await,
            ),
            Task::Restore { path, backup, expected } => Outcome::FileWritten(
                self.in_turn(move || {
                    disk::restore(&path, backup.as_deref(), &expected, World::now(), &mut |_| ())
                })
                .await,
            ),
            Task::Gather(wants) => {
                Outcome::Gathered(on_worker(move || Ok(gathering::gather(&wants))).await.unwrap_or_default())
            }
            Task::FetchSecret(source) => Outcome::SecretFetched(self.secrets.fetch(source).await),
            Task::Store(connection) => {
                let store = self.store.clone();
                Outcome::Stored(
                    on_worker(move || match store {
                        Some(store) => store.store(&connection),
                        None => Err(store::no_folder()),
                    })
                    .await,
                )
            }
        };
        report.tell(outcome);
    }

    /// Changes a file while no other Usher of this person does.
    async fn in_turn(
        &self,
        change: impl FnOnce() -> Result<Receipt, FileTrouble> + Send + 'static,
    ) -> Result<Receipt, FileTrouble> {
        let store = self.store.clone();
        on_worker(move || {
            let _turn = store.as_ref().and_then(store::Store::turn);
            change()
        })
        .await
    }
}

/// Works on the text of a file on a thread that nobody need wait for, and gives it up where it takes too long.
async fn beside(path: &Path, work: impl FnOnce() -> Outcome + Send + 'static) -> Outcome {
    let failed = |detail| Outcome::FileRead(Err(trouble::file(path, FileTroubleKind::Other, detail)));
    match tokio::time::timeout(Duration::from_millis(LIMIT_MS), detached::run(work)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => failed(message!("io.disk.fell")),
        Err(_) => failed(message!("io.disk.slow", seconds = LIMIT_MS / 1000)),
    }
}

/// Runs blocking file work beside the event loop.
async fn on_worker<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileTrouble> + Send + 'static,
) -> Result<T, FileTrouble> {
    // What a worker that fell says of itself may quote what it held, so it is not repeated.
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        let detail = message!("io.disk.fell");
        Err(trouble::file(Path::new(""), FileTroubleKind::Other, detail))
    })
}

/// Takes one line end away, as editors and commands leave it.
fn without_line_end(text: &str) -> Secret {
    let text = text.strip_suffix('\n').unwrap_or(text);
    Secret::new(text.strip_suffix('\r').unwrap_or(text))
}

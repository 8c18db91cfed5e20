//! Tasks for `world`, and what comes back. Plain comparable data: no closures, no handles.
//!
//! Every task carries an id. An outcome whose id is no longer current is dropped; `Stop` ends a task that still runs.

use std::collections::BTreeMap;
use std::path::PathBuf;

use url::Url;

use super::connection::{Connection, SecretSource};
use super::planning::{Comparing, PlanMade, Planning};
use crate::base::words::Message;
use crate::base::{Exchange, Secret, Timestamp, Trouble};
use crate::diagnosis::evidence::ConfigurationEvidence;

/// Names one running task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(pub u64);

/// What `world` is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Start a task.
    Run(TaskId, Task),
    /// End a task, wherever it is. No outcome follows.
    Stop(TaskId),
}

/// One thing to do in the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Send one request, follow no redirect, keep no cookie → [`Outcome::Answered`].
    Send(crate::base::Request),
    /// The same, to an address of the public network alone → [`Outcome::Answered`].
    SendOutward(crate::base::Request),
    /// Send one request of a visit to the living application, with its cookies; follow no redirect → [`Outcome::Visited`].
    Visit(crate::base::Request, crate::live::Terms),
    /// Draw 96 random bytes → [`Outcome::Random`].
    Randomness,
    /// Hold the loopback sockets of this redirect URI → [`Outcome::Listening`], then any number of [`Outcome::Arrived`],
    /// until stopped.
    Listen {
        /// The redirect URI: scheme http, a loopback host, a port and a path.
        redirect: Url,
    },
    /// Open an address in the browser → [`Outcome::Opened`].
    Open(Url),
    /// Put a text on the clipboard → [`Outcome::Copied`].
    Copy(Secret),
    /// The same for a secret, which is taken back from the clipboard at the end where that can be done →
    /// [`Outcome::Copied`].
    CopySecret(Secret),
    /// Wait → [`Outcome::Woke`].
    Wake {
        /// For how long, in milliseconds.
        after_ms: u64,
    },
    /// Read a file → [`Outcome::FileRead`].
    Read(PathBuf),
    /// Work the plan of a file out → [`Outcome::PlanMade`]; or [`Outcome::FileRead`] with the trouble, where that takes too long.
    Plan(Box<Planning>),
    /// Compare what was written with what it should say → [`Outcome::Compared`]; or [`Outcome::FileRead`] likewise.
    Compare(Box<Comparing>),
    /// Look where each of these files really stands, and under which name the copy of it will be kept; nothing is made →
    /// [`Outcome::Placed`], in the same order.
    Place(Vec<Wanted>),
    /// Copy what stands in a file, and replace the file whole → [`Outcome::FileWritten`].
    Write {
        /// The change, of the file itself.
        change: FileChange,
        /// Where the copy goes; `None` where there is no file yet.
        backup: Option<PathBuf>,
    },
    /// Bring a backup back over its file → [`Outcome::FileWritten`].
    Restore {
        /// The file.
        path: PathBuf,
        /// The copy to bring back; `None` removes the file, which was not there before.
        backup: Option<PathBuf>,
        /// What must still stand in the file; otherwise somebody changed it and it is left alone.
        expected: Secret,
    },
    /// Look at what a configuration refers to: variables and files → [`Outcome::Gathered`].
    Gather(Vec<Want>),
    /// Get a secret from where it lives → [`Outcome::SecretFetched`].
    FetchSecret(SecretSource),
    /// Keep the record → [`Outcome::Stored`].
    Store(Box<Connection>),
}

/// Something outside a configuration to which it refers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// A variable of this process's environment.
    Variable(String),
    /// A file's text.
    File {
        /// The file.
        path: PathBuf,
        /// The folder out of which no link may lead.
        within: PathBuf,
    },
    /// The texts of the manifests in a folder.
    Manifests(PathBuf),
}

/// What was found around a configuration; what is not there is remembered as such, so that nothing is asked for twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// Variables by name.
    pub variables: BTreeMap<String, Option<Secret>>,
    /// Files by path.
    pub files: BTreeMap<PathBuf, Option<Secret>>,
    /// Manifests by folder: each file with its text.
    pub manifests: BTreeMap<PathBuf, Vec<(PathBuf, Secret)>>,
}

impl Gathered {
    /// Takes in what else was found.
    pub fn extend(&mut self, more: Self) {
        self.variables.extend(more.variables);
        self.files.extend(more.files);
        self.manifests.extend(more.manifests);
    }
}

/// A file's new text, and the conditions under which it may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub path: PathBuf,
    /// What stood in it when the change was planned; `None`: it was not there. Anything else refuses the write.
    pub old: Option<Secret>,
    /// The new text.
    pub new: Secret,
    /// Whether the text holds a secret: a new file gets mode 0600.
    pub holds_secret: bool,
}

/// A file that will be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The file, or a link to it.
    pub path: PathBuf,
    /// Whether there is a file, so that a copy of it is kept.
    pub is_there: bool,
}

/// Where a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file itself, links followed.
    pub path: PathBuf,
    /// The name under which the copy of what stands there will be kept; free when it was looked for.
    pub backup: Option<PathBuf>,
}

/// What came of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The exchange, with an answer or with the trouble that came instead.
    Answered(Box<Exchange>),
    /// What came of a request of a visit, and whether a private address answered.
    Visited(Box<Exchange>, Option<bool>),
    /// Random bytes, 96 of them, as base64url without padding.
    Random(Secret),
    /// The addresses that are held, `127.0.0.1:8749` and `[::1]:8749`; or why none is.
    Listening(Result<Vec<String>, Trouble>),
    /// A complete request on the listener's path: the raw query of a GET or the raw form of a POST.
    Arrived(Secret),
    /// Whether a browser was started.
    Opened(Result<(), Trouble>),
    /// By which way the text was copied.
    Copied(Result<CopyWay, Trouble>),
    /// The wait is over.
    Woke,
    /// A file's text; `None` when there is no such file.
    FileRead(Result<Option<Secret>, FileTrouble>),
    /// The plan of a file; `None` where its guide knows no such format.
    PlanMade(Option<Box<PlanMade>>),
    /// What a written file says against what it should say; `None` where its guide knows no such format.
    Compared(Option<Box<ConfigurationEvidence>>),
    /// Where the files stand.
    Placed(Vec<Result<Place, FileTrouble>>),
    /// What was written where.
    FileWritten(Result<Receipt, FileTrouble>),
    /// What a configuration refers to, as far as it is on this computer.
    Gathered(Gathered),
    /// The secret, or why it could not be had.
    SecretFetched(Result<Secret, Trouble>),
    /// The record's new revision.
    Stored(Result<u64, FileTrouble>),
}

/// How a text reached the clipboard, so that nothing false is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyWay {
    /// Into the buffers of tmux, which sends it on to the terminal.
    Tmux,
    /// A program of this computer took it.
    Host,
    /// It was sent to the terminal (OSC 52), which does not say whether it took it.
    Terminal,
}

/// A file was written, or brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The file itself, links followed.
    pub path: PathBuf,
    /// The dated copy of what stood there before.
    pub backup: Option<PathBuf>,
    /// When.
    pub at: Timestamp,
}

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTrouble {
    /// The file.
    pub path: PathBuf,
    /// The kind, so that advice can be given.
    pub kind: FileTroubleKind,
    /// What happened, in Usher's words or the system's.
    pub detail: Message,
}

impl FileTrouble {
    /// Which file, and what is wrong with it.
    pub fn message(&self) -> Message {
        Message::labelled(&self.path.display(), &self.detail)
    }
}

/// Sorted by what the person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileTroubleKind {
    /// The folder is not there.
    NoFolder,
    /// Not allowed.
    Denied,
    /// No room.
    Full,
    /// The file system is read-only.
    ReadOnly,
    /// It changed since it was read.
    Changed,
    /// Not text.
    NotText,
    /// Larger than the cap.
    TooLarge,
    /// Written by a newer Usher.
    Newer,
    /// Not a record of Usher, or damaged.
    Damaged,
    /// Another Usher holds it.
    Locked,
    /// The record could not be saved without which nothing is changed.
    NotRecorded,
    /// Anything else.
    Other,
}

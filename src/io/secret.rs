//! Fetches a secret from where it lives: a file, standard input, a variable, a command, an application's configuration.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::Command;
use zeroize::Zeroizing;

use super::trouble::{of_kind, other};
use super::{detached, disk, inherited, on_worker, without_line_end};
use crate::base::words::{Message, message};
use crate::base::{Redactor, Secret, Trouble, TroubleKind};
use crate::engine::connection::SecretSource;

/// The largest secret, and the most of a command's complaint that is read, in bytes.
const CAP: u64 = 64 * 1024;

/// How long a pipe may take to hand a secret over: whoever writes to it was started before.
const PIPE: Duration = Duration::from_secs(20);

/// The path that means standard input.
const STANDARD_INPUT: &str = "-";

/// Fetches secrets, and remembers what can be read only once.
pub(super) struct Secrets {
    deadline: Duration,
    streams: Mutex<HashMap<PathBuf, Secret>>,
}

impl Secrets {
    pub(super) fn new(deadline: Duration) -> Self {
        Self { deadline, streams: Mutex::default() }
    }

    /// The secret; for a configuration the whole text of the file, which the guide's format reads.
    pub(super) async fn fetch(&self, source: SecretSource) -> Result<Secret, Trouble> {
        match source {
            SecretSource::Ask => Err(other("secret", message!("io.secret.ask"))),
            SecretSource::None => Err(other("secret", message!("io.secret.none"))),
            SecretSource::File { path } if is_stream(&path) => self.read_stream(path).await,
            SecretSource::File { path } => {
                let content = read(&path).await?;
                filled(without_line_end(content.reveal()), path.display().to_string())
            }
            SecretSource::Variable { name } => match std::env::var(&name) {
                Ok(value) => {
                    inherited::keep_back(&name);
                    filled(Secret::new(value), &name)
                }
                Err(_) => Err(other(&name, message!("io.secret.no_variable"))),
            },
            SecretSource::Command { argv } => self.run_command(&argv).await,
            SecretSource::Configuration { path, .. } => read(&path).await,
        }
    }

    /// Reads what can be read only once, standard input or a pipe such as the shell's `<(…)`, and remembers it.
    async fn read_stream(&self, path: PathBuf) -> Result<Secret, Trouble> {
        if let Some(secret) = self.streams.lock().ok().and_then(|kept| kept.get(&path).cloned()) {
            return Ok(secret);
        }
        let is_input = path == Path::new(STANDARD_INPUT);
        let name =
            if is_input { message!("io.secret.standard_input") } else { path.display().to_string().into() };
        let source = path.clone();
        let read = detached::run(move || -> io::Result<Zeroizing<Vec<u8>>> {
            let mut bytes = Zeroizing::new(Vec::new());
            if is_input {
                io::stdin().lock().take(CAP).read_to_end(&mut bytes)?;
            } else {
                File::open(source)?.take(CAP).read_to_end(&mut bytes)?;
            }
            Ok(bytes)
        });
        // Standard input may be a person who types; a pipe has as long as a command.
        let deadline = if is_input { Duration::MAX } else { self.deadline.min(PIPE) };
        let bytes = match tokio::time::timeout(deadline, read).await {
            Ok(Ok(Ok(bytes))) => bytes,
            Ok(Ok(Err(error)) | Err(error)) => return Err(other(name, error.to_string())),
            Err(_) => {
                let slow = message!("io.secret.pipe_slow", seconds = deadline.as_secs());
                return Err(of_kind(TroubleKind::Timeout, name, slow));
            }
        };
        if bytes.len() as u64 >= CAP {
            return Err(other(name, message!("io.secret.too_long")));
        }
        let secret = filled(from_utf8(&bytes, &name)?, &name)?;
        if let Ok(mut kept) = self.streams.lock() {
            kept.insert(path, secret.clone());
        }
        Ok(secret)
    }

    /// Runs a command without a shell; what it prints is the secret, what it complains is shown.
    async fn run_command(&self, argv: &[String]) -> Result<Secret, Trouble> {
        let Some((program, arguments)) = argv.split_first() else {
            return Err(other("secret", message!("io.secret.no_command")));
        };
        let mut command = Command::new(program);
        inherited::scrub(&mut command);
        let mut child = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| other(program, error.to_string()))?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let work = async { tokio::join!(gather(stdout), gather(stderr), child.wait()) };
        let Ok((printed, complaint, status)) = tokio::time::timeout(self.deadline, work).await else {
            let seconds = self.deadline.as_secs();
            return Err(of_kind(
                TroubleKind::Timeout,
                program,
                message!("io.secret.command_slow", seconds = seconds),
            ));
        };
        let status = status.map_err(|error| other(program, error.to_string()))?;
        let printed = printed.map_err(|error| other(program, error.to_string()))?;
        if printed.len() as u64 >= CAP {
            return Err(other(program, message!("io.secret.too_long")));
        }
        if status.success() {
            return filled(from_utf8(&printed, program)?, program);
        }
        let complaint = complaint.unwrap_or_default();
        let words = without_secret(&complaint, &printed);
        Err(other(program, message!("io.secret.command_failed", status = status, words = words)))
    }
}

/// Standard input, a pipe or a terminal: anything that is neither a file nor a folder.
fn is_stream(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT)
        || fs::metadata(path).is_ok_and(|kind| !kind.is_file() && !kind.is_dir())
}

async fn gather(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    if let Some(pipe) = pipe {
        let mut capped = pipe.take(CAP);
        capped.read_to_end(&mut bytes).await?;
        // What exceeds the cap is drained, so that the program does not hang on a full pipe.
        tokio::io::copy(&mut capped.into_inner(), &mut tokio::io::sink()).await?;
    }
    Ok(bytes)
}

/// A shorter line that a program prints is a word of its complaint rather than a secret.
const TELLING: usize = 8;

/// The complaint, with whatever the program had printed before it failed blotted out, each line by itself.
fn without_secret(complaint: &[u8], printed: &[u8]) -> String {
    let complaint = String::from_utf8_lossy(complaint).trim().to_owned();
    let printed = Zeroizing::new(String::from_utf8_lossy(printed).into_owned());
    let lines = printed.lines().map(str::trim).filter(|line| line.len() >= TELLING);
    let mut redactor = Redactor::default();
    std::iter::once(printed.trim()).chain(lines).for_each(|secret| redactor.hide(secret));
    redactor.clean(&complaint)
}

fn from_utf8(bytes: &[u8], target: impl Into<Message>) -> Result<Secret, Trouble> {
    std::str::from_utf8(bytes)
        .map(without_line_end)
        .map_err(|_| other(target, message!("io.secret.not_text")))
}

fn filled(secret: Secret, target: impl Into<Message>) -> Result<Secret, Trouble> {
    if secret.is_empty() { Err(other(target, message!("io.secret.empty"))) } else { Ok(secret) }
}

async fn read(path: &Path) -> Result<Secret, Trouble> {
    let file = path.to_path_buf();
    let target = path.display().to_string();
    match on_worker(move || disk::read(&file)).await {
        Ok(Some(content)) => Ok(content),
        Ok(None) => Err(other(target, message!("io.secret.no_file"))),
        Err(trouble) => Err(other(target, trouble.detail)),
    }
}

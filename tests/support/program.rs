//! Runs the real program, without a terminal or on one, in a home of its own.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::home::Home;
use crate::terminal::Terminal;

/// How long a test waits for something that should come at once.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The program with its arguments, not yet started.
pub(crate) struct Program {
    args: Vec<String>,
    variables: Vec<(String, String)>,
    folder: PathBuf,
    input: Option<String>,
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Everything on standard output.
    pub(crate) out: String,
    /// Everything on standard error.
    pub(crate) err: String,
}

impl Ran {
    /// The answer as JSON; the test fails with all that was said when it is none.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("not JSON ({why}): {self:#?}"))
    }
}

impl Program {
    /// The program that Cargo built for this test.
    pub(crate) fn new<I: IntoIterator<Item: Into<String>>>(home: &Home, args: I) -> Self {
        let args = args.into_iter().map(Into::into).collect();
        Self { args, variables: home.variables(), folder: home.folder().to_path_buf(), input: None }
    }

    /// Where the program is: what Cargo built, or what `USHER_BINARY` names.
    pub(crate) fn binary() -> String {
        std::env::var("USHER_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_usher").to_owned())
    }

    /// With one more variable in its environment.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Started in a folder of the home.
    pub(crate) fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = self.folder.join(folder);
        std::fs::create_dir_all(&self.folder).expect("a folder in the home");
        self
    }

    /// With this text on standard input.
    pub(crate) fn input(mut self, text: &str) -> Self {
        self.input = Some(text.to_owned());
        self
    }

    /// Starts it without a terminal.
    pub(crate) fn start(self) -> Running {
        let mut command = Command::new(Self::binary());
        command.args(&self.args).env_clear().envs(self.variables).current_dir(&self.folder);
        command.stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        if let (Some(text), Some(mut input)) = (self.input, child.stdin.take()) {
            // A program that ends without reading its input is no fault of the test.
            input.write_all(text.as_bytes()).ok();
        }
        Running::new(child)
    }

    /// Runs it to its end without a terminal.
    pub(crate) fn run(self) -> Ran {
        self.start().finish(PATIENCE)
    }

    /// Starts it on a terminal of this size.
    pub(crate) fn on_terminal(self, columns: u16, rows: u16) -> Terminal {
        Terminal::start(&Self::binary(), &self.args, &self.variables, &self.folder, columns, rows)
    }
}

enum Piece {
    Out(String),
    Err(String),
}

/// A started program, ended when the test lets go of it.
pub(crate) struct Running {
    child: Child,
    pieces: Receiver<Piece>,
    out: String,
    err: String,
}

impl Running {
    fn new(mut child: Child) -> Self {
        let (sender, pieces) = channel();
        if let Some(out) = child.stdout.take() {
            forward(out, sender.clone(), Piece::Out);
        }
        if let Some(err) = child.stderr.take() {
            forward(err, sender, Piece::Err);
        }
        Self { child, pieces, out: String::new(), err: String::new() }
    }

    /// Any other command, run the same way: a provider that a test talks to.
    pub(crate) fn other(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self::new(command.spawn().unwrap_or_else(|why| panic!("{command:?}: {why}")))
    }

    /// The first whole line that the program says, on either stream, for which `pick` finds something.
    pub(crate) fn wait_for<T>(&mut self, what: &str, pick: impl Fn(&str) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            let whole = |text: &str| text.rfind('\n').map_or(0, |end| end + 1);
            let (out, err) = (&self.out[..whole(&self.out)], &self.err[..whole(&self.err)]);
            if let Some(found) = out.lines().chain(err.lines()).find_map(&pick) {
                return found;
            }
            assert!(
                self.take_piece(until).is_ok(),
                "{what} did not come\n--- out\n{}\n--- err\n{}",
                self.out,
                self.err
            );
        }
    }

    /// The first address that the program says.
    pub(crate) fn wait_for_address(&mut self) -> String {
        self.wait_for("an address", |line| {
            let word = line.split_whitespace().find(|word| word.starts_with("http://"));
            word.map(|word| word.trim_end_matches(['.', ',']).to_owned())
        })
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self, patience: Duration) -> Ran {
        let until = Instant::now() + patience;
        loop {
            match self.take_piece(until) {
                Ok(()) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("no end after {patience:?}\n--- out\n{}\n--- err\n{}", self.out, self.err)
                }
            }
        }
        let code = self.child.wait().expect("the program ends").code();
        Ran { code, out: std::mem::take(&mut self.out), err: std::mem::take(&mut self.err) }
    }

    fn take_piece(&mut self, until: Instant) -> Result<(), RecvTimeoutError> {
        match self.pieces.recv_timeout(until.saturating_duration_since(Instant::now()))? {
            Piece::Out(text) => self.out.push_str(&text),
            Piece::Err(text) => self.err.push_str(&text),
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn forward(mut from: impl Read + Send + 'static, to: Sender<Piece>, piece: fn(String) -> Piece) {
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        let mut rest = Vec::new();
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            rest.extend_from_slice(&bytes[..count]);
            // A character may be cut in two by the end of the buffer.
            let whole = match std::str::from_utf8(&rest) {
                Err(cut) if cut.error_len().is_none() => cut.valid_up_to(),
                _ => rest.len(),
            };
            let text = String::from_utf8_lossy(&rest[..whole]).into_owned();
            rest.drain(..whole);
            if to.send(piece(text)).is_err() {
                return;
            }
        }
    });
}

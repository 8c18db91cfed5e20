//! A terminal with somebody in front of it: runs the program, shows its screen, types keys, waits for text.
//!
//! It waits for what the program draws and never sleeps; when what was waited for does not come, the test fails with
//! the screen as it stands.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Callbacks, Parser, Screen};

use crate::program::PATIENCE;

type Shared<T> = Arc<Mutex<T>>;
type Input = Shared<Box<dyn Write + Send>>;

/// The terminal.
pub(crate) struct Terminal {
    parser: Shared<Parser<Desk>>,
    changes: Receiver<Option<ExitStatus>>,
    input: Input,
    master: Box<dyn MasterPty + Send>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    process: Option<u32>,
    ended: Option<ExitStatus>,
    #[cfg(unix)]
    line_mode: [u64; 4],
}

/// What a terminal keeps beside its screen.
#[derive(Default)]
pub(crate) struct Desk {
    /// What was sent to the clipboard, as it came: base64.
    pub(crate) clipboard: Vec<String>,
    /// Everything that the program wrote, as it came.
    pub(crate) written: Vec<u8>,
    /// The window's title.
    pub(crate) title: String,
    /// Questions of the program that a terminal answers.
    answers: Vec<u8>,
    /// A frame is being drawn that shall be seen whole (mode 2026).
    pub(crate) is_drawing: bool,
}

impl Callbacks for Desk {
    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.title = String::from_utf8_lossy(title).into_owned();
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(String::from_utf8_lossy(data).into_owned());
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        mark: Option<u8>,
        _: Option<u8>,
        values: &[&[u16]],
        c: char,
    ) {
        let (row, column) = screen.cursor_position();
        match (c, mark, values.first().and_then(|value| value.first())) {
            // Where is the cursor?
            ('n', None, Some(6)) => self.answers.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes()),
            ('h' | 'l', Some(b'?'), Some(2026)) => self.is_drawing = c == 'h',
            // What kind of terminal is this?
            ('c', None, _) => self.answers.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }
}

impl Terminal {
    /// Starts a program on a new terminal.
    pub(crate) fn start(
        binary: &str,
        args: &[String],
        variables: &[(String, String)],
        folder: &Path,
        columns: u16,
        rows: u16,
    ) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a terminal");
        #[cfg(unix)]
        let line_mode = line_mode(pair.master.as_ref());
        let mut command = CommandBuilder::new(binary);
        command.args(args);
        command.env_clear();
        for (name, value) in variables {
            command.env(name, value);
        }
        command.cwd(folder);
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let input: Input =
            Arc::new(Mutex::new(pair.master.take_writer().expect("the terminal can be typed at")));
        let parser = Arc::new(Mutex::new(Parser::new_with_callbacks(rows, columns, 0, Desk::default())));
        let (sender, changes) = channel();
        let (killer, process) = (child.clone_killer(), child.process_id());
        let (screen, answers) = (Arc::clone(&parser), Arc::clone(&input));
        thread::spawn(move || {
            follow(reader, &screen, &answers, || sender.send(None).is_ok());
            // The end is told last, when everything that the program drew stands on the screen.
            let status = child.wait().unwrap_or_else(|_| ExitStatus::with_exit_code(u32::MAX));
            sender.send(Some(status)).ok();
        });
        Self {
            parser,
            changes,
            input,
            master: pair.master,
            killer,
            process,
            ended: None,
            #[cfg(unix)]
            line_mode,
        }
    }

    /// Waits until the screen holds the text somewhere in one line.
    pub(crate) fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("“{text}”"), |screen| screen.contains(text))
    }

    /// Waits until the screen does not hold the text any more.
    pub(crate) fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("the end of “{text}”"), |screen| !screen.contains(text))
    }

    /// Waits until the screen, as [`Self::text`] shows it, is as wanted.
    pub(crate) fn wait_until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> &mut Self {
        self.wait_long(what, PATIENCE, wanted)
    }

    /// The same with another patience.
    pub(crate) fn wait_long(
        &mut self,
        what: &str,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> &mut Self {
        let until = Instant::now() + patience;
        while self.look(|_, desk| desk.is_drawing) || !wanted(&self.text()) {
            let why = match self.take_change(until) {
                Ok(()) => continue,
                Err(RecvTimeoutError::Timeout) => format!("did not come within {patience:?}"),
                Err(RecvTimeoutError::Disconnected) => {
                    format!("never came; the program ended: {:?}", self.ended)
                }
            };
            panic!("{what} {why}\n{}", self.framed());
        }
        self
    }

    /// Waits until something was sent to the clipboard.
    pub(crate) fn wait_for_copy(&mut self) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while self.look(|_, desk| desk.clipboard.is_empty()) {
            assert!(self.take_change(until).is_ok(), "nothing was copied\n{}", self.framed());
        }
        self
    }

    /// Types text as it is.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        let mut input = lock(&self.input);
        input.write_all(text.as_bytes()).and_then(|()| input.flush()).expect("the terminal takes keys");
        drop(input);
        self
    }

    /// Presses one key by its name: `Enter`, `Esc`, `Tab`, `BackTab`, `Up`, `Down`, `Left`, `Right`, `Home`, `End`,
    /// `PageUp`, `PageDown`, `Backspace`, `Delete`, `F2`, `F4`, `F7`, `Ctrl-c` and its like, or a single character.
    pub(crate) fn press(&mut self, key: &str) -> &mut Self {
        let bytes = match key {
            "Enter" => "\r",
            "Esc" => "\x1b",
            "Tab" => "\t",
            "BackTab" => "\x1b[Z",
            "Up" => "\x1b[A",
            "Down" => "\x1b[B",
            "Right" => "\x1b[C",
            "Left" => "\x1b[D",
            "Home" => "\x1b[H",
            "End" => "\x1b[F",
            "PageUp" => "\x1b[5~",
            "PageDown" => "\x1b[6~",
            "Backspace" => "\x7f",
            "Delete" => "\x1b[3~",
            "F2" => "\x1bOQ",
            "F4" => "\x1bOS",
            "F7" => "\x1b[18~",
            other => other,
        };
        match bytes.strip_prefix("Ctrl-").and_then(|letter| letter.bytes().next()) {
            Some(letter) => self.type_text(&char::from(letter & 0x1f).to_string()),
            None => self.type_text(bytes),
        }
    }

    /// Pastes text as a terminal does when the program asked for it.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        let bracketed = lock(&self.parser).screen().bracketed_paste();
        if bracketed { self.type_text(&format!("\x1b[200~{text}\x1b[201~")) } else { self.type_text(text) }
    }

    /// Makes the window larger or smaller.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        lock(&self.parser).screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).expect("the terminal changes its size");
        self
    }

    /// The program's process.
    pub(crate) fn id(&self) -> u32 {
        self.process.expect("the program runs")
    }

    /// Sends a signal by its name, `TERM` or `HUP`.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let process = self.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.is_ok_and(|status| status.success()), "the signal was sent");
        self
    }

    /// Waits for the program's end and answers its exit code.
    pub(crate) fn wait_exit(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        while self.ended.is_none() {
            let told = self.take_change(until).is_ok() || self.ended.is_some();
            assert!(told, "the program did not end within {PATIENCE:?}\n{}", self.framed());
        }
        self.ended.as_ref().map_or(u32::MAX, ExitStatus::exit_code)
    }

    /// The screen, line by line, without the blanks at the lines' ends.
    pub(crate) fn text(&self) -> String {
        let parser = lock(&self.parser);
        let width = parser.screen().size().1;
        let lines: Vec<String> =
            parser.screen().rows(0, width).map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n")
    }

    /// Looks at the screen's cells, cursor and modes, and at what else the terminal keeps.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Screen, &Desk) -> T) -> T {
        let parser = lock(&self.parser);
        look(parser.screen(), parser.callbacks())
    }

    /// Whether the terminal takes keys as it did before the program was started.
    #[cfg(unix)]
    pub(crate) fn takes_keys_as_before(&self) -> bool {
        line_mode(self.master.as_ref()) == self.line_mode
    }

    /// The screen in a frame, for a test that fails.
    pub(crate) fn framed(&self) -> String {
        let width = usize::from(lock(&self.parser).screen().size().1);
        let edge = "─".repeat(width);
        let lines: Vec<String> = self.text().lines().map(|line| format!("│{line}")).collect();
        format!("┌{edge}\n{}\n└{edge}", lines.join("\n"))
    }

    fn take_change(&mut self, until: Instant) -> Result<(), RecvTimeoutError> {
        let change = self.changes.recv_timeout(until.saturating_duration_since(Instant::now()))?;
        if change.is_some() {
            self.ended = change;
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.is_none() {
            // It may be ending by itself just now.
            self.killer.kill().ok();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// Whether lines are edited, shown, watched for Ctrl-C, how line ends are treated: the system's flags as numbers.
#[cfg(unix)]
fn line_mode(master: &dyn MasterPty) -> [u64; 4] {
    let all = master.get_termios().expect("the terminal's settings");
    [
        u64::from(all.local_flags.bits()),
        u64::from(all.input_flags.bits()),
        u64::from(all.output_flags.bits()),
        u64::from(all.control_flags.bits()),
    ]
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws what the program writes until it writes no more, and answers what a terminal answers.
fn follow(
    mut from: impl Read,
    parser: &Mutex<Parser<Desk>>,
    input: &Mutex<Box<dyn Write + Send>>,
    tell: impl Fn() -> bool,
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        let answers = {
            let mut parser = lock(parser);
            parser.process(&bytes[..count]);
            parser.callbacks_mut().written.extend(&bytes[..count]);
            std::mem::take(&mut parser.callbacks_mut().answers)
        };
        if !answers.is_empty() {
            lock(input).write_all(&answers).ok();
        }
        if !tell() {
            return;
        }
    }
}

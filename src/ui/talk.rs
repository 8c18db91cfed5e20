//! Two voices: answers to standard output, everything else to standard error. A reader who leaves early is no error.
//!
//! Whatever is said or answered here is for eyes, so it leaves as [`Shown`], by the one function that writes. What is for a
//! program, such as a configuration, leaves as it is by [`data`], unless a terminal is at the other end.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::base::Secret;
use crate::base::untrusted::{Shown, is_unsafe};
use crate::base::words::{Message, Voice, message};
use crate::io::echo::Quiet;

/// Whether an answer could not be written, though somebody wanted it.
static IS_LOST: AtomicBool = AtomicBool::new(false);

/// Puts a text before somebody's eyes. Nothing else here writes what is not for a program.
fn put(out: &mut impl io::Write, text: &Shown) -> io::Result<()> {
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// An answer, to standard output.
pub fn answer(text: &str) {
    wanted(put(&mut io::stdout().lock(), &Shown::lines(text)));
}

/// What a program reads, such as a configuration, to standard output.
pub fn data(text: &str) {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return wanted(put(&mut out, &Shown::lines(text)));
    }
    wanted(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

/// JSON, to standard output: what is unseen is escaped in it, which is the same for a program.
pub fn json(value: &serde_json::Value) {
    let mut text = String::new();
    for letter in serde_json::to_string_pretty(value).unwrap_or_default().chars() {
        if is_unsafe(letter) && letter != '\n' {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing into a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(letter);
        }
    }
    answer_line(&text);
}

fn wanted(written: io::Result<()>) {
    match written {
        Ok(()) => {}
        // A closed pipe means that the reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(error) => {
            if !IS_LOST.swap(true, Ordering::Relaxed) {
                tell(&message!("cli.answer_lost", why = error));
            }
        }
    }
}

/// Whether an answer was cut off by anything but its reader, by a full disk for instance.
pub fn is_lost() -> bool {
    IS_LOST.load(Ordering::Relaxed)
}

/// An answer with a line break at its end, to standard output.
pub fn answer_line(text: &str) {
    answer(&format!("{text}\n"));
}

/// A line of a conversation, to standard output.
pub fn line(text: &str) {
    answer_line(text);
}

/// How many columns a line of the conversation has; without a terminal as many as it likes.
pub fn columns() -> usize {
    let size = io::stdout().is_terminal().then(|| crossterm::terminal::size().ok()).flatten();
    size.map_or(usize::MAX, |(columns, _)| usize::from(columns))
}

/// Whether the answer goes into a file: what stays there is not for the eyes of whoever asked alone.
pub fn answers_into_a_file() -> bool {
    #[cfg(unix)]
    let file = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned().map(std::fs::File::from);
    #[cfg(windows)]
    let file = std::os::windows::io::AsHandle::as_handle(&io::stdout())
        .try_clone_to_owned()
        .map(std::fs::File::from);
    file.and_then(|file| file.metadata()).is_ok_and(|about| about.is_file())
}

/// A question without a line break at its end, to standard output.
pub fn prompt(text: &str) {
    answer(text);
}

/// Something said on the way, to standard error.
pub fn say(text: &str) {
    // Without anybody to hear it there is nobody to tell.
    let _ = put(&mut io::stderr().lock(), &Shown::lines(&format!("{text}\n")));
}

/// A message, to standard error, where no connection's own voice is at hand.
pub fn tell(message: &Message) {
    say(&Voice::default().say(message));
}

/// Whether a person can be asked.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks one line. `None` when the input has ended.
pub fn ask(prompt: &str) -> Option<String> {
    if !prompt.is_empty() {
        // Let go of before the wait: whoever is interrupted meanwhile must still be able to say a last word.
        let _ = put(&mut io::stderr().lock(), &Shown::lines(prompt));
    }
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

/// Asks for a secret; what is typed is not shown where the terminal allows that.
pub fn ask_secret(prompt: &str) -> Option<Secret> {
    let quiet = Quiet::begin();
    let typed = ask(prompt).map(Secret::from);
    drop(quiet);
    typed
}

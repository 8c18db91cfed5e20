//! Copies text: by a program of this computer where there is one, else by asking the terminal (OSC 52).
//!
//! The terminal belongs to `face`, which gives a hook for the few bytes that go there. A secret that was copied is
//! remembered until the end, so that it can be taken back if the clipboard still holds it.

use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use super::trouble::other;
use super::{Surroundings, inherited};
use crate::base::words::message;
use crate::base::{Secret, Trouble};
use crate::engine::effect::CopyWay;

/// Sends a control sequence to the terminal. It is called from within the runtime, never from a worker.
pub type TerminalHook = Box<dyn FnMut(&str) + Send>;

/// How long a clipboard program may take.
const DEADLINE: Duration = Duration::from_secs(3);

/// Terminals drop longer sequences silently.
const TERMINAL_CAP: usize = 70_000;

/// A pair of programs: one that takes a text, one that tells what the clipboard holds.
struct Pair {
    put: &'static [&'static str],
    tell: Option<&'static [&'static str]>,
    needs: &'static str,
}

/// In the order in which they are tried. `needs` names the variable without which a program cannot work.
const PAIRS: &[Pair] = &[
    Pair { put: &["wl-copy"], tell: Some(&["wl-paste", "-n"]), needs: "WAYLAND_DISPLAY" },
    Pair {
        put: &["xclip", "-selection", "clipboard"],
        tell: Some(&["xclip", "-selection", "clipboard", "-o"]),
        needs: "DISPLAY",
    },
    Pair { put: &["xsel", "-b", "-i"], tell: Some(&["xsel", "-b", "-o"]), needs: "DISPLAY" },
    Pair { put: &["clip.exe"], tell: None, needs: "WSL_DISTRO_NAME" },
    #[cfg(target_os = "macos")]
    Pair { put: &["pbcopy"], tell: Some(&["pbpaste"]), needs: "" },
    #[cfg(windows)]
    Pair { put: &["clip.exe"], tell: None, needs: "" },
];

/// The clipboard of this computer and of the terminal.
pub(super) struct Clipboard {
    host: bool,
    surroundings: Surroundings,
    terminal: Mutex<Option<TerminalHook>>,
    copied: Mutex<Option<(Secret, &'static Pair)>>,
}

impl Clipboard {
    pub(super) fn new(host: bool, surroundings: Surroundings) -> Self {
        Self { host, surroundings, terminal: Mutex::new(None), copied: Mutex::new(None) }
    }

    pub(super) fn set_terminal(&self, hook: TerminalHook) {
        if let Ok(mut terminal) = self.terminal.lock() {
            *terminal = Some(hook);
        }
    }

    /// Copies, and says by which way. In a remote shell the programs would reach the wrong computer's clipboard.
    pub(super) async fn copy(&self, text: Secret, secret: bool) -> Result<CopyWay, Trouble> {
        if self.host && !self.surroundings.remote {
            for pair in PAIRS.iter().filter(|pair| pair.is_possible()) {
                if pair.put(text.reveal()).await {
                    if let Ok(mut copied) = self.copied.lock() {
                        *copied = secret.then_some((text, pair));
                    }
                    return Ok(CopyWay::Host);
                }
            }
        }
        if self.surroundings.tmux && copy_by_tmux(&text, secret).await {
            return Ok(CopyWay::Tmux);
        }
        self.copy_by_terminal(&text)
    }

    fn copy_by_terminal(&self, content: &Secret) -> Result<CopyWay, Trouble> {
        let name = "clipboard";
        let sequence = osc52(content, self.surroundings.tmux);
        if sequence.reveal().len() > TERMINAL_CAP {
            return Err(other(name, message!("io.clipboard.too_long")));
        }
        let mut terminal = self.terminal.lock().map_err(|_| other(name, message!("io.clipboard.no_way")))?;
        let hook = terminal.as_mut().ok_or_else(|| other(name, message!("io.clipboard.no_way")))?;
        hook(sequence.reveal());
        Ok(CopyWay::Terminal)
    }

    /// Empties the clipboard if it still holds the secret that was copied last. What the terminal took cannot be looked at.
    pub(super) async fn take_back(&self) {
        let last = self.copied.lock().ok().and_then(|mut copied| copied.take());
        let Some((text, pair)) = last else { return };
        let Some(tell) = pair.tell else { return };
        if held(tell).await.is_some_and(|now| now == text) {
            pair.put("").await;
        }
    }
}

impl Pair {
    fn is_possible(&self) -> bool {
        self.needs.is_empty() || std::env::var_os(self.needs).is_some_and(|value| !value.is_empty())
    }

    async fn put(&self, text: &str) -> bool {
        fed(self.put, text).await
    }
}

/// The buffer of tmux that a secret passes through: it does not stay among those that can be pasted later.
const PASSED: &str = "usher";

/// Hands the text to tmux, which sends it on to the terminal that it runs in (`-w`, from tmux 3.2 on; an older one refuses).
async fn copy_by_tmux(text: &Secret, secret: bool) -> bool {
    if !secret {
        return fed(&["tmux", "load-buffer", "-w", "-"], text.reveal()).await;
    }
    let is_sent = fed(&["tmux", "load-buffer", "-b", PASSED, "-w", "-"], text.reveal()).await;
    fed(&["tmux", "delete-buffer", "-b", PASSED], "").await;
    is_sent
}

/// Whether a program took the text on its standard input and ended well.
async fn fed(line: &[&str], text: &str) -> bool {
    let work = async {
        let mut child = quiet(line).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().ok()?;
        let mut stdin = child.stdin.take()?;
        // One that reads nothing may have ended already.
        let _ = stdin.write_all(text.as_bytes()).await;
        drop(stdin);
        child.wait().await.ok().filter(std::process::ExitStatus::success)
    };
    matches!(tokio::time::timeout(DEADLINE, work).await, Ok(Some(_)))
}

/// What the clipboard holds now.
async fn held(tell: &[&str]) -> Option<Secret> {
    let work = async {
        let mut child = quiet(tell).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().ok()?;
        let mut content = String::new();
        child.stdout.take()?.take(TERMINAL_CAP as u64).read_to_string(&mut content).await.ok()?;
        let held = Secret::new(content);
        child.wait().await.ok().filter(std::process::ExitStatus::success).map(|_| held)
    };
    tokio::time::timeout(DEADLINE, work).await.ok().flatten()
}

fn quiet(line: &[&str]) -> Command {
    let (program, arguments) = line.split_first().unwrap_or((&"", &[]));
    let mut command = Command::new(program);
    command.args(arguments).stderr(Stdio::null());
    inherited::scrub(&mut command);
    // These programs stay behind to serve the text, and Ctrl-C must not end them.
    #[cfg(unix)]
    command.process_group(0);
    command
}

/// The sequence that asks a terminal to take a text (OSC 52). Where tmux stands between it is sent twice: plain, for one that
/// takes it itself, and wrapped, for one that passes it on.
fn osc52(text: &Secret, tmux: bool) -> Secret {
    let encoded = STANDARD.encode(text.reveal());
    let sequence = format!("\x1b]52;c;{encoded}\x07");
    Secret::new(if tmux {
        format!("{sequence}\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
    } else {
        sequence
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tmux_is_asked_plainly_and_to_pass_the_sequence_on() {
        let text = Secret::new("hi");
        assert_eq!(osc52(&text, false).reveal(), "\x1b]52;c;aGk=\x07");
        assert_eq!(osc52(&text, true).reveal(), "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\");
    }
}

//! The screen: draws the wizard and turns keys into its events.
//!
//! It knows terminals and nothing else. [`run`] takes the terminal over and gives it back on every exit; [`Loop`] is the
//! same loop for a real terminal and for the one of a test.

mod ascii;
mod background;
mod blocks;
mod code;
mod draw;
mod drawing;
mod event_loop;
mod field;
mod head;
mod host;
mod input;
mod key_line;
mod layout;
mod linked;
mod outlet;
mod rows;
mod seen;
mod status;
mod terminal;
mod theme;
pub(super) mod wrap;

use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::Event as Raw;
use futures_util::{Stream, stream};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch;

use background::Background;
pub use draw::draw;
pub use outlet::Outlet;

pub(super) use event_loop::LAST_WRITES;
pub use event_loop::{Loop, Report, Runner, Sources};
pub use host::RealRunner;
#[cfg(test)]
pub use seen::Seen;
pub(super) use terminal::give_back;
pub use terminal::{Control, RealTerminal};
#[cfg(test)]
pub use theme::Palette;
pub use theme::Theme;

use crate::base::Secret;
use crate::base::words::Voice;
use crate::diagnosis::Verdict;
use crate::io::process::{Signal, Signals};
use crate::io::{Browser, Options as WorldOptions, Surroundings, World};
use crate::ui::Exit;
use crate::wizard::{self, Facts, Start, Wizard};

/// What the command line decides for the wizard.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where it starts.
    pub start: Start,
    /// How effects are done.
    pub world: WorldOptions,
    /// How long a login may take, in milliseconds; `None`: the usual time.
    pub login_wait_ms: Option<u64>,
    /// A user name to propose at the sign-in.
    pub login_hint: Option<String>,
    /// What Okta is asked to show, where a flag says it.
    pub prompt: Option<String>,
}

/// Runs the wizard on the terminal. Must be called inside a current-thread tokio runtime.
///
/// The first frame stands before anything else is done: no network, no file, no guide.
pub async fn run(options: Options) -> Exit {
    match run_on_terminal(options).await {
        Ok(exit) => finish(&exit),
        Err(error) => {
            crate::ui::talk::say(&error.to_string());
            Exit::Unknown
        }
    }
}

async fn run_on_terminal(options: Options) -> io::Result<wizard::Exit> {
    let facts = facts(&options);
    let mut control = RealTerminal;
    control.enter()?;
    let out = BufWriter::with_capacity(1 << 16, io::stdout());
    let mut terminal = Terminal::new(Outlet::new(CrosstermBackend::new(out)))?;
    let (reports_in, reports) = unbounded_channel();
    let (outcomes_in, mut outcomes) = unbounded_channel();
    let config_dir: Option<PathBuf> = options.world.config_dir.clone();
    let mut world = World::new(options.world, outcomes_in);
    let to_terminal = reports_in.clone();
    world.set_terminal(Box::new(move |sequence| {
        let _ = to_terminal.send(Report::ToTerminal(Secret::from(sequence)));
    }));
    let forward = reports_in.clone();
    let forwarder = tokio::spawn(async move {
        while let Some((id, outcome)) = outcomes.recv().await {
            if forward.send(Report::Setup(id, outcome)).is_err() {
                break;
            }
        }
    });
    let mut runner = RealRunner::new(world, config_dir, reports_in.clone());
    let signals = Signals::new()?;
    let signals = Box::pin(stream::unfold(signals, |mut signals| async {
        let signal: Signal = signals.next().await;
        Some((signal, signals))
    }));
    let theme = Theme::from_environment();
    let is_asked = Theme::may_ask_background();
    let (told_in, background) = watch::channel(!is_asked);
    let keys = keys(Background::new(is_asked), reports_in.clone(), told_in);
    if is_asked {
        // It waits in the queue until the first frame stands.
        let _ = reports_in.send(Report::ToTerminal(Secret::from(background::QUERY)));
    }
    let asked_at = Instant::now();
    let sources = Sources { keys, signals, reports };
    let mut wizard = Wizard::new(options.start, facts);
    let mut looping =
        Loop { terminal: &mut terminal, control: &mut control, runner: &mut runner, theme, is_away: false };
    let exit = looping.run(&mut wizard, sources).await;
    if asked_at.elapsed() < ANSWERS_WITHIN {
        answered(background).await;
    }
    control.leave();
    runner.finish().await;
    forwarder.abort();
    exit
}

/// After this long a terminal that has not told its background does not know the question.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);

/// How long the end waits for an answer that is under way, so that it does not arrive at the shell.
const LAST_ANSWER: Duration = Duration::from_millis(150);

async fn answered(mut background: watch::Receiver<bool>) {
    let _ = tokio::time::timeout(LAST_ANSWER, background.wait_for(|answered| *answered)).await;
}

/// The terminal's events through a channel, which may be asked whether something waits already. A thread of their own reads
/// them, so that keys that came together are in the channel together. The answer about the background is taken out of them.
fn keys(
    mut background: Background,
    reports: UnboundedSender<Report>,
    answered: watch::Sender<bool>,
) -> impl Stream<Item = io::Result<Raw>> + Unpin {
    let (sender, mut receiver) = unbounded_channel();
    // Asked once before the first frame: a change of the window's size is watched for from here on, and none is missed
    // between that frame and the first wait. If asking fails, reading says so itself.
    let _ = crossterm::event::poll(Duration::ZERO);
    thread::spawn(move || {
        loop {
            let passed = match crossterm::event::read() {
                Ok(raw) => background.take(raw),
                Err(error) => {
                    // The terminal is gone.
                    let _ = sender.send(Err(error));
                    break;
                }
            };
            if let Some(is_light) = passed.is_light {
                let _ = reports.send(Report::Background { is_light });
                let _ = answered.send(true);
            }
            let is_heard = passed.events.into_iter().all(|raw| sender.send(Ok(raw)).is_ok());
            if !is_heard && !background.is_waiting() {
                break;
            }
        }
    });
    stream::poll_fn(move |context| receiver.poll_recv(context))
}

/// Says how to go on, and what the shell is told.
pub(super) fn finish(exit: &wizard::Exit) -> Exit {
    for line in exit.farewell(Voice::default()) {
        crate::ui::talk::say(&line);
    }
    match (exit.interrupted, exit.finished, exit.verdict) {
        (true, ..) => Exit::Interrupted,
        (_, true, Some(Verdict::Broken)) => Exit::Broken,
        (_, true, Some(Verdict::Unknown)) => Exit::Unknown,
        _ => Exit::Works,
    }
}

/// Facts about the surroundings, from the environment alone.
pub(super) fn facts(options: &Options) -> Facts {
    let surroundings = Surroundings::look();
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    // SSH_CONNECTION is "client address, client port, server address, server port".
    let server = set("SSH_CONNECTION").and_then(|all| all.split_whitespace().nth(2).map(str::to_owned));
    let user = set("USER").or_else(|| set("LOGNAME"));
    let ssh_target = server.map(|server| match user {
        Some(user) => format!("{user}@{server}"),
        None => server,
    });
    let has_browser = match &options.world.browser {
        Browser::None => false,
        Browser::Command(_) => true,
        Browser::Auto => surroundings.browser.is_some() || (!surroundings.remote && surroundings.display),
    };
    Facts {
        ssh_target,
        is_remote: surroundings.remote,
        has_browser,
        login_wait_ms: options.login_wait_ms,
        login_hint: options.login_hint.clone(),
        folder: std::env::current_dir().ok(),
        home: directories::BaseDirs::new().map(|all| all.home_dir().to_path_buf()),
        prompt: options.prompt.clone(),
    }
}

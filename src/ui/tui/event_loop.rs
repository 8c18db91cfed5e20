//! One queue: outcomes first, then keys, then signals. Update, do, and draw once nothing more is waiting.
//!
//! It is generic over the terminal and over where keys come from, so that tests run this very loop.

use std::time::Duration;

use crossterm::event::Event as Raw;
use futures_util::{Stream, StreamExt as _};
use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio::sync::mpsc::UnboundedReceiver;

use super::draw;
use super::input;
use super::outlet::Outlet;
use super::seen::Seen;
use super::terminal::Control;
use super::theme::Theme;
use crate::base::{Secret, Timestamp};
use crate::engine::effect::{Outcome, TaskId};
use crate::io::process::Signal;
use crate::wizard::{Effect, Event, Exit, HostReport, HostTask, Wizard};

/// How long the last writes may take after the end.
pub(in crate::ui) const LAST_WRITES: Duration = Duration::from_secs(2);

/// What comes back from the world and from the host.
#[derive(Debug)]
pub enum Report {
    /// A task of the set-up.
    Setup(TaskId, Outcome),
    /// A task of the host.
    Host(HostReport),
    /// A control sequence for the terminal: what is copied through it, and the question about its background.
    ToTerminal(Secret),
    /// The terminal told its background.
    Background {
        /// Whether dark letters are read better on it.
        is_light: bool,
    },
}

/// Whoever does what the wizard wants done. Reports come through the queue.
pub trait Runner {
    /// Does a task of the set-up.
    fn setup(&mut self, effect: crate::engine::effect::Effect);
    /// Does a task of the host; the wizard is at hand for what is made from its state.
    fn host(&mut self, task: HostTask, wizard: &Wizard);
    /// The moment.
    fn now(&self) -> Timestamp;
}

/// Where the loop's events come from.
pub struct Sources<K, S> {
    /// Keys, pasted text, the mouse, sizes.
    pub keys: K,
    /// Signals of the system.
    pub signals: S,
    /// What comes back.
    pub reports: UnboundedReceiver<Report>,
}

/// One thing that happened.
enum Happened {
    Report(Report),
    Key(Raw),
    NoMoreKeys,
    Signal(Signal),
    Tick,
}

/// The loop over a terminal.
pub struct Loop<'a, B: Backend, C: Control, R: Runner> {
    /// What is drawn on.
    pub terminal: &'a mut Terminal<Outlet<B>>,
    /// The rest of the terminal.
    pub control: &'a mut C,
    /// Does what is wanted.
    pub runner: &'a mut R,
    /// The look.
    pub theme: Theme,
    /// Whether lines are printed outside the screen now; the next key brings it back.
    pub is_away: bool,
}

impl<B: Backend, C: Control, R: Runner> Loop<'_, B, C, R> {
    /// Runs the wizard to its end.
    ///
    /// # Errors
    /// The terminal could not be drawn on: it is gone.
    pub async fn run<K, S>(
        &mut self,
        wizard: &mut Wizard,
        mut sources: Sources<K, S>,
    ) -> Result<Exit, B::Error>
    where
        K: Stream<Item = std::io::Result<Raw>> + Unpin,
        S: Stream<Item = Signal> + Unpin,
    {
        let exit = self.until_end(wizard, &mut sources).await?;
        self.keep_the_rest(wizard, &mut sources.reports).await?;
        Ok(exit)
    }

    async fn until_end<K, S>(
        &mut self,
        wizard: &mut Wizard,
        sources: &mut Sources<K, S>,
    ) -> Result<Exit, B::Error>
    where
        K: Stream<Item = std::io::Result<Raw>> + Unpin,
        S: Stream<Item = Signal> + Unpin,
    {
        let mut seen = self.draw(wizard)?;
        if let Some(exit) = self.perform(wizard.begin(self.runner.now()), wizard)? {
            return Ok(exit);
        }
        loop {
            let mut happened = Some(next(sources, wizard.wants_tick()).await);
            // Everything that waits already is taken before the next frame.
            while let Some(one) = happened {
                if let Some(exit) = self.take(one, wizard, &seen)? {
                    return Ok(exit);
                }
                happened = waiting(sources);
            }
            seen = self.draw(wizard)?;
        }
    }

    /// Lets what is on its way to the disk arrive there, for a moment at most.
    async fn keep_the_rest(
        &mut self,
        wizard: &mut Wizard,
        reports: &mut UnboundedReceiver<Report>,
    ) -> Result<(), B::Error> {
        while wizard.keeping() {
            let Ok(Some(report)) = tokio::time::timeout(LAST_WRITES, reports.recv()).await else { break };
            if let Report::Setup(id, outcome) = report {
                let effects = wizard.update(Event::Setup(id, outcome), self.runner.now());
                self.perform(effects, wizard)?;
            }
        }
        Ok(())
    }

    fn take(
        &mut self,
        happened: Happened,
        wizard: &mut Wizard,
        seen: &Seen,
    ) -> Result<Option<Exit>, B::Error> {
        let event = match happened {
            Happened::Report(Report::Setup(id, outcome)) => Event::Setup(id, outcome),
            Happened::Report(Report::Host(report)) => Event::Host(report),
            Happened::Report(Report::ToTerminal(sequence)) => {
                self.control.send(sequence.reveal());
                return Ok(None);
            }
            Happened::Report(Report::Background { is_light }) => {
                self.theme = self.theme.on_background(is_light);
                return Ok(None);
            }
            Happened::Key(raw) => match input::event(raw, seen) {
                Some(Event::Key(_)) if self.is_away => {
                    self.is_away = false;
                    self.control.come_back();
                    self.terminal.clear()?;
                    return Ok(None);
                }
                Some(event) => event,
                None => return Ok(None),
            },
            Happened::NoMoreKeys
            | Happened::Signal(Signal::Interrupt | Signal::Terminate | Signal::Hangup) => Event::End,
            Happened::Signal(Signal::Suspend) => {
                self.control.suspend();
                self.terminal.clear()?;
                return Ok(None);
            }
            Happened::Signal(Signal::Resume) => {
                self.terminal.clear()?;
                return Ok(None);
            }
            Happened::Tick => Event::Tick,
        };
        let effects = wizard.update(event, self.runner.now());
        self.perform(effects, wizard)
    }

    fn perform(&mut self, effects: Vec<Effect>, wizard: &Wizard) -> Result<Option<Exit>, B::Error> {
        let mut exit = None;
        for effect in effects {
            match effect {
                Effect::Setup(effect) => self.runner.setup(effect),
                Effect::Host(HostTask::PrintRaw(lines)) => {
                    self.is_away = true;
                    self.control.print_raw(wizard.voice(), &lines);
                }
                Effect::Host(HostTask::Suspend) => {
                    self.control.suspend();
                    self.terminal.clear()?;
                }
                Effect::Host(HostTask::Redraw) => self.terminal.clear()?,
                Effect::Host(task) => self.runner.host(task, wizard),
                Effect::Leave(how) => exit = Some(how),
            }
        }
        Ok(exit)
    }

    fn draw(&mut self, wizard: &mut Wizard) -> Result<Seen, B::Error> {
        let mut seen = Seen::default();
        if self.is_away {
            return Ok(seen);
        }
        self.control.begin_frame();
        self.terminal.draw(|frame| seen = draw(frame, wizard, self.theme))?;
        if wizard.shown(seen.offset, seen.view) {
            self.terminal.draw(|frame| seen = draw(frame, wizard, self.theme))?;
        }
        self.control.end_frame();
        Ok(seen)
    }
}

/// Waits for the next thing; no timer runs while nothing moves.
async fn next<K, S>(sources: &mut Sources<K, S>, tick_ms: Option<u64>) -> Happened
where
    K: Stream<Item = std::io::Result<Raw>> + Unpin,
    S: Stream<Item = Signal> + Unpin,
{
    let tick = async {
        match tick_ms {
            Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        Some(report) = sources.reports.recv() => Happened::Report(report),
        key = sources.keys.next() => match key {
            Some(Ok(raw)) => Happened::Key(raw),
            Some(Err(_)) | None => Happened::NoMoreKeys,
        },
        Some(signal) = sources.signals.next() => Happened::Signal(signal),
        () = tick => Happened::Tick,
    }
}

/// What waits already.
fn waiting<K, S>(sources: &mut Sources<K, S>) -> Option<Happened>
where
    K: Stream<Item = std::io::Result<Raw>> + Unpin,
{
    if let Ok(report) = sources.reports.try_recv() {
        return Some(Happened::Report(report));
    }
    match futures_util::FutureExt::now_or_never(sources.keys.next()) {
        Some(Some(Ok(raw))) => Some(Happened::Key(raw)),
        // The end of the keys is met again while waiting.
        _ => None,
    }
}

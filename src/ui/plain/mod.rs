//! The wizard line by line: no cursor tricks, numbered answers, fit for a screen reader, a serial console and for copying.
//!
//! [`Dialogue`] is the conversation, a function from line to lines; this file owns the terminal: it reads a line where one
//! is asked for, performs what the conversation wants done, and tells it what came back. What is said goes to standard
//! output, since here the conversation is the answer.

mod answer;
mod command;
mod dialogue;
mod doubt;
mod input;
mod line;
mod lines;
mod obey;
mod question;
mod speech;

use std::io::IsTerminal as _;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::base::Secret;
use crate::base::words::say;
use crate::io::World;
use crate::io::echo::Quiet;
use crate::io::process::{Signal, Signals};
use crate::ui::tui::{self, RealRunner, Report, Runner, wrap};
use crate::ui::{Exit, talk};
use crate::wizard::{self, Effect, Event};

pub use dialogue::{Dialogue, Question, Turn};
use input::Input;

/// How long a question waits for what was begun before it.
const MOMENT: Duration = Duration::from_millis(150);

/// One conversation and whoever does what it wants done.
struct Talk {
    dialogue: Dialogue,
    runner: RealRunner,
    reports: UnboundedReceiver<Report>,
    signals: Option<Signals>,
    input: Input,
    /// Whether nobody will type any more.
    is_over: bool,
    /// Whether a question stands at the end of the last line.
    is_asked: bool,
}

/// The whole conversation.
pub async fn run(options: tui::Options) -> Exit {
    let facts = tui::facts(&options);
    let (sender, reports) = unbounded_channel();
    let (outcomes_in, mut outcomes) = unbounded_channel();
    let config_dir = options.world.config_dir.clone();
    let world = World::new(options.world, outcomes_in);
    let forward = sender.clone();
    let forwarder = tokio::spawn(async move {
        while let Some((id, outcome)) = outcomes.recv().await {
            if forward.send(Report::Setup(id, outcome)).is_err() {
                break;
            }
        }
    });
    let mut talk = Talk {
        dialogue: Dialogue::new(options.start, facts),
        runner: RealRunner::new(world, config_dir, sender),
        reports,
        signals: Signals::ending().ok(),
        input: Input::new(),
        is_over: false,
        is_asked: false,
    };
    let exit = talk.run().await;
    talk.end_the_line();
    talk.keep_the_rest().await;
    talk.runner.finish().await;
    forwarder.abort();
    tui::finish(&exit)
}

impl Talk {
    async fn run(&mut self) -> wizard::Exit {
        let mut turn = self.dialogue.begin(World::now());
        loop {
            if let Some(exit) = self.perform(&turn) {
                return exit;
            }
            let is_out = self.dialogue.is_out();
            turn = if self.is_over && turn.question.is_some() && !is_out {
                self.say_input_ended();
                self.dialogue.input_ended(World::now())
            } else {
                let has_begun = !turn.effects.is_empty();
                self.next(turn.question, has_begun).await
            };
        }
    }

    /// What is said after a question that nobody answered begins on a line of its own.
    fn end_the_line(&mut self) {
        if std::mem::take(&mut self.is_asked) {
            talk::line("");
        }
    }

    /// Whoever feeds the conversation from a file learns why it ended here.
    fn say_input_ended(&self) {
        if !self.dialogue.wizard().described().is_end {
            talk::say(&say!(self.dialogue.wizard(), "plain.input_ended"));
        }
    }

    /// Says a turn and does what it wants.
    fn perform(&mut self, turn: &Turn) -> Option<wizard::Exit> {
        if !turn.said.is_empty() {
            self.end_the_line();
        }
        let columns = talk::columns();
        for line in turn.said.iter().flat_map(|line| wrap::sentence(line, columns)) {
            talk::line(&line);
        }
        let mut exit = None;
        for effect in &turn.effects {
            match effect {
                Effect::Setup(effect) => self.runner.setup(effect.clone()),
                Effect::Host(task) => self.runner.host(task.clone(), self.dialogue.wizard()),
                Effect::Leave(how) => exit = Some(how.clone()),
            }
        }
        exit
    }

    /// Waits for a line, for what comes back, or for the system.
    async fn next(&mut self, question: Option<Question>, has_begun: bool) -> Turn {
        let listens = question.is_some() && !self.is_over;
        if let Some(turn) = self.comes_at_once(listens && has_begun).await {
            return turn;
        }
        let quiet = question.as_ref().filter(|one| one.is_hidden && listens).and_then(|_| Quiet::begin());
        if let Some(question) = question.filter(|_| listens && !self.is_asked) {
            talk::prompt(&format!("{} ", question.text));
            self.is_asked = true;
        }
        let turn = loop {
            let signal = next_signal(self.signals.as_mut());
            tokio::select! {
                biased;
                Some(report) = self.reports.recv() => match report {
                    Report::Setup(id, outcome) => break self.happened(Event::Setup(id, outcome)),
                    Report::Host(report) => break self.happened(Event::Host(report)),
                    // Nothing is sent to a terminal that may not know it.
                    Report::ToTerminal(_) | Report::Background { .. } => {}
                },
                line = self.input.line(), if listens => break self.heard(line),
                signal = signal => if matches!(signal, Signal::Interrupt | Signal::Terminate | Signal::Hangup) {
                    break self.happened(Event::End);
                },
            }
        };
        drop(quiet);
        turn
    }

    /// What was begun just now and is done in a moment is told before the next question.
    async fn comes_at_once(&mut self, is_likely: bool) -> Option<Turn> {
        if !is_likely {
            return None;
        }
        match tokio::time::timeout(MOMENT, self.reports.recv()).await {
            Ok(Some(Report::Setup(id, outcome))) => Some(self.happened(Event::Setup(id, outcome))),
            Ok(Some(Report::Host(report))) => Some(self.happened(Event::Host(report))),
            _ => None,
        }
    }

    fn happened(&mut self, event: Event) -> Turn {
        self.dialogue.happened(event, World::now())
    }

    fn heard(&mut self, line: Option<Secret>) -> Turn {
        // Where no terminal shows the end of what is typed, the line ends here: after an end of the input as well.
        let is_shown = line.is_some() && std::io::stdin().is_terminal();
        if std::mem::take(&mut self.is_asked) && !is_shown {
            talk::line("");
        }
        if let Some(line) = line {
            return self.dialogue.hear(&line, World::now());
        }
        self.is_over = true;
        self.dialogue.happened(Event::Tick, World::now())
    }

    /// Lets what is on its way to the disk arrive there, for a moment at most.
    async fn keep_the_rest(&mut self) {
        while self.dialogue.wizard().keeping() {
            let waited = tokio::time::timeout(tui::LAST_WRITES, self.reports.recv()).await;
            let Ok(Some(report)) = waited else { break };
            if let Report::Setup(id, outcome) = report {
                let turn = self.happened(Event::Setup(id, outcome));
                self.perform(&turn);
            }
        }
    }
}

async fn next_signal(signals: Option<&mut Signals>) -> Signal {
    match signals {
        Some(signals) => signals.next().await,
        None => std::future::pending().await,
    }
}

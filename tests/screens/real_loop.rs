//! The program's own loop on a terminal of a test.

use std::io;

use crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use futures_util::stream;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use usher::base::words::Voice;
use usher::base::{Secret, Timestamp};
use usher::engine::effect::Effect;
use usher::io::process::Signal;
use usher::ui::tui::{Control, Loop, Outlet, Palette, Report, Runner, Sources, Theme};
use usher::wizard::{Exit, Facts, HostReport, HostTask, Start, Wizard};

use crate::tests::screens::letters::letters;

/// What happened to the terminal beside drawing.
#[derive(Default)]
struct Record(Vec<String>);

impl Control for Record {
    fn enter(&mut self) -> io::Result<()> {
        self.0.push("enter".to_owned());
        Ok(())
    }
    fn leave(&mut self) {
        self.0.push("leave".to_owned());
    }
    fn begin_frame(&mut self) {}
    fn end_frame(&mut self) {
        self.0.push("frame".to_owned());
    }
    fn send(&mut self, sequence: &str) {
        self.0.push(sequence.to_owned());
    }
    fn print_raw(&mut self, _: Voice, _: &[Secret]) {
        self.0.push("printed".to_owned());
    }
    fn come_back(&mut self) {
        self.0.push("back".to_owned());
    }
    fn suspend(&mut self) {
        self.0.push("suspend".to_owned());
    }
}

/// Runner that only answer what the host is asked.
struct Idle {
    reports: UnboundedSender<Report>,
    asked: Vec<HostTask>,
}

impl Runner for Idle {
    fn setup(&mut self, _: Effect) {}
    fn host(&mut self, task: HostTask, _: &Wizard) {
        if task == HostTask::ListConnections {
            self.reports.send(Report::Host(HostReport::Connections(Vec::new()))).expect("somebody listens");
        }
        self.asked.push(task);
    }
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(1_795_000_000)
    }
}

struct Ran {
    exit: Exit,
    record: Vec<String>,
    asked: Vec<HostTask>,
    picture: String,
}

/// Runs the loop over these keys and signals; the keys end with the terminal.
fn run(keys: Vec<Raw>, signals: Vec<Signal>) -> Ran {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(async {
        let mut terminal = Terminal::new(Outlet::new(TestBackend::new(80, 24))).expect("a terminal");
        let mut control = Record::default();
        let (reports, queue) = unbounded_channel();
        let mut runner = Idle { reports, asked: Vec::new() };
        let mut wizard = Wizard::new(Start::default(), Facts::default());
        let sources = Sources {
            keys: stream::iter(keys.into_iter().map(Ok)),
            signals: stream::iter(signals),
            reports: queue,
        };
        let theme = Theme { palette: Palette::Dark, ascii: false, links: false };
        let mut looping = Loop {
            terminal: &mut terminal,
            control: &mut control,
            runner: &mut runner,
            theme,
            is_away: false,
        };
        let exit = looping.run(&mut wizard, sources).await.expect("drawn");
        Ran {
            exit,
            record: control.0,
            asked: runner.asked,
            picture: letters(terminal.backend().inner().buffer()),
        }
    })
}

fn key(code: KeyCode) -> Raw {
    Raw::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[test]
fn the_first_frame_stands_before_anything_is_asked_and_q_ends() {
    let ran = run(vec![key(KeyCode::Char('q'))], Vec::new());
    assert_eq!(ran.record.first().map(String::as_str), Some("frame"));
    assert!(ran.asked.contains(&HostTask::ListConnections));
    assert!(!ran.exit.interrupted);
    assert!(ran.picture.contains("What would you like to do?"));
}

#[test]
fn a_terminal_that_goes_away_ends_the_wizard() {
    assert!(run(Vec::new(), Vec::new()).exit.interrupted);
}

#[test]
fn keys_that_came_together_make_one_frame() {
    let keys = vec![key(KeyCode::Down), key(KeyCode::Down), key(KeyCode::Up), key(KeyCode::Down)];
    let ran = run(keys, Vec::new());
    assert!(ran.record.iter().filter(|one| *one == "frame").count() <= 3, "{:?}", ran.record);
}

#[test]
fn a_click_on_an_answer_moves_to_it_and_a_second_one_takes_it() {
    let click = || {
        Raw::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 6,
            row: 8,
            modifiers: KeyModifiers::NONE,
        })
    };
    let ran = run(vec![click()], Vec::new());
    assert!(ran.picture.contains("▌ Verify a configuration"), "{}", ran.picture);
    let ran = run(vec![click(), click()], Vec::new());
    assert!(ran.picture.contains("What would you like to verify?"), "{}", ran.picture);
}

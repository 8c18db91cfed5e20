//! Prints how quick and how small the program is: `cargo bench`. Nothing here passes or fails; an absolute time is noise
//! on a shared machine, so each figure comes with its least and its worst of many.
//!
//! | figure | how it is taken |
//! |---|---|
//! | start to first frame | the real program in a pty, from its start to the first screen's title |
//! | key to frame | one key through the wizard and one drawn frame of 200×60, in this process |
//! | idle | context switches of the waiting program over two seconds |
//! | memory | `VmHWM` of the waiting program |
//! | search | one key's search over the catalogue |
//! | exchanges of the checks | counted by the tests of the journey, not here |

#![allow(clippy::print_stdout, reason = "printing its figures is what it is for")]

#[path = "../support/home.rs"]
mod home;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/terminal.rs"]
mod terminal;

use std::fs;
use std::time::{Duration, Instant};

use ratatui::Terminal as Screen;
use ratatui::backend::TestBackend;
use usher::apps::catalogue;
use usher::base::Timestamp;
use usher::face::tui::{Theme, draw};
use usher::wizard::key::{Key, KeyPress};
use usher::wizard::{Event, Facts, Start, Wizard};

use home::Home;
use program::Program;

fn main() {
    // `cargo bench` hands its own flags over; there is nothing to choose here.
    println!("{} on {}", env!("CARGO_PKG_VERSION"), machine());
    binary();
    for (columns, rows) in [(80, 24), (200, 60)] {
        first_frame(columns, rows);
    }
    waiting();
    key_to_frame();
    search();
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = model.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    format!("{cores} ×{}", name.trim_start_matches([' ', '\t', ':']))
}

fn row(name: &str, mut all: Vec<Duration>) {
    all.sort();
    let at = |part: usize| all.get((all.len() - 1) * part / 100).copied().unwrap_or_default();
    println!("{name:32} least {:>9.3?}  median {:>9.3?}  p99 {:>9.3?}", at(0), at(50), at(99));
}

fn binary() {
    let size = fs::metadata(env!("CARGO_BIN_EXE_usher")).map_or(0, |found| found.len());
    println!("{:32} {} kB", "binary", size / 1000);
}

fn first_frame(columns: u16, rows: u16) {
    let home = Home::new();
    let mut all = Vec::new();
    for _ in 0..25 {
        let started = Instant::now();
        let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(columns, rows);
        terminal.wait_for("What would you like to do?");
        all.push(started.elapsed());
        terminal.signal("TERM");
        terminal.wait_exit();
    }
    row(&format!("start to first frame {columns}×{rows}"), all);
}

/// Memory and wake-ups of a wizard that waits for its first key.
fn waiting() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(200, 60);
    terminal.wait_for("What would you like to do?");
    let status = |wanted: &str| -> String {
        let text = fs::read_to_string(format!("/proc/{}/status", terminal.id())).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(wanted)).unwrap_or_default();
        line.trim_matches([':', '\t', ' ']).to_owned()
    };
    let before = status("voluntary_ctxt_switches");
    std::thread::sleep(Duration::from_secs(2));
    println!("{:32} {}", "peak memory, idle wizard", status("VmHWM"));
    println!("{:32} {before} → {}", "switches over two idle seconds", status("voluntary_ctxt_switches"));
    terminal.signal("TERM");
    terminal.wait_exit();
}

fn key_to_frame() {
    let Ok(mut screen) = Screen::new(TestBackend::new(200, 60));
    let mut wizard = Wizard::new(Start::default(), Facts::default());
    wizard.begin(Timestamp(0));
    let theme = Theme::from_environment();
    let mut all = Vec::new();
    wizard.update(Event::Key(KeyPress::plain(Key::Enter)), Timestamp(0));
    for turn in 0..4000 {
        let letter = ['c', 'o', 'd', 'e'][turn % 4];
        let key = if turn % 8 < 4 { Key::Char(letter) } else { Key::Backspace };
        let started = Instant::now();
        wizard.update(Event::Key(KeyPress::plain(key)), Timestamp(0));
        let Ok(_) = screen.draw(|frame| {
            draw(frame, &wizard, theme);
        });
        all.push(started.elapsed());
    }
    row("key to frame 200×60, catalogue", all);
}

fn search() {
    let mut all = Vec::new();
    for query in ["c", "co", "cod", "coder", "k8s", "prom dashboards", "xyzzy", "grafna"] {
        for _ in 0..200 {
            let started = Instant::now();
            std::hint::black_box(catalogue::search(query));
            all.push(started.elapsed());
        }
    }
    row(&format!("search over {} guides", catalogue::cards().len()), all);
}

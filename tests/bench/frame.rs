//! The screen: how soon it stands, how soon it follows a key, what it costs while nothing moves.

use std::time::{Duration, Instant};

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal as Screen, TerminalOptions, Viewport};
use usher::internals::base::Timestamp;
use usher::internals::ui::tui::{Theme, draw};
use usher::internals::wizard::key::{Key, KeyPress};
use usher::internals::wizard::{Event, Facts, Start, Wizard};

use crate::home::Home;
use crate::page::{Page, grouped};
use crate::process::{peak_memory, switches};
use crate::program::Program;

const FIRST: &str = "What would you like to do?";

pub(crate) fn measure(page: &mut Page) {
    for (columns, rows) in [(80, 24), (200, 60)] {
        first_frame(page, columns, rows);
    }
    key_to_frame(page);
    waiting(page);
}

fn first_frame(page: &mut Page, columns: u16, rows: u16) {
    let home = Home::new();
    let mut all = Vec::new();
    for _ in 0..50 {
        let started = Instant::now();
        let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(columns, rows);
        terminal.wait_for(FIRST);
        all.push(started.elapsed());
        terminal.signal("TERM");
        terminal.wait_exit();
    }
    page.spread(&format!("start to first frame, {columns}×{rows}"), "under 5 ms", all);
}

fn key_to_frame(page: &mut Page) {
    let area = Viewport::Fixed(Rect::new(0, 0, 200, 60));
    let backend = CrosstermBackend::new(std::io::sink());
    let mut screen = Screen::with_options(backend, TerminalOptions { viewport: area }).expect("a screen");
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
        screen
            .draw(|frame| {
                draw(frame, &wizard, theme);
            })
            .expect("a frame");
        all.push(started.elapsed());
    }
    page.spread("key to frame, 200×60, searching the catalogue", "p99 under 2 ms", all);
}

/// Wake-ups and memory of a wizard that waits for its first key.
fn waiting(page: &mut Page) {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(200, 60);
    terminal.wait_for(FIRST);
    // What starting leaves to do is done before the count begins.
    std::thread::sleep(Duration::from_millis(500));
    let before = switches(terminal.id());
    std::thread::sleep(Duration::from_secs(5));
    let woken = switches(terminal.id()) - before;
    page.row("wake-ups in five idle seconds", "none", woken.to_string());
    let peak = peak_memory(terminal.id()).unwrap_or_default();
    page.row("peak memory, idle wizard of 200×60", "under 12 MB", format!("{} kB", grouped(peak)));
    terminal.signal("TERM");
    terminal.wait_exit();
}

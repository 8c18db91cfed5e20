//! Every screen in every look and size: what must hold wherever one is, however the window stands, whatever the texts are.
//!
//! The journeys below pass every kind of screen, empty, filled and failing, with names and values that are long, wide, or
//! written from right to left. At each screen the rules are tried at all sizes and looks, and so they are at each screen of
//! which a picture is kept. The pictures beside this file show how a screen looks where the rules leave a choice.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;
use usher::ui::tui::{Palette, Theme};
use usher::wizard::page::Block;
use usher::wizard::{Event, Key, KeyPress, Kind, RailState, SavedAbout, SavedConnection, Screen};

use crate::tests::screens::desk::{Desk, LEADS_ON, WHOLE};
use crate::tests::screens::journey::{REDIRECTS, fill_values, with_values};

/// Sizes from the smallest that is shown to a wall, in coarse steps, and such as lie on the edge of a rule.
const SIZES: [(u16, u16); 10] = [
    (40, 12),
    (60, 20),
    (75, 24),
    (76, 12),
    (80, 24),
    (120, 40),
    (139, 20),
    (140, 24),
    (200, 60),
    (300, 100),
];

/// The sizes at which long and strange texts are tried.
const FEW: [(u16, u16); 2] = [(60, 20), (200, 60)];

/// What a person can have: the usual, light, their own two colours, none, and a console with ASCII alone.
const LOOKS: [(Palette, bool); 5] = [
    (Palette::Dark, false),
    (Palette::Light, false),
    (Palette::Contrast, false),
    (Palette::Plain, false),
    (Palette::Plain, true),
];

/// The signs beyond ASCII that remain on a console: the square code, which its font has, and what the person typed.
const CODE: [char; 3] = ['█', '▀', '▄'];

/// What was seen of a frame.
struct Frame {
    buffer: Buffer,
    lines: Vec<String>,
    cursor: Option<(u16, u16)>,
}

fn frame(desk: &Desk, size: (u16, u16), theme: Theme) -> Frame {
    let (terminal, seen) = desk.frame(size, theme);
    let mut cursor = None;
    if terminal.backend().cursor_visible() {
        cursor = Some(terminal.backend().cursor_position().into());
    }
    let lines = crate::tests::screens::letters::picture(&terminal).lines().map(str::to_owned).collect();
    assert_eq!(seen.clipped, 0, "a line lost its end at {size:?}");
    Frame { buffer: terminal.backend().buffer().clone(), lines, cursor }
}

/// The rules for a screen of which a picture is kept, at every size and look.
pub(crate) fn hold_everywhere(desk: &Desk) {
    hold(desk, &SIZES, &mut BTreeSet::new());
}

/// The rules, at every size and look.
fn hold(desk: &Desk, sizes: &[(u16, u16)], seen: &mut BTreeSet<Kind>) {
    seen.insert(desk.wizard.screen().kind());
    for size in sizes.iter().copied() {
        for (palette, ascii) in LOOKS {
            // Colours change no letter, and other signs are as wide: they need not be tried at each size.
            if palette != Palette::Dark && size != (80, 24) {
                continue;
            }
            let frame = frame(desk, size, Theme { palette, ascii, links: false });
            let told =
                || format!("{:?} at {size:?}, {palette:?}\n{}", desk.wizard.screen(), frame.lines.join("\n"));
            holds(desk, &frame, size, &told);
            colours_hold(&frame, palette, &told);
            if ascii {
                spelled(&frame, &told);
            }
        }
    }
}

fn holds(desk: &Desk, frame: &Frame, size: (u16, u16), told: &impl Fn() -> String) {
    let all = frame.lines.join("\n");
    assert!(
        frame.lines.iter().all(|line| line.width() <= usize::from(size.0)),
        "wider than the window: {}",
        told()
    );
    // The keys stand at the bottom, whole, the way on among them, and help tells when there are more.
    let keys = frame.lines.iter().rfind(|line| !line.is_empty()).map_or("", String::as_str);
    let hints = desk.wizard.footer();
    assert!(
        hints.iter().any(|hint| keys.contains(&format!("{} {}", hint.key, hint.word))) || keys.contains('^'),
        "no keys: {}",
        told()
    );
    assert!(!keys.contains('…'), "a key is cut: {}", told());
    // The title is read first, where one has not scrolled.
    let page = desk.wizard.page();
    let first = page.title.split_whitespace().next().unwrap_or_default();
    let is_scrolled = all.contains('▴') || all.contains("^v more") || all.contains("^ more");
    let is_plain = first.is_ascii() && !first.is_empty();
    assert!(!is_plain || is_scrolled || all.contains(first) || page.wide, "no title: {}", told());
    // Where one is: in the rail or counted at the top.
    let rail = desk.wizard.rail();
    if let Some(at) = rail.iter().position(|item| item.state == RailState::Now) {
        let counted = all.contains(&format!("{}/{}", at + 1, rail.len()));
        let listed = [format!("● {}", rail[at].name), format!("* {}", rail[at].name)]
            .iter()
            .any(|one| all.contains(one.as_str()));
        assert!(counted || listed, "not where one is: {}", told());
    }
    // What has the focus can be seen, and a text that is typed shows its cursor.
    let is_marked = all.contains('▌') || frame.lines.iter().any(|line| line.contains("> "));
    let is_choice = page.body.iter().any(|block| matches!(block, Block::Choice(one) if one.focused));
    if (is_choice || desk.wizard.editing().is_some()) && !is_scrolled {
        assert!(is_marked || frame.cursor.is_some(), "no focus: {}", told());
    }
    frames_are_closed(frame, told);
    measured(frame, size, told);
}

/// The frame of a drawing is whole: each row between its corners ends at the same column, whatever stands inside.
fn frames_are_closed(frame: &Frame, told: &impl Fn() -> String) {
    let width = frame.buffer.area.width;
    let symbol = |x: u16, y: u16| frame.buffer.cell((x, y)).map_or(" ", |cell| cell.symbol());
    for y in 0..frame.buffer.area.height {
        for x in (0..width).filter(|x| symbol(*x, y) == "╭") {
            let right = (x..width).find(|at| symbol(*at, y) == "╮");
            let right = right.unwrap_or_else(|| panic!("the frame has no corner: {}", told()));
            let below = (y + 1..frame.buffer.area.height).take_while(|row| symbol(x, *row) == "│");
            for row in below {
                assert_eq!(symbol(right, row), "│", "row {row} breaks the frame: {}", told());
            }
        }
    }
}

/// A paragraph is never wider than reads well: no run of words goes on over more than the measure.
fn measured(frame: &Frame, size: (u16, u16), told: &impl Fn() -> String) {
    if size.0 < 140 {
        return;
    }
    let keys = frame.lines.iter().rposition(|line| !line.is_empty()).unwrap_or_default();
    let below_head = frame.lines[..keys].iter().skip_while(|line| line.is_empty()).skip(1);
    let is_text = |line: &&String| line.trim_start().starts_with(char::is_alphabetic);
    for line in below_head.filter(is_text) {
        let longest = line.split("   ").map(|part| part.trim().width()).max().unwrap_or(0);
        let is_file = line.contains(['=', '/']);
        assert!(longest <= 100 || is_file, "{longest} columns: {}", told());
    }
}

/// Without colours nothing has one; with high contrast nothing is dimmed.
fn colours_hold(frame: &Frame, palette: Palette, told: &impl Fn() -> String) {
    if !matches!(palette, Palette::Plain | Palette::Contrast) {
        return;
    }
    for cell in &frame.buffer.content {
        let is_code = cell.symbol().chars().all(|one| CODE.contains(&one)) || cell.bg != Color::Reset;
        if !is_code {
            assert_eq!(cell.fg, Color::Reset, "{:?} has a colour: {}", cell.symbol(), told());
        }
        if palette == Palette::Contrast {
            assert!(!cell.modifier.contains(Modifier::DIM), "{:?} is dimmed: {}", cell.symbol(), told());
        }
    }
}

/// On a console with ASCII alone: no sign of the program's own is beyond it.
fn spelled(frame: &Frame, told: &impl Fn() -> String) {
    const OWN: &str = "✓✗○●·•→←↑↓›‹“”‘’„…–—─━│╭╮╰╯▌▸▾▴☑☐×⋯";
    let own = frame.buffer.content.iter().find(|cell| cell.symbol().chars().any(|one| OWN.contains(one)));
    assert!(own.is_none(), "{:?} is beyond ASCII: {}", own.map(ratatui::buffer::Cell::symbol), told());
}

/// Names and values that break what is built for short and narrow ones.
const ADDRESSES: [&str; 3] = [
    "https://atelier.example.com",
    "https://a-very-long-name-of-a-host-that-somebody-chose-once.and-its-department.internal.example.com/with/a/path/that/goes/on",
    "https://日本語.example.com",
];

/// A guide of somebody's own with this name of the application.
fn named(name: &str) -> Desk {
    let mut desk = Desk::new((80, 24));
    desk.own_name = Some(name.to_owned());
    desk
}

const NAMES: [&str; 2] = [
    "An application with a name so long that no header, no rail and no drawing was made for it, and which goes on",
    "日本語環境 שלום مرحبا Re\u{301}sume\u{301} 👩 💻 e\u{301}\u{302}\u{303}",
];

/// Ends a journey that goes round in a circle.
#[derive(Default)]
struct Steps(usize);

impl Steps {
    fn one_more(&mut self, desk: &mut Desk) {
        self.0 += 1;
        assert!(self.0 < 80, "it does not come any further:\n{}", desk.show());
    }
}

/// From the first question to the end, with each way aside that a name or a value appears on.
fn journey(mut desk: Desk, address: &str, sizes: &[(u16, u16)], seen: &mut BTreeSet<Kind>) {
    let mut look = |desk: &mut Desk| hold(desk, sizes, seen);
    desk = desk.begin();
    look(&mut desk);
    desk.enter().types("atelier");
    look(&mut desk);
    desk.enter().types("http://atelier");
    look(&mut desk);
    for _ in 0.."http://atelier".len() {
        desk.press(Key::Backspace);
    }
    desk.types(address).enter();
    look(&mut desk);
    desk.types("example-admin.okta.com");
    let mut steps = Steps::default();
    while !matches!(desk.wizard.screen(), Screen::Values) {
        steps.one_more(&mut desk);
        look(&mut desk);
        if matches!(desk.wizard.screen(), Screen::WhoInOkta) {
            desk.press(Key::Down).enter();
            look(&mut desk);
            desk.press(Key::Esc).press(Key::Up);
        }
        desk.enter();
    }
    look(&mut desk);
    desk.press(Key::F(8));
    look(&mut desk);
    desk.press(Key::Down).enter();
    look(&mut desk);
    desk.types("a").enter();
    look(&mut desk);
    while !matches!(desk.wizard.screen(), Screen::Values) {
        steps.one_more(&mut desk);
        desk.press(Key::Esc);
    }
    let redirect =
        desk.wizard.setup().map(|setup| setup.resolved().okta.sign_in[0].shown()).unwrap_or_default();
    let (id, secret) = desk.register(&[redirect.as_str(), REDIRECTS[1]]);
    fill_values(&mut desk, &id, "not-the-secret-of-this-client-at-all-0000");
    look(&mut desk);
    desk.pastes(&secret);
    look(&mut desk);
    desk.is_port_taken = true;
    desk.enter();
    look(&mut desk);
    desk.enter();
    look(&mut desk);
    desk.types("p");
    look(&mut desk);
    desk.is_port_taken = false;
    desk.press(Key::Esc).enter().enter();
    look(&mut desk);
    for aside in ["s", "v", "e"] {
        desk.types(aside);
        look(&mut desk);
        if aside == "v" {
            desk.pastes("https://example.okta.com/login");
            look(&mut desk);
        }
        desk.press(Key::Esc);
    }
    desk.types("c").sign_in("nils@example.com");
    look(&mut desk);
    for aside in [Key::Char('d'), Key::Char('?'), Key::F(2)] {
        desk.press(aside);
        look(&mut desk);
        desk.press(Key::PageDown);
        look(&mut desk);
        desk.press(Key::Esc);
    }
    desk.enter().enter().sign_in("ben@example.com");
    while !matches!(desk.wizard.screen(), Screen::Done) {
        steps.one_more(&mut desk);
        look(&mut desk);
        if *desk.wizard.screen() == Screen::Change && desk.written.is_empty() {
            desk.types("t");
            look(&mut desk);
            desk.enter();
        }
        desk.enter();
    }
    look(&mut desk);
    desk.tell(Event::Key(KeyPress::ctrl('c')));
    look(&mut desk);
}

/// Verifying what exists, its values typed: where the test address is named.
pub(crate) fn at_redirects(desk: Desk) -> Desk {
    let mut desk = desk.begin();
    desk.press(Key::Down).enter();
    while desk.wizard.screen().kind() == Kind::Saved {
        desk.press(Key::End).press(Key::Down).press(Key::Down).enter();
    }
    desk.types("atelier").enter();
    desk.is_at(&Screen::Source);
    desk.press(Key::Down).press(Key::Down).press(Key::Down).enter();
    desk.types("https://atelier.example.com").on_to(Kind::Redirects);
    desk
}

/// Verifying what exists, and a configuration without a proof.
fn aside(seen: &mut BTreeSet<Kind>) {
    let mut desk = Desk::new((80, 24));
    let connection = crate::tests::screens::again::left_behind(&desk);
    desk.saved = vec![
        SavedConnection { name: "atelier".to_owned(), about: Ok(SavedAbout::of(&connection)) },
        SavedConnection {
            name: "a-name-that-is-long-".repeat(6),
            about: Err("damaged in line 7 of 80".repeat(5).into()),
        },
    ];
    let mut desk = desk.begin();
    hold(&desk, &SIZES, seen);
    // The cursor stands on what was begun, below the other answers.
    desk.press(Key::Up).press(Key::Up).enter();
    hold(&desk, &SIZES, seen);
    desk.press(Key::Down).press(Key::Down).press(Key::Down).enter().types("atelier").enter();
    for _ in 0..2 {
        hold(&desk, &SIZES, seen);
        desk.enter();
    }
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().enter();
    hold(&desk, &SIZES, seen);
    desk.file = Some("AUTH_OKTA_ISSUER=https://example.okta.com\n".to_owned());
    desk.types("/etc/a.env").enter();
    hold(&desk, &SIZES, seen);
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().enter();
    desk.file = Some(LEADS_ON.to_owned());
    desk.types("/etc/a.env").enter();
    hold(&desk, &SIZES, seen);
    let mut desk = Desk::new((80, 24)).begin();
    desk.press(Key::Down).enter().enter();
    desk.file = Some(WHOLE.to_owned());
    desk.types("/etc/a.env").enter();
    hold(&desk, &SIZES, seen);
    desk.file = Some(WHOLE.replace("okta.com\n", "okta.com/\n"));
    desk.press(Key::Esc).enter().types("f");
    hold(&desk, &SIZES, seen);
    let mut desk = Desk::new((80, 24)).begin();
    with_values(&mut desk);
    desk.enter().press(Key::Down).press(Key::Down).press(Key::Down).enter();
    desk.on_to(Kind::Unproven);
    hold(&desk, &SIZES, seen);
    hold(&at_redirects(Desk::new((80, 24))), &SIZES, seen);
    let (mut desk, _) = super::living::at_the_question((80, 24));
    hold(&desk, &SIZES, seen);
    hold(desk.enter(), &SIZES, seen);
    hold(desk.types("v"), &SIZES, seen);
    hold(&super::way_back::at_places(Desk::new((80, 24)).begin()), &SIZES, seen);
}

#[test]
fn every_screen_holds_the_rules_at_every_size_and_look() {
    let mut seen = BTreeSet::new();
    journey(Desk::new((80, 24)), ADDRESSES[0], &SIZES, &mut seen);
    aside(&mut seen);
    let missing: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?} were not looked at");
}

#[test]
fn long_addresses_and_those_of_other_letters_break_nothing() {
    for address in &ADDRESSES[1..] {
        journey(Desk::new((60, 20)), address, &FEW, &mut BTreeSet::new());
    }
}

#[test]
fn names_that_are_long_or_wide_or_run_the_other_way_break_nothing() {
    for name in NAMES {
        journey(named(name), ADDRESSES[0], &FEW, &mut BTreeSet::new());
    }
}

//! How letters look, as letters: a second layer over a picture, in which every style has a sign of its own.
//!
//! A lost mark of the focus, a dimmed sentence or another colour shows in it as a changed sign, and a colour that another one
//! took the place of as a changed line of the legend.

use std::collections::BTreeMap;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;
use usher::ui::tui::{Palette, Theme};

use crate::tests::screens::desk::Desk;
use crate::tests::screens::letters::picture;

/// The looks that differ in their styles alone: the letters are the same in all of them.
const COLOURED: [(&str, Palette); 4] = [
    ("dark", Palette::Dark),
    ("light", Palette::Light),
    ("contrast", Palette::Contrast),
    ("without colour", Palette::Plain),
];

/// The size at which styles are kept.
pub(crate) const SIZE: (u16, u16) = (80, 24);

/// The layers of a screen in each look, and the letters where only ASCII can be shown.
pub(crate) fn layers(desk: &Desk) -> String {
    let mut all = String::new();
    let (mut letters, mut known) = (None, Vec::new());
    for (name, palette) in COLOURED {
        let terminal = desk.frame(SIZE, Theme { palette, ascii: false, links: false }).0;
        let these = picture(&terminal);
        assert_eq!(*letters.get_or_insert_with(|| these.clone()), these, "{name} has other letters");
        all += &told_once(name, layer(&terminal), &mut known);
    }
    let terminal = desk.frame(SIZE, Theme { palette: Palette::Plain, ascii: true, links: false }).0;
    all += &told_once("ASCII", layer(&terminal), &mut known);
    format!("{all}\n{}\n", picture(&terminal))
}

/// The layer in the usual look alone.
pub(crate) fn usual(desk: &Desk) -> String {
    let (name, palette) = COLOURED[0];
    told_once(
        name,
        layer(&desk.frame(SIZE, Theme { palette, ascii: false, links: false }).0),
        &mut Vec::new(),
    )
}

/// A layer with its name, or the name of the one that has the same signs at the same places.
fn told_once(
    name: &'static str,
    (signs, legend): (String, String),
    known: &mut Vec<(&str, String)>,
) -> String {
    if let Some((same, _)) = known.iter().find(|(_, other)| *other == signs) {
        return format!("── {name}: as {same}\n{legend}\n");
    }
    let told = format!("── {name}\n{signs}\n{legend}\n");
    known.push((name, signs));
    told
}

/// What a cell looks like, apart from its letter.
type Look = (Color, Color, Modifier);

const USUAL: Look = (Color::Reset, Color::Reset, Modifier::empty());

/// The styles of a frame, each as one sign; what each sign means; where the cursor is.
fn layer(terminal: &Terminal<TestBackend>) -> (String, String) {
    let buffer = terminal.backend().buffer();
    let mut signs: BTreeMap<char, Look> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip == 0 {
                let look = (cell.fg, cell.bg, cell.modifier);
                let is_blank = cell.symbol().trim().is_empty();
                let sign = match look {
                    // A blank that is only bold or dim cannot be seen.
                    (_, Color::Reset, held)
                        if is_blank && !held.intersects(Modifier::UNDERLINED | Modifier::REVERSED) =>
                    {
                        ' '
                    }
                    USUAL => '.',
                    _ => sign(look, &signs),
                };
                if !matches!(sign, ' ' | '.') {
                    signs.insert(sign, look);
                }
                line.extend(std::iter::repeat_n(sign, cell.symbol().width().max(1)));
                skip = cell.symbol().width().max(1);
            }
            skip -= 1;
        }
        rows.push(line.trim_end().to_owned());
    }
    let meanings = signs.iter().map(|(sign, look)| format!("{sign} {}", told(*look)));
    let mut legend: Vec<String> = meanings.collect();
    if terminal.backend().cursor_visible() {
        let at = terminal.backend().cursor_position();
        legend.push(format!("cursor at column {}, row {}", at.x, at.y));
    }
    (rows.join("\n").trim_end().to_owned(), legend.join(", "))
}

/// The sign of a style: the usual ones have one of their own, any other gets the next number.
fn sign((fg, bg, held): Look, known: &BTreeMap<char, Look>) -> char {
    let accent = matches!(fg, Color::Cyan | Color::Blue);
    let usual = match (fg, held) {
        _ if bg != Color::Reset => None,
        (Color::Reset, Modifier::BOLD) => Some('b'),
        (Color::Reset, Modifier::DIM) => Some('d'),
        (Color::Reset, Modifier::UNDERLINED) => Some('u'),
        (Color::Green, Modifier::BOLD) => Some('G'),
        (Color::Green, _) if held.is_empty() => Some('g'),
        (Color::Red, Modifier::BOLD) => Some('R'),
        (Color::Red, _) if held.is_empty() => Some('r'),
        (Color::Yellow | Color::Magenta, Modifier::BOLD) => Some('C'),
        (_, Modifier::BOLD) if accent => Some('A'),
        _ => None,
    };
    let numbers = || ('1'..='9').find(|one| known.get(one).is_none_or(|look| *look == (fg, bg, held)));
    usual.or_else(numbers).expect("a screen of few styles")
}

fn told((fg, bg, held): Look) -> String {
    let mut words = Vec::new();
    if fg != Color::Reset {
        words.push(fg.to_string().to_lowercase());
    }
    if bg != Color::Reset {
        words.push(format!("on {}", bg.to_string().to_lowercase()));
    }
    words.extend(held.iter_names().map(|(name, _)| name.to_lowercase()));
    words.join(" ")
}

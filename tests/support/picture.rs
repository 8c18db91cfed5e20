//! A terminal's screen as an SVG picture, for the README: what the program really drew.

#![allow(dead_code, reason = "each test binary uses the part that it needs")]

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 17.0;
const MARGIN: f32 = 14.0;
const INK: &str = "#d8dee9";
const PAPER: &str = "#161a21";
/// The sixteen named colours, as a calm dark theme shows them.
const NAMED: [&str; 16] = [
    "#3b4252", "#e0707b", "#93c47d", "#e5c07b", "#6fa8dc", "#c49ad8", "#6fc3c7", "#d8dee9", "#6b7689",
    "#ef8891", "#a9d696", "#f0d299", "#8fbfe8", "#d6b3e6", "#8fd6da", "#ffffff",
];

/// How a stretch of text looks.
#[derive(Clone, PartialEq, Eq)]
struct Look {
    ink: String,
    paper: String,
    /// Weight, slant, line and strength, as attributes.
    style: String,
}

/// The screen as a picture.
pub(crate) fn screen_to_svg(screen: &Screen, title: &str) -> String {
    let (rows, columns) = screen.size();
    let width = f32::from(columns) * CELL_WIDTH + 2.0 * MARGIN;
    let height = f32::from(rows) * CELL_HEIGHT + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n",
        escape(title)
    );
    letters(&mut svg, screen);
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn letters(svg: &mut String, screen: &Screen) {
    let (rows, columns) = screen.size();
    for row in 0..rows {
        for stretch in stretches(screen, row, columns) {
            draw(svg, row, &stretch);
        }
    }
}

/// Screens of one size, one after the other, each shown for so many seconds, for ever. Where nothing shall move, the first
/// one stays.
pub(crate) fn screens_to_svg(screens: &[&Screen], seconds: usize, title: &str) -> String {
    let Some(first) = screens.first() else { return String::new() };
    let still = screen_to_svg(first, title);
    let head = still.lines().take(4).collect::<Vec<_>>().join("\n");
    let (total, share) = (screens.len() * seconds, 100.0 / f64::from(cells_of(screens.len())));
    let mut svg = format!(
        "{head}\n<style>.f{{opacity:0;animation:t {total}s step-end infinite}}\
         @keyframes t{{0%{{opacity:1}}{share:.3}%{{opacity:0}}100%{{opacity:0}}}}\
         @media (prefers-reduced-motion:reduce){{.f{{animation:none}}.f0{{opacity:1}}}}</style>\n"
    );
    for (at, screen) in screens.iter().enumerate() {
        let delay = at * seconds;
        line(&mut svg, format_args!("<g class=\"f f{at}\" style=\"animation-delay:{delay}s\">"));
        letters(&mut svg, screen);
        svg.push_str("</g>\n");
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn cells_of(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Neighbouring cells that look alike.
struct Stretch {
    from: u16,
    cells: u16,
    text: String,
    look: Look,
}

fn stretches(screen: &Screen, row: u16, columns: u16) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column) else { continue };
        let look = look(cell);
        let text = if cell.is_wide_continuation() {
            ""
        } else if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        match all.last_mut().filter(|last| last.look == look) {
            Some(last) => {
                last.cells += 1;
                last.text.push_str(text);
            }
            None => all.push(Stretch { from: column, cells: 1, text: text.to_owned(), look }),
        }
    }
    all
}

fn draw(svg: &mut String, row: u16, stretch: &Stretch) {
    let x = MARGIN + f32::from(stretch.from) * CELL_WIDTH;
    let y = MARGIN + f32::from(row) * CELL_HEIGHT;
    let width = f32::from(stretch.cells) * CELL_WIDTH;
    if stretch.look.paper != PAPER {
        let fill = &stretch.look.paper;
        line(
            svg,
            format_args!(
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{CELL_HEIGHT}\" fill=\"{fill}\"/>"
            ),
        );
    }
    let text = stretch.text.trim();
    if text.is_empty() {
        return;
    }
    // Pictures forget spaces at the ends of a text; inside they stay when they do not break.
    let before = stretch.text.chars().take_while(|c| *c == ' ').count();
    let after = stretch.text.chars().rev().take_while(|c| *c == ' ').count();
    let x = x + cells(before);
    let width = width - cells(before + after);
    let text = escape(text).replace(' ', "\u{a0}");
    let (base, ink, style) = (y + CELL_HEIGHT * 0.76, &stretch.look.ink, &stretch.look.style);
    line(
        svg,
        format_args!(
            "<text x=\"{x:.1}\" y=\"{base:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{ink}\"{style}>{text}</text>"
        ),
    );
}

/// The width of so many cells.
fn cells(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * CELL_WIDTH
}

fn line(svg: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(svg, "{text}").expect("a string takes any text");
}

fn look(cell: &Cell) -> Look {
    let mut ink = colour(cell.fgcolor(), INK);
    let mut paper = colour(cell.bgcolor(), PAPER);
    if cell.inverse() {
        std::mem::swap(&mut ink, &mut paper);
    }
    let style = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.65\""),
    ];
    Look { ink, paper, style: style.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect() }
}

/// A terminal's colour by its number: sixteen named ones, a cube of 216, a scale of greys.
fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Default => default.to_owned(),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Idx(at @ 0..=15) => NAMED[usize::from(at)].to_owned(),
        Color::Idx(at @ 16..=231) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
            let cube = at - 16;
            format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        Color::Idx(at) => {
            let grey = 8 + (at - 232) * 10;
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

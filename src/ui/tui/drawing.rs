//! A page of somebody's console, framed: quiet, with the place to click or paste alone in the light.
//!
//! It takes the room that is left. Where it is wider, spaces go before any letter does; where it is higher, lines far from
//! the marked places go first; where not even the marked lines find room, it is left out whole.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::rows::{Layer, Rows};
use super::wrap;
use crate::base::words::say;
use crate::wizard::page::Sign;

/// Marks what is clicked or filled in: everything behind it up to a gap.
const MARK: char = '▸';

/// Stands in the mark's place where the value was copied.
const COPIED: char = '✓';

/// Begins the line that names a part of the page.
const PART: &str = "──";

const MARKS: [char; 2] = [MARK, COPIED];

/// The rows of the frame.
const FRAME: usize = 2;

impl Layer<'_> {
    /// Draws the page in at most so many rows; nothing where they do not suffice.
    pub(super) fn drawing(&self, title: &str, lines: &[String], most: usize, rows: &mut Rows) {
        let Some(lines) = shortened(lines, most.saturating_sub(FRAME)) else { return };
        let legend = self.signs(&say!(self.wizard, "wizard.frame.legend"));
        let least = title.width().max(legend.width()) + 4;
        let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0).max(least);
        let inner = (longest + 2).min(self.width.saturating_sub(2)).max(6);
        let [h, v, tl, tr, bl, br] = if self.theme.ascii {
            ["-", "|", "+", "+", "+", "+"]
        } else {
            ["─", "│", "╭", "╮", "╰", "╯"]
        };
        let frame = self.theme.quiet();
        let name = named(title, inner);
        let rest = inner.saturating_sub(name.width() + 1);
        rows.push(Line::from(vec![
            Span::styled(format!("{tl}{h}"), frame),
            Span::raw(name),
            Span::styled(format!("{}{tr}", h.repeat(rest)), frame),
        ]));
        for line in squeezed(&lines, inner - 2) {
            let fill = (inner - 2).saturating_sub(line.width());
            let mut spans = vec![Span::styled(format!("{v} "), frame)];
            spans.extend(self.lit(&line));
            spans.push(Span::styled(format!("{} {v}", " ".repeat(fill)), frame));
            let item = place_of_value(&line).and_then(|at| rows.value_at(at));
            rows.push_item(Line::from(spans), item);
        }
        let legend = named(&legend, inner);
        let rest = inner.saturating_sub(legend.width() + 1);
        rows.push(Line::from(vec![
            Span::styled(format!("{bl}{}", h.repeat(rest)), frame),
            Span::styled(legend, frame),
            Span::styled(format!("{h}{br}"), frame),
        ]));
        rows.push(Line::default());
    }

    /// A line with its marked places in the light: a button as one, a value as if it stood in its field.
    fn lit(&self, line: &str) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        for (text, is_marked) in parts(line) {
            let bare = text.trim_start_matches([MARK, COPIED, ' ']);
            if let Some((number, value)) = numbered(bare).filter(|_| is_marked) {
                let lead = &text[..text.len() - bare.len()];
                let sign = if lead.starts_with(COPIED) { Sign::Good } else { Sign::Note };
                let style =
                    if sign == Sign::Good { self.theme.sign_style(sign) } else { self.theme.accent() };
                spans.push(Span::styled(self.signs(lead), style));
                spans.push(Span::styled(number.to_owned(), self.theme.accent()));
                spans.push(Span::raw(" "));
                spans.push(Span::styled(
                    self.signs(value),
                    self.theme.accent().add_modifier(Modifier::UNDERLINED),
                ));
                continue;
            }
            let style = match bare.chars().next() {
                _ if !is_marked => self.theme.quiet(),
                Some('[') => self.theme.accent().add_modifier(Modifier::REVERSED),
                Some('(' | '☑' | '☐' | '×') => self.theme.accent(),
                Some(_) if text.starts_with(MARK) && !text.starts_with("▸ ") => {
                    self.theme.accent().add_modifier(Modifier::UNDERLINED)
                }
                _ => self.theme.accent(),
            };
            let lead = if is_marked { text.len() - bare.len() } else { 0 };
            spans.push(Span::styled(self.signs(&text[..lead]), self.theme.accent()));
            spans.push(Span::styled(self.signs(&text[lead..]), style));
        }
        spans
    }

    /// The text in signs that can be shown, each as wide as before.
    fn signs(&self, text: &str) -> String {
        if !self.theme.ascii {
            return text.to_owned();
        }
        let plain = |one: char| match one {
            MARK | '›' => '>',
            COPIED => '+',
            '─' => '-',
            '●' | '•' => '*',
            '☑' | '×' => 'x',
            '☐' => 'o',
            '…' => '.',
            other => other,
        };
        text.chars().map(plain).collect()
    }
}

/// A word on the frame's own line, with a blank on each side.
fn named(text: &str, inner: usize) -> String {
    if text.is_empty() { String::new() } else { format!(" {} ", wrap::cut(text, inner.saturating_sub(4))) }
}

/// The line in pieces: what is marked, up to a gap of two spaces or the next mark, and what is not.
fn parts(line: &str) -> Vec<(String, bool)> {
    let mut all = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(MARKS) {
        if at > 0 {
            all.push((rest[..at].to_owned(), false));
        }
        let marked = &rest[at..];
        let lead = marked.len() - marked.trim_start_matches([MARK, COPIED, ' ']).len();
        let behind = &marked[lead..];
        let end = [behind.find("  "), behind.find(MARKS)].into_iter().flatten().min().unwrap_or(behind.len());
        // The frame's own end may stand one space behind.
        let end = behind[..end].trim_end().len();
        all.push((marked[..lead + end].to_owned(), true));
        rest = &behind[end..];
    }
    if !rest.is_empty() {
        all.push((rest.to_owned(), false));
    }
    all
}

/// The number and the value of a place that has one.
fn numbered(text: &str) -> Option<(&str, &str)> {
    text.split_once(' ')
        .filter(|(number, _)| number.len() == 1 && number.chars().all(|one| one.is_ascii_digit()))
}

/// The place among the values of that which a line holds.
fn place_of_value(line: &str) -> Option<usize> {
    let (_, behind) = line.split_once(MARKS)?;
    let (number, _) = numbered(behind)?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// Whether the marked lines find room in so many rows, the frame included.
pub(super) fn fits(lines: &[String], most: usize) -> bool {
    lines.iter().filter(|line| line.contains(MARKS)).count() + FRAME <= most
}

/// At most so many lines: blank ones go first, then those that are farthest from a mark. `None`: the marked ones are more.
fn shortened(lines: &[String], most: usize) -> Option<Vec<String>> {
    let is_marked = |line: &String| line.contains(MARKS);
    let marks: Vec<usize> = (0..lines.len()).filter(|at| is_marked(&lines[*at])).collect();
    if most == 0 || marks.len() > most {
        return None;
    }
    // What names a part of the page stays as long as its marks do.
    let distance = |at: usize| {
        let to_mark = marks.iter().map(|mark| mark.abs_diff(at)).min().unwrap_or(0);
        if lines[at].starts_with(PART) { 0 } else { to_mark }
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| (lines[*at].trim().is_empty(), distance(*at)));
    let mut kept: Vec<usize> = order.into_iter().take(most).collect();
    kept.sort_unstable();
    Some(kept.into_iter().map(|at| lines[at].clone()).collect())
}

/// The lines, made to fit into `width` columns: first spaces that stand above one another in all lines go, so that columns
/// stay columns; then spaces of the single line that is still too long; then, since nothing else is left, the line's end.
fn squeezed(lines: &[String], width: usize) -> Vec<String> {
    let mut rows: Vec<Vec<char>> = lines.iter().map(|line| line.trim_end().chars().collect()).collect();
    while rows.iter().any(|row| wide(row) > width) {
        let Some(column) = common_space(&rows) else { break };
        for row in rows.iter_mut().filter(|row| column < row.len()) {
            row.remove(column);
        }
    }
    for row in &mut rows {
        while wide(row) > width {
            let Some(at) = longest_space(row) else { break };
            row.remove(at);
        }
    }
    rows.into_iter().map(|row| wrap::cut(&row.into_iter().collect::<String>(), width)).collect()
}

fn wide(row: &[char]) -> usize {
    row.iter().collect::<String>().width()
}

/// A column of the widest gap that all lines share: there each one has a space behind a space, or has ended.
fn common_space(rows: &[Vec<char>]) -> Option<usize> {
    let longest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let shared =
        |at: usize| if rows.iter().all(|row| row.get(at).is_none_or(|one| *one == ' ')) { ' ' } else { 'x' };
    longest_space(&(0..longest).map(shared).collect::<Vec<char>>())
}

/// The last space of the longest run of two or more.
fn longest_space(row: &[char]) -> Option<usize> {
    let mut best = (1, None);
    let mut run = 0;
    for (at, one) in row.iter().enumerate() {
        run = if *one == ' ' { run + 1 } else { 0 };
        if run > best.0 {
            best = (run, Some(at));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn spaces_go_before_letters_and_columns_stay_columns() {
        let lines = owned(&["Name      Coder     [Save]", "Type      Web"]);
        assert_eq!(squeezed(&lines, 20), ["Name  Coder   [Save]", "Type  Web"]);
        assert_eq!(squeezed(&owned(&["a    b", "cccccc"]), 4), ["a  b", "ccc…"]);
        assert_eq!(squeezed(&lines, 60), lines);
    }

    #[test]
    fn a_mark_lights_what_stands_behind_it_up_to_a_gap() {
        let lit = |line: &str| {
            parts(line).into_iter().filter(|(_, marked)| *marked).map(|(text, _)| text).collect::<Vec<_>>()
        };
        assert_eq!(lit("   [ Cancel ] ▸[ Next ]"), ["▸[ Next ]"]);
        assert_eq!(
            lit(" ▸[ Create App Integration ]   [ Browse App Catalog ]"),
            ["▸[ Create App Integration ]"]
        );
        assert_eq!(lit("▸ (●) Web Application"), ["▸ (●) Web Application"]);
        assert_eq!(lit("  In ▸[ ID Token v ] ▸[ Always v ]"), ["▸[ ID Token v ]", "▸[ Always v ]"]);
        let whole: String = parts(" a ▸b  c").into_iter().map(|(text, _)| text).collect();
        assert_eq!(whole, " a ▸b  c");
    }

    #[test]
    fn what_is_far_from_a_mark_goes_first_and_marks_never() {
        let lines = owned(&["a", "", "▸ b", "c", "d", "▸ e"]);
        assert_eq!(shortened(&lines, 4), Some(owned(&["▸ b", "c", "d", "▸ e"])));
        assert_eq!(shortened(&lines, 2), Some(owned(&["▸ b", "▸ e"])));
        assert_eq!(shortened(&lines, 1), None);
    }
}

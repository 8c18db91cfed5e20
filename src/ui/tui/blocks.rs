//! Each block of a page as rows: marks, choices, values, pairs, the difference, the square to scan.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::code::Code;
use super::rows::{Counts, Layer, Rows};
use super::{theme, wrap};
use crate::base::words::{key, say};
use crate::wizard::page::{Choice, Pair, Sign, Tone, ValueView};

impl Layer<'_> {
    /// The square, instead of the words above it where both do not fit; where it fits not at all, what room it needs.
    pub(super) fn code(&self, text: &str, rows: &mut Rows) {
        let Some(code) = Code::of(text) else { return };
        let (columns, height) = code.size();
        if columns <= self.broad && height <= self.height {
            if rows.lines.len() + height > self.height {
                *rows = Rows::default();
            }
            for line in code.lines() {
                rows.push(line);
            }
            return;
        }
        let (frame_columns, frame_rows) = self.around;
        let told = say!(
            self.wizard,
            key!("wizard.code.too_large"),
            columns = columns + frame_columns,
            rows = height + frame_rows,
            now_columns = self.broad + frame_columns,
            now_rows = self.height + frame_rows
        );
        self.text(Tone::Plain, &told, 0, rows);
    }

    pub(super) fn mark(&self, sign: Sign, text: &str, right: &str, focused: bool, rows: &mut Rows) {
        let room = self.width.saturating_sub(2);
        let lines = wrap::words(text, room);
        let mark = Span::styled(self.theme.sign(sign, self.beat), self.theme.sign_style(sign));
        let style = match sign {
            _ if focused => self.theme.focused(),
            Sign::Blank => self.theme.quiet(),
            _ => Style::new(),
        };
        let gap = Span::styled(if focused { self.theme.focus_mark() } else { " " }, self.theme.accent());
        let fits = lines.len() == 1 && lines[0].width() + right.width() + 2 <= room;
        for (at, line) in lines.iter().enumerate() {
            let lead = if at == 0 { mark.clone() } else { Span::raw(" ") };
            let mut spans = vec![lead, gap.clone()];
            spans.push(Span::styled(line.clone(), style));
            if fits && !right.is_empty() {
                spans.push(Span::raw(" ".repeat(room - line.width() - right.width())));
                spans.push(Span::styled(right.to_owned(), self.theme.quiet()));
            }
            rows.push(Line::from(spans));
        }
        if !fits && !right.is_empty() {
            self.text(Tone::Quiet, right, 2, rows);
        }
    }

    pub(super) fn choice(&self, choice: &Choice, rows: &mut Rows) {
        let item = rows.item(Counts::Choices);
        let first = rows.lines.len();
        let room = self.width.saturating_sub(2);
        let mark = if choice.focused { self.theme.focus_mark() } else { " " };
        let style = if choice.focused { self.theme.focused() } else { Style::new() };
        let fits = choice.label.width() + choice.right.width() + 2 <= room;
        for (at, line) in wrap::words(&choice.label, room).into_iter().enumerate() {
            let gap = room.saturating_sub(line.width() + choice.right.width());
            let mut spans =
                vec![Span::styled(mark, self.theme.accent()), Span::raw(" "), Span::styled(line, style)];
            if at == 0 && fits && !choice.right.is_empty() {
                spans.push(Span::raw(" ".repeat(gap)));
                spans.push(Span::styled(choice.right.clone(), self.theme.quiet()));
            }
            rows.push_item(Line::from(spans), item);
        }
        if !choice.about.is_empty() {
            let mark = if choice.focused { self.theme.focus_mark() } else { " " };
            for line in wrap::words(&choice.about, room) {
                let spans = vec![
                    Span::styled(mark, self.theme.accent()),
                    Span::raw(" "),
                    Span::styled(line, self.theme.quiet()),
                ];
                rows.push_item(Line::from(spans), item);
            }
        }
        if choice.focused {
            rows.focus = Some((first, rows.lines.len() - 1));
        }
        if !choice.about.is_empty() {
            rows.push(Line::default());
        }
    }

    pub(super) fn value(&self, value: &ValueView, rows: &mut Rows) {
        let item = rows.item(Counts::Values);
        let first = rows.lines.len();
        let mark = if value.focused { self.theme.focus_mark() } else { " " };
        let key = value.key.map_or_else(|| " ".to_owned(), String::from);
        let lead = |at: usize| {
            if at == 0 {
                let (sign, style) = if value.is_copied {
                    (self.theme.sign(Sign::Good, self.beat), self.theme.sign_style(Sign::Good))
                } else {
                    (" ", Style::new())
                };
                vec![
                    Span::styled(mark, self.theme.accent()),
                    Span::styled(key.clone(), self.theme.accent()),
                    Span::styled(sign, style),
                    Span::raw(" "),
                ]
            } else {
                vec![Span::styled(mark, self.theme.accent()), Span::raw("   ")]
            }
        };
        let style = if value.has_gap { self.theme.quiet() } else { theme::strong() };
        let room = self.width.saturating_sub(4);
        let labels = if value.label.is_empty() { Vec::new() } else { wrap::words(&value.label, room) };
        let notes = if value.note.is_empty() { Vec::new() } else { wrap::words(&value.note, room) };
        let all = labels
            .into_iter()
            .map(|line| (line, Style::new()))
            .chain(wrap::exact(&value.shown, room).into_iter().map(|line| (line, style)))
            .chain(notes.into_iter().map(|line| (line, self.theme.quiet())));
        for (at, (line, style)) in all.enumerate() {
            let mut spans = lead(at);
            spans.push(Span::styled(line, style));
            rows.push_item(Line::from(spans), item);
        }
        if value.focused {
            rows.focus = Some((first, rows.lines.len() - 1));
        }
    }

    pub(super) fn pairs(&self, pairs: &[Pair], names_in: Style, rows: &mut Rows) {
        let longest = pairs.iter().map(|pair| pair.name.width()).max().unwrap_or(0);
        let column = longest.min(self.width * 2 / 5).max(2) + 2;
        let room = self.width.saturating_sub(column).max(8);
        for pair in pairs {
            let meant = pair.sign.map_or_else(|| self.theme.quiet(), |sign| self.theme.sign_style(sign));
            let beside = pair.value.width() + pair.note.width() + 3 <= room;
            let names = wrap::words(&pair.name, column - 2);
            let values = wrap::words(&pair.value, room);
            for at in 0..names.len().max(values.len()) {
                let name = wrap::padded(names.get(at).map_or("", String::as_str), column);
                let value = values.get(at).cloned().unwrap_or_default();
                let mut spans = vec![Span::styled(name, names_in), Span::raw(value)];
                if at == 0 && beside && !pair.note.is_empty() {
                    spans.push(Span::styled(format!("   {}", pair.note), meant));
                }
                rows.push(Line::from(spans));
            }
            if !beside && !pair.note.is_empty() {
                for line in wrap::words(&pair.note, room) {
                    rows.push(Line::from(vec![Span::raw(" ".repeat(column)), Span::styled(line, meant)]));
                }
            }
        }
    }

    pub(super) fn diff(&self, lines: &[(crate::config::Sign, String)], rows: &mut Rows) {
        for (sign, text) in lines {
            let (mark, style) = self.theme.diff(*sign);
            if *sign == crate::config::Sign::Gap {
                rows.push(Line::styled("  ⋯", style));
                continue;
            }
            for (at, line) in wrap::exact(text, self.broad.saturating_sub(2)).into_iter().enumerate() {
                let mark = if at == 0 { mark } else { "  " };
                rows.push(Line::styled(format!("{mark}{line}"), style));
            }
        }
    }
}

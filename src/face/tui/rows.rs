//! Blocks become rows of a given width. What can be clicked and what has the focus is remembered by row.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::code;
use super::theme::{self, Theme};
use super::wrap;
use crate::base::words;
use crate::wizard::page::{Block, Choice, FieldView, Pair, Sign, Tone, ValueView};
use crate::wizard::{TextField, Wizard};

/// A page in rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The rows.
    pub(super) lines: Vec<Line<'static>>,
    /// For each row the choice or value that a click on it means.
    pub(super) items: Vec<Option<usize>>,
    /// The first and last row of what has the focus.
    pub(super) focus: Option<(usize, usize)>,
    /// Column and row of the cursor.
    pub(super) cursor: Option<(u16, usize)>,
    next_item: usize,
    counts: Counts,
}

/// Which blocks of a page can be clicked: the answers where there are some, else the fields, else the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Counts {
    #[default]
    Choices,
    Fields,
    Values,
}

impl Counts {
    fn of(blocks: &[Block]) -> Self {
        if blocks.iter().any(|block| matches!(block, Block::Choice(_))) {
            Self::Choices
        } else if blocks.iter().any(|block| matches!(block, Block::Field(_))) {
            Self::Fields
        } else {
            Self::Values
        }
    }
}

/// Makes rows.
pub(super) struct Layer<'a> {
    /// The look.
    pub(super) theme: Theme,
    /// The columns.
    pub(super) width: usize,
    /// The rows that can be seen at once.
    pub(super) height: usize,
    /// Moves what is going on.
    pub(super) beat: usize,
    /// Where the texts of the fields are.
    pub(super) wizard: &'a Wizard,
}

/// The column of names in a row of fields.
const LABEL: usize = 16;

impl Rows {
    pub(super) fn push(&mut self, line: Line<'static>) {
        self.lines.push(line);
        self.items.push(None);
    }

    fn push_item(&mut self, line: Line<'static>, item: Option<usize>) {
        self.lines.push(line);
        self.items.push(item);
    }

    /// The next place of the count, for a block of a kind that counts here.
    fn item(&mut self, kind: Counts) -> Option<usize> {
        if kind != self.counts {
            return None;
        }
        self.next_item += 1;
        Some(self.next_item - 1)
    }
}

impl Layer<'_> {
    /// All blocks, one after the other.
    pub(super) fn rows(&self, title: &str, blocks: &[Block]) -> Rows {
        let mut rows = Rows { counts: Counts::of(blocks), ..Rows::default() };
        for line in wrap::words(title, self.width) {
            if !title.is_empty() {
                rows.push(Line::styled(line, theme::strong()));
            }
        }
        if !title.is_empty() {
            rows.push(Line::default());
        }
        for block in blocks {
            self.block(block, &mut rows);
        }
        while rows.lines.last().is_some_and(|line| line.width() == 0) {
            rows.lines.pop();
            rows.items.pop();
        }
        rows
    }

    fn block(&self, block: &Block, rows: &mut Rows) {
        match block {
            Block::Space => rows.push(Line::default()),
            Block::Text(tone, text) => self.text(*tone, text, 0, rows),
            Block::Under(tone, text) => self.text(*tone, text, 2, rows),
            Block::Mark { sign, text, right } => self.mark(*sign, text, right, rows),
            Block::Choice(choice) => self.choice(choice, rows),
            Block::Field(field) => self.field(field, rows),
            Block::Value(value) => self.value(value, rows),
            Block::Pairs(pairs) => self.pairs(pairs, rows),
            Block::Drawing { title, lines } => self.drawing(title, lines, rows),
            Block::Exact(text) => {
                for line in wrap::exact(text, self.width) {
                    rows.push(Line::raw(line));
                }
            }
            Block::Lines(text) => self.lines(text, rows),
            Block::Diff(lines) => self.diff(lines, rows),
            Block::Code(text) => {
                let room = self.height.saturating_sub(rows.lines.len());
                match code::lines(text, self.width, room) {
                    Some(lines) => lines.into_iter().for_each(|line| rows.push(line)),
                    None => self.text(Tone::Plain, &words::text("wizard.code.too_large"), 0, rows),
                }
            }
        }
    }

    fn text(&self, tone: Tone, text: &str, indent: usize, rows: &mut Rows) {
        for line in wrap::words(text, self.width.saturating_sub(indent)) {
            rows.push(Line::styled(format!("{}{line}", " ".repeat(indent)), self.theme.tone(tone)));
        }
    }

    fn lines(&self, text: &str, rows: &mut Rows) {
        for line in text.lines() {
            let indent = line.len() - line.trim_start_matches(' ').len();
            self.text(Tone::Plain, line, indent.min(self.width / 2), rows);
        }
    }

    fn mark(&self, sign: Sign, text: &str, right: &str, rows: &mut Rows) {
        let room = self.width.saturating_sub(2);
        let lines = wrap::words(text, room);
        let mark = Span::styled(self.theme.sign(sign, self.beat), self.theme.sign_style(sign));
        let style = if sign == Sign::Blank { self.theme.quiet() } else { Style::new() };
        let fits = lines.len() == 1 && lines[0].width() + right.width() + 2 <= room;
        for (at, line) in lines.iter().enumerate() {
            let mut spans = if at == 0 { vec![mark.clone(), Span::raw(" ")] } else { vec![Span::raw("  ")] };
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

    fn choice(&self, choice: &Choice, rows: &mut Rows) {
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

    fn field(&self, field: &FieldView, rows: &mut Rows) {
        let item = rows.item(Counts::Fields);
        let first = rows.lines.len();
        let beside = !field.label.is_empty() && self.width >= 48;
        let indent = if beside { LABEL } else { 2 };
        if !field.label.is_empty() && !beside {
            rows.push_item(Line::styled(field.label.clone(), theme::strong()), item);
        }
        let room = self.width.saturating_sub(indent).max(4);
        let mark = if field.focused { self.theme.focus_mark() } else { " " };
        let mut spans = if beside {
            vec![
                Span::styled(mark, self.theme.accent()),
                Span::raw(" "),
                Span::styled(wrap::padded(&field.label, LABEL - 2), theme::strong()),
            ]
        } else {
            vec![Span::styled(mark, self.theme.accent()), Span::raw(" ")]
        };
        let text = self.wizard.text_field(&field.name);
        spans.extend(self.typed(text, field, room));
        if field.focused {
            let window = text.map(|text| text.window(cells(room - 1))).unwrap_or_default();
            let column = indent + usize::from(window.more_left) + usize::from(window.cursor);
            rows.cursor = Some((cells(column), rows.lines.len()));
        }
        rows.push_item(Line::from(spans), item);
        for (sign, remark) in &field.remarks {
            self.remark(*sign, remark, indent, item, rows);
        }
        if field.focused {
            rows.focus = Some((first, rows.lines.len() - 1));
        }
        if beside {
            rows.push(Line::default());
        }
    }

    fn typed(&self, text: Option<&TextField>, field: &FieldView, room: usize) -> Vec<Span<'static>> {
        let base = if field.focused { theme::typed() } else { Style::new() };
        if text.is_none_or(TextField::is_empty) {
            let example = wrap::padded(&field.placeholder, room.saturating_sub(1));
            return vec![Span::styled(example, self.theme.quiet().patch(base))];
        }
        if let Some(secret) = text.filter(|text| text.is_masked() && !field.focused) {
            return vec![Span::raw(self.theme.dots(secret.taken().masked()))];
        }
        let window = text.map(|text| text.window(cells(room - 1))).unwrap_or_default();
        let mut spans = Vec::new();
        let more = |yes: bool| if yes { "…" } else { "" };
        spans.push(Span::styled(more(window.more_left), self.theme.quiet()));
        let used = window.text.width() + usize::from(window.more_left) + usize::from(window.more_right);
        let is_masked = text.is_some_and(TextField::is_masked);
        let shown = if is_masked { self.theme.dots(window.text) } else { window.text };
        spans.push(Span::styled(shown, base));
        spans.push(Span::styled(more(window.more_right), self.theme.quiet()));
        if field.focused {
            spans.push(Span::styled(" ".repeat(room.saturating_sub(used + 1)), base));
        }
        spans
    }

    fn remark(&self, sign: Sign, remark: &str, indent: usize, item: Option<usize>, rows: &mut Rows) {
        let lines = wrap::words(remark, self.width.saturating_sub(indent + 2));
        for (at, line) in lines.into_iter().enumerate() {
            let mark = if at == 0 { self.theme.sign(sign, self.beat) } else { " " };
            let spans = vec![
                Span::raw(" ".repeat(indent)),
                Span::styled(mark, self.theme.sign_style(sign)),
                Span::raw(" "),
                Span::raw(line),
            ];
            rows.push_item(Line::from(spans), item);
        }
    }

    fn value(&self, value: &ValueView, rows: &mut Rows) {
        let item = rows.item(Counts::Values);
        let first = rows.lines.len();
        let mark = if value.focused { self.theme.focus_mark() } else { " " };
        let key = value.key.map_or_else(|| " ".to_owned(), String::from);
        let lead = |at: usize| {
            if at == 0 {
                vec![
                    Span::styled(mark, self.theme.accent()),
                    Span::styled(key.clone(), self.theme.accent()),
                    Span::raw("  "),
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

    fn pairs(&self, pairs: &[Pair], rows: &mut Rows) {
        let longest = pairs.iter().map(|pair| pair.name.width()).max().unwrap_or(0);
        let column = longest.min(self.width * 2 / 5).max(4) + 2;
        let room = self.width.saturating_sub(column).max(8);
        for pair in pairs {
            let beside = pair.value.width() + pair.note.width() + 3 <= room;
            let names = wrap::words(&pair.name, column - 2);
            let values = wrap::words(&pair.value, room);
            for at in 0..names.len().max(values.len()) {
                let name = wrap::padded(names.get(at).map_or("", String::as_str), column);
                let value = values.get(at).cloned().unwrap_or_default();
                let mut spans = vec![Span::styled(name, self.theme.quiet()), Span::raw(value)];
                if at == 0 && beside && !pair.note.is_empty() {
                    spans.push(Span::styled(format!("   {}", pair.note), self.theme.quiet()));
                }
                rows.push(Line::from(spans));
            }
            if !beside && !pair.note.is_empty() {
                self.text(Tone::Quiet, &pair.note, column, rows);
            }
        }
    }

    fn diff(&self, lines: &[(crate::config::Sign, String)], rows: &mut Rows) {
        for (sign, text) in lines {
            let (mark, style) = self.theme.diff(*sign);
            if *sign == crate::config::Sign::Gap {
                rows.push(Line::styled("  ⋯", style));
                continue;
            }
            for (at, line) in wrap::exact(text, self.width.saturating_sub(2)).into_iter().enumerate() {
                let mark = if at == 0 { mark } else { "  " };
                rows.push(Line::styled(format!("{mark}{line}"), style));
            }
        }
    }
}

/// A count of columns as the terminal has them.
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

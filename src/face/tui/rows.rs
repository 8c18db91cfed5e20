//! Blocks become rows of a given width. What can be clicked and what has the focus is remembered by row.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::code;
use super::theme::{self, Theme};
use super::wrap;
use crate::base::words;
use crate::wizard::Wizard;
use crate::wizard::page::{Block, Choice, Pair, Sign, Tone, ValueView};

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
    /// Where the texts of fields stand.
    pub(super) texts: Vec<TextPlace>,
    /// Whether what follows belongs to what has the focus.
    is_open: bool,
    next_item: usize,
    counts: Counts,
}

/// Where the text of a field stands, for a click into it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPlace {
    /// Its row.
    pub(super) row: usize,
    /// Its first column.
    pub(super) column: u16,
    /// Its columns.
    pub(super) width: u16,
    /// Which field, where there are several.
    pub(super) item: Option<usize>,
}

/// Which blocks of a page can be clicked: the answers where there are some, else the findings, the fields,
/// the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Counts {
    #[default]
    Choices,
    Fields,
    Findings,
    Values,
}

impl Counts {
    fn of(blocks: &[Block]) -> Self {
        if blocks.iter().any(|block| matches!(block, Block::Choice(_))) {
            Self::Choices
        } else if blocks.iter().any(|block| matches!(block, Block::Finding { .. })) {
            Self::Findings
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
    /// Columns and rows of the screen around them.
    pub(super) around: (usize, usize),
    /// Moves what is going on.
    pub(super) beat: usize,
    /// Where the texts of the fields are.
    pub(super) wizard: &'a Wizard,
}

impl Rows {
    pub(super) fn push(&mut self, line: Line<'static>) {
        self.lines.push(line);
        self.items.push(None);
    }

    pub(super) fn push_item(&mut self, line: Line<'static>, item: Option<usize>) {
        self.lines.push(line);
        self.items.push(item);
    }

    /// The next place of the count, for a block of a kind that counts here.
    pub(super) fn item(&mut self, kind: Counts) -> Option<usize> {
        if kind != self.counts {
            return None;
        }
        self.next_item += 1;
        Some(self.next_item - 1)
    }
}

impl Layer<'_> {
    /// All blocks, one after the other. A drawing takes the room that all the rest leaves it, and none that there is not.
    pub(super) fn rows(&self, title: &str, blocks: &[Block]) -> Rows {
        if !blocks.iter().any(|block| matches!(block, Block::Drawing { .. })) {
            return self.all(title, blocks, 0);
        }
        // The rows beside it: the rest, and an empty one below.
        let taken = self.all(title, blocks, 0).lines.len() + 1;
        self.all(title, blocks, self.height.saturating_sub(taken))
    }

    fn all(&self, title: &str, blocks: &[Block], drawing: usize) -> Rows {
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
            self.block(block, drawing, &mut rows);
        }
        while rows.lines.last().is_some_and(|line| line.width() == 0) {
            rows.lines.pop();
            rows.items.pop();
        }
        rows
    }

    fn block(&self, block: &Block, drawing: usize, rows: &mut Rows) {
        let was_open = std::mem::take(&mut rows.is_open);
        match block {
            // One empty line parts what two blocks wanted parted.
            Block::Space if rows.lines.last().is_some_and(|line| line.width() == 0) => {}
            Block::Space => rows.push(Line::default()),
            Block::Text(tone, text) => self.text(*tone, text, 0, rows),
            Block::Under(tone, text) => {
                self.text(*tone, text, 2, rows);
                if let (true, Some((_, last))) = (was_open, &mut rows.focus) {
                    *last = rows.lines.len() - 1;
                    rows.is_open = true;
                }
            }
            Block::Mark { sign, text, right } => self.mark(*sign, text, right, false, rows),
            Block::Finding { item, focused, sign, text, right } => {
                let first = rows.lines.len();
                self.mark(*sign, text, right, *focused, rows);
                let rows_of_it = rows.items.len() - first;
                rows.items.truncate(first);
                rows.items.extend(vec![Some(*item); rows_of_it]);
                if *focused {
                    rows.focus = Some((first, rows.lines.len() - 1));
                    rows.is_open = true;
                }
            }
            Block::Choice(choice) => self.choice(choice, rows),
            Block::Field(field) => self.field(field, rows),
            Block::Value(value) => self.value(value, rows),
            Block::Pairs(pairs) => self.pairs(pairs, self.theme.quiet(), rows),
            Block::Keys(pairs) => self.pairs(pairs, self.theme.accent(), rows),
            Block::Drawing { title, lines } => self.drawing(title, lines, drawing, rows),
            Block::Exact(text) => {
                for line in wrap::exact(text, self.width) {
                    rows.push(Line::raw(line));
                }
            }
            Block::Lines(text) => self.lines(text, rows),
            Block::Diff(lines) => self.diff(lines, rows),
            Block::Code(text) => self.code(text, rows),
        }
    }

    /// The square, instead of the words above it where both do not fit; where it fits not at all, what room it needs.
    fn code(&self, text: &str, rows: &mut Rows) {
        let Some((columns, height)) = code::size(text) else { return };
        if columns <= self.width && height <= self.height {
            if rows.lines.len() + height > self.height {
                *rows = Rows::default();
            }
            for line in code::lines(text) {
                rows.push(line);
            }
            return;
        }
        let (frame_columns, frame_rows) = self.around;
        let needed = [
            ("columns", (columns + frame_columns).to_string()),
            ("rows", (height + frame_rows).to_string()),
            ("now_columns", (self.width + frame_columns).to_string()),
            ("now_rows", (self.height + frame_rows).to_string()),
        ];
        let needed: Vec<(&str, &str)> = needed.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.text(Tone::Plain, &words::fill("wizard.code.too_large", &needed), 0, rows);
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

    fn mark(&self, sign: Sign, text: &str, right: &str, focused: bool, rows: &mut Rows) {
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

    fn pairs(&self, pairs: &[Pair], names_in: Style, rows: &mut Rows) {
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
                let mut spans = vec![Span::styled(name, names_in), Span::raw(value)];
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

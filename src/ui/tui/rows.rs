//! Blocks become rows of a given width. What can be clicked and what has the focus is remembered by row.

use std::ops::Range;

use ratatui::text::{Line, Span};

use super::theme::{self, Theme};
use super::{drawing, wrap};
use crate::wizard::Wizard;
use crate::wizard::page::{Block, ElseWhere, Page, Tone};

/// The rows that a drawing at the top of a page leaves to what stands below it.
const LEAST_BELOW: usize = 4;

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
    /// The columns of texts.
    pub(super) width: usize,
    /// The columns of what reads no worse when it is broader: the lines of files.
    pub(super) broad: usize,
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

    /// The first and last item all of whose rows are among these.
    pub(super) fn whole_items(&self, shown: &Range<usize>) -> Option<(usize, usize)> {
        let rows = || self.items.iter().enumerate().filter_map(|(row, item)| Some((row, (*item)?)));
        let is_whole = |item: usize| rows().all(|(row, other)| other != item || shown.contains(&row));
        let mut shown = rows().filter(|(row, _)| shown.contains(row)).map(|(_, item)| item);
        let first = shown.find(|item| is_whole(*item))?;
        Some((first, shown.rfind(|item| is_whole(*item)).unwrap_or(first)))
    }

    /// The place of a value in a drawing, for a click on it.
    pub(super) fn value_at(&self, at: usize) -> Option<usize> {
        (self.counts == Counts::Values).then_some(at)
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
    /// All blocks, one after the other. A drawing takes the room that all the rest leaves it, and none that there is not; one
    /// that stands first leaves the rest a few rows, where its marks find room beside them.
    pub(super) fn rows(&self, page: &Page, blocks: &[Block]) -> Rows {
        let lines = blocks.iter().find_map(|block| match block {
            Block::Drawing { lines, .. } => Some(lines),
            _ => None,
        });
        let Some(lines) = lines else { return self.all(page, blocks, 0) };
        let is_first = page.else_where == ElseWhere::Above;
        let before = if is_first { &blocks[..0] } else { blocks };
        // The rows beside it, and an empty one below.
        let room = self.height.saturating_sub(self.all(page, before, 0).lines.len() + 1);
        let most = if is_first && drawing::fits(lines, room.saturating_sub(LEAST_BELOW)) {
            room - LEAST_BELOW
        } else {
            room
        };
        self.all(page, blocks, most)
    }

    fn all(&self, page: &Page, blocks: &[Block], drawing: usize) -> Rows {
        let mut rows = Rows { counts: Counts::of(blocks), ..Rows::default() };
        if !page.title.is_empty() {
            self.title(page, &mut rows);
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

    /// The title, its sign before its first line and its other lines below its first word.
    fn title(&self, page: &Page, rows: &mut Rows) {
        let indent = if page.sign.is_some() { 2 } else { 0 };
        for (at, line) in wrap::words(&page.title, self.width.saturating_sub(indent)).into_iter().enumerate()
        {
            let lead = match page.sign.filter(|_| at == 0) {
                Some(sign) => Span::styled(
                    format!("{} ", self.theme.sign(sign, self.beat)),
                    self.theme.sign_style(sign),
                ),
                None => Span::raw(" ".repeat(indent)),
            };
            rows.push(Line::from(vec![lead, Span::styled(line, theme::strong())]));
        }
        rows.push(Line::default());
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
                for line in wrap::exact(text, self.broad) {
                    rows.push(Line::raw(line));
                }
            }
            Block::Lines(text) => self.lines(text, rows),
            Block::Diff(lines) => self.diff(lines, rows),
            Block::Code(text) => self.code(text, rows),
        }
    }

    pub(super) fn text(&self, tone: Tone, text: &str, indent: usize, rows: &mut Rows) {
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
}

/// A count of columns as the terminal has them.
pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

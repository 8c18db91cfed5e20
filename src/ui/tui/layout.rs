//! The page and what stands beside it: which width each has, how far it is scrolled, what finds no room.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::linked;
use super::rows::{Layer, Rows, cells};
use super::seen::Seen;
use super::theme::Theme;
use crate::wizard::page::{Block, ElseWhere};
use crate::wizard::{Page, View, Wizard};

/// The widest text that reads well.
pub(super) const WIDEST: u16 = 76;

/// The columns between a page and what stands beside it.
const GAP: u16 = 4;

/// The fewest columns of what stands beside a page.
const LEAST_BESIDE: u16 = 40;

/// Where a page is drawn, and how.
pub(super) struct Layout<'a> {
    /// The wizard, for the texts of fields.
    pub(super) wizard: &'a Wizard,
    /// The look.
    pub(super) theme: Theme,
    /// The room for the page and what stands beside it.
    pub(super) room: Rect,
    /// Columns and rows of the screen around that.
    pub(super) around: (usize, usize),
    /// The addresses that a click may open.
    pub(super) addresses: Vec<String>,
}

impl Layout<'_> {
    /// Draws the page.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, page: &Page) -> Seen {
        match self.beside(page) {
            Some((width, aside)) => {
                let seen = self.show(frame, &self.rows(page, &page.body, width, width), self.room, width);
                #[cfg(feature = "internals")]
                let seen = Seen { is_beside: true, ..seen };
                let x = self.room.x + width + GAP;
                self.pane(frame, &aside, Rect { x, width: self.room.right() - x, ..self.room });
                seen
            }
            None => self.draw_alone(frame, page),
        }
    }

    /// The columns of the page, and the rows of what stands beside it, where there is room for that.
    fn beside(&self, page: &Page) -> Option<(u16, Rows)> {
        if page.aside.is_empty() || self.room.width < WIDEST + GAP + LEAST_BESIDE {
            return None;
        }
        let width = WIDEST.min(self.room.width / 2);
        let rest = (self.room.width - width - GAP).min(WIDEST);
        let aside = [&page.aside[..], &page.after].concat();
        let rows = match page.else_where {
            ElseWhere::Below => self.most_important(&aside, rest, self.room.height),
            _ => self.layer(rest, rest).rows(&Page::default(), &aside),
        };
        // What is a part of the page can be scrolled there, and here it cannot.
        let is_whole = rows.lines.len() <= usize::from(self.room.height);
        let is_part = matches!(page.else_where, ElseWhere::InPage | ElseWhere::Above);
        (is_whole || !is_part).then_some((width, rows))
    }

    fn draw_alone(&self, frame: &mut Frame<'_>, page: &Page) -> Seen {
        let width = WIDEST.min(self.room.width);
        let mut blocks = page.body.clone();
        match page.else_where {
            ElseWhere::InPage => put_in(&mut blocks, &page.aside),
            ElseWhere::Above => drop(blocks.splice(0..0, page.aside.iter().cloned())),
            _ => {}
        }
        if !page.after.is_empty() {
            blocks.push(Block::Space);
            blocks.extend(page.after.iter().cloned());
        }
        let rows = self.rows(page, &blocks, width, self.room.width);
        let (mut area, mut rule) = (self.room, None);
        if page.else_where == ElseWhere::Below && !page.aside.is_empty() {
            // More than half of the room, or all that a short list leaves.
            let left = self.room.height.saturating_sub(cells(rows.lines.len()) + 1);
            let most = left.max(self.room.height * 11 / 20).saturating_sub(1);
            let under = self.most_important(&page.aside, width, most);
            area.height -= cells(under.lines.len()) + 1;
            rule = Some(self.rule(frame, Rect { y: area.bottom(), width, height: 1, ..area }));
            let place = Rect { y: area.bottom() + 1, height: cells(under.lines.len()), width, ..area };
            self.pane(frame, &under, place);
        }
        Seen { rule, ..self.show(frame, &rows, area, width) }
    }

    /// Parts a list from what is told of its chosen item.
    fn rule(&self, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let sign = if self.theme.ascii { "-" } else { "─" };
        let line = Line::styled(sign.repeat(usize::from(area.width)), self.theme.quiet());
        frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
        area
    }

    /// What is told in at most so many rows: what stands last goes first, whole, so that nothing is cut in its middle.
    fn most_important(&self, told: &[Block], width: u16, most: u16) -> Rows {
        let mut blocks = told.to_vec();
        loop {
            let rows = self.layer(width, width).rows(&Page::default(), &blocks);
            if rows.lines.len() <= usize::from(most) {
                return rows;
            }
            match blocks.last_mut() {
                Some(Block::Pairs(pairs)) if pairs.len() > 1 => drop(pairs.pop()),
                _ => drop(blocks.pop()),
            }
        }
    }

    fn rows(&self, page: &Page, blocks: &[Block], width: u16, broad: u16) -> Rows {
        self.layer(width, broad).rows(page, blocks)
    }

    fn layer(&self, width: u16, broad: u16) -> Layer<'_> {
        Layer {
            theme: self.theme,
            width: usize::from(width),
            broad: usize::from(broad),
            height: usize::from(self.room.height),
            around: self.around,
            beat: usize::try_from(self.wizard.now().0 / 125).unwrap_or(0),
            wizard: self.wizard,
        }
    }

    /// What stands beside or below a page. It cannot be scrolled, so that its end says when there is more.
    fn pane(&self, frame: &mut Frame<'_>, rows: &Rows, area: Rect) {
        let has_more = rows.lines.len() > usize::from(area.height);
        for (row, line) in (0..area.height).zip(&rows.lines) {
            let is_last = row + 1 == area.height;
            let more = Line::styled("…", self.theme.quiet());
            let line = if has_more && is_last { &more } else { line };
            frame.buffer_mut().set_line(area.x, area.y + row, line, area.width);
        }
        let shown = 0..usize::from(area.height) - usize::from(has_more);
        linked::lay(frame.buffer_mut(), &rows.lines, shown, area, &self.addresses);
    }

    /// Draws as many rows as there is room for; a click on one means something in the first columns only, where its text is.
    fn show(&self, frame: &mut Frame<'_>, rows: &Rows, area: Rect, width: u16) -> Seen {
        let height = usize::from(area.height);
        let offset = self.offset(rows, height);
        let shown = rows.lines.iter().skip(offset).take(height);
        for (row, line) in (0..area.height).zip(shown.clone()) {
            frame.buffer_mut().set_line(area.x, area.y + row, line, area.width);
        }
        let range = offset..offset + height;
        linked::lay(frame.buffer_mut(), &rows.lines, range.clone(), area, &self.addresses);
        if let Some((column, row)) = rows.cursor.filter(|(_, row)| range.contains(row)) {
            frame.set_cursor_position((area.x + column, area.y + cells(row - offset)));
        }
        let texts = rows.texts.iter().filter(|text| range.contains(&text.row)).map(|text| {
            let (x, y) = (area.x + text.column, area.y + cells(text.row - offset));
            (Rect { x, y, width: text.width, height: 1 }, text.item)
        });
        Seen {
            items: rows.items.iter().skip(offset).take(height).copied().collect(),
            page: Rect { width, ..area },
            texts: texts.collect(),
            offset,
            view: View {
                lines: height,
                below: rows.lines.len().saturating_sub(offset + height),
                items: rows.whole_items(&range),
            },
            #[cfg(feature = "internals")]
            clipped: shown.filter(|line| line.width() > usize::from(area.width)).count(),
            ..Seen::default()
        }
    }

    /// The first row shown.
    fn offset(&self, rows: &Rows, height: usize) -> usize {
        let most = rows.lines.len().saturating_sub(height);
        let scroll = self.wizard.scroll();
        let offset = scroll.offset.min(most);
        match rows.focus.filter(|_| scroll.follows) {
            // The whole page from its top, where what has the focus is seen from there.
            Some((_, last)) if last < height => 0,
            Some((first, last)) => offset.max((last + 1).saturating_sub(height)).min(first).min(most),
            None => offset,
        }
    }
}

/// Puts the pane into a narrow page: before the values to copy, else at the end.
fn put_in(blocks: &mut Vec<Block>, aside: &[Block]) {
    if aside.is_empty() {
        return;
    }
    let place = blocks.iter().position(|block| matches!(block, Block::Value(_))).unwrap_or(blocks.len());
    let has_space = place == 0 || blocks.get(place - 1) == Some(&Block::Space);
    let space = if has_space { None } else { Some(Block::Space) };
    blocks.splice(place..place, space.into_iter().chain(aside.iter().cloned()));
}

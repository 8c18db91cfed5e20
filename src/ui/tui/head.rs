//! What stands around the page: the line at the top, how far the journey came, the stages at the left.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::theme::{self, Theme};
use super::wrap;
use crate::wizard::{Header, RailItem, RailPage, RailState};

/// The columns between the words of the line at the top.
const APART: usize = 3;

/// The columns of a rail that also lists the pages of a stage.
pub(super) const WIDE_RAIL: u16 = 26;

/// How far these stand in.
const PAGE_INDENT: u16 = 2;

/// The fewest columns that a name keeps.
const LEAST: usize = 8;

/// The header and the rail.
pub(super) struct Head<'a> {
    /// The words of the line at the top.
    pub(super) header: Header,
    /// The stages.
    pub(super) rail: &'a [RailItem],
    /// The pages of the stage that one is at, listed below it where there is room.
    pub(super) pages: &'a [RailPage],
    /// The columns in which the stages are listed at the left; without them they are counted at the top.
    pub(super) rail_width: Option<u16>,
    /// Whether there is a row for the line below the header.
    pub(super) has_rule: bool,
    /// The look.
    pub(super) theme: Theme,
}

impl Head<'_> {
    /// Draws the top of this part of the screen.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect) {
        let width = usize::from(area.width).saturating_sub(4);
        let right = self.right();
        // The name gives way first: where one is stands apart from it at both sides.
        let beside = self.header.stage.width() + right.width() + 2 * APART;
        let name = wrap::cut(&self.header.name, (width / 2).min(width.saturating_sub(beside)).max(LEAST));
        let stage = wrap::cut(&self.header.stage, width.saturating_sub(name.width() + right.width() + 4));
        // Without a journey the motto stands at the right.
        let alone = self.rail.is_empty() && right.is_empty();
        let column = match (self.rail_width, alone) {
            (Some(width), _) => usize::from(width) + 1,
            (_, true) => width.saturating_sub(stage.width()),
            _ => name.width() + APART,
        };
        let column = column.max(name.width() + 2);
        let gap = column.saturating_sub(name.width());
        let rest = width.saturating_sub(column + stage.width() + right.width());
        let line = Line::from(vec![
            Span::styled(name, self.theme.accent()),
            Span::raw(" ".repeat(gap)),
            Span::styled(stage, theme::strong()),
            Span::raw(" ".repeat(rest)),
            Span::styled(right, self.theme.quiet()),
        ]);
        frame.buffer_mut().set_line(area.x + 2, area.y, &line, area.width.saturating_sub(3));
        if self.has_rule {
            self.draw_rule(frame, Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: 1 });
        }
    }

    /// Where in the journey this is, as far as the rail does not say it.
    fn right(&self) -> String {
        let place = self.header.place.clone();
        match self.now().filter(|_| self.rail_width.is_none()) {
            Some(at) if place.is_empty() => format!("{}/{}", at + 1, self.rail.len()),
            Some(at) => format!("{place}  {}/{}", at + 1, self.rail.len()),
            None => place,
        }
    }

    fn now(&self) -> Option<usize> {
        self.rail.iter().position(|item| item.state == RailState::Now)
    }

    /// The line below the header: as far as the journey came it is heavy.
    fn draw_rule(&self, frame: &mut Frame<'_>, area: Rect) {
        let (light, heavy) = if self.theme.ascii { ("-", "=") } else { ("─", "━") };
        let width = usize::from(area.width);
        let behind = self.header.way.map_or(0, |(behind, all)| width * behind / all.max(1)).min(width);
        let line = Line::from(vec![
            Span::styled(heavy.repeat(behind), self.theme.accent()),
            Span::styled(light.repeat(width - behind), self.theme.quiet()),
        ]);
        frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
    }

    /// The stages; where each one stands is given back, for clicks. Where there is no room for all, the one that one is at is
    /// among those shown.
    pub(super) fn draw_rail(&self, frame: &mut Frame<'_>, area: Rect) -> Vec<(usize, Rect)> {
        let above = self.now().map_or(0, |now| (now + 1).saturating_sub(usize::from(area.height)));
        let has_room = self.rail.len() + self.pages.len() <= usize::from(area.height);
        let is_wide = self.rail_width.is_some_and(|width| width >= WIDE_RAIL);
        let pages = if has_room && is_wide { self.pages } else { &[] };
        let mut row = area.y;
        let mut drawn = Vec::new();
        for (at, item) in self.rail.iter().enumerate().skip(above) {
            if row == area.bottom() {
                break;
            }
            drawn.push((at, Rect { y: row, height: 1, ..area }));
            self.rail_line(frame, Rect { y: row, ..area }, 0, &item.name, item.state);
            row += 1;
            if item.state == RailState::Now {
                for page in pages {
                    self.rail_line(frame, Rect { y: row, ..area }, PAGE_INDENT, &page.name, page.state);
                    row += 1;
                }
            }
        }
        drawn
    }

    fn rail_line(&self, frame: &mut Frame<'_>, area: Rect, indent: u16, name: &str, state: RailState) {
        let (sign, style) = match (state, self.theme.ascii) {
            (RailState::Done, false) => ("✓", self.theme.quiet()),
            (RailState::Now, false) => ("●", self.theme.accent()),
            (RailState::Open, false) => ("○", self.theme.quiet()),
            (RailState::Done, true) => ("+", self.theme.quiet()),
            (RailState::Now, true) => ("*", self.theme.accent()),
            (RailState::Open, true) => ("o", self.theme.quiet()),
        };
        let text = wrap::cut(&format!("{sign} {name}"), usize::from(area.width - indent));
        frame.buffer_mut().set_string(area.x + 1 + indent, area.y, text, style);
    }
}

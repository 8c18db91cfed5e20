//! What is seen of a page that is higher than the screen: scrolling by hand, and the focus that goes along.

use super::screen::Items;
use super::{Wizard, screens};

/// How far the page is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// Lines above the first one shown.
    pub offset: usize,
    /// Whether the view goes where the focus goes; off after scrolling by hand.
    pub follows: bool,
}

/// What the face could show of a page when it laid it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// Lines that are shown at once; 0 before the first frame.
    pub lines: usize,
    /// Lines below the last one shown.
    pub below: usize,
    /// The first and last item that is shown whole.
    pub items: Option<(usize, usize)>,
}

/// The lines of a page that stay in sight when it is turned.
const OVERLAP: usize = 2;

/// The lines that are turned before anybody has said how many there are.
const USUAL: usize = 10;

impl Wizard {
    /// How far the page is scrolled.
    pub fn scroll(&self) -> Scroll {
        self.scroll
    }

    /// The face tells where the page really stands after it was laid out, and what is seen of it. After scrolling by hand
    /// the focus of a list goes along, so that nobody takes an answer that is out of sight; whether it did, and the page
    /// is to be drawn again.
    pub fn shown(&mut self, offset: usize, view: View) -> bool {
        self.scroll.offset = offset;
        self.view = view;
        let Some((first, last)) = view.items.filter(|_| !self.scroll.follows && self.is_list()) else {
            return false;
        };
        // At the top of the page nothing lies above the first item but what belongs to it: the first cause is told in full there.
        let first = if offset == 0 { 0 } else { first };
        let near = self.focus.clamp(first, last);
        let has_moved = near != self.focus;
        self.focus = near;
        screens::applications::refresh(self);
        has_moved
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        self.scroll.follows = false;
        self.scroll.offset = self.scroll.offset.saturating_add_signed(lines);
    }

    /// A page further, or back; at the end of a list to its last item.
    pub(super) fn turn(&mut self, is_down: bool) {
        let is_at_end = if is_down { self.view.below == 0 } else { self.scroll.offset == 0 };
        if is_at_end && self.is_list() {
            self.focus_end(is_down);
            return;
        }
        let page = match self.view.lines {
            0 => USUAL,
            lines => lines.saturating_sub(OVERLAP).max(1),
        };
        let lines = isize::try_from(page).unwrap_or(isize::MAX);
        self.scroll_by(if is_down { lines } else { -lines });
    }

    /// To the first line or the last one; in a list to its first item or its last.
    pub(super) fn turn_to_end(&mut self, is_down: bool) {
        if self.is_list() {
            self.focus_end(is_down);
        } else {
            self.scroll.follows = false;
            self.scroll.offset = if is_down { self.scroll.offset + self.view.below } else { 0 };
        }
    }

    fn focus_end(&mut self, is_down: bool) {
        self.focus = if is_down { screens::items(self).saturating_sub(1) } else { 0 };
        self.scroll.follows = true;
    }

    /// The window has another size: the focus stays in sight, and a page that is read stays where it is.
    pub(super) fn resized(&mut self) {
        let follows = !screens::has_value_focus(self);
        self.scroll_below.follows |= follows;
        self.scroll.follows |= follows && self.overlay.is_none();
    }

    /// Whether the focus is on one of several things that the page lists.
    fn is_list(&self) -> bool {
        let lists = matches!(self.described().items, Items::Answers(_) | Items::Findings(_));
        self.overlay.is_none() && lists && screens::items(self) > 0
    }
}

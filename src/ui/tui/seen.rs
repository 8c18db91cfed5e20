//! What was drawn where, so that a click finds what it means.

use ratatui::layout::{Position, Rect};

use crate::wizard::{KeyPress, Mouse, View};

/// What was drawn where, so that a click finds it; and how far the page is scrolled.
#[derive(Debug, Default)]
pub struct Seen {
    /// For each row of the screen from the page's first: the item there.
    pub(super) items: Vec<Option<usize>>,
    pub(super) page: Rect,
    pub(super) texts: Vec<(Rect, Option<usize>)>,
    pub(super) stages: Vec<(usize, Rect)>,
    pub(super) keys: Vec<(Rect, KeyPress)>,
    /// Whether what belongs beside the page stands there.
    #[cfg(feature = "internals")]
    pub is_beside: bool,
    /// The line below a list, where its page ends above the bottom.
    pub(super) rule: Option<Rect>,
    /// Lines above the first one shown.
    pub offset: usize,
    /// What of the page is in sight.
    pub view: View,
    /// Shown lines that were wider than their place and lost letters: there should be none.
    #[cfg(feature = "internals")]
    pub clipped: usize,
}

impl Seen {
    /// What a click on a place of the screen means.
    pub fn click(&self, column: u16, row: u16) -> Option<Mouse> {
        let place = Position::new(column, row);
        if let Some(press) = self.key_at(column, row) {
            return Some(Mouse::Key(press));
        }
        if let Some((at, _)) = self.stages.iter().find(|(_, area)| area.contains(place)) {
            return Some(Mouse::Stage(*at));
        }
        if let Some((area, item)) = self.texts.iter().find(|(area, _)| area.contains(place)) {
            return Some(Mouse::Text { item: *item, column: column - area.x, width: area.width });
        }
        self.item_at(column, row).map(Mouse::Item)
    }

    /// The choice, field or value under a place of the screen.
    pub fn item_at(&self, column: u16, row: u16) -> Option<usize> {
        let page = self.page;
        let inside = column >= page.x && column < page.right() && row >= page.y && row < page.bottom();
        if !inside {
            return None;
        }
        self.items.get(usize::from(row - page.y)).copied().flatten()
    }

    /// The key of the bottom line under a place of the screen.
    pub fn key_at(&self, column: u16, row: u16) -> Option<KeyPress> {
        self.keys.iter().find(|(area, _)| area.contains((column, row).into())).map(|(_, press)| *press)
    }
}

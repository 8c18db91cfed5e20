//! Moving the cursor, and copying what it is on.

use super::screen::Items;
use super::{Wizard, screens};
use crate::base::Secret;
use crate::engine::Intent;

impl Wizard {
    pub(super) fn move_focus(&mut self, by: isize) {
        let items = screens::items(self);
        self.scroll.follows = true;
        if items == 0 {
            self.scroll_by(by * 2);
            return;
        }
        let to = self.focus.saturating_add_signed(by);
        // Fields go round; a list ends at its ends.
        let goes_round = matches!(self.described().items, Items::Fields(_));
        self.focus = match (goes_round, to) {
            (true, _) if by < 0 && self.focus == 0 => items - 1,
            (true, to) => to % items,
            (false, to) => to.min(items - 1),
        };
        if goes_round {
            screens::values::left_field(self);
        }
    }

    /// Copies the value under the cursor and moves on to the next one.
    pub(super) fn copy_focused(&mut self) {
        let all = screens::copies(self).len();
        let at = if screens::has_value_focus(self) { self.focus } else { 0 };
        self.copy(at.min(all.saturating_sub(1)));
        if screens::has_value_focus(self) && at + 1 < all {
            self.focus = at + 1;
            self.scroll.follows = true;
        }
    }

    /// A value that was clicked has the focus and is copied.
    pub(super) fn click_value(&mut self, at: usize) {
        if screens::has_value_focus(self) {
            self.focus = at;
        }
        self.copy(at);
    }

    pub(super) fn copy(&mut self, at: usize) {
        if let Some(text) = screens::copies(self).into_iter().nth(at) {
            self.copying = screens::steps::copied(self, at);
            self.copy_text(text);
        }
    }

    pub(super) fn copy_text(&mut self, text: Secret) {
        let Some(setup) = self.setup() else { return };
        let holds_secret = setup.secret().is_some_and(|secret| text.reveal().contains(secret.reveal()));
        self.want(if holds_secret { Intent::CopySecret(text) } else { Intent::Copy(text) });
    }
}

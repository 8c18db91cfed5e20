//! The keys that work now, at the bottom.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::theme::Theme;
use crate::base::words::{Voice, say};
use crate::wizard::{Hint, Key, KeyPress};

/// The columns between two keys, and how few they become before a key is left out.
const GAPS: [usize; 2] = [3, 2];

/// Draws them. Where there is no room for all, the least needed go first, and help says that there are more.
pub(super) fn draw(
    voice: Voice,
    frame: &mut Frame<'_>,
    area: Rect,
    hints: Vec<Hint>,
    theme: Theme,
) -> Vec<(Rect, KeyPress)> {
    let room = usize::from(area.width).saturating_sub(3);
    let (shown, gap) = fitting(voice, hints, room);
    let mut column = area.x + 2;
    let mut found = Vec::new();
    for hint in shown {
        let start = column;
        let left = |column: u16| usize::from(area.right().saturating_sub(column));
        let buffer = frame.buffer_mut();
        let (next, _) = buffer.set_stringn(column, area.y, &hint.key, left(column), theme.accent());
        let (end, _) = buffer.set_stringn(next + 1, area.y, &hint.word, left(next + 1), Style::new());
        found.push((Rect { x: start, width: end - start, ..area }, hint.press));
        column = end + gap;
    }
    found
}

/// The keys that find room, and the columns between them.
fn fitting(voice: Voice, mut hints: Vec<Hint>, room: usize) -> (Vec<Hint>, u16) {
    let width = |hints: &[Hint], gap: usize| {
        let all: usize = hints.iter().map(|hint| hint.key.width() + 1 + hint.word.width() + gap).sum();
        all.saturating_sub(gap)
    };
    let fits = |hints: &[Hint]| GAPS.into_iter().find(|gap| width(hints, *gap) <= room);
    while fits(&hints).is_none() && hints.len() > 1 {
        let last = hints.iter().rposition(|hint| !is_essential(hint)).unwrap_or(hints.len() - 1);
        // Everybody finds out how to quit; anything else that is left out is told of.
        let is_told = !is_quit(&hints.remove(last));
        if let Some(help) = hints.iter_mut().find(|hint| is_told && is_help(hint)) {
            help.word = say!(voice, "wizard.frame.more_keys");
        }
    }
    let gap = fits(&hints).unwrap_or(GAPS[GAPS.len() - 1]);
    (hints, u16::try_from(gap).unwrap_or_default())
}

/// Enter, Esc and help stand at the end and stay; quitting is the first to go, then what stands before them.
fn is_essential(hint: &Hint) -> bool {
    matches!(hint.press.key, Key::Enter | Key::Esc) || is_help(hint)
}

fn is_help(hint: &Hint) -> bool {
    hint.press.key == Key::F(1) || hint.press == KeyPress::char('?')
}

fn is_quit(hint: &Hint) -> bool {
    hint.press == KeyPress::char('q') || hint.press == KeyPress::ctrl('q')
}

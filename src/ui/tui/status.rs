//! What was said last, and whether there is more above or below. Both are always whole: a long sentence takes rows from the
//! page for as long as it is shown.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use super::layout::WIDEST;
use super::rows::cells;
use super::seen::Seen;
use super::theme::Theme;
use super::wrap;
use crate::base::words::{Voice, key};
use crate::wizard::Wizard;

/// The columns of the sign alone that says there is more.
const SIGN: usize = 2;

/// The most rows that a sentence takes.
const MOST: usize = 3;

/// What was said last, in lines.
pub(super) struct Notice {
    lines: Vec<String>,
}

impl Notice {
    /// The sentence in lines of this width, or of that which reads well.
    pub(super) fn new(wizard: &Wizard, width: u16) -> Self {
        let measure = usize::from(width.min(WIDEST));
        let width = usize::from(width);
        let mut lines =
            wizard.notice().map_or_else(Vec::new, |notice| wrap::words(&wizard.say(notice), measure));
        if lines.len() > MOST {
            let rest = lines.split_off(MOST - 1).join(" ");
            lines.push(wrap::cut(&rest, measure));
        }
        // The last row is for the way to scroll, unless the sentence leaves room for that beside it. One line alone takes
        // no row from the page: the sign without its words is enough while it is shown.
        let least = if lines.len() == 1 { SIGN } else { widest_more(wizard.voice()) };
        if lines.last().is_some_and(|line| line.width() + least + 2 > width) {
            lines.push(String::new());
        }
        Self { lines }
    }

    /// Rows that it needs above the usual one.
    pub(super) fn above(&self) -> u16 {
        cells(self.lines.len().saturating_sub(1))
    }

    /// Draws it, and the way to scroll at the end of the last row.
    pub(super) fn draw(&self, voice: Voice, frame: &mut Frame<'_>, seen: &Seen, area: Rect, theme: Theme) {
        let buffer = frame.buffer_mut();
        for (row, line) in (0..area.height).zip(&self.lines) {
            buffer.set_span(area.x, area.y + row, &Span::styled(line.clone(), theme.accent()), area.width);
        }
        let key = match (seen.offset > 0, seen.view.below > 0) {
            (true, true) => key!("wizard.frame.more_both"),
            (false, true) => key!("wizard.frame.more_below"),
            (true, false) => key!("wizard.frame.more_above"),
            (false, false) => return,
        };
        if let Some(rule) = seen.rule {
            return on_rule(frame, rule, &voice.text(key), theme);
        }
        let more = wrap::cut(&voice.text(key), usize::from(area.width));
        let said = self.lines.last().map_or(0, |line| line.width());
        let more = match more.split_once(' ') {
            Some((sign, _)) if said + more.width() + 2 > usize::from(area.width) => sign.to_owned(),
            _ => more,
        };
        let width = cells(more.width());
        let last = area.bottom().saturating_sub(1);
        // At the end of the text that goes on, unless what was said last stands there.
        let is_free = self.lines.last().is_none_or(String::is_empty);
        let right =
            if is_free { seen.page.right().clamp(area.x + width, area.right()) } else { area.right() };
        buffer.set_span(right - width, last, &Span::styled(more, theme.quiet()), width);
    }
}

/// The way to scroll on the line below the list that it is about.
fn on_rule(frame: &mut Frame<'_>, rule: Rect, more: &str, theme: Theme) {
    let text = format!(" {} ", wrap::cut(more, usize::from(rule.width).saturating_sub(4)));
    let width = cells(text.width());
    frame.buffer_mut().set_span(rule.right() - width - 1, rule.y, &Span::styled(text, theme.quiet()), width);
}

fn widest_more(voice: Voice) -> usize {
    let keys =
        [key!("wizard.frame.more_both"), key!("wizard.frame.more_below"), key!("wizard.frame.more_above")];
    keys.iter().map(|key| voice.text(*key).width()).max().unwrap_or_default()
}

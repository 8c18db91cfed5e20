//! One frame: header, rail, page, what was said last, the keys. Where a click landed is remembered from here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::head::{Head, WIDE_RAIL};
use super::layout::Layout;
use super::seen::Seen;
use super::status::Notice;
use super::theme::Theme;
use super::{ascii, key_line, wrap};
use crate::base::words::{Voice, say};
use crate::wizard::Wizard;

/// The smallest screen on which the wizard is shown.
pub const SMALLEST: (u16, u16) = (40, 12);

/// The part of a large screen that is used: beyond it the eye would have to travel from one corner to the next.
const LARGEST: (u16, u16) = (176, 64);

/// The columns of the rail.
const RAIL: u16 = 16;

/// A rail that lists pages too takes room that no page needs: beyond the widest text, and beyond what stands beside it.
fn rail_width(whole: u16) -> u16 {
    match whole {
        112..=139 | 150.. => WIDE_RAIL,
        _ => RAIL,
    }
}

/// Draws the wizard.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: Theme) -> Seen {
    let whole = frame.area();
    if whole.width < SMALLEST.0 || whole.height < SMALLEST.1 {
        too_small(wizard.voice(), frame, whole);
        return Seen { offset: wizard.scroll().offset, ..Seen::default() };
    }
    let area = used(whole);
    let page = wizard.page();
    let rail = wizard.rail();
    let has_rail = !rail.is_empty() && area.width >= 76 && !page.wide;
    let rail_width = has_rail.then(|| rail_width(area.width));
    let pages = wizard.rail_pages();
    // Where there is plenty of room, the page breathes.
    let top = match area.height {
        30.. => 3,
        20.. => 2,
        _ => 1,
    };
    let notice = Notice::new(wizard, area.width.saturating_sub(rail_width.map_or(3, |width| width + 4)));
    let body = Rect { y: area.y + top, height: area.height - top - 2 - notice.above(), ..area };
    let head = Head {
        header: wizard.header(&page),
        rail: &rail,
        pages: &pages,
        rail_width,
        has_rule: area.height >= 20,
        theme,
    };
    head.draw(frame, area);
    let left = rail_width.map_or(2, |width| width + 3);
    let stages = rail_width
        .map_or_else(Vec::new, |width| head.draw_rail(frame, Rect { x: body.x + 1, width, ..body }));
    let room = Rect { x: body.x + left, width: body.width - left - 1, ..body };
    let around = (usize::from(area.width - room.width), usize::from(area.height - room.height));
    let addresses = if theme.links { wizard.addresses(&page) } else { Vec::new() };
    let mut seen = Layout { wizard, theme, room, around, addresses }.draw(frame, &page);
    seen.stages = stages;
    notice.draw(
        wizard.voice(),
        frame,
        &seen,
        Rect { y: room.bottom(), height: 1 + notice.above(), ..room },
        theme,
    );
    let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
    let hints = wizard.footer();
    seen.keys = key_line::draw(wizard.voice(), frame, bottom, hints, theme);
    if theme.ascii {
        ascii::spell(frame.buffer_mut());
    }
    seen
}

/// The part of the screen that is used: all of it, or the middle of a large one.
fn used(whole: Rect) -> Rect {
    let (width, height) = (whole.width.min(LARGEST.0), whole.height.min(LARGEST.1));
    Rect { x: whole.x + (whole.width - width) / 2, y: whole.y + (whole.height - height) / 3, width, height }
}

fn too_small(voice: Voice, frame: &mut Frame<'_>, area: Rect) {
    let text = say!(voice, "wizard.frame.too_small", width = SMALLEST.0, height = SMALLEST.1);
    for (row, line) in (0..area.height).zip(wrap::words(&text, usize::from(area.width))) {
        frame.buffer_mut().set_string(area.x, area.y + row, line, Style::new());
    }
}

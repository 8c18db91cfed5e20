//! One frame: header, rail, page, what was said last, the keys. Where a click landed is remembered from here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::rows::{Layer, Rows, cells};
use super::seen::Seen;
use super::status::Notice;
use super::theme::{self, Theme};
use super::wrap;
use crate::base::words;
use crate::wizard::page::Block;
use crate::wizard::{Hint, KeyPress, Page, RailItem, RailState, Wizard};

/// The smallest screen on which the wizard is shown.
pub const SMALLEST: (u16, u16) = (40, 12);

/// The widest text that reads well.
const WIDEST: u16 = 76;

/// The columns of the rail.
const RAIL: u16 = 16;

/// Draws the wizard.
pub fn draw(frame: &mut Frame<'_>, wizard: &Wizard, theme: Theme) -> Seen {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(frame, area);
        return Seen { offset: wizard.scroll().offset, ..Seen::default() };
    }
    let page = wizard.page();
    let rail = wizard.rail();
    let has_rail = !rail.is_empty() && area.width >= 76 && !page.wide;
    let rule = area.height >= 20;
    // Where there is plenty of room, the page breathes.
    let top = match area.height {
        30.. => 3,
        20.. => 2,
        _ => 1,
    };
    let notice = Notice::new(wizard, area.width.saturating_sub(if has_rail { RAIL + 4 } else { 3 }));
    let body = Rect { y: area.y + top, height: area.height - top - 2 - notice.above(), ..area };
    head(frame, wizard, &page, &rail, has_rail, rule, theme);
    let left = if has_rail { RAIL + 3 } else { 2 };
    let mut stages = Vec::new();
    if has_rail {
        stages = draw_rail(frame, Rect { x: body.x + 1, width: RAIL, ..body }, &rail, theme);
    }
    let room = Rect { x: body.x + left, width: body.width - left - 1, ..body };
    let mut seen = draw_page(frame, room, wizard, &page, theme);
    seen.stages = stages;
    notice.draw(frame, &seen, Rect { y: room.bottom(), height: 1 + notice.above(), ..room }, theme);
    seen.keys = draw_keys(frame, Rect { y: area.bottom() - 1, height: 1, ..area }, &wizard.footer(), theme);
    seen
}

fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let text = words::fill(
        "wizard.frame.too_small",
        &[("width", &SMALLEST.0.to_string()), ("height", &SMALLEST.1.to_string())],
    );
    for (row, line) in (0..area.height).zip(wrap::words(&text, usize::from(area.width))) {
        frame.buffer_mut().set_string(area.x, area.y + row, line, Style::new());
    }
}

fn head(
    frame: &mut Frame<'_>,
    wizard: &Wizard,
    page: &Page,
    rail: &[RailItem],
    has_rail: bool,
    rule: bool,
    theme: Theme,
) {
    let area = frame.area();
    let header = wizard.header(page);
    let mut right = header.place;
    if !has_rail && let Some(at) = rail.iter().position(|item| item.state == RailState::Now) {
        let count = format!("{}/{}", at + 1, rail.len());
        right = if right.is_empty() { count } else { format!("{right}  {count}") };
    }
    let width = usize::from(area.width).saturating_sub(4);
    let name = wrap::cut(&header.name, width / 2);
    let room = width.saturating_sub(name.width() + right.width() + 4);
    let stage = wrap::cut(&header.stage, room);
    // Without a journey the motto stands at the right.
    let alone = rail.is_empty() && right.is_empty();
    let column = match (has_rail, alone) {
        (true, _) => usize::from(RAIL) + 1,
        (_, true) => width.saturating_sub(stage.width()),
        _ => name.width() + 3,
    };
    let column = column.max(name.width() + 2);
    let gap = column.saturating_sub(name.width());
    let rest = width.saturating_sub(column + stage.width() + right.width());
    let line = Line::from(vec![
        Span::styled(name, theme.accent()),
        Span::raw(" ".repeat(gap)),
        Span::styled(stage, theme::strong()),
        Span::raw(" ".repeat(rest)),
        Span::styled(right, theme.quiet()),
    ]);
    frame.buffer_mut().set_line(area.x + 2, area.y, &line, area.width.saturating_sub(3));
    if rule {
        draw_rule(
            frame,
            Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: 1 },
            header.way,
            theme,
        );
    }
}

/// The line below the header: as far as the journey came it is heavy.
fn draw_rule(frame: &mut Frame<'_>, area: Rect, way: Option<(usize, usize)>, theme: Theme) {
    let (light, heavy) = if theme.ascii { ("-", "=") } else { ("─", "━") };
    let width = usize::from(area.width);
    let behind = way.map_or(0, |(behind, all)| width * behind / all.max(1)).min(width);
    let line = Line::from(vec![
        Span::styled(heavy.repeat(behind), theme.accent()),
        Span::styled(light.repeat(width - behind), theme.quiet()),
    ]);
    frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
}

/// The stages; where each one stands is given back, for clicks.
fn draw_rail(frame: &mut Frame<'_>, area: Rect, rail: &[RailItem], theme: Theme) -> Vec<Rect> {
    for (row, item) in (0..area.height).zip(rail) {
        let (sign, style) = match (item.state, theme.ascii) {
            (RailState::Done, false) => ("✓", theme.quiet()),
            (RailState::Now, false) => ("●", theme.accent()),
            (RailState::Open, false) => ("○", theme.quiet()),
            (RailState::Done, true) => ("+", theme.quiet()),
            (RailState::Now, true) => ("*", theme.accent()),
            (RailState::Open, true) => ("o", theme.quiet()),
        };
        let text = wrap::cut(&format!("{sign} {}", item.name), usize::from(area.width));
        frame.buffer_mut().set_string(area.x + 1, area.y + row, text, style);
    }
    (0..area.height).zip(rail).map(|(row, _)| Rect { y: area.y + row, height: 1, ..area }).collect()
}

fn draw_page(frame: &mut Frame<'_>, room: Rect, wizard: &Wizard, page: &Page, theme: Theme) -> Seen {
    let beside = !page.aside.is_empty() && room.width >= WIDEST + 44;
    let widest = if page.wide { room.width } else { WIDEST };
    let width = if beside { widest.min(room.width / 2) } else { widest.min(room.width) };
    let whole = frame.area();
    let beat = usize::try_from(wizard.now().0 / 125).unwrap_or(0);
    let layer = |width: u16| Layer {
        theme,
        width: usize::from(width),
        height: usize::from(room.height),
        around: (usize::from(whole.width - room.width), usize::from(whole.height - room.height)),
        beat,
        wizard,
    };
    let pane_lines =
        if beside || !page.aside_stays { Vec::new() } else { layer(width).rows("", &page.aside).lines };
    let mut blocks = page.body.clone();
    if !beside && !page.aside.is_empty() && !page.aside_only_beside && !page.aside_stays {
        put_in(&mut blocks, &page.aside);
    }
    let rows = layer(width).rows(&page.title, &blocks);
    let below =
        if pane_lines.is_empty() { 0 } else { cells(pane_lines.len() + 1).min(room.height * 11 / 20) };
    let area = Rect { width, height: room.height - below, ..room };
    for (row, line) in (1..below).zip(&pane_lines) {
        frame.buffer_mut().set_line(area.x, area.bottom() + row, line, area.width);
    }
    let seen = show(frame, area, &rows, wizard);
    if beside {
        let x = room.x + width + 4;
        let aside = Rect { x, width: (room.right() - x).min(WIDEST), ..room };
        let rows = layer(aside.width).rows("", &page.aside);
        for (row, line) in (0..aside.height).zip(&rows.lines) {
            frame.buffer_mut().set_line(aside.x, aside.y + row, line, aside.width);
        }
    }
    seen
}

/// Puts the pane into a narrow page: before the values to copy, else at the end.
fn put_in(blocks: &mut Vec<Block>, aside: &[Block]) {
    let place = blocks.iter().position(|block| matches!(block, Block::Value(_))).unwrap_or(blocks.len());
    let has_space = place == 0 || blocks.get(place - 1) == Some(&Block::Space);
    let space = if has_space { None } else { Some(Block::Space) };
    blocks.splice(place..place, space.into_iter().chain(aside.iter().cloned()));
}

fn show(frame: &mut Frame<'_>, area: Rect, rows: &Rows, wizard: &Wizard) -> Seen {
    let height = usize::from(area.height);
    let most = rows.lines.len().saturating_sub(height);
    let scroll = wizard.scroll();
    let mut offset = scroll.offset.min(most);
    if let (true, Some((first, last))) = (scroll.follows, rows.focus) {
        // The whole page from its top, where what has the focus is seen from there.
        offset = if last < height { 0 } else { offset };
        offset = offset.max((last + 1).saturating_sub(height)).min(first).min(most);
    }
    let shown = rows.lines.iter().skip(offset).take(height);
    for (row, line) in (0..area.height).zip(shown) {
        frame.buffer_mut().set_line(area.x, area.y + row, line, area.width);
    }
    if let Some((column, row)) = rows.cursor
        && (offset..offset + height).contains(&row)
    {
        frame.set_cursor_position((area.x + column, area.y + cells(row - offset)));
    }
    let is_clipped = |line: &&Line<'_>| line.width() > usize::from(area.width);
    let clipped = rows.lines.iter().skip(offset).take(height).filter(is_clipped).count();
    let items = rows.items.iter().skip(offset).take(height).copied().collect();
    let texts = rows.texts.iter().filter(|text| (offset..offset + height).contains(&text.row));
    let texts = texts.map(|text| {
        let (x, y) = (area.x + text.column, area.y + cells(text.row - offset));
        (Rect { x, y, width: text.width, height: 1 }, text.item)
    });
    Seen {
        items,
        page: area,
        texts: texts.collect(),
        offset,
        hidden: rows.lines.len().saturating_sub(offset + height),
        clipped,
        ..Seen::default()
    }
}

/// The keys that work now; where there is no room for all, the least needed go first.
fn draw_keys(frame: &mut Frame<'_>, area: Rect, hints: &[Hint], theme: Theme) -> Vec<(Rect, KeyPress)> {
    let width = |hint: &Hint| hint.key.width() + 1 + hint.word.width() + 3;
    let room = usize::from(area.width).saturating_sub(3);
    let mut shown: Vec<&Hint> = hints.iter().collect();
    while shown.len() > 1 && shown.iter().map(|hint| width(hint)).sum::<usize>() > room + 3 {
        // Enter, Esc and help stand at the end and stay; quitting is the first to go, then what stands before them.
        let essential = |hint: &&Hint| {
            matches!(
                hint.press.key,
                crate::wizard::Key::Enter | crate::wizard::Key::Esc | crate::wizard::Key::F(1)
            ) || hint.press == KeyPress::char('?')
        };
        let last = shown.iter().rposition(|hint| !essential(hint)).unwrap_or(shown.len() - 1);
        shown.remove(last);
    }
    let mut column = area.x + 2;
    let mut found = Vec::new();
    for hint in shown {
        let start = column;
        let buffer = frame.buffer_mut();
        let (next, _) =
            buffer.set_stringn(column, area.y, &hint.key, usize::from(area.width), theme.accent());
        let (end, _) =
            buffer.set_stringn(next + 1, area.y, &hint.word, usize::from(area.width), Style::new());
        found.push((Rect { x: start, width: end - start, ..area }, hint.press));
        column = end + 3;
    }
    found
}

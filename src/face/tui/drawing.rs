//! A page of somebody's console, framed. Where it is wider than the screen, spaces go before any letter does.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::rows::{Layer, Rows};
use super::wrap;

impl Layer<'_> {
    pub(super) fn drawing(&self, title: &str, lines: &[String], rows: &mut Rows) {
        let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0).max(title.width() + 4);
        let inner = (longest + 2).min(self.width.saturating_sub(2)).max(6);
        let [h, v, tl, tr, bl, br] = if self.theme.ascii {
            ["-", "|", "+", "+", "+", "+"]
        } else {
            ["─", "│", "┌", "┐", "└", "┘"]
        };
        let name =
            if title.is_empty() { String::new() } else { format!(" {} ", wrap::cut(title, inner - 4)) };
        let frame = self.theme.quiet();
        let rest = inner.saturating_sub(name.width() + 1);
        rows.push(Line::from(vec![
            Span::styled(format!("{tl}{h}"), frame),
            Span::raw(name),
            Span::styled(format!("{}{tr}", h.repeat(rest)), frame),
        ]));
        for line in squeezed(lines, inner - 2) {
            let style = if line.trim_start().starts_with('▸') { self.theme.accent() } else { Style::new() };
            rows.push(Line::from(vec![
                Span::styled(format!("{v} "), frame),
                Span::styled(wrap::padded(&line, inner - 2), style),
                Span::styled(format!(" {v}"), frame),
            ]));
        }
        rows.push(Line::styled(format!("{bl}{}{br}", h.repeat(inner)), frame));
        rows.push(Line::default());
    }
}

/// The lines, made to fit into `width` columns: first spaces that stand above one another in all lines go, so that columns
/// stay columns; then spaces of the single line that is still too long.
fn squeezed(lines: &[String], width: usize) -> Vec<String> {
    let mut rows: Vec<Vec<char>> = lines.iter().map(|line| line.trim_end().chars().collect()).collect();
    while rows.iter().any(|row| wide(row) > width) {
        let Some(column) = common_space(&rows) else { break };
        for row in rows.iter_mut().filter(|row| column < row.len()) {
            row.remove(column);
        }
    }
    for row in &mut rows {
        while wide(row) > width {
            let Some(at) = longest_space(row) else { break };
            row.remove(at);
        }
    }
    rows.into_iter().map(|row| row.into_iter().collect()).collect()
}

fn wide(row: &[char]) -> usize {
    row.iter().collect::<String>().width()
}

/// A column of the widest gap that all lines share: there each one has a space behind a space, or has ended.
fn common_space(rows: &[Vec<char>]) -> Option<usize> {
    let longest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let shared =
        |at: usize| if rows.iter().all(|row| row.get(at).is_none_or(|one| *one == ' ')) { ' ' } else { 'x' };
    longest_space(&(0..longest).map(shared).collect::<Vec<char>>())
}

/// The last space of the longest run of two or more.
fn longest_space(row: &[char]) -> Option<usize> {
    let mut best = (1, None);
    let mut run = 0;
    for (at, one) in row.iter().enumerate() {
        run = if *one == ' ' { run + 1 } else { 0 };
        if run > best.0 {
            best = (run, Some(at));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_go_before_letters_and_columns_stay_columns() {
        let lines = ["Name      Coder     [Save]".to_owned(), "Type      Web".to_owned()];
        assert_eq!(squeezed(&lines, 20), ["Name  Coder   [Save]", "Type  Web"]);
        assert_eq!(squeezed(&["a    b".to_owned(), "cccccc".to_owned()], 4), ["a  b", "cccccc"]);
        assert_eq!(squeezed(&lines, 60), lines);
    }
}

//! A field on the screen: its name, the part of its text that fits, the cursor, what is said about it below.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::rows::{Counts, Layer, Rows, TextPlace, cells};
use super::theme;
use super::wrap;
use crate::wizard::TextField;
use crate::wizard::page::{FieldView, Sign};

/// The column of names in a row of fields.
const LABEL: usize = 16;

impl Layer<'_> {
    pub(super) fn field(&self, field: &FieldView, rows: &mut Rows) {
        let item = rows.item(Counts::Fields);
        let first = rows.lines.len();
        let beside = !field.label.is_empty() && self.width >= 48;
        let indent = if beside { LABEL } else { 2 };
        if !field.label.is_empty() && !beside {
            rows.push_item(Line::styled(field.label.clone(), theme::strong()), item);
        }
        let room = self.width.saturating_sub(indent).max(4);
        let mark = if field.focused { self.theme.focus_mark() } else { " " };
        let mut spans = if beside {
            vec![
                Span::styled(mark, self.theme.accent()),
                Span::raw(" "),
                Span::styled(wrap::padded(&field.label, LABEL - 2), theme::strong()),
            ]
        } else {
            vec![Span::styled(mark, self.theme.accent()), Span::raw(" ")]
        };
        let text = self.wizard.text_field(&field.name);
        let (column, width) = (cells(indent), cells(room - 1));
        rows.texts.push(TextPlace { row: rows.lines.len(), column, width, item });
        spans.extend(self.typed(text, field, room));
        if field.focused {
            let window = text.map(|text| text.window(cells(room - 1))).unwrap_or_default();
            let column = indent + usize::from(window.more_left) + usize::from(window.cursor);
            rows.cursor = Some((cells(column), rows.lines.len()));
        }
        rows.push_item(Line::from(spans), item);
        for (sign, remark) in &field.remarks {
            self.remark(*sign, remark, indent, item, rows);
        }
        if field.focused {
            rows.focus = Some((first, rows.lines.len() - 1));
        }
        if beside {
            rows.push(Line::default());
        }
    }

    fn typed(&self, text: Option<&TextField>, field: &FieldView, room: usize) -> Vec<Span<'static>> {
        let base = if field.focused { theme::typed() } else { Style::new() };
        if text.is_none_or(TextField::is_empty) {
            let example = wrap::padded(&field.placeholder, room.saturating_sub(1));
            return vec![Span::styled(example, self.theme.quiet().patch(base))];
        }
        if let Some(secret) = text.filter(|text| text.is_masked() && !field.focused) {
            return vec![Span::raw(self.theme.dots(secret.taken().masked()))];
        }
        let window = text.map(|text| text.window(cells(room - 1))).unwrap_or_default();
        let mut spans = Vec::new();
        let more = |yes: bool| if yes { "…" } else { "" };
        spans.push(Span::styled(more(window.more_left), self.theme.quiet()));
        let used = window.text.width() + usize::from(window.more_left) + usize::from(window.more_right);
        let is_masked = text.is_some_and(TextField::is_masked);
        let shown = if is_masked { self.theme.dots(window.text) } else { window.text };
        spans.push(Span::styled(shown, base));
        spans.push(Span::styled(more(window.more_right), self.theme.quiet()));
        if field.focused {
            spans.push(Span::styled(" ".repeat(room.saturating_sub(used + 1)), base));
        }
        spans
    }

    fn remark(&self, sign: Sign, remark: &str, indent: usize, item: Option<usize>, rows: &mut Rows) {
        let lines = wrap::words(remark, self.width.saturating_sub(indent + 2));
        for (at, line) in lines.into_iter().enumerate() {
            let mark = if at == 0 { self.theme.sign(sign, self.beat) } else { " " };
            let spans = vec![
                Span::raw(" ".repeat(indent)),
                Span::styled(mark, self.theme.sign_style(sign)),
                Span::raw(" "),
                Span::raw(line),
            ];
            rows.push_item(Line::from(spans), item);
        }
    }
}

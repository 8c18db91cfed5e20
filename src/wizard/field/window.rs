//! What of a field is seen: the part around the cursor, by display width; and which letter a click means.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::TextField;
use crate::base::untrusted;

/// The part of a field that fits into a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// What is shown.
    pub text: String,
    /// The column of the cursor inside it.
    pub cursor: u16,
    /// Whether there is more to the left.
    pub more_left: bool,
    /// Whether there is more to the right.
    pub more_right: bool,
}

impl TextField {
    /// The window of the text that fits into `width` columns and holds the cursor.
    pub fn window(&self, width: u16) -> Window {
        let width = usize::from(width.max(2));
        if self.is_masked() {
            return self.masked_window(width);
        }
        let (cells, first, last) = self.cut_out(width);
        let at = self.text[..self.cursor].graphemes(true).count();
        let before: usize = cells[first..at].iter().map(|(_, wide)| wide).sum();
        Window {
            text: cells[first..last].iter().map(|(shown, _)| shown.as_str()).collect(),
            cursor: u16::try_from(before).unwrap_or(u16::MAX),
            more_left: first > 0,
            more_right: last < cells.len(),
        }
    }

    /// Every cluster with its width, and the first and the last one that are seen.
    fn cut_out(&self, width: usize) -> (Vec<(String, usize)>, usize, usize) {
        let cells: Vec<(String, usize)> = self.text.graphemes(true).map(cell).collect();
        let at = self.text[..self.cursor].graphemes(true).count();
        let column = |from: usize, to: usize| cells[from..to].iter().map(|(_, wide)| wide).sum::<usize>();
        let mut first = 0;
        while column(first, at) + 1 > width.saturating_sub(usize::from(first > 0)) {
            first += 1;
        }
        let room = width - usize::from(first > 0);
        let mut last = at;
        while last < cells.len() && column(first, last + 1) < room {
            last += 1;
        }
        (cells, first, last)
    }

    /// A secret as a fixed number of dots, with its last letters where enough of it stays hidden.
    fn masked_window(&self, width: usize) -> Window {
        let shown: Vec<char> = self.taken().masked().chars().collect();
        let shown = &shown[shown.len().saturating_sub(width - 1)..];
        let behind = self.text[self.cursor..].graphemes(true).count();
        let cursor = if self.cursor == 0 { 0 } else { shown.len().saturating_sub(behind) };
        Window {
            text: shown.iter().collect(),
            cursor: u16::try_from(cursor).unwrap_or(u16::MAX),
            more_left: false,
            more_right: false,
        }
    }

    /// The place in the text under a column of the window; behind the last letter it is the end.
    pub(super) fn place_at(&self, column: u16, width: u16) -> usize {
        let (column, width) = (usize::from(column), usize::from(width.max(2)));
        // Dots say nothing about letters: the left half of them is the start, the rest is the end.
        if self.is_masked() {
            let half = self.masked_window(width).text.width() / 2;
            return if column < half { 0 } else { self.text.len() };
        }
        let (cells, first, _) = self.cut_out(width);
        let mut left = column.saturating_sub(usize::from(first > 0));
        let mut count = first;
        while let Some((_, wide)) = cells.get(count).filter(|(_, wide)| *wide <= left) {
            left -= wide;
            count += 1;
        }
        self.text.grapheme_indices(true).nth(count).map_or(self.text.len(), |(start, _)| start)
    }
}

/// A cluster as it is shown, with its columns.
fn cell(cluster: &str) -> (String, usize) {
    let shown = untrusted::visible(cluster);
    let wide = shown.width();
    (shown, wide)
}

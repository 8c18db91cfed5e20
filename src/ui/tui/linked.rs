//! Addresses on the screen that a click opens: finds each one whole, also where it is broken over lines, and lays the link
//! over its letters.
//!
//! A cell of the screen holds one sign and no link. So the first cell of a piece takes the whole piece with the sequences
//! around it and says how wide that is; the cells behind it are left out, and hold what is on no other screen, so that they are
//! drawn again as soon as something else stands there.

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::rows::cells;
use crate::ui::links;

/// What the cells behind the first one of a link hold: no character, so that no other screen has it, and never drawn.
const COVERED: &str = "\u{fdd0}";

/// A piece of an address in one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece<'a> {
    row: usize,
    column: usize,
    width: usize,
    address: &'a str,
}

/// Lays the links over the rows that are shown in this area, the first of them at its top.
pub(super) fn lay(
    buffer: &mut Buffer,
    lines: &[Line<'_>],
    shown: Range<usize>,
    area: Rect,
    addresses: &[String],
) {
    if addresses.is_empty() {
        return;
    }
    for piece in pieces(lines, addresses).into_iter().filter(|piece| shown.contains(&piece.row)) {
        let x = area.x + cells(piece.column);
        let width = cells(piece.width).min(area.right().saturating_sub(x));
        let place = Rect { x, y: area.y + cells(piece.row - shown.start), width, height: 1 };
        if let Some(opened) = links::open(piece.address) {
            cover(buffer, place.intersection(area), &opened);
        }
    }
}

/// Every address of the rows, in pieces. Only whole ones count: what is cut, or goes on as something else, is no link.
fn pieces<'a>(lines: &[Line<'_>], addresses: &'a [String]) -> Vec<Piece<'a>> {
    let texts: Vec<String> =
        lines.iter().map(|line| line.spans.iter().map(|span| span.content.as_ref()).collect()).collect();
    let mut found = Vec::new();
    for row in 0..texts.len() {
        let mut from = 0;
        while let Some(at) = texts[row][from..].find("http").map(|at| from + at) {
            let longest = addresses.iter().filter_map(|address| whole(&texts, row, at, address));
            let longest = longest
                .max_by_key(|pieces: &Vec<Piece<'_>>| pieces.iter().map(|one| one.width).sum::<usize>());
            found.extend(longest.into_iter().flatten());
            from = at + "http".len();
        }
    }
    found
}

/// The pieces of this address from that place on, where all of it stands there and nothing else goes on behind it.
fn whole<'a>(texts: &[String], row: usize, at: usize, address: &'a str) -> Option<Vec<Piece<'a>>> {
    let mut all = Vec::new();
    let (mut row, mut at, mut rest) = (row, at, address);
    loop {
        let text = texts.get(row)?;
        let here = text[at..].trim_end();
        let column = text[..at].width();
        if let Some(behind) = here.strip_prefix(rest) {
            let behind = behind.trim_start_matches(['.', ',', ';', ':', '!', '?', '”', '"', ')', '’', '\'']);
            all.push(Piece { row, column, width: rest.width(), address });
            return (behind.is_empty() || behind.starts_with(char::is_whitespace)).then_some(all);
        }
        rest = rest.strip_prefix(here).filter(|_| !here.is_empty())?;
        all.push(Piece { row, column, width: here.width(), address });
        row += 1;
        at = texts.get(row)?.find(|one: char| one.is_ascii_alphanumeric() || rest.starts_with(one))?;
    }
}

/// Puts the link around the letters of this place; letters that look different become links of their own.
fn cover(buffer: &mut Buffer, place: Rect, opened: &str) {
    let mut x = place.x;
    while x < place.right() {
        let Some(first) = buffer.cell((x, place.y)).cloned() else { return };
        let alike = (x..place.right())
            .take_while(|x| buffer.cell((*x, place.y)).is_some_and(|cell| cell.style() == first.style()));
        let width = cells(alike.count());
        let Some(forced) = NonZeroU16::new(width) else { return };
        let letters: String =
            (x..x + width).filter_map(|x| buffer.cell((x, place.y))).map(Cell::symbol).collect();
        for at in x..x + width {
            if let Some(cell) = buffer.cell_mut((at, place.y)) {
                cell.set_symbol(COVERED);
            }
        }
        if let Some(cell) = buffer.cell_mut((x, place.y)) {
            cell.set_symbol(&format!("{opened}{letters}{}", links::CLOSE));
            cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
        }
        x += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str], addresses: &[&str]) -> Vec<(usize, usize, usize, String)> {
        let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::raw(*line)).collect();
        let addresses: Vec<String> = addresses.iter().map(|one| (*one).to_owned()).collect();
        pieces(&lines, &addresses)
            .into_iter()
            .map(|one| (one.row, one.column, one.width, one.address.to_owned()))
            .collect()
    }

    #[test]
    fn an_address_is_found_whole_also_over_lines() {
        let (home, page) = ("https://a.example.com", "https://a.example.com/login/now");
        assert_eq!(found(&["Open https://a.example.com."], &[home]), [(0, 5, 21, home.to_owned())]);
        assert_eq!(
            found(&["日本 https://a.example.com/login/now"], &[home, page]),
            [(0, 5, 31, page.to_owned())]
        );
        let broken = ["▌1  https://a.example.com/", "▌   login/now", "▌   note"];
        assert_eq!(found(&broken, &[home, page]), [(0, 4, 22, page.to_owned()), (1, 4, 9, page.to_owned())]);
    }

    #[test]
    fn what_goes_on_as_something_else_or_is_cut_is_no_link() {
        let home = "https://a.example.com";
        assert_eq!(found(&["https://a.example.com.evil.example"], &[home]), []);
        assert_eq!(found(&["https://a.example.com/elsewhere"], &[home]), []);
        assert_eq!(found(&["https://a.exam…"], &[home]), []);
        assert_eq!(found(&["https://a.exam", "something else"], &[home]), []);
        assert_eq!(found(&["https://a.exam"], &[home]), []);
    }
}

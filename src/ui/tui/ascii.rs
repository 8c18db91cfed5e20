//! A screen for terminals that show ASCII alone, or little more: each sign of the program's own becomes one that is as wide.
//!
//! What a person typed or a server sent stays as it is: a terminal that cannot show it could not be told better by another
//! letter. The blocks of the square code stay too, since every console's own font has them.

use ratatui::buffer::Buffer;

/// Spells a whole screen.
pub(super) fn spell(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut letters = cell.symbol().chars();
        if let (Some(one), None) = (letters.next(), letters.next())
            && let Some(plain) = plain(one)
        {
            cell.set_char(plain);
        }
    }
}

/// The sign instead of one beyond ASCII that Usher's own words and drawings use.
fn plain(one: char) -> Option<char> {
    Some(match one {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '›' | '→' | '▸' => '>',
        '‹' | '←' => '<',
        '…' | '·' => '.',
        '•' | '●' => '*',
        '○' | '☐' => 'o',
        '☑' | '×' | '✗' => 'x',
        '✓' | '╭' | '╮' | '╰' | '╯' => '+',
        '–' | '—' | '─' => '-',
        '━' | '☰' => '=',
        '│' => '|',
        '▾' | '↓' => 'v',
        '▴' | '↑' => '^',
        '⋯' => ':',
        '\u{a0}' => ' ',
        _ => return None,
    })
}

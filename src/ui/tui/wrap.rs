//! Breaking text into lines by display width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How much narrower a paragraph may be set so that no word stands alone on its last line.
const NARROWER: usize = 12;

/// The text in lines of at most `width` columns, broken between words; a word that is too long is broken inside. Line breaks
/// of the text stay. A last line of a single word gets company from the line above.
pub(super) fn words(text: &str, width: usize) -> Vec<String> {
    let width = width.max(4);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let set = broken(paragraph, width);
        let is_alone = |set: &[String]| set.last().is_some_and(|line| !line.trim().contains(' '));
        let better = if set.len() > 1 && is_alone(&set) {
            let narrower = (width.saturating_sub(NARROWER).max(4)..width).rev();
            narrower
                .map(|width| broken(paragraph, width))
                .find(|other| other.len() > set.len() || !is_alone(other))
        } else {
            None
        };
        let count = set.len();
        lines.extend(better.filter(|other| other.len() == count).unwrap_or(set));
    }
    lines
}

/// A sentence in lines of at most `width` columns, broken between words alone, so that an address in it stays whole. What is
/// no sentence, a value or a line of a file, stays as it is: somebody may copy it.
pub(in crate::ui) fn sentence(text: &str, width: usize) -> Vec<String> {
    let is_sentence = text.trim_end().ends_with(['.', '?', ':', '…', '”', ')', ']']) && text.contains(' ');
    if !is_sentence || text.width() <= width {
        return vec![text.to_owned()];
    }
    let indent = text.len() - text.trim_start().len();
    let mut lines = vec![text[..indent].to_owned()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or("", String::as_str);
        let is_first = line.trim().is_empty();
        if !is_first && line.width() + 1 + word.width() > width {
            lines.push(text[..indent].to_owned());
        } else if !is_first && let Some(line) = lines.last_mut() {
            line.push(' ');
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines
}

fn broken(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // Measured word by word: the letters of a line would otherwise be measured again with every word behind them.
    let mut used = 0;
    for word in paragraph.split_whitespace() {
        let gap = usize::from(!line.is_empty());
        let wide = word.width();
        if used + gap + wide <= width {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            used += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut pieces = exact(word, width);
        line = pieces.pop().unwrap_or_default();
        used = line.width();
        lines.extend(pieces);
    }
    lines.push(line);
    lines
}

/// The text letter by letter in lines of at most `width` columns. Line breaks of the text stay. Where a part of an address or
/// of a list ends in the second half of a line, the line ends there.
pub(super) fn exact(text: &str, width: usize) -> Vec<String> {
    let width = width.max(4);
    let mut lines = Vec::new();
    for row in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for cluster in row.graphemes(true) {
            let wide = cluster.width();
            if used + wide > width {
                let rest = line.split_off(better_end(&line));
                used = rest.width();
                lines.push(std::mem::replace(&mut line, rest));
            }
            line.push_str(cluster);
            used += wide;
        }
        lines.push(line);
    }
    lines
}

/// Where a full line ends better than in the middle of a word, in bytes: behind a part of an address or of a list, else behind
/// a part of a host's name, else at its own end.
fn better_end(line: &str) -> usize {
    let last = |is_end: fn(&str, char) -> bool| {
        let ends = |(at, one): (usize, char)| {
            let next = at + one.len_utf8();
            let is_late = next > line.len() / 2 && !line[next..].starts_with(' ');
            (is_late && is_end(&line[..at], one)).then_some(next)
        };
        line.char_indices().rev().find_map(ends)
    };
    let part = last(|before, one| match one {
        ' ' | ',' | ';' | '?' | '&' => true,
        '/' => !before.ends_with(['/', ':']),
        _ => false,
    });
    part.or_else(|| last(|_, one| one == '.')).unwrap_or(line.len())
}

/// The text cut to `width` columns, with an ellipsis where something is gone.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        if used + cluster.width() + 1 > width {
            break;
        }
        used += cluster.width();
        out.push_str(cluster);
    }
    out.push('…');
    out
}

/// The text with spaces behind it up to `width` columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    let mut out = cut(text, width);
    out.push_str(&" ".repeat(width.saturating_sub(out.width())));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_never_broken_inside_a_word_and_a_value_never_at_all() {
        let told = "  Open https://login.example.com/oauth2/v1/authorize in a browser.";
        let whole = ["  Open", "  https://login.example.com/oauth2/v1/authorize", "  in a browser."];
        assert_eq!(sentence(told, 20), whole);
        assert_eq!(sentence("One two three.", 8), ["One two", "three."]);
        let command = "ssh -N -L 8749:localhost:8749 ana@build.example.com";
        assert_eq!(sentence(command, 20), [command]);
        assert_eq!(sentence("", 20), [""]);
    }

    #[test]
    fn lines_break_between_words_by_display_width() {
        assert_eq!(words("one two three", 8), ["one two", "three"]);
        assert_eq!(words("日本語 日本", 6), ["日本語", "日本"]);
        assert_eq!(words("https://example.com/callback x", 10), ["https://ex", "ample.com/", "callback x"]);
        assert_eq!(words("at the end you take it out again", 26), ["at the end you take it", "out again"]);
        assert_eq!(words("", 10), [""]);
        assert_eq!(exact("ab\ncdefgh", 4), ["ab", "cdef", "gh"]);
        assert_eq!(
            exact("https://one.department.example.com/x", 25),
            ["https://one.department.", "example.com/x"]
        );
        assert_eq!((cut("日本語", 5).as_str(), padded("a", 3).as_str()), ("日本…", "a  "));
    }
}

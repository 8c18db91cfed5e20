//! Items of a list that is there: what stays keeps its line, its spelling and its comments.

use yaml_edit::Document;
use yaml_edit::path::YamlPath as _;

use super::super::tree::Tree;
use super::spelling::quoted;

/// Changes the list at a path so that it has these texts: those that are wanted no more go, new ones come to its end. `None`
/// where the list would have another order then, so that only a list that is written anew is right.
pub(super) fn change(
    document: &Document,
    path: &str,
    there: &[Tree],
    texts: &[(Tree, String)],
) -> Option<()> {
    let is_wanted = |item: &Tree| texts.iter().any(|(wanted, _)| wanted == item);
    let stays: Vec<&Tree> = there.iter().filter(|item| is_wanted(item)).collect();
    let (known, new) = texts.split_at_checked(stays.len())?;
    if stays.is_empty() || !known.iter().map(|(wanted, _)| wanted).eq(stays) {
        return None;
    }
    let at = |place: usize| format!("{path}[{place}]");
    for (place, (_, text)) in (there.len()..).zip(new) {
        document.try_set_path(&at(place), quoted(text)?).ok()?;
    }
    let gone = there.iter().enumerate().rev().filter(|(_, item)| !is_wanted(item));
    let list = document.try_get_path(path).ok()?;
    for (place, _) in gone {
        list.as_sequence()?.remove(place)?;
    }
    Some(())
}

/// The new text with what was put in between moved below the comments that follow it further in: they belong to the item
/// before.
pub(super) fn below_comments(old: &str, new: String) -> String {
    let [before, after] = [old, new.as_str()].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let same = before.iter().zip(&after).take_while(|(one, two)| one == two).count();
    let Some(more) = after.len().checked_sub(before.len()).filter(|more| *more > 0) else { return new };
    // Nothing but whole lines came in.
    if before[same..] != after[same + more..] || !after[same].trim_start().starts_with('-') {
        return new;
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let belongs = |line: &&&str| line.trim_start().starts_with('#') && indent(line) > indent(after[same]);
    let comments = before[same..].iter().take_while(belongs).count();
    let (item, rest) = after[same..].split_at(more);
    let (comments, rest) = rest.split_at(comments);
    [&after[..same], comments, item, rest].concat().concat()
}

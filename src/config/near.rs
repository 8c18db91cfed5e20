//! Where a new key belongs that the file shows commented out: a person looks for it there, and not at the end.

/// The end of the paragraph in which a comment at the margin shows this key: `#key: …`, `# key = …`. A paragraph goes on
/// to the next empty line, so that keys which are put in one after the other keep their order.
pub(super) fn below_example(text: &str, shows: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found = false;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let said = line.strip_prefix('#').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
        found |= said.is_some_and(|said| shows(said.trim_end()));
        if found && line.trim().is_empty() {
            return Some(end);
        }
        end += line.len();
    }
    (found && text.ends_with('\n')).then_some(end)
}

/// Whether what follows a place stands at the margin, so that the place is inside nothing.
pub(super) fn follows_at_margin(rest: &str) -> bool {
    let next = rest.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    next.is_none_or(|line| {
        line.starts_with(|one: char| one.is_alphanumeric() || matches!(one, '_' | '"' | '['))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_the_end_of_the_paragraph() {
        let text = "a: 1\n\n# b: 2\n#   c: 3\n\nd: 4\n";
        let shows = |name: &'static str| move |said: &str| said.starts_with(name);
        assert_eq!(below_example(text, shows("b:")).map(|at| &text[at..]), Some("\nd: 4\n"));
        assert_eq!(below_example(text, shows("c:")), None, "it stands deeper");
        assert_eq!(below_example("#b=1\n", shows("b=")), Some(5));
        assert!(follows_at_margin("\n# x\nd: 4") && follows_at_margin("") && !follows_at_margin("\n  d: 4"));
    }
}

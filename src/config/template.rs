//! Texts from which another program makes the file that the application reads: Jinja, Go's templates, ERB.

use super::editor::Editor;

/// What begins a place that is filled in.
const PLACES: [&str; 3] = ["{{", "{%", "<%"];

/// Words that begin a statement of a Go template.
const STATEMENTS: &[&str] = &[
    "if", "else", "end", "range", "with", "define", "template", "include", "block", "break", "continue", "/*",
];

/// Whether a text is, or has in it, a place that another program fills in.
pub(super) fn has_place(text: &str) -> bool {
    PLACES.iter().any(|mark| text.contains(mark))
}

/// The places of a text that another program fills in, as they are spelled there, but for texts in quotes, which may be secret.
pub(super) fn places(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")]
        .into_iter()
        .filter(|(start, _)| rest.contains(start))
        .min_by_key(|(start, _)| rest.find(start))
    {
        let from = rest.find(start).unwrap_or_default();
        let Some(length) = rest[from..].find(end) else { break };
        let place = &rest[from..from + length + end.len()];
        let quotes = ['"', '\''];
        let bare = place.split(quotes).enumerate().map(|(at, piece)| if at % 2 == 0 { piece } else { "…" });
        all.push(bare.collect());
        rest = &rest[from + length + end.len()..];
    }
    all
}

/// The first line that shows that another program makes a file of this text, from 1. In a program two braces are two braces.
pub(super) fn place_line(editor: Editor, text: &str) -> Option<usize> {
    let is_program = editor.runs_statements() || editor == Editor::Json;
    let shows = |line: &str| !is_comment(line) && has_place(line);
    text.lines().position(shows).filter(|_| !is_program).map(|line| line + 1)
}

/// The first line that is a statement of a template, from 1: which lines come of it, and under which heading, is not known.
pub fn statement_line(text: &str) -> Option<usize> {
    let is_statement = |line: &str| {
        let line = line.trim_start();
        let erb = line.strip_prefix("<%").is_some_and(|rest| !rest.starts_with(['=', '#']));
        let go = line.strip_prefix("{{").is_some_and(|rest| {
            let rest = rest.trim_start_matches('-').trim_start();
            STATEMENTS.iter().any(|word| {
                rest.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
        });
        line.starts_with("{%") || erb || go
    };
    text.lines().position(is_statement).map(|line| line + 1)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_places_and_comments() {
        for statement in
            ["{% if x %}", "  {%- for a in b -%}", "{{- if .Values.sso }}", "{{ end }}", "<% if @x %>"]
        {
            assert_eq!(statement_line(&format!("a = 1\n{statement}\n")), Some(2), "{statement}");
        }
        assert_eq!(places("a{{ x | default('s') }}b<%= @y %>"), ["{{ x | default(…) }}", "<%= @y %>"]);
        for other in
            ["{{ ending }}", "a = {{ x }}", "<%= @x %>", "# {% if x %}", "x: {{ if }}", "{\"a\": {}}"]
        {
            assert_eq!(statement_line(&format!("a = 1\n{other}\n")), None, "{other}");
        }
    }
}

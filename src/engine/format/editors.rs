//! By which editor a file is read.

use crate::apps::guide::Format;
use crate::apps::template::Template;
use crate::config::{Editor, EnvDialect, Opened};

/// The editor by which a format reads a text; `None` for a text that is written whole, and for a sheet. A file of
/// `export KEY=value` lines is one for a shell, whatever a guide would write; variables may stand in a Compose file or in an object
/// of Kubernetes; and several documents of YAML are objects of Kubernetes.
pub(in crate::engine) fn editor_for(format: &Format<Template>, opened: &Opened) -> Option<Editor> {
    let text = opened.text();
    // Most files hold the word nowhere, which is known sooner than what each line begins with.
    let any = |begins: &str| text.contains(begins) && text.lines().any(|line| line.starts_with(begins));
    format.reader().map(|editor| match editor {
        Editor::Env(_) if any("services:") => Editor::ComposeFile,
        Editor::Env(_) if any("kind:") && any("apiVersion:") => Editor::Manifest,
        Editor::Env(_) if is_yaml(text) => Editor::Yaml,
        Editor::Properties if is_nested(text) => Editor::Yaml,
        Editor::Env(_) if exports(text) => Editor::Env(EnvDialect::Shell),
        // Docker alone keeps quotes, Compose takes them off; whoever writes them means them for Compose.
        Editor::Env(EnvDialect::Docker) if has_quotes(text) => Editor::Env(EnvDialect::Compose),
        Editor::Yaml if has_documents(text) => Editor::Manifest,
        other => other,
    })
}

/// Whether the first line that says something belongs to a table of YAML.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#'));
    let first = lines.find(|line| !line.is_empty() && *line != "---");
    first.is_some_and(|line| !line.contains('=') && (line.ends_with(':') || line.contains(": ")))
}

/// Whether a line that only names something has others below it: properties know no such thing.
fn is_nested(text: &str) -> bool {
    let mut lines =
        text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let mut before = "";
    lines.any(|line| {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let is_below = before.trim_end().ends_with(':') && indent(line) > indent(before);
        before = line;
        is_below && !line.contains('=')
    })
}

/// Whether a line of a text is one for a shell.
fn exports(text: &str) -> bool {
    text.contains("export ") && text.lines().any(|line| line.trim_start().starts_with("export "))
}

/// Whether several documents of YAML stand in a text.
fn has_documents(text: &str) -> bool {
    if !text.contains("\n---") {
        return false;
    }
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with(['#', '-']));
    lines.any(|line| line.trim_end() == "---")
}

/// Whether a value of a file of variables is in quotes.
fn has_quotes(text: &str) -> bool {
    let quoted = |value: &str| {
        let ends = |sign: char| value.len() > 1 && value.starts_with(sign) && value.ends_with(sign);
        ends('"') || ends('\'')
    };
    text.lines().filter_map(|line| line.split_once('=')).any(|(_, value)| quoted(value.trim()))
}

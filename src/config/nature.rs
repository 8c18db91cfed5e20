//! What a text is like at a glance, where several formats could be meant.

/// What its lines tell, looked at once however many guides ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nature {
    /// A line begins with `services:`, as in a Compose file.
    pub has_services: bool,
    /// Lines begin with `kind:` and `apiVersion:`, as in a Kubernetes manifest.
    pub is_manifest: bool,
    /// The first line that says something belongs to a table of YAML.
    pub is_yaml: bool,
    /// The first line that says something gives a value to a name, or begins a section: no table of YAML begins so.
    pub is_of_lines: bool,
    /// It begins a section: files of variables have none.
    pub begins_section: bool,
    /// A line that only names something has others below it: properties know no such thing.
    pub is_nested: bool,
    /// A line begins with `export`.
    pub has_exports: bool,
    /// A value of a file of variables is in quotes.
    pub has_quotes: bool,
    /// Several documents of YAML stand in it.
    pub has_documents: bool,
}

impl Nature {
    pub(super) fn of(text: &str) -> Self {
        // Most files hold the word nowhere, which is known sooner than what each line begins with.
        let any = |begins: &str| text.contains(begins) && text.lines().any(|line| line.starts_with(begins));
        Self {
            has_services: any("services:"),
            is_manifest: any("kind:") && any("apiVersion:"),
            is_yaml: is_yaml(text),
            is_of_lines: assigns(text) || begins_section(text),
            begins_section: begins_section(text),
            is_nested: is_nested(text),
            has_exports: text.lines().any(|line| line.trim_start().starts_with("export ")),
            has_quotes: has_quotes(text),
            has_documents: has_documents(text),
        }
    }
}

/// The first line that says something, without the blanks at its end.
fn first(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#'));
    lines.find(|line| !line.is_empty() && *line != "---")
}

fn is_yaml(text: &str) -> bool {
    first(text).is_some_and(|line| !line.contains('=') && (line.ends_with(':') || line.contains(": ")))
}

fn assigns(text: &str) -> bool {
    let is_name = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '.' | '-');
    let line = first(text).filter(|line| !line.contains(": ") && !line.ends_with(':'));
    let name = line.and_then(|line| line.split_once('=')).map(|(name, _)| name.trim_end());
    // A dash begins a flag, and flags are read by the words of a text.
    name.is_some_and(|name| !name.is_empty() && !name.starts_with('-') && name.chars().all(is_name))
}

/// A table of YAML or JSON may begin with a list, but then more follows on the same line.
fn begins_section(text: &str) -> bool {
    let is_head = |line: &str| line.starts_with('[') && line.ends_with(']') && line.len() > 2;
    first(text).is_some_and(is_head) && text.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some()
}

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

fn has_documents(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty() || line.starts_with(['#', '-']));
    lines.any(|line| line.trim_end() == "---")
}

fn has_quotes(text: &str) -> bool {
    let quoted = |value: &str| {
        let ends = |sign: char| value.len() > 1 && value.starts_with(sign) && value.ends_with(sign);
        ends('"') || ends('\'')
    };
    text.lines().filter_map(|line| line.split_once('=')).any(|(_, value)| quoted(value.trim()))
}

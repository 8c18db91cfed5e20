//! An INI file as a row of lines.

/// One line.
pub(super) struct Line<'a> {
    pub(super) raw: &'a str,
    pub(super) number: usize,
    /// The section that the line stands in; empty before the first one.
    pub(super) section: &'a str,
    pub(super) kind: Kind<'a>,
}

pub(super) enum Kind<'a> {
    Blank,
    Comment,
    Head,
    /// A key and the place of its value in the line.
    Assignment {
        name: &'a str,
        start: usize,
        end: usize,
    },
    Other,
}

impl Line<'_> {
    /// The place of the value, where the line assigns this key.
    pub(super) fn assigns(&self, section: &str, key: &str) -> Option<(usize, usize)> {
        match self.kind {
            Kind::Assignment { name, start, end } if name == key && self.section == section => {
                Some((start, end))
            }
            _ => None,
        }
    }

    pub(super) fn is_unclear_about(&self, section: &str, name: &str) -> bool {
        let text = self.raw.trim_start().trim_start_matches(['"', '`']);
        let named = text
            .strip_prefix(name)
            .is_some_and(|rest| rest.trim_start_matches(['"', '`', ' ']).starts_with(['=', ':']));
        matches!(self.kind, Kind::Other) && self.section == section && named
    }

    /// Whether this is the key commented out, `;name = …`.
    pub(super) fn is_example_of(&self, section: &str, name: &str) -> bool {
        let text = self.raw.trim_start().trim_start_matches(['#', ';', ' ', '\t']);
        let named = text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
        matches!(self.kind, Kind::Comment) && self.section == section && named
    }

    /// Whether a new key can come below this line.
    pub(super) fn ends_section(&self) -> bool {
        matches!(self.kind, Kind::Head | Kind::Assignment { .. } | Kind::Other)
    }
}

/// Takes a file apart. The raw texts of the lines, joined, are the file.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut section = "";
    let mut all = Vec::new();
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let content = raw.trim_start_matches('\u{FEFF}').trim();
        let kind = if content.is_empty() {
            Kind::Blank
        } else if content.starts_with(['#', ';']) {
            Kind::Comment
        } else if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            section = name.0.trim();
            Kind::Head
        } else {
            assignment(raw)
        };
        all.push(Line { raw, number: index + 1, section, kind });
    }
    all
}

fn assignment(raw: &str) -> Kind<'_> {
    let Some(divider) = raw.find(['=', ':']) else { return Kind::Other };
    let name = raw[..divider].trim();
    if name.is_empty() || name.starts_with(['"', '`']) {
        return Kind::Other;
    }
    let rest = &raw[divider + 1..];
    let start = divider + 1 + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
    let value = raw[start..].trim_end();
    if value.starts_with("\"\"\"") || value.ends_with('\\') {
        return Kind::Other;
    }
    let length = match value.strip_prefix('`') {
        Some(inner) => match inner.find('`') {
            Some(close) => close + 2,
            None => return Kind::Other,
        },
        None => value[..value.find(['#', ';']).unwrap_or(value.len())].trim_end().len(),
    };
    Kind::Assignment { name, start, end: start + length }
}

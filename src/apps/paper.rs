//! A Markdown page as it is written, line by line: what a guide's page and a request sheet have in common.

/// The page so far.
#[derive(Debug, Default)]
pub(super) struct Paper(String);

impl Paper {
    /// One line.
    pub(super) fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// A paragraph: a line, and the empty one that ends it.
    pub(super) fn block(&mut self, text: &str) {
        self.line(text);
        self.gap();
    }

    /// A heading; `level` is the number of its hashes.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {text}", "#".repeat(level)));
    }

    /// The empty line that ends a list.
    pub(super) fn gap(&mut self) {
        self.0.push('\n');
    }

    /// The page, done.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A value as code, whatever backticks are in it.
pub(super) fn code(value: &str) -> String {
    if value.contains('`') { format!("`` {value} ``") } else { format!("`{value}`") }
}

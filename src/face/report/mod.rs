//! Reports: what was found, for people and for machines, in five formats.
//!
//! It masks by kind: identities only on request, secrets never. What came from outside is made visible before it is
//! written. It formats; it concludes nothing.

use crate::doctor::{Diagnosis, Evidence, Verdict};

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text for a terminal or a mail.
    #[default]
    Text,
    /// The versioned JSON that `assets/usher-report.schema.json` describes.
    Json,
    /// Markdown for a ticket.
    Markdown,
    /// One HTML file that asks for nothing from outside.
    Html,
    /// JUnit XML for a pipeline.
    Junit,
}

/// One examined connection.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// The name under which the connection is saved, or the application's.
    pub name: String,
    /// What was seen.
    pub evidence: Evidence,
    /// What was concluded.
    pub diagnosis: Diagnosis,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The examined connections, in order.
    pub results: Vec<Examined>,
    /// Whether identities are written rather than masked.
    pub include_identity: bool,
}

impl Report {
    /// The worst verdict of all; nothing examined is unknown.
    pub fn verdict(&self) -> Verdict {
        self.results.iter().map(|result| result.diagnosis.verdict).max().unwrap_or(Verdict::Unknown)
    }

    /// The report as text in a format.
    pub fn render(&self, _format: Format) -> String {
        String::new()
    }
}

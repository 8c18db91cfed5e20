//! Reports: what was found, for people and for machines, in five formats.
//!
//! It masks by kind: identities only on request, secrets never. What came from outside is made visible before it is
//! written. It formats; it concludes nothing.

mod document;
mod html;
mod junit;
mod markdown;
mod requests;
mod text;

use crate::diagnosis::{Diagnosis, Evidence, Verdict};

pub use document::{CheckDocument, Document, FixDocument, ResultDocument};

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
    /// Whether warnings count as broken.
    pub strict: bool,
}

impl Report {
    /// The worst verdict of all; where nothing was examined, nothing is known.
    pub fn verdict(&self) -> Verdict {
        self.results.iter().map(|result| self.verdict_of(result)).max().unwrap_or(Verdict::Unknown)
    }

    /// The verdict on one connection, warnings counted as broken where that is wanted.
    pub fn verdict_of(&self, result: &Examined) -> Verdict {
        let warned =
            || result.diagnosis.checks.iter().any(|check| check.status == crate::diagnosis::Status::Warn);
        if self.strict && warned() { Verdict::Broken } else { result.diagnosis.verdict }
    }

    /// The report as plain data: what the formats are made from.
    pub fn document(&self) -> Document {
        Document::of(self)
    }

    /// The report as text in a format, with a line break at its end.
    pub fn render(&self, format: Format) -> String {
        self.document().render(format)
    }
}

impl Document {
    /// Several reports as one, in their order, with the worst of their verdicts.
    pub fn joined(parts: Vec<(Verdict, Self)>) -> Self {
        let worst = parts.iter().map(|(verdict, _)| *verdict).max().unwrap_or(Verdict::Unknown);
        let results = parts.into_iter().flat_map(|(_, part)| part.results).collect();
        Self { schema: document::SCHEMA, verdict: worst.as_str(), results }
    }

    /// As text in a format, with a line break at its end.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => text::render(self),
            Format::Json => self.to_json(),
            Format::Markdown => markdown::render(self),
            Format::Html => html::render(self),
            Format::Junit => junit::render(self),
        }
    }
}

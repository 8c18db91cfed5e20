//! Reports: what was found, for people and for machines, in several formats.
//!
//! A report is made once, as a [`Document`], from what was seen and concluded of each connection: it masks by kind,
//! identities only on request, secrets never, and what came from outside is made visible. Every format is a function of the
//! document alone. They conclude nothing.

use crate::base::words::Voice;

mod document;
mod examined;
mod html;
mod junit;
mod markdown;
mod prometheus;
mod requests;
mod run;
mod text;

pub use document::{Document, ResultDocument};
pub use examined::Options;
pub use run::{DeclaredDocument, PlaceDocument, RunDocument, Shard};

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
    /// The text of Prometheus, for the textfile collector.
    Prometheus,
}

impl Document {
    /// As text in a format, with a line break at its end.
    pub fn render(&self, format: Format, voice: Voice) -> String {
        match format {
            Format::Text => text::render(voice, self),
            Format::Json => self.to_json(),
            Format::Markdown => markdown::render(voice, self),
            Format::Html => html::render(voice, self),
            Format::Junit => junit::render(voice, self),
            Format::Prometheus => prometheus::render(voice, self),
        }
    }
}

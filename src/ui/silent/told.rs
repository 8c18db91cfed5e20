//! How a command ends: its report, to where it is wanted, or the word that it was interrupted.

use super::{Exit, keep_text, talk};
use crate::diagnosis::Verdict;
use crate::engine::Setup;
use crate::ui::cli::{ReportArgs, ReportFormat};
use crate::ui::report::{Document, Examined, Format, Report};

/// What is reported of one connection, and its verdict. The answers that it was concluded from are not kept in it.
pub(super) fn told(setup: &Setup, args: &ReportArgs) -> (Verdict, Document) {
    let examined = Examined {
        name: setup.connection().name.clone(),
        evidence: setup.evidence().clone(),
        diagnosis: setup.diagnosis().clone(),
    };
    // The screen may show who signed in; a machine format or a file only when asked to.
    let on_screen = format(args) == Format::Text && args.output.is_none();
    let include_identity = args.include_identity || on_screen;
    let report = Report { results: vec![examined], include_identity, strict: args.strict };
    (report.verdict(), report.document())
}

fn format(args: &ReportArgs) -> Format {
    match if args.json { ReportFormat::Json } else { args.format } {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Html => Format::Html,
        ReportFormat::Junit => Format::Junit,
    }
}

/// Writes the report to where it is wanted.
pub(super) fn report(parts: Vec<(Verdict, Document)>, args: &ReportArgs) -> Exit {
    let text = Document::joined(parts).render(format(args));
    match &args.output {
        None => {
            talk::answer(&text);
            Exit::Works
        }
        Some(path) => keep_text(path, text),
    }
}

pub(super) fn interrupted() -> Exit {
    talk::say_words("cli.interrupted", &[]);
    Exit::Interrupted
}

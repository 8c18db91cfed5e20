//! How a command ends: its report, to where it is wanted, or the word that it was interrupted.

use super::{Exit, keep_text, talk};
use crate::base::words::{Voice, message};
use crate::diagnosis::Diagnosis;
use crate::engine::Setup;
use crate::ui::cli::{ReportArgs, ReportFormat};
use crate::ui::report::{Document, Format, Options, ResultDocument};

/// What is reported of one connection. The answers that it was concluded from are not kept in it.
pub(super) fn told(setup: &Setup, args: &ReportArgs) -> ResultDocument {
    told_as(setup, setup.diagnosis(), args)
}

/// The same with another diagnosis.
pub(super) fn told_as(setup: &Setup, diagnosis: &Diagnosis, args: &ReportArgs) -> ResultDocument {
    // The screen may show who signed in; a machine format or a file only when asked to.
    let on_screen = format(args) == Format::Text && args.output.is_none() && !talk::answers_into_a_file();
    let options = Options {
        include_identity: args.include_identity || on_screen,
        strict: args.strict,
        voice: setup.voice(),
    };
    ResultDocument::of(&setup.connection().name, setup.evidence(), diagnosis, options)
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
pub(super) fn report(results: Vec<ResultDocument>, args: &ReportArgs) -> Exit {
    let text = Document::of(results).render(format(args), Voice::default());
    match &args.output {
        None => {
            talk::answer(&text);
            Exit::Works
        }
        Some(path) => keep_text(path, text),
    }
}

pub(super) fn interrupted() -> Exit {
    talk::tell(&message!("cli.interrupted"));
    Exit::Interrupted
}

//! How a command ends: its report, to where it is wanted, or the word that it was interrupted.

use std::path::Path;

use super::{Exit, keep_text, reports, talk};
use crate::base::Timestamp;
use crate::base::words::{Voice, message};
use crate::diagnosis::Diagnosis;
use crate::engine::Setup;
use crate::io::World;
use crate::ui::cli::{FormArgs, ReportArgs, ReportFormat};
use crate::ui::report::{Document, Format, Options, ResultDocument, RunDocument};

/// What is reported of one connection. The answers that it was concluded from are not kept in it.
pub(super) fn told(setup: &Setup, args: &ReportArgs) -> ResultDocument {
    told_as(setup, setup.diagnosis(), args)
}

/// The same with another diagnosis.
pub(super) fn told_as(setup: &Setup, diagnosis: &Diagnosis, args: &ReportArgs) -> ResultDocument {
    // The screen may show who signed in; a machine format or a file only when asked to.
    let form = &args.form;
    let into_files = form.output.is_some() || !form.reports.is_empty() || talk::answers_into_a_file();
    let on_screen = format(form) == Format::Text && !into_files;
    let options = Options {
        include_identity: args.include_identity || on_screen,
        strict: args.strict,
        voice: setup.voice(),
    };
    ResultDocument::of(&setup.connection().name, setup.evidence(), diagnosis, options)
}

fn form(format: ReportFormat) -> Format {
    match format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Json => Format::Json,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Html => Format::Html,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Prometheus => Format::Prometheus,
    }
}

fn format(args: &FormArgs) -> Format {
    if args.json { Format::Json } else { form(args.format) }
}

/// Writes the report to where it is wanted.
pub(super) fn report(results: Vec<ResultDocument>, run: RunDocument, args: &ReportArgs) -> Exit {
    write(Document::of(results).made(run), &args.form)
}

/// What one connection came to.
pub(super) fn report_one(setup: &Setup, began: Timestamp, args: &ReportArgs) -> Exit {
    report(vec![told(setup, args)], RunDocument::of(began, World::now(), None), args)
}

/// The same of a report that is there. Each form is made of the same document, and one that cannot be written keeps none of the
/// others back.
pub(super) fn write(document: Document, args: &FormArgs) -> Exit {
    let (document, mut exit) = match args.baseline.as_deref().map(reports::read) {
        None => (document, Exit::Works),
        Some(Ok(before)) => (document.compared(&before, &World::now().rfc3339()), Exit::Works),
        // What was found out is worth more than the comparison.
        Some(Err(usage)) => {
            talk::tell(&usage.0);
            (document, Exit::Unreported)
        }
    };
    let keep = |path: &Path, format| {
        let is_kept = keep_text(path, document.render(format, Voice::default())) == Exit::Works;
        if is_kept { Exit::Works } else { Exit::Unreported }
    };
    match &args.output {
        None => talk::answer(&document.render(format(args), Voice::default())),
        Some(path) => exit = exit.max(keep(path, format(args))),
    }
    args.reports.iter().map(|one| keep(&one.path, form(one.format))).fold(exit, Exit::max)
}

pub(super) fn interrupted() -> Exit {
    talk::tell(&message!("cli.interrupted"));
    Exit::Interrupted
}

//! The report as JUnit XML, for a pipeline: one suite for each connection, one case for each check.
//!
//! A check that could not tell is an error where the verdict rests on it, and skipped where it does not.

use std::fmt::Write as _;

use super::document::{CheckDocument, Document, ResultDocument};
use crate::base::quoting::html;
use crate::base::words::Voice;
use crate::diagnosis::wording;
use crate::diagnosis::{Status, Verdict};

pub(super) fn render(voice: Voice, document: &Document) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing into a String cannot fail.
    let _ = suites(voice, &mut out, document);
    out
}

/// How a check's status is called here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Passed,
    Failed,
    Error,
    Skipped,
}

fn case(result: &ResultDocument, check: &CheckDocument) -> Case {
    let (is_broken, is_unknown) = (result.verdict == Verdict::Broken, result.verdict == Verdict::Unknown);
    match check.status {
        Status::Fail => Case::Failed,
        Status::Warn if is_broken && result.primary.is_none() => Case::Failed,
        Status::Pass | Status::Confirmed | Status::Warn => Case::Passed,
        Status::Unknown if is_unknown && check.finding.is_some() => Case::Error,
        Status::Unknown | Status::NotReached | Status::NotApplicable => Case::Skipped,
    }
}

fn suites(voice: Voice, out: &mut String, document: &Document) -> std::fmt::Result {
    writeln!(out, "<testsuites name=\"usher\">")?;
    for result in &document.results {
        // Nobody answers a build server's questions.
        let checks: Vec<&CheckDocument> = result.checks.iter().filter(|check| !check.is_question()).collect();
        let count = |wanted| checks.iter().filter(|check| case(result, check) == wanted).count();
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            html(&result.connection.name),
            checks.len(),
            count(Case::Failed),
            count(Case::Error),
            count(Case::Skipped)
        )?;
        for check in checks {
            one(voice, out, result, check)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn one(voice: Voice, out: &mut String, result: &ResultDocument, check: &CheckDocument) -> std::fmt::Result {
    let time =
        check.elapsed_ms.map(|ms| format!(" time=\"{}.{:03}\"", ms / 1000, ms % 1000)).unwrap_or_default();
    let name = html(&result.connection.name);
    write!(out, "    <testcase classname=\"usher.{name}\" name=\"{}\"{time}", html(&check.id))?;
    match case(result, check) {
        Case::Passed => writeln!(out, "/>"),
        Case::Failed => told(voice, out, "failure", result, check),
        Case::Error => told(voice, out, "error", result, check),
        Case::Skipped => {
            let message = html(&voice.text(wording::status(check.status)));
            writeln!(out, "><skipped message=\"{message}\"/></testcase>")
        }
    }
}

fn told(
    voice: Voice,
    out: &mut String,
    element: &str,
    result: &ResultDocument,
    check: &CheckDocument,
) -> std::fmt::Result {
    let message = html(check.cause.as_deref().unwrap_or(&check.title));
    let kind = html(check.finding.as_ref().unwrap_or(&check.id));
    let body = match &check.fix {
        Some(fix) => fix.sentence(voice),
        None => result.second_line(voice),
    };
    writeln!(
        out,
        "><{element} type=\"{kind}\" message=\"{message}\">{}</{element}></testcase>",
        html(body.trim())
    )
}

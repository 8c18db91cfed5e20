//! The report in the text format of Prometheus, for the textfile collector of its node exporter
//! (<https://prometheus.io/docs/instrumenting/exposition_formats/>): how each connection stands, and how many checks came out how.
//!
//! There is no time in it: the collector tells how old the file is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::{Document, ResultDocument};
use crate::base::words::{Voice, key};
use crate::diagnosis::{Status, Verdict};

/// The verdicts in the words of the JSON report; each is a series of its own, so that a query need not know the others.
const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Works, "works"),
    (Verdict::NoFaultFound, "no_fault_found"),
    (Verdict::Unknown, "unknown"),
    (Verdict::Broken, "broken"),
];

pub(super) fn render(voice: Voice, document: &Document) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = series(voice, &mut out, document);
    out
}

fn series(voice: Voice, out: &mut String, document: &Document) -> std::fmt::Result {
    head(out, "usher_connections", &voice.text(key!("report.metric.connections")))?;
    for (verdict, word) in VERDICTS {
        let count = document.results.iter().filter(|result| result.verdict == verdict).count();
        writeln!(out, "usher_connections{{verdict=\"{word}\"}} {count}")?;
    }
    head(out, "usher_connection_verdict", &voice.text(key!("report.metric.verdict")))?;
    for result in &document.results {
        for (verdict, word) in VERDICTS {
            let is_so = u8::from(result.verdict == verdict);
            writeln!(out, "usher_connection_verdict{{{},verdict=\"{word}\"}} {is_so}", labels(result))?;
        }
    }
    head(out, "usher_connection_checks", &voice.text(key!("report.metric.checks")))?;
    for result in &document.results {
        let mut counts = BTreeMap::new();
        for check in result.checks.iter().filter(|check| !check.is_question()) {
            *counts.entry(word(check.status)).or_insert(0) += 1;
        }
        for (status, count) in counts {
            writeln!(out, "usher_connection_checks{{{},status=\"{status}\"}} {count}", labels(result))?;
        }
    }
    head(out, "usher_connection_cause", &voice.text(key!("report.metric.cause")))?;
    for result in &document.results {
        if let Some(finding) = &result.primary {
            writeln!(out, "usher_connection_cause{{{},finding=\"{}\"}} 1", labels(result), quoted(finding))?;
        }
    }
    Ok(())
}

fn head(out: &mut String, name: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge")
}

fn labels(result: &ResultDocument) -> String {
    let connection = &result.connection;
    format!("connection=\"{}\",app=\"{}\"", quoted(&connection.name), quoted(&connection.app))
}

/// The value of a label: of all signs these three alone are spelled otherwise.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Warn => "warn",
        Status::Confirmed => "confirmed",
        Status::Unknown => "unknown",
        Status::NotReached => "not_reached",
        Status::NotApplicable => "not_applicable",
    }
}

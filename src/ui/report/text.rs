//! The report as plain text: the first line names the one cause, the second where it is mended and with which value.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::document::{CheckDocument, Document, FixDocument, ResultDocument, word};
use crate::base::words;
use crate::diagnosis::Slug;

/// How wide the column of the labels is at least.
const NARROWEST: usize = 16;

/// The mark before a check.
pub(super) fn mark(status: &str) -> &'static str {
    match status {
        "pass" => "✓",
        "fail" => "✗",
        "warn" => "!",
        "confirmed" => "☑",
        "unknown" => "?",
        _ => "·",
    }
}

pub(super) fn render(document: &Document) -> String {
    let parts: Vec<String> = document.results.iter().map(one).collect();
    if parts.is_empty() {
        return format!("{}\n", words::text("report.nothing"));
    }
    parts.join("\n")
}

fn one(result: &ResultDocument) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = head(&mut out, result);
    let _ = facts(&mut out, result);
    let _ = checks(&mut out, result);
    out
}

/// What is the matter, or that nothing is.
pub(super) fn first_line(result: &ResultDocument) -> String {
    if let Some(cause) = result.primary_check().and_then(|check| check.cause.as_deref()) {
        return cause.to_owned();
    }
    let key = format!("report.headline.{}", result.verdict);
    let app = result.connection.app_name.as_str();
    words::elsewhere(result.connection.is_elsewhere, || words::fill(&key, &[("app", app)]))
}

/// Where it is mended and with which value; where all is well, what was not proven.
pub(super) fn second_line(result: &ResultDocument) -> String {
    match result.primary_check().and_then(|check| check.fix.as_ref()) {
        Some(fix) => mend(fix),
        None => {
            words::fill(&format!("report.next.{}", result.verdict), &[("app", &result.connection.app_name)])
        }
    }
}

/// What to do, where, and with which value.
pub(super) fn mend(fix: &FixDocument) -> String {
    let key = if fix.value.is_some() { "report.mend_with" } else { "report.mend" };
    let value = fix.value.as_deref().unwrap_or_default();
    words::fill(key, &[("where", &fix.r#where), ("do", &fix.r#do), ("value", value)])
}

fn head(out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    let sign = match result.verdict {
        "works" | "no_fault_found" => "✓",
        "broken" => "✗",
        _ => "?",
    };
    writeln!(out, "{sign} {}", first_line(result))?;
    writeln!(out, "  {}", second_line(result))?;
    if let Some(check) = result.primary_check() {
        if let Some(link) = check.fix.as_ref().and_then(|fix| fix.link.as_deref()) {
            writeln!(out, "  {link}")?;
        }
        for text in [&check.happened, &check.why].into_iter().flatten() {
            writeln!(out, "\n  {text}")?;
        }
    }
    writeln!(out)
}

fn facts(out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    let rows = fact_rows(result);
    let widest = rows.iter().map(|(label, _)| label.width()).max().unwrap_or_default().max(NARROWEST);
    for (label, value) in rows {
        writeln!(out, "  {label}{} {value}", " ".repeat(widest - label.width()))?;
    }
    writeln!(out)
}

/// The connection and the person, label by label.
pub(super) fn fact_rows(result: &ResultDocument) -> Vec<(String, String)> {
    let connection = &result.connection;
    let mut rows = vec![
        ("name", connection.name.clone()),
        ("app", connection.app.clone()),
        ("issuer", connection.issuer.clone()),
        ("client_id", connection.client_id.clone()),
        ("redirect_uri", connection.redirect_uri.clone()),
        ("scopes", connection.scopes.join(" ")),
        ("verdict", word("verdict", result.verdict)),
    ];
    if let Some(identity) = &result.identity {
        rows.push(("subject", identity.subject.clone()));
        rows.extend(identity.username.clone().map(|name| ("username", name)));
        rows.extend(identity.email.clone().map(|email| ("email", email)));
        rows.extend(identity.groups.clone().map(|groups| ("groups", words::list(&groups))));
    }
    rows.into_iter().map(|(label, value)| (words::text(&format!("report.label.{label}")), value)).collect()
}

fn checks(out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    for check in &result.checks {
        let sign = mark(check.status);
        match &check.cause {
            // The title says how it should be; beside a cross that would read as its opposite.
            Some(cause) if matches!(check.status, "fail" | "warn") => writeln!(out, "  {sign} {cause}")?,
            Some(cause) => writeln!(out, "  {sign} {}\n      {cause}", titled(check))?,
            None => writeln!(out, "  {sign} {}", titled(check))?,
        }
    }
    Ok(())
}

/// The check with what was seen, or with its status where that is not plain from the mark.
fn titled(check: &CheckDocument) -> String {
    match (check.status, &check.seen) {
        // Its line below says so, with the question.
        ("unknown", _) if check.finding == Some(Slug::AppNotConfirmed.as_str()) => check.title.clone(),
        ("not_reached" | "not_applicable" | "unknown", _) => words::aside(&check.title, &check.outcome()),
        (_, Some(seen)) if check.cause.is_none() => words::labelled(&check.title, seen),
        _ => check.title.clone(),
    }
}

//! The report as Markdown, for a ticket. What came from outside cannot open a link, a table cell or a tag.

use std::fmt::Write as _;

use super::document::{Document, FixDocument, ResultDocument};
use super::text::fact_rows;
use crate::base::words::{Voice, say};

pub(super) fn render(voice: Voice, document: &Document) -> String {
    let mut out = format!("# {}\n", say!(voice, "report.title"));
    for result in &document.results {
        // Writing into a String cannot fail.
        let _ = one(voice, &mut out, result);
    }
    out
}

fn one(voice: Voice, out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    writeln!(out, "\n## {}\n", plain(&result.connection.name))?;
    writeln!(out, "**{}**\n", plain(&result.first_line(voice)))?;
    writeln!(out, "{}", plain(&result.second_line(voice)))?;
    if let Some(check) = result.primary_check() {
        if let Some(link) = check.fix.as_ref().and_then(FixDocument::page) {
            writeln!(out, "\n<{link}>")?;
        }
        for text in [&check.happened, &check.why].into_iter().flatten() {
            writeln!(out, "\n{}", plain(text))?;
        }
    }
    writeln!(out)?;
    for (label, value) in fact_rows(voice, result) {
        writeln!(out, "- {}", say!(voice, "joins.labelled", label = label, value = code(&value)))?;
    }
    writeln!(
        out,
        "\n| {} | {} | {} |\n|---|---|---|",
        say!(voice, "report.column.status"),
        say!(voice, "report.column.check"),
        say!(voice, "report.column.detail")
    )?;
    for check in &result.checks {
        let detail = check.cause.as_deref().or(check.seen.as_deref()).unwrap_or_default();
        writeln!(out, "| {} | {} | {} |", voice.text(check.outcome()), plain(&check.title), plain(detail))?;
    }
    requests(voice, out, result)
}

fn requests(voice: Voice, out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    writeln!(out, "\n### {}\n", say!(voice, "report.requests"))?;
    for request in &result.requests {
        let status =
            request.status.map_or_else(|| say!(voice, "report.no_answer"), |status| status.to_string());
        let id = request.okta_request_id.as_deref().map(|id| format!(" {}", code(id))).unwrap_or_default();
        let (at, method) = (plain(&request.at), plain(&request.method));
        writeln!(out, "- {at} {method} {} → {status}{id}", code(&request.url))?;
    }
    Ok(())
}

/// Text with everything escaped that Markdown or HTML inside it would read.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            other => out.push(other),
        }
    }
    out
}

/// A value as code; a backtick in it would end it and becomes an apostrophe.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

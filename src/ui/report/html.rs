//! The report as one HTML file: nothing is loaded, nothing runs, everything from outside is escaped.

use std::fmt::Write as _;

use super::document::{CheckDocument, Document, FixDocument, ResultDocument};
use super::text::{fact_rows, mark};
use crate::base::quoting::html;
use crate::base::words::{Voice, say};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
color:#1a1a1a;background:#fff}h2{margin-top:2.5rem}.cause{font-size:1.2rem;font-weight:600}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;\
border-bottom:1px solid #ddd}code{word-break:break-all}.fail{color:#a00}.warn{color:#850}.pass{color:#060}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}td,th{border-color:#444}\
.fail{color:#f88}.warn{color:#fc6}.pass{color:#8d8}a{color:#9cf}}";

pub(super) fn render(voice: Voice, document: &Document) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = page(voice, &mut out, document);
    out
}

fn page(voice: Voice, out: &mut String, document: &Document) -> std::fmt::Result {
    let title = html(&say!(voice, "report.title"));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">",
        say!(voice, "report.language")
    )?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>")?;
    writeln!(out, "<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
    for result in &document.results {
        one(voice, out, result)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn one(voice: Voice, out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    writeln!(out, "<h2>{}</h2>", html(&result.connection.name))?;
    writeln!(
        out,
        "<p class=\"cause\">{}</p>\n<p>{}</p>",
        html(&result.first_line(voice)),
        html(&result.second_line(voice))
    )?;
    if let Some(check) = result.primary_check() {
        if let Some(link) = check.fix.as_ref().and_then(FixDocument::page) {
            let link = html(link);
            writeln!(out, "<p><a rel=\"noreferrer\" href=\"{link}\">{link}</a></p>")?;
        }
        for text in [&check.happened, &check.why].into_iter().flatten() {
            writeln!(out, "<p>{}</p>", html(text))?;
        }
    }
    writeln!(out, "<table>")?;
    for (label, value) in fact_rows(voice, result) {
        writeln!(out, "<tr><th>{}</th><td><code>{}</code></td></tr>", html(&label), html(&value))?;
    }
    writeln!(out, "</table>\n<table>")?;
    for check in &result.checks {
        row(voice, out, check)?;
    }
    writeln!(out, "</table>\n<h3>{}</h3>\n<table>", html(&say!(voice, "report.requests")))?;
    for request in &result.requests {
        let status =
            request.status.map_or_else(|| say!(voice, "report.no_answer"), |status| status.to_string());
        let id = html(request.okta_request_id.as_deref().unwrap_or_default());
        let url = html(&request.url);
        writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td><code>{url}</code></td><td>{}</td><td><code>{id}</code></td></tr>",
            html(&request.at),
            html(&request.method),
            html(&status)
        )?;
    }
    writeln!(out, "</table>")
}

fn row(voice: Voice, out: &mut String, check: &CheckDocument) -> std::fmt::Result {
    let detail = check.cause.as_deref().or(check.seen.as_deref()).unwrap_or_default();
    writeln!(
        out,
        "<tr><td class=\"{}\">{} {}</td><td>{}</td><td>{}</td></tr>",
        check.status.as_str(),
        mark(check.status),
        html(&voice.text(check.outcome())),
        html(&check.title),
        html(detail)
    )
}

//! The report as plain text: the first line names the one cause, the second where it is fixed and with which value.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::document::{Change, CheckDocument, Document, FixDocument, ResultDocument};
use crate::base::untrusted::Shown;
use crate::base::words::{Voice, key, say};
use crate::diagnosis::{Status, Verdict, wording};

/// How wide the column of the labels is at least.
const NARROWEST: usize = 16;

/// The mark before a check.
pub(super) fn mark(status: Status) -> &'static str {
    match status {
        Status::Pass => "✓",
        Status::Fail => "✗",
        Status::Warn => "!",
        Status::Confirmed => "☑",
        Status::Unknown => "?",
        Status::NotReached | Status::NotApplicable => "·",
    }
}

/// So many names of connections without a fault are told; more would fill the screen.
const NAMED: usize = 20;

pub(super) fn render(voice: Voice, document: &Document) -> String {
    match document.results.as_slice() {
        [] => format!("{}\n", say!(voice, "report.nothing")),
        [only] => one(voice, only, true),
        all => several(voice, all),
    }
}

/// A summary first, then what is wrong at length; what is well is one line. Nobody is there to answer a question.
fn several(voice: Voice, all: &[ResultDocument]) -> String {
    let of = |verdict| all.iter().filter(move |result| result.verdict == verdict);
    let (broken, unknown) = (of(Verdict::Broken), of(Verdict::Unknown));
    let fine: Vec<&str> =
        of(Verdict::Works).chain(of(Verdict::NoFaultFound)).map(|result| &*result.connection.name).collect();
    let open: Vec<&ResultDocument> = broken.clone().chain(unknown.clone()).collect();
    let (count, broken, unknown) = (all.len(), broken.count(), unknown.count());
    let mut lines = vec![
        say!(voice, "report.summary", count = count, broken = broken, unknown = unknown, fine = fine.len()),
        String::new(),
    ];
    for result in &open {
        let name = named(voice, result);
        let told = say!(voice, "joins.labelled", label = name, value = result.first_line(voice));
        lines.push(format!("{} {told}", sign(result)));
        lines.push(format!("    {}", result.second_line(voice)));
    }
    let is_fixed = |result: &&ResultDocument| result.change == Some(Change::Fixed);
    let fixed: Vec<&str> = all.iter().filter(is_fixed).map(|result| &*result.connection.name).collect();
    if !fixed.is_empty() {
        lines.push(format!("✓ {}", say!(voice, "report.fixed", names = fixed.join(", "))));
    }
    if !fine.is_empty() {
        let (first, rest) = fine.split_at(fine.len().min(NAMED));
        let names = first.join(", ");
        let told = match rest.len() {
            0 => say!(voice, "report.fine", names = names),
            more => say!(voice, "report.fine_more", names = names, more = more),
        };
        lines.push(format!("✓ {told}"));
    }
    let whole = open.iter().map(|result| one(voice, result, false));
    std::iter::once(lines.join("\n") + "\n").chain(whole).collect::<Vec<_>>().join("\n")
}

/// The name, with what is known of since when.
fn named(voice: Voice, result: &ResultDocument) -> String {
    let name = result.connection.name.to_string();
    let aside = match (result.change, &result.since) {
        (Some(Change::New), _) => say!(voice, "report.new"),
        (Some(Change::Still), Some(since)) => say!(voice, "report.since", since = since),
        (Some(Change::Still), None) => say!(voice, "report.still"),
        _ => return name,
    };
    say!(voice, "joins.aside", text = name, aside = aside)
}

fn sign(result: &ResultDocument) -> &'static str {
    match result.verdict {
        Verdict::Works | Verdict::NoFaultFound => "✓",
        Verdict::Broken => "✗",
        Verdict::Unknown => "?",
    }
}

fn one(voice: Voice, result: &ResultDocument, questions: bool) -> String {
    let mut out = String::new();
    // Writing into a String cannot fail.
    let _ = head(voice, &mut out, result);
    let _ = facts(voice, &mut out, result);
    let _ = checks(voice, &mut out, result, questions);
    out
}

fn head(voice: Voice, out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    writeln!(out, "{} {}", sign(result), result.first_line(voice))?;
    writeln!(out, "  {}", result.second_line(voice))?;
    if let Some(check) = result.primary_check() {
        if let Some(link) = check.fix.as_ref().and_then(FixDocument::page) {
            writeln!(out, "  {link}")?;
        }
        for text in [&check.happened, &check.why].into_iter().flatten() {
            writeln!(out, "\n  {text}")?;
        }
    }
    writeln!(out)
}

fn facts(voice: Voice, out: &mut String, result: &ResultDocument) -> std::fmt::Result {
    let rows = fact_rows(voice, result);
    let widest = rows.iter().map(|(label, _)| label.width()).max().unwrap_or_default().max(NARROWEST);
    for (label, value) in rows {
        writeln!(out, "  {label}{} {value}", " ".repeat(widest - label.width()))?;
    }
    writeln!(out)
}

/// The connection and the person, label by label, as far as they are known.
pub(super) fn fact_rows(voice: Voice, result: &ResultDocument) -> Vec<(String, String)> {
    let (connection, person) = (&result.connection, result.identity.as_ref());
    let account = person.and_then(|person| person.account.as_ref());
    let text = |shown: &Shown| shown.to_string();
    let texts = |all: &[Shown]| all.iter().map(text).collect::<Vec<_>>();
    let rows = [
        (key!("report.label.name"), Some(text(&connection.name))),
        (key!("report.label.app"), Some(text(&connection.app))),
        (key!("report.label.issuer"), connection.issuer.as_ref().map(text)),
        (key!("report.label.client_id"), connection.client_id.as_ref().map(text)),
        (key!("report.label.redirect_uri"), connection.redirect_uri.as_ref().map(text)),
        (key!("report.label.scopes"), Some(texts(&connection.scopes).join(" "))),
        (key!("report.label.verdict"), Some(voice.text(wording::verdict(result.verdict)))),
        (key!("report.label.subject"), person.map(|person| text(&person.subject))),
        (key!("report.label.username"), person.and_then(|person| person.username.as_ref().map(text))),
        (key!("report.label.email"), person.and_then(|person| person.email.as_ref().map(text))),
        (
            key!("report.label.groups"),
            person.and_then(|person| Some(voice.list(&texts(person.groups.as_ref()?)))),
        ),
        (
            key!("report.label.factors"),
            person.and_then(|person| Some(voice.say(&wording::factors(&texts(&person.methods))?))),
        ),
        (key!("report.label.account"), account.and_then(|account| account.looked_for.as_ref().map(text))),
        (key!("report.label.existing"), account.map(|account| text(&account.existing))),
        (key!("report.label.leaving"), account.map(|account| text(&account.leaving))),
    ];
    let known =
        rows.into_iter().filter_map(|(label, value)| Some((label, value.filter(|it| !it.is_empty())?)));
    known.map(|(label, value)| (voice.text(label), value)).collect()
}

fn checks(voice: Voice, out: &mut String, result: &ResultDocument, questions: bool) -> std::fmt::Result {
    for check in result.checks.iter().filter(|check| questions || !check.is_question()) {
        let sign = mark(check.status);
        let line = match &check.cause {
            // The title says how it should be; beside a cross that would read as its opposite.
            Some(cause) if matches!(check.status, Status::Fail | Status::Warn) => cause.to_string(),
            Some(cause) => format!("{}\n      {cause}", titled(voice, check)),
            None => titled(voice, check),
        };
        writeln!(out, "  {sign} {line}")?;
    }
    Ok(())
}

/// The check with what was seen, or with its status where that is not plain from the mark.
fn titled(voice: Voice, check: &CheckDocument) -> String {
    match (check.status, &check.seen) {
        // Its line below says so, with the question.
        (Status::Unknown, _) if check.is_question() => check.title.to_string(),
        (Status::NotReached | Status::NotApplicable | Status::Unknown, _) => {
            say!(voice, "joins.aside", text = check.title, aside = check.outcome())
        }
        (_, Some(seen)) if check.cause.is_none() => {
            say!(voice, "joins.labelled", label = check.title, value = seen)
        }
        _ => check.title.to_string(),
    }
}

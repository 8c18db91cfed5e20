//! `usher explain`: what a finding means, by the name under which reports have it.

use super::usage::Usage;
use super::{Exit, refuse, talk};
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, fill_in, key, message, places, say};
use crate::diagnosis::{Record, SLUGS, Severity};
use crate::ui::cli::ExplainArgs;

/// Prints what one finding means, or the names of those that hold the text; all of them without a name.
pub(crate) fn explain(args: &ExplainArgs) -> Exit {
    let asked = args.finding.as_deref().unwrap_or_default();
    let text = match SLUGS.iter().find(|record| record.name == asked) {
        Some(record) => whole(record),
        None => listed(asked),
    };
    if text.is_empty() {
        return refuse(&Usage(message!("cli.explain.unknown", name = visible(asked))));
    }
    talk::answer(&text);
    Exit::Works
}

/// A finding with the place of each value in angle brackets, since no connection fills it.
fn whole(record: &Record) -> String {
    let voice = Voice::default();
    let counts = match record.severity {
        Severity::Fail => key!("cli.explain.fail"),
        Severity::Warn => key!("cli.explain.warn"),
        Severity::Note => key!("cli.explain.note"),
    };
    let words = &record.words;
    let mut lines = vec![sentence(words.title), String::new(), sentence(words.happened), sentence(words.why)];
    lines.push(String::new());
    lines.push(say!(
        voice,
        "cli.explain.cure",
        place = sentence(words.fix_where),
        what = sentence(words.fix_do)
    ));
    lines.extend(words.fix_value.map(|value| say!(voice, "cli.explain.value", value = sentence(value))));
    lines.extend(
        words.reference.map(|section| say!(voice, "cli.explain.reference", section = sentence(section))),
    );
    lines.push(voice.text(counts));
    lines.retain(|line| line.is_empty() || !line.trim().is_empty());
    lines.join("\n") + "\n"
}

fn listed(part: &str) -> String {
    let holding = SLUGS.iter().filter(|record| record.name.contains(part));
    let width = SLUGS.iter().map(|record| record.name.len()).max().unwrap_or_default();
    let rows = holding.map(|record| format!("{:width$}  {}", record.name, sentence(record.words.title)));
    rows.chain([String::new()]).collect::<Vec<_>>().join("\n")
}

/// A sentence of the vocabulary, in which `{client_id}` becomes `<client id>`.
fn sentence(key: Key) -> String {
    let text = Voice::default().text(key);
    let named = places(&text).into_iter().map(|name| (name, format!("<{}>", name.replace('_', " "))));
    let named: Vec<(&str, String)> = named.collect();
    let values: Vec<(&str, &str)> = named.iter().map(|(name, shown)| (*name, shown.as_str())).collect();
    fill_in(&text, &values)
}

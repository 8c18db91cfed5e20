//! From `[[question]]` to a question and the rules of its type.

use crate::apps::question::{Choice, Kind, Question};
use crate::apps::read::{Reader, closed};

pub(super) fn questions(reader: &Reader<'_, '_>) -> Vec<Question> {
    reader.tables("question").iter().map(|table| closed(table, question(table))).collect()
}

fn question(reader: &Reader<'_, '_>) -> Question {
    Question {
        key: reader.need_name("key", "_"),
        label: reader.need_text("label"),
        ask: reader.need_text("ask"),
        why: reader.text("why"),
        kind: kind(reader),
        example: reader.text("example"),
        default: reader.template("default"),
        optional: reader.bool("optional").unwrap_or_default(),
        asked_by_step: reader.bool("asked_by_step").unwrap_or_default(),
        when: reader.when("when"),
    }
}

/// The longest answers that are taken where a guide sets no limit.
const LONGEST_SLUG: u16 = 64;
const LONGEST_TEXT: u16 = 200;

fn kind(reader: &Reader<'_, '_>) -> Kind {
    let names = ["https_url", "url", "host", "slug", "text", "bool", "choice", "map"];
    let names = names.map(|name| (name, name));
    let name = reader.word("type", &names);
    if !reader.has("type") {
        reader.missing("type");
    }
    match name {
        Some("https_url") => Kind::HttpsUrl { keep_path: reader.bool("keep_path").unwrap_or_default() },
        Some("url") => {
            Kind::Url { ends_with: reader.text("ends_with"), many: reader.bool("many").unwrap_or_default() }
        }
        Some("host") => Kind::Host,
        Some("slug") => Kind::Slug {
            extra: reader.text("extra").unwrap_or_default(),
            max: reader.number("max").unwrap_or(LONGEST_SLUG).into(),
        },
        Some("bool") => Kind::Bool,
        Some("choice") => Kind::Choice(choices(reader)),
        Some("map") => Kind::Map { roles: reader.texts("roles") },
        _ => Kind::Text { max: reader.number("max").unwrap_or(LONGEST_TEXT).into() },
    }
}

fn choices(reader: &Reader<'_, '_>) -> Vec<Choice> {
    let one = |table: &Reader<'_, '_>| Choice {
        value: table.need_text("value"),
        label: table.need_text("label"),
        about: table.text("about"),
    };
    let all: Vec<Choice> = reader.tables("choices").iter().map(|table| closed(table, one(table))).collect();
    if all.is_empty() {
        reader.missing("choices");
    }
    all
}

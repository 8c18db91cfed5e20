//! What an answer is in truth, where it is not what was asked for: a page of something in between, or a document behind a mark
//! that nobody sees.

use crate::base::words::{Message, key, message};
use crate::base::{Answer, Exchange};
use crate::diagnosis::finding::Finding;
use crate::diagnosis::slugs::Slug;
use crate::okta::page_text::page_title;

/// What some editors put before a text, and JSON must not have (RFC 8259 §8.1).
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A refusal by a page for people, where programs ask: a firewall, a proxy or a guard against robots answered instead. That
/// nothing is there (404) and that there was too much (429) have causes of their own.
pub(super) fn by_a_page(exchange: &Exchange) -> Option<Finding> {
    let answer =
        exchange.answer().filter(|answer| answer.status >= 400 && ![404, 429].contains(&answer.status))?;
    let found = Finding::new(Slug::AnswerBlocked)
        .public("status", answer.status.to_string())
        .public("address", exchange.request.shown_url())
        .public("page", titled(answer)?);
    Some(found)
}

/// A good answer that begins with a byte order mark.
pub(super) fn marked(exchange: &Exchange) -> Option<Finding> {
    let answer = exchange.answer().filter(|answer| answer.is_success())?;
    let found = Finding::new(Slug::AnswerByteOrderMark).public("address", exchange.request.shown_url());
    answer.body.reveal().starts_with(BYTE_ORDER_MARK).then_some(found)
}

/// What came instead of JSON, as a page where it is one, else in the reader's words.
pub(super) fn instead_of_json(exchange: Option<&Exchange>, detail: &str) -> Message {
    let title = exchange.and_then(Exchange::answer).and_then(titled);
    title.map_or_else(|| detail.into(), |title| message!("checks.answer.is_page", page = title))
}

/// The title of a page, or that it has none.
fn titled(answer: &Answer) -> Option<Message> {
    let title = page_title(answer.body.reveal())?;
    Some(if title.is_empty() { key!("checks.answer.untitled").into() } else { title.into() })
}

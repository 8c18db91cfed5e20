//! The application's configuration: whether it was written and says what was proven, and whether the proof still counts.

use super::context::Context;
use crate::base::words;
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::slugs::finding;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let all = [proof(context), written(context), values(context)];
    all.into_iter().flatten().collect()
}

/// A passed login counts only for the values it was made with.
fn proof(context: &Context<'_>) -> Option<Check> {
    let stale = Check::new("config.proof", Status::Warn).because(finding("config.stale_proof"));
    context.evidence.stale_proof.then_some(stale)
}

fn written(context: &Context<'_>) -> Option<Check> {
    let place = Value::public(context.evidence.not_written.clone()?);
    let found = finding("config.not_written").with("place", place);
    Some(Check::new("config.written", Status::Unknown).because(found))
}

fn values(context: &Context<'_>) -> Option<Check> {
    let read = context.evidence.configuration.as_ref()?;
    let id = "config.values";
    let place = Value::public(read.place.clone());
    let check = if let Some(detail) = &read.unreadable {
        let found =
            finding("config.unreadable").with("place", place).with("detail", Value::public(detail.clone()));
        Check::new(id, Status::Fail).because(found)
    } else if !read.missing.is_empty() {
        let found = finding("config.key_missing")
            .with("place", place)
            .with("keys", Value::public(words::list(&read.missing)));
        Check::new(id, Status::Fail).because(found)
    } else if let Some((key, expected, seen)) = read.differs.first() {
        let found = finding("config.value_differs")
            .with("place", place)
            .with("key", Value::public(key.clone()))
            .with("expected", Value::public(expected.clone()))
            .with("seen", Value::public(seen.clone()));
        Check::new(id, Status::Fail).because(found)
    } else {
        Check::new(id, Status::Pass).seeing(place)
    };
    Some(check.required(true))
}

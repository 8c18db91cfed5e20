//! The application's configuration, as it was read back after it was written.

use super::context::Context;
use crate::doctor::finding::{Check, Status, Value};
use crate::doctor::slugs::finding;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(read) = &context.evidence.configuration else { return Vec::new() };
    let id = "config.values";
    let place = Value::public(read.place.clone());
    let check = if let Some(detail) = &read.unreadable {
        let found =
            finding("config.unreadable").with("place", place).with("detail", Value::public(detail.clone()));
        Check::new(id, Status::Fail).because(found)
    } else if !read.missing.is_empty() {
        let found = finding("config.key_missing")
            .with("place", place)
            .with("keys", Value::public(read.missing.join(", ")));
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
    vec![check.required(true)]
}

//! The application's configuration: whether it was written and says what was proven, and whether the proof still counts.

use super::context::Context;
use crate::base::words::Message;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let all = [proof(context), written(context), values(context)];
    all.into_iter().flatten().collect()
}

/// What stands elsewhere and was not looked up says nothing, so that nothing can be concluded of the whole.
pub(super) fn references(context: &Context<'_>) -> Vec<Check> {
    let Some(read) = &context.evidence.not_followed else { return Vec::new() };
    let found = Finding::new(Slug::ConfigReferenceNotFollowed)
        .with("place", Value::public(read.place.clone()))
        .with("leads", Value::public(read.leads.clone()))
        .with("target", Value::public(read.target.clone()))
        .with("way", Value::public(read.way.clone()));
    vec![Check::new(CheckId::ConfigReferences, Status::Unknown).because(found).required(true)]
}

/// A passed login counts only for the values it was made with.
fn proof(context: &Context<'_>) -> Option<Check> {
    let stale = Check::new(CheckId::ConfigProof, Status::Warn).because(Finding::new(Slug::ConfigStaleProof));
    context.evidence.stale_proof.then_some(stale)
}

fn written(context: &Context<'_>) -> Option<Check> {
    let place = Value::public(context.evidence.not_written.clone()?);
    let found = Finding::new(Slug::ConfigNotWritten).with("place", place);
    Some(Check::new(CheckId::ConfigWritten, Status::Unknown).because(found))
}

fn values(context: &Context<'_>) -> Option<Check> {
    let read = context.evidence.configuration.as_ref()?;
    let id = CheckId::ConfigValues;
    let place = Value::public(read.place.clone());
    let check = if let Some(detail) = &read.unreadable {
        let found =
            Finding::new(Slug::ConfigUnreadable).with("place", place).public("detail", detail.clone());
        Check::new(id, Status::Fail).because(found)
    } else if !read.missing.is_empty() {
        let found = Finding::new(Slug::ConfigKeyMissing)
            .with("place", place)
            .public("keys", Message::list(&read.missing));
        Check::new(id, Status::Fail).because(found)
    } else if let Some((key, expected, seen)) = read.differs.first() {
        let found = Finding::new(Slug::ConfigValueDiffers)
            .with("place", place)
            .public("key", key.clone())
            .public("expected", expected.clone())
            .public("seen", seen.clone());
        Check::new(id, Status::Fail).because(found)
    } else if !read.elsewhere.is_empty() {
        let found = Finding::new(Slug::ConfigValueElsewhere)
            .with("place", place)
            .public("keys", Message::list(&read.elsewhere));
        Check::new(id, Status::Unknown).because(found)
    } else {
        Check::new(id, Status::Pass).seeing(place)
    };
    Some(check.required(true))
}

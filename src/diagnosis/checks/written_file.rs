//! The file that a connection was written to: whether it is there, and still what was written.

use super::context::Context;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::evidence::WrittenState;
use crate::diagnosis::finding::{Check, Finding, Severity, Status, Value};
use crate::diagnosis::slugs::Slug;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let Some(file) = &context.evidence.written_file else { return Vec::new() };
    let place = Value::public(file.place.clone());
    let check = |status| Check::new(CheckId::ConfigFile, status).required(true);
    let changed =
        || Finding::new(Slug::ConfigFileChanged).with("place", place.clone()).public("day", file.day.clone());
    vec![match &file.state {
        WrittenState::AsWritten => check(Status::Pass).seeing(place),
        // It says what was proven; that other lines differ is worth knowing.
        WrittenState::ChangedElsewhere => {
            let mut found = changed();
            found.severity = Severity::Note;
            check(Status::Pass).because(found)
        }
        WrittenState::ChangedValues => check(Status::Warn).because(changed()),
        WrittenState::Unreadable(why) => {
            let found =
                Finding::new(Slug::ConfigUnreadable).with("place", place).public("detail", why.clone());
            check(Status::Fail).because(found)
        }
    }]
}

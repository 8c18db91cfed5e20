//! The admin's own word on what Usher cannot see. It is recorded as such and proves nothing.

use super::context::Context;
use crate::diagnosis::evidence::Confirmation;
use crate::diagnosis::finding::{Check, Status, Value};
use crate::diagnosis::slugs::finding;

/// The finding of a question that nobody has answered yet.
pub const NOT_CONFIRMED: &str = "app.not_confirmed";

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    context.evidence.confirmations.iter().map(check).collect()
}

fn check(confirmation: &Confirmation) -> Check {
    let (id, failed) = kind(&confirmation.id);
    let question = Value::public(confirmation.ask.clone());
    match confirmation.yes {
        Some(true) => Check::new(id, Status::Confirmed).seeing(question),
        Some(false) => Check::new(id, Status::Fail).because(finding(failed).with("question", question)),
        None => Check::new(id, Status::Unknown).because(finding(NOT_CONFIRMED).with("question", question)),
    }
}

/// Which check a question of a guide belongs to, and what it is called when the answer is no.
fn kind(id: &str) -> (&'static str, &'static str) {
    let id = id.to_ascii_lowercase();
    let table = [
        ("tile", "app.tile", "app.tile_failed"),
        ("dashboard", "app.tile", "app.tile_failed"),
        ("sign_out", "app.sign_out", "app.sign_out_failed"),
        ("logout", "app.sign_out", "app.sign_out_failed"),
        ("refused", "app.refused", "app.not_refused"),
        ("groups", "app.groups", "app.groups_wrong"),
        ("way_back", "app.way_back", "app.no_way_back"),
    ];
    let found = table.iter().find(|(word, ..)| id.contains(word));
    found.map_or(("app.login", "app.login_failed"), |(_, check, failed)| (check, failed))
}

/// The check that holds the admin's word on a question of a guide.
pub fn check_of_word(question: &str) -> &'static str {
    kind(question).0
}

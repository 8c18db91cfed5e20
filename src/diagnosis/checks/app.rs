//! The admin's own word on what Usher cannot see. It is recorded as such and proves nothing.

use super::context::Context;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::evidence::Confirmation;
use crate::diagnosis::finding::{Check, Finding, Status, Value};
use crate::diagnosis::slugs::Slug;

pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    context.evidence.confirmations.iter().map(check).collect()
}

fn check(confirmation: &Confirmation) -> Check {
    let (id, failed) = kind(&confirmation.id);
    let question = Value::public(confirmation.ask.clone());
    match confirmation.yes {
        Some(true) => Check::new(id, Status::Confirmed).seeing(question),
        Some(false) => Check::new(id, Status::Fail).because(Finding::new(failed).with("question", question)),
        None => Check::new(id, Status::Unknown)
            .because(Finding::new(Slug::AppNotConfirmed).with("question", question)),
    }
}

/// Which check a question of a guide belongs to, and what it is called when the answer is no.
fn kind(id: &str) -> (CheckId, Slug) {
    let id = id.to_ascii_lowercase();
    let table = [
        ("tile", CheckId::AppTile, Slug::AppTileFailed),
        ("dashboard", CheckId::AppTile, Slug::AppTileFailed),
        ("sign_out", CheckId::AppSignOut, Slug::AppSignOutFailed),
        ("logout", CheckId::AppSignOut, Slug::AppSignOutFailed),
        ("refused", CheckId::AppRefused, Slug::AppNotRefused),
        ("groups", CheckId::AppGroups, Slug::AppGroupsWrong),
        ("way_back", CheckId::AppWayBack, Slug::AppNoWayBack),
    ];
    let found = table.into_iter().find(|(word, ..)| id.contains(word));
    found.map_or((CheckId::AppLogin, Slug::AppLoginFailed), |(_, check, failed)| (check, failed))
}

/// The check that holds the admin's word on a question of a guide.
pub fn check_of_word(question: &str) -> CheckId {
    kind(question).0
}

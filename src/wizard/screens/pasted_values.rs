//! Several of the three values pasted at once: each goes into its field, it is said which, and one key takes it back.

use super::super::Wizard;
use super::super::project::name_of;
use super::values;
use crate::base::Secret;
use crate::base::words::{Key, Message, key, message};
use crate::engine::{Field, Setup};
use crate::okta::pasted_values::pasted_values;

/// Whether the text holds several values; then they stand in their fields.
pub(in crate::wizard) fn take(wizard: &mut Wizard, text: &Secret) -> bool {
    let Some(found) = pasted_values(text) else { return false };
    let values: Vec<(Field, Secret)> = [
        (Field::Issuer, found.issuer.map(Secret::new)),
        (Field::ClientId, found.client_id.map(Secret::new)),
        (Field::Secret, found.secret),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value?)))
    .collect();
    values::show(wizard);
    let names: Vec<Message> = values.iter().map(|(field, _)| name(field).into()).collect();
    if wizard.project.is_none() {
        return false;
    }
    put(wizard, values, false);
    wizard.notice = Some(message!("wizard.pasted_values.taken", what = listed(&names)));
    true
}

/// Puts the values into their fields; what stood there before can be brought back.
fn put(wizard: &mut Wizard, values: Vec<(Field, Secret)>, is_put_right: bool) {
    let Some(project) = &mut wizard.project else { return };
    project.before_paste.clear();
    project.is_put_right = is_put_right;
    for (field, value) in values {
        let text = project.texts.entry(name_of(&field)).or_default();
        project.before_paste.insert(name_of(&field), text.taken());
        text.set(value.reveal());
    }
    values::left_field(wizard);
    wizard.focus = values::first_focus(wizard);
    wizard.scroll.follows = true;
}

/// Whether client ID and client secret stand in each other's place.
pub(super) fn can_put_right(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.put_right().is_some())
}

/// Client ID and client secret come to where they belong.
pub(super) fn put_right(wizard: &mut Wizard) {
    let Some((id, secret)) = wizard.setup().and_then(Setup::put_right) else { return };
    put(wizard, vec![(Field::ClientId, id), (Field::Secret, secret)], true);
    wizard.notice = Some(message!("wizard.pasted_values.put_right"));
}

/// One of the three, as the sentence names it.
fn name(field: &Field) -> Key {
    match field {
        Field::ClientId => key!("wizard.pasted_values.client_id"),
        Field::Secret => key!("wizard.pasted_values.secret"),
        _ => key!("wizard.pasted_values.issuer"),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[Message]) -> Message {
    match names {
        [first, last] => message!("wizard.pasted_values.two", first = first, last = last),
        [first, second, last] => {
            message!("wizard.pasted_values.three", first = first, second = second, last = last)
        }
        other => Message::list(other),
    }
}

pub(super) fn can_take_back(wizard: &Wizard) -> bool {
    wizard.project.as_ref().is_some_and(|project| !project.before_paste.is_empty())
}

/// What stood in the fields before stands there again.
pub(super) fn take_back(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    for (name, text) in std::mem::take(&mut project.before_paste) {
        project.texts.entry(name).or_default().set(text.reveal());
    }
    values::left_field(wizard);
    wizard.notice = Some(message!("wizard.pasted_values.taken_back"));
}

//! Pieces of forms that several pages share: lists of URIs, tick boxes, choices.

use super::super::app::{App, Grant};
use super::super::org::Org;
use super::super::page::Html;
use super::super::visit::Fields;
use super::PAGES;
use crate::base::words::{Key, key, message};

/// The grants of the form: their place in it, and their label.
pub(super) const GRANTS: [(Grant, &str); 4] = [
    (Grant::AuthorizationCode, "Authorization Code"),
    (Grant::RefreshToken, "Refresh Token"),
    (Grant::Implicit, "Implicit (hybrid)"),
    (Grant::InteractionCode, "Interaction Code"),
];

/// A list of URIs, one field each, and one button for one more.
pub(super) fn uri_list(name: &str, label: &str, uris: &[String]) -> Html {
    let one_empty = [String::new()];
    let shown = if uris.is_empty() { &one_empty[..] } else { uris };
    let inputs = Html::joined(shown.iter().enumerate().map(|(place, uri)| {
        Html::part(
            PAGES,
            "uri",
            &[
                ("name", Html::text(name)),
                ("label", Html::text(label)),
                ("place", Html::text(&place.to_string())),
                ("number", Html::text(&(place + 1).to_string())),
                ("value", Html::text(uri)),
            ],
        )
    }));
    Html::part(PAGES, "uris", &[("name", Html::text(name)), ("label", Html::text(label)), ("inputs", inputs)])
}

/// Whether a form came back only for one more line, or one less.
pub(super) fn asks_for_lines(form: &Fields) -> bool {
    let action = form.text("action");
    action.starts_with("add-") || action.starts_with("remove-")
}

/// One more line in a list of URIs, or one less, as a form asks for it; whether it did.
pub(super) fn changes_lists(app: &mut App, form: &Fields) -> bool {
    let lists = [("redirect_uri", &mut app.redirect_uris), ("sign_out_uri", &mut app.sign_out_uris)];
    for (name, uris) in lists {
        let action = form.text("action");
        if action == format!("add-{name}") {
            if uris.is_empty() && name == "sign_out_uri" {
                uris.push(String::new());
            }
            uris.push(String::new());
        } else if let Some(place) = action.strip_prefix(&format!("remove-{name}-")) {
            // The place counts the lines as they were shown, those without a text included.
            let lines = form.0.iter().filter(|(other, _)| other == name).map(|(_, text)| text.trim());
            let left = lines.enumerate().filter(|(at, text)| at.to_string() != place && !text.is_empty());
            *uris = left.map(|(_, text)| text.to_owned()).collect();
        }
    }
    asks_for_lines(form)
}

/// Tick boxes for grants. Authorization Code is fixed on for web applications, as in Okta.
pub(super) fn grant_boxes(chosen: &[Grant], which: std::ops::Range<usize>) -> Html {
    let shown = GRANTS.iter().enumerate().filter(|(place, _)| which.contains(place));
    Html::joined(shown.map(|(_, (grant, label))| {
        let fixed = *grant == Grant::AuthorizationCode;
        tick("grant", grant.as_str(), label, fixed || chosen.contains(grant), fixed)
    }))
}

/// One tick box with its label.
pub(super) fn tick(name: &str, value: &str, label: &str, checked: bool, fixed: bool) -> Html {
    Html::part(
        PAGES,
        "tick",
        &[
            ("name", Html::text(name)),
            ("value", Html::text(value)),
            ("label", Html::text(label)),
            ("checked", Html::when(checked, "checked")),
            ("disabled", Html::when(fixed, "disabled")),
        ],
    )
}

/// One option of a list.
pub(super) fn option(value: &str, label: &str, chosen: bool) -> Html {
    Html::part(
        PAGES,
        "option",
        &[
            ("value", Html::text(value)),
            ("label", Html::text(label)),
            ("selected", Html::when(chosen, "selected")),
        ],
    )
}

/// A sentence on what is wrong with a form, with what it is about.
pub(super) fn trouble(key: Key, about: &str) -> Html {
    Html::part(PAGES, "trouble", &[("sentence", Html::said(&message!(key, value = about)))])
}

/// The grants that a form has ticked.
pub(super) fn read_grants(form: &Fields) -> Vec<Grant> {
    let ticked = form.all("grant");
    let chosen = GRANTS.iter().map(|(grant, _)| *grant);
    chosen
        .filter(|grant| *grant == Grant::AuthorizationCode || ticked.iter().any(|one| one == grant.as_str()))
        .collect()
}

/// The groups that a person would choose from; those that only make a long list are left out.
pub(super) fn choosable_groups(org: &Org) -> impl Iterator<Item = &String> {
    org.groups.iter().filter(|group| !group.starts_with("Project "))
}

/// What is wrong with an application's name and URIs, as the form would say it.
pub(super) fn examine(app: &App, others: &[App]) -> Option<Html> {
    if app.name.is_empty() {
        return Some(trouble(key!("practice.form.name_missing"), ""));
    }
    if others.iter().any(|other| other.client_id != app.client_id && other.name == app.name) {
        return Some(trouble(key!("practice.form.name_taken"), &app.name));
    }
    if app.redirect_uris.is_empty() {
        return Some(trouble(key!("practice.form.redirect_missing"), ""));
    }
    let sign_in = app.redirect_uris.iter().map(|uri| (uri, app.wildcard));
    let sign_out = app.sign_out_uris.iter().map(|uri| (uri, false));
    let mut all = sign_in.chain(sign_out);
    all.find_map(|(uri, wildcard)| Org::redirect_uri_trouble(uri, wildcard).map(|key| trouble(key, uri)))
}

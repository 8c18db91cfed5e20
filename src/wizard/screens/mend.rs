//! From a finding to the field or the step that mends it, and back again to check it.

use super::super::screen::Screen;
use super::super::{FindingView, Mending, Wizard};
use super::{checks, findings, login, telling, values};
use crate::diagnosis::finding::{Check, Finding, Side};
use crate::diagnosis::{Slug, Verdict};
use crate::engine::Setup;

/// The findings of the screen, in the order in which they stand there.
fn all(wizard: &Wizard) -> Vec<&Check> {
    match wizard.screen {
        Screen::Verdict | Screen::Details => findings::all(wizard),
        Screen::Values => wizard.setup().map(checks::speaking).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// What is told of them where they are chosen by number.
pub(super) fn views(wizard: &Wizard) -> Vec<FindingView> {
    let Some(subject) = wizard.setup().map(|setup| &setup.evidence().subject) else { return Vec::new() };
    let view = |check: &Check| {
        let told = telling::told(check, subject);
        FindingView {
            title: telling::title(check, subject),
            has_place: check.finding.as_ref().is_some_and(|one| place(wizard, one).is_some()),
            fix_where: told.as_ref().map(|told| told.fix_where.clone()).unwrap_or_default(),
            fix_do: told.map(|told| told.fix_do).unwrap_or_default(),
        }
    };
    all(wizard).into_iter().map(view).collect()
}

/// Where the finding under the cursor is mended: the first cause, unless one went to another.
pub(super) fn place_of_focused(wizard: &Wizard) -> Option<Screen> {
    place(wizard, findings::focused(wizard)?)
}

/// Where a finding is mended inside the wizard: in a field, else in the step that has to do with it.
fn place(wizard: &Wizard, finding: &Finding) -> Option<Screen> {
    let family = finding.slug.as_str().split('.').next().unwrap_or_default();
    let of_values = Some(Screen::Values).filter(|_| wizard.screen != Screen::Values);
    match (family, finding.side()) {
        _ if checks::field_at(finding.slug).is_some() => Some(Screen::Values),
        ("redirect", Side::OktaSetting) if finding.slug == Slug::RedirectSignOutNotRegistered => {
            okta_step(wizard, "sign_out")
        }
        ("redirect", _) => okta_step(wizard, "sign_in").or(Some(Screen::Redirects)),
        (_, Side::OktaSetting) => okta_step(wizard, family).or(of_values.filter(|_| family == "client")),
        ("client", _) | (_, Side::AppSetting) => of_values,
        _ => None,
    }
}

/// The guide's step in Okta that has to do with it.
fn okta_step(wizard: &Wizard, family: &str) -> Option<Screen> {
    let steps = &wizard.setup()?.resolved().steps;
    let word = match family {
        "claims" => "claim",
        "login" => "assign",
        "grant" | "refresh" | "response_type" => "grant",
        "scope" => "scope",
        other => other,
    };
    let found = steps.iter().find(|step| step.id.starts_with("okta/") && step.id.contains(word));
    found.map(|step| Screen::Step(step.id.clone()))
}

/// Goes to where the finding under the cursor is mended.
pub(super) fn go(wizard: &mut Wizard) {
    let at = findings::at_focus(wizard);
    go_to(wizard, at);
}

/// Goes to where the finding of this number is mended; the cursor stands in its field then.
pub(super) fn go_to(wizard: &mut Wizard, at: usize) {
    let Some(check) = all(wizard).get(at).copied() else { return };
    let Some(finding) = check.finding.clone() else { return };
    let needs_login = !checks::is_browser_free(check);
    let Some(screen) = place(wizard, &finding) else { return };
    let field = checks::field_at(finding.slug).filter(|_| screen == Screen::Values);
    wizard.aside(screen);
    wizard.mending = Some(Mending { needs_login });
    if let Some(field) = field {
        wizard.focus = field;
    }
}

/// Whether the screen was gone to for mending, so that Enter checks again and comes back.
pub(super) fn is_mending(wizard: &Wizard) -> bool {
    let from_findings =
        matches!(wizard.below.last(), Some(Screen::Verdict | Screen::Details | Screen::Values));
    let mends = matches!(wizard.screen, Screen::Step(_) | Screen::Redirects | Screen::Values);
    wizard.mending.is_some() && from_findings && mends
}

/// Whether a browser is needed to see if it is mended. Values that changed are looked at without one first.
fn needs_login(wizard: &Wizard) -> bool {
    let is_seen_at_login = wizard.mending.is_some_and(|mending| mending.needs_login);
    let Some(setup) = wizard.setup().filter(|_| is_seen_at_login) else { return false };
    let is_known_to_fail = wizard.screen == Screen::Values && checks::standing(setup) == Verdict::Broken;
    !setup.checking() && !is_known_to_fail
}

/// What Enter does then: a key under `wizard.keys`.
pub(super) fn next_word(wizard: &Wizard) -> Option<&'static str> {
    is_mending(wizard).then(|| if needs_login(wizard) { "login_again" } else { "check_and_return" })
}

/// It is said to be mended: what needs no browser is checked again at once and told where one came from, the rest by another
/// login, which ends at its verdict.
pub(super) fn check_again(wizard: &mut Wizard) {
    if needs_login(wizard) {
        login::again(wizard);
        return;
    }
    wizard.mending = None;
    wizard.back_from_aside();
    let is_checking = wizard.setup().is_some_and(Setup::checking);
    if values::is_complete(wizard) && !is_checking {
        values::check(wizard);
    }
}

//! From a finding to the field or the step that cures it, and back again to check it.

use super::super::screen::Screen;
use super::super::{FindingView, Fixing, Wizard};
use super::{check_blocks, checks, findings, fix, login, values};
use crate::apps::OktaPart;
use crate::diagnosis::Verdict;
use crate::diagnosis::finding::{Check, Finding};
use crate::diagnosis::slugs::Cure;
use crate::engine::Setup;
use crate::wizard::keymap::{Word, word};

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
        let told = check_blocks::told(wizard.voice(), check, subject);
        FindingView {
            title: check_blocks::title(wizard.voice(), check, subject),
            has_place: check.finding.as_ref().is_some_and(|one| place(wizard, one).is_some()),
            fix_where: told.as_ref().map(|told| told.fix_where.clone()).unwrap_or_default(),
            fix_do: told.map(|told| told.fix_do).unwrap_or_default(),
        }
    };
    all(wizard).into_iter().map(view).collect()
}

/// Where the finding under the cursor is corrected: the first cause, unless one went to another.
pub(super) fn place_of_focused(wizard: &Wizard) -> Option<Screen> {
    Some(place(wizard, findings::focused(wizard)?)?.0)
}

/// Where a finding is corrected inside the wizard: a screen, and the field there where it has several.
pub(super) fn place_of(setup: &Setup, finding: &Finding) -> Option<(Screen, Option<usize>)> {
    let resolved = setup.resolved();
    let step = |part| resolved.okta_part(part).map(|step| Screen::Step(step.id.clone()));
    let (screen, field) = match finding.slug.record().cure {
        Cure::Issuer => (Screen::Values, Some(0)),
        Cure::ClientId => (Screen::Values, Some(1)),
        Cure::Secret => (Screen::Values, Some(2)),
        Cure::File => (Screen::Values, None),
        Cure::Redirect => (step(OktaPart::SignIn).unwrap_or(Screen::Redirects), None),
        Cure::Okta(part @ OktaPart::Credentials) => (step(part).unwrap_or(Screen::Values), None),
        Cure::Okta(part) => (step(part)?, None),
        // No screen changes the scopes that an application asks for.
        Cure::Scopes | Cure::Nowhere => return None,
    };
    Some((screen, field))
}

/// The same from where one is: the very screen is a place to go only for its field.
fn place(wizard: &Wizard, finding: &Finding) -> Option<(Screen, Option<usize>)> {
    if fix::is_in_file(wizard, finding) {
        return Some((Screen::Fix, None));
    }
    let place = place_of(wizard.setup()?, finding);
    place.filter(|(screen, field)| field.is_some() || *screen != wizard.screen)
}

/// Goes to where the finding under the cursor is corrected.
pub(super) fn go(wizard: &mut Wizard) {
    let at = findings::at_focus(wizard);
    go_to(wizard, at);
}

/// Goes to where the finding of this number is corrected; the cursor stands in its field then.
pub(super) fn go_to(wizard: &mut Wizard, at: usize) {
    let Some(check) = all(wizard).get(at).copied() else { return };
    let Some((screen, field)) = check.finding.as_ref().and_then(|finding| place(wizard, finding)) else {
        return;
    };
    if screen == Screen::Fix {
        let finding = check.finding.clone();
        return finding.into_iter().for_each(|finding| fix::show_for(wizard, &finding));
    }
    let needs_login = !checks::is_browser_free(check);
    wizard.aside(screen);
    wizard.fixing = Some(Fixing { needs_login });
    if let Some(field) = field {
        wizard.focus = field;
    }
}

/// Whether the screen was gone to for a cure, so that Enter checks again and comes back.
pub(super) fn is_fixing(wizard: &Wizard) -> bool {
    let from_findings = matches!(
        wizard.below.last(),
        Some(Screen::Verdict | Screen::Details | Screen::Values | Screen::Found)
    );
    let cures = matches!(wizard.screen, Screen::Step(_) | Screen::Redirects | Screen::Values);
    wizard.fixing.is_some() && from_findings && cures
}

/// Whether a browser is needed to see if it is corrected. Values that changed are looked at without one first.
fn needs_login(wizard: &Wizard) -> bool {
    let is_seen_at_login = wizard.fixing.is_some_and(|fixing| fixing.needs_login);
    let Some(setup) = wizard.setup().filter(|_| is_seen_at_login) else { return false };
    let is_known_to_fail = wizard.screen == Screen::Values && checks::standing(setup) == Verdict::Broken;
    !setup.checking() && !is_known_to_fail
}

/// What Enter does then.
pub(super) fn next_word(wizard: &Wizard) -> Option<Word> {
    is_fixing(wizard)
        .then(|| if needs_login(wizard) { word!("login_again") } else { word!("check_and_return") })
}

/// It is said to be corrected: what needs no browser is checked again at once and told where one came from, the rest by another
/// login, which ends at its verdict.
pub(super) fn check_again(wizard: &mut Wizard) {
    if needs_login(wizard) {
        login::again(wizard);
        return;
    }
    wizard.fixing = None;
    wizard.back_from_aside();
    let is_checking = wizard.setup().is_some_and(Setup::checking);
    if values::is_complete(wizard) && !is_checking {
        values::check(wizard);
    }
}

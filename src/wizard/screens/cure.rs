//! From a finding to the field or the step that cures it, and back again to check it.

use super::super::screen::Screen;
use super::super::{FindingView, Fixing, Wizard};
use super::{check_blocks, checks, findings, fix, login, redirects, steps, values};
use crate::apps::OktaPart;
use crate::diagnosis::Verdict;
use crate::diagnosis::finding::{Check, Finding};
use crate::diagnosis::slugs::Cure;
use crate::engine::Setup;
use crate::wizard::keymap::{Action, Binding, Word, c, row, word};

/// Goes there.
pub(super) const KEY: Binding = row(&[c('m')], Action::GoToFix, "go_to_fix", 4, go).when(can_go);

/// The findings of the screen, in the order in which they stand there.
fn all(wizard: &Wizard) -> Vec<&Check> {
    (wizard.described().findings)(wizard)
}

/// What is told of them where they are chosen by number.
pub(in crate::wizard) fn views(wizard: &Wizard) -> Vec<FindingView> {
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

/// Whether the finding under the cursor is corrected inside the wizard, and not in a file.
fn can_go(wizard: &Wizard) -> bool {
    let place = findings::focused(wizard).and_then(|finding| place(wizard, finding));
    place.is_some_and(|(screen, _)| screen != fix::SCREEN)
}

/// Where a finding is corrected inside the wizard: a screen, and the field there where it has several.
pub(super) fn place_of(setup: &Setup, finding: &Finding) -> Option<(Screen, Option<usize>)> {
    let resolved = setup.resolved();
    let step = |part| resolved.okta_part(part).map(|step| steps::screen(&step.id));
    let (screen, field) = match finding.slug.record().cure {
        Cure::Issuer => (values::SCREEN, Some(0)),
        Cure::ClientId => (values::SCREEN, Some(1)),
        Cure::Secret => (values::SCREEN, Some(2)),
        Cure::File => (values::SCREEN, None),
        Cure::Redirect => (step(OktaPart::SignIn).unwrap_or(redirects::SCREEN), None),
        Cure::Okta(part @ OktaPart::Credentials) => (step(part).unwrap_or(values::SCREEN), None),
        Cure::Okta(part) => (step(part)?, None),
        // No screen changes the scopes that an application asks for.
        Cure::Scopes | Cure::Nowhere => return None,
    };
    Some((screen, field))
}

/// The same from where one is: the very screen is a place to go only for its field.
fn place(wizard: &Wizard, finding: &Finding) -> Option<(Screen, Option<usize>)> {
    if fix::is_in_file(wizard, finding) {
        return Some((fix::SCREEN, None));
    }
    let place = place_of(wizard.setup()?, finding);
    place.filter(|(screen, field)| field.is_some() || *screen != wizard.screen)
}

/// Goes to where the finding under the cursor is corrected.
fn go(wizard: &mut Wizard) {
    let at = findings::at_focus(wizard);
    go_to(wizard, at);
}

/// Goes to where the finding of this number is corrected; the cursor stands in its field then.
pub(in crate::wizard) fn go_to(wizard: &mut Wizard, at: usize) {
    let Some(check) = all(wizard).get(at).copied() else { return };
    let Some((screen, field)) = check.finding.as_ref().and_then(|finding| place(wizard, finding)) else {
        return;
    };
    if screen == fix::SCREEN {
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
pub(in crate::wizard) fn is_fixing(wizard: &Wizard) -> bool {
    wizard.fixing.is_some() && !wizard.below.is_empty() && wizard.described().cures
}

/// Whether a browser is needed to see if it is corrected. Values that changed are looked at without one first.
fn needs_login(wizard: &Wizard) -> bool {
    let is_seen_at_login = wizard.fixing.is_some_and(|fixing| fixing.needs_login);
    let Some(setup) = wizard.setup().filter(|_| is_seen_at_login) else { return false };
    let is_known_to_fail = wizard.screen == values::SCREEN && checks::standing(setup) == Verdict::Broken;
    !setup.checking() && !is_known_to_fail
}

/// What Enter does then.
pub(in crate::wizard) fn next_word(wizard: &Wizard) -> Option<Word> {
    is_fixing(wizard)
        .then(|| if needs_login(wizard) { word!("login_again") } else { word!("check_and_return") })
}

/// It is said to be corrected: what needs no browser is checked again at once and told where one came from, the rest by another
/// login, which ends at its verdict.
pub(in crate::wizard) fn check_again(wizard: &mut Wizard) {
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

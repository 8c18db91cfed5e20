//! The three values: judged as they are typed, checked without a browser as soon as all three are there.

use super::super::page::{Block, FieldView, Page, Sign, Tone};
use super::super::project::name_of;
use super::super::screen::{Description, Items, Screen, Talk};
use super::super::{TextField, Wizard};
use super::checks::{self, field_of, lacks_test_address, results, standing, was_asked};
use super::{check_blocks, cure, findings, okta, pasted_values, questions, secret};
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Message, key, message, say};
use crate::diagnosis::Verdict;
use crate::diagnosis::finding::{Check, Status};
use crate::engine::connection::Stage;
use crate::engine::{Field, Intent};
use crate::okta::misplaced::Suspicion;
use crate::okta::probes::ORGANIZATION;
use crate::wizard::keymap::{Action, OPEN, Word, enter, f, row, word};

/// The three values.
pub(in crate::wizard) const SCREEN: Screen = Screen::Values;

pub(super) static VALUES: Description = Description {
    stage: |_| Some(Stage::Values),
    cures: true,
    talk: Talk::Values,
    page,
    arrive,
    items: Items::Fields(|_| FIELDS.len()),
    likely: first_focus,
    editing: |wizard| FIELDS.get(wizard.focus).map(name_of),
    pasted: left_field,
    takes_values: true,
    link: findings::link,
    findings: |wizard| wizard.setup().map(checks::speaking).unwrap_or_default(),
    keys: &[
        OPEN,
        row(&[f(3)], Action::Reveal, "reveal", 6, reveal).when(has_secret),
        row(&[f(4)], Action::AsTyped, "as_typed", 5, as_typed).when(|wizard| {
            pasted_values::can_take_back(wizard) || questions::corrected_field(wizard).is_some()
        }),
        row(&[f(7)], Action::PutRight, "put_right", 1, pasted_values::put_right)
            .when(pasted_values::can_put_right),
        row(&[f(8)], Action::SecretPlace, "secret_place", 7, |wizard| wizard.aside(secret::SCREEN))
            .when(wants_secret),
        row(&[f(5)], Action::CheckAgain, "check_again", 7, check).when(is_complete),
        okta::REGISTER,
        enter("next", next),
    ],
    next_word,
    ..Description::PLAIN
};

fn next_word(wizard: &Wizard) -> Option<Word> {
    if is_complete(wizard) { cure::next_word(wizard) } else { Some(word!("next_gap")) }
}

/// Shows them, unless they are shown.
pub(super) fn show(wizard: &mut Wizard) {
    if wizard.screen != SCREEN {
        wizard.go(SCREEN);
    }
}

fn reveal(wizard: &mut Wizard) {
    if let Some(field) = wizard.project.as_mut().and_then(|project| project.texts.get_mut("secret")) {
        field.toggle_reveal();
    }
}

fn as_typed(wizard: &mut Wizard) {
    if pasted_values::can_take_back(wizard) {
        pasted_values::take_back(wizard);
    } else {
        questions::take_as_typed(wizard);
    }
}

/// The secret came from where it lives.
pub(in crate::wizard) fn secret_came(wizard: &mut Wizard) {
    if wizard.screen == SCREEN {
        left_field(wizard);
    }
}

/// The three fields, in their order.
pub(super) const FIELDS: [Field; 3] = [Field::Issuer, Field::ClientId, Field::Secret];

/// The first field that has no good value yet.
pub(super) fn first_focus(wizard: &Wizard) -> usize {
    FIELDS.iter().position(|field| !is_good(wizard, field)).unwrap_or(FIELDS.len() - 1)
}

fn is_good(wizard: &Wizard, field: &Field) -> bool {
    wizard.setup().and_then(|setup| setup.field(field)).is_some_and(crate::engine::FieldState::is_good)
}

pub(super) fn is_complete(wizard: &Wizard) -> bool {
    FIELDS.iter().all(|field| is_good(wizard, field) || (*field == Field::Secret && !wants_secret(wizard)))
}

/// Whether the application has a secret at all.
pub(super) fn wants_secret(wizard: &Wizard) -> bool {
    wizard.setup().is_none_or(|setup| setup.resolved().okta.client_authentication != "none")
}

/// Whether there is a secret that can be shown.
pub(super) fn has_secret(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.secret().is_some())
        || wizard.text_field("secret").is_some_and(|text| !text.is_empty())
}

fn arrive(wizard: &mut Wizard) {
    propose_issuer(wizard);
    wizard.focus = first_focus(wizard);
    check_if_new(wizard);
}

/// The issuer that the organization leads to expect stands there already.
fn propose_issuer(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let expected = &project.setup.resolved().okta.issuer_expected;
    if !expected.is_complete() || expected.is_empty() {
        return;
    }
    let expected = expected.reveal().to_owned();
    let Some(text) = project.texts.get_mut("issuer") else { return };
    if text.is_empty() {
        text.set(&expected);
        wizard.put(&Field::Issuer);
    }
}

/// A field was left: what is in it counts, and once all three are there the checks begin.
pub(in crate::wizard) fn left_field(wizard: &mut Wizard) {
    for field in FIELDS {
        wizard.put(&field);
    }
    check_if_new(wizard);
}

pub(super) fn check_if_new(wizard: &mut Wizard) {
    ask_who_it_is(wizard);
    let Some(values) = current(wizard) else { return };
    let known = wizard.project.as_ref().and_then(|project| project.checked.clone());
    if is_complete(wizard) && known.as_ref() != Some(&values) {
        check(wizard);
    }
}

/// Whether a client ID that looks like a secret is one depends on who the provider is; that can be asked without it.
fn ask_who_it_is(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let waits = setup.field(&Field::ClientId).is_some_and(|id| id.suspicion == Some(Suspicion::Possible));
    let is_told = setup.evidence().probed.of(&ORGANIZATION).is_some() || setup.checking();
    if waits && !is_told && is_good(wizard, &Field::Issuer) {
        wizard.want(Intent::Check);
    }
}

fn current(wizard: &Wizard) -> Option<(String, String, Secret)> {
    let setup = wizard.setup()?;
    let connection = setup.connection();
    let secret = setup.secret().cloned().unwrap_or_default();
    Some((connection.issuer.clone()?, connection.client_id.clone()?, secret))
}

/// Runs the browser-free checks.
pub(super) fn check(wizard: &mut Wizard) {
    for field in FIELDS {
        wizard.put(&field);
    }
    let values = current(wizard);
    if let Some(project) = &mut wizard.project {
        project.checked = values;
    }
    wizard.want(Intent::Check);
    wizard.keep();
}

/// On, when all three are there and the checks are through; else Enter goes to what is missing, or begins the checks.
fn next(wizard: &mut Wizard) {
    left_field(wizard);
    if !is_complete(wizard) {
        wizard.is_insisting = true;
        wizard.focus = first_focus(wizard);
        wizard.notice = gap(wizard);
        return;
    }
    if cure::is_fixing(wizard) {
        return cure::check_again(wizard);
    }
    let Some(setup) = wizard.setup() else { return };
    if setup.checking() {
        wizard.notice = Some(message!("wizard.values.still_checking"));
        return;
    }
    let warning = match standing(setup) {
        Verdict::Broken => key!("wizard.values.still_broken"),
        _ if lacks_test_address(setup) => key!("wizard.values.still_unregistered"),
        _ => return wizard.forward(),
    };
    let values = current(wizard);
    // What was said of other values, or of a gap, says nothing of these.
    match &mut wizard.project {
        Some(project) if project.warned != values => {
            project.warned = values;
            wizard.notice = Some(message!(warning));
        }
        _ => wizard.forward(),
    }
}

/// That the checks are going on is said no longer than they do.
pub(super) fn after_setup(wizard: &mut Wizard) {
    let is_over = wizard.setup().is_some_and(|setup| !setup.checking());
    if is_over && (wizard.screen == SCREEN || wizard.described().judges) {
        let waits = message!("wizard.values.still_checking");
        wizard.notice.take_if(|notice| *notice == waits);
    }
}

/// What is said of a field that is empty; beside it nothing is said before something was typed.
fn gap(wizard: &Wizard) -> Option<Message> {
    let field = FIELDS.get(wizard.focus)?;
    let is_empty = wizard.text_field(&name_of(field)).is_none_or(TextField::is_empty);
    is_empty.then(|| message!("wizard.values.gap", name = label(field)))
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.values.title"));
    for (at, field) in FIELDS.iter().enumerate() {
        if *field == Field::Secret && !wants_secret(wizard) {
            page.mark(Sign::Note, message!("wizard.values.no_secret"));
            continue;
        }
        let name = name_of(field);
        page.push(Block::Field(FieldView {
            label: wizard.text(label(field)),
            focused: at == wizard.focus,
            placeholder: example(wizard, field),
            remarks: remarks(wizard, field),
            name,
        }));
    }
    page.space();
    if wizard.practice_wanted && !is_complete(wizard) {
        page.mark(Sign::Note, message!("wizard.practice.values")).space();
    }
    checks(wizard, &mut page);
    page
}

/// What an empty field shows.
fn example(wizard: &Wizard, field: &Field) -> String {
    let text = match field {
        Field::Secret => return say!(wizard, "wizard.values.secret_example"),
        Field::ClientId => key!("wizard.values.client_id_example"),
        _ => key!("wizard.values.issuer_example"),
    };
    say!(wizard, "wizard.frame.example", text = text)
}

/// The name of one of the three.
pub(super) fn label(field: &Field) -> Key {
    match field {
        Field::ClientId => key!("wizard.values.client_id"),
        Field::Secret => key!("wizard.values.secret"),
        _ => key!("wizard.values.issuer"),
    }
}

fn remarks(wizard: &Wizard, field: &Field) -> Vec<(Sign, String)> {
    let mut all = questions::remarks(wizard, field);
    all.extend(put_right(wizard, field));
    all.extend(taken_together(wizard, field));
    let own = |check: &&Check| {
        let finding = check.finding.as_ref().filter(|_| check.status == Status::Fail);
        finding.and_then(|finding| field_of(wizard.setup()?, finding)) == Some(field)
    };
    let typed = wizard.text_field(&name_of(field)).is_some_and(|text| !text.is_empty());
    // What the text itself shows is not said a second time as a finding.
    let is_told = all.iter().any(|(sign, _)| *sign == Sign::Bad);
    let setup = wizard.setup().filter(|setup| typed && !is_told && was_asked(setup));
    // The first cause alone stands beside the field; its consequences stand in the list.
    if let Some(check) = setup.and_then(|setup| setup.diagnosis().checks.iter().find(own))
        && let Some(told) =
            setup.and_then(|setup| check_blocks::told(wizard.voice(), check, &setup.evidence().subject))
    {
        all.push((Sign::Bad, told.title));
        let cure = [told.happened, told.fix_where, told.fix_do, told.fix_value];
        all.extend(cure.into_iter().filter(|text| !text.is_empty()).map(|text| (Sign::Under, text)));
    }
    if *field == Field::Secret {
        all.extend(secret::remembered(wizard).map(|text| (Sign::Note, text)));
    }
    if *field == Field::Secret
        && let Some(trouble) = wizard.setup().and_then(|setup| setup.secret_trouble())
    {
        all.push((
            Sign::Caution,
            say!(wizard, "wizard.values.secret_trouble", why = trouble.detail.map(&visible)),
        ));
    }
    all
}

/// What is said beside a field that was filled together with others.
fn taken_together(wizard: &Wizard, field: &Field) -> Option<(Sign, String)> {
    let project = wizard.project.as_ref()?;
    let key = if project.is_put_right {
        key!("wizard.pasted_values.was_swapped")
    } else {
        key!("wizard.pasted_values.remark")
    };
    let was_filled = project.before_paste.contains_key(&name_of(field));
    let is_empty = wizard.text_field(&name_of(field)).is_none_or(TextField::is_empty);
    (was_filled && !is_empty).then(|| (Sign::Corrected, wizard.text(key)))
}

/// That one key puts both right, beside the field that holds what belongs into the other.
fn put_right(wizard: &Wizard, field: &Field) -> Option<(Sign, String)> {
    let holds = match field {
        Field::ClientId => wizard.setup()?.holds_back_client_id(),
        Field::Secret => !wizard.setup()?.holds_back_client_id(),
        _ => false,
    };
    (holds && pasted_values::can_put_right(wizard))
        .then(|| (Sign::Note, say!(wizard, "wizard.pasted_values.can_put_right")))
}

/// The checks line by line, as far as they came; before them, what will happen.
fn checks(wizard: &Wizard, page: &mut Page) {
    let Some(setup) = wizard.setup() else { return };
    if !was_asked(setup) {
        page.text(Tone::Quiet, message!("wizard.values.where"));
        page.space().text(Tone::Quiet, message!("wizard.values.announce"));
        return;
    }
    let mut told = Page::new(wizard.voice(), "");
    results(wizard.voice(), setup, &mut told);
    page.aside = told.body;
}

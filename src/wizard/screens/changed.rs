//! What was changed so far, in Okta and on this computer, and how each of it is undone.

use super::super::page::{Page, Sign, Tone};
use super::super::{Mode, Wizard};
use super::change::backup;
use crate::apps::{FormatBody, Phase, Server};
use crate::base::words::{Voice, key, message, say};
use crate::engine::Setup;
use crate::engine::connection::{Stage, Written};

/// The part of the summary for whoever asks what there is to be taken back.
pub(super) fn told(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    page.text(Tone::Heading, message!("wizard.changed.okta_title"));
    okta(wizard, setup, page);
    page.space().text(Tone::Heading, message!("wizard.changed.here_title"));
    here(wizard, setup, page);
    in_the_application(wizard, setup, page);
}

fn okta(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let is_verified = wizard.project.as_ref().is_some_and(|project| project.mode == Mode::Verify);
    if is_verified {
        page.mark(Sign::Note, message!("wizard.changed.okta_was_there"));
        test_addresses(setup, page);
        return;
    }
    let is_begun = setup.connection().client_id.is_some()
        || setup.connection().done_steps.iter().any(|step| step.starts_with("okta/"));
    if setup.connection().somebody_else {
        page.mark(Sign::Note, message!("wizard.changed.somebody_else"));
    }
    if !is_begun {
        page.mark(Sign::Blank, message!("wizard.changed.okta_nothing"));
        return;
    }
    application(wizard.voice(), setup, page);
    for title in steps_done(setup) {
        page.mark(Sign::Good, title);
    }
    test_addresses(setup, page);
    let app = &setup.resolved().okta.name;
    page.mark(Sign::Note, message!("wizard.changed.okta_undo", app = app));
    if setup.resolved().okta.server == Server::Custom {
        page.under(Tone::Plain, message!("wizard.changed.server_undo"));
    }
}

/// The application in Okta, with the addresses that are to stay on its list.
fn application(voice: Voice, setup: &Setup, page: &mut Page) {
    let okta = &setup.resolved().okta;
    let text = match &setup.connection().client_id {
        Some(id) => say!(voice, "wizard.changed.application", app = okta.name, id = id),
        None => say!(voice, "wizard.changed.application_begun", app = okta.name),
    };
    page.mark(Sign::Good, text);
    for (key, all) in
        [(key!("wizard.changed.sign_in"), &okta.sign_in), (key!("wizard.changed.sign_out"), &okta.sign_out)]
    {
        for uri in all.iter().filter(|uri| uri.is_complete()) {
            page.under(Tone::Plain, message!(key, address = uri.shown()));
        }
    }
}

/// What belongs to the application itself, or only looks something up there.
const OF_THE_APPLICATION: [&str; 5] =
    ["create_web_app", "create_native_app", "client_credentials", "client_id", "issuer"];

/// The other steps in Okta that were marked as done, by their titles: assignments and claims are among them.
fn steps_done(setup: &Setup) -> Vec<String> {
    let is_done = |id: &str| {
        let of = id.split(['/', '.']).nth(1).unwrap_or_default();
        !OF_THE_APPLICATION.contains(&of) && setup.connection().done_steps.iter().any(|done| done == id)
    };
    setup
        .resolved()
        .phase(Phase::Okta)
        .filter(|step| is_done(&step.id))
        .map(|step| step.title.clone())
        .collect()
}

fn test_addresses(setup: &Setup, page: &mut Page) {
    for address in &setup.connection().test_addresses {
        page.mark(Sign::Caution, message!("wizard.changed.test_address", address = address));
    }
}

fn here(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let connection = setup.connection();
    super::proof::brought_back(setup, page);
    for written in &connection.written {
        file(written, page);
    }
    let is_known = !wizard.practice_wanted && setup.is_recorded();
    if let Some(last) = connection.written.last().filter(|_| is_known) {
        let key = if last.backup.is_some() {
            key!("wizard.changed.undo_back")
        } else {
            key!("wizard.changed.undo_away")
        };
        page.mark(Sign::Note, message!(key, name = connection.name));
    }
    if let Some(path) = &wizard.saved_text {
        page.mark(Sign::Good, message!("wizard.changed.saved", path = path.display()));
    }
    let key = match (wizard.practice_wanted, connection.revision) {
        (true, _) => key!("wizard.changed.kept_practice"),
        (false, 0) => key!("wizard.changed.kept_nothing"),
        (false, _) => key!("wizard.changed.kept"),
    };
    page.mark(Sign::Note, message!(key, name = connection.name));
}

fn file(written: &Written, page: &mut Page) {
    let path = written.path.display().to_string();
    if !written.is_known() {
        page.mark(Sign::Caution, message!("wizard.changed.interrupted", path = path));
        return;
    }
    page.mark(Sign::Good, message!("wizard.done.written", path = path));
    match &written.backup {
        Some(_) => backup(written.backup.as_ref(), page),
        None => {
            page.under(Tone::Quiet, message!("wizard.changed.was_not_there"));
        }
    }
}

/// What was pasted into the application's own pages stands in no file.
fn in_the_application(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let Some(project) = &wizard.project else { return };
    let chosen = super::super::flow::chosen_format(project);
    let is_sheet = chosen.is_some_and(|format| matches!(format.body, FormatBody::Sheet(_)));
    if is_sheet && project.mode == Mode::SetUp && project.furthest > Stage::Configuration {
        page.mark(Sign::Note, message!("wizard.changed.sheet", app = setup.resolved().name));
    }
}

//! In Okta: who works there, and the request sheet for somebody else.

use url::Url;

use super::super::page::{Block, Page, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::super::{HostTask, Wizard};
use super::{port, test_uri};
use crate::apps::request::{RequestFacts, request_sheet};
use crate::apps::terraform::okta_side;
use crate::apps::{ConsolePage, Phase};
use crate::base::Secret;
use crate::base::words::{key, message};
use crate::engine::connection::Stage;
use crate::engine::{Intent, Setup};
use crate::wizard::keymap::{Action, Binding, COPY, PRINT, c, enter, f, row};

pub(super) static WHO: Description = Description {
    stage: |_| Some(Stage::Okta),
    is_done: |_, project| {
        let connection = project.setup.connection();
        let is_begun = |step: &String| step.starts_with(Phase::Okta.as_str());
        connection.somebody_else || connection.done_steps.iter().any(is_begun)
    },
    page: who_page,
    arrive: port::ask_for_free_one,
    items: Items::Answers(|_| 2),
    likely: |wizard| usize::from(wizard.setup().is_some_and(|setup| setup.connection().somebody_else)),
    keys: &[REGISTER, enter("next", who_next)],
    ..Description::PLAIN
};

pub(super) static REQUEST: Description = Description {
    stage: |_| Some(Stage::Okta),
    page: request_page,
    takes_values: true,
    copies: |wizard| vec![Secret::new(request_text(wizard))],
    raw: |wizard| Some(vec![Secret::new(request_text(wizard))]),
    keys: &[
        COPY,
        row(&[c('s')], Action::SaveText, "save", 5, save_request),
        row(&[c('t')], Action::SaveTerraform, "terraform", 6, save_terraform),
        PRINT,
        enter("next", Wizard::forward),
    ],
    ..Description::PLAIN
};

/// The practice registers the application. Asked again it registers a new one, as Okta's console would: whoever spoilt a value
/// gets three fresh ones.
pub(super) const REGISTER: Binding =
    row(&[f(9)], Action::Register, "register", 6, Wizard::register_in_practice).when(can_register);

pub(super) fn can_register(wizard: &Wizard) -> bool {
    wizard.practice_wanted && wizard.practice.is_some()
}

/// After this many days the test URI shall have gone out of Okta again.
const TEST_DAYS: i64 = 7;

fn who_page(wizard: &Wizard) -> Page {
    let role = wizard.setup().map(|setup| setup.resolved().roles.okta.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.who.title"));
    page.text(Tone::Plain, message!("wizard.who.why", role = role)).space();
    page.answers(
        wizard.focus,
        [
            (key!("wizard.who.me"), key!("wizard.who.me_about")),
            (key!("wizard.who.other"), key!("wizard.who.other_about")),
        ],
    );
    new_test_address(wizard, &mut page);
    page
}

/// Whoever has told Okta of another port already must tell it of this one too.
fn new_test_address(wizard: &Wizard, page: &mut Page) {
    if let Some(uri) = wizard.setup().map(|setup| setup.connection().redirect_uri.clone()) {
        test_uri::is_new(wizard, &uri, page);
    }
}

fn who_next(wizard: &mut Wizard) {
    let other = wizard.focus == 1;
    if wizard.setup().is_some_and(|setup| setup.connection().somebody_else != other) {
        wizard.want(Intent::SomebodyElse(other));
    }
    wizard.forward();
}

pub(super) fn somebody_else(wizard: &mut Wizard) {
    wizard.want(Intent::SomebodyElse(true));
    wizard.go(Screen::Request);
}

/// The request sheet.
fn request_text(wizard: &Wizard) -> String {
    let sheet = |setup: &Setup| {
        let resolved = setup.resolved();
        request_sheet(wizard.voice(), resolved, &resolved.wanted(&[]), &facts(wizard, setup))
    };
    wizard.setup().map(sheet).unwrap_or_default()
}

fn facts(wizard: &Wizard, setup: &Setup) -> RequestFacts {
    RequestFacts {
        organization: setup.connection().organization.clone(),
        test_until: Some(wizard.now.plus_ms(TEST_DAYS * 24 * 3_600_000).day()),
        connection: Some(setup.connection().name.clone()),
        existing: None,
    }
}

/// The same request as a Terraform file, for those who keep their Okta so.
fn save_terraform(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let name = format!("okta-{}.tf", setup.connection().name);
    let text = Secret::new(okta_side(wizard.voice(), &setup.resolved().wanted(&[]), &facts(wizard, setup)));
    wizard.ask_host(HostTask::SaveText { name, text });
}

fn request_page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.request.title"));
    page.text(Tone::Plain, message!("wizard.request.why")).space();
    if let Some(path) = &wizard.saved_text {
        page.mark(Sign::Good, message!("wizard.request.saved", path = path.display())).space();
    }
    page.text(Tone::Plain, message!("wizard.request.wait"));
    new_test_address(wizard, &mut page);
    page.space();
    page.push(Block::Lines(request_text(wizard)));
    page
}

fn save_request(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    let name = format!("okta-request-{}.md", setup.connection().name);
    let text = Secret::new(request_text(wizard));
    wizard.ask_host(HostTask::SaveText { name, text });
}

/// A page of the organization's own Admin Console.
pub(super) fn console_link(wizard: &Wizard, page: ConsolePage) -> Option<Url> {
    wizard.setup()?.console_link(page)
}

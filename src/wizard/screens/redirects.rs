//! The redirect URIs that follow from the addresses, and the port of the test.

use super::super::Wizard;
use super::super::page::{Block, Page, Tone, ValueView};
use super::super::screen::{Description, Items, Screen};
use super::questions::{digit, place};
use super::{port, test_uri};
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::engine::connection::{Stage, TEST_PORTS};
use crate::wizard::keymap::{COPY, enter};

/// The addresses of the test.
pub(super) const SCREEN: Screen = Screen::Redirects;

pub(super) static REDIRECTS: Description = Description {
    stage: |_| Some(Stage::Addresses),
    is_question: |_| true,
    cures: true,
    page,
    items: Items::Answers(|_| TEST_PORTS.len()),
    likely: chosen_port,
    copies,
    is_numbered: true,
    keys: &[COPY, enter("next", next)],
    ..Description::PLAIN
};

/// The redirect URIs as they will be registered, the test's last; the port of the test is chosen here.
fn page(wizard: &Wizard) -> Page {
    let Some(project) = &wizard.project else { return Page::default() };
    let okta = &project.setup.resolved().okta;
    let mut page = Page::new(wizard.voice(), message!("wizard.redirects.verify_title"));
    page.place = place(wizard);
    page.text(Tone::Plain, message!("wizard.redirects.verify_why")).space();
    let own = okta
        .sign_in
        .iter()
        .map(|uri| (uri.shown(), !uri.is_complete(), project.setup.resolved().name.clone()));
    let test =
        okta.test_redirect.iter().map(|uri| (uri.clone(), false, say!(wizard, "wizard.redirects.test")));
    for (at, (shown, has_gap, note)) in own.chain(test).enumerate() {
        page.push(Block::Value(ValueView { key: digit(at), shown, note, has_gap, ..ValueView::default() }));
    }
    page.space().text(Tone::Heading, message!("wizard.redirects.port_title"));
    page.text(Tone::Quiet, message!("wizard.redirects.port_why")).space();
    page.choices(
        wizard.focus,
        TEST_PORTS.iter().enumerate().map(|(at, port)| {
            let about = if at == 0 { say!(wizard, "wizard.redirects.usual") } else { String::new() };
            (port.to_string(), String::new(), about)
        }),
    );
    if let Some(port) = TEST_PORTS.get(wizard.focus) {
        test_uri::is_new(wizard, &port::redirect(*port), &mut page);
    }
    page
}

pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    let Some(project) = &wizard.project else { return Vec::new() };
    let okta = &project.setup.resolved().okta;
    let own = okta.sign_in.iter().map(|uri| uri.secret().clone());
    own.chain(okta.test_redirect.iter().map(|uri| Secret::from(uri.as_str()))).collect()
}

pub(super) fn chosen_port(wizard: &Wizard) -> usize {
    let redirect = wizard.setup().map(|setup| setup.connection().redirect_uri.clone()).unwrap_or_default();
    let port = url::Url::parse(&redirect).ok().and_then(|url| url.port());
    TEST_PORTS.iter().position(|one| Some(*one) == port).unwrap_or(0)
}

fn next(wizard: &mut Wizard) {
    if chosen_port(wizard) != wizard.focus
        && let Some(port) = TEST_PORTS.get(wizard.focus)
    {
        port::take(wizard, *port);
    }
    wizard.forward();
}

/// The port was chosen elsewhere: the cursor of its list must not stand on the old one.
pub(super) fn forget_place(wizard: &mut Wizard) {
    wizard.focuses.remove(&SCREEN);
}

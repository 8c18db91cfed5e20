//! Another port for the test login, where another program has the usual one: offered at the verdict, and on again from here.

use super::super::page::{Block, Page, Sign, Tone, ValueView};
use super::super::screen::{Description, Items, Screen};
use super::super::{HostTask, Mode, Wizard};
use super::{redirects, test_uri, verdict};
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::diagnosis::Slug;
use crate::engine::connection::{Stage, TEST_PORTS};
use crate::engine::{Field, Intent};
use crate::wizard::keymap::{COPY, OPEN, enter};

/// Which port.
pub(super) const SCREEN: Screen = Screen::OtherPort;

pub(super) static OTHER_PORT: Description = Description {
    stage: |_| Some(Stage::Verdict),
    beside: |_| Some(verdict::SCREEN),
    page,
    items: Items::Answers(|wizard| others(wizard).len()),
    copies: |wizard| address(wizard).into_iter().collect(),
    link: test_uri::link,
    keys: &[COPY, OPEN, enter("port_done", next)],
    ..Description::PLAIN
};

/// Whether the last login found its port taken.
pub(super) fn is_taken(wizard: &Wizard) -> bool {
    let primary = wizard.setup().and_then(|setup| setup.diagnosis().primary_finding());
    primary.is_some_and(|finding| finding.slug == Slug::LoginPortTaken)
}

/// The ports among which one is chosen: all but the one that is taken.
pub(super) fn others(wizard: &Wizard) -> Vec<u16> {
    let redirect = wizard.setup().map(|setup| setup.connection().redirect_uri.clone()).unwrap_or_default();
    let taken = url::Url::parse(&redirect).ok().and_then(|url| url.port());
    TEST_PORTS.into_iter().filter(|port| Some(*port) != taken).collect()
}

/// Where the test login comes back to on this port.
pub(super) fn redirect(port: u16) -> String {
    format!("http://localhost:{port}/callback")
}

/// The new address of the test.
pub(super) fn address(wizard: &Wizard) -> Option<Secret> {
    others(wizard).get(wizard.focus).map(|port| Secret::new(redirect(*port)))
}

fn page(wizard: &Wizard) -> Page {
    let mut page = Page::new(wizard.voice(), message!("wizard.port.title"));
    page.text(Tone::Plain, message!("wizard.port.why")).space();
    let all = others(wizard);
    page.answers(wizard.focus, all.iter().map(|port| (port.to_string(), "")));
    let chosen = all.get(wizard.focus).copied().unwrap_or(TEST_PORTS[0]);
    page.space().push(Block::Value(ValueView {
        key: Some('c'),
        label: say!(wizard, "wizard.port.address"),
        shown: redirect(chosen),
        note: say!(wizard, "wizard.redirects.test"),
        ..ValueView::default()
    }));
    page.space();
    if wizard.practice_wanted {
        page.mark(Sign::Note, message!("wizard.port.practice"));
    } else {
        page.text(Tone::Plain, message!("wizard.port.how", address = redirect(chosen)));
    }
    page
}

/// Takes the port and goes on to the test login; the practice puts the address on its list by itself.
fn next(wizard: &mut Wizard) {
    let Some(port) = others(wizard).get(wizard.focus).copied() else { return };
    take(wizard, port);
    redirects::forget_place(wizard);
    wizard.keep();
    super::login::again(wizard);
}

/// Asks this computer early which of the ports is free, as long as nobody was told of one.
pub(super) fn ask_for_free_one(wizard: &mut Wizard) {
    let Some(project) = &mut wizard.project else { return };
    let is_ours = TEST_PORTS.iter().any(|port| redirect(*port) == project.setup.connection().redirect_uri);
    let is_told = !project.setup.connection().test_addresses.is_empty();
    if project.mode == Mode::SetUp && is_ours && !is_told && !project.has_port {
        project.has_port = true;
        wizard.ask_host(HostTask::FreePort(TEST_PORTS.to_vec()));
    }
}

/// The first port that is free is taken without a word; where none is, the login says so and asks.
pub(in crate::wizard) fn free_one_came(wizard: &mut Wizard, port: Option<u16>) {
    let Some(setup) = wizard.setup() else { return };
    let is_told = !setup.connection().test_addresses.is_empty();
    let is_new = |port: &u16| redirect(*port) != setup.connection().redirect_uri;
    if let Some(port) = port.filter(is_new).filter(|_| !is_told) {
        take(wizard, port);
    }
}

/// The test login comes back on this port from now on.
pub(super) fn take(wizard: &mut Wizard, port: u16) {
    let client_id = wizard.setup().and_then(|setup| setup.connection().client_id.clone());
    if let (true, Some(client_id)) = (wizard.practice_wanted, client_id) {
        wizard.ask_host(HostTask::AddRedirect { client_id, redirect: redirect(port) });
    }
    wizard.want(Intent::Put(Field::Redirect, Secret::new(redirect(port))));
}

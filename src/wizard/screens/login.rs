//! The test login: who shall sign in, and what is seen while the browser is out.

use super::super::page::{Block, ElseWhere, Page, Pair, Sign, Tone};
use super::super::screen::{Description, Items, Screen, Talk};
use super::super::{Mode, Wizard};
use super::{check_blocks, login_aside, verdict};
use crate::base::Secret;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, key, message, say};
use crate::diagnosis::Check;
use crate::diagnosis::evidence::LoginEvidence;
use crate::engine::connection::Stage;
use crate::engine::{End, Intent, LoginPlan, Phase, Setup, Waiting, Who};
use crate::wizard::key::{Key as KeyName, KeyPress};
use crate::wizard::keymap::{Action, COPY, PRINT, c, enter, row};

/// Who shall sign in.
pub(super) const SCREEN: Screen = Screen::Login;

pub(super) static LOGIN: Description = Description {
    stage: |_| Some(Stage::Login),
    page,
    items: Items::Answers(|_| CHOICES.len()),
    likely,
    keys: &[
        enter("start_login", next),
        row(&[c('a')], Action::ComeBackToApp, "come_back_to_app", 6, come_back_to_app)
            .when(can_come_back_to_app),
    ],
    ..Description::PLAIN
};

pub(super) static WAITING: Description = Description {
    stage: |_| Some(Stage::Login),
    beside: |_| Some(SCREEN),
    talk: Talk::Wait,
    waits,
    page: waiting_page,
    copies: |wizard| address(wizard).into_iter().collect(),
    raw: |wizard| address(wizard).map(|address| vec![address]),
    keys: &[
        COPY,
        row(&[c('o')], Action::Open, "open_browser", 5, |wizard| wizard.want(Intent::OpenBrowser)),
        row(&[c('s')], Action::ShowCode, "code", 6, |wizard| wizard.aside(login_aside::CODE_SCREEN))
            .when(is_out),
        row(&[c('v')], Action::PasteAddress, "paste", 6, |wizard| wizard.aside(login_aside::PASTE_SCREEN))
            .when(is_out),
        row(&[c('e')], Action::TellPage, "tell_page", 7, |wizard| wizard.aside(login_aside::SEEN_SCREEN))
            .when(is_out),
        PRINT,
        row(&[KeyPress::plain(KeyName::Esc)], Action::Back, "stop", 11, stop),
    ],
    ..Description::PLAIN
};

/// Whether the browser is not out yet, or has come back.
pub(super) fn waits(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.login().waiting().is_none())
}

/// Whether the wait for the browser is shown.
pub(in crate::wizard) fn is_waiting(wizard: &Wizard) -> bool {
    wizard.screen == Screen::Waiting
}

/// The login ended: the verdict, or back to where it began.
pub(in crate::wizard) fn follow(wizard: &mut Wizard) {
    let is_beside = (wizard.described().beside)(&wizard.screen) == Some(SCREEN);
    let Some(setup) = wizard.setup().filter(|_| is_beside) else { return };
    let is_page_told = setup.evidence().login.as_ref().is_some_and(|login| login.page_seen.is_some());
    match setup.login() {
        login if login.end() == Some(End::Stopped) && !is_page_told => wizard.go(SCREEN),
        Phase::Ended(_) => wizard.go(verdict::SCREEN),
        Phase::Waiting(_) | Phase::Idle | Phase::Preparing(_) | Phase::Binding(_) => {}
        _ if !is_waiting(wizard) => wizard.go(Screen::Waiting),
        _ => {}
    }
}

/// Who may sign in, the likely one first; the last: nobody, for now.
pub(super) const CHOICES: [(Option<Who>, Key, Key); 4] = [
    (Some(Who::SomebodyElse), key!("wizard.login.somebody_else"), key!("wizard.login.somebody_else_about")),
    (
        Some(Who::PrivateWindow),
        key!("wizard.login.private_window"),
        key!("wizard.login.private_window_about"),
    ),
    (Some(Who::Session), key!("wizard.login.session"), key!("wizard.login.session_about")),
    (None, key!("wizard.login.not_now"), key!("wizard.login.not_now_about")),
];

fn likely(wizard: &Wizard) -> usize {
    let who = wizard.project.as_ref().map(|project| project.who);
    CHOICES.iter().position(|(one, ..)| *one == who).unwrap_or(0)
}

fn page(wizard: &Wizard) -> Page {
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    let mut page = Page::new(wizard.voice(), message!("wizard.login.title"));
    page.text(Tone::Plain, message!("wizard.login.why", app = app)).space();
    let own = wizard.setup().and_then(Setup::own_redirect);
    // What was just chosen must be in sight, also on a small screen.
    if let Some(uri) = own.as_ref().filter(|_| comes_back_to_app(wizard)) {
        page.mark(Sign::Note, message!("wizard.login.own_redirect", app = app, uri = uri)).space();
    }
    let all = CHOICES.map(|(_, label, about)| (message!(label, app = app), message!(about, app = app)));
    page.answers(wizard.focus, all);
    page.space();
    if own.is_some() && !comes_back_to_app(wizard) {
        page.text(Tone::Quiet, message!("wizard.login.no_test_address"));
    }
    page.text(Tone::Quiet, message!("wizard.login.afterwards"));
    page
}

/// Whether the test login comes back to the application, and the person pastes its answer.
pub(super) fn comes_back_to_app(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(Setup::comes_back_to_app)
}

fn can_come_back_to_app(wizard: &Wizard) -> bool {
    wizard.setup().is_some_and(|setup| setup.own_redirect().is_some())
}

fn come_back_to_app(wizard: &mut Wizard) {
    let yes = !comes_back_to_app(wizard);
    wizard.want(Intent::ComeBackToApp(yes));
}

/// The people of the practice, with whom a sign-in can be tried.
fn people(wizard: &Wizard, page: &mut Page) {
    let Some(practice) = wizard.practice.as_ref().filter(|_| wizard.practice_wanted) else { return };
    page.space().mark(Sign::Note, message!("wizard.practice.login", password = practice.password));
    let pairs = practice.people.iter().map(|(name, about)| Pair {
        name: name.clone(),
        value: wizard.say(about),
        ..Pair::default()
    });
    page.push(Block::Pairs(pairs.collect())).space();
}

fn next(wizard: &mut Wizard) {
    let Some((who, ..)) = CHOICES.get(wizard.focus).copied() else { return };
    let Some(who) = who else {
        skip(wizard);
        return;
    };
    start(wizard, who);
}

/// The test login once more, by whoever signed in the last time.
pub(super) fn again(wizard: &mut Wizard) {
    let who = wizard.project.as_ref().map(|project| project.who).unwrap_or_default();
    // Through the question who shall sign in, so that the end of the last login is not taken for that of this one.
    wizard.go(SCREEN);
    start(wizard, who);
}

fn start(wizard: &mut Wizard, who: Who) {
    let facts = wizard.facts.clone();
    if let Some(project) = &mut wizard.project {
        project.who = who;
    }
    let plan = LoginPlan {
        who,
        login_hint: facts.login_hint,
        prompt: facts.prompt,
        open: who != Who::PrivateWindow && facts.has_browser,
        wait_ms: facts.login_wait_ms.unwrap_or(LoginPlan::default().wait_ms),
    };
    // The screen comes first, so that whatever the engine says finds its place.
    wizard.go(Screen::Waiting);
    wizard.want(Intent::StartLogin(plan));
}

/// On without a test login: to the configuration, or to what only a person can see.
fn skip(wizard: &mut Wizard) {
    let verify = wizard.project.as_ref().is_some_and(|project| project.mode == Mode::Verify);
    wizard.go_to_stage(if verify { Stage::Proof } else { Stage::Configuration });
}

/// Stops the login; the engine's word brings the screen back.
pub(super) fn stop(wizard: &mut Wizard) {
    wizard.want(Intent::StopLogin);
    follow(wizard);
}

/// What is known while the browser is out.
pub(super) fn out(wizard: &Wizard) -> Option<&Waiting> {
    wizard.setup()?.login().waiting()
}

pub(super) fn is_out(wizard: &Wizard) -> bool {
    out(wizard).is_some()
}

/// The sign-in address, whole.
pub(in crate::wizard) fn address(wizard: &Wizard) -> Option<Secret> {
    out(wizard).map(|waiting| Secret::new(waiting.address.to_string()))
}

fn waiting_page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let app = setup.resolved().name.clone();
    let who = wizard.project.as_ref().map(|project| project.who).unwrap_or_default();
    let title =
        if who == Who::Session { key!("wizard.waiting.title_session") } else { key!("wizard.waiting.title") };
    let mut page = Page::new(wizard.voice(), message!(title, app = app));
    let evidence = setup.evidence().login.clone().unwrap_or_default();
    let will_not_open = !wizard.facts.has_browser && who != Who::PrivateWindow;
    match setup.own_redirect().filter(|_| setup.comes_back_to_app()) {
        Some(uri) => page.mark(Sign::Note, message!("wizard.waiting.own_redirect", app = app, uri = uri)),
        None => listening(wizard.voice(), &evidence, &mut page),
    };
    opened(&evidence, will_not_open, &mut page);
    match setup.login() {
        Phase::Waiting(waiting) => wait(wizard, waiting, &evidence, &mut page),
        other => after(other, &mut page),
    }
    page
}

/// Where the answer is awaited.
fn listening<'p>(voice: Voice, evidence: &LoginEvidence, page: &'p mut Page) -> &'p mut Page {
    match &evidence.listening {
        Some(Ok(sockets)) => {
            page.mark(Sign::Good, message!("wizard.waiting.listening", sockets = voice.list(sockets)))
        }
        Some(Err(trouble)) => {
            page.mark(Sign::Bad, message!("wizard.waiting.not_listening", why = trouble.detail.map(&visible)))
        }
        None => page.mark(Sign::Busy, message!("wizard.waiting.preparing")),
    }
}

/// Whether a browser was started.
fn opened(evidence: &LoginEvidence, will_not_open: bool, page: &mut Page) {
    match &evidence.opened {
        Some(Ok(())) => {
            page.mark(Sign::Good, message!("wizard.waiting.opened"));
        }
        Some(Err(trouble)) => {
            page.mark(Sign::Open, message!("wizard.waiting.not_opened", why = trouble.detail.map(&visible)));
        }
        None if will_not_open => {
            page.mark(Sign::Open, message!("wizard.waiting.no_browser"));
        }
        None => {}
    }
}

fn wait(wizard: &Wizard, waiting: &Waiting, evidence: &LoginEvidence, page: &mut Page) {
    page.push(Block::Mark {
        sign: Sign::Busy,
        text: say!(wizard, "wizard.waiting.waiting"),
        right: left(wizard, waiting),
    });
    for _ in evidence.strays.iter().take(1) {
        let count = evidence.strays.len().to_string();
        page.mark(Sign::Note, message!("wizard.waiting.stray", count = count));
    }
    silence(evidence, page);
    if evidence.page_seen.is_some() {
        explained(wizard, page);
    }
    // Where a browser is open, one needs somebody to sign in as; where none is, one needs the address first.
    let is_opened = matches!(evidence.opened, Some(Ok(())));
    if is_opened {
        people(wizard, page);
    }
    page.space();
    let key = if wizard.project.as_ref().is_some_and(|project| project.who == Who::PrivateWindow) {
        key!("wizard.waiting.private")
    } else {
        key!("wizard.waiting.ways")
    };
    page.text(Tone::Plain, key);
    let way =
        |key: char, does: Key| Pair { name: key.to_string(), value: wizard.text(does), ..Pair::default() };
    page.push(Block::Keys(vec![
        way('c', key!("wizard.waiting.copy")),
        way('s', key!("wizard.waiting.code")),
        way('p', key!("wizard.waiting.print")),
        way('v', key!("wizard.waiting.paste")),
    ]));
    if !is_opened {
        people(wizard, page);
    }
    page.aside.push(Block::Text(Tone::Heading, say!(wizard, "wizard.waiting.address")));
    page.aside.push(Block::Exact(waiting.address.to_string()));
    page.aside.push(Block::Space);
    page.aside.push(Block::Code(waiting.address.to_string()));
    if let Some(target) = &wizard.facts.ssh_target {
        let port = port(wizard);
        page.space().text(Tone::Plain, message!("wizard.waiting.ssh"));
        page.push(Block::Exact(say!(wizard, "wizard.waiting.ssh_command", port = port, target = target)));
    }
    page.space().text(Tone::Plain, message!("wizard.waiting.error_page"));
    page.else_where = ElseWhere::Nowhere;
}

/// The port on which the answer is awaited.
fn port(wizard: &Wizard) -> u16 {
    let redirect = wizard.setup().map(|setup| setup.connection().redirect_uri.as_str());
    let url = redirect.and_then(|text| url::Url::parse(text).ok());
    url.and_then(|url| url.port()).unwrap_or(crate::engine::connection::TEST_PORTS[0])
}

/// What the page that the browser shows means, and its cure.
fn explained(wizard: &Wizard, page: &mut Page) {
    let Some(setup) = wizard.setup() else { return };
    let speaks = |check: &&Check| check_blocks::speaks(check) && check.finding.is_some();
    let Some(check) = setup.diagnosis().checks.iter().rfind(speaks) else { return };
    let first = setup.diagnosis().primary.and_then(|at| setup.diagnosis().checks.get(at)).unwrap_or(check);
    if let Some(told) = check_blocks::told(wizard.voice(), first, &setup.evidence().subject) {
        page.mark(check_blocks::sign(first, false), told.title);
        page.under(Tone::Plain, told.happened);
        page.under(Tone::Strong, told.fix_where);
        page.under(Tone::Plain, told.fix_do);
    }
}

/// What Usher found out about a long silence.
fn silence(evidence: &LoginEvidence, page: &mut Page) {
    let Some(probe) = &evidence.silence_probe else { return };
    let key = match probe.answer() {
        Some(answer) if answer.status >= 400 => key!("wizard.waiting.silence_refused"),
        Some(_) => key!("wizard.waiting.silence_fine"),
        None => key!("wizard.waiting.silence_unreachable"),
    };
    page.mark(Sign::Note, key);
}

fn left(wizard: &Wizard, waiting: &Waiting) -> String {
    let seconds = (waiting.until.since_ms(wizard.now).max(0) + 999) / 1000;
    say!(wizard, "wizard.waiting.left", time = format!("{}:{:02}", seconds / 60, seconds % 60))
}

/// The steps behind the browser's answer.
fn after(phase: &Phase, page: &mut Page) {
    let steps: [(Key, bool); 3] = [
        (key!("wizard.waiting.exchanging"), matches!(phase, Phase::Exchanging(_) | Phase::KeysAgain(_))),
        (key!("wizard.waiting.userinfo"), matches!(phase, Phase::Userinfo(_))),
        (key!("wizard.waiting.refreshing"), matches!(phase, Phase::Refreshing(_))),
    ];
    let Some(now) = steps.iter().position(|(_, is_now)| *is_now) else { return };
    page.mark(Sign::Good, message!("wizard.waiting.answered"));
    for (at, (key, _)) in steps.iter().enumerate().take(now + 1) {
        let sign = if at == now { Sign::Busy } else { Sign::Good };
        page.mark(sign, *key);
    }
}

//! The verdict: the one cause first with its cure, or what the application will be told; and every check.

use super::super::page::{Block, ElseWhere, Page, Pair, Sign, Tone};
use super::super::screen::{Description, Items, Screen};
use super::super::{Mode, Wizard};
use super::{again, check_blocks, checks, counted, cure, findings, fix, login, port};
use crate::apps::Phase as GuidePhase;
use crate::base::untrusted::visible;
use crate::base::words::{Key, Voice, key, message, say};
use crate::diagnosis::evidence::Subject;
use crate::diagnosis::finding::{Check, Diagnosis, Finding, Identity, Side, Status};
use crate::diagnosis::wording::Told;
use crate::diagnosis::{CheckId, Slug, Verdict, wording};
use crate::engine::connection::Stage;
use crate::engine::{End, Intent, Phase, ProofState, Setup};
use crate::wizard::keymap::{Action, Binding, COPY, EXPORT, OPEN, Word, c, enter, f, row, word};

/// What came of it.
pub(in crate::wizard) const SCREEN: Screen = Screen::Verdict;

pub(super) static VERDICT: Description = Description {
    stage: |_| Some(Stage::Verdict),
    judges: true,
    begins_at_headline: true,
    page,
    items: Items::Findings(findings::count),
    copies: findings::copies,
    is_numbered: true,
    link: findings::link,
    findings: findings::all,
    keys: &[
        COPY,
        OPEN,
        TRY_AGAIN.when(|wizard| next_word(wizard) != word!("try_again")),
        row(&[c('g')], Action::GoOn, "go_on", 6, Wizard::forward).when(can_go_on),
        row(&[c('s')], Action::CheckSignOut, "check_sign_out", 4, check_sign_out).when(can_check_sign_out),
        row(&[c('d')], Action::Details, "details", 5, |wizard| wizard.aside(findings::DETAILS_SCREEN))
            .when(|wizard| wizard.setup().is_some()),
        EXPORT,
        cure::KEY,
        fix::KEY,
        row(&[c('p')], Action::OtherPort, "other_port", 1, |wizard| wizard.aside(port::SCREEN))
            .when(port::is_taken),
        fix::UNDO,
        enter("verdict_next", next),
    ],
    next_word: |wizard| Some(next_word(wizard)),
    ..Description::PLAIN
};

/// Another login.
pub(super) const TRY_AGAIN: Binding =
    row(&[c('r'), f(5)], Action::TryAgain, "try_again", 7, |wizard| wizard.aside(login::SCREEN));

fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    if setup.checking() {
        return checking_page(wizard.voice(), setup);
    }
    let diagnosis = setup.diagnosis();
    let mut page =
        Page { sign: Some(sign(diagnosis.verdict)), ..Page::new(wizard.voice(), title(wizard, diagnosis)) };
    fix::told(wizard, &mut page);
    if diagnosis.verdict == Verdict::Broken {
        not_done(wizard, setup, &mut page);
    }
    match diagnosis.primary_finding() {
        Some(finding) => cause(wizard, finding, &mut page),
        None => good(wizard, diagnosis, &mut page),
    }
    page.space();
    consequences(wizard, diagnosis, &mut page);
    page.space().text(Tone::Quiet, counted::counted(wizard.voice(), diagnosis));
    counted::not_passed(wizard.voice(), diagnosis, &setup.evidence().subject, &mut page);
    every_check(wizard.voice(), diagnosis, &setup.evidence().subject, &mut page);
    page
}

/// What was left out in Okta is the likeliest cause, whatever else is seen of it.
fn not_done(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let connection = setup.connection();
    let is_worked_on = connection.done_steps.iter().any(|step| step.starts_with("okta/"));
    if wizard.project.as_ref().is_none_or(|project| project.mode == Mode::Verify) || !is_worked_on {
        return;
    }
    let open = setup.resolved().pages(GuidePhase::Okta).find(|one| !connection.has_done(one));
    if let Some(open) = open {
        page.mark(Sign::Caution, message!("wizard.verdict.not_done", title = open.title)).space();
    }
}

/// What was fixed is being looked at again: nothing is concluded before that is through.
fn checking_page(voice: Voice, setup: &Setup) -> Page {
    let mut page = Page::new(voice, message!("wizard.verdict.checking"));
    checks::results(voice, setup, &mut page);
    page
}

/// Every check in a line, where a large screen has room for what is else a screen of its own.
fn every_check(voice: Voice, diagnosis: &Diagnosis, subject: &Subject, page: &mut Page) {
    page.aside.push(Block::Text(Tone::Heading, say!(voice, "wizard.details.title")));
    page.aside.push(Block::Space);
    page.aside.extend(diagnosis.checks.iter().map(|check| check_blocks::came_out(voice, check, subject)));
    page.else_where = ElseWhere::OtherScreen;
}

fn sign(verdict: Verdict) -> Sign {
    match verdict {
        Verdict::Works | Verdict::NoFaultFound => Sign::Good,
        Verdict::Broken => Sign::Bad,
        Verdict::Unknown => Sign::Open,
    }
}

fn title(wizard: &Wizard, diagnosis: &Diagnosis) -> String {
    let app = wizard.setup().map(|setup| setup.resolved().name.clone()).unwrap_or_default();
    match (diagnosis.verdict, primary_told(wizard)) {
        (Verdict::Works, _) if wizard.practice_wanted => say!(wizard, "wizard.verdict.works_practice"),
        (Verdict::Works, _) => say!(wizard, "wizard.verdict.works", app = app),
        (Verdict::NoFaultFound, _) => say!(wizard, "wizard.verdict.no_fault_found"),
        (_, Some(told)) if !told.title.is_empty() => told.title,
        (Verdict::Broken, _) => say!(wizard, "wizard.verdict.broken"),
        (Verdict::Unknown, _) => say!(wizard, "wizard.verdict.unknown"),
    }
}

/// The first cause in words.
fn primary_told(wizard: &Wizard) -> Option<Told> {
    let setup = wizard.setup()?;
    let finding = setup.diagnosis().primary_finding()?;
    Some(wording::tell(wizard.voice(), finding, &setup.evidence().subject))
}

fn cause(wizard: &Wizard, finding: &Finding, page: &mut Page) {
    let Some(told) = primary_told(wizard) else { return };
    page.text(Tone::Plain, told.happened).space();
    page.text(Tone::Plain, told.why).space();
    let side = wizard.text(SIDE[finding.side() as usize]);
    // The heading may name the whole place already.
    let is_said = side.to_lowercase().contains(&told.fix_where.to_lowercase());
    page.text(Tone::Heading, side);
    page.text(Tone::Strong, if is_said { String::new() } else { told.fix_where });
    page.text(Tone::Plain, told.fix_do);
    if !told.fix_value.is_empty() {
        page.space().push(Block::Value(super::super::page::ValueView {
            key: Some('1'),
            shown: told.fix_value,
            ..Default::default()
        }));
    }
    page.space().text(Tone::Quiet, trap(wizard, finding.slug.as_str()));
}

/// What the guide knows of this finding in this application.
fn trap(wizard: &Wizard, slug: &str) -> String {
    let traps = wizard.setup().map(|setup| setup.resolved().traps.clone()).unwrap_or_default();
    traps
        .into_iter()
        .find(|trap| trap.finding.as_deref() == Some(slug))
        .map(|trap| format!("{} {}", trap.say, trap.cure))
        .unwrap_or_default()
}

fn good(wizard: &Wizard, diagnosis: &Diagnosis, page: &mut Page) {
    let Some(setup) = wizard.setup() else { return };
    let app = setup.resolved().name.clone();
    if let Some(identity) = &diagnosis.identity {
        page.text(Tone::Plain, message!("wizard.verdict.told", app = app)).space();
        page.push(Block::Pairs(identity_pairs(wizard, identity)));
        page.space();
        looked_for(identity, &app, page);
    }
    if diagnosis.verdict == Verdict::Works {
        page.mark(Sign::Open, message!("wizard.verdict.not_proven", app = app));
    } else if matches!(setup.login(), Phase::Idle) || setup.login().end() == Some(End::Stopped) {
        page.mark(Sign::Open, message!("wizard.verdict.no_login"));
    }
    of_accounts(diagnosis, page);
}

/// Where something is to be done.
const SIDE: [Key; Side::NAMES.len()] = Key::each("wizard.verdict.side.", Side::NAMES);

/// By what the application will look for this person's account.
fn looked_for(identity: &Identity, app: &str, page: &mut Page) {
    let account = identity.account.as_ref();
    if let Some(sentence) = account.and_then(|account| wording::looked_for(app, account, &visible)) {
        page.text(Tone::Plain, sentence).space();
    }
}

/// What becomes of an account that exists, and of one whose person leaves.
fn of_accounts(diagnosis: &Diagnosis, page: &mut Page) {
    let account = diagnosis.identity.as_ref().and_then(|identity| identity.account.as_ref());
    for sentence in account.into_iter().flat_map(|account| account.existing.iter().chain(&account.leaving)) {
        page.space().text(Tone::Quiet, sentence.clone());
    }
}

/// What the application will be told of this person.
fn identity_pairs(wizard: &Wizard, identity: &Identity) -> Vec<Pair> {
    let mut all = Vec::new();
    let mut add = |key: Key, value: String, note: String| {
        all.push(Pair { name: wizard.text(key), value: visible(&value), note, ..Pair::default() });
    };
    if let Some((value, claim)) = &identity.username {
        add(
            key!("wizard.verdict.username"),
            value.clone(),
            say!(wizard, "wizard.verdict.from", claim = claim),
        );
    }
    if let Some((value, verified)) = &identity.email {
        let key = match verified {
            Some(true) => key!("wizard.verdict.verified"),
            Some(false) => key!("wizard.verdict.unverified"),
            None => key!("wizard.verdict.verified_unsaid"),
        };
        add(key!("wizard.verdict.email"), value.clone(), wizard.text(key));
    }
    if let Some(name) = &identity.name {
        add(key!("wizard.verdict.name"), name.clone(), String::new());
    }
    if let Some(groups) = &identity.groups {
        add(key!("wizard.verdict.groups"), wizard.list(groups), roles(wizard, groups));
    }
    if let Some(factors) = wording::factors(&identity.methods) {
        add(key!("wizard.verdict.factors"), wizard.voice().say(&factors), String::new());
    }
    add(
        key!("wizard.verdict.subject"),
        identity.subject.clone(),
        say!(wizard, "wizard.verdict.subject_note"),
    );
    all
}

/// What the groups become in the application.
fn roles(wizard: &Wizard, groups: &[String]) -> String {
    let Some(setup) = wizard.setup() else { return String::new() };
    let map = &setup.resolved().claims.roles;
    let found: Vec<&str> =
        map.iter().filter(|(group, _)| groups.contains(group)).map(|(_, role)| role.as_str()).collect();
    if found.is_empty() { String::new() } else { format!("→ {}", wizard.list(&found)) }
}

/// Whatever else is to be said: failures, warnings, notes.
fn consequences(wizard: &Wizard, diagnosis: &Diagnosis, page: &mut Page) {
    let Some(setup) = wizard.setup() else { return };
    let subject = &setup.evidence().subject;
    let has_primary = diagnosis.primary.is_some();
    for (at, check) in findings::all(wizard).into_iter().enumerate().skip(usize::from(has_primary)) {
        let told = check_blocks::told(wizard.voice(), check, subject);
        let text = told.as_ref().map(|told| told.title.clone());
        // Without a first cause nothing is explained above, so the cursor stands on the first line.
        let focused = at == wizard.focus && (at > 0 || !has_primary);
        page.push(Block::Finding {
            item: at,
            focused,
            sign: check_blocks::sign(check, false),
            text: text.unwrap_or_else(|| wording::check_title(wizard.voice(), check.id, subject)),
            right: String::new(),
        });
        if let (true, Some(told)) = (focused, told) {
            check_blocks::explain(page, check, &told);
        }
    }
    sign_out(setup, page);
    counted::not_reached(diagnosis, page);
}

/// Good: on. Else: whatever made it red is asked again.
fn next(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    if setup.checking() {
        wizard.notice = Some(message!("wizard.values.still_checking"));
        return;
    }
    match setup.diagnosis().verdict {
        _ if is_about_sign_out(wizard) => check_sign_out(wizard),
        Verdict::Broken | Verdict::Unknown => again::ask(wizard),
        Verdict::NoFaultFound if setup.proof_state() != ProofState::Fresh => wizard.go(login::SCREEN),
        Verdict::Works | Verdict::NoFaultFound => wizard.forward(),
    }
}

/// What Enter does.
fn next_word(wizard: &Wizard) -> Word {
    let Some(setup) = wizard.setup() else { return word!("next") };
    if setup.checking() {
        return word!("next");
    }
    match (setup.diagnosis().verdict, wizard.mode) {
        _ if is_about_sign_out(wizard) => word!("check_sign_out_again"),
        (Verdict::Works, Mode::SetUp) => word!("to_configuration"),
        (Verdict::NoFaultFound, _) if setup.proof_state() != ProofState::Fresh => word!("start_login"),
        (Verdict::Works | Verdict::NoFaultFound, _) => word!("next"),
        (Verdict::Broken | Verdict::Unknown, _) if again::needs_no_browser(setup) => word!("ask_again"),
        (Verdict::Broken | Verdict::Unknown, _) => word!("try_again"),
    }
}

/// Whether the login passed and the address for signing out alone was refused: another login would tell nothing new.
fn is_about_sign_out(wizard: &Wizard) -> bool {
    let primary = wizard.setup().and_then(|setup| setup.diagnosis().primary_finding());
    primary.is_some_and(|finding| finding.slug == Slug::RedirectSignOutNotRegistered)
        && can_check_sign_out(wizard)
}

/// Whether Enter does not lead on, so that another key must.
fn can_go_on(wizard: &Wizard) -> bool {
    [word!("try_again"), word!("ask_again"), word!("check_sign_out_again")].contains(&next_word(wizard))
}

/// Whether the sign-out address can be asked about: after a login that passed, where the guide has one.
fn can_check_sign_out(wizard: &Wizard) -> bool {
    let Some(setup) = wizard.setup() else { return false };
    let has_address = !setup.evidence().subject.sign_out_redirects.is_empty();
    has_address && setup.login().end() == Some(End::Answered) && setup.diagnosis().identity.is_some()
}

/// Asks Okta; its answer comes into the verdict.
fn check_sign_out(wizard: &mut Wizard) {
    wizard.want(Intent::CheckSignOut);
    let is_asked = wizard.setup().is_some_and(|setup| setup.busy() || sign_out_check(setup).is_some());
    wizard.notice = Some(message!(if is_asked {
        key!("wizard.verdict.asking_sign_out")
    } else {
        key!("wizard.verdict.no_sign_out")
    }));
}

/// What came of it, once Okta was asked.
fn sign_out_check(setup: &Setup) -> Option<&Check> {
    setup.evidence().login.as_ref()?.sign_out.as_ref()?;
    setup.diagnosis().checks.iter().find(|check| check.id == CheckId::RedirectSignOut)
}

/// The answer about the sign-out address in a line; a refusal stands among the findings already.
fn sign_out(setup: &Setup, page: &mut Page) {
    match sign_out_check(setup).map(|check| check.status) {
        Some(Status::Pass) => page.mark(Sign::Good, message!("wizard.verdict.sign_out_good")),
        Some(Status::Unknown) => page.mark(Sign::Open, message!("wizard.verdict.sign_out_unknown")),
        _ => page,
    };
}

//! What was found in a file: every value with its key, its line and its meaning, and what is the matter with it.

use super::super::Wizard;
use super::super::page::{Block, Page, Pair, Sign, Tone};
use super::super::screen::Description;
use super::{again, check_blocks, fix, values, verdict};
use crate::apps::role::Endpoint;
use crate::base::MASK;
use crate::base::untrusted::visible;
use crate::base::words::{Key, key, message, say};
use crate::diagnosis::as_configured::{AsConfigured, Deviation, Setting, Stated};
use crate::diagnosis::check_id::Means;
use crate::diagnosis::finding::Check;
use crate::engine::connection::Stage;
use crate::engine::format::Given;
use crate::engine::{Field, Setup};
use crate::wizard::Fixing;
use crate::wizard::keymap::{Action, c, enter, row};

pub(super) static FOUND: Description = Description {
    stage: |_| Some(Stage::Values),
    judges: true,
    page,
    // What is found is checked at once, as far as that needs no browser.
    arrive: values::check_if_new,
    keys: &[
        row(&[c('e')], Action::ChangeValues, "change_values", 6, change_values),
        fix::KEY,
        fix::UNDO,
        enter("next", next),
    ],
    ..Description::PLAIN
};

/// Where something is wrong already, the verdict says it; else somebody signs in.
fn next(wizard: &mut Wizard) {
    let Some(setup) = wizard.setup() else { return };
    if setup.checking() {
        wizard.notice = Some(message!("wizard.values.still_checking"));
    } else if values::is_complete(wizard) && again::needs_no_browser(setup) {
        wizard.go(verdict::SCREEN);
    } else {
        wizard.forward();
    }
}

/// To the fields, where each value can be typed over; Enter checks them and comes back.
fn change_values(wizard: &mut Wizard) {
    wizard.aside(values::SCREEN);
    wizard.focus = 0;
    wizard.fixing = Some(Fixing { needs_login: false });
}

fn page(wizard: &Wizard) -> Page {
    let Some((setup, used)) = wizard.setup().and_then(|setup| Some((setup, setup.configured()?))) else {
        return Page::default();
    };
    let app = setup.resolved().name.clone();
    let file = visible(used.file.rsplit(['/', '\\']).next().unwrap_or(&used.file));
    let mut page = Page::new(wizard.voice(), message!("wizard.found.title", app = app, file = file));
    let (sign, state) = state(wizard, setup);
    page.mark(sign, say!(wizard, state, app = app)).space();
    fix::told(wizard, &mut page);
    wrong(wizard, setup, &mut page);
    page.space();
    let table = Table { wizard, setup, used };
    page.push(Block::Pairs(table.rows())).space();
    page.text(Tone::Quiet, say!(wizard, "wizard.found.only_read"));
    page
}

/// How far the checks are, and what they say so far.
fn state(wizard: &Wizard, setup: &Setup) -> (Sign, Key) {
    match () {
        () if setup.checking() => (Sign::Busy, key!("wizard.values.checking")),
        () if !values::is_complete(wizard) => (Sign::Open, key!("wizard.found.incomplete")),
        () if again::needs_no_browser(setup) => (Sign::Bad, key!("wizard.found.wrong")),
        () => (Sign::Open, key!("wizard.found.so_far")),
    }
}

/// What the checks of the file and of the provider have to say, each with its weight.
fn wrong(wizard: &Wizard, setup: &Setup, page: &mut Page) {
    let shown = |check: &&Check| {
        matches!(check.id.means(), Means::File | Means::Requests) && check_blocks::speaks(check)
    };
    for check in setup.diagnosis().checks.iter().filter(shown) {
        page.push(check_blocks::line(wizard.voice(), check, &setup.evidence().subject, setup.checking()));
    }
}

/// The rows of the table: what it means, the value, and where it stands.
struct Table<'a> {
    wizard: &'a Wizard,
    setup: &'a Setup,
    used: &'a AsConfigured,
}

impl Table<'_> {
    fn rows(&self) -> Vec<Pair> {
        let mut all = self.identity();
        all.extend(self.redirects());
        all.push(self.scopes());
        all.extend(self.endpoints());
        all.extend(self.claims());
        all.extend(self.answers());
        all.extend(self.settings());
        all
    }

    fn row(&self, meaning: impl Into<String>, stated: &Stated) -> Pair {
        Pair { name: meaning.into(), value: shown(&stated.text), note: self.place(stated), ..Pair::default() }
    }

    /// The key and its line; the file too, where it is another one.
    fn place(&self, stated: &Stated) -> String {
        let key = visible(&stated.key);
        let is_other = stated.file != self.used.file;
        let file = visible(stated.file.rsplit(['/', '\\']).next().unwrap_or(&stated.file));
        match stated.line {
            Some(line) if is_other => {
                say!(self.wizard, "wizard.found.line_of", key = key, file = file, line = line)
            }
            Some(line) => say!(self.wizard, "wizard.found.line", key = key, line = line),
            None => key,
        }
    }

    fn given(&self, field: &Field) -> Option<&Given> {
        self.wizard.project.as_ref()?.found.as_ref()?.values.get(field)
    }

    /// The three values by which the application and its provider know each other.
    fn identity(&self) -> Vec<Pair> {
        let issuer = self.used.issuer.as_ref().map(|(judged, _)| judged.stated.clone());
        let client_id = self.used.client_id.as_ref().map(|judged| judged.stated.clone());
        let mut all = Vec::new();
        for (field, stated) in [(Field::Issuer, issuer), (Field::ClientId, client_id), (Field::Secret, None)]
        {
            let meaning = self.wizard.text(values::label(&field));
            let found = || self.given(&field).map(|given| stated_of(&field, given));
            let open = || {
                let found = self.wizard.project.as_ref()?.found.as_ref()?;
                let open = found.open.iter().find(|open| open.field == field)?;
                let value = self.wizard.say(&open.message());
                Some(Pair { name: meaning.clone(), value, ..Pair::default() })
            };
            let is_held = field == Field::ClientId && self.setup.holds_back_client_id();
            let stated = stated.or_else(found).map(|one| {
                let text = if is_held { MASK.to_owned() } else { one.text };
                Stated { text, ..one }
            });
            all.extend(stated.map(|one| self.row(meaning.clone(), &one)).or_else(open));
        }
        all
    }

    fn redirects(&self) -> Vec<Pair> {
        let name = self.wizard.text(key!("wizard.summary.redirect"));
        let sent = &self.setup.evidence().subject.app_redirects;
        let row = |uri: &String| {
            let stated = self.used.redirects.iter().find(|one| one.text == *uri);
            let note = match (stated, self.used.base_of(uri)) {
                (Some(one), _) => self.place(one),
                (None, Some(base)) => say!(self.wizard, "wizard.found.computed", place = self.place(base)),
                (None, None) => say!(self.wizard, "wizard.found.usual"),
            };
            Pair { name: name.clone(), value: shown(uri), note, ..Pair::default() }
        };
        sent.iter().map(row).collect()
    }

    fn scopes(&self) -> Pair {
        let name = self.wizard.text(key!("wizard.summary.scopes"));
        let Some(scopes) = self.used.scopes.as_ref() else {
            let sent = self.setup.evidence().subject.scopes.join(" ");
            let note = say!(self.wizard, "wizard.found.usual");
            return Pair { name, value: shown(&sent), note, ..Pair::default() };
        };
        let stated = scopes.stated.as_ref().map(|one| self.place(one));
        let note = stated.unwrap_or_else(|| say!(self.wizard, "wizard.found.usual"));
        let note = if scopes.added.is_empty() || scopes.stated.is_none() {
            note
        } else {
            let added = self.wizard.list(&scopes.added);
            say!(self.wizard, "wizard.found.added", place = note, scopes = visible(&added))
        };
        Pair { name, value: shown(&scopes.sent.join(" ")), note, ..Pair::default() }
    }

    fn endpoints(&self) -> Vec<Pair> {
        let name = |endpoint: Endpoint| {
            self.wizard.text(match endpoint {
                Endpoint::Authorization => key!("wizard.found.endpoint.authorization"),
                Endpoint::Token => key!("wizard.found.endpoint.token"),
                Endpoint::Userinfo => key!("wizard.found.endpoint.userinfo"),
                Endpoint::Keys => key!("wizard.found.endpoint.keys"),
                Endpoint::Logout => key!("wizard.found.endpoint.logout"),
            })
        };
        let named = self.used.endpoints.iter().map(|(endpoint, stated)| self.row(name(*endpoint), stated));
        let missing = self.used.missing_endpoints.iter().map(|(endpoint, stated)| Pair {
            name: name(*endpoint),
            value: say!(self.wizard, "wizard.found.missing"),
            note: self.place(stated),
            sign: Some(Sign::Bad),
        });
        named.chain(missing).collect()
    }

    fn claims(&self) -> Vec<Pair> {
        let claims = &self.used.claims;
        let named = [
            (key!("wizard.found.claim.username"), claims.username.as_ref()),
            (key!("wizard.found.claim.email"), claims.email.as_ref()),
            (key!("wizard.found.claim.groups"), claims.groups.as_ref()),
        ];
        let required = claims.required.iter().map(|one| (key!("wizard.found.claim.required"), Some(one)));
        let all = named.into_iter().chain(required);
        all.filter_map(|(meaning, stated)| {
            let one = stated?;
            let mut row = self.row(self.wizard.text(meaning), one);
            if one.line.is_none() {
                row.note = say!(self.wizard, "wizard.found.by_default", key = visible(&one.key));
            }
            Some(row)
        })
        .collect()
    }

    /// What the file answers to the guide's questions; addresses stand letter by letter.
    fn answers(&self) -> Vec<Pair> {
        let answers = &self.setup.connection().answers;
        let questions = self.setup.guide().questions.iter();
        let row = |question: &crate::apps::Question| {
            if let Some(stated) = self.used.answers.get(&question.key) {
                return Some(self.row(question.label.clone(), stated));
            }
            let field = Field::Answer(question.key.clone());
            let answer = answers.get(&question.key).filter(|_| self.setup.was_read(&field))?;
            let project = self.wizard.project.as_ref()?;
            let known = project.answers(&question.key, self.wizard.voice());
            let label = known.into_iter().find(|one| one.value == *answer).map(|one| one.label);
            let value = label.unwrap_or_else(|| shown(answer));
            let note = say!(self.wizard, "wizard.found.by_keys");
            Some(Pair { name: question.label.clone(), value, note, ..Pair::default() })
        };
        questions.filter_map(row).collect()
    }

    /// Settings that are not as they should be; what is wrong with each stands above.
    fn settings(&self) -> Vec<Pair> {
        let standing =
            self.used.settings.iter().filter(|one| one.stated.line.is_some() && !one.stated.key.is_empty());
        let meaning = |one: &Setting| match one.deviation {
            Deviation::NotRead => key!("wizard.found.not_read"),
            Deviation::LocalLoginOff => key!("wizard.found.local_login"),
            _ => key!("wizard.found.setting"),
        };
        standing.map(|one| self.row(self.wizard.text(meaning(one)), &one.stated)).collect()
    }
}

/// A value as the screen shows it; one that is empty, or has blanks at its ends, in quotation marks.
fn shown(text: &str) -> String {
    // A name and a password in an address are nobody's business.
    let authority = text.split_once("://").and_then(|(_, rest)| rest.split('/').next());
    if authority.is_some_and(|authority| authority.contains('@')) {
        return MASK.to_owned();
    }
    let is_plain = !text.is_empty() && text.trim() == text;
    if is_plain { visible(text) } else { format!("“{}”", visible(text)) }
}

fn stated_of(field: &Field, given: &Given) -> Stated {
    let origin = &given.origin;
    let text = if *field == Field::Secret { MASK.to_owned() } else { given.text.reveal().to_owned() };
    Stated {
        way: String::new(),
        file: origin.path.display().to_string(),
        line: origin.line,
        key: origin.key.clone().unwrap_or_default(),
        text,
    }
}

//! The screen after the writing: what was written, what is set beside it, and how the application takes it up.

use url::Url;

use super::super::Wizard;
use super::super::flow::loads_it;
use super::super::page::{Block, Page, Pair, Sign, Tone, ValueView};
use super::super::screen::{Description, Items};
use super::change::{self, backup, written_together};
use super::configuration::format;
use super::questions::digit;
use crate::base::Secret;
use crate::base::words::{message, say};
use crate::diagnosis::check_id::Means;
use crate::engine::connection::Stage;
use crate::engine::{Intent, Writing};
use crate::wizard::keymap::{COPY, OPEN, enter};

pub(super) static APPLY: Description = Description {
    stage: |_| Some(Stage::Configuration),
    page,
    items: Items::Copies,
    copies,
    is_numbered: true,
    link,
    keys: &[COPY, OPEN, change::UNDO, enter("next", next)],
    ..Description::PLAIN
};

fn page(wizard: &Wizard) -> Page {
    let Some(setup) = wizard.setup() else { return Page::default() };
    let mut page = Page::new(wizard.voice(), message!("wizard.apply.title", app = setup.resolved().name));
    if let Writing::Written(target, receipt) = setup.writing() {
        page.mark(Sign::Good, message!("wizard.change.written", path = target.path.display()));
        backup(receipt.backup.as_ref(), &mut page);
        written_together(setup, &mut page);
    }
    for check in setup.diagnosis().checks.iter().filter(|check| check.id.means() == Means::File) {
        page.push(super::check_blocks::line(wizard.voice(), check, &setup.evidence().subject, false));
    }
    if wizard.practice_wanted {
        let app = &setup.resolved().name;
        page.space().mark(Sign::Caution, message!("wizard.apply.practice", app = app));
    }
    let Some(format) = format(wizard) else { return page };
    let walks = super::has_value_focus(wizard);
    let mut at = 0;
    for beside in setup.beside(format) {
        page.space().text(Tone::Plain, beside.say.clone());
        if let Some(run) = &beside.run {
            value(&mut page, &mut at, run, String::new(), walks.then_some(wizard.focus));
        }
        if let Some(variable) = &beside.variable {
            page.push(Block::Pairs(vec![Pair {
                name: say!(wizard, "wizard.apply.variable"),
                value: variable.clone(),
                ..Pair::default()
            }]));
        }
    }
    let apply = setup.taking_up(format);
    if !apply.is_empty() {
        page.space().text(Tone::Plain, message!("wizard.apply.why", app = setup.resolved().name)).space();
    }
    for apply in apply {
        value(&mut page, &mut at, &apply.run, apply.how.clone(), walks.then_some(wizard.focus));
    }
    // What the guide says of it, without saying again that it must be done.
    let Some(project) = &wizard.project else { return page };
    for step in loads_it(project) {
        page.space();
        for paragraph in &step.say {
            page.text(Tone::Plain, paragraph.clone()).space();
        }
        if let Some(warn) = &step.warn {
            page.mark(Sign::Caution, warn.clone()).space();
        }
        if let Some(address) = &step.page {
            page.text(Tone::Quiet, message!("wizard.step.page", address = address));
        }
    }
    page
}

/// The application's page on which it is seen that it took it up.
fn link(wizard: &Wizard) -> Option<Url> {
    let page = loads_it(wizard.project.as_ref()?).find_map(|step| step.page.clone())?;
    Url::parse(&page).ok().filter(|url| matches!(url.scheme(), "https" | "http"))
}

fn next(wizard: &mut Wizard) {
    let told = wizard.project.as_ref().map(|project| loads_it(project).map(|step| step.id.clone()).collect());
    let told: Vec<String> = told.unwrap_or_default();
    for step in told {
        wizard.want(Intent::Tick(step, true));
    }
    wizard.forward();
}

fn value(page: &mut Page, at: &mut usize, text: &str, note: String, focus: Option<usize>) {
    page.push(Block::Value(ValueView {
        key: digit(*at),
        shown: text.to_owned(),
        note,
        focused: focus == Some(*at),
        ..ValueView::default()
    }));
    *at += 1;
}

fn copies(wizard: &Wizard) -> Vec<Secret> {
    let (Some(format), Some(setup)) = (format(wizard), wizard.setup()) else { return Vec::new() };
    let beside = setup.beside(format).into_iter().filter_map(|beside| beside.run);
    beside.chain(setup.taking_up(format).into_iter().map(|apply| apply.run)).map(Secret::new).collect()
}

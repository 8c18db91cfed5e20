//! The pages of Okta's Admin Console on which its steps are done: one record each in `assets/console/`. Whoever works there
//! has one form before them, and not one screen for each of its fields. The steps keep their identifiers, by which records
//! remember what was done; which page each one is done on, the records say.

use std::sync::LazyLock;

use super::embedded::CONSOLE_PAGES;
use super::fill::{Fill, Values};
use super::guide::{Drawing, Phase, Step, StepPage};
use super::resolved::Resolved;
use super::template::Template;

/// As many values of a page have a number.
const NUMBERED: usize = 9;

/// Every record, read when the first is wanted. An embedded one has no problems; tests see to it.
static PAGES: LazyLock<Vec<StepPage<Template>>> =
    LazyLock::new(|| CONSOLE_PAGES.iter().filter_map(|(_, text)| StepPage::parse(text).ok()).collect());

/// The page on which one of Okta's steps is done.
fn record(step: &Step) -> Option<&'static StepPage<Template>> {
    let id = step.id.strip_prefix(Phase::Okta.as_str())?.strip_prefix('/')?;
    PAGES.iter().find(|page| page.steps.iter().any(|one| one == id))
}

/// The pages of these steps, each where its first step stands. A step of the guide's own has a page to itself.
pub(super) fn of(steps: &[Step], values: &Values<'_>) -> Vec<StepPage> {
    let mut pages: Vec<StepPage> = Vec::new();
    for step in steps {
        let page = match record(step) {
            Some(record) => {
                let page = record.filled(values);
                StepPage { id: format!("{}/{}", step.phase.as_str(), page.id), steps: Vec::new(), ..page }
            }
            None => StepPage::alone(step),
        };
        match pages.iter_mut().find(|known| known.id == page.id) {
            Some(known) => known.steps.push(step.id.clone()),
            None => pages.push(StepPage { steps: vec![step.id.clone()], ..page }),
        }
    }
    for page in &mut pages {
        // Where one thing is done, the page says what that is.
        if let [only] = page.steps.as_slice()
            && let Some(step) = steps.iter().find(|step| step.id == *only)
        {
            page.title.clone_from(&step.title);
            page.say.clear();
        }
    }
    pages
}

impl StepPage {
    fn alone(step: &Step) -> Self {
        let (id, title) = (step.id.clone(), step.title.clone());
        Self { id, name: title.clone(), title, say: Vec::new(), steps: Vec::new(), link: step.link, when: () }
    }

    /// Whether it is a page of Okta's console that the records know, rather than a step of a guide's own.
    pub fn is_of_console(&self) -> bool {
        !self.steps.contains(&self.id)
    }
}

impl Resolved {
    /// The pages of one phase, in order.
    pub fn pages(&self, phase: Phase) -> impl Iterator<Item = &StepPage> {
        self.pages.iter().filter(move |page| page.id.split('/').next() == Some(phase.as_str()))
    }

    /// A page by its identifier; by that of a step, this alone, as it is looked at to set one thing right.
    pub fn page(&self, id: &str) -> Option<StepPage> {
        if let Some(page) = self.pages.iter().find(|page| page.id == id) {
            return Some(page.clone());
        }
        let step = self.steps.iter().find(|step| step.id == id)?;
        let alone = StepPage::alone(step);
        let link = alone.link.or(self.page_of(id)?.link);
        Some(StepPage { link, steps: vec![step.id.clone()], ..alone })
    }

    /// The page on which a step is done.
    pub fn page_of(&self, step: &str) -> Option<&StepPage> {
        self.pages.iter().find(|page| page.steps.iter().any(|one| one == step))
    }

    /// What is done on a page, in order.
    pub fn steps_on(&self, page: &StepPage) -> Vec<&Step> {
        page.steps.iter().filter_map(|id| self.steps.iter().find(|step| step.id == *id)).collect()
    }

    /// The whole of a page as one drawing, each value that is pasted in it with its number.
    pub fn drawing_of(&self, page: &StepPage) -> Option<Drawing> {
        let steps = self.steps_on(page);
        let mut parts = steps.iter().filter_map(|step| step.drawing.as_ref());
        let mut whole = parts.next()?.clone();
        let mut title = whole.title.clone();
        for part in parts {
            if part.title != title {
                whole.lines.extend([String::new(), format!("── {}", part.title)]);
                title.clone_from(&part.title);
            }
            whole.lines.extend(part.lines.iter().cloned());
        }
        if page.is_of_console() {
            let values = steps.iter().flat_map(|step| &step.values);
            number(&mut whole.lines, values.map(|paste| paste.value.shown()));
        }
        Some(whole)
    }
}

/// Puts the number of each value before its place, which is marked: `▸Coder` becomes `▸1 Coder`.
fn number(lines: &mut [String], values: impl Iterator<Item = String>) {
    for (at, value) in values.take(NUMBERED).enumerate().filter(|(_, value)| !value.is_empty()) {
        let places = [format!("▸{value}"), format!("▸ {value}")];
        let found = lines.iter_mut().find_map(|line| {
            let place = places.iter().find(|place| line.contains(place.as_str()))?;
            Some((line, place))
        });
        if let Some((line, place)) = found {
            *line = line.replacen(place.as_str(), &format!("▸{} {value}", at + 1), 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::okta_steps;
    use super::{CONSOLE_PAGES, PAGES, number};

    /// Steps that are done after the set-up have a page to themselves.
    const AFTERWARDS: &str = "remove_test_uri";

    #[test]
    fn every_step_in_okta_is_done_on_one_page_and_every_page_has_its_steps() {
        assert_eq!(PAGES.len(), CONSOLE_PAGES.len(), "a record does not parse");
        let on_pages: Vec<&str> = PAGES.iter().flat_map(|page| &page.steps).map(String::as_str).collect();
        let each: BTreeSet<&str> = on_pages.iter().copied().collect();
        assert_eq!(each.len(), on_pages.len(), "a step is done on two pages: {on_pages:?}");
        let known = okta_steps::names().filter(|name| *name != AFTERWARDS).flat_map(|name| {
            let step = okta_steps::find(name).expect("a step");
            step.parts.iter().map(move |part| format!("{name}.{}", part.id))
        });
        let known: BTreeSet<String> = known.collect();
        let missing: Vec<&String> = known.iter().filter(|id| !each.contains(id.as_str())).collect();
        let gone: Vec<&&str> = each.iter().filter(|id| !known.contains(**id)).collect();
        assert!(missing.is_empty() && gone.is_empty(), "{missing:?} {gone:?}");
    }

    #[test]
    fn a_value_has_its_number_where_it_is_pasted() {
        let mut lines =
            ["  Name  ▸Coder", "▸ https://a/cb", "▸ https://b/cb", "  https://a/cb"].map(str::to_owned);
        let values = ["Coder", "https://a/cb", "elsewhere", "https://b/cb"].map(str::to_owned);
        number(&mut lines, values.into_iter());
        assert_eq!(lines, ["  Name  ▸1 Coder", "▸2 https://a/cb", "▸4 https://b/cb", "  https://a/cb"]);
    }
}

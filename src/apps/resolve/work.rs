//! Steps, fields and drawings of a guide, computed; what stands for several values is repeated for each.

use crate::apps::guide::{DrawingTemplate, GuideStep, PasteTemplate, Phase, StepBody, StepPart};
use crate::apps::okta_steps;
use crate::apps::resolved::{Drawing, OktaSettings, Paste, Step};
use crate::apps::scope::Scope;
use crate::apps::template::{Filled, Found, Template};

/// Places that stand for several values, one line or one field each.
const LISTS: [&str; 3] = ["sign_in", "sign_out", "test_addresses"];

/// As many items of a list stand in a drawing; the values beside it have them all.
const DRAWN_ITEMS: usize = 2;

/// Values that count in one place alone.
pub(super) type Here = Vec<(String, Found)>;

/// A guide's steps and formats in the light of what is known of one set-up.
pub(super) struct Work<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) okta: &'a OktaSettings,
}

impl Work<'_> {
    pub(super) fn steps(&self, step: &GuideStep) -> Vec<Step> {
        if !self.scope.holds(&step.when) {
            return Vec::new();
        }
        match &step.body {
            StepBody::Own(part) => self.part(step.phase, &part.id, part, &Vec::new()).into_iter().collect(),
            StepBody::Use { id, with, note, .. } => self.used(step.phase, id, with, note),
        }
    }

    fn used(&self, phase: Phase, id: &str, with: &[(String, Template)], note: &[Template]) -> Vec<Step> {
        let Some(step) = okta_steps::find(id) else { return Vec::new() };
        let mut here: Here = Vec::new();
        for (name, default) in &step.takes {
            let given = with.iter().find(|(taken, _)| taken == name).map_or(default, |(_, value)| value);
            here.push((name.clone(), Found::Plain(self.scope.fill_with(given, &here).shown())));
        }
        let parts = step.parts.iter();
        let mut steps: Vec<Step> =
            parts.filter_map(|part| self.part(phase, &format!("{id}.{}", part.id), part, &here)).collect();
        if let Some(last) = steps.last_mut() {
            last.say.extend(note.iter().map(|text| self.scope.text(text)));
        }
        steps
    }

    fn part(&self, phase: Phase, id: &str, part: &StepPart, here: &Here) -> Option<Step> {
        if !self.scope.holds(&part.when) {
            return None;
        }
        let text = |template: &Template| self.scope.fill_with(template, here).shown();
        let page = part.page.as_ref().map(|page| self.scope.fill_with(page, here));
        Some(Step {
            id: format!("{}/{id}", phase.as_str()),
            phase,
            title: text(&part.title),
            say: self.scope.chosen(&part.say).iter().map(text).collect(),
            values: self.pastes(&part.values, here),
            drawing: part.drawing.as_ref().map(|drawing| self.drawing(drawing, here)),
            link: part.link,
            page: page.filter(Filled::is_complete).map(|page| page.reveal().to_owned()),
            write: part.write,
            warn: part.warn.as_ref().map(text),
            ask: part.ask.clone(),
        })
    }

    /// One field for each value; a list place makes one field of each item.
    pub(super) fn pastes(&self, all: &[PasteTemplate], here: &Here) -> Vec<Paste> {
        let mut out = Vec::new();
        for paste in all.iter().filter(|paste| self.scope.holds(&paste.when)) {
            for place in self.items(&paste.value, here) {
                out.push(Paste {
                    label: self.scope.fill_with(&paste.label, &place).shown(),
                    value: self.scope.fill_with(&paste.value, &place),
                    secret: paste.value.holds_secret(),
                    note: paste.note.as_ref().map(|note| self.scope.fill_with(note, &place).shown()),
                });
            }
        }
        out
    }

    /// The values of each repetition of a template with a list place; the values as they are without one.
    fn items(&self, template: &Template, here: &Here) -> Vec<Here> {
        let Some(list) = LISTS.into_iter().find(|name| template.places().any(|place| place == *name)) else {
            return vec![here.clone()];
        };
        let all = match list {
            "sign_in" => &self.okta.sign_in,
            "sign_out" => &self.okta.sign_out,
            _ => &self.okta.test_addresses,
        };
        let one = |uri: &Filled| {
            let mut local = here.clone();
            local.push((list.to_owned(), Found::Filled(uri.clone())));
            local
        };
        all.iter().map(one).collect()
    }

    fn drawing(&self, drawing: &DrawingTemplate, here: &Here) -> Drawing {
        let mut lines = Vec::new();
        for line in self.scope.chosen(&drawing.lines) {
            let places = self.items(&line, here);
            let shown = places.iter().take(DRAWN_ITEMS);
            lines.extend(shown.map(|place| self.scope.fill_with(&line, place).shown()));
        }
        Drawing { title: self.scope.fill_with(&drawing.title, here).shown(), lines }
    }
}

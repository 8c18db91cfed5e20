//! The steps of a guide for one set-up: Okta's own, filled in with what the guide gives them, and the guide's.

use crate::apps::fill::{Fill, Values};
use crate::apps::guide::{GuideStep, Phase, Step, Use};
use crate::apps::okta_steps;
use crate::apps::template::{Filled, Found, Template};

impl Fill for GuideStep {
    type Filled = Vec<Step>;

    fn filled(&self, values: &Values<'_>) -> Vec<Step> {
        match self {
            Self::Own(step) => placed(step, step.phase, &step.id, values).into_iter().collect(),
            Self::Use(used) if values.holds(&used.when) => used_steps(used, values),
            Self::Use(_) => Vec::new(),
        }
    }
}

fn used_steps(used: &Use, values: &Values<'_>) -> Vec<Step> {
    let Some(step) = okta_steps::find(&used.id) else { return Vec::new() };
    let mut inside = values.clone();
    for (name, default) in &step.takes {
        let given = used.with.iter().find(|(taken, _)| taken == name).map_or(default, |(_, value)| value);
        let found = Found::Plain(given.filled(&inside));
        inside = inside.with([(name.clone(), found)]);
    }
    let one = |part| placed(part, used.phase, &format!("{}.{}", used.id, part.id), &inside);
    let mut steps: Vec<Step> = step.parts.iter().filter_map(one).collect();
    if let Some(last) = steps.last_mut() {
        last.say.extend(used.note.filled(values));
    }
    steps
}

/// A step where it stands in the guide: in its phase, under its whole identifier, with its page only where nothing of the
/// address is missing.
fn placed(step: &Step<Template>, phase: Phase, id: &str, values: &Values<'_>) -> Option<Step> {
    let mut placed = step.each(values).pop()?;
    placed.id = format!("{}/{id}", phase.as_str());
    placed.phase = phase;
    let page = step.page.as_ref().map(|page| page.0.filled(values));
    placed.page = page.filter(Filled::is_complete).map(|page| page.reveal().to_owned());
    Some(placed)
}

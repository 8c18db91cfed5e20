//! The order of the screens for one connection. Going on and going back are steps in this list, so that neither can forget
//! a screen or lose a value.

use super::project::{Mode, Project};
use super::screen::Screen;
use crate::apps::guide::LiveClass;
use crate::apps::{FormatBody, Phase, Step};
use crate::okta::host::{self, HostKind};

/// The question for the application's address, the same in every guide.
pub(super) const ADDRESS: &str = "base_url";
/// The application without a guide of its own: its first page is searched.
const OTHER: &str = "other";

/// Every screen from the first question to the end, with what is known now.
pub fn flow(project: &Project) -> Vec<Screen> {
    let mut all = Vec::new();
    match project.mode {
        Mode::SetUp => {
            addresses(project, &mut all);
            okta(project, &mut all);
        }
        Mode::Verify => {
            all.extend([Screen::Source, Screen::SourceFile]);
            if project.is_by_file() {
                all.extend(project.left_open_by_file().into_iter().map(Screen::Question));
                all.push(Screen::Found);
            } else {
                questions(project, &mut all);
                all.push(Screen::Redirects);
            }
        }
    }
    if !(project.is_by_file() && project.has_values_of_file()) {
        all.push(Screen::Values);
    }
    let living = |first| {
        let has_turn = first == (project.mode == Mode::Verify) && can_be_visited(project);
        has_turn.then_some(Screen::Living { first })
    };
    all.extend(living(true));
    all.extend([Screen::Login, Screen::Verdict]);
    if project.mode == Mode::SetUp {
        configuration(project, &mut all);
    }
    let resolved = project.setup.resolved();
    all.extend(living(false));
    // In practice nothing runs that anybody could look at, and the practice takes its own test address out.
    if !project.is_practice {
        if !resolved.confirmations.is_empty() {
            all.push(Screen::Confirm);
        }
        if !project.setup.test_addresses().is_empty() {
            all.push(Screen::TestUri);
        }
    }
    all.push(Screen::Done);
    all
}

/// Whether there is a living application to look at; in practice there is none, unless it is on this computer.
fn can_be_visited(project: &Project) -> bool {
    let resolved = project.setup.resolved();
    let recipe = &resolved.recipe;
    let is_known = recipe.live.is_some() || resolved.id == OTHER;
    let is_here = recipe.base.as_ref().is_some_and(|base| host::kind(base) == HostKind::Loopback);
    let has_address = recipe.base.is_some() && recipe.class() != LiveClass::None;
    is_known && has_address && (is_here || !project.setup.is_practice())
}

fn questions(project: &Project, all: &mut Vec<Screen>) {
    all.extend(project.questions(false).into_iter().map(Screen::Question));
}

/// The application's own address comes first, since everybody knows it; Okta's follows.
fn addresses(project: &Project, all: &mut Vec<Screen>) {
    questions(project, all);
    let own = all.iter().position(|screen| matches!(screen, Screen::Question(key) if key == ADDRESS));
    if !project.is_practice {
        all.insert(own.map_or(usize::from(!all.is_empty()), |at| at + 1), Screen::Organization);
    }
    steps(project, Phase::AppBefore, all);
}

fn okta(project: &Project, all: &mut Vec<Screen>) {
    if !project.is_practice {
        all.push(Screen::WhoInOkta);
    }
    if project.setup.connection().somebody_else {
        all.push(Screen::Request);
    } else {
        steps(project, Phase::Okta, all);
    }
}

fn steps(project: &Project, phase: Phase, all: &mut Vec<Screen>) {
    all.extend(project.setup.resolved().pages(phase).map(|page| Screen::Step(page.id.clone())));
}

fn configuration(project: &Project, all: &mut Vec<Screen>) {
    let resolved = project.setup.resolved();
    let mut written = false;
    for step in resolved.phase(Phase::App) {
        if step.write && !written {
            written = true;
            formats(project, all);
        } else if !loads_it(project).any(|one| one.id == step.id) {
            all.push(Screen::Step(step.id.clone()));
        }
    }
    if !written {
        formats(project, all);
    }
}

/// The steps that only tell how the application takes up what was written: they are told where its commands are.
pub fn loads_it(project: &Project) -> impl Iterator<Item = &Step> {
    let is_file = chosen_format(project).is_some_and(|format| !matches!(format.body, FormatBody::Sheet(_)));
    let behind = project.setup.resolved().phase(Phase::App).skip_while(|step| !step.write).skip(1);
    let only_tells = |step: &&Step| step.values.is_empty() && step.drawing.is_none() && step.ask.is_none();
    behind.take_while(only_tells).filter(move |_| is_file)
}

fn formats(project: &Project, all: &mut Vec<Screen>) {
    let resolved = project.setup.resolved();
    if resolved.formats.is_empty() {
        return;
    }
    if resolved.formats.len() > 1 {
        all.push(Screen::Formats);
    }
    let chosen = chosen_format(project);
    let is_sheet = chosen.is_some_and(|format| matches!(format.body, FormatBody::Sheet(_)));
    if is_sheet {
        all.push(Screen::Change);
    } else {
        // Where the file usually is, its difference is shown at once; another one is named from there.
        let has_place = chosen.is_some_and(|format| project.setup.proposed_path(format).is_some());
        if !has_place {
            all.push(Screen::Target);
        }
        all.extend([Screen::Change, Screen::Apply]);
    }
}

/// The format that was chosen, else the first.
pub fn chosen_format(project: &Project) -> Option<&crate::apps::Format> {
    let resolved = project.setup.resolved();
    project.format.as_ref().and_then(|id| resolved.format(id)).or_else(|| resolved.formats.first())
}

/// Where a screen stands in the flow; for one that is no longer in it, the first that comes after its stage began.
pub fn position(flow: &[Screen], screen: &Screen) -> usize {
    let anchor = (screen.description().beside)(screen).unwrap_or_else(|| screen.clone());
    flow.iter()
        .position(|one| one == screen)
        .or_else(|| flow.iter().position(|one| *one == anchor))
        .or_else(|| flow.iter().position(|one| one.stage() >= anchor.stage()))
        .unwrap_or_default()
}

//! A file is read beside the thread that draws, and whoever goes away meanwhile hears no more of it.

use tokio::sync::mpsc::unbounded_channel;
use usher::base::Secret;
use usher::engine::Intent;
use usher::engine::effect::{Effect, Outcome, Task, Want};
use usher::engine::search::Search;
use usher::io::{Options, World};
use usher::ui::tui::{RealRunner, Runner as _};
use usher::wizard::{Event, Facts, HostReport, HostTask, Key, Read, Reading, Screen, Start, Wizard};

use crate::tests::journey::rig::Rig;
use crate::tests::screens::desk::{Desk, WHOLE};

#[test]
fn nothing_of_a_file_is_read_on_the_thread_that_draws() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("app.env");
    std::fs::write(&path, WHOLE).expect("a file");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (outcomes, _queue) = unbounded_channel();
        let (reports, mut queue) = unbounded_channel();
        let data_dir = Some(folder.path().join("data"));
        let world = World::new(Options { data_dir, ..Options::default() }, outcomes);
        let mut runner = RealRunner::new(world, None, reports);
        let wizard = Wizard::new(Start::default(), Facts::default());
        let search = Search::new(&path, Secret::from(WHOLE));
        for task in [
            HostTask::ReadFile(path.clone()),
            HostTask::ReadInto(Reading::Recognise(Box::new(search), Vec::new())),
            HostTask::LookFor(vec![path.clone()]),
            HostTask::Gather(vec![Want::Variable("HOME".to_owned())]),
        ] {
            runner.host(task.clone(), &wizard);
            // This very thread runs the loop, so nothing can have come before it is waited for.
            assert!(queue.try_recv().is_err(), "{task:?}");
            queue.recv().await.expect("it comes later");
        }
    });
}

/// Nor is a file planned there, nor compared with what was written.
#[test]
fn nothing_of_a_file_is_planned_on_the_thread_that_draws() {
    let mut rig = Rig::coder();
    rig.files.insert("/etc/coder.d/coder.env".into(), "OTHER=1\n".to_owned());
    rig.intend(Intent::Plan { format: "env".to_owned(), path: None });
    let is_one = |task: &Task| matches!(task, Task::Plan(_) | Task::Compare(_));
    let waiting = |rig: &Rig| {
        let found = rig.tasks.iter().find(|(_, task, _)| is_one(task));
        found.map(|(id, task, _)| (*id, task.clone()))
    };
    rig.run_until(|rig| waiting(rig).is_some());
    let planned = waiting(&rig);
    rig.run();
    rig.intend(Intent::Write { unproven: true });
    rig.run_until(|rig| waiting(rig).is_some());
    let compared = waiting(&rig);
    assert!(planned.is_some() && compared.is_some());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (outcomes, mut queue) = unbounded_channel();
        let mut world = World::new(Options::default(), outcomes);
        for (id, task) in [planned, compared].into_iter().flatten() {
            world.perform(Effect::Run(id, task));
            assert!(queue.try_recv().is_err(), "it is done beside");
            let (_, outcome) = queue.recv().await.expect("it comes later");
            assert!(
                matches!(outcome, Outcome::PlanMade(Some(_)) | Outcome::Compared(Some(_))),
                "{outcome:?}"
            );
        }
    });
}

/// At the screen that reads a large file.
fn reading() -> Desk {
    let mut desk = Desk::new((80, 24)).begin();
    desk.file = Some(WHOLE.to_owned());
    desk.press(Key::Down).enter();
    desk.enter();
    desk.is_at(&Screen::FromFile);
    desk.reads_slowly = true;
    desk.types("/etc/atelier.d/atelier.env").enter();
    desk
}

#[test]
fn whoever_goes_back_while_a_file_is_read_is_left_in_peace() {
    let mut desk = reading();
    assert!(desk.says("Reading…"), "{}", desk.show());
    desk.press(Key::Esc);
    desk.is_at(&Screen::Saved);
    desk.arrive();
    desk.is_at(&Screen::Saved);
    // And whoever stays is led on.
    let mut desk = reading();
    desk.arrive();
    desk.is_at(&Screen::Found);
}

#[test]
fn what_takes_too_long_is_given_up_and_said() {
    let mut desk = reading();
    desk.tell(Event::Host(HostReport::ReadInto(Read::TooSlow)));
    desk.is_at(&Screen::FromFile);
    assert!(desk.says("stopped reading /etc/atelier.d/atelier.env"), "{}", desk.show());
}

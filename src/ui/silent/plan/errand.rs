//! One task at a time, done by the world and waited for; an interrupt ends it.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::engine::effect::{Effect, Outcome, Task, TaskId};
use crate::io::process::{Signal, Signals};
use crate::io::{Options, World};
use crate::ui::silent::session::Interrupted;

/// Does tasks.
pub(super) struct Errands {
    world: World,
    outcomes: UnboundedReceiver<(TaskId, Outcome)>,
    signals: Option<Signals>,
    last: u64,
}

impl Errands {
    pub(super) fn new(options: Options) -> Self {
        let (sender, outcomes) = unbounded_channel();
        Self { world: World::new(options, sender), outcomes, signals: Signals::ending().ok(), last: 0 }
    }

    /// Does a task, and gives what came of it.
    pub(super) async fn run(&mut self, task: Task) -> Result<Outcome, Interrupted> {
        self.last += 1;
        let id = TaskId(self.last);
        self.world.perform(Effect::Run(id, task));
        loop {
            let signal = next_signal(self.signals.as_mut());
            tokio::select! {
                biased;
                Some((done, outcome)) = self.outcomes.recv() => {
                    if done == id {
                        return Ok(outcome);
                    }
                }
                signal = signal => if matches!(signal, Signal::Interrupt | Signal::Terminate | Signal::Hangup) {
                    self.world.finish().await;
                    return Err(Interrupted);
                },
            }
        }
    }
}

async fn next_signal(signals: Option<&mut Signals>) -> Signal {
    match signals {
        Some(signals) => signals.next().await,
        None => std::future::pending().await,
    }
}

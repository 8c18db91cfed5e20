//! One task at a time, done by the world and waited for; an interrupt ends it.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::base::words::message;
use crate::base::{Exchange, Request};
use crate::engine::effect::{Effect, Outcome, Task, TaskId};
use crate::io::process::{Signal, Signals};
use crate::io::{Options, World};
use crate::ui::silent::session::Interrupted;
use crate::ui::talk;

/// Does tasks.
pub(in super::super) struct Errands {
    world: World,
    outcomes: UnboundedReceiver<(TaskId, Outcome)>,
    signals: Option<Signals>,
    last: u64,
}

impl Errands {
    pub(in super::super) fn new(options: Options) -> Self {
        let (sender, outcomes) = unbounded_channel();
        Self { world: World::new(options, sender), outcomes, signals: Signals::ending().ok(), last: 0 }
    }

    /// Sends a request, and gives what came of it.
    pub(in super::super) async fn send(&mut self, request: Request) -> Result<Option<Exchange>, Interrupted> {
        Ok(match self.run(Task::Send(request)).await? {
            Outcome::Answered(exchange) => Some(*exchange),
            _ => None,
        })
    }

    /// Waits so long, in milliseconds, and says why.
    pub(in super::super) async fn wait(&mut self, ms: u64) -> Result<(), Interrupted> {
        talk::tell(&message!("manage.text.waiting", seconds = ms.div_ceil(1000)));
        self.run(Task::Wake { after_ms: ms }).await.map(|_| ())
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

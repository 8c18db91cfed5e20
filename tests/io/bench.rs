//! A world with its queue, a folder of its own, and a raw client that says exactly what a test wants.

use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use usher::engine::effect::{Effect, Outcome, Task, TaskId};
use usher::io::{Browser, Options, Surroundings, World};

/// Longer than anything here takes; reached only when a test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Bench {
    pub(crate) world: World,
    pub(crate) folder: TempDir,
    /// Where its records would be, apart from what is looked at.
    pub(crate) data: TempDir,
    outcomes: UnboundedReceiver<(TaskId, Outcome)>,
    last: u64,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let data = tempfile::tempdir().expect("a folder for records");
        let (sender, outcomes) = unbounded_channel();
        let mut options = Options {
            browser: Browser::None,
            data_dir: Some(data.path().to_path_buf()),
            host_clipboard: false,
            surroundings: Some(Surroundings::default()),
            ..Options::default()
        };
        change(&mut options);
        Self { world: World::new(options, sender), folder, data, outcomes, last: 0 }
    }

    pub(crate) fn start(&mut self, task: Task) -> TaskId {
        self.last += 1;
        let id = TaskId(self.last);
        self.world.perform(Effect::Run(id, task));
        id
    }

    pub(crate) fn stop(&mut self, id: TaskId) {
        self.world.perform(Effect::Stop(id));
    }

    pub(crate) async fn next(&mut self) -> (TaskId, Outcome) {
        tokio::time::timeout(PATIENCE, self.outcomes.recv())
            .await
            .expect("an outcome in time")
            .expect("a world that still lives")
    }

    pub(crate) async fn run(&mut self, task: Task) -> Outcome {
        let id = self.start(task);
        let (from, outcome) = self.next().await;
        assert_eq!(from, id);
        outcome
    }

    /// The next outcome, if it is there already.
    pub(crate) fn waiting(&mut self) -> Option<(TaskId, Outcome)> {
        self.outcomes.try_recv().ok()
    }

    pub(crate) fn nothing_waits(&mut self) -> bool {
        self.outcomes.try_recv().is_err()
    }
}

/// Sends bytes and reads until the other side closes.
pub(crate) async fn say(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // A listener that refuses early may close before everything is sent.
    let _ = stream.write_all(bytes).await;
    listen_to(&mut stream).await
}

pub(crate) async fn listen_to(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let reading = stream.read_to_end(&mut heard);
    let _ = tokio::time::timeout(PATIENCE, reading).await.expect("the other side closes in time");
    String::from_utf8_lossy(&heard).into_owned()
}

pub(crate) fn status(response: &str) -> u16 {
    response.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
}

//! What there is to be seen of the wizard beside its page, for whoever shows it.

use super::{FindingView, Overlay, Wizard, screens};
use crate::base::Timestamp;
use crate::base::words::{Key, Message, ToMessage, Voice};
use crate::engine::Setup;

impl Wizard {
    /// What lies over it.
    pub fn overlay(&self) -> Option<Overlay> {
        self.overlay
    }

    /// The engine of the connection that is worked on.
    pub fn setup(&self) -> Option<&Setup> {
        self.project.as_ref().map(|project| &project.setup)
    }

    /// Whether something must not be cut off by the end of the program.
    pub fn keeping(&self) -> bool {
        self.setup().or(self.former.as_ref()).is_some_and(Setup::keeping)
    }

    /// The findings of the screen, in the order in which they stand there.
    pub fn findings(&self) -> Vec<FindingView> {
        screens::cure::views(self)
    }

    /// What was said last about something the person did.
    pub fn notice(&self) -> Option<&Message> {
        self.notice.as_ref()
    }

    /// How this face speaks from now on.
    pub fn speak(&mut self, voice: Voice) {
        self.speaks = voice;
        if let Some(project) = &mut self.project {
            project.setup.speak(voice);
        }
    }

    /// How it speaks of the provider that is known now.
    pub fn voice(&self) -> Voice {
        self.project.as_ref().map_or(self.speaks, |project| project.setup.voice())
    }

    /// A message as text.
    pub fn say(&self, message: &Message) -> String {
        self.voice().say(message)
    }

    /// The sentence under a key.
    pub fn text(&self, key: Key) -> String {
        self.voice().text(key)
    }

    /// Several things one after the other.
    pub(super) fn list<T: ToMessage>(&self, items: &[T]) -> String {
        self.voice().list(items)
    }

    /// How often a tick is wanted, in milliseconds; `None` while nothing moves.
    pub fn wants_tick(&self) -> Option<u64> {
        let setup = self.setup();
        let busy = self.waits_for_host || setup.is_some_and(Setup::busy);
        busy.then_some(125)
    }

    /// The moment of the last event.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}

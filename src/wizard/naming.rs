//! The name under which a connection is kept: its guide's, or that of the application where the person gives it.

use super::Wizard;
use crate::apps::{catalogue, naming};

impl Wizard {
    /// The name under which a new connection by this guide is kept.
    pub(super) fn free_name(&self, app: &str) -> String {
        self.start.name.clone().unwrap_or_else(|| self.free(app, |_| false))
    }

    /// A connection whose application is called as the person says bears that name, as long as it is kept under no other.
    pub(super) fn name_connection(&mut self) {
        let Some(project) = &self.project else { return };
        let guide = project.setup.guide();
        if self.start.name.is_some() || guide.name_question().is_none() {
            return;
        }
        let called = guide.given_name(&project.setup.connection().answers);
        let name = match called.and_then(naming::connection_name) {
            // A guide is asked for by its identifier: no other application's connection may stand in its way.
            Some(name) => self.free(&name, |name| catalogue::cards().iter().any(|card| card.id == name)),
            None => self.free(&guide.id, |_| false),
        };
        if let Some(project) = &mut self.project {
            project.setup.call(name);
        }
    }

    /// The name itself, or with the first number behind it under which nothing is kept.
    fn free(&self, name: &str, is_reserved: impl Fn(&str) -> bool) -> String {
        let is_taken =
            |name: &str| is_reserved(name) || self.saved.iter().flatten().any(|one| one.name == name);
        let base = if self.practice_wanted { format!("practice-{name}") } else { name.to_owned() };
        let numbered = (2..).map(|count: u64| format!("{base}-{count}"));
        std::iter::once(base.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(base)
    }
}

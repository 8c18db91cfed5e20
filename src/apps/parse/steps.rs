//! What is read of steps beyond the types of their members: whose step one is, and whether Okta's steps have it.

use crate::apps::guide::{GuideStep, Step, Use};
use crate::apps::okta_steps;
use crate::apps::problem::nearest;
use crate::apps::read::{Reader, Table};
use crate::apps::template::Template;
use crate::base::words::message;

impl Table for GuideStep {
    fn table(reader: &Reader<'_, '_>) -> Self {
        reader.need("phase");
        let used: Option<String> = reader.get("use");
        if used.is_some() { Self::Use(Use::table(reader)) } else { Self::Own(Box::new(Step::table(reader))) }
    }
}

impl Reader<'_, '_> {
    /// The name of one of Okta's steps, which takes what it is given `with`.
    pub(in crate::apps) fn okta_step(&self, key: &'static str) -> String {
        let id: String = self.get(key);
        let Some(step) = okta_steps::find(&id) else {
            let right = nearest(&id, okta_steps::names());
            self.log().near(self.place(key), &message!("apps.problem.unknown_step", step = id), right);
            return id;
        };
        let with = self.tables("with");
        let given = with.iter().flat_map(Reader::keys);
        let taken = || step.takes.iter().map(|(name, _)| name.as_str());
        for (name, at) in given.filter(|(name, _)| !taken().any(|one| one == *name)) {
            let told = message!("apps.problem.not_taken", step = id, name = name);
            self.log().near(at, &told, nearest(name, taken()));
        }
        id
    }

    /// Whether the client secret stands in a template.
    pub(in crate::apps) fn holds_secret(&self, key: &'static str) -> bool {
        self.get::<Option<Template>>(key).is_some_and(|value| value.holds_secret())
    }
}

//! The shape of steps: those of a guide, and those of Okta that guides name. One screen holds one thing to do.

use super::words::{ConsolePage, Phase};
use crate::apps::table::table;
use crate::apps::template::Template;
use crate::apps::text::Shown;
use crate::apps::when::When;

/// One `[[step]]` of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuideStep {
    /// One of Okta's steps, by name.
    Use(Use),
    /// A step of this guide.
    Own(Box<Step<Template>>),
}

table! {
    /// One of Okta's steps, as a guide uses it.
    Use {
        /// When it is done.
        phase: Phase,
        /// Its identifier.
        id: String = okta_step("use"),
        /// Values for what it takes.
        with: Vec<(String, Shown)> = or_default("with"),
        /// What this application adds to it, said on its last part.
        note: Vec<Shown>,
        /// Its condition.
        when: When,
    }
}

table! {
    /// One of Okta's own steps: from `assets/okta/`.
    OktaStep {
        /// Its identifier, also its file's name.
        id: String,
        /// What it takes, and what stands for it when a guide gives nothing.
        takes: Vec<(String, Shown)> = or_default("takes"),
        /// Its screens, in order. In which phase they come, the guide says.
        parts: Vec<Step<Template>> = get("part"),
    }
}

table! {
    /// One screen: one thing to do.
    Step<T> {
        /// Unique in the guide once it is filled in, and stable while the guide is: `okta/create_web_app.name`.
        id: String = name("id", "-_"),
        /// When it is done.
        phase: Phase,
        /// The thing to do, in one sentence.
        title: T::Shown,
        /// What to know about it, in paragraphs.
        say: T::Lines,
        /// Values to paste, in the order of the page.
        values: Vec<Paste<T>>,
        /// A drawing of the page.
        drawing: Option<Drawing<T>>,
        /// The page in Okta.
        link: Option<ConsolePage>,
        /// The page in the application, an address; once it is filled in, complete or absent.
        page: Option<T::Shown>,
        /// Whether the configuration is shown and written here.
        write: bool,
        /// What must not be overlooked.
        warn: Option<T::Shown>,
        /// The question that is answered here, by its key.
        ask: Option<String> = question("ask"),
    }
}

table! {
    /// One page of Okta's Admin Console with all that is done there, from `assets/console/`; else one step, which has a page
    /// to itself.
    StepPage<T> {
        /// Unique in the guide once it is filled in: `okta/form`, or the step's own.
        id: String = name("id", "-_"),
        /// Its name in a list, a few words.
        name: T::Shown,
        /// What is to be done there, in one sentence.
        title: T::Shown,
        /// What to know before one begins; nothing where one thing alone is done.
        say: T::Lines,
        /// What is done there, by the steps' identifiers, in order.
        steps: Vec<String>,
        /// The page in Okta on which all of it is found again later.
        link: Option<ConsolePage>,
    }
}

table! {
    /// A value to paste; a list place makes one of each item.
    Paste<T> by items(value) {
        /// The field's name on the page.
        label: T::Shown,
        /// The value.
        value: T,
        /// Whether it is the secret, known already or not.
        secret: bool = holds_secret("value"),
        /// What to know about it.
        note: Option<T::Shown>,
    }
}

table! {
    /// A page in characters, without its frame.
    Drawing<T> {
        /// The page's title.
        title: T::Shown,
        /// Its lines. `▸` at the start marks where to click or paste; a line with a list place is repeated.
        lines: T::Lines,
    }
}

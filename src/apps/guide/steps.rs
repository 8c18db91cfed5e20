//! The shape of steps: those of a guide, and those of Okta that guides name. One screen holds one thing to do.

use crate::apps::template::Template;
use crate::apps::when::{Maybe, When};

/// When a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// In the application, before Okta.
    AppBefore,
    /// In Okta.
    Okta,
    /// In the application.
    App,
    /// In Okta again, at the end.
    OktaAfter,
}

impl Phase {
    /// Its word in guides, which is also the first part of a step's identifier.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AppBefore => "app_before",
            Self::Okta => "okta",
            Self::App => "app",
            Self::OktaAfter => "okta_after",
        }
    }
}

/// One `[[step]]` of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    /// When it is done.
    pub phase: Phase,
    /// Its condition.
    pub when: When,
    /// The step.
    pub body: StepBody,
}

/// A step of Okta's own, by name, or a step of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepBody {
    /// One of Okta's steps.
    Use {
        /// Its identifier.
        id: String,
        /// Values for what it takes.
        with: Vec<(String, Template)>,
        /// What this application adds to it, said on its last part.
        note: Vec<Template>,
        /// Where the name stands in the file.
        at: usize,
    },
    /// A step of this guide.
    Own(Box<StepPart>),
}

/// A page of Okta's Admin Console that a step happens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsolePage {
    /// The list of applications.
    Applications,
    /// The application's General tab.
    AppGeneral,
    /// The application's Sign On tab.
    AppSignOn,
    /// The application's Assignments tab.
    AppAssignments,
    /// Security › API.
    AuthorizationServers,
    /// Reports › System Log.
    SystemLog,
}

/// One screen: one thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepPart {
    /// Its identifier inside the step.
    pub id: String,
    /// The thing to do, in one sentence.
    pub title: Template,
    /// What to know about it.
    pub say: Vec<Maybe<Template>>,
    /// Values to paste.
    pub values: Vec<PasteTemplate>,
    /// A drawing of the page.
    pub drawing: Option<DrawingTemplate>,
    /// The page in Okta.
    pub link: Option<ConsolePage>,
    /// The page in the application, an address.
    pub page: Option<Template>,
    /// Whether the configuration is shown and written here.
    pub write: bool,
    /// What must not be overlooked.
    pub warn: Option<Template>,
    /// The question that is answered here.
    pub ask: Option<String>,
    /// Its condition.
    pub when: When,
}

/// A value to paste; a list place makes one of each item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasteTemplate {
    /// The field's name on the page.
    pub label: Template,
    /// The value.
    pub value: Template,
    /// What to know about it.
    pub note: Option<Template>,
    /// Its condition.
    pub when: When,
}

/// A page in characters. The frame is drawn around it; `▸` marks where to click or paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawingTemplate {
    /// The page's title.
    pub title: Template,
    /// Its lines; a line with a list place is repeated for each item.
    pub lines: Vec<Maybe<Template>>,
}

/// One of Okta's own steps: from `assets/okta/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OktaStep {
    /// Its identifier, also its file's name.
    pub id: String,
    /// What it takes, and what stands for it when a guide gives nothing.
    pub takes: Vec<(String, Template)>,
    /// Its screens, in order.
    pub parts: Vec<StepPart>,
}

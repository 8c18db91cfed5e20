//! Which screens there are, and at which stage of the journey each one stands.

use crate::engine::connection::Stage;

/// A place outside Usher where a client secret lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Keeper {
    /// A file that holds nothing else.
    File,
    /// An environment variable.
    Variable,
    /// A command that prints it.
    Command,
}

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// What would you like to do?
    Start,
    /// Which saved connection, or another application?
    Saved,
    /// Which application?
    Applications,
    /// The file of a configuration whose application is not known yet.
    FromFile,
    /// Which of the applications that fit a file?
    WhichFits,
    /// May what a file refers to be looked up?
    References,
    /// Where the values of a configuration that exists come from.
    Source,
    /// Its file.
    SourceFile,
    /// What was found in it.
    Found,
    /// A question of the guide, by its key.
    Question(String),
    /// The Okta organization.
    Organization,
    /// The redirect URIs, and the test's port.
    Redirects,
    /// Who works in Okta?
    WhoInOkta,
    /// The request sheet for somebody else.
    Request,
    /// A page of Okta's console, or a step of the guide's own, by its identifier.
    Step(String),
    /// The three values.
    Values,
    /// Where the client secret lives.
    SecretPlace,
    /// The file, the variable or the command.
    SecretAt(Keeper),
    /// Who shall sign in?
    Login,
    /// The login is out.
    Waiting,
    /// The address on which the browser ended.
    PasteAddress,
    /// Which page does the browser show?
    PageSeen,
    /// The sign-in address as a square code.
    Code,
    /// What came of it.
    Verdict,
    /// Another port for the test, where the usual one is taken.
    OtherPort,
    /// Every check.
    Details,
    /// The lines of the application's own file that set it right.
    Fix,
    /// Which format?
    Formats,
    /// Where is the file?
    Target,
    /// The difference, or the sheet.
    Change,
    /// Is there a way in without the provider?
    LocalAdmin,
    /// Write without a proof?
    Unproven,
    /// Which of several places in the application's file is meant.
    Places,
    /// How the application takes it up.
    Apply,
    /// What only a person can see, all of it.
    Confirm,
    /// The test URI comes out of Okta again.
    TestUri,
    /// What the living application sends: before the test login, where something that exists is verified; after it was
    /// written otherwise.
    Living {
        /// Whether it is looked at before the test login.
        first: bool,
    },
    /// The address that the browser showed, in place of a visit.
    SeenAt {
        /// As for the screen under it.
        first: bool,
    },
    /// The end.
    Done,
    /// All that is known, at any moment.
    Summary,
}

/// A screen without what it is about: what keys and words hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// [`Screen::Start`]
    Start,
    /// [`Screen::Saved`]
    Saved,
    /// [`Screen::Applications`]
    Applications,
    /// [`Screen::FromFile`]
    FromFile,
    /// [`Screen::WhichFits`]
    WhichFits,
    /// [`Screen::References`]
    References,
    /// [`Screen::Source`]
    Source,
    /// [`Screen::SourceFile`]
    SourceFile,
    /// [`Screen::Found`]
    Found,
    /// [`Screen::Question`]
    Question,
    /// [`Screen::Organization`]
    Organization,
    /// [`Screen::Redirects`]
    Redirects,
    /// [`Screen::WhoInOkta`]
    WhoInOkta,
    /// [`Screen::Request`]
    Request,
    /// [`Screen::Step`]
    Step,
    /// [`Screen::Values`]
    Values,
    /// [`Screen::SecretPlace`]
    SecretPlace,
    /// [`Screen::SecretAt`]
    SecretAt,
    /// [`Screen::Login`]
    Login,
    /// [`Screen::Waiting`]
    Waiting,
    /// [`Screen::PasteAddress`]
    PasteAddress,
    /// [`Screen::PageSeen`]
    PageSeen,
    /// [`Screen::Code`]
    Code,
    /// [`Screen::Verdict`]
    Verdict,
    /// [`Screen::OtherPort`]
    OtherPort,
    /// [`Screen::Details`]
    Details,
    /// [`Screen::Fix`]
    Fix,
    /// [`Screen::Formats`]
    Formats,
    /// [`Screen::Target`]
    Target,
    /// [`Screen::Change`]
    Change,
    /// [`Screen::LocalAdmin`]
    LocalAdmin,
    /// [`Screen::Unproven`]
    Unproven,
    /// [`Screen::Places`]
    Places,
    /// [`Screen::Apply`]
    Apply,
    /// [`Screen::Confirm`]
    Confirm,
    /// [`Screen::TestUri`]
    TestUri,
    /// [`Screen::Living`]
    Living,
    /// [`Screen::SeenAt`]
    SeenAt,
    /// [`Screen::Done`]
    Done,
    /// [`Screen::Summary`]
    Summary,
}

impl Kind {
    /// Every kind.
    #[cfg(test)]
    pub const ALL: [Self; 40] = [
        Self::Start,
        Self::Saved,
        Self::Applications,
        Self::FromFile,
        Self::WhichFits,
        Self::References,
        Self::Source,
        Self::SourceFile,
        Self::Found,
        Self::Question,
        Self::Organization,
        Self::Redirects,
        Self::WhoInOkta,
        Self::Request,
        Self::Step,
        Self::Values,
        Self::SecretPlace,
        Self::SecretAt,
        Self::Login,
        Self::Waiting,
        Self::PasteAddress,
        Self::PageSeen,
        Self::Code,
        Self::Verdict,
        Self::OtherPort,
        Self::Details,
        Self::Fix,
        Self::Formats,
        Self::Target,
        Self::Change,
        Self::LocalAdmin,
        Self::Unproven,
        Self::Places,
        Self::Apply,
        Self::Confirm,
        Self::TestUri,
        Self::Living,
        Self::SeenAt,
        Self::Done,
        Self::Summary,
    ];
}

impl Screen {
    /// What kind of screen it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Start => Kind::Start,
            Self::Saved => Kind::Saved,
            Self::Applications => Kind::Applications,
            Self::FromFile => Kind::FromFile,
            Self::WhichFits => Kind::WhichFits,
            Self::References => Kind::References,
            Self::Source => Kind::Source,
            Self::SourceFile => Kind::SourceFile,
            Self::Found => Kind::Found,
            Self::Question(_) => Kind::Question,
            Self::Organization => Kind::Organization,
            Self::Redirects => Kind::Redirects,
            Self::WhoInOkta => Kind::WhoInOkta,
            Self::Request => Kind::Request,
            Self::Step(_) => Kind::Step,
            Self::Values => Kind::Values,
            Self::SecretPlace => Kind::SecretPlace,
            Self::SecretAt(_) => Kind::SecretAt,
            Self::Login => Kind::Login,
            Self::Waiting => Kind::Waiting,
            Self::PasteAddress => Kind::PasteAddress,
            Self::PageSeen => Kind::PageSeen,
            Self::Code => Kind::Code,
            Self::Verdict => Kind::Verdict,
            Self::OtherPort => Kind::OtherPort,
            Self::Details => Kind::Details,
            Self::Fix => Kind::Fix,
            Self::Formats => Kind::Formats,
            Self::Target => Kind::Target,
            Self::Change => Kind::Change,
            Self::LocalAdmin => Kind::LocalAdmin,
            Self::Unproven => Kind::Unproven,
            Self::Places => Kind::Places,
            Self::Apply => Kind::Apply,
            Self::Confirm => Kind::Confirm,
            Self::TestUri => Kind::TestUri,
            Self::Living { .. } => Kind::Living,
            Self::SeenAt { .. } => Kind::SeenAt,
            Self::Done => Kind::Done,
            Self::Summary => Kind::Summary,
        }
    }

    /// The stage at which it stands; `None` before there is an application, and for what lies over a screen.
    pub fn stage(&self) -> Option<Stage> {
        Some(match self {
            Self::Start | Self::Saved | Self::Summary | Self::References => return None,
            Self::Applications | Self::FromFile | Self::WhichFits => Stage::Application,
            Self::Source | Self::SourceFile | Self::Question(_) | Self::Organization | Self::Redirects => {
                Stage::Addresses
            }
            Self::WhoInOkta | Self::Request => Stage::Okta,
            Self::Step(id) => match id.split('/').next() {
                Some("app_before") => Stage::Addresses,
                Some("okta") => Stage::Okta,
                Some("app") => Stage::Configuration,
                _ => Stage::Proof,
            },
            Self::Found | Self::Values | Self::SecretPlace | Self::SecretAt(_) => Stage::Values,
            Self::Living { first: true }
            | Self::SeenAt { first: true }
            | Self::Login
            | Self::Waiting
            | Self::PasteAddress
            | Self::PageSeen
            | Self::Code => Stage::Login,
            Self::Verdict | Self::OtherPort | Self::Details | Self::Fix => Stage::Verdict,
            Self::Formats
            | Self::Target
            | Self::Change
            | Self::LocalAdmin
            | Self::Unproven
            | Self::Places
            | Self::Apply => Stage::Configuration,
            Self::Living { .. } | Self::SeenAt { .. } | Self::Confirm | Self::TestUri | Self::Done => {
                Stage::Proof
            }
        })
    }
}

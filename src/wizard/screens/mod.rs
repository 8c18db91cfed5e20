//! The screens: which there are, each with its description, and what is asked of the one that is shown.

pub(super) mod again;
pub(super) mod applications;
mod apply;
mod change;
mod changed;
mod check_blocks;
mod checks;
mod configuration;
mod counted;
pub(super) mod cure;
mod findings;
mod fix;
mod found;
mod living;
mod local_admin;
pub(super) mod login;
mod login_aside;
mod okta;
pub(super) mod pasted_values;
mod places;
pub(super) mod port;
mod proof;
mod questions;
mod redirects;
pub(super) mod references;
pub(super) mod secret;
mod sheet;
pub(super) mod source;
pub(super) mod start;
pub(super) mod steps;
pub(super) mod summary;
mod test_uri;
pub(super) mod values;
mod verdict;

use url::Url;

use super::screen::{Description, Items};
use super::{HostTask, Wizard};
use crate::base::Secret;
use crate::base::words::message;
use crate::wizard::keymap::Word;
use secret::Keeper;

/// The list of the screens: what each is called, what it is about, and where it is described.
macro_rules! screens {
    ($($(#[$doc:meta])*
       $name:ident $(($about:ty))? $({ $(#[$of:meta])* $field:ident: $is:ty, })? => $description:path;)*) => {
        /// A screen.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Screen {
            $($(#[$doc])* $name $(($about))? $({ $(#[$of])* $field: $is })?,)*
        }

        /// A screen without what it is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// What such a screen is.
            pub fn description(self) -> &'static Description {
                match self {
                    $(Self::$name => &$description,)*
                }
            }
        }

        impl Screen {
            /// What kind of screen it is.
            pub fn kind(&self) -> Kind {
                match self {
                    $(Self::$name { .. } => Kind::$name,)*
                }
            }
        }
    };
}

screens! {
    /// What would you like to do?
    Start => start::START;
    /// Which saved connection, or another application?
    Saved => start::SAVED;
    /// Which application?
    Applications => applications::APPLICATIONS;
    /// The file of a configuration whose application is not known yet.
    FromFile => source::FROM_FILE;
    /// Which of the applications that fit a file?
    WhichFits => source::WHICH_FITS;
    /// May what a file refers to be looked up?
    References => references::REFERENCES;
    /// Where the values of a configuration that exists come from.
    Source => source::SOURCE;
    /// Its file.
    SourceFile => source::SOURCE_FILE;
    /// What was found in it.
    Found => found::FOUND;
    /// A question of the guide, by its key.
    Question(String) => questions::QUESTION;
    /// The Okta organization.
    Organization => questions::ORGANIZATION;
    /// The redirect URIs, and the test's port.
    Redirects => redirects::REDIRECTS;
    /// Who works in Okta?
    WhoInOkta => okta::WHO;
    /// The request sheet for somebody else.
    Request => okta::REQUEST;
    /// A page of Okta's console, or a step of the guide's own, by its identifier.
    Step(String) => steps::STEP;
    /// The three values.
    Values => values::VALUES;
    /// Where the client secret lives.
    SecretPlace => secret::PLACE;
    /// The file, the variable or the command.
    SecretAt(Keeper) => secret::AT;
    /// Who shall sign in?
    Login => login::LOGIN;
    /// The login is out.
    Waiting => login::WAITING;
    /// The address on which the browser ended.
    PasteAddress => login_aside::PASTE;
    /// Which page does the browser show?
    PageSeen => login_aside::SEEN;
    /// The sign-in address as a square code.
    Code => login_aside::CODE;
    /// What came of it.
    Verdict => verdict::VERDICT;
    /// Another port for the test, where the usual one is taken.
    OtherPort => port::OTHER_PORT;
    /// Every check.
    Details => findings::DETAILS;
    /// The lines of the application's own file that set it right.
    Fix => fix::FIX;
    /// Which format?
    Formats => configuration::FORMATS;
    /// Where is the file?
    Target => configuration::TARGET;
    /// The difference, or the sheet.
    Change => change::CHANGE;
    /// Is there a way in without the provider?
    LocalAdmin => local_admin::LOCAL_ADMIN;
    /// Write without a proof?
    Unproven => change::UNPROVEN;
    /// Which of several places in the application's file is meant.
    Places => places::PLACES;
    /// How the application takes it up.
    Apply => apply::APPLY;
    /// What only a person can see, all of it.
    Confirm => proof::CONFIRM;
    /// The test URI comes out of Okta again.
    TestUri => test_uri::TEST_URI;
    /// What the living application sends: before the test login, where something that exists is verified; after it was
    /// written otherwise.
    Living {
        /// Whether it is looked at before the test login.
        first: bool,
    } => living::LIVING;
    /// The address that the browser showed, in place of a visit.
    SeenAt {
        /// As for the screen under it.
        first: bool,
    } => living::SEEN_AT;
    /// The end.
    Done => proof::DONE;
    /// All that is known, at any moment.
    Summary => summary::SUMMARY;
}

/// How many items the focus can be on.
pub(super) fn items(wizard: &Wizard) -> usize {
    match wizard.described().items {
        Items::Answers(count) | Items::Findings(count) | Items::Fields(count) => count(wizard),
        Items::Copies if has_value_focus(wizard) => copies(wizard).len(),
        Items::Copies | Items::None => 0,
    }
}

/// The name of the text that keys go into.
pub(super) fn editing(wizard: &Wizard) -> Option<String> {
    (wizard.described().editing)(wizard)
}

/// What Enter does now, where that depends on more than the screen.
pub(super) fn next_word(wizard: &Wizard) -> Option<Word> {
    (wizard.described().next_word)(wizard)
}

/// The values that can be copied here, in order.
pub(super) fn copies(wizard: &Wizard) -> Vec<Secret> {
    (wizard.described().copies)(wizard)
}

/// Whether the arrows walk over the values to copy.
pub(super) fn has_value_focus(wizard: &Wizard) -> bool {
    matches!(wizard.described().items, Items::Copies) && copies(wizard).len() > 1 && editing(wizard).is_none()
}

/// The page that belongs to the screen.
pub(super) fn link(wizard: &Wizard) -> Option<Url> {
    (wizard.described().link)(wizard)
}

/// What can be printed unbroken outside the screen.
pub(super) fn raw(wizard: &Wizard) -> Option<Vec<Secret>> {
    (wizard.described().raw)(wizard)
}

/// Prints it. Where that shows the client secret, it is asked for twice.
pub(super) fn print_raw(wizard: &mut Wizard) {
    let Some(lines) = raw(wizard) else { return };
    let secret = wizard.setup().and_then(|setup| setup.secret()).filter(|secret| !secret.is_empty());
    let shows = |secret: &Secret| lines.iter().any(|line| line.reveal().contains(secret.reveal()));
    if secret.is_some_and(shows) && !wizard.was_warned {
        wizard.was_warned = true;
        wizard.notice = Some(message!("wizard.change.print_secret"));
    } else {
        wizard.ask_host(HostTask::PrintRaw(lines));
    }
}

/// The engine has a new state.
pub(super) fn after_setup(wizard: &mut Wizard) {
    again::after_setup(wizard);
    change::after_setup(wizard);
    fix::after_setup(wizard);
    values::after_setup(wizard);
    references::after_setup(wizard);
}

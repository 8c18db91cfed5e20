//! The stages of a journey: their names, and which of them stand in the rail.

use crate::base::words::{Key, key};
use crate::engine::connection::Stage;

/// The stages of the rail. The verdict belongs to the test login.
pub(super) const SET_UP: [Stage; 7] = [
    Stage::Application,
    Stage::Addresses,
    Stage::Okta,
    Stage::Values,
    Stage::Login,
    Stage::Configuration,
    Stage::Proof,
];

/// The stages of the rail where an application that is set up already is only verified.
pub(super) const VERIFY: [Stage; 5] =
    [Stage::Application, Stage::Addresses, Stage::Values, Stage::Login, Stage::Proof];

/// The name of a stage.
pub(super) fn stage_name(stage: Stage) -> Key {
    match stage {
        Stage::Application => key!("wizard.stage.application"),
        Stage::Addresses => key!("wizard.stage.addresses"),
        Stage::Okta => key!("wizard.stage.okta"),
        Stage::Values => key!("wizard.stage.values"),
        Stage::Login => key!("wizard.stage.login"),
        Stage::Verdict => key!("wizard.stage.verdict"),
        Stage::Configuration => key!("wizard.stage.configuration"),
        Stage::Proof => key!("wizard.stage.proof"),
    }
}

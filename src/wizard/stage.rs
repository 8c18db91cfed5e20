//! The stages of a journey: their names, and which of them stand in the rail.

use super::say;
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
pub(super) fn stage_name(stage: Stage) -> String {
    say(match stage {
        Stage::Application => "stage.application",
        Stage::Addresses => "stage.addresses",
        Stage::Okta => "stage.okta",
        Stage::Values => "stage.values",
        Stage::Login => "stage.login",
        Stage::Verdict => "stage.verdict",
        Stage::Configuration => "stage.configuration",
        Stage::Proof => "stage.proof",
    })
}

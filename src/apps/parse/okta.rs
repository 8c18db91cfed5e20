//! What is read of `[okta]` beyond the types of its members.

use crate::apps::guide::{Maybe, Server};
use crate::apps::read::Reader;
use crate::apps::text::Shown;
use crate::base::words::message;

impl Reader<'_, '_> {
    /// The sign-in redirect URIs, without which nothing could be set up.
    pub(in crate::apps) fn redirects(&self) -> Vec<Maybe<Shown>> {
        if self.is_empty("sign_in") {
            self.log().note(self.at(), &message!("apps.problem.no_redirect"));
        }
        self.get("sign_in")
    }

    /// The servers that the application can be used with, at least one.
    pub(in crate::apps) fn servers(&self) -> Vec<Server> {
        let mut servers = self.servers_of("servers");
        if servers.is_empty() {
            servers.push(Server::Org);
        }
        servers
    }

    /// Servers by their words.
    pub(in crate::apps) fn servers_of(&self, key: &'static str) -> Vec<Server> {
        let names: Vec<String> = self.get(key);
        let known = [Server::Org, Server::Custom].map(|server| (server.as_str(), server));
        let at = self.place(key);
        names.iter().filter_map(|name| self.log().known(at, name, &known)).collect()
    }
}

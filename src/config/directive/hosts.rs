//! Virtual hosts of Apache, several of which may have a sign-on of their own: directives of the same names.
//!
//! What a host shares with no other stands among the file's directives, as if there were no hosts. Once two of them have a
//! directive of the same name, each is an entry of the list `VirtualHost`, told apart by its `ServerName`, and all directives of
//! the same Apache module that stand in it belong to it.

use std::collections::{HashMap, HashSet};

use super::scan::{Directive, Scan};
use super::server::Server;
use crate::config::key::Step;
use crate::config::tree::Tree;

/// The list of the hosts in a file.
pub(super) const LIST: &str = "VirtualHost";

/// What tells them apart.
pub(super) const FIELD: &str = "name";

/// Whether this is the head of such a block: `VirtualHost *:443>`.
pub(super) fn is_host(head: &str) -> bool {
    let name = head.split(|one: char| one.is_whitespace() || one == '>').next().unwrap_or_default();
    name.eq_ignore_ascii_case(LIST)
}

/// Which directives belong to a host and not to the file.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    /// The name of each host, by where it begins.
    names: HashMap<usize, String>,
    /// The modules of which each host has directives of its own.
    owned: HashSet<(usize, String)>,
}

impl Hosts {
    pub(super) fn of(scan: &Scan, server: Server, text: &str) -> Self {
        if server != Server::Apache {
            return Self::default();
        }
        let mut hosts: HashMap<String, HashSet<usize>> = HashMap::new();
        for directive in scan.directives.iter().filter(|one| !one.opens && one.module(text).is_some()) {
            let name = directive.name(server, text).unwrap_or_default();
            hosts.entry(name).or_default().extend(directive.host);
        }
        let shared = |directive: &&Directive| {
            let name = directive.name(server, text).unwrap_or_default();
            !directive.opens && hosts.get(&name).is_some_and(|hosts| hosts.len() > 1)
        };
        let owned: HashSet<(usize, String)> = scan
            .directives
            .iter()
            .filter(shared)
            .filter_map(|directive| Some((directive.host?, directive.module(text)?)))
            .collect();
        let mut names: HashMap<usize, String> = HashMap::new();
        for (host, _) in &owned {
            if !names.contains_key(host) {
                let name = name_of(scan, server, text, *host);
                // Two of the same name cannot be told apart.
                let is_new = !names.values().any(|known| *known == name);
                names.extend(is_new.then_some((*host, name)));
            }
        }
        Self { names, owned }
    }

    /// The name of the host to which a directive belongs alone.
    pub(super) fn host_of(&self, directive: &Directive, text: &str) -> Option<&str> {
        let host = directive.host?;
        let module = directive.module(text)?;
        let is_owned =
            self.owned.iter().any(|(one, owned)| *one == host && module.starts_with(owned.as_str()));
        self.names.get(&host).filter(|_| is_owned).map(String::as_str)
    }

    /// An empty entry for each.
    pub(super) fn entries(&self) -> Option<Tree> {
        let mut all: Vec<(&usize, &String)> = self.names.iter().collect();
        all.sort();
        let entry =
            |(_, name): (&usize, &String)| Tree::table([(FIELD.to_owned(), Tree::Text(name.clone()))]);
        (!all.is_empty()).then(|| Tree::List(all.into_iter().map(entry).collect()))
    }
}

/// How the key of a directive in a host begins.
pub(super) fn steps(name: &str, directive: String) -> [Step; 3] {
    let entry = Step::Entry { field: FIELD.to_owned(), is: name.to_owned() };
    [Step::named(LIST), entry, Step::Name(directive)]
}

/// The server's name, else the address for which it answers.
fn name_of(scan: &Scan, server: Server, text: &str, host: usize) -> String {
    let word = |directive: &Directive| Some(text.get(directive.words.get(1)?.span.clone())?.to_owned());
    let mut own = scan.directives.iter().filter(|one| one.host == Some(host));
    let named = own.find(|one| one.name(server, text).as_deref() == Some("servername")).and_then(word);
    let head = text[host..].split(['>', '\n', '\r']).next().unwrap_or_default();
    let address = head.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    let plain = |name: &String| !name.is_empty() && !name.contains(['[', ']', '"', '=']);
    named.filter(plain).unwrap_or(address)
}

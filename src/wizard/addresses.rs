//! Which of the addresses on a page lead somewhere that the person may go anyway, so that a click can take them there.
//!
//! The sign-in address of this very login, the page that a key would open, and plain addresses of the application, the
//! organization and its Admin Console. Never an address from an answer of somebody else, and never one to which Okta alone
//! shall send people.

use url::Url;

use super::Wizard;
use super::page::{Block, Page};
use super::screens;
use crate::apps::template::Filled;

impl Wizard {
    /// Those addresses, each whole, as they stand on the page.
    pub fn addresses(&self, page: &Page) -> Vec<String> {
        let mut all = Vec::new();
        let texts = page.body.iter().chain(&page.aside).flat_map(texts);
        for text in texts.chain([page.title.as_str()]) {
            for address in within(text) {
                if !all.iter().any(|known| known == address) && self.may_open(address) {
                    all.push(address.to_owned());
                }
            }
        }
        all
    }

    /// Whether a click may lead there.
    fn may_open(&self, address: &str) -> bool {
        let Ok(url) = Url::parse(address) else { return false };
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        if !is_web || !url.username().is_empty() || url.password().is_some() {
            return false;
        }
        let is_named = screens::login::address(self).is_some_and(|named| named.reveal() == address)
            || screens::link(self).is_some_and(|named| named == url)
            || self.described().is_of_guides;
        is_named || self.is_known_place(&url)
    }

    /// An address of somebody whom the person named, with nothing asked in it.
    fn is_known_place(&self, url: &Url) -> bool {
        let Some(setup) = self.setup() else { return false };
        let okta = &setup.resolved().okta;
        let back =
            okta.sign_in.iter().chain(&okta.sign_out).map(Filled::shown).chain(okta.test_redirect.clone());
        let mut back = back.filter_map(|uri| Url::parse(&uri).ok());
        let connection = setup.connection();
        let named = [connection.answers.get("base_url"), connection.organization.as_ref()];
        let mut places =
            named.into_iter().flatten().filter_map(|text| Url::parse(text).ok()).chain(setup.console());
        url.query().is_none()
            && url.fragment().is_none()
            && places.any(|place| place.origin() == url.origin())
            && !back.any(|uri| uri == *url)
    }
}

/// The texts of a block that tell something; what is typed into a field is no address yet.
fn texts(block: &Block) -> Vec<&str> {
    match block {
        Block::Text(_, text)
        | Block::Under(_, text)
        | Block::Exact(text)
        | Block::Lines(text)
        | Block::Mark { text, .. }
        | Block::Finding { text, .. } => vec![text],
        Block::Choice(choice) => vec![&choice.label, &choice.about],
        Block::Value(value) => vec![&value.label, &value.shown, &value.note],
        Block::Pairs(pairs) | Block::Keys(pairs) => {
            pairs.iter().flat_map(|pair| [pair.value.as_str(), pair.note.as_str()]).collect()
        }
        Block::Space | Block::Field(_) | Block::Drawing { .. } | Block::Diff(_) | Block::Code(_) => {
            Vec::new()
        }
    }
}

/// What looks like an address in a text, without the sentence's own signs behind it.
fn within(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter_map(|word| {
        let from = word.find("https://").or_else(|| word.find("http://"))?;
        let end = word[from..].find(['“', '”', '"', '<', '>', '(', ')']).map_or(word.len(), |at| from + at);
        Some(word[from..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']))
    })
}

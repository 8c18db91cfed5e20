//! Several values pasted at once: a mail, a table row, lines of a file, a piece of the console's page. Which of them is the
//! issuer, which the client ID, which the secret is told by its name, else by its shape; what is not sure is not taken.

use crate::base::Secret;

use super::pasted::{clean_pasted, client_id_problem, secret_problem};

/// What a pasted text holds. At least two are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastedValues {
    /// The issuer, or an address of the organization.
    pub issuer: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The client secret.
    pub secret: Option<Secret>,
}

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The issuer, or an address of the organization.
    Issuer,
    /// The client ID.
    ClientId,
    /// The client secret.
    Secret,
}

/// A single value with its name before it: where a text comes line by line, its lines tell by themselves what they are.
pub fn labelled(line: &Secret) -> Option<(Part, Secret)> {
    let (label, value) = parted(line.reveal().trim())?;
    let (part, value) = (named(label)?, bare(value));
    fits(part, &value).then(|| (part, Secret::new(value)))
}

/// The values in a text; `None` where it holds fewer than two, or two of a kind that differ.
pub fn pasted_values(text: &Secret) -> Option<PastedValues> {
    let mut found = PastedValues::default();
    let mut name = None;
    // Where Okta's client ID stands under the other's name, the names have been swapped and shapes alone tell.
    let has_id = text.reveal().lines().flat_map(words).any(|(part, _)| part == Part::ClientId);
    for line in text.reveal().lines() {
        for (part, value) in pieces(line, &mut name, has_id) {
            take(&mut found, part, &value)?;
        }
    }
    let count = usize::from(found.issuer.is_some())
        + usize::from(found.client_id.is_some())
        + usize::from(found.secret.is_some());
    (count >= 2).then_some(found)
}

/// Takes a value; `None`: another one of its kind is there already, so that nothing is sure.
fn take(found: &mut PastedValues, part: Part, value: &str) -> Option<()> {
    match part {
        Part::Issuer => fill(&mut found.issuer, value.to_owned()),
        Part::ClientId => fill(&mut found.client_id, value.to_owned()),
        Part::Secret => fill(&mut found.secret, Secret::new(value)),
    }
}

fn fill<T: PartialEq>(place: &mut Option<T>, value: T) -> Option<()> {
    match place {
        Some(known) if *known != value => None,
        _ => {
            *place = Some(value);
            Some(())
        }
    }
}

/// The values of a line. A line that is a name alone names the next one.
fn pieces(line: &str, name: &mut Option<Part>, has_id: bool) -> Vec<(Part, String)> {
    let is_swapped = |part: Part, value: &str| part == Part::ClientId && has_id && is_like_a_secret(value);
    if let Some(part) = named(line) {
        *name = Some(part);
        return Vec::new();
    }
    let before = name.take();
    if let Some((label, value)) = parted(line)
        && let Some(part) = named(label)
    {
        let value = bare(value);
        let is_it = fits(part, &value) && !is_swapped(part, &value);
        return if is_it { vec![(part, value)] } else { words(line) };
    }
    let whole = bare(line);
    match before.filter(|part| fits(*part, &whole) && !is_swapped(*part, &whole)) {
        Some(part) => vec![(part, whole)],
        None => words(line),
    }
}

/// The words of a line that have a shape of their own.
fn words(line: &str) -> Vec<(Part, String)> {
    line.split(|one: char| one.is_whitespace() || matches!(one, ',' | ';' | '|'))
        .map(bare)
        .filter_map(|word| Some((shape(&word)?, word)))
        .collect()
}

/// `name: value`, `name = value`, `name<tab>value`, with what a file's syntax puts around them.
fn parted(line: &str) -> Option<(&str, &str)> {
    let address = line.find("://").unwrap_or(line.len());
    let at =
        line.find(['=', '\t']).or_else(|| line[..address].find(": ").or_else(|| line[..address].find("\":")));
    let at = at.or_else(|| line[..address].find(':').filter(|at| *at < address))?;
    let rest = line[at..].trim_start_matches(['=', ':', '\t', ' ', '"']);
    Some((&line[..at], rest))
}

/// What a name means, however it is written: `Client ID`, `client_id`, `OIDC_CLIENT_ID`, `clientId`.
fn named(label: &str) -> Option<Part> {
    let letters: String = label.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    // A sentence may speak of a client ID without being its name.
    if letters.len() > 40 || label.split_whitespace().count() > 5 {
        return None;
    }
    let ends = |end: &str| letters.ends_with(end);
    if ends("clientsecret") || ends("clientsecrets") || letters == "secret" {
        Some(Part::Secret)
    } else if ends("clientid") || ends("clientidentifier") {
        Some(Part::ClientId)
    } else if ends("issuer") || ends("issueruri") || ends("issuerurl") || ends("oktadomain") {
        Some(Part::Issuer)
    } else {
        None
    }
}

/// What a word is by its shape alone.
fn shape(word: &str) -> Option<Part> {
    let is_okta = |host: &str| {
        [".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil"]
            .iter()
            .any(|end| host.ends_with(end))
    };
    let host = word.split("://").last().unwrap_or(word).split('/').next().unwrap_or_default();
    let plain = word.chars().all(|one| one.is_ascii_alphanumeric());
    if is_okta(host) && !word.contains('@') {
        Some(Part::Issuer)
    } else if word.len() == 20 && plain && word.starts_with("0oa") {
        Some(Part::ClientId)
    } else if is_like_a_secret(word) {
        Some(Part::Secret)
    } else {
        None
    }
}

/// Okta's secrets have 40 or 64 letters, digits, `-` and `_`, mixed; no word and no name of a file looks like that.
fn is_like_a_secret(word: &str) -> bool {
    let has = |kind: fn(&char) -> bool| word.chars().any(|one| kind(&one));
    matches!(word.len(), 40 | 64)
        && word.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))
        && has(char::is_ascii_digit)
        && has(char::is_ascii_lowercase)
        && has(char::is_ascii_uppercase)
}

fn fits(part: Part, value: &str) -> bool {
    match part {
        Part::Issuer => value.contains('.') || value.contains("://"),
        Part::ClientId => client_id_problem(value).is_none(),
        Part::Secret => secret_problem(&Secret::new(value)).is_none(),
    }
}

/// A value without what a copied line or a file's syntax leaves around it.
fn bare(text: &str) -> String {
    clean_pasted(text.trim().trim_end_matches([',', ';'])).0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0oa8x2k4mQ1vJ7dT5e6a";
    const SECRET: &str = "Zq8_-kD2vYx1LmN0pRtUwXyZ3aBcDeFgHiJkLmNo";

    fn read(text: &str) -> Option<PastedValues> {
        pasted_values(&Secret::new(text.replace("{id}", ID).replace("{secret}", SECRET)))
    }

    fn both() -> PastedValues {
        PastedValues { issuer: None, client_id: Some(ID.to_owned()), secret: Some(Secret::new(SECRET)) }
    }

    #[test]
    fn values_are_known_by_their_names_or_their_shape() {
        for text in [
            "{id}\n{secret}\n",
            "{id} {secret}",
            "{secret}\t{id}",
            "Client ID: {id}\r\nClient secret: {secret}\r\n",
            "Client ID\n{id}\nCopy to clipboard\nClient Secrets\n{secret}",
            "Client ID: {secret}\nClient secret: {id}",
            "Client ID\n{secret}\nClient Secrets\n{id}",
            "export OIDC_CLIENT_ID=\"{id}\"\nexport OIDC_CLIENT_SECRET='{secret}'",
            "{ \"client_id\": \"{id}\",\n  \"client_secret\": \"{secret}\" }",
            "Hello Ana, here is what you need for Coder:\n\nclient ID {id},\nthe secret is {secret}\n\nBen",
        ] {
            assert_eq!(read(text), Some(both()), "{text}");
        }
        let all = read("issuer = https://acme.okta.com/oauth2/default\nclient_id = {id}").unwrap_or_default();
        assert_eq!(all.issuer.as_deref(), Some("https://acme.okta.com/oauth2/default"));
        assert_eq!((all.client_id.as_deref(), all.secret), (Some(ID), None));
        let named = read("Client ID: metabase-prod\nClient secret: a-secret-of-another-kind");
        assert_eq!(named.unwrap_or_default().client_id.as_deref(), Some("metabase-prod"));
    }

    #[test]
    fn what_is_not_sure_is_not_taken() {
        for text in [
            "{id}",
            "{secret}",
            "",
            "{id}\n0oaAAAAAAAAAAAAAAAAa\n{secret}",
            "ana@acme.okta.com and 0oa",
            "The client ID and the client secret stand in Okta on the General tab.",
            "https://acme.okta.com",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_fault(text in "\\PC{0,80}(\n[\\PC:=\"]{0,40}){0,4}") {
            let _ = pasted_values(&Secret::new(text));
        }
    }
}

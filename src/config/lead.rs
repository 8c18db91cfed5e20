//! Where a value leads that stands elsewhere: a variable, a file, a Kubernetes Secret, a keeper of secrets.
//!
//! It only takes the spelling apart. Whether a lead can be followed, and how, is decided by who asks.

use super::template;
use crate::base::Secret;
use crate::base::words::{Key, key};

/// One place to which a value leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// A variable: `${NAME}`, `$NAME`, `${NAME:-otherwise}`, `$__env{NAME}`, `os.environ["NAME"]`.
    Variable {
        /// Its name.
        name: String,
        /// What counts where it is not set.
        otherwise: Option<Secret>,
    },
    /// A file that holds the value and nothing else: `$__file{/run/secrets/oidc}`.
    File(String),
    /// A key of a Kubernetes Secret.
    KubernetesSecret {
        /// The Secret's name.
        name: String,
        /// The key in it.
        key: String,
    },
    /// A keeper of secrets that opens only for those who may, and the place in it.
    Kept {
        /// How it is said that the value is kept there.
        keeper: Key,
        /// The place as it is spelled.
        at: String,
    },
    /// Something else; the names in it.
    Unclear(String),
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It stands here.
    Text(Secret),
    /// It stands elsewhere.
    Lead(Lead),
}

/// How the keepers of secrets spell a place.
const KEEPERS: &[(&str, Key)] = &[
    ("op://", key!("engine.elsewhere.onepassword")),
    ("vault:", key!("engine.elsewhere.vault")),
    ("ref+vault://", key!("engine.elsewhere.vault")),
    ("secretref+vault://", key!("engine.elsewhere.vault")),
    ("<path:", key!("engine.elsewhere.vault")),
    ("$__vault{", key!("engine.elsewhere.vault")),
    ("ENC[", key!("engine.elsewhere.sops")),
    ("ref+sops://", key!("engine.elsewhere.sops")),
    ("arn:aws:secretsmanager:", key!("engine.elsewhere.aws")),
    ("arn:aws:ssm:", key!("engine.elsewhere.aws")),
    ("ref+awssecrets://", key!("engine.elsewhere.aws")),
    ("ref+awsssm://", key!("engine.elsewhere.aws")),
    ("gcp:secretmanager:", key!("engine.elsewhere.google")),
    ("ref+gcpsecrets://", key!("engine.elsewhere.google")),
    ("ref+", key!("engine.elsewhere.other")),
];

/// How programs ask for a variable in their settings; the name follows in quotes.
const CALLS: &[&str] = &["environ", "getenv", "ENV[", "ENV.fetch", "env("];

/// The pieces of a plain text that is wholly a lead by its spelling, although its format expands nothing; `None` for any
/// other text.
pub fn of_text(text: &str) -> Option<Vec<Piece>> {
    let text = text.trim();
    if let Some(kept) = kept(text) {
        return Some(vec![Piece::Lead(kept)]);
    }
    if template::has_place(text) {
        return Some(vec![Piece::Lead(Lead::Unclear(text.to_owned()))]);
    }
    if let Some(pieces) = filled_in(text) {
        return Some(pieces);
    }
    let braced = text.starts_with("${") || text.starts_with("$__");
    let closed = text.ends_with('}') && text.matches('{').count() == 1;
    let named = text.strip_prefix('$').is_some_and(|name| is_name(name) && name == name.to_uppercase());
    let command = text.starts_with("$(") && text.ends_with(')');
    ((braced && closed) || named || command).then(|| of_reference(text))
}

/// The pieces of a text in which `${NAME}` stands for a part.
fn filled_in(text: &str) -> Option<Vec<Piece>> {
    let (_, rest) = text.split_once("${")?;
    let begins = rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    (begins && rest.contains('}')).then(|| of_reference(text))
}

fn kept(text: &str) -> Option<Lead> {
    let (_, keeper) = KEEPERS.iter().find(|(start, _)| text.starts_with(start))?;
    // A sealed text is long and says nothing; any other place is a name.
    let at = if *keeper == key!("engine.elsewhere.sops") { "ENC[…]".to_owned() } else { text.to_owned() };
    Some(Lead::Kept { keeper: *keeper, at })
}

/// The pieces of what a format knows to be a reference.
pub(super) fn of_reference(raw: &str) -> Vec<Piece> {
    let raw = raw.trim();
    if let Some(kept) = kept(raw) {
        return vec![Piece::Lead(kept)];
    }
    if let Some(name) = CALLS.iter().find_map(|call| quoted_name(raw.split_once(call)?.1)) {
        return vec![Piece::Lead(Lead::Variable { name, otherwise: None })];
    }
    if let Some(name) = raw.strip_prefix("var.").filter(|name| is_name(name)) {
        // Terraform and OpenTofu take a variable without a value from the environment under this name.
        return vec![Piece::Lead(Lead::Variable { name: format!("TF_VAR_{name}"), otherwise: None })];
    }
    if is_name(raw) {
        return vec![Piece::Lead(Lead::Variable { name: raw.to_owned(), otherwise: None })];
    }
    expansions(raw).unwrap_or_else(|| vec![Piece::Lead(Lead::Unclear(super::tree::names_in(raw)))])
}

/// The name in the quotes that follow.
fn quoted_name(text: &str) -> Option<String> {
    let at = text.find(['"', '\''])?;
    let quote = text[at..].chars().next()?;
    let (name, _) = text[at + 1..].split_once(quote)?;
    is_name(name).then(|| name.to_owned())
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// What begins a place in a text.
const BEGIN: &[&str] = &["$", "{$", "{env.", "{file."];

/// Text with `${…}`, `$NAME`, `$__file{…}` and a Caddyfile's `{$NAME}` in it; `None` where one cannot be understood.
fn expansions(text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let begins = |at: usize| BEGIN.iter().any(|sign| rest[at..].starts_with(sign));
        let mut signs = rest.match_indices(['$', '{']).map(|(at, _)| at);
        let Some(at) = signs.find(|at| begins(*at)) else { break };
        if at > 0 {
            pieces.push(Piece::Text(Secret::new(&rest[..at])));
        }
        let (lead, after) = expansion(&rest[at..])?;
        pieces.push(Piece::Lead(lead));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(Secret::new(rest)));
    }
    pieces.iter().any(|piece| matches!(piece, Piece::Lead(_))).then_some(pieces)
}

fn expansion(text: &str) -> Option<(Lead, &str)> {
    if let Some(inner) = text.strip_prefix("{$").or_else(|| text.strip_prefix("{env.")) {
        let (name, after) = inner.split_once('}')?;
        return Some((braced(name)?, after));
    }
    if let Some(inner) = text.strip_prefix("{file.").or_else(|| text.strip_prefix("$__file{")) {
        let (path, after) = inner.split_once('}')?;
        return Some((Lead::File(path.trim().to_owned()), after));
    }
    if let Some(inner) = text.strip_prefix("$__env{").or_else(|| text.strip_prefix("${")) {
        let (name, after) = inner.split_once('}')?;
        return Some((braced(name)?, after));
    }
    if text.starts_with("$__vault{") {
        let (at, after) = text.split_once('}')?;
        return Some((Lead::Kept { keeper: key!("engine.elsewhere.vault"), at: format!("{at}}}") }, after));
    }
    let name = text.strip_prefix('$')?;
    let end = name.find(|one: char| !one.is_ascii_alphanumeric() && one != '_').unwrap_or(name.len());
    let (name, after) = name.split_at(end);
    is_name(name).then(|| (Lead::Variable { name: name.to_owned(), otherwise: None }, after))
}

/// The inside of `${…}`: a name, what counts otherwise, or a file.
fn braced(inside: &str) -> Option<Lead> {
    let inside = inside.trim();
    for start in ["readFile:", "file:"] {
        if let Some(path) = inside.strip_prefix(start) {
            return Some(Lead::File(path.to_owned()));
        }
    }
    let inside = inside.strip_prefix("env:").or_else(|| inside.strip_prefix("env.")).unwrap_or(inside);
    let end = inside.find(|one: char| !one.is_ascii_alphanumeric() && one != '_').unwrap_or(inside.len());
    let (name, rest) = inside.split_at(end);
    let otherwise = match rest {
        "" => None,
        _ if rest.starts_with(":?") || rest.starts_with('?') => None,
        // What Compose and shells write with a dash, Spring and Caddy write with a colon alone.
        _ => {
            let text = [":-", "-", ":"].iter().find_map(|sign| rest.strip_prefix(sign))?;
            if text.contains("${") {
                return None;
            }
            (!text.is_empty()).then(|| Secret::new(text))
        }
    };
    is_name(name).then(|| Lead::Variable { name: name.to_owned(), otherwise })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str, otherwise: Option<&str>) -> Piece {
        Piece::Lead(Lead::Variable { name: name.to_owned(), otherwise: otherwise.map(Secret::new) })
    }

    #[test]
    fn every_way_to_spell_a_variable_is_understood() {
        let spellings = [
            ("${OIDC_SECRET}", variable("OIDC_SECRET", None)),
            ("$OIDC_SECRET", variable("OIDC_SECRET", None)),
            ("${OIDC_SECRET:-abc}", variable("OIDC_SECRET", Some("abc"))),
            ("${OIDC_SECRET-abc}", variable("OIDC_SECRET", Some("abc"))),
            ("${OIDC_SECRET:abc}", variable("OIDC_SECRET", Some("abc"))),
            ("${OIDC_SECRET:?must be set}", variable("OIDC_SECRET", None)),
            ("${env:OIDC_SECRET}", variable("OIDC_SECRET", None)),
            ("$__env{OIDC_SECRET}", variable("OIDC_SECRET", None)),
            ("{$OIDC_SECRET}", variable("OIDC_SECRET", None)),
            ("{env.OIDC_SECRET}", variable("OIDC_SECRET", None)),
            ("OIDC_SECRET", variable("OIDC_SECRET", None)),
            ("os.environ[\"OIDC_SECRET\"]", variable("OIDC_SECRET", None)),
            ("os.environ.get('OIDC_SECRET')", variable("OIDC_SECRET", None)),
            ("ENV.fetch('OIDC_SECRET')", variable("OIDC_SECRET", None)),
            ("getenv('OIDC_SECRET')", variable("OIDC_SECRET", None)),
            ("var.oidc_secret", variable("TF_VAR_oidc_secret", None)),
        ];
        for (spelled, meant) in spellings {
            assert_eq!(of_reference(spelled), [meant], "{spelled}");
        }
    }

    #[test]
    fn files_and_keepers_are_told_apart() {
        let file = |path: &str| Piece::Lead(Lead::File(path.to_owned()));
        assert_eq!(of_reference("$__file{/run/secrets/oidc}"), [file("/run/secrets/oidc")]);
        assert_eq!(of_text("${readFile:/run/secrets/oidc}"), Some(vec![file("/run/secrets/oidc")]));
        for (spelled, keeper) in [
            ("op://Work/okta/secret", key!("engine.elsewhere.onepassword")),
            ("vault:secret/data/okta#secret", key!("engine.elsewhere.vault")),
            ("<path:secret/data/okta#secret>", key!("engine.elsewhere.vault")),
            ("ENC[AES256_GCM,data:abc]", key!("engine.elsewhere.sops")),
            ("ref+gcpsecrets://p/okta", key!("engine.elsewhere.google")),
        ] {
            let pieces = of_text(spelled).unwrap_or_default();
            assert!(
                matches!(pieces.as_slice(), [Piece::Lead(Lead::Kept { keeper: found, .. })] if *found == keeper),
                "{spelled}: {pieces:?}"
            );
        }
    }

    #[test]
    fn plain_text_is_no_lead_and_mixed_text_keeps_its_rest() {
        for plain in ["abc", "https://example.okta.com", "a$b", "$ecret", "$1a", ""] {
            assert_eq!(of_text(plain), None, "{plain}");
        }
        let pieces = of_reference("https://${HOST}/x");
        assert_eq!(
            pieces,
            [Piece::Text(Secret::new("https://")), variable("HOST", None), Piece::Text(Secret::new("/x"))]
        );
        assert!(matches!(of_reference("$(cat file)").as_slice(), [Piece::Lead(Lead::Unclear(_))]));
        assert!(matches!(of_reference("!reference").as_slice(), [Piece::Lead(Lead::Unclear(_))]));
    }
}

//! Which values of a file are nobody else's business, by the names of their keys.

use super::near::{is_near, is_one_letter_off};
use crate::apps::guide::{Format, KeyType};
use crate::apps::template::Template;
use crate::engine::format::{all_keys, looked_for};

/// The names under which one format of a guide has secrets, and those under which it has none.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct PrivateNames {
    secret: Vec<String>,
    plain: Vec<String>,
}

impl PrivateNames {
    pub(in crate::engine) fn of(format: &Format<Template>) -> Self {
        let mut names = Self::default();
        for key in all_keys(format).filter(|key| key.in_secret.is_none()) {
            let own = own(&looked_for(&key.key));
            let is_secret = key.kind == KeyType::Secret || key.value.holds_secret();
            if is_secret { &mut names.secret } else { &mut names.plain }.push(own);
        }
        names
    }

    /// Whether what stands at a name may be shown to nobody: the guide says so of it or of a name one letter off, or it
    /// sounds so and the guide says nothing of it.
    pub(in crate::engine) fn hold(&self, name: &str) -> bool {
        let own = own(name);
        let is_secret = self.secret.iter().any(|known| *known == own || is_near(&own, known));
        is_secret || (!self.plain.contains(&own) && sounds_secret(name))
    }
}

/// A key's own name, without the way to it, without an option's equals sign, and without SonarQube's word for what it hides.
fn own(name: &str) -> String {
    let name = name.strip_suffix("].value").unwrap_or(name).trim_end_matches('=');
    let name = name.strip_suffix(".secured").unwrap_or(name);
    name.rsplit(['.', '=', ' ']).next().unwrap_or(name).to_lowercase()
}

/// Whether a name of which a guide knows nothing sounds as if its value were nobody else's business, also one letter off.
fn sounds_secret(name: &str) -> bool {
    const WORDS: [&str; 5] = ["secret", "password", "passphrase", "credential", "private"];
    let name = name.to_lowercase();
    let mut words = name.split(|one: char| !one.is_alphanumeric());
    ["secret", "passw", "passphrase", "token", "credential", "cookie", "private"]
        .iter()
        .any(|word| name.contains(word))
        || words.any(|word| WORDS.iter().any(|known| is_one_letter_off(word, known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_under_a_misspelled_name_too() {
        let names = PrivateNames { secret: vec!["oidcclientkey".into()], plain: vec!["token_url".into()] };
        let flags = PrivateNames { secret: vec!["--clientsecret".into()], plain: vec!["--clientid".into()] };
        assert!(flags.hold("occ user_oidc:provider > --clientsecret=") && !flags.hold("occ x > --clientid="));
        let hidden = PrivateNames {
            secret: vec![own("oidc.clientSecret.secured")],
            plain: vec![own("oidc.clientId.secured")],
        };
        assert!(hidden.hold("oidc.clientSecret.secured") && !hidden.hold("oidc.clientId.secured"));
        for private in
            ["CLIENT_SECRT", "a.client_scret", "API_TOKEN", "OIDCClientKy", "db.passwrod", "my_token_url"]
        {
            assert!(names.hold(private), "{private}");
        }
        for plain in ["token_url", "c.X.token_url", "CLIENT_ID", "OIDC_SCOPES", "OIDCScope"] {
            assert!(!names.hold(plain), "{plain}");
        }
    }
}

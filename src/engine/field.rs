//! A value as it is typed: what was made of it, what was corrected, what stands in the way; each said beside the field.
//!
//! The typed text is always kept. A correction is said and can be taken back.

use crate::apps::{self, Guide, naming};
use crate::base::Secret;
use crate::base::words::{Key, Message, key, message};
use crate::okta::host::{self, HostKind};
use crate::okta::misplaced::Suspicion;
use crate::okta::{issuer, pasted};

use super::intent::Field;

/// A field with what became of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldState {
    /// The text exactly as it was typed or pasted.
    pub typed: Secret,
    /// The value that is used; `None` while there is none. For a secret it is in [`super::Setup::secret`] instead.
    pub value: Option<String>,
    /// What was corrected, in sentences.
    pub corrected: Vec<Message>,
    /// Whether the correction was taken back by the person.
    pub as_typed: bool,
    /// A caution that does not stand in the way.
    pub caution: Option<Message>,
    /// What stands in the way, with the cure, in a sentence.
    pub problem: Option<Message>,
    /// The slips of an issuer, for the findings.
    pub slips: Vec<issuer::Slip>,
    /// What may have been meant where this issuer turns out to be none.
    pub otherwise: Option<Box<issuer::Corrected>>,
    /// How sure it is that a client secret was given as client ID. It has no value then, and is shown as dots.
    pub suspicion: Option<Suspicion>,
}

impl FieldState {
    fn problem(typed: &Secret, sentence: Message) -> Self {
        Self { typed: typed.clone(), problem: Some(sentence), ..Self::default() }
    }

    /// An address that can be used, with what was corrected of it.
    fn of_address(used: issuer::Corrected) -> Self {
        let sentence = |slip: &issuer::Slip| message!(corrected(slip), value = used.issuer);
        Self {
            corrected: used.slips.iter().map(sentence).collect(),
            value: Some(used.issuer),
            slips: used.slips,
            otherwise: used.otherwise,
            ..Self::default()
        }
    }

    /// The same with what may have been meant in its place, for an issuer that turned out to be none.
    pub(super) fn with_the_other(&self) -> Option<Self> {
        let other = self.otherwise.as_deref().cloned()?;
        Some(Self { typed: self.typed.clone(), ..Self::of_address(other) })
    }

    /// The state without a value, since a client secret stands here.
    pub(super) fn held_back(self, suspicion: Suspicion) -> Self {
        let key = match suspicion {
            Suspicion::Possible => key!("engine.client_id.may_be_secret"),
            Suspicion::Likely | Suspicion::Certain => key!("engine.client_id.is_secret"),
        };
        let state = Self::problem(&self.typed, message!(key));
        Self { suspicion: Some(suspicion), ..state }
    }

    /// Whether the field has a value that can be used.
    pub fn is_good(&self) -> bool {
        self.problem.is_none() && (self.value.is_some())
    }
}

/// What becomes of a text in a field. Pure: call it on every key.
pub fn judge(field: &Field, typed: &Secret, guide: &Guide) -> FieldState {
    let mut state = match field {
        Field::Organization => organization(typed),
        Field::Issuer => issuer_field(typed),
        Field::ClientId => client_id(typed),
        Field::Secret => secret(typed),
        Field::Scopes => scopes(typed),
        Field::Redirect => redirect(typed),
        Field::Answer(key) => answer(key, typed, guide),
    };
    state.typed = typed.clone();
    state
}

fn corrected_address(typed: &Secret, result: Result<issuer::Corrected, issuer::IssuerRefusal>) -> FieldState {
    match result {
        Err(refusal) => FieldState::problem(typed, message!(refused(&refusal))),
        Ok(corrected) => FieldState::of_address(corrected),
    }
}

/// Why a typed address cannot be an issuer.
fn refused(refusal: &issuer::IssuerRefusal) -> Key {
    match refusal {
        issuer::IssuerRefusal::Empty => key!("engine.issuer_refused.empty"),
        issuer::IssuerRefusal::Placeholder => key!("engine.issuer_refused.placeholder"),
        issuer::IssuerRefusal::NotHttps => key!("engine.issuer_refused.not_https"),
        issuer::IssuerRefusal::DoubledCom => key!("engine.issuer_refused.doubled_com"),
        issuer::IssuerRefusal::NotAUrl => key!("engine.issuer_refused.not_a_url"),
        issuer::IssuerRefusal::Credentials => key!("engine.issuer_refused.credentials"),
        issuer::IssuerRefusal::QueryOrFragment => key!("engine.issuer_refused.query_or_fragment"),
    }
}

/// What was corrected of a typed address.
fn corrected(slip: &issuer::Slip) -> Key {
    match slip {
        issuer::Slip::AdminHost => key!("engine.corrected.admin_host"),
        issuer::Slip::DiscoveryUrl => key!("engine.corrected.discovery_url"),
        issuer::Slip::TrailingSlash => key!("engine.corrected.trailing_slash"),
        issuer::Slip::EndpointPrefix => key!("engine.corrected.endpoint_prefix"),
        issuer::Slip::Pasted => key!("engine.corrected.pasted"),
        issuer::Slip::NoScheme => key!("engine.corrected.no_scheme"),
        issuer::Slip::PagePath => key!("engine.corrected.page_path"),
        issuer::Slip::HostAlone => key!("engine.corrected.host_alone"),
    }
}

fn organization(typed: &Secret) -> FieldState {
    corrected_address(typed, issuer::organization(typed.reveal()))
}

fn issuer_field(typed: &Secret) -> FieldState {
    corrected_address(typed, issuer::correct(typed.reveal()))
}

fn client_id(typed: &Secret) -> FieldState {
    let (cleaned, changed) = pasted::clean_pasted(typed.reveal());
    if let Some(problem) = pasted::client_id_problem(&cleaned) {
        // Okta's rules are not everybody's: a short or odd client ID of another provider is only cautioned.
        let sentence = message!(problem.at_field);
        if problem != pasted::CLIENT_ID_LENGTH {
            return FieldState::problem(typed, sentence);
        }
        return FieldState { value: Some(cleaned), caution: Some(sentence), ..FieldState::default() };
    }
    FieldState {
        value: Some(cleaned),
        corrected: if changed { vec![message!("engine.corrected.spaces")] } else { Vec::new() },
        ..FieldState::default()
    }
}

fn secret(typed: &Secret) -> FieldState {
    let (cleaned, changed) = pasted::clean_pasted(typed.reveal());
    let cleaned = Secret::new(cleaned);
    match pasted::secret_problem(&cleaned) {
        Some(pasted::SECRET_LENGTH) => FieldState {
            value: Some(String::new()),
            caution: Some(message!("engine.secret.length")),
            ..FieldState::default()
        },
        Some(problem) => FieldState::problem(typed, message!(problem.at_field)),
        None => FieldState {
            value: Some(String::new()),
            corrected: if changed { vec![message!("engine.corrected.spaces")] } else { Vec::new() },
            ..FieldState::default()
        },
    }
}

/// The secret behind a typed text, cleaned unless the person took that back.
pub fn secret_of(state: &FieldState) -> Secret {
    if state.as_typed {
        state.typed.clone()
    } else {
        Secret::new(pasted::clean_pasted(state.typed.reveal()).0)
    }
}

fn scopes(typed: &Secret) -> FieldState {
    let list: Vec<&str> =
        typed.reveal().split([' ', ',', '\n', '\t']).filter(|scope| !scope.is_empty()).collect();
    // RFC 6749 §3.3: printable ASCII without quote and backslash.
    let odd = list.iter().find(|scope| !scope.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '\\'));
    if let Some(odd) = odd {
        let shown = crate::base::untrusted::visible(odd);
        return FieldState::problem(typed, message!("engine.scopes.odd", scope = shown));
    }
    if !list.contains(&"openid") {
        return FieldState::problem(typed, message!("engine.scopes.no_openid"));
    }
    FieldState { value: Some(list.join(" ")), ..FieldState::default() }
}

fn redirect(typed: &Secret) -> FieldState {
    let text = typed.reveal().trim();
    let loopback = |url: &url::Url| {
        url.scheme() == "http" && host::kind(url) == HostKind::Loopback && url.port().is_some()
    };
    match url::Url::parse(text) {
        Ok(url) if loopback(&url) && url.query().is_none() && url.fragment().is_none() => {
            FieldState { value: Some(text.to_owned()), ..FieldState::default() }
        }
        _ => FieldState::problem(typed, message!("engine.redirect.not_loopback")),
    }
}

fn answer(key: &str, typed: &Secret, guide: &Guide) -> FieldState {
    let Some(question) = guide.questions.iter().find(|question| question.key == *key) else {
        return FieldState::problem(typed, message!("engine.answer.unknown", key = key));
    };
    let is_name = guide.name_question().is_some_and(|question| question.key == *key);
    if is_name && naming::address_for_name(typed.reveal()).is_some() {
        let example = question.example.as_deref().unwrap_or(&guide.name);
        return FieldState::problem(typed, message!("engine.answer.address_for_name", example = example));
    }
    match question.check(typed.reveal()) {
        Ok(apps::Checked { value, corrected }) => FieldState {
            value: Some(value),
            corrected: corrected.into_iter().collect(),
            ..FieldState::default()
        },
        Err(problem) => FieldState::problem(typed, problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_is_taken_off_where_it_cannot_be_right_and_kept_where_it_may_be() {
        let okta = issuer_field(&Secret::new("https://example-admin.okta.com/"));
        assert_eq!(okta.value.as_deref(), Some("https://example.okta.com"));
        assert_eq!(okta.corrected.len(), 2, "{:?}", okta.corrected);
        let foreign = issuer_field(&Secret::new("https://login.example.com/"));
        assert_eq!(foreign.value.as_deref(), Some("https://login.example.com/"));
        assert!(foreign.corrected.is_empty());
    }

    #[test]
    fn every_problem_of_a_pasted_value_is_said() {
        let ids = ["", "{clientId}", "0oa a", "https://a.b/c/d", "a@b.example", "0oa\"abc", "x"];
        let secrets = [
            "",
            "{clientSecret}",
            "a b c d e f g h",
            "abcdefghijklmnop%",
            "https://a.b/c/d/e/f",
            "••••••••••••••••",
        ];
        for id in ids {
            let state = client_id(&Secret::new(id));
            assert!(state.problem.or(state.caution).is_some(), "{id:?} passed");
        }
        for text in secrets {
            let state = secret(&Secret::new(text));
            assert!(state.problem.or(state.caution).is_some(), "{text:?} passed");
        }
    }
}

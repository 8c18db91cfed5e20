//! The rules of each type of answer: what is taken, what is corrected and said, what is refused with its cure.

use std::net::IpAddr;

use url::{Host, Url};

use super::question::{Checked, Choice, Kind, Question};
use super::template::pairs;
use crate::base::untrusted;
use crate::base::words::{Key, Message, ToMessage, key, message};

impl Question {
    /// Takes an answer, corrects it, or refuses it.
    ///
    /// # Errors
    /// A sentence for the person, with the cure.
    pub fn check(&self, typed: &str) -> Result<Checked, Message> {
        let bare = typed.trim_matches(|c: char| {
            c.is_whitespace() || untrusted::is_unsafe(c) || matches!(c, '"' | '\'' | '`' | '<' | '>')
        });
        let answer = Answer { question: self, typed: bare };
        if bare.is_empty() {
            return if self.optional {
                Ok(taken(""))
            } else {
                Err(answer.refusal(key!("apps.answer.empty"), &[]))
            };
        }
        if bare.chars().any(untrusted::is_unsafe) && !matches!(self.kind, Kind::Map { .. }) {
            return Err(answer.refusal(key!("apps.answer.unprintable"), &[]));
        }
        match &self.kind {
            Kind::HttpsUrl { keep_path } => answer.address(*keep_path),
            Kind::Url { ends_with, many } => answer.whole(ends_with.as_deref(), *many),
            Kind::Host => answer.host(),
            Kind::Slug { extra, max } => answer.slug(extra, *max),
            Kind::Text { max } => answer.text(*max),
            Kind::Bool => answer.boolean(),
            Kind::Choice(choices) => answer.choice(choices),
            Kind::Map { roles } => answer.map(roles),
        }
    }
}

fn taken(value: impl Into<String>) -> Checked {
    Checked { value: value.into(), corrected: None }
}

/// Whether an address stands on this computer (RFC 8252 §7.3, and `localhost` of RFC 6761 §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// What was typed, without what came along when it was copied.
#[derive(Clone, Copy)]
struct Answer<'a> {
    question: &'a Question,
    typed: &'a str,
}

impl Answer<'_> {
    /// The sentence of a refusal, which may name the question, what was typed, an example, and what else it is given.
    fn refusal(&self, key: Key, more: &[(&'static str, &dyn ToMessage)]) -> Message {
        let example = self.question.example.as_deref().unwrap_or("https://app.example.com");
        let typed = untrusted::visible(self.typed);
        let usual: [(_, &dyn ToMessage); 3] =
            [("label", &self.question.label), ("typed", &typed), ("example", &example)];
        let values = more.iter().copied().chain(usual);
        Message::Sentence(key, values.map(|(name, value)| (name, value.to_message())).collect())
    }

    /// The answer as it is kept, with the sentence that says how it was corrected.
    fn corrected(&self, value: String, key: Option<Key>) -> Checked {
        let typed = untrusted::visible(self.typed);
        let corrected = key.map(|key| message!(key, value = value, typed = typed));
        Checked { value, corrected }
    }

    /// The address that was typed, and whether its scheme was.
    fn parsed(&self) -> Result<(Url, bool), Message> {
        let has_scheme = self.typed.contains("://");
        let whole = if has_scheme { self.typed.to_owned() } else { format!("https://{}", self.typed) };
        let url = Url::parse(&whole).map_err(|_| self.refusal(key!("apps.answer.not_an_address"), &[]))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(self.refusal(key!("apps.answer.credentials"), &[]));
        }
        let dotted = url
            .host_str()
            .is_some_and(|host| host.contains(['.', ':']) && !host.contains("..") && !host.starts_with('.'));
        if !dotted && !is_loopback(&url) {
            return Err(self.refusal(key!("apps.answer.no_host"), &[]));
        }
        if !matches!(url.scheme(), "https" | "http") {
            return Err(self.refusal(key!("apps.answer.scheme"), &[]));
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            let secure = format!("https{}", &whole[whole.find("://").unwrap_or(0)..]);
            return Err(
                self.refusal(key!("apps.answer.plain_http"), &[("secure", &untrusted::visible(&secure))])
            );
        }
        Ok((url, has_scheme))
    }

    /// The application's address: scheme, host, port; the path only where the guide keeps it.
    fn address(&self, keep_path: bool) -> Result<Checked, Message> {
        let (url, has_scheme) = self.parsed()?;
        let origin = url.origin().ascii_serialization();
        let path = url.path().trim_end_matches('/');
        let value = if keep_path { format!("{origin}{path}") } else { origin };
        let extra = url.query().is_some() || url.fragment().is_some();
        let corrected = if (!path.is_empty() && !keep_path) || extra {
            Some(key!("apps.answer.corrected.page_path"))
        } else if !has_scheme {
            Some(key!("apps.answer.corrected.no_scheme"))
        } else if self.typed.ends_with('/') {
            Some(key!("apps.answer.corrected.trailing_slash"))
        } else {
            (value != self.typed).then_some(key!("apps.answer.corrected.normalized"))
        };
        Ok(self.corrected(value, corrected))
    }

    /// One whole address or several, letter by letter as the other side shows it.
    fn whole(&self, ends_with: Option<&str>, many: bool) -> Result<Checked, Message> {
        let pieces = self.typed.split(|c: char| c.is_whitespace() || c == ',');
        let all: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
        if all.len() > 1 && !many {
            return Err(self.refusal(key!("apps.answer.one_address"), &[]));
        }
        for typed in &all {
            let one = Answer { typed, ..*self };
            let (url, has_scheme) = one.parsed()?;
            if !has_scheme {
                return Err(one.refusal(key!("apps.answer.whole_address"), &[]));
            }
            if url.fragment().is_some() {
                return Err(one.refusal(key!("apps.answer.fragment"), &[]));
            }
            if typed.contains('*') {
                return Err(one.refusal(key!("apps.answer.wildcard"), &[]));
            }
            if let Some(ending) = ends_with.filter(|ending| !url.path().ends_with(ending)) {
                return Err(one.refusal(key!("apps.answer.ending"), &[("ending", &ending)]));
            }
        }
        Ok(taken(all.join(" ")))
    }

    fn host(&self) -> Result<Checked, Message> {
        let (url, has_scheme) = self.parsed()?;
        let name = url.host_str().unwrap_or_default();
        let value = url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
        let corrected = if has_scheme || url.path() != "/" {
            Some(key!("apps.answer.corrected.host_only"))
        } else {
            (value != self.typed).then_some(key!("apps.answer.corrected.normalized"))
        };
        Ok(self.corrected(value, corrected))
    }

    fn slug(&self, extra: &str, max: usize) -> Result<Checked, Message> {
        if let Some(odd) = self.typed.chars().find(|c| !c.is_ascii_alphanumeric() && !extra.contains(*c)) {
            let key = if extra.is_empty() {
                key!("apps.answer.letters_only")
            } else {
                key!("apps.answer.letters_and")
            };
            let odd = untrusted::visible(&odd.to_string());
            let odd = if odd == " " { message!("apps.answer.space") } else { odd.into() };
            return Err(self.refusal(key, &[("odd", &odd), ("extra", &extra)]));
        }
        self.text(max)
    }

    fn text(&self, max: usize) -> Result<Checked, Message> {
        let count = self.typed.chars().count();
        if count > max {
            return Err(self.refusal(key!("apps.answer.too_long"), &[("count", &count), ("max", &max)]));
        }
        Ok(taken(self.typed))
    }

    fn boolean(&self) -> Result<Checked, Message> {
        match self.typed.to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Ok(taken("true")),
            "false" | "no" | "n" | "off" | "0" => Ok(taken("false")),
            _ => Err(self.refusal(key!("apps.answer.yes_or_no"), &[])),
        }
    }

    fn choice(&self, choices: &[Choice]) -> Result<Checked, Message> {
        let same = |text: &str| text.eq_ignore_ascii_case(self.typed);
        if let Some(found) = choices.iter().find(|choice| same(&choice.value) || same(&choice.label)) {
            return Ok(taken(found.value.clone()));
        }
        let names: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
        Err(self.refusal(key!("apps.answer.choose"), &[("choices", &Message::list(&names))]))
    }

    fn map(&self, roles: &[String]) -> Result<Checked, Message> {
        let written = self.typed.split([',', '\n']).filter(|piece| !piece.trim().is_empty()).count();
        let all = pairs(self.typed);
        if all.is_empty() || all.len() != written {
            let example = self.question.example.as_deref().unwrap_or("Engineering=member");
            return Err(self.refusal(key!("apps.answer.pairs"), &[("example", &example)]));
        }
        for (group, given) in &all {
            let shown = untrusted::visible(group);
            let is_known = |role: &str| roles.is_empty() || roles.iter().any(|known| known == role);
            if let Some(role) = given.split('+').map(str::trim).find(|role| !is_known(role)) {
                let (role, known) = (untrusted::visible(role), Message::list(roles));
                return Err(self.refusal(
                    key!("apps.answer.role"),
                    &[("group", &shown), ("role", &role), ("roles", &known)],
                ));
            }
            if all.iter().filter(|(other, _)| other == group).count() > 1 {
                return Err(self.refusal(key!("apps.answer.twice"), &[("group", &shown)]));
            }
        }
        let joined: Vec<String> = all.iter().map(|(group, role)| format!("{group}={role}")).collect();
        Ok(taken(joined.join(", ")))
    }
}

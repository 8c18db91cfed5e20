//! The rules of each type of answer: what is taken, what is mended and said, what is refused with its cure.

use std::net::IpAddr;

use url::{Host, Url};

use super::question::{Checked, Choice, Kind, Question};
use super::template::pairs;
use crate::base::{untrusted, words};

impl Question {
    /// Takes an answer, mends it, or refuses it.
    ///
    /// # Errors
    /// A sentence for the person, with the cure.
    pub fn check(&self, typed: &str) -> Result<Checked, String> {
        let bare = typed.trim_matches(|c: char| {
            c.is_whitespace() || untrusted::is_unsafe(c) || matches!(c, '"' | '\'' | '`' | '<' | '>')
        });
        if bare.is_empty() {
            return if self.optional {
                Ok(Checked { value: String::new(), mended: None })
            } else {
                Err(say("empty", &[("label", &self.label), ("example", example(self))]))
            };
        }
        if bare.chars().any(untrusted::is_unsafe) && !matches!(self.kind, Kind::Map { .. }) {
            return Err(say("unprintable", &[("label", &self.label)]));
        }
        match &self.kind {
            Kind::HttpsUrl { keep_path } => address(self, bare, *keep_path),
            Kind::Url { ends_with, many } => whole(self, bare, ends_with.as_deref(), *many),
            Kind::Host => host(self, bare),
            Kind::Slug { extra, max } => slug(self, bare, extra, *max),
            Kind::Text { max } => text(self, bare, *max),
            Kind::Bool => boolean(self, bare),
            Kind::Choice(choices) => choice(self, bare, choices),
            Kind::Map { roles } => map(self, bare, roles),
        }
    }
}

fn say(key: &str, values: &[(&str, &str)]) -> String {
    words::fill(&format!("apps.answer.{key}"), values)
}

fn plain(value: impl Into<String>) -> Checked {
    Checked { value: value.into(), mended: None }
}

fn example(question: &Question) -> &str {
    question.example.as_deref().unwrap_or("https://app.example.com")
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

fn parsed(question: &Question, typed: &str) -> Result<(Url, bool), String> {
    let has_scheme = typed.contains("://");
    let whole = if has_scheme { typed.to_owned() } else { format!("https://{typed}") };
    let url = Url::parse(&whole).map_err(|_| {
        say(
            "not_an_address",
            &[
                ("label", &question.label),
                ("typed", &untrusted::visible(typed)),
                ("example", example(question)),
            ],
        )
    })?;
    let shown = untrusted::visible(typed);
    if !url.username().is_empty() || url.password().is_some() {
        return Err(say("credentials", &[("label", &question.label)]));
    }
    let dotted = url
        .host_str()
        .is_some_and(|host| host.contains(['.', ':']) && !host.contains("..") && !host.starts_with('.'));
    if !dotted && !is_loopback(&url) {
        return Err(say(
            "no_host",
            &[("label", &question.label), ("typed", &shown), ("example", example(question))],
        ));
    }
    if !matches!(url.scheme(), "https" | "http") {
        return Err(say(
            "scheme",
            &[("label", &question.label), ("typed", &shown), ("example", example(question))],
        ));
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        let secure = format!("https{}", &whole[whole.find("://").unwrap_or(0)..]);
        return Err(say(
            "plain_http",
            &[("label", &question.label), ("typed", &shown), ("secure", &untrusted::visible(&secure))],
        ));
    }
    Ok((url, has_scheme))
}

/// The application's address: scheme, host, port; the path only where the guide keeps it.
fn address(question: &Question, typed: &str, keep_path: bool) -> Result<Checked, String> {
    let (url, has_scheme) = parsed(question, typed)?;
    let origin = url.origin().ascii_serialization();
    let path = url.path().trim_end_matches('/');
    let value = if keep_path { format!("{origin}{path}") } else { origin };
    let extra = url.query().is_some() || url.fragment().is_some();
    let mended = if (!path.is_empty() && !keep_path) || extra {
        Some("page_path")
    } else if !has_scheme {
        Some("no_scheme")
    } else if typed.ends_with('/') {
        Some("trailing_slash")
    } else if value != typed {
        Some("normalized")
    } else {
        None
    };
    let mended = mended.map(|key| {
        say(&format!("mended.{key}"), &[("value", &value), ("typed", &untrusted::visible(typed))])
    });
    Ok(Checked { value, mended })
}

/// One whole address or several, letter by letter as the other side shows it.
fn whole(question: &Question, typed: &str, ends_with: Option<&str>, many: bool) -> Result<Checked, String> {
    let all: Vec<&str> =
        typed.split(|c: char| c.is_whitespace() || c == ',').filter(|piece| !piece.is_empty()).collect();
    if all.len() > 1 && !many {
        return Err(say("one_address", &[("label", &question.label)]));
    }
    for one in &all {
        let (url, has_scheme) = parsed(question, one)?;
        let shown = untrusted::visible(one);
        if !has_scheme {
            return Err(say("whole_address", &[("label", &question.label), ("typed", &shown)]));
        }
        if url.fragment().is_some() {
            return Err(say("fragment", &[("label", &question.label), ("typed", &shown)]));
        }
        if one.contains('*') {
            return Err(say("wildcard", &[("label", &question.label), ("typed", &shown)]));
        }
        if let Some(ending) = ends_with.filter(|ending| !url.path().ends_with(ending)) {
            return Err(say("ending", &[("label", &question.label), ("typed", &shown), ("ending", ending)]));
        }
    }
    Ok(plain(all.join(" ")))
}

fn host(question: &Question, typed: &str) -> Result<Checked, String> {
    let (url, has_scheme) = parsed(question, typed)?;
    let name = url.host_str().unwrap_or_default();
    let value = url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
    let mended = if has_scheme || url.path() != "/" {
        Some(say("mended.host_only", &[("value", &value)]))
    } else {
        (value != typed)
            .then(|| say("mended.normalized", &[("value", &value), ("typed", &untrusted::visible(typed))]))
    };
    Ok(Checked { value, mended })
}

fn slug(question: &Question, typed: &str, extra: &str, max: usize) -> Result<Checked, String> {
    if let Some(odd) = typed.chars().find(|c| !c.is_ascii_alphanumeric() && !extra.contains(*c)) {
        let key = if extra.is_empty() { "letters_only" } else { "letters_and" };
        let odd = untrusted::visible(&odd.to_string());
        let odd = if odd == " " { words::text("apps.answer.space") } else { odd };
        return Err(say(key, &[("label", &question.label), ("odd", &odd), ("extra", extra)]));
    }
    short(question, typed, max)?;
    Ok(plain(typed))
}

fn text(question: &Question, typed: &str, max: usize) -> Result<Checked, String> {
    short(question, typed, max)?;
    Ok(plain(typed))
}

fn short(question: &Question, typed: &str, max: usize) -> Result<(), String> {
    let count = typed.chars().count();
    if count <= max {
        return Ok(());
    }
    Err(say(
        "too_long",
        &[("label", &question.label), ("count", &count.to_string()), ("max", &max.to_string())],
    ))
}

fn boolean(question: &Question, typed: &str) -> Result<Checked, String> {
    match typed.to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Ok(plain("true")),
        "false" | "no" | "n" | "off" | "0" => Ok(plain("false")),
        _ => Err(say("yes_or_no", &[("label", &question.label), ("typed", &untrusted::visible(typed))])),
    }
}

fn choice(question: &Question, typed: &str, choices: &[Choice]) -> Result<Checked, String> {
    let same = |text: &str| text.eq_ignore_ascii_case(typed);
    if let Some(found) = choices.iter().find(|choice| same(&choice.value) || same(&choice.label)) {
        return Ok(plain(found.value.clone()));
    }
    let names: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
    Err(say(
        "choose",
        &[
            ("label", &question.label),
            ("typed", &untrusted::visible(typed)),
            ("choices", &words::list(&names)),
        ],
    ))
}

fn map(question: &Question, typed: &str, roles: &[String]) -> Result<Checked, String> {
    let written = typed.split([',', '\n']).filter(|piece| !piece.trim().is_empty()).count();
    let all = pairs(typed);
    if all.is_empty() || all.len() != written {
        return Err(say(
            "pairs",
            &[
                ("label", &question.label),
                ("example", question.example.as_deref().unwrap_or("Engineering=member")),
            ],
        ));
    }
    for (group, given) in &all {
        for role in given.split('+').map(str::trim) {
            if !roles.is_empty() && !roles.iter().any(|known| known == role) {
                let shown = untrusted::visible(role);
                return Err(say(
                    "role",
                    &[
                        ("group", &untrusted::visible(group)),
                        ("role", &shown),
                        ("roles", &words::list(roles)),
                    ],
                ));
            }
        }
        if all.iter().filter(|(other, _)| other == group).count() > 1 {
            return Err(say("twice", &[("group", &untrusted::visible(group))]));
        }
    }
    let joined: Vec<String> = all.iter().map(|(group, role)| format!("{group}={role}")).collect();
    Ok(plain(joined.join(", ")))
}

//! The filters of templates: the fixed list of what can be made of a value.

use url::Url;

use crate::base::quoting;

/// What a filter makes of a value. The list is fixed; `docs` of a guide never holds more than these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// The host of an address, with its port where one is written.
    Host,
    /// The path of an address, without a slash at its end.
    Path,
    /// Without slashes at the end.
    NoSlash,
    /// An address without the last piece of its path.
    Parent,
    /// The last piece of the path of an address.
    Last,
    /// An issuer's discovery document (OpenID Connect Discovery 1.0 §4).
    Discovery,
    /// An issuer's authorization endpoint; the two kinds of Okta's servers have them at different paths.
    Authorize,
    /// An issuer's token endpoint.
    Token,
    /// An issuer's userinfo endpoint.
    Userinfo,
    /// An issuer's keys.
    Keys,
    /// An issuer's logout endpoint (OpenID Connect RP-Initiated Logout 1.0 §2).
    Logout,
    /// What the addresses of an issuer's endpoints begin with, without a slash at the end.
    Endpoints,
    /// The identifier of a custom authorization server, the last piece of its issuer; empty for the organization's own.
    ServerId,
    /// A list separated by commas instead of spaces.
    Comma,
    /// A list as a JSON list of strings.
    JsonList,
    /// The inside of a JSON string, escaped.
    Json,
    /// The inside of an HCL string, escaped, templates included.
    Hcl,
    /// The inside of a text in single quotes of a shell.
    Shell,
    /// Pairs, `group=role`, as a JSON object of strings.
    JsonMap,
    /// Pairs, `group=role`, as a JSON object of lists; several roles are separated by `+`.
    JsonMapList,
    /// Pairs as `group -> role, …`.
    Arrows,
    /// Letters and digits in lower case, everything else one hyphen.
    Slug,
    /// In capitals, as in a variable's name.
    Upper,
    /// In lower case.
    Lower,
}

/// Every filter by its name in a template.
pub const FILTERS: &[(&str, Filter)] = &[
    ("host", Filter::Host),
    ("path", Filter::Path),
    ("no_slash", Filter::NoSlash),
    ("parent", Filter::Parent),
    ("last", Filter::Last),
    ("discovery", Filter::Discovery),
    ("authorize", Filter::Authorize),
    ("token", Filter::Token),
    ("userinfo", Filter::Userinfo),
    ("keys", Filter::Keys),
    ("logout", Filter::Logout),
    ("endpoints", Filter::Endpoints),
    ("server_id", Filter::ServerId),
    ("comma", Filter::Comma),
    ("json_list", Filter::JsonList),
    ("json", Filter::Json),
    ("hcl", Filter::Hcl),
    ("shell", Filter::Shell),
    ("json_map", Filter::JsonMap),
    ("json_map_list", Filter::JsonMapList),
    ("arrows", Filter::Arrows),
    ("slug", Filter::Slug),
    ("upper", Filter::Upper),
    ("lower", Filter::Lower),
];

/// A gap keeps its name; only a filter that adds something to the value is shown on it. Which path leads to the endpoints
/// is not known before the issuer is, so that it stays open.
pub(super) fn gap(filters: &[Filter], label: &str) -> String {
    let ending = filters.iter().find_map(|filter| match filter {
        Filter::Discovery => Some(DISCOVERY.to_owned()),
        other => other.endpoint().map(|endpoint| format!("/…/v1{endpoint}")),
    });
    format!("‹{label}›{}", ending.unwrap_or_default())
}

impl Filter {
    /// What stands behind the beginning of an issuer's endpoints.
    fn endpoint(self) -> Option<&'static str> {
        Some(match self {
            Self::Authorize => "/authorize",
            Self::Token => "/token",
            Self::Userinfo => "/userinfo",
            Self::Keys => "/keys",
            Self::Logout => "/logout",
            Self::Endpoints => "",
            _ => return None,
        })
    }
}

/// The endpoints of a custom server stand below its issuer; those of the organization's own below `/oauth2`.
fn endpoint(issuer: &str, name: &str) -> String {
    let issuer = issuer.trim_end_matches('/');
    let below = if issuer.contains("/oauth2/") { "" } else { "/oauth2" };
    format!("{issuer}{below}/v1{name}")
}

/// What is before and behind the last slash of the path of an address; nothing is behind where it has no path.
fn pieces(address: &str) -> (&str, &str) {
    let address = address.trim_end_matches('/');
    let host = address.find("://").map_or(0, |at| at + 3);
    match address.rfind('/') {
        Some(at) if at >= host => (&address[..at], &address[at + 1..]),
        _ => (address, ""),
    }
}

fn server_id(issuer: &str) -> &str {
    issuer.trim_end_matches('/').split_once("/oauth2/").map_or("", |(_, id)| id)
}

const DISCOVERY: &str = "/.well-known/openid-configuration";

pub(super) fn apply(filters: &[Filter], value: String) -> String {
    filters.iter().fold(value, |value, filter| one(*filter, &value))
}

fn one(filter: Filter, value: &str) -> String {
    match filter {
        Filter::Host => {
            Url::parse(value).ok().and_then(|url| authority(&url)).unwrap_or_else(|| value.to_owned())
        }
        Filter::Path => Url::parse(value)
            .map_or_else(|_| String::new(), |url| url.path().trim_end_matches('/').to_owned()),
        Filter::NoSlash => value.trim_end_matches('/').to_owned(),
        Filter::Parent => pieces(value).0.to_owned(),
        Filter::Last => pieces(value).1.to_owned(),
        Filter::Discovery => {
            let issuer = value.strip_suffix(DISCOVERY).unwrap_or(value);
            format!("{}{DISCOVERY}", issuer.trim_end_matches('/'))
        }
        Filter::Authorize
        | Filter::Token
        | Filter::Userinfo
        | Filter::Keys
        | Filter::Logout
        | Filter::Endpoints => endpoint(value, filter.endpoint().unwrap_or_default()),
        Filter::ServerId => server_id(value).to_owned(),
        Filter::Comma => value.split_whitespace().collect::<Vec<_>>().join(","),
        Filter::JsonList => json(&value.split_whitespace().collect::<Vec<_>>()),
        Filter::Json => quoting::json(value),
        Filter::Hcl => quoting::hcl(value),
        Filter::Shell => quoting::shell(value),
        Filter::JsonMap => {
            let all: serde_json::Map<_, _> =
                pairs(value).into_iter().map(|(from, to)| (from, to.into())).collect();
            json(&all)
        }
        Filter::JsonMapList => {
            let lists = pairs(value).into_iter().map(|(from, to)| (from, several(&to).into()));
            json(&lists.collect::<serde_json::Map<_, _>>())
        }
        Filter::Arrows => {
            let all: Vec<_> = pairs(value).into_iter().map(|(from, to)| format!("{from} -> {to}")).collect();
            all.join(", ")
        }
        Filter::Slug => slug(value),
        Filter::Upper => value.to_uppercase(),
        Filter::Lower => value.to_lowercase(),
    }
}

/// What comes of turning filters back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Undone {
    /// The value that was filtered.
    Value(String),
    /// A filter has lost something of it.
    Lost,
    /// No value becomes this text.
    Wrong,
}

/// Turns filters back, the last one first.
pub(super) fn undo(filters: &[Filter], text: &str) -> Undone {
    filters.iter().rev().fold(Undone::Value(text.to_owned()), |undone, filter| match undone {
        Undone::Value(text) => undo_one(*filter, &text),
        other => other,
    })
}

fn undo_one(filter: Filter, text: &str) -> Undone {
    let value = match filter {
        Filter::Host
        | Filter::Path
        | Filter::Parent
        | Filter::Last
        | Filter::ServerId
        | Filter::Slug
        | Filter::Upper
        | Filter::Lower => return Undone::Lost,
        Filter::NoSlash => Some(text.to_owned()),
        // Files hold the issuer itself here and there, where the document was meant.
        Filter::Discovery => Some(text.strip_suffix(DISCOVERY).unwrap_or(text).to_owned()),
        Filter::Authorize
        | Filter::Token
        | Filter::Userinfo
        | Filter::Keys
        | Filter::Logout
        | Filter::Endpoints => issuer_of(text, filter.endpoint().unwrap_or_default()),
        Filter::Comma => {
            Some(text.split([',', ' ']).filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" "))
        }
        Filter::JsonList => serde_json::from_str::<Vec<String>>(text).ok().map(|items| items.join(" ")),
        Filter::Json => serde_json::from_str(&format!("\"{text}\"")).ok(),
        Filter::Hcl => {
            let plain = text.replace("$${", "${").replace("%%{", "%{");
            serde_json::from_str(&format!("\"{plain}\"")).ok()
        }
        Filter::Shell => Some(text.replace(r"'\''", "'")),
        Filter::JsonMap | Filter::JsonMapList => pairs_of(text),
        Filter::Arrows => Some(text.replace(" -> ", "=")),
    };
    value.map_or(Undone::Wrong, Undone::Value)
}

/// The issuer to which an endpoint belongs.
fn issuer_of(text: &str, endpoint: &str) -> Option<String> {
    let below = text.strip_suffix(endpoint)?.strip_suffix("/v1")?;
    let (host, server) = below.split_once("/oauth2")?;
    Some(if server.is_empty() { host.to_owned() } else { below.to_owned() })
}

/// The pairs of a JSON object of texts, or of lists of texts.
fn pairs_of(text: &str) -> Option<String> {
    let all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let one = |(from, to): (String, serde_json::Value)| {
        let to = match to {
            serde_json::Value::String(to) => to,
            list => serde_json::from_value::<Vec<String>>(list).ok()?.join("+"),
        };
        Some(format!("{from}={to}"))
    };
    all.into_iter().map(one).collect::<Option<Vec<_>>>().map(|all| all.join(", "))
}

fn authority(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Roles separated by `+` as a JSON list of strings.
pub(in crate::apps) fn json_list(roles: &str) -> String {
    json(&several(roles))
}

pub(in crate::apps) fn several(roles: &str) -> Vec<String> {
    roles.split('+').map(|role| role.trim().to_owned()).filter(|role| !role.is_empty()).collect()
}

fn slug(value: &str) -> String {
    let plain: String =
        value.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("-")
}

/// Pairs as a `map` question keeps them, `Engineering=template-admin, Everyone=member`.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    text.split([',', '\n'])
        .filter_map(|pair| pair.split_once('='))
        .map(|(from, to)| (from.trim().to_owned(), to.trim().to_owned()))
        .filter(|(from, to)| !from.is_empty() && !to.is_empty())
        .collect()
}

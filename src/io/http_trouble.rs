//! Why no answer came: walks from the library's error down to the one cause that a person can act on.

use std::error::Error;
use std::io;

use rustls::CertificateError;
use url::Url;

use super::trouble::of_kind;
use crate::base::words::message;
use crate::base::{Trouble, TroubleKind};

/// The trouble behind an error of the HTTP client. Its words never hold the address, whose query may be secret.
pub(super) fn explain(url: &Url, target: &str, error: reqwest::Error) -> Trouble {
    let error = error.without_url();
    let kind = kind(&error);
    let detail = words(&error);
    let reaching = matches!(kind, TroubleKind::Dns | TroubleKind::Refused | TroubleKind::Proxy)
        || (kind == TroubleKind::Timeout && error.is_connect());
    match proxy_for(url).filter(|_| reaching) {
        Some(proxy) => {
            let detail = message!("io.http.proxy", proxy = proxy, why = detail);
            of_kind(TroubleKind::Proxy, target, detail)
        }
        None => of_kind(kind, target, detail),
    }
}

/// The deepest cause in the system's words, which is the only one that says anything.
pub(super) fn words(error: &(dyn Error + 'static)) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}

/// The error and its causes. An `io::Error` that wraps another one hides it from `source`, so it is opened here.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&current| {
        let wrapped = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match wrapped {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => current.source(),
        }
    })
}

fn kind(error: &reqwest::Error) -> TroubleKind {
    let causes = || chain(error);
    let first = |test: fn(&(dyn Error + 'static)) -> Option<TroubleKind>| causes().find_map(test);
    if let Some(kind) = first(tls_kind).or_else(|| first(io_kind)).or_else(|| first(spoken_kind)) {
        kind
    } else if error.is_timeout() {
        TroubleKind::Timeout
    } else {
        TroubleKind::Other
    }
}

fn tls_kind(cause: &(dyn Error + 'static)) -> Option<TroubleKind> {
    let rustls::Error::InvalidCertificate(certificate) = cause.downcast_ref::<rustls::Error>()? else {
        return None;
    };
    Some(match certificate {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TroubleKind::TlsWrongHost
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => TroubleKind::TlsExpired,
        _ => TroubleKind::TlsUntrusted,
    })
}

fn io_kind(cause: &(dyn Error + 'static)) -> Option<TroubleKind> {
    match cause.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::ConnectionRefused => Some(TroubleKind::Refused),
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::UnexpectedEof => Some(TroubleKind::Reset),
        io::ErrorKind::TimedOut => Some(TroubleKind::Timeout),
        _ => None,
    }
}

/// Causes whose types are private to the library and can only be told by their words.
fn spoken_kind(cause: &(dyn Error + 'static)) -> Option<TroubleKind> {
    let said = cause.to_string();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if says(&["dns error", "failed to lookup address"]) {
        Some(TroubleKind::Dns)
    } else if says(&["tunnel", "proxy"]) {
        Some(TroubleKind::Proxy)
    } else if says(&[
        "closed before message completed",
        "end of file before",
        "stream error",
        "connection closed",
    ]) {
        Some(TroubleKind::Reset)
    } else {
        None
    }
}

/// The proxy that the environment names for an address, as host and port; only to name it, the client decides itself.
fn proxy_for(url: &Url) -> Option<String> {
    proxy_among(url, |name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

fn proxy_among(url: &Url, look: impl Fn(&str) -> Option<String>) -> Option<String> {
    let host = url.host_str()?;
    if super::sockets::is_loopback(url) {
        return None;
    }
    let exempt = look("NO_PROXY").or_else(|| look("no_proxy")).unwrap_or_default();
    let is_exempt = exempt.split(',').map(|entry| entry.trim().trim_start_matches('.')).any(|entry| {
        entry == "*"
            || host.eq_ignore_ascii_case(entry)
            || (!entry.is_empty() && host.ends_with(&format!(".{entry}")))
    });
    if is_exempt {
        return None;
    }
    let variables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let proxy = variables.into_iter().find_map(look)?;
    let address = proxy.split_once("://").map_or(proxy.as_str(), |(_, rest)| rest);
    let address = address.rsplit_once('@').map_or(address, |(_, host)| host);
    Some(address.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_without_its_password() -> Result<(), url::ParseError> {
        let look = |name: &str| match name {
            "HTTPS_PROXY" => Some("http://ana:secret@proxy.example:3128/".to_owned()),
            "NO_PROXY" => Some("internal.example,.corp".to_owned()),
            _ => None,
        };
        let named = |url: &str| Url::parse(url).map(|url| proxy_among(&url, look));
        assert_eq!(named("https://acme.okta.com")?.as_deref(), Some("proxy.example:3128"));
        assert_eq!(named("https://id.internal.example")?, None);
        assert_eq!(named("https://a.corp")?, None);
        assert_eq!(named("https://localhost")?, None);
        Ok(())
    }
}

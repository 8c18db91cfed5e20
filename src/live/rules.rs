//! Where a visit may go: the application's own origins, never from https to http, never from public to private.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::okta::host;

/// The origins that are the application's own in one visit.
#[derive(Debug, Clone, Default)]
pub struct Own {
    origins: Vec<String>,
}

/// What speaks against an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// It is neither http nor https.
    Scheme,
    /// It goes by http where the visit came by https.
    Insecure,
    /// It is in a private network where the visit came from a public one.
    Private,
    /// It is not the application's own.
    Foreign,
}

impl Own {
    /// These addresses' origins.
    pub fn of<'a>(addresses: impl IntoIterator<Item = &'a Url>) -> Self {
        Self { origins: addresses.into_iter().map(host::origin).collect() }
    }

    /// Whether an address is the application's own: the same origin, or the same host by https where it was given by http.
    pub fn has(&self, url: &Url) -> bool {
        let origin = host::origin(url);
        self.origins.contains(&origin) || (url.scheme() == "https" && self.has_by_http(url))
    }

    fn has_by_http(&self, url: &Url) -> bool {
        let by_http = self.origins.iter().filter_map(|own| Url::parse(own).ok());
        by_http.filter(|own| own.scheme() == "http").any(|own| own.host_str() == url.host_str())
    }

    /// What speaks against going from one address to another; `None` where nothing does.
    pub fn against(&self, from: &Url, to: &Url) -> Option<Against> {
        if !matches!(to.scheme(), "https" | "http") {
            return Some(Against::Scheme);
        }
        if from.scheme() == "https" && to.scheme() == "http" {
            return Some(Against::Insecure);
        }
        if is_private(to) && !is_private(from) {
            return Some(Against::Private);
        }
        (!self.has(to)).then_some(Against::Foreign)
    }
}

/// Ends of names that the public network does not have.
const INNER: [&str; 7] = ["localhost", "local", "internal", "lan", "intranet", "home.arpa", "corp"];

/// Whether an address is of this computer or of a network that cannot be reached from outside, as far as its name tells.
pub fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private_address(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private_address(IpAddr::V6(address)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            !name.contains('.')
                || INNER.iter().any(|end| name.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')))
        }
        None => true,
    }
}

/// Whether an address is one that the public network does not have.
pub fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [first, second, ..] = four.octets();
            four.is_loopback()
                || four.is_private()
                || four.is_link_local()
                || four.is_unspecified()
                || four.is_broadcast()
                || four.is_multicast()
                || first == 0
                || first >= 240
                || (first == 100 && (64..128).contains(&second))
                || (first == 198 && (18..20).contains(&second))
                || four.octets().starts_with(&[192, 0, 0])
        }
        // Of IPv6, what is not known to be of the public network is not (IANA's IPv6 address space).
        IpAddr::V6(six) => match embedded(six) {
            Some(four) => is_private_address(IpAddr::V4(four)),
            None => match six.segments() {
                [0x2001, second, ..] => second < 0x0200 || second == 0x0db8,
                [first, ..] => !(0x2002..0x3fff).contains(&first),
            },
        },
    }
}

/// The IPv4 address that an IPv6 one stands for: mapped, through NAT64 (RFC 6052 §2.1) or 6to4 (RFC 3056 §2).
fn embedded(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let two = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match six.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => Some(two(high, low)),
        _ => six.to_ipv4_mapped(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn a_visit_goes_to_its_own_origins_alone() {
        let from = url("https://app.example.com/start");
        let own = Own::of([&from, &url("https://login.example.com")]);
        for (to, against) in [
            ("https://app.example.com/x", None),
            ("https://login.example.com/x", None),
            ("https://app.example.com:8443/x", Some(Against::Foreign)),
            ("https://example.com/x", Some(Against::Foreign)),
            ("http://app.example.com/x", Some(Against::Insecure)),
            ("https://10.0.0.7/x", Some(Against::Private)),
            ("https://169.254.169.254/latest", Some(Against::Private)),
            ("https://[::1]/x", Some(Against::Private)),
            ("https://[::ffff:10.0.0.7]/x", Some(Against::Private)),
            ("https://2130706433/x", Some(Against::Private)),
            ("https://[64:ff9b::10.0.0.7]/x", Some(Against::Private)),
            ("https://[2002:a00:7::1]/x", Some(Against::Private)),
            ("https://[::10.0.0.7]/x", Some(Against::Private)),
            ("https://[::ffff:0:10.0.0.7]/x", Some(Against::Private)),
            ("https://[64:ff9b:1::10.0.0.7]/x", Some(Against::Private)),
            ("https://[fec0::1]/x", Some(Against::Private)),
            ("https://[fd12::1]/x", Some(Against::Private)),
            ("https://[2001::1]/x", Some(Against::Private)),
            ("https://[100::1]/x", Some(Against::Private)),
            ("https://[64:ff9b::93.184.216.34]/x", Some(Against::Foreign)),
            ("https://[2606:4700::1]/x", Some(Against::Foreign)),
            ("https://192.0.0.8/x", Some(Against::Private)),
            ("https://0x7f.1/x", Some(Against::Private)),
            ("https://wiki.localhost./x", Some(Against::Private)),
            ("https://vault.internal/x", Some(Against::Private)),
            ("https://db/x", Some(Against::Private)),
            ("ftp://app.example.com/x", Some(Against::Scheme)),
            ("javascript:alert(1)", Some(Against::Scheme)),
        ] {
            assert_eq!(own.against(&from, &url(to)), against, "{to}");
        }
    }

    #[test]
    fn http_may_become_https_of_the_same_host() {
        let from = url("http://app.example.com:8080/");
        let own = Own::of([&from]);
        assert_eq!(own.against(&from, &url("https://app.example.com/")), None);
        assert_eq!(own.against(&from, &url("https://other.example.com/")), Some(Against::Foreign));
    }
}

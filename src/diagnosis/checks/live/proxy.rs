//! What makes an application behind a proxy believe that people come by https: on its own side by its guide, on the proxy's
//! side the same for all.

use super::place;
use crate::apps::guide::ProxyHeader;
use crate::base::words::{Message, key, message};
use crate::diagnosis::finding::Finding;
use crate::diagnosis::living::LiveEvidence;

/// The finding with the cure on both sides.
pub(super) fn with_cures(found: Finding, live: &LiveEvidence) -> Finding {
    on_both_sides(found, live, on_the_proxy(live.cures().proxy))
}

/// The same where another host or port comes through, and where `with_scheme` another scheme as well.
pub(super) fn with_cures_of_host(found: Finding, live: &LiveEvidence, with_scheme: bool) -> Finding {
    let host = Message::from(key!("checks.live.proxy.host"));
    let proxy = if with_scheme {
        let scheme = on_the_proxy(live.cures().proxy);
        message!("checks.live.proxy.both", host = host, scheme = scheme)
    } else {
        host
    };
    on_both_sides(found, live, proxy)
}

fn on_both_sides(found: Finding, live: &LiveEvidence, proxy: Message) -> Finding {
    let cures = live.cures();
    let own = cures.https.as_ref().or(cures.redirect_uri.as_ref());
    let found = if found.value("place").is_some() {
        found
    } else {
        found.public("place", place(cures.redirect_uri.as_ref(), key!("checks.live.place.redirect_uri")))
    };
    found.public("https", place(own, key!("checks.live.place.https"))).public("proxy", proxy)
}

/// What the proxy must send, as each common one is told to.
fn on_the_proxy(header: ProxyHeader) -> Message {
    match header {
        ProxyHeader::None => key!("checks.live.proxy.none").into(),
        ProxyHeader::Proto => key!("checks.live.proxy.proto").into(),
        ProxyHeader::Host => key!("checks.live.proxy.host").into(),
        ProxyHeader::Scheme | ProxyHeader::Ssl | ProxyHeader::Forwarded => {
            let value = match header {
                ProxyHeader::Ssl => "on",
                ProxyHeader::Forwarded => "proto=https",
                _ => "https",
            };
            message!("checks.live.proxy.other", header = header.as_str(), value = value)
        }
    }
}

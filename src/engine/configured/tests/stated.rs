//! What is read of a file is judged as it stands there: nothing is read that is not.

use crate::apps::{Guide, catalogue};
use crate::config::Opened;
use crate::engine::configured::configured;
use crate::engine::effect::Gathered;
use crate::engine::format::tests::{context, written};
use crate::engine::format::{Source, adopt};
use crate::engine::intent::Field;
use crate::engine::reference::Consent;

#[test]
fn an_issuer_and_a_client_id_that_are_read_are_judged_as_they_stand() {
    let mut told = Vec::new();
    for card in catalogue::cards() {
        let guide: Guide = catalogue::open(card.id).expect("an embedded guide opens");
        for (server, all) in guide.okta.issuer.servers.iter().flat_map(|one| [(*one, false), (*one, true)]) {
            let mut context = context(&guide, server, all);
            if let Some(asked) = &guide.okta.issuer.asked {
                context.answers.insert(asked.clone(), server.as_str().to_owned());
            }
            for format in &guide.resolve(&context).formats {
                let Some(text) = written(format) else { continue };
                let shape = guide.formats.iter().find(|one| one.id == format.id).expect("it is the guide’s");
                let (gathered, consent) = (Gathered::default(), Consent::default());
                let opened = Opened::new(text.as_str().into());
                let source = Source {
                    path: "written".as_ref(),
                    opened: &opened,
                    gathered: &gathered,
                    consent: &consent,
                    entry: None,
                };
                let adopted = adopt(&guide, shape, source).expect("what was written can be read");
                let used = configured(&guide, shape, source, &adopted).used;
                let reads = |field: &Field| adopted.values.contains_key(field);
                // These are given the host and the identifier of the server, and no address is made of them but by themselves.
                let puts_together =
                    ["backstage", "caddy-security", "cloudflare-access", "rocketchat"].contains(&card.id);
                if reads(&Field::Issuer)
                    && !puts_together
                    && used.issuer.is_none()
                    && used.endpoints.is_empty()
                {
                    told.push(format!("{} {}: issuer", guide.id, format.id));
                }
                if reads(&Field::ClientId) && used.client_id.is_none() {
                    told.push(format!("{} {}: client ID", guide.id, format.id));
                }
            }
        }
    }
    told.dedup();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn what_is_commented_out_or_cannot_be_parsed_tells_nothing() {
    let harbor = catalogue::open("harbor").expect("an embedded guide opens");
    let terraform = |text: &str| {
        let shape = harbor.formats.iter().find(|one| one.id == "terraform").expect("it is the guide’s");
        let (gathered, consent) = (Gathered::default(), Consent::default());
        let opened = Opened::new(text.into());
        let source = Source {
            path: "harbor.tf".as_ref(),
            opened: &opened,
            gathered: &gathered,
            consent: &consent,
            entry: None,
        };
        adopt(&harbor, shape, source).map(|adopted| adopted.count())
    };
    let whole = "resource \"harbor_config_auth\" \"oidc\" {\n  auth_mode = \"oidc_auth\"\n  oidc_endpoint = \"https://acme.okta.com\"\n  oidc_client_id = \"0oa1b2c3d4e5f6g7h8i9\"\n  oidc_scope = \"openid,profile\"\n}\n";
    assert!(terraform(whole).is_ok_and(|count| count > 1));
    assert!(terraform(&whole.replace("\"openid", "openid")).is_err(), "a quotation mark is missing");
    let commented = format!("# {}\n", whole.trim_end().replace('\n', "\n# "));
    assert_eq!(terraform(&commented).ok(), Some(0));
}

#[test]
fn an_issuer_that_stands_twice_is_judged_twice() {
    let text = "config:\n  dynamic:\n    authc:\n      openid_auth_domain:\n        http_enabled: true\n        order: 0\n        http_authenticator:\n          type: openid\n          challenge: false\n          config:\n            openid_connect_url: https://acme.okta.com/.well-known/openid-configuration\n            required_issuer: https://acme.okta.com/\n            required_audience: 0oa1b2c3d4e5f6g7h8i9\n";
    let used = super::read("opensearch", text).used;
    let again: Vec<_> = used.issuer_again.iter().map(|(one, _)| one.stated.text.as_str()).collect();
    assert_eq!(again, ["https://acme.okta.com/"]);
}

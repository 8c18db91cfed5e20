//! The whole catalogue there and back: what a guide's format writes, `--from` reads again.

use std::collections::BTreeMap;

use url::Url;

use super::{Adopted, Lead, Source, adopt, recognise};
use crate::apps::question::Kind;
use crate::apps::{Context, Format, Guide, Server, catalogue};
use crate::base::Secret;
use crate::config::Opened;
use crate::engine::Field;
use crate::engine::effect::Gathered;
use crate::engine::reference::Consent;

const CLIENT_ID: &str = "0oa8x2k4mQ1vJ7dT5e6";
const SECRET: &str = "a-secret-of-forty-characters-0123456789X";

/// Formats of which not every value can be read back, with what is missing and why.
const NOT_READ_BACK: &[(&str, &str, &[&str], &str)] = &[
    (
        "aws-alb",
        "terraform",
        &["client_id", "issuer", "scopes"],
        "the block goes into a listener that is there already, so that it is written as a comment, which says nothing",
    ),
    (
        "cloudflare-access",
        "terraform",
        &["issuer"],
        "the identifier of a custom server is a line that the person adds, so that the organization alone is read",
    ),
    ("proxmox", "commands", &["scopes"], "Proxmox adds openid by itself, so that the file does not name it"),
];

/// Every question answered by its default or example; with `all`, every switch on.
pub(in crate::engine) fn context(guide: &Guide, server: Server, all: bool) -> Context {
    let path = if server == Server::Custom { "/oauth2/default" } else { "" };
    let mut context = Context {
        organization: Url::parse("https://acme.okta.com").ok(),
        issuer: Some(format!("https://acme.okta.com{path}")),
        client_id: Some(CLIENT_ID.to_owned()),
        client_secret: Some(Secret::new(SECRET)),
        test_redirect: Some("http://localhost:8749/callback".to_owned()),
        ..Context::default()
    };
    for question in &guide.questions {
        let answer = match (&question.kind, &question.example) {
            (Kind::Bool, _) if all => Some("true".to_owned()),
            (_, Some(example)) if all || question.default.is_none() => Some(example.clone()),
            _ => None,
        };
        if let Some(answer) = answer {
            let checked = question.check(&answer).unwrap_or_else(|why| panic!("{}: {why:?}", question.key));
            context.answers.insert(question.key.clone(), checked.value);
        }
    }
    context
}

/// The text that would be written; `None` for a page to paste into.
pub(in crate::engine) fn written(format: &Format) -> Option<String> {
    if let Some(text) = format.whole_text() {
        return Some(text.reveal().to_owned());
    }
    let settings = format.settings()?;
    let text = crate::config::fresh(format.editor()?, &settings, &format.header.join("\n"));
    Some(text.unwrap_or_else(|why| panic!("{}: {why}", format.id)).reveal().to_owned())
}

/// What a file holds and reading it did not find, or found otherwise.
fn missing(text: &str, adopted: &Adopted, context: &Context, scopes: &[String]) -> Vec<&'static str> {
    let issuer = context.issuer.clone().unwrap_or_default();
    let value = |field: &Field| adopted.values.get(field).map(|given| given.text.reveal());
    let read = value(&Field::Issuer).map(|read| read.trim_end_matches("/.well-known/openid-configuration"));
    let mut all = Vec::new();
    let mut check = |name, stands: bool, same: bool, read: bool| {
        if (stands || read) && !same {
            all.push(name);
        }
    };
    check("issuer", text.contains("acme.okta.com"), read == Some(&issuer), read.is_some());
    let client_id = value(&Field::ClientId);
    check("client_id", text.contains(CLIENT_ID), client_id == Some(CLIENT_ID), client_id.is_some());
    let secret = value(&Field::Secret);
    check("client_secret", text.contains(SECRET), secret == Some(SECRET), secret.is_some());
    let read = value(&Field::Scopes);
    let same = read.is_some_and(|read| read == scopes.join(" "));
    let stand = scopes.iter().all(|scope| text.contains(scope)) && text.contains("openid");
    check("scopes", stand, same, read.is_some());
    all
}

#[test]
fn what_every_format_of_every_guide_writes_is_read_again() {
    let mut seen: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for card in catalogue::cards() {
        let guide = catalogue::open(card.id).expect("an embedded guide opens");
        for (server, all) in guide.okta.issuer.servers.iter().flat_map(|one| [(*one, false), (*one, true)]) {
            let mut context = context(&guide, server, all);
            if let Some(asked) = &guide.okta.issuer.asked {
                context.answers.insert(asked.clone(), server.as_str().to_owned());
            }
            let resolved = guide.resolve(&context);
            for format in &resolved.formats {
                let Some(text) = written(format) else { continue };
                let shape = guide.formats.iter().find(|one| one.id == format.id).expect("it is the guide's");
                let gathered = Gathered::default();
                let consent = Consent::default();
                let opened = Opened::new(text.as_str().into());
                let source = Source {
                    path: "written".as_ref(),
                    opened: &opened,
                    gathered: &gathered,
                    consent: &consent,
                    entry: None,
                };
                let adopted = adopt(&guide, shape, source).expect("what was written can be read");
                let lost = missing(&text, &adopted, &context, &resolved.okta.scopes);
                for (field, given) in &adopted.values {
                    let (Field::Answer(key), answer) = (field, given.text.reveal()) else { continue };
                    let meant = context.answers.get(key).or(guide.proposal(key, &context).as_ref()).cloned();
                    assert_eq!(
                        Some(answer),
                        meant.as_deref(),
                        "{} {} reads another {key}",
                        guide.id,
                        format.id
                    );
                }
                let entry = seen.entry((guide.id.clone(), format.id.clone())).or_default();
                entry.extend(lost);
                entry.sort_unstable();
                entry.dedup();
                if adopted.count() > 0 {
                    let found = recognise(&guide, source).map(|(_, found)| found.count());
                    assert!(found >= Some(adopted.count()), "{} {} is taken for less", guide.id, format.id);
                }
            }
        }
    }
    let lost: Vec<_> = seen.iter().filter(|(_, lost)| !lost.is_empty()).collect();
    let told: Vec<String> = lost
        .iter()
        .map(|((guide, format), lost)| format!("(\"{guide}\", \"{format}\", &{lost:?}, \"\"),"))
        .collect();
    let meant: Vec<String> = NOT_READ_BACK
        .iter()
        .map(|(guide, format, lost, _)| format!("(\"{guide}\", \"{format}\", &{lost:?}, \"\"),"))
        .collect();
    assert_eq!(told.join("\n"), meant.join("\n"));
}

/// A container may take all its variables from a Secret: what does not stand in the file is said to be there.
#[test]
fn what_a_container_takes_as_a_whole_is_not_said_to_be_missing() {
    let guide = catalogue::open("open-webui").expect("an embedded guide opens");
    let (gathered, consent) = (Gathered::default(), Consent::default());
    let read = |text: &str| {
        let opened = Opened::new(text.into());
        let (path, entry) = ("chart.yaml".as_ref(), None);
        let source = Source { path, opened: &opened, gathered: &gathered, consent: &consent, entry };
        let (_, adopted) = recognise(&guide, source).expect("it is recognised");
        adopted.open.iter().map(|open| (open.field.clone(), open.lead.clone())).collect::<Vec<_>>()
    };
    let list = "env:\n  - name: WEBUI_URL\n    value: https://chat.example.org\n  - name: OPENID_PROVIDER_URL\n    value: https://acme.okta.com/.well-known/openid-configuration\n";
    let from = "envFrom:\n  - configMapRef:\n      name: plain\n  - secretRef:\n      name: chat-oidc\n";
    let lead = |key: &str| Lead::KubernetesSecret { name: "chat-oidc".to_owned(), key: key.to_owned() };
    let both = [(Field::ClientId, lead("OAUTH_CLIENT_ID")), (Field::Secret, lead("OAUTH_CLIENT_SECRET"))];
    assert_eq!(read(&format!("{list}{from}")), both);
    let map = "env:\n  WEBUI_URL: https://chat.example.org\n  OPENID_PROVIDER_URL: https://acme.okta.com/.well-known/openid-configuration\n";
    assert_eq!(read(&format!("{from}{map}")), both);
    assert_eq!(read(&format!("envFromSecret: chat-oidc\n{map}")), both);
    assert_eq!(read(map), [], "nothing says where they are");
}

//! The practice's answers, and what is asked of Okta, against its published API description, where a copy stands beside the project.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value as Json;
use usher::base::Request;
use usher::practice::{GroupMatch, GroupsClaim};

use super::support::{CLIENT, Okta, json};
use super::{OKTA, coder, look, terms};

/// Members that real organizations answer with, as recordings show, and that the description leaves out.
const RECORDED: [&str; 8] = [
    ".people.users.exclude",
    ".apiResourceId",
    ".settings.app",
    ".settings.manualProvisioning",
    "._embedded",
    "{authServerId}.default",
    "organization.cell",
    "organization.settings",
];

#[expect(clippy::print_stdout, reason = "a skipped comparison is told to whoever runs the tests")]
pub(super) fn published() -> Option<Json> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let beside =
        here.ancestors().skip(1).map(|folder| folder.join("shared/okta-openapi/management-cut.yaml"));
    let found = beside.into_iter().find_map(|path| std::fs::read_to_string(path).ok());
    if found.is_none() {
        println!("skipped: no published description beside the project");
    }
    Some(yaml_serde::from_str(&found?).unwrap())
}

pub(super) fn resolved<'a>(api: &'a Json, value: &'a Json) -> &'a Json {
    match value["$ref"].as_str() {
        Some(name) => resolved(api, api.pointer(name.trim_start_matches('#')).unwrap()),
        None => value,
    }
}

fn properties<'a>(api: &'a Json, schema: &'a Json, all: &mut BTreeMap<String, &'a Json>) {
    let schema = resolved(api, schema);
    for part in schema["allOf"].as_array().into_iter().flatten() {
        properties(api, part, all);
    }
    all.extend(schema["properties"].as_object().into_iter().flatten().map(|(name, one)| (name.clone(), one)));
}

/// Members that are not described, or of another type, by their paths. Okta sends null where it describes a text.
pub(super) fn faults(api: &Json, schema: &Json, value: &Json, path: &str, found: &mut Vec<String>) {
    let schema = resolved(api, schema);
    if value.is_null() || schema["oneOf"].is_array() || schema["anyOf"].is_array() {
        return;
    }
    if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
        found.push(format!("{path} is none of {allowed:?}"));
    }
    let fits = match schema["type"].as_str().unwrap_or_default() {
        "string" => value.is_string(),
        "integer" | "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    if !fits {
        found.push(format!("{path} is no {}", schema["type"]));
    }
    for item in value.as_array().into_iter().flatten() {
        faults(api, &schema["items"], item, path, found);
    }
    let mut known = BTreeMap::new();
    properties(api, schema, &mut known);
    if known.is_empty() {
        return;
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        match known.get(name) {
            Some(_) if name == "_links" => {}
            Some(schema) => faults(api, schema, member, &path, found),
            None if RECORDED.iter().any(|one| path.ends_with(one)) => {}
            None => found.push(format!("{path} is not described")),
        }
    }
}

/// The described path of an address: its identifiers are places.
pub(super) fn described<'a>(api: &'a Json, asked: &str) -> (&'a str, &'a Json) {
    let parts: Vec<&str> = asked.split('/').collect();
    let fits = |path: &str| {
        let places: Vec<&str> = path.split('/').collect();
        places.len() == parts.len()
            && places.iter().zip(&parts).all(|(place, part)| place.starts_with('{') || place == part)
    };
    let mut paths = api["paths"].as_object().unwrap().iter();
    let (path, one) =
        paths.find(|(path, _)| fits(path)).unwrap_or_else(|| panic!("{asked} is not described"));
    (path, one)
}

#[test]
fn every_question_is_described_and_the_practice_answers_it_as_described() {
    let Some(api) = published() else { return };
    let server = format!("{OKTA}/oauth2/default");
    let mut wanted = coder(&[("group_sync", "true")], &server, &["Engineering"]);
    wanted.scopes.push("groups".to_owned());
    let own = coder(&[("group_sync", "true")], OKTA, &[]);
    let mut okta = Okta::at(OKTA);
    let held = okta.org.server_mut("default").unwrap();
    held.access_policy = true;
    held.groups_claim =
        Some(GroupsClaim { name: "groups".to_owned(), by: GroupMatch::Regex, value: ".*".to_owned() });
    let mut asked: Vec<Request> = Vec::new();
    for terms in [terms(wanted, Some(CLIENT)), terms(own, None)] {
        asked.extend(
            look(terms, |request, now| {
                okta.now = now;
                okta.send(request)
            })
            .requests,
        );
    }
    okta.org.app_mut(CLIENT).unwrap().assignments.groups.clear();
    okta.org.app_mut(CLIENT).unwrap().assignments.people.push("ana@example.com".to_owned());
    asked.extend(look(terms(coder(&[], OKTA, &[]), Some(CLIENT)), |request, _| okta.send(request)).requests);
    let (mut paths, mut found) = (std::collections::BTreeSet::new(), Vec::new());
    for request in &asked {
        let (path, one) = described(&api, request.url.path());
        paths.insert(path.to_owned());
        let operation = &one["get"];
        let listed = operation["parameters"].as_array().into_iter().flatten();
        let names: Vec<&str> =
            listed.filter_map(|parameter| resolved(&api, parameter)["name"].as_str()).collect();
        for (name, _) in request.url.query_pairs() {
            assert!(names.contains(&name.as_ref()), "{path} takes no {name}");
        }
        let answer = okta.send(request);
        assert_eq!(answer.status, 200, "{path}");
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{path}");
        faults(&api, schema, &json(&answer), path, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(paths.len(), 13, "{paths:#?}");
}

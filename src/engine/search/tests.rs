//! How a file is looked through that may be anybody's.

use std::path::Path;

use super::Search;
use crate::apps::{Guide, catalogue};
use crate::base::Secret;
use crate::config::parsed_in;

fn guides() -> Vec<Guide> {
    catalogue::cards().iter().filter_map(|card| catalogue::open(card.id).ok()).collect()
}

/// A file is parsed in each format once, however many guides are asked, and however often it is looked at again.
#[test]
fn a_file_is_parsed_once_in_each_format() {
    let guides = guides();
    for (name, text, id) in [
        ("coder.env", "CODER_OIDC_ISSUER_URL=https://example.okta.com\nCODER_OIDC_CLIENT_ID=$ID\n", "coder"),
        (
            "values.yaml",
            "coder:\n  env:\n    - name: CODER_OIDC_ISSUER_URL\n      value: https://example.okta.com\n    \
             - name: CODER_OIDC_CLIENT_SECRET\n      valueFrom:\n        secretKeyRef: {name: a, key: b}\n",
            "coder",
        ),
        (
            "grafana.ini",
            "[auth.okta]\nclient_id = 0oa8x2k4mQ1vJ7dT5e6\nclient_secret = $__file{a}\n",
            "grafana",
        ),
    ] {
        let mut search = Search::new(Path::new(name), Secret::new(text));
        let mut parsed = parsed_in(|| {
            let found = search.candidates(&guides);
            assert!(found.iter().any(|one| one.id == id), "{name}: {found:?}");
            let guide = guides.iter().find(|guide| guide.id == id).expect("a guide");
            for _ in 0..3 {
                assert!(search.look(guide).is_some(), "{name}");
            }
            assert_eq!(search.unread(&guides), None);
        });
        let all = parsed.len();
        parsed.sort_by_key(|editor| format!("{editor:?}"));
        parsed.dedup();
        assert_eq!(all, parsed.len(), "{name}: {parsed:?}");
        assert!(all > 10, "{name}: the guides have many formats");
    }
}

/// Of a file that cannot be parsed nobody knows that it holds nothing.
#[test]
fn a_file_that_cannot_be_parsed_is_not_said_to_hold_nothing() {
    let guides = guides();
    let why = |name: &str, text: &str| {
        let mut search = Search::new(Path::new(name), Secret::new(text));
        assert_eq!(search.candidates(&guides), []);
        search.unread(&guides).map(|why| why.line)
    };
    assert_eq!(why("values.yaml", "coder:\n  env:\n   - a: b: c\n"), Some(Some(3)));
    assert_eq!(why("okta.tf", "resource \"a\" {\n  b = \n}\n"), Some(Some(2)));
    assert_eq!(why("values.yaml", "coder:\n  replicas: 3\n"), None, "it holds nothing");
    assert_eq!(why("notes.txt", "a: b: c\n"), None, "nobody says that it is YAML");
}

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
            assert_eq!(search.too_much(&guides), None);
        });
        let all = parsed.len();
        parsed.sort_by_key(|editor| format!("{editor:?}"));
        parsed.dedup();
        assert_eq!(all, parsed.len(), "{name}: {parsed:?}");
        assert!(all > 10, "{name}: the guides have many formats");
    }
}

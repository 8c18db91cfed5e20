//! The values that stand inside Okta's sentences: what is configured, denied, asked for.

/// The lists in brackets and the quoted names of a sentence, under the names that the words use.
pub(super) fn extract(sentence: &str) -> Vec<(&'static str, String)> {
    const LISTS: [(&str, &str); 9] = [
        ("configured response types: [", "configured"),
        ("configured grant types: [", "configured"),
        ("valid response modes: [", "configured"),
        ("valid values: [", "configured"),
        ("supported values: [", "configured"),
        ("denied scopes: [", "scopes"),
        ("not allowed for this request: [", "scopes"),
        ("require user consent: [", "scopes"),
        ("invalid authorization_details. errors: [", "detail"),
    ];
    let lower = sentence.to_ascii_lowercase();
    let mut found = Vec::new();
    for (opening, name) in LISTS {
        let list = lower
            .find(opening)
            .and_then(|at| sentence.get(at + opening.len()..))
            .and_then(|rest| rest.split_once(']').map(|(list, _)| list.trim().to_owned()));
        if let Some(list) = list.filter(|list| !list.is_empty()) {
            found.push((name, list));
        }
    }
    if lower.contains("claim could not be evaluated")
        && let Some(claim) = sentence.split('\'').nth(1)
    {
        found.push(("claim", claim.to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::extract;

    #[test]
    fn values_are_taken_out_of_the_sentence() {
        let cases = [
            ("… Configured response types: [code, id_token].", ("configured", "code, id_token")),
            (
                "Some of the requested scopes were denied by the policy. Denied scopes: [groups].",
                ("scopes", "groups"),
            ),
            ("The 'groups' user claim could not be evaluated.", ("claim", "groups")),
        ];
        for (sentence, (name, value)) in cases {
            assert_eq!(extract(sentence), [(name, value.to_owned())]);
        }
        assert!(extract("No scopes were requested.").is_empty());
    }
}

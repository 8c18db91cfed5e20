//! What looks like a comment behind a value, in formats that have none there: their readers take it for a part of the value.

use super::value::Value;

/// A text without what looks like a comment at its end, and that: `#` behind a blank, and a word or a blank behind an address.
pub(super) fn apart(text: &str) -> Option<(&str, &str)> {
    let is_remark = |at: &usize| {
        let (before, rest) = (&text[..*at], &text[*at + 1..]);
        let stands_apart = before.ends_with([' ', '\t']) && !before.trim().is_empty();
        stands_apart && (rest.is_empty() || rest.starts_with([' ', '\t', '#']) || is_address(before))
    };
    let at = text.match_indices('#').map(|(at, _)| at).find(is_remark)?;
    Some((text[..at].trim_end(), text[at..].trim_end()))
}

fn is_address(text: &str) -> bool {
    text.contains("://") && !text.trim().contains([' ', '\t'])
}

/// A value without what looks like a comment at its end, and that.
pub(super) fn without(value: &Value) -> Option<(Value, String)> {
    match value {
        Value::Text(text) => {
            apart(text).map(|(text, remark)| (Value::Text(text.to_owned()), remark.to_owned()))
        }
        // Where words stand apart from each other, as those of a directive do.
        Value::List { items, separator: None } => {
            let at = items.iter().skip(1).position(|item| item.starts_with('#'))? + 1;
            let remark = items[at..].join(" ");
            let value = match &items[..at] {
                [one] => Value::Text(one.clone()),
                several => Value::List { items: several.to_vec(), separator: None },
            };
            Some((value, remark))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn only_what_is_meant_as_a_comment_is_one() {
        for (text, value, remark) in [
            ("https://acme.okta.com # the issuer", "https://acme.okta.com", "# the issuer"),
            ("https://acme.okta.com\t#issuer", "https://acme.okta.com", "#issuer"),
            ("0oa1 # from Okta #2", "0oa1", "# from Okta #2"),
            ("a b #", "a b", "#"),
            ("a ## b", "a", "## b"),
        ] {
            assert_eq!(apart(text), Some((value, remark)), "{text}");
        }
        for whole in [
            "Team #1",
            "https://acme.okta.com/#/login",
            "# nothing",
            "pass#word",
            "a#b # ".trim_end_matches("# "),
            "",
        ] {
            assert_eq!(apart(whole), None, "{whole}");
        }
    }
}

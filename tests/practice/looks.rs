//! The pages for every eye and without one: contrast, a language, a title, and a name for each field.

use std::collections::BTreeMap;

use usher::base::Method;

use crate::tests::practice::support::Okta;

/// Which colour stands on which; text needs 4.5 to 1 (WCAG 2.2, 1.4.3), and so do the lines around fields and focus here.
const ON: [(&str, &str); 11] = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("leaf", "paper"),
    ("leaf", "sheet"),
    ("leaf", "warn-paper"),
    ("leaf-ink", "leaf"),
    ("warn", "warn-paper"),
    ("banner-ink", "banner"),
    ("leaf", "banner"),
];

fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colours of each scheme: light, then dark.
fn schemes(style: &str) -> Vec<BTreeMap<&str, &str>> {
    let blocks = style.split(":root {").skip(1).map(|rest| rest.split_once('}').unwrap().0);
    blocks
        .map(|block| {
            let lines = block.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
            lines.collect()
        })
        .collect()
}

#[test]
fn every_text_can_be_read_in_light_and_in_dark() {
    let style = Okta::at("http://localhost:8780").get("/practice/style.css");
    let schemes = schemes(style.body.reveal());
    assert_eq!(schemes.len(), 2);
    for colours in schemes {
        for (front, back) in ON {
            let ratio = contrast(colours[front], colours[back]);
            assert!(ratio >= 4.5, "{front} on {back}: {ratio:.2}");
        }
    }
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn every_field_has_a_name_that_is_read_aloud() {
    let mut okta = Okta::at("http://localhost:8780");
    okta.post("/practice/faults", &[("fault", "clock-ahead")]);
    let app = format!("/admin/app/oidc_client/instance/{}", okta.org.apps[0].client_id);
    let paths = [
        "/login/login.htm",
        "/practice/faults",
        "/admin/apps/create",
        "/admin/apps/oauth2-wizard/create",
        "/admin/oauth2/as/default",
        app.as_str(),
    ];
    for path in paths {
        let page = okta.browse(Method::Get, okta.url(path), &[]).body.reveal().to_owned();
        assert!(page.contains("<html lang=\"en\">") && !page.contains("<title> ·"), "{path}");
        for (at, _) in page.match_indices("<input ").chain(page.match_indices("<select ")) {
            let tag = page[at..].split('>').next().unwrap();
            let inside =
                page[..at].rfind("<label").is_some_and(|label| !page[label..at].contains("</label>"));
            let labelled = attribute(tag, "id").is_some_and(|id| page.contains(&format!("for=\"{id}\"")));
            let named =
                inside || labelled || attribute(tag, "aria-label").is_some_and(|name| !name.is_empty());
            assert!(named || tag.contains("type=\"hidden\""), "{path}: {tag}");
        }
    }
}

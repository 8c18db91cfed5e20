//! Words for providers that are not Okta: whoever runs another one can do nothing with the names and screens of Okta's.

use usher::base::words::{Key, Voice, WORDS};
use usher::diagnosis::CheckId;
use usher::diagnosis::evidence::Subject;
use usher::diagnosis::finding::{Finding, Value};
use usher::diagnosis::slugs::SLUGS;
use usher::diagnosis::wording;

use crate::tests::diagnosis::evidence::{ORG, subject};

fn about_another() -> Subject {
    Subject { is_other_provider: true, app_place: "the file".to_owned(), ..subject("https://id.example.org") }
}

#[test]
fn nothing_is_said_in_the_words_of_okta_where_the_provider_is_another_one() {
    let about = about_another();
    for slug in SLUGS.iter().filter(|slug| slug.name != "issuer.not_okta") {
        let finding = slug
            .values
            .iter()
            .fold(Finding::new(slug.slug), |finding, name| finding.with(name, Value::public("something")));
        let told = wording::tell(Voice::default(), &finding, &about);
        for text in [
            &told.title,
            &told.happened,
            &told.why,
            &told.fix_where,
            &told.fix_do,
            &told.fix_value,
            &told.reference,
        ] {
            let of_okta = [
                "Okta",
                "okta.",
                " › ",
                "Admin Console",
                "General tab",
                "System Log",
                "Sign On",
                "organization",
            ];
            for word in of_okta {
                assert!(!text.contains(word), "{} speaks of “{word}”: {text}", slug.name);
            }
        }
        let usual = wording::tell(Voice::default(), &finding, &subject(ORG));
        assert!(!usual.title.contains('{') && !told.title.contains('{'), "{}: {}", slug.name, told.title);
    }
}

#[test]
fn checks_are_named_without_okta_where_the_provider_is_another_one() {
    let keys = WORDS.iter().map(|(key, _)| *key).filter(|key| key.starts_with("checks."));
    for key in keys.filter(|key| *key != "checks.issuer.organization") {
        let said = Voice::default().about(true).text(Key::find(key).expect(key));
        assert!(!said.contains("Okta"), "{key}: {said}");
    }
    let title = |subject: &Subject| wording::check_title(Voice::default(), CheckId::ClientId, subject);
    assert_eq!(title(&subject(ORG)), "Okta knows the client ID");
    assert_eq!(title(&about_another()), "The provider knows the client ID");
}

/// A remark beside a field tells where the right value is found: never on a screen that only Okta has.
#[test]
fn fields_lead_to_no_screen_of_okta_where_the_provider_is_another_one() {
    let is_of_field = |key: &str| key.starts_with("engine.client_id.") || key.starts_with("engine.secret.");
    let keys = WORDS.iter().map(|(key, _)| *key).filter(|key| is_of_field(key));
    for key in keys.filter(|key| *key != "engine.client_id.may_be_secret") {
        let said = Voice::default().about(true).text(Key::find(key).expect(key));
        for word in ["Okta", "0oa", "General tab", "Client Credentials", "Client Secrets", "the eye"] {
            assert!(!said.contains(word), "{key} speaks of “{word}”: {said}");
        }
    }
}

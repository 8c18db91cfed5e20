//! Answers: taken, corrected and said, or refused with the cure.

use super::super::question::{Choice, Kind, Question};
use crate::base::words::{Message, Voice};

fn question(kind: Kind) -> Question {
    Question {
        key: "base_url".to_owned(),
        label: "Coder’s address".to_owned(),
        ask: "Where?".to_owned(),
        why: None,
        kind,
        example: Some("https://coder.example.com".to_owned()),
        default: None,
        optional: false,
        asked_by_step: false,
        from_file: false,
        when: super::super::guide::When::default(),
    }
}

fn refused(question: &Question, typed: &str) -> String {
    Voice::default().say(&question.check(typed).expect_err("refused"))
}

fn address(typed: &str) -> Result<(String, bool), Message> {
    let checked = question(Kind::HttpsUrl { keep_path: false }).check(typed)?;
    Ok((checked.value, checked.corrected.is_some()))
}

#[test]
fn addresses_are_corrected_and_it_is_said() {
    let corrected = [
        "https://coder.example.com/",
        " https://coder.example.com\n",
        "coder.example.com",
        "https://coder.example.com/workspaces?x=1",
        "HTTPS://Coder.Example.com:443",
        "\"https://coder.example.com\"",
    ];
    for typed in corrected {
        let (value, _) = address(typed).expect(typed);
        assert_eq!(value, "https://coder.example.com", "{typed}");
    }
    assert_eq!(address("https://coder.example.com"), Ok(("https://coder.example.com".to_owned(), false)));
    let said = question(Kind::HttpsUrl { keep_path: false })
        .check("https://coder.example.com/workspaces")
        .expect("taken");
    let said = Voice::default().say(&said.corrected.expect("said"));
    assert!(said.contains("https://coder.example.com") && said.contains("page"), "{said}");
    assert_eq!(address("http://localhost:3000/"), Ok(("http://localhost:3000".to_owned(), true)));
    assert_eq!(address("http://127.0.0.1:3000"), Ok(("http://127.0.0.1:3000".to_owned(), false)));
}

#[test]
fn a_path_stays_where_it_belongs_to_the_address() {
    let kept = question(Kind::HttpsUrl { keep_path: true })
        .check("https://apps.example.com/tooljet/")
        .expect("taken");
    assert_eq!(kept.value, "https://apps.example.com/tooljet");
    assert!(kept.corrected.is_some());
}

#[test]
fn what_cannot_be_corrected_is_refused_with_the_cure() {
    let whole = question(Kind::HttpsUrl { keep_path: false });
    let why = refused(&whole, "http://coder.example.com");
    assert!(why.contains("https://coder.example.com"), "{why}");
    for typed in [
        "",
        "coder",
        "ftp://coder.example.com",
        "https://ana:pw@coder.example.com",
        "https://",
        "not an address",
    ] {
        let why = refused(&whole, typed);
        assert!(why.len() > 30 && !why.contains('⟨') && !why.contains('{'), "{typed}: {why}");
        assert!(!why.contains("ana:pw"), "{why}");
    }
}

#[test]
fn redirect_uris_are_taken_letter_by_letter() {
    let one = question(Kind::Url { ends_with: Some("/callback".to_owned()), many: false });
    let uri = "https://auth.workos.com/sso/oidc/Ab_1/callback";
    assert_eq!(one.check(uri).map(|checked| checked.value), Ok(uri.to_owned()));
    for typed in [
        "https://auth.workos.com/sso",
        "auth.workos.com/callback",
        "https://*.example.com/callback",
        "https://a.example.com/callback#x",
    ] {
        assert!(one.check(typed).is_err(), "{typed}");
    }
    let several = question(Kind::Url { ends_with: None, many: true });
    let both = several.check("https://a.example.com/cb/, http://localhost:1/cb").map(|checked| checked.value);
    assert_eq!(both, Ok("https://a.example.com/cb/ http://localhost:1/cb".to_owned()));
}

#[test]
fn hosts_words_switches_choices_and_pairs() {
    let host = question(Kind::Host);
    let taken = host.check("https://us-11514.app.gong.io/welcome").expect("taken");
    assert_eq!((taken.value.as_str(), taken.corrected.is_some()), ("us-11514.app.gong.io", true));
    let slug = question(Kind::Slug { extra: String::new(), max: 8 });
    assert!(slug.check("acme1").is_ok());
    assert!(refused(&slug, "ac me").contains("space"));
    assert!(slug.check("acme-1").is_err() && slug.check("acmeacmeacme").is_err());
    assert_eq!(question(Kind::Bool).check("Yes").map(|checked| checked.value), Ok("true".to_owned()));
    assert!(question(Kind::Bool).check("perhaps").is_err());
    let choice =
        Choice { value: "org".to_owned(), label: "The organization’s own".to_owned(), about: None };
    assert!(question(Kind::Choice(vec![choice])).check("Org").is_ok_and(|checked| checked.value == "org"));
    let map = question(Kind::Map { roles: vec!["member".to_owned(), "owner".to_owned()] });
    let taken = map.check("Engineering = owner+member,Everyone=member").map(|checked| checked.value);
    assert_eq!(taken, Ok("Engineering=owner+member, Everyone=member".to_owned()));
    assert!(refused(&map, "Engineering=boss").contains("member, owner"));
    assert!(map.check("Engineering").is_err() && map.check("A=member, A=owner").is_err());
}

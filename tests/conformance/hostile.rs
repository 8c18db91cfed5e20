//! Bytes that mean harm never bring anything down, and never pass.

use proptest::prelude::*;
use usher::oidc::callback;
use usher::oidc::discovery::Metadata;
use usher::oidc::judge::Rejection;
use usher::oidc::keys::KeySet;
use usher::oidc::{token, userinfo};

use crate::tests::conformance::bench::{
    answer, attempt, first, key_set, login, metadata, now, signed_text, verdict,
};

fn header(algorithm: &str) -> String {
    encoded(&serde_json::json!({ "alg": algorithm }).to_string())
}

fn encoded(text: &str) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(text in ".{0,200}") {
        let _ = callback::from_pasted(&text, &attempt().redirect_uri);
        let _ = Metadata::read(&text);
        let _ = KeySet::read(&text);
        prop_assert!(callback::accept(&callback::read(&text), &attempt(), &metadata()).is_err());
        prop_assert!(token::read(&answer(200, "application/json", &text)).is_err());
        prop_assert!(verdict(&text, &key_set(&[&first(None)])).is_err());
    }

    #[test]
    fn a_signed_text_that_is_no_claim_set_is_refused(text in ".{0,80}", number in any::<i64>()) {
        let good = login();
        prop_assert!(verdict(&signed_text(&good.header, &text, &good.pair), &good.keys).is_err());
        for claim in ["exp", "iat", "aud", "sub", "iss", "nonce"] {
            // An expiry anywhere in the future is fine; what counts is that no number brings the judge down.
            let judged = login().with(claim, number).judged();
            prop_assert!(judged.is_err() || claim == "exp" || claim == "iat");
        }
    }

    #[test]
    fn broken_keys_refuse_and_nothing_else(n in "[A-Za-z0-9_-]{0,64}", kind in "(RSA|EC|OKP|oct)", curve in "(P-256|P-384|Ed25519)") {
        let body = format!(r#"{{"keys":[{{"kty":"{kind}","crv":"{curve}","n":"{n}","e":"{n}","x":"{n}","y":"{n}","k":"{n}"}}]}}"#);
        let keys = KeySet::read(&body).expect("a key set");
        for name in ["RS256", "PS256", "ES256", "ES384", "EdDSA", "HS256"] {
            let token = signed_text(&serde_json::json!({ "alg": "none", "kid": "x" }), &login().claims.to_string(), &first(None));
            let (_, rest) = token.split_once('.').expect("three parts");
            let forged = [header(name), rest.to_owned()].join(".") + "AAAA";
            prop_assert!(verdict(&forged, &keys).is_err());
        }
    }

    #[test]
    fn userinfo_takes_nothing_from_strangers(text in ".{0,120}") {
        let id = login().judged().expect("the ID token");
        for kind in ["application/json", "application/jwt", "text/html"] {
            let judged = userinfo::judge(&answer(200, kind, &text), &id, &attempt(), &metadata(), &login().keys, now());
            prop_assert!(judged.is_err());
        }
    }
}

/// What a provider answers may go as deep as it has bytes: it is refused on the smallest stack, whoever reads it.
#[test]
fn answers_without_end_in_depth_are_refused() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let deep = [nested("[", "]"), nested("{\"a\":", "}"), nested("[{\"keys\":", "}]")];
    let work = move || {
        let good = login();
        let id = good.judged().expect("the ID token");
        for deep in deep {
            for body in [&deep, &format!("{{\"issuer\":{deep}}}"), &format!("{{\"keys\":[{deep}]}}")] {
                assert!(Metadata::read(body).is_err());
                assert!(KeySet::read(body).is_err());
                assert!(token::read(&answer(400, "application/json", body)).is_err());
                assert!(token::read(&answer(200, "application/json", body)).is_err());
                let told = answer(200, "application/json", body);
                assert!(userinfo::judge(&told, &id, &attempt(), &metadata(), &good.keys, now()).is_err());
                assert!(verdict(&signed_text(&good.header, body, &good.pair), &good.keys).is_err());
                assert!(verdict(&format!("{}.{}.AAAA", encoded(body), encoded("{}")), &good.keys).is_err());
                assert!(usher::engine::connection::Connection::read(body).is_err());
            }
        }
    };
    let small = std::thread::Builder::new().stack_size(1 << 20).spawn(work);
    small.expect("a thread").join().expect("it comes back");
}

/// What a provider writes wrongly is the provider's doing, whatever reader stumbles over it.
#[test]
fn nothing_in_a_signed_token_is_a_mistake_of_ushers() {
    let good = login();
    let claims = good.claims.to_string();
    let odd =
        ["1e15", "9223372036854775807", "1e308", "-9223372036854775808", "1e19", "-1e300", "253402300800000"];
    let moments = ["exp", "iat", "auth_time", "updated_at", "nbf"].into_iter().flat_map(|claim| {
        odd.map(|number| (claim, format!("{{\"{claim}\":{number},{}", replaced(&claims, claim))))
    });
    let doubled = ["sub", "aud", "iss", "exp", "nonce", "email", "groups", "iat"]
        .map(|claim| (claim, format!("{{\"{claim}\":\"other\",{}", &claims[1..])));
    let kinds = ["iss", "sub", "aud", "exp", "iat", "nonce", "azp", "amr", "address", "email"]
        .into_iter()
        .flat_map(|claim| {
            [
                "null",
                "[]",
                "{}",
                "[[1]]",
                "{\"a\":{\"a\":1,\"a\":2}}",
                "true",
                "\"\"",
                "\"\\ud83d\\ude00\"",
                "0.5",
                "-1",
            ]
            .map(|value| (claim, format!("{{\"{claim}\":{value},{}", replaced(&claims, claim))))
        });
    for (claim, text) in moments.chain(doubled).chain(kinds) {
        let judged = verdict(&signed_text(&good.header, &text, &good.pair), &good.keys);
        assert!(!matches!(judged, Err(Rejection::Unexplained(_))), "{claim}: {judged:?} of {text}");
    }
    let twice = signed_text(&good.header, &format!("{{\"sub\":\"other\",{}", &claims[1..]), &good.pair);
    assert_eq!(verdict(&twice, &good.keys), Err(Rejection::Malformed("`sub` twice".to_owned())));
    let far = login().with("exp", 1e308).refusal();
    assert_eq!(far, Rejection::ClaimKind("exp"));
}

/// The claims without one of them, and without the opening brace.
fn replaced(claims: &str, claim: &str) -> String {
    let mut all: serde_json::Map<String, serde_json::Value> = serde_json::from_str(claims).expect("claims");
    all.remove(claim);
    serde_json::to_string(&all).expect("JSON")[1..].to_owned()
}

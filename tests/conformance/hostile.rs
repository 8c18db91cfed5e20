//! Bytes that mean harm never bring anything down, and never pass.

use proptest::prelude::*;
use usher::oidc::callback;
use usher::oidc::discovery::Metadata;
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

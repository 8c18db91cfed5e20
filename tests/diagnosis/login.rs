//! A test login with its faults: the answer, the exchange, the ID token, userinfo, the claims, the refresh.

use serde_json::json;
use usher::apps::{ClaimNeeds, MatchedBy};
use usher::base::Trouble;
use usher::base::TroubleKind;
use usher::diagnosis::evidence::{Evidence, RefreshFailure};
use usher::diagnosis::wording::{factors, looked_for};
use usher::diagnosis::{Status, Verdict, examine};
use usher::oidc::callback::{Callback, CallbackRefusal};
use usher::oidc::judge::Rejection;
use usher::oidc::token::TokenError;
use usher::oidc::userinfo::UserinfoRefusal;

use crate::tests::diagnosis::evidence::{NOW, claims, login, person, primary, said, signed_in, signed_in_as};

fn refused(code: &str, sentence: &str) -> Evidence {
    let mut evidence = signed_in();
    let login = login(&mut evidence);
    login.callback = Some(Callback {
        error: Some(code.to_owned()),
        error_description: Some(sentence.to_owned()),
        ..Callback::default()
    });
    (login.token, login.judged, login.userinfo, login.userinfo_judged) = (None, None, None, None);
    evidence
}

#[test]
fn oktas_refusals_become_causes_and_the_rest_is_not_reached() {
    let cases = [
        ("access_denied", "User is not assigned to the client application.", "login.user_not_assigned"),
        (
            "access_denied",
            "Policy evaluation failed for this request, please check the policy configurations.",
            "login.access_policy_denied",
        ),
        (
            "access_denied",
            "Some of the requested scopes were denied by the policy. Denied scopes: [groups].",
            "login.scopes_denied",
        ),
        (
            "server_error",
            "The groups claim matched too many groups and must be configured to match fewer groups.",
            "login.too_many_groups",
        ),
        ("brand_new", "Something else.", "login.provider_error"),
    ];
    for (code, sentence, slug) in cases {
        let diagnosis = examine(&refused(code, sentence));
        assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some(slug));
        assert_eq!(diagnosis.verdict, Verdict::Broken);
        assert_eq!(said(&diagnosis, "token.exchange"), (Status::NotReached, None));
        assert_eq!(said(&diagnosis, "id_token.signature"), (Status::NotReached, None));
        assert_eq!(said(&diagnosis, "claims.email"), (Status::NotReached, None));
    }
}

#[test]
fn a_person_who_cancels_breaks_nothing() {
    let diagnosis = examine(&refused("access_denied", "User canceled the authentication."));
    assert_eq!(said(&diagnosis, "login.answer"), (Status::Unknown, Some("login.cancelled")));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
}

#[test]
fn a_taken_port_is_this_computers_matter() {
    let mut evidence = refused("x", "x");
    let taken =
        Trouble { kind: TroubleKind::Other, target: "127.0.0.1:8749".into(), detail: "in use".into() };
    let login = login(&mut evidence);
    (login.callback, login.listening) = (None, Some(Err(taken)));
    assert_eq!(
        (primary(&evidence), examine(&evidence).verdict),
        (Some("login.port_taken"), Verdict::Unknown)
    );
}

#[test]
fn strays_are_noted_and_do_not_count() {
    let mut evidence = signed_in();
    login(&mut evidence).strays = vec![CallbackRefusal::StateMissing, CallbackRefusal::StateDiffers];
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "login.strays"), (Status::Pass, Some("login.state_missing")));
    assert_eq!((diagnosis.verdict, diagnosis.primary), (Verdict::Works, None));
}

#[test]
fn another_issuer_in_the_answer_is_refused() {
    let mut evidence = signed_in();
    let differs = CallbackRefusal::IssuerDiffers { expected: "a".to_owned(), seen: "b".to_owned() };
    let login = login(&mut evidence);
    (login.callback_refusal, login.token, login.judged) = (Some(differs), None, None);
    assert_eq!(primary(&evidence), Some("login.issuer_mismatch"));
}

#[test]
fn token_errors_are_told_apart() {
    let refusal = |status, code: &str, sentence: &str| TokenError::Refused {
        status,
        error: code.to_owned(),
        description: Some(sentence.to_owned()),
    };
    let cases = [
        (
            refusal(400, "invalid_grant", "The authorization code is invalid or has expired."),
            "token.code_rejected",
        ),
        (refusal(400, "invalid_grant", "PKCE verification failed."), "token.pkce_failed"),
        (refusal(400, "invalid_dpop_proof", "The DPoP proof JWT header is missing."), "client.dpop_required"),
        (TokenError::Http { status: 502 }, "token.http_error"),
        (refusal(500, "server_error", "oops! something went wrong"), "token.http_error"),
        (refusal(503, "temporarily_unavailable", ""), "token.http_error"),
        (TokenError::NotJson("at line 1".to_owned()), "token.not_json"),
        (TokenError::NotBearer { seen: "DPoP".to_owned() }, "token.not_bearer"),
    ];
    for (error, slug) in cases {
        let mut evidence = signed_in();
        let login = login(&mut evidence);
        (login.token_error, login.judged, login.userinfo_judged) = (Some(error), None, None);
        assert_eq!(said(&examine(&evidence), "token.exchange"), (Status::Fail, Some(slug)));
    }
}

#[test]
fn a_limit_at_the_token_endpoint_is_known_by_its_status() {
    let limits = ["too_many_requests", "slow_down", "invalid_request"].map(|code| TokenError::Refused {
        status: 429,
        error: code.to_owned(),
        description: None,
    });
    for error in limits.into_iter().chain([TokenError::Http { status: 429 }]) {
        let mut evidence = signed_in();
        let login = login(&mut evidence);
        (login.token_error, login.judged, login.userinfo_judged) = (Some(error), None, None);
        assert_eq!(
            said(&examine(&evidence), "token.exchange"),
            (Status::Unknown, Some("token.rate_limited"))
        );
    }
}

#[test]
fn every_rejection_of_an_id_token_has_its_name() {
    let text = |text: &str| text.to_owned();
    let cases = [
        (Rejection::Missing, "id_token.missing"),
        (Rejection::Malformed(text("header")), "id_token.malformed"),
        (Rejection::Algorithm { seen: text("HS256") }, "id_token.algorithm"),
        (
            Rejection::UnknownKey { kid: None, known: vec![text("k1")], ambiguous: true },
            "id_token.unknown_key",
        ),
        (Rejection::Signature, "id_token.signature"),
        (Rejection::Issuer { expected: text("a"), seen: text("b") }, "id_token.issuer"),
        (Rejection::Audience { expected: text("a"), seen: vec![text("b")] }, "id_token.audience"),
        (Rejection::AuthorizedParty { seen: None }, "id_token.authorized_party"),
        (Rejection::Nonce { present: false }, "id_token.nonce"),
        (Rejection::Expired { seconds: 9 }, "id_token.expired"),
        (Rejection::IssuedInFuture { seconds: 9 }, "id_token.issued_in_future"),
        (Rejection::NoSubject, "id_token.no_subject"),
        (Rejection::NoIssuedAt, "id_token.no_issued_at"),
        (Rejection::AccessTokenHash, "id_token.at_hash"),
        (Rejection::CodeHash, "id_token.c_hash"),
        (Rejection::SubjectChanged { expected: text("a"), seen: text("b") }, "id_token.subject_changed"),
        (
            Rejection::AlgorithmUnlisted { seen: text("PS256"), listed: vec![text("RS256")] },
            "id_token.algorithm_unlisted",
        ),
        (
            Rejection::KeyUnsound { kid: None, fault: usher::oidc::keys::KeyFault::Short(1024) },
            "keys.unsound",
        ),
        (Rejection::RefreshedDiffers { claim: "azp" }, "id_token.refreshed_differs"),
        (Rejection::Unexplained(text("the judge's reason")), "usher.bug"),
    ];
    for (rejection, slug) in cases {
        let mut evidence = signed_in();
        login(&mut evidence).judged = Some(Err(rejection));
        let diagnosis = examine(&evidence);
        assert_eq!(diagnosis.primary_finding().map(|found| found.slug.as_str()), Some(slug));
        assert_eq!((diagnosis.verdict, diagnosis.identity), (Verdict::Broken, None));
    }
}

/// A signature for which there is no verifier here may be right, so nothing is said against it, nor for it.
#[test]
fn a_signature_that_cannot_be_verified_here_is_unknown_and_names_its_algorithm() {
    for algorithm in ["ES512", "ES256K"] {
        let mut evidence = signed_in();
        login(&mut evidence).judged = Some(Err(Rejection::Algorithm { seen: algorithm.to_owned() }));
        let diagnosis = examine(&evidence);
        let said = said(&diagnosis, "id_token.algorithm");
        assert_eq!(said, (Status::Unknown, Some("id_token.algorithm_unsupported")));
        assert_eq!((diagnosis.verdict, diagnosis.identity), (Verdict::Unknown, None));
    }
}

/// What the application makes of such a claim is not known, and nothing is encrypted.
#[test]
fn a_claim_of_another_kind_leaves_the_rest_open() {
    let mut evidence = signed_in();
    login(&mut evidence).judged = Some(Err(Rejection::ClaimKind("address")));
    let diagnosis = examine(&evidence);
    assert_eq!(said(&diagnosis, "id_token.form"), (Status::Unknown, Some("id_token.claim_kind")));
    assert_eq!(diagnosis.verdict, Verdict::Unknown);
}

#[test]
fn userinfo_must_be_about_the_same_person() {
    let cases = [
        (UserinfoRefusal::Http { status: 401, error: None }, "userinfo.http_error"),
        (
            UserinfoRefusal::SubjectMismatch { expected: "a".to_owned(), seen: None },
            "userinfo.subject_mismatch",
        ),
        (UserinfoRefusal::Signature("x".to_owned()), "userinfo.signature"),
        (UserinfoRefusal::NotJson("x".to_owned()), "userinfo.not_json"),
    ];
    for (refusal, slug) in cases {
        let mut evidence = signed_in();
        login(&mut evidence).userinfo_judged = Some(Err(refusal));
        assert_eq!(primary(&evidence), Some(slug));
    }
}

#[test]
fn an_unverified_address_matters_only_where_the_application_insists() {
    let mut unverified = person();
    unverified["email_verified"] = json!(false);
    let mut evidence = signed_in_as(&unverified);
    assert_eq!(examine(&evidence).verdict, Verdict::Works);
    evidence.subject.claims.email_must_be_verified = true;
    assert_eq!(primary(&evidence), Some("claims.email_unverified"));
    let mut silent = person();
    silent.as_object_mut().expect("an object").remove("email_verified");
    let mut evidence = signed_in_as(&silent);
    evidence.subject.claims.email_must_be_verified = true;
    assert_eq!(examine(&evidence).verdict, Verdict::Works, "a missing word is not a no");
    evidence.subject.claims.email_verified_needed = true;
    assert_eq!(primary(&evidence), Some("claims.email_verified_missing"));
    let mut spelled_out = person();
    spelled_out["email_verified"] = json!("true");
    let mut evidence = signed_in_as(&spelled_out);
    let noted = (Status::Pass, Some("claims.email_verified_text"));
    assert_eq!(said(&examine(&evidence), "claims.email"), noted, "most applications take the word");
    evidence.subject.claims.email_verified_strict = true;
    assert_eq!(primary(&evidence), Some("claims.email_verified_text"));
}

#[test]
fn groups_are_there_empty_elsewhere_misshapen_or_missing() {
    let with = |groups: serde_json::Value| {
        let mut members = person();
        members["groups"] = groups;
        let mut evidence = signed_in_as(&members);
        evidence.subject.claims.groups = Some("groups".to_owned());
        evidence
    };
    assert_eq!(said(&examine(&with(json!(["Engineering"]))), "claims.groups"), (Status::Pass, None));
    assert_eq!(
        said(&examine(&with(json!([]))), "claims.groups"),
        (Status::Warn, Some("claims.groups_empty"))
    );
    assert_eq!(primary(&with(json!("Engineering"))), Some("claims.groups_not_a_list"));
    let mut thin = with(json!(["Engineering"]));
    login(&mut thin).judged = Some(Ok(claims(&person())));
    assert_eq!(primary(&thin), Some("claims.groups_only_in_userinfo"));
    thin.subject.claims.reads_userinfo = true;
    assert_eq!(said(&examine(&thin), "claims.groups"), (Status::Pass, None));
    let mut nowhere = signed_in();
    nowhere.subject.claims.groups = Some("groups".to_owned());
    assert_eq!(primary(&nowhere), Some("claims.groups_missing"));
}

#[test]
fn a_missing_name_or_address_is_named() {
    let mut evidence = signed_in_as(&json!({ "sub": "00u1" }));
    assert_eq!(primary(&evidence), Some("claims.username_missing"));
    evidence.subject.claims = ClaimNeeds { email: vec!["email".to_owned()], ..ClaimNeeds::default() };
    assert_eq!(primary(&evidence), Some("claims.email_missing"));
    evidence.subject.claims = ClaimNeeds { required: vec!["department".to_owned()], ..ClaimNeeds::default() };
    assert_eq!(primary(&evidence), Some("claims.required_missing"));
}

#[test]
fn a_session_that_was_there_before_is_noted() {
    let mut members = person();
    members["auth_time"] = json!(NOW.seconds() - 7200);
    let diagnosis = examine(&signed_in_as(&members));
    assert_eq!(said(&diagnosis, "login.session"), (Status::Pass, Some("login.session_reused")));
    assert_eq!((diagnosis.verdict, diagnosis.primary), (Verdict::Works, None));
}

#[test]
fn refreshing_counts_where_the_application_needs_it() {
    let mut evidence = signed_in();
    login(&mut evidence).refresh_issued = Some(false);
    assert_eq!(examine(&evidence).verdict, Verdict::Works);
    evidence.subject.wants_refresh = true;
    assert_eq!(primary(&evidence), Some("refresh.not_issued"));
    let refusal = TokenError::Refused { status: 400, error: "invalid_grant".to_owned(), description: None };
    login(&mut evidence).refresh_issued = Some(true);
    login(&mut evidence).refresh_judged = Some(Err(RefreshFailure::Token(refusal)));
    assert_eq!(primary(&evidence), Some("refresh.rejected"));
    login(&mut evidence).refresh_judged = Some(Ok(true));
    assert_eq!(said(&examine(&evidence), "token.refresh"), (Status::Pass, Some("refresh.rotated")));
}

#[test]
fn the_verdict_says_who_signed_in() {
    let identity = examine(&signed_in()).identity.expect("an identity");
    assert_eq!(identity.username, Some(("ana".to_owned(), "preferred_username".to_owned())));
    assert_eq!(identity.email, Some(("ana@example.com".to_owned(), Some(true))));
}

#[test]
fn the_verdict_says_whether_a_second_factor_was_used() {
    let told = |methods: serde_json::Value| {
        let mut members = person();
        members["amr"] = methods;
        let identity = examine(&signed_in_as(&members)).identity.expect("an identity");
        factors(&identity.methods).map(|message| message.in_english())
    };
    assert_eq!(told(json!(["pwd"])).as_deref(), Some("one (pwd), and no second one"));
    assert_eq!(told(json!(["mfa", "otp", "pwd"])).as_deref(), Some("several (mfa, otp, pwd)"));
    assert_eq!(told(serde_json::Value::Null), None);
}

/// What the application looks by must be told to it; what it is not told is not said.
#[test]
fn the_verdict_says_whose_account_the_application_makes_of_it() {
    let sentence = |evidence: &Evidence| {
        let account = examine(evidence).identity.expect("an identity").account.expect("an account");
        looked_for("Coder", &account, &str::to_owned).map(|message| message.in_english())
    };
    let mut evidence = signed_in();
    assert_eq!(
        sentence(&evidence).as_deref(),
        Some(
            "Coder will look for this person’s account in this order: by the subject 00u9ana, by the e-mail address ana@example.com."
        )
    );
    let accounts = evidence.subject.accounts.as_mut().expect("what its guide says");
    accounts.matched_by = vec![MatchedBy::Username];
    assert_eq!(
        sentence(&evidence).as_deref(),
        Some("Coder will look for this person’s account by the username ana.")
    );
    evidence.subject.claims.username = vec!["nickname".to_owned()];
    assert_eq!(sentence(&evidence), None);
    evidence.subject.accounts = None;
    assert_eq!(examine(&evidence).identity.and_then(|identity| identity.account), None);
}

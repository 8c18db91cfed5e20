//! Comments behind values, in files whose readers know none there.

use super::read;
use crate::apps::guide::Weight;
use crate::diagnosis::as_configured::Deviation;

#[test]
fn a_comment_behind_a_value_is_a_part_of_it_where_the_reader_knows_no_such_comments() {
    let told = |app: &str, text: &str| {
        let found = read(app, text).used;
        let remarks = found.settings.into_iter().filter(|one| one.deviation == Deviation::Remark);
        remarks.map(|one| (one.stated.text, one.wanted, one.weight)).collect::<Vec<_>>()
    };
    let env = "CODER_ACCESS_URL=https://coder.example.com\nCODER_OIDC_ISSUER_URL=https://acme.okta.com # okta\n\
        CODER_OIDC_CLIENT_ID=0oa1b2c3d4E5F6g7h8i9 # id\nCODER_OIDC_CLIENT_SECRET=s3cr3t-of-the-client # mine\n\
        CODER_OIDC_SIGN_IN_TEXT=Team #1\n";
    let fail = Weight::Fail;
    let wanted = [
        ("https://acme.okta.com # okta".to_owned(), "https://acme.okta.com".to_owned(), fail),
        ("0oa1b2c3d4E5F6g7h8i9 # id".to_owned(), "0oa1b2c3d4E5F6g7h8i9".to_owned(), fail),
        (crate::base::MASK.to_owned(), crate::base::MASK.to_owned(), fail),
    ];
    assert_eq!(told("coder", env), wanted);
    let used = read("coder", env).used;
    assert_eq!(
        used.issuer.expect("an issuer").0.stated.text,
        "https://acme.okta.com",
        "the rest is judged too"
    );
    let apache = "OIDCProviderMetadataURL https://acme.okta.com/.well-known/openid-configuration\n\
        OIDCClientID 0oa1b2c3d4E5F6g7h8i9 # id\nOIDCRedirectURI https://app.example.com/redirect_uri\n\
        OIDCPassUserInfoAs claims # json\n";
    let apache: Vec<String> = told("mod-auth-openidc", apache).into_iter().map(|(seen, ..)| seen).collect();
    assert_eq!(apache.first().map(String::as_str), Some("0oa1b2c3d4E5F6g7h8i9 # id"));
    let ini = "[auth.generic_oauth]\nclient_id = 0oa1b2c3d4E5F6g7h8i9 ; id\nscopes = openid # all\n\
        auth_url = https://acme.okta.com/oauth2/v1/authorize\n";
    assert_eq!(told("grafana-generic", ini), []);
}

//! The rows of the application's General tab: what kind of client it is, where people are sent back to, its tile.

use serde_json::json;

use super::rows::Rows;
use super::{Breaks, Setting, Status, now};
use crate::apps::Filled;
use crate::apps::OktaPart;
use crate::apps::wanted::{CONSENT, LoginMode};
use crate::base::words::message;
use crate::okta::host;

/// Where the settings of the client are.
const CLIENT: &str = "/settings/oauthClient";

impl Rows<'_> {
    /// The client itself.
    pub(super) fn client(&mut self) {
        let label = self.wanted.label.clone();
        let row = self.fixed(Setting::Label, OktaPart::Kind, "/label", json!(label), &json!(null));
        if row.status == Status::Leave {
            row.because(message!("manage.why.label"));
        }
        self.in_use();
        self.kind();
        self.uris();
        self.grants();
        self.authentication();
        self.tokens();
    }

    fn in_use(&mut self) {
        if self.is_new() {
            return;
        }
        let row =
            self.value(Setting::AppStatus, OktaPart::Kind, "/status", json!("ACTIVE"), &json!("ACTIVE"));
        if row.status == Status::Change {
            row.stops_login = true;
            row.because(message!("manage.why.inactive"));
        }
    }

    fn kind(&mut self) {
        let kind = self.wanted.application_type();
        let path = format!("{CLIENT}/application_type");
        let row = self.fixed(Setting::ApplicationType, OktaPart::Kind, &path, json!(kind), &json!(null));
        if row.status == Status::Leave {
            // A service has no login at all; the other kinds differ in whether they have a secret.
            row.stops_login = true;
            row.breaks_running = Breaks::True;
            row.because(message!("manage.why.kind"));
        }
    }

    fn uris(&mut self) {
        let complete = |all: &[Filled]| -> Vec<String> {
            all.iter().filter(|uri| uri.is_complete()).map(|uri| uri.reveal().to_owned()).collect()
        };
        let sign_in = complete(&self.wanted.redirect_uris);
        let path = format!("{CLIENT}/redirect_uris");
        let others = self.list(Setting::RedirectUris, OktaPart::SignIn, &path, &sign_in, "");
        self.after.others.redirect_uris = others.into_iter().filter(|uri| !self.is_test(uri)).collect();
        let wildcard = now(self.there, &format!("{CLIENT}/wildcard_redirect"));
        if wildcard.as_str().is_some_and(|kind| kind != "DISABLED") {
            let row = self.row(
                Setting::WildcardRedirect,
                OktaPart::SignIn,
                Status::Leave,
                wildcard,
                json!("DISABLED"),
            );
            row.breaks_running = Breaks::Unknown;
            row.because(message!("manage.why.wildcard"));
        }
        let sign_out = complete(&self.wanted.sign_out_uris);
        let path = format!("{CLIENT}/post_logout_redirect_uris");
        self.after.others.sign_out_uris =
            self.list(Setting::SignOutUris, OktaPart::SignOut, &path, &sign_out, "none");
    }

    fn is_test(&self, uri: &str) -> bool {
        self.wanted.test_redirect.as_deref() == Some(uri)
    }

    fn grants(&mut self) {
        let owned = |all: Vec<&str>| -> Vec<String> { all.into_iter().map(str::to_owned).collect() };
        let (grants, responses) = (owned(self.wanted.grant_types()), owned(self.wanted.response_types()));
        let path = format!("{CLIENT}/grant_types");
        self.after.others.grant_types =
            self.list(Setting::GrantTypes, OktaPart::Grants, &path, &grants, "authorization_code");
        let path = format!("{CLIENT}/response_types");
        self.after.others.response_types =
            self.list(Setting::ResponseTypes, OktaPart::Grants, &path, &responses, "code");
    }

    fn authentication(&mut self) {
        let wanted = self.wanted.client_authentication.clone();
        let has_secret = self.wanted.has_secret();
        let path = "/credentials/oauthClient/token_endpoint_auth_method";
        let row = self.fixed(
            Setting::ClientAuthentication,
            OktaPart::Credentials,
            path,
            json!(wanted),
            &json!("client_secret_basic"),
        );
        if row.status == Status::Leave {
            let held = row.now.as_str().unwrap_or_default();
            let takes_secret = matches!(held, "client_secret_basic" | "client_secret_post");
            row.stops_login = has_secret != takes_secret;
            row.breaks_running = Breaks::True;
            row.because(message!("manage.why.authentication"));
        }
        let required = self.wanted.pkce_required;
        let path = "/credentials/oauthClient/pkce_required";
        let row = self.fixed(Setting::Pkce, OktaPart::Credentials, path, json!(required), &json!(false));
        if row.status == Status::Leave || (row.status == Status::Add && !required && !row.now.is_null()) {
            row.breaks_running = if row.now == true { Breaks::False } else { Breaks::Unknown };
            row.because(if row.now == true {
                message!("manage.why.pkce_required")
            } else {
                message!("manage.why.pkce_not_required")
            });
        }
    }

    fn tokens(&mut self) {
        let path = format!("{CLIENT}/dpop_bound_access_tokens");
        let row = self.value(Setting::Dpop, OktaPart::Kind, &path, json!(false), &json!(false));
        if row.status == Status::Change {
            row.stops_login = true;
            row.breaks_running = Breaks::Unknown;
            row.because(message!("manage.why.dpop"));
        }
        let path = format!("{CLIENT}/consent_method");
        let row = self.value(Setting::Consent, OktaPart::Kind, &path, json!(CONSENT), &json!(CONSENT));
        if row.status == Status::Change {
            row.because(message!("manage.why.consent"));
        }
        if let Some(rotation) = self.wanted.refresh_rotation() {
            let path = format!("{CLIENT}/refresh_token/rotation_type");
            let row =
                self.fixed(Setting::RefreshToken, OktaPart::Grants, &path, json!(rotation), &json!(rotation));
            if row.status == Status::Leave {
                row.because(message!("manage.why.rotation"));
            }
        }
        self.issuer_mode();
    }

    /// Which issuer the tokens of the organization's own server name; a custom server does not ask it.
    fn issuer_mode(&mut self) {
        if self.wanted.server.is_some() {
            return;
        }
        let custom =
            self.held.organization.known().and_then(|organization| organization.custom_domain.as_ref());
        let issuer = url::Url::parse(self.wanted.issuer.reveal()).ok();
        let is_custom = match (&issuer, custom) {
            (Some(issuer), Some(custom)) => host::origin(issuer) == host::origin(custom),
            _ => false,
        };
        let mode = if is_custom { "CUSTOM_URL" } else { "ORG_URL" };
        let path = format!("{CLIENT}/issuer_mode");
        let row = self.fixed(Setting::IssuerMode, OktaPart::Claim, &path, json!(mode), &json!(mode));
        if row.status == Status::Leave {
            // The dynamic one follows the address under which Okta was asked.
            row.stops_login = row.now != "DYNAMIC";
            row.breaks_running = Breaks::True;
            row.because(if row.stops_login {
                message!("manage.why.issuer_mode")
            } else {
                message!("manage.why.issuer_dynamic")
            });
        }
    }

    /// How a login starts from Okta, where that is a part of the set-up.
    pub(super) fn tile(&mut self) {
        let mut tile = self.wanted.tile.clone();
        tile.is_shown &= self.first_stage().is_none();
        if !self.wanted.wishes_tile && !self.is_new() {
            return;
        }
        let hidden = json!({ "iOS": !tile.is_shown, "web": !tile.is_shown });
        let path = format!("{CLIENT}/idp_initiated_login/mode");
        let disabled = json!(LoginMode::Disabled.as_str());
        self.value(Setting::IdpInitiatedLogin, OktaPart::Tile, &path, json!(tile.mode.as_str()), &disabled);
        let initiate = tile.initiate.filter(|uri| uri.is_complete() && tile.mode != LoginMode::Disabled);
        if let Some(uri) = initiate {
            let path = format!("{CLIENT}/initiate_login_uri");
            let wanted = json!(uri.reveal());
            let row = self.value(Setting::InitiateLoginUri, OktaPart::Tile, &path, wanted, &json!(null));
            if row.status == Status::Change {
                row.breaks_running = Breaks::Unknown;
                row.because(message!("manage.why.initiate"));
            }
        }
        self.value(Setting::Hide, OktaPart::Tile, "/visibility/hide", hidden, &json!(null));
    }
}

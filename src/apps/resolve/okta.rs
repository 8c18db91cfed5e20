//! Okta's side of a guide, computed.

use crate::apps::context::Context;
use crate::apps::guide::{GivenAs, Guide, Maybe, Tile};
use crate::apps::resolved::OktaSettings;
use crate::apps::scope::Scope;
use crate::apps::template::{Filled, Template};
use crate::apps::text::Shown;

pub(super) fn okta(guide: &Guide, context: &Context, scope: &Scope<'_>) -> OktaSettings {
    let side = &guide.okta;
    // An answer may hold several addresses, separated by spaces: each is one redirect URI.
    let uris = |all: &[Maybe<Shown>]| -> Vec<Filled> {
        scope
            .chosen(all)
            .iter()
            .map(|uri| scope.fill(uri))
            .filter(|uri| !uri.is_empty())
            .flat_map(apart)
            .collect()
    };
    let issuer = match side.issuer.given_as {
        GivenAs::Issuer => "{issuer}",
        GivenAs::Discovery => "{issuer|discovery}",
    };
    let fill = |source: &str| scope.fill(&Template::parse(source).unwrap_or_default());
    OktaSettings {
        name: scope.okta_name(),
        application: side.application,
        sign_in: uris(&side.sign_in),
        test_redirect: context.test_redirect.clone(),
        test_addresses: test_addresses(context),
        sign_out: uris(&side.sign_out),
        initiate: side.initiate.as_ref().map(|uri| scope.fill(uri)),
        tile: side.tile.as_ref().filter(|_| scope.tile).map(|tile| Tile {
            either: tile.either,
            oidc_compliant: tile.oidc_compliant,
            when: (),
        }),
        grants: scope.grants.clone(),
        scopes: scope.scopes(),
        servers: scope.servers().to_vec(),
        server: scope.server,
        given_as: side.issuer.given_as,
        issuer_given: fill(issuer),
        issuer_expected: fill("{issuer_expected}"),
        client_authentication: side.client_authentication.clone(),
        pkce: side.pkce.clone(),
    }
}

/// Those that may stand in Okta; where none is known to, the one that will.
fn test_addresses(context: &Context) -> Vec<Filled> {
    let known = context.test_addresses.iter();
    let next = context.test_redirect.iter().filter(|_| context.test_addresses.is_empty());
    known.chain(next).map(Filled::plain).collect()
}

fn apart(filled: Filled) -> Vec<Filled> {
    if !filled.is_complete() || !filled.reveal().contains(' ') {
        return vec![filled];
    }
    filled.reveal().split(' ').filter(|piece| !piece.is_empty()).map(Filled::plain).collect()
}

//! From `[okta]` and `[issuer]` to the application as it must be in Okta.

use crate::apps::guide::{ApplicationType, GivenAs, Grant, Maybe, OktaSide, Server, TileTemplate};
use crate::apps::read::{Reader, closed};
use crate::apps::template::Template;

pub(super) fn okta(reader: &Reader<'_, '_>, name: &str) -> OktaSide {
    let types = [
        ("web", ApplicationType::Web),
        ("single_page", ApplicationType::SinglePage),
        ("native", ApplicationType::Native),
    ];
    let ways = ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];
    let ways = ways.map(|way| (way, way));
    let pkce = ["always", "when offered", "unknown"].map(|way| (way, way));
    let (servers, server_asked, given_as) = issuer(reader);
    if reader.is_empty("sign_in") {
        reader.log().note(reader.at(), "no_redirect", &[]);
    }
    OktaSide {
        name: reader.template("name").unwrap_or_else(|| Template::parse(name, 0).unwrap_or_default()),
        application: reader.word("application", &types).unwrap_or(ApplicationType::Web),
        sign_in: reader.maybe_templates("sign_in"),
        sign_out: reader.maybe_templates("sign_out"),
        initiate: reader.template("initiate"),
        tile: reader.table("tile").map(|tile| closed(&tile, tile_settings(&tile))),
        grants: grants(reader),
        servers,
        server_asked,
        given_as,
        scopes: reader.maybe("scopes", "scope", |_, value| value.get_ref().as_str().map(str::to_owned)),
        client_authentication: reader
            .word("client_authentication", &ways)
            .unwrap_or("client_secret_basic")
            .to_owned(),
        pkce: reader.word("pkce", &pkce).unwrap_or("unknown").to_owned(),
    }
}

fn tile_settings(reader: &Reader<'_, '_>) -> TileTemplate {
    let starts = [("either", true), ("app", false)];
    let flows = [("oidc_compliant", true), ("okta_simplified", false)];
    TileTemplate {
        either: reader.word("login_initiated_by", &starts).unwrap_or(true),
        oidc_compliant: reader.word("login_flow", &flows).unwrap_or(true),
        when: reader.when("when"),
    }
}

fn grants(reader: &Reader<'_, '_>) -> Vec<Maybe<Grant>> {
    let known = [
        ("authorization_code", Grant::AuthorizationCode),
        ("refresh_token", Grant::RefreshToken),
        ("implicit_hybrid", Grant::ImplicitHybrid),
    ];
    reader.maybe("grants", "grant", |reader, value| {
        reader.known(value.span().start, value.get_ref().as_str().unwrap_or_default(), &known)
    })
}

fn issuer(reader: &Reader<'_, '_>) -> (Vec<Server>, Option<String>, GivenAs) {
    let Some(table) = reader.table("issuer") else { return (vec![Server::Org], None, GivenAs::Issuer) };
    let known = [("org", Server::Org), ("custom", Server::Custom)];
    let names = table.texts("servers");
    let at = table.place("servers");
    let mut servers: Vec<Server> = names.iter().filter_map(|name| table.known(at, name, &known)).collect();
    if servers.is_empty() {
        servers.push(Server::Org);
    }
    let forms = [("issuer", GivenAs::Issuer), ("discovery", GivenAs::Discovery)];
    let given_as = table.word("given_as", &forms).unwrap_or_default();
    closed(&table, (servers, table.text("asked"), given_as))
}

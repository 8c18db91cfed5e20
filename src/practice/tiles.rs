//! The home of a person: the tiles, and the login that begins with one (OpenID Connect Core §4).

use super::app::Grant;
use super::page::{Html, Page};
use super::refusal as no;
use super::reply;
use super::state::{Authorization, Granted, Mode, ServerId};
use super::visit::Visit;
use crate::base::Answer;

const PAGES: &str = include_str!("../../assets/practice/signin.html");

impl Visit<'_> {
    /// `/app/UserHome`: who is signed in, and the tiles.
    pub(super) fn user_home(&mut self) -> Answer {
        let Some(session) = self.session() else { return reply::to(302, "/login/login.htm", self.now) };
        let mine = self.org.apps.iter().filter(|app| {
            app.active
                && app.initiation.by_okta
                && app.initiation.tile
                && self.org.assigned(app, &session.login)
        });
        let tiles = Html::joined(mine.map(|app| {
            Html::part(PAGES, "tile", &[("name", Html::text(&app.name)), ("id", Html::text(&app.client_id))])
        }));
        let body = Html::part(PAGES, "home", &[("login", Html::text(&session.login)), ("tiles", tiles)]);
        self.page(Page::new(200, "My Apps", "narrow", body))
    }

    /// A tile was pressed: the application is told to begin a login, or is handed an ID token that it never asked for.
    pub(super) fn open_tile(&mut self, client_id: &str) -> Answer {
        let Some(session) = self.session() else { return reply::to(302, "/login/login.htm", self.now) };
        let found = self.org.app(client_id).filter(|app| self.usable(app) && app.initiation.by_okta).cloned();
        let Some(app) = found else { return self.error_page(&no::UNKNOWN_CLIENT) };
        if !self.org.assigned(&app, &session.login) {
            return self.error_page(&no::NOT_ASSIGNED);
        }
        let Some(address) = self.org.tile_address(&app) else { return self.error_page(&no::NO_INITIATE_URI) };
        if !app.initiation.simplified {
            return reply::to(302, &address, self.now);
        }
        if !app.grants.contains(&Grant::Implicit) {
            return self.error_page(&no::RESPONSE_TYPE.naming("code"));
        }
        let request = Authorization {
            server: ServerId::Org,
            issuer: self.org.issuer(&ServerId::Org, &self.origin, Some(&app)),
            client_id: app.client_id.clone(),
            redirect_uri: app.initiation.uri.clone(),
            state: String::new(),
            nonce: None,
            scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
            challenge: None,
            response_type: vec!["id_token".to_owned()],
            response_mode: Mode::FormPost,
            login_hint: None,
        };
        let family = self.seeds.id("fam");
        let grant = Granted { request, login: session.login, auth_time: session.since, family };
        let token = self.mint_id_token(&grant, None, None).unwrap_or_default();
        self.send_back(&app.initiation.uri, Mode::FormPost, &[("id_token", token.reveal())])
    }
}

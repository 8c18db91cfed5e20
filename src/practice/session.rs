//! Who is signed in: the cookie, the sign-in form, signing out.

use super::page::{Html, Page};
use super::reply;
use super::state::{Session, Waiting, keep};
use super::visit::{COOKIE, Visit};
use crate::base::words::{Key, key};
use crate::base::{Answer, Secret};

/// A session ends after two hours.
const SESSION_MS: i64 = 2 * 60 * 60 * 1000;
/// A sign-in page is answered within an hour.
const WAITING_MS: i64 = 60 * 60 * 1000;

const PAGES: &str = include_str!("../../assets/practice/signin.html");

impl Visit<'_> {
    /// The session that the cookie names, while it lasts.
    pub(super) fn session(&self) -> Option<Session> {
        let id = self.cookie()?;
        let found = self.org.state.sessions.iter().find(|session| session.id == id)?;
        (self.now.since_ms(found.since) < SESSION_MS).then(|| found.clone())
    }

    /// The sign-in that waits under a key.
    pub(super) fn waiting(&self, key: &str) -> Option<Waiting> {
        let found = self.org.state.waiting.iter().find(|waiting| waiting.key == key)?;
        (self.now.since_ms(found.since) < WAITING_MS).then(|| found.clone())
    }

    /// The sign-in page, with the request that it will complete.
    pub(super) fn sign_in_page(&self, key: &str, trouble: Option<Key>, typed: &str) -> Answer {
        let waiting = self.waiting(key);
        let app = waiting.as_ref().and_then(|waiting| self.org.app(&waiting.request.client_id));
        let hint =
            waiting.as_ref().and_then(|waiting| waiting.request.login_hint.clone()).unwrap_or_default();
        let lead = app
            .map_or_else(Html::default, |app| Html::part(PAGES, "lead", &[("app", Html::text(&app.name))]));
        let trouble = trouble.map_or_else(Html::default, |sentence| {
            Html::part(PAGES, "trouble", &[("sentence", Html::said(&sentence))])
        });
        let body = Html::part(
            PAGES,
            "page",
            &[
                ("lead", lead),
                ("trouble", trouble),
                ("key", Html::text(key)),
                ("username", Html::text(if typed.is_empty() { &hint } else { typed })),
                ("accounts", self.accounts()),
            ],
        );
        let mut page = Page::new(200, "Sign in", "narrow", body);
        // The form's answer redirects to the application, wherever that is; browsers hold redirects against the policy.
        page.leads_to = " http: https:";
        self.page(page)
    }

    /// The practice accounts with what each is good for.
    pub(super) fn accounts(&self) -> Html {
        Html::joined(self.org.users.iter().map(|user| {
            Html::part(
                PAGES,
                "account",
                &[
                    ("login", Html::text(&user.login)),
                    ("password", Html::text(&user.password)),
                    ("about", Html::said(&user.about)),
                ],
            )
        }))
    }

    /// `POST /login/signin`: the form came back.
    pub(super) fn sign_in(&mut self) -> Answer {
        let key = self.form.text("okta_key").to_owned();
        let typed = self.form.text("username").trim().to_owned();
        let password = Secret::new(self.form.text("password"));
        let known = self.org.user(&typed).filter(|user| Secret::new(user.password.as_str()) == password);
        let Some(login) = known.map(|user| user.login.clone()) else {
            self.org.note_failure(self.now, "user.session.start", "INVALID_CREDENTIALS", &typed, "");
            return self.sign_in_page(&key, Some(key!("practice.sign_in.wrong")), &typed);
        };
        let id = Secret::new(self.seeds.text(43));
        self.org.note(self.now, "user.session.start", &login, "");
        if let Some(waiting) = self.org.state.waiting.iter_mut().find(|waiting| waiting.key == key) {
            waiting.afresh = false;
        }
        let session = Session { id: id.clone(), login, since: self.now };
        keep(&mut self.org.state.sessions, session);
        let next = if self.waiting(&key).is_some() {
            format!("/oauth2/v1/authorize/redirect?okta_key={key}")
        } else {
            "/app/UserHome".to_owned()
        };
        reply::with(reply::to(303, &next, self.now), "set-cookie", &self.set_cookie(id.reveal(), None))
    }

    /// `/login/signout`: the session is over.
    pub(super) fn sign_out(&mut self) -> Answer {
        self.end_session();
        let answer = reply::to(303, "/login/login.htm", self.now);
        reply::with(answer, "set-cookie", &self.set_cookie("", Some(0)))
    }

    /// Forgets the session that the cookie names.
    pub(super) fn end_session(&mut self) {
        if let Some(id) = self.cookie() {
            self.org.state.sessions.retain(|session| session.id != id);
        }
    }

    /// The cookie line; `max_age` of 0 takes the cookie back.
    pub(super) fn set_cookie(&self, value: &str, max_age: Option<u32>) -> String {
        let secure = if self.origin.starts_with("https:") { "; Secure" } else { "" };
        let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }
}

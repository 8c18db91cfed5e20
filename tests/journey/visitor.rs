//! A person with a browser at the practice Okta: keeps a cookie, follows redirects, fills in the sign-in form.

use url::Url;
use usher::base::{Answer, Header, Request, Secret};
use usher::practice::PASSWORD;

/// Where a visit ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    /// At the redirect URI, with this query.
    Back(Secret),
    /// On a page of the provider.
    Page(u16),
}

/// The browser of one person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    cookie: Option<Secret>,
}

impl Visitor {
    /// Opens an address and signs in where that is asked for; `send` is the network.
    pub(crate) fn visit(
        &mut self,
        address: &Url,
        back: &str,
        login: &str,
        send: &mut dyn FnMut(&Request) -> Answer,
    ) -> Ended {
        let mut request = Request::get(address.clone());
        for _ in 0..12 {
            let answer = self.ask(request.clone(), send);
            if let Some(target) = answer.location(&request.url) {
                if target.as_str().starts_with(back) {
                    return Ended::Back(Secret::new(target.query().unwrap_or_default()));
                }
                request = Request::get(target);
                continue;
            }
            let Some(key) = hidden(answer.body.reveal(), "okta_key") else {
                return Ended::Page(answer.status);
            };
            let form = [("okta_key", key.as_str()), ("username", login), ("password", PASSWORD)];
            request = Request::form(request.url.join("/login/signin").unwrap(), &form);
        }
        panic!("the browser goes round in circles at {}", request.shown_url());
    }

    /// Signs in at the provider's own page, for nothing in particular.
    pub(crate) fn sign_in(&mut self, home: &Url, login: &str, send: &mut dyn FnMut(&Request) -> Answer) {
        let form = [("okta_key", ""), ("username", login), ("password", PASSWORD)];
        self.ask(Request::form(home.join("/login/signin").unwrap(), &form), send);
    }

    fn ask(&mut self, mut request: Request, send: &mut dyn FnMut(&Request) -> Answer) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers.push(Header::new("cookie", cookie.clone()));
        }
        let answer = send(&request);
        if let Some(line) = answer.header("set-cookie") {
            self.cookie = line.split(';').next().map(Secret::new);
        }
        answer
    }
}

fn hidden(page: &str, name: &str) -> Option<String> {
    let after = page.split_once(&format!("name=\"{name}\""))?.1;
    let value = after.split_once("value=\"")?.1.split_once('"')?.0;
    Some(value.to_owned())
}

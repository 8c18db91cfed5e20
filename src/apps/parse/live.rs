//! What is read of `[live]` beyond the types of its members: what may never be sent to an application, and what each class
//! of them needs.

use url::Url;

use crate::apps::guide::{Live, LiveClass, Maybe, OnTheWay};
use crate::apps::read::{Reader, Table};
use crate::base::words::message;

/// Headers that carry credentials, or that are not a guide's to set.
const KEPT_HEADERS: [&str; 6] =
    ["authorization", "proxy-authorization", "cookie", "host", "referer", "content-type"];
/// Fields that a person fills in.
const PERSONS_FIELDS: [&str; 8] =
    ["password", "passwd", "username", "user", "email", "login", "otp", "client_secret"];

impl Reader<'_, '_> {
    /// What the living application is asked; each class has what it needs.
    pub(in crate::apps) fn live(&self) -> Option<Live> {
        let reader = self.tables("live").into_iter().next()?;
        let live = Live::table(&reader);
        reader.finish();
        let with_address = !live.address.is_empty();
        let needed: &[&str] = match live.class {
            LiveClass::None => &["why_none"],
            LiveClass::Redirect => &["start"],
            LiveClass::Json if with_address => &["before"],
            LiveClass::Json => &["start", "pointer"],
            LiveClass::Form => &["start", "form"],
        };
        let always: &[&str] = if live.class == LiveClass::None { &[] } else { &["verified", "source"] };
        for key in needed.iter().chain(always) {
            reader.need(key);
        }
        if with_address && live.address.iter().all(|(name, _)| name != "url") {
            reader.log().note(reader.place("address"), &message!("apps.problem.missing", key = "url"));
        }
        Some(live)
    }

    /// Where the application is asked to; an address of its own.
    pub(in crate::apps) fn starts(&self) -> Vec<Maybe<OnTheWay>> {
        self.maybe("start", "text")
    }

    /// Other origins; each in full.
    pub(in crate::apps) fn companions(&self) -> Vec<OnTheWay> {
        let texts: Vec<String> = self.get("companions");
        for text in texts.iter().filter(|text| !text.starts_with('{') && !is_origin(text)) {
            let told = message!("apps.problem.companion", origin = text);
            self.log().note(self.place("companions"), &told);
        }
        self.get("companions")
    }

    /// Values that are sent to the application: none that a person would fill in.
    pub(in crate::apps) fn posted(&self, key: &'static str) -> Option<Vec<(String, OnTheWay)>> {
        let fields: Option<Vec<(String, OnTheWay)>> = self.get(key);
        for (name, _) in fields.iter().flatten() {
            if PERSONS_FIELDS.contains(&name.to_ascii_lowercase().as_str()) {
                self.log().note(self.place(key), &message!("apps.problem.persons_field", field = name));
            }
        }
        fields
    }

    /// Headers with the same value in every visit: none with credentials.
    pub(in crate::apps) fn fixed_headers(&self) -> Vec<(String, String)> {
        let headers = self.pairs_of("headers");
        for (name, value) in &headers {
            let token = |one: char| one.is_ascii_alphanumeric() || one == '-';
            let is_kept = KEPT_HEADERS.contains(&name.to_ascii_lowercase().as_str());
            if is_kept
                || !name.chars().all(token)
                || !value.chars().all(|one| one == ' ' || one.is_ascii_graphic())
            {
                self.log().note(self.place("headers"), &message!("apps.problem.header", header = name));
            }
        }
        headers
    }
}

fn is_origin(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == *text && url.has_host())
}

//! An application that is called as the person says: the question for its name, the name, and how a connection bears it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use url::Url;

use super::catalogue::{self, Card, GENERIC};
use super::guide::Guide;
use super::question::Question;

/// The longest name that is made of an application's; a count or a word before it still finds room in a file's name.
const LONGEST: usize = 40;

/// Letters of the Latin alphabet with a sign, and what stands for them where only plain ones can.
const PLAIN: [(&str, &str); 22] = [
    ("àáâãåāăą", "a"),
    ("ä", "ae"),
    ("æ", "ae"),
    ("çćčċ", "c"),
    ("ďđð", "d"),
    ("èéêëēėęě", "e"),
    ("ğģ", "g"),
    ("ìíîïīįı", "i"),
    ("ķ", "k"),
    ("łļľ", "l"),
    ("ñńňņ", "n"),
    ("òóôõøōő", "o"),
    ("ö", "oe"),
    ("œ", "oe"),
    ("řŕ", "r"),
    ("śšşș", "s"),
    ("ß", "ss"),
    ("ťţț", "t"),
    ("ùúûūůűų", "u"),
    ("ü", "ue"),
    ("ýÿ", "y"),
    ("źżž", "z"),
];

impl Guide {
    /// The question whose answer the application is called by; none where the guide knows the name.
    pub fn name_question(&self) -> Option<&Question> {
        let called = self.called.as_ref()?;
        self.questions.iter().find(|question| called.places().any(|place| place == question.key))
    }

    /// The application's name where it was asked for and given.
    pub fn given_name<'a>(&self, answers: &'a BTreeMap<String, String>) -> Option<&'a str> {
        given(&self.name_question()?.key, answers)
    }
}

fn given<'a>(key: &str, answers: &'a BTreeMap<String, String>) -> Option<&'a str> {
    answers.get(key).map(String::as_str).filter(|name| !name.trim().is_empty())
}

/// The question of the generic guide, read once: a list of connections asks it for each of them.
static GENERIC_QUESTION: LazyLock<Option<String>> =
    LazyLock::new(|| Some(catalogue::open(GENERIC).ok()?.name_question()?.key.clone()));

/// The name that the person gave an application of the generic guide.
pub fn given_name<'a>(app: &str, answers: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let key = GENERIC_QUESTION.as_deref().filter(|_| app == GENERIC)?;
    given(key, answers)
}

/// The address that somebody gave where a name was asked, with its scheme; `None` for what may well be a name.
pub fn address_for_name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    if text.is_empty() || text.contains(char::is_whitespace) {
        return None;
    }
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
    let is_address = text.contains("://") || is_host(url.domain()?);
    is_address.then_some(whole)
}

/// Whether a bare word is a host: “wiki.example.com” is one; “draw.io” and “Node.js” are names.
fn is_host(word: &str) -> bool {
    let is_top = |top: &str| top.len() >= 2 && top.chars().all(|one| one.is_ascii_alphabetic());
    word.split('.').count() >= 3 && word.rsplit('.').next().is_some_and(is_top)
}

/// The applications that an address is likely to lead to: those of which its host bears the name.
pub fn applications_at(address: &str) -> Vec<&'static Card> {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::domain).unwrap_or_default().to_lowercase();
    // The last two labels are whose it is, not what it is.
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.truncate(labels.len().saturating_sub(2));
    let is_named = |card: &&Card| {
        let names = [card.id, card.name].into_iter().chain(card.aliases.iter().copied());
        names.map(str::to_lowercase).any(|name| labels.contains(&name.as_str()))
    };
    catalogue::cards().into_iter().filter(is_named).collect()
}

/// How a connection bears an application's name: small plain letters and digits, joined by dashes. `None` where nothing of
/// the name is left.
pub fn connection_name(called: &str) -> Option<String> {
    let mut name = String::new();
    for letter in called.trim().chars().flat_map(char::to_lowercase) {
        let plain = PLAIN.iter().find(|(signed, _)| signed.contains(letter)).map(|(_, plain)| *plain);
        match (plain, letter) {
            (Some(plain), _) => name.push_str(plain),
            (None, letter) if letter.is_ascii_alphanumeric() => name.push(letter),
            // “Ana’s wiki” is one word and another.
            (None, '\'' | '’') => {}
            (None, _) if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            (None, _) => {}
        }
    }
    name.truncate(LONGEST);
    let name = name.trim_end_matches('-');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_bears_a_name_that_any_file_system_and_shell_takes() {
        for (called, name) in [
            ("Wiki", Some("wiki")),
            ("  Ana’s Team Wiki (EU) ", Some("anas-team-wiki-eu")),
            ("Müller & Söhne", Some("mueller-soehne")),
            ("Łódź", Some("lodz")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("維基", None),
            ("—", None),
        ] {
            assert_eq!(connection_name(called).as_deref(), name, "{called}");
        }
        assert!(connection_name(&"long name ".repeat(30)).is_some_and(|name| name.len() <= LONGEST));
    }

    #[test]
    fn an_address_is_told_from_a_name() {
        for text in
            [" https://wiki.example.com ", "HTTP://localhost:3000/", "wiki.example.com", "a.example.co.uk/x"]
        {
            assert!(address_for_name(text).is_some(), "{text}");
        }
        for text in ["", "Wiki", "draw.io", "Node.js", "Team wiki at a.b.com", "1.2.3", "://x", "v1.2.0"] {
            assert!(address_for_name(text).is_none(), "{text}");
        }
    }

    #[test]
    fn an_address_leads_to_the_application_that_its_host_is_named_by() {
        let ids = |address: &str| applications_at(address).iter().map(|card| card.id).collect::<Vec<_>>();
        assert_eq!(ids("https://coder.example.com"), ["coder"]);
        assert!(ids("https://intranet.coder.com").is_empty());
        assert!(ids("https://localhost:3000").is_empty());
    }

    #[test]
    fn only_a_guide_that_asks_for_the_name_takes_it_from_an_answer() {
        let answers = BTreeMap::from([("app_name".to_owned(), "Wiki".to_owned())]);
        assert_eq!(given_name(GENERIC, &answers), Some("Wiki"));
        assert_eq!(given_name("grafana", &answers), None);
        assert_eq!(given_name(GENERIC, &BTreeMap::new()), None);
    }
}

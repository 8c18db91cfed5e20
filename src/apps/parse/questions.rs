//! What is read of questions beyond the types of their members: the rules of each type of answer, and that each key is one's own.

use crate::apps::check::PLACES;
use crate::apps::question::{Choice, Kind, Question};
use crate::apps::read::{Reader, Table, closed};
use crate::base::words::message;

/// The longest answers that are taken where a guide sets no limit.
const LONGEST_SLUG: u16 = 64;
const LONGEST_TEXT: u16 = 200;

impl Reader<'_, '_> {
    /// The questions, each with a key that nothing else goes by.
    pub(in crate::apps) fn questions(&self) -> Vec<Question> {
        let mut all: Vec<Question> = Vec::new();
        for table in self.tables("question") {
            let question = closed(&table, Question::table(&table));
            let key = question.key.as_str();
            if all.iter().any(|other| other.key == key) || PLACES.contains(&key) {
                self.log().note(table.at(), &message!("apps.problem.key_taken", key = key));
            }
            all.push(question);
        }
        all
    }

    /// The type of a question's answer, with its rules.
    pub(in crate::apps) fn answer_kind(&self) -> Kind {
        let names = ["https_url", "url", "host", "slug", "text", "bool", "choice", "map"];
        self.need("type");
        match self.one_of("type", &names, "text").as_str() {
            "https_url" => Kind::HttpsUrl { keep_path: self.get("keep_path") },
            "url" => Kind::Url { ends_with: self.get("ends_with"), many: self.get("many") },
            "host" => Kind::Host,
            "slug" => Kind::Slug { extra: self.or_default("extra"), max: self.longest(LONGEST_SLUG) },
            "bool" => Kind::Bool,
            "choice" => Kind::Choice(self.choices()),
            "map" => Kind::Map { roles: self.get("roles") },
            _ => Kind::Text { max: self.longest(LONGEST_TEXT) },
        }
    }

    fn longest(&self, otherwise: u16) -> usize {
        self.get::<Option<u16>>("max").unwrap_or(otherwise).into()
    }

    fn choices(&self) -> Vec<Choice> {
        let all: Vec<Choice> = self.get("choices");
        if all.is_empty() {
            self.missing("choices");
        }
        all
    }
}

//! The questions that a file answers into which something is written.

use std::collections::BTreeMap;

use super::super::Setup;
use super::super::configured::default_of;
use super::super::intent::Field;
use super::super::search::Look;
use crate::apps::Format;
use crate::apps::guide::Key;
use crate::apps::question::{Kind, Question};
use crate::apps::template::Template;
use crate::base::Secret;

impl Setup {
    /// The questions of the guide that a file answers, where its entry is this connection's.
    pub fn answers_in(&self, look: &Look) -> BTreeMap<Field, Secret> {
        let mut all = look.answers();
        if !self.is_ours(&look.adopted) {
            // Beside another one, only which of the application's ways is taken.
            all.retain(|field, _| self.chooses_keys(field));
        }
        let given = self.context().answers;
        // A mapping in words of the file's own stays as it is: nobody is asked for the guide's.
        let is_open = |question: &Question| {
            let is_told =
                given.contains_key(&question.key) || all.contains_key(&Field::Answer(question.key.clone()));
            !is_told && !question.optional && question.default.is_none()
        };
        let opens = |field: &Field, text: &Secret| {
            let Field::Answer(name) = field else { return false };
            let under = |one: &&Question| matches!(one.when.all.as_slice(), [(on, words)] if on == name && *words == [text.reveal()]);
            text.reveal() == "true"
                && !given.contains_key(name)
                && self.guide.questions.iter().filter(under).any(is_open)
        };
        let opening: Vec<Field> =
            all.iter().filter(|(field, text)| opens(field, text)).map(|(field, _)| field.clone()).collect();
        all.retain(|field, _| !opening.contains(field));
        all.retain(|field, text| {
            let Field::Answer(question) = field else { return false };
            let counts = given.get(question).cloned().or_else(|| default_of(&self.guide, question));
            counts.is_none_or(|counts| counts != text.reveal())
        });
        all
    }

    /// Whether a question chooses between keys of the application that mean the same.
    fn chooses_keys(&self, field: &Field) -> bool {
        let Field::Answer(name) = field else { return false };
        let is_choice =
            |question: &&Question| question.key == *name && matches!(question.kind, Kind::Choice(_));
        let tells = |key: &&Key<Template>| key.connects && key.when.all.iter().any(|(on, _)| on == name);
        self.guide.questions.iter().any(|question| is_choice(&question))
            && self.guide.formats.iter().flat_map(Format::keys).any(|key| tells(&key))
    }
}

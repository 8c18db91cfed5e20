//! The catalogue: every guide by its card, looked for as one types, opened by its identifier.
//!
//! Looking for a guide reads the cards alone; a guide is parsed when it is opened.

use std::sync::LazyLock;

pub use super::embedded::Card;
use super::embedded::{CARDS, GUIDES};
use super::guide::Guide;
use super::problem::Problem;
use crate::base::words::{Voice, key};

/// Why a guide could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no such guide.
    #[error("there is no guide named {asked:?}")]
    Unknown {
        /// What was asked for.
        asked: String,
        /// The nearest identifier, where one is near.
        nearest: Option<String>,
    },
    /// The guide's text is not a guide.
    #[error("the guide has {} problems", problems.len())]
    Problems {
        /// What is wrong with it, in the order of the text.
        problems: Vec<Problem>,
    },
}

impl OpenError {
    /// How many problems there are; one where there is no such guide.
    pub fn count(&self) -> usize {
        match self {
            Self::Unknown { .. } => 1,
            Self::Problems { problems } => problems.len(),
        }
    }
}

/// Every card, the generic guide last.
pub fn cards() -> Vec<&'static Card> {
    let (generic, mut all): (Vec<&Card>, Vec<&Card>) = CARDS.iter().partition(|card| card.id == GENERIC);
    all.sort_by_cached_key(|card| card.name.to_lowercase());
    all.extend(generic);
    all
}

/// The guide for an application that has none of its own.
pub const GENERIC: &str = "other";

/// The embedded cards, made ready when somebody looks for the first time.
static ALL: LazyLock<Index<'static>> = LazyLock::new(|| Index::of(&cards()));

/// The cards that fit what was typed, the best first: exact names, beginnings, words inside, near misses.
pub fn search(voice: Voice, query: &str) -> Vec<&'static Card> {
    ALL.search(voice, query)
}

/// Cards made ready to be looked through: every key asks all of them, and their small letters stay what they are.
#[derive(Debug)]
pub struct Index<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Index<'a> {
    /// These cards, which stand in the order in which equals are shown.
    pub fn of(cards: &[&'a Card]) -> Self {
        Self { entries: cards.iter().copied().map(Entry::of).collect() }
    }

    /// The cards that fit, the best first; all of them where nothing was typed.
    pub fn search(&self, voice: Voice, query: &str) -> Vec<&'a Card> {
        let asked = query.trim().to_lowercase();
        if asked.is_empty() {
            return self.entries.iter().map(|entry| entry.card).collect();
        }
        let passed_over = voice.text(key!("apps.search.passed_over"));
        let is_passed_over = |word: &&str| passed_over.split(' ').any(|one| one == *word);
        let words: Vec<&str> = asked.split_whitespace().filter(|word| !is_passed_over(word)).collect();
        let ranked = self.entries.iter().filter_map(|entry| Some((entry.rank(&asked, &words)?, entry.card)));
        let mut found: Vec<(u8, &Card)> = ranked.collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, card)| card).collect()
    }
}

/// A card with its words in small letters.
#[derive(Debug)]
struct Entry<'a> {
    card: &'a Card,
    names: Vec<String>,
    near_by: Vec<String>,
    about: String,
}

impl<'a> Entry<'a> {
    fn of(card: &'a Card) -> Self {
        let names = [card.id, card.name].into_iter().chain(card.aliases.iter().copied());
        let near_by = card.keywords.iter().copied().chain([card.category]);
        Self {
            card,
            names: names.map(str::to_lowercase).collect(),
            near_by: near_by.map(str::to_lowercase).collect(),
            about: card.about.to_lowercase(),
        }
    }

    /// How well the card fits, 0 best; `None`: not at all. Of several words each must fit, and words such as “sso” or
    /// “for” are passed over.
    fn rank(&self, asked: &str, words: &[&str]) -> Option<u8> {
        self.rank_whole(asked).or_else(|| {
            // One word alone was just asked for.
            let each = words.iter().map(|word| self.rank_whole(word).filter(|_| *word != asked));
            each.collect::<Option<Vec<u8>>>()?.into_iter().max().map(|worst| worst + 10)
        })
    }

    fn rank_whole(&self, asked: &str) -> Option<u8> {
        let names = |fits: &dyn Fn(&str) -> bool| self.names.iter().any(|name| fits(name));
        let near_by = |fits: &dyn Fn(&str) -> bool| self.near_by.iter().any(|word| fits(word));
        let rules: [&dyn Fn() -> bool; 7] = [
            &|| names(&|name| name == asked),
            &|| names(&|name| name.starts_with(asked)),
            &|| near_by(&|word| word == asked),
            &|| names(&|name| name.split([' ', '-', '.']).any(|word| word.starts_with(asked))),
            &|| near_by(&|word| word.split(' ').any(|part| part.starts_with(asked))),
            &|| asked.len() > 2 && (names(&|name| name.contains(asked)) || self.about.contains(asked)),
            &|| names(&|name| is_near(name, asked)),
        ];
        let place = rules.iter().position(|rule| rule())?;
        u8::try_from(place).ok()
    }
}

/// Whether two words differ by a slip of the fingers: one letter in five, at least one.
pub(crate) fn is_near(name: &str, asked: &str) -> bool {
    let length = asked.chars().count();
    let allowed = (length / 4).clamp(1, 3);
    // Each letter that one has more is a slip of its own.
    let is_as_long = name.chars().count().abs_diff(length) <= allowed;
    length > 2 && is_as_long && strsim::damerau_levenshtein(name, asked) <= allowed
}

/// Opens an embedded guide by its identifier or by one of its other names.
///
/// # Errors
/// [`OpenError::Unknown`] with the nearest identifier. An embedded guide has no problems; tests see to it.
pub fn open(asked: &str) -> Result<Guide, OpenError> {
    let wanted = asked.trim().to_lowercase();
    let by_name = |card: &&Card| {
        card.name.to_lowercase() == wanted || card.aliases.iter().any(|name| name.to_lowercase() == wanted)
    };
    let id = CARDS
        .iter()
        .find(|card| card.id == wanted)
        .or_else(|| CARDS.iter().find(by_name))
        .map(|card| card.id);
    let text = id.and_then(|id| GUIDES.iter().find(|(name, _)| *name == id)).map(|(_, text)| *text);
    text.map_or_else(
        || Err(OpenError::Unknown { asked: asked.to_owned(), nearest: nearest(&wanted) }),
        open_own,
    )
}

/// Opens a guide of one's own from its text.
///
/// # Errors
/// [`OpenError::Problems`] with everything that is wrong, each with its line and column.
pub fn open_own(text: &str) -> Result<Guide, OpenError> {
    Guide::parse(text).map_err(|problems| OpenError::Problems { problems })
}

/// What the search finds first; a word that fits nothing is not answered with whatever happens to be as short.
fn nearest(wanted: &str) -> Option<String> {
    search(Voice::default(), wanted).first().filter(|_| !wanted.is_empty()).map(|card| card.id.to_owned())
}

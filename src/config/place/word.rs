//! A word of a key that the file may have chosen otherwise, whole or in part: `{provider}`, `Secret/okta`, `auth/{mount}/config`.

/// Names that were found, by what they stand for.
pub(super) type Names = Vec<(String, String)>;

/// What stands in a key for a place of a guide, in letters that every format takes.
const OPEN: &str = "xx__";
const CLOSE: &str = "__xx";

/// How a place of a guide is spelled in a key that shall be looked for: its name comes out again among those that were found.
pub fn mark(place: &str) -> String {
    format!("{OPEN}{place}{CLOSE}")
}

/// A word, fixed or with a part that is free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    before: String,
    /// What the free part stands for, and what the guide calls it; nothing where the word is fixed.
    free: Option<(String, String)>,
    after: String,
    /// Whether the free part is in capitals, as in a variable's name.
    capitals: bool,
}

impl Word {
    /// A word as a key has it, with the mark of a place perhaps.
    pub(super) fn new(text: &str) -> Self {
        let fixed = || Self { before: text.to_owned(), free: None, after: String::new(), capitals: false };
        let marked = |open: &str, close: &str| {
            let (before, rest) = text.split_once(open)?;
            let (place, after) = rest.split_once(close)?;
            Some((before.to_owned(), place.to_ascii_lowercase(), after.to_owned()))
        };
        let (found, capitals) = match marked(OPEN, CLOSE) {
            Some(found) => (Some(found), false),
            None => (marked(&OPEN.to_uppercase(), &CLOSE.to_uppercase()), true),
        };
        let Some((before, place, after)) = found else { return fixed() };
        Self { before, free: Some((place, String::new())), after, capitals }
    }

    /// A word that is free from some place on; `means`: what the free part stands for.
    pub(super) fn free(before: &str, means: &str, usual: &str) -> Self {
        let free = Some((means.to_owned(), usual.to_owned()));
        Self { before: before.to_owned(), free, after: String::new(), capitals: false }
    }

    /// The word itself, where nothing in it is free.
    pub(super) fn fixed(&self) -> Option<&str> {
        self.free.is_none().then_some(self.before.as_str())
    }

    /// The word with a name in it free, where it is that name, or has it as a piece of a variable.
    pub(super) fn freed(&self, means: &str, name: &str) -> Option<Self> {
        let fixed = self.fixed()?;
        if fixed == name {
            return Some(Self::free("", means, name));
        }
        let piece = name.to_uppercase();
        let at = fixed.find(&format!("_{piece}"))?;
        let (before, rest) = fixed.split_at(at + 1);
        let after = &rest[piece.len()..];
        (!piece.is_empty() && (after.is_empty() || after.starts_with('_'))).then(|| Self {
            before: before.to_owned(),
            free: Some((means.to_owned(), name.to_owned())),
            after: after.to_owned(),
            capitals: true,
        })
    }

    /// What its free part stands for, and what is usually there.
    pub(super) fn usual(&self) -> Option<(String, String)> {
        self.free.clone().filter(|(_, usual)| !usual.is_empty())
    }

    /// Whether a text is this word, with what is found in it, or was found before.
    pub(super) fn fits(&self, text: &str, names: &mut Names) -> bool {
        let Some((means, _)) = &self.free else { return text == self.before };
        let inside =
            text.strip_prefix(self.before.as_str()).and_then(|rest| rest.strip_suffix(self.after.as_str()));
        let Some(inside) = inside.filter(|inside| !inside.is_empty()) else { return false };
        let name = if self.capitals { inside.to_lowercase() } else { inside.to_owned() };
        if let Some((_, known)) = names.iter().find(|(known, _)| known == means) {
            return *known == name;
        }
        names.push((means.clone(), name));
        true
    }

    /// The word with its free part as it was found, or as the guide has it.
    pub(super) fn filled(&self, names: &Names) -> String {
        let Some((means, usual)) = &self.free else { return self.before.clone() };
        let name = names.iter().find(|(known, _)| known == means).map_or(usual, |(_, name)| name);
        let name = if self.capitals { name.to_uppercase() } else { name.clone() };
        [self.before.as_str(), &name, &self.after].concat()
    }
}

//! What a report says of its run, and of where a connection is declared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::Timestamp;
use crate::base::untrusted::Shown;

/// When and by what a report was made, and of which part of the connections. Each is absent in reports of before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RunDocument {
    /// The program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool: Option<Shown>,
    /// Its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Shown>,
    /// When it began, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Shown>,
    /// How long it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Which part of the connections it is; absent where it is all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
}

/// A part of the connections: every `of`-th one, beginning with the `index`-th.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which part, from 1.
    pub index: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Shard {
    /// A part, where there is such a one.
    pub fn new(index: usize, of: usize) -> Option<Self> {
        (1..=of).contains(&index).then_some(Self { index, of })
    }

    /// Whether what stands at a place, from 0, is in this part.
    pub fn holds(self, place: usize) -> bool {
        place % self.of == self.index - 1
    }
}

impl RunDocument {
    /// A run of this program.
    pub fn of(began: Timestamp, ended: Timestamp, shard: Option<Shard>) -> Self {
        Self {
            tool: Some(Shown::of("usher")),
            version: Some(Shown::of(env!("CARGO_PKG_VERSION"))),
            started_at: Some(Shown::of(&began.rfc3339())),
            duration_ms: u64::try_from(ended.since_ms(began)).ok(),
            shard,
        }
    }

    /// When it began and ended, where that is known.
    fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let began = Timestamp::from_rfc3339(self.started_at.as_ref()?)?;
        let took = i64::try_from(self.duration_ms.unwrap_or_default()).ok()?;
        Some((began, began.plus_ms(took)))
    }

    /// Several runs as one, from the first beginning to the last end.
    pub fn joined<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        let spans = all.filter_map(Self::span);
        let whole = spans.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        whole.map_or_else(Self::default, |(began, ended)| Self::of(began, ended, None))
    }
}

/// Of a connection that a file declares: who looks after it, its labels, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeclaredDocument {
    /// Who looks after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Shown>,
    /// Its labels.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<Shown, Shown>,
    /// Where it is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_at: Option<PlaceDocument>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceDocument {
    /// The file, as it was named.
    pub file: Shown,
    /// The line, from 1.
    pub line: usize,
}

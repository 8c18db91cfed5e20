//! Conditions of a guide: on which answers and facts something counts. Whether one holds is `scope`'s business.

/// Conditions on answers and facts; all must hold. Each holds when the answer is one of the values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When {
    pub(crate) all: Vec<(String, Vec<String>)>,
}

impl When {
    /// Whether nothing is asked.
    pub fn is_always(&self) -> bool {
        self.all.is_empty()
    }
}

/// Something that counts only under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maybe<T> {
    /// The thing.
    pub what: T,
    /// Its condition.
    pub when: When,
}

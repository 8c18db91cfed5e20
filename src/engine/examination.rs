//! What was seen, with what the diagnosis makes of it: made once, when somebody asks, and again only after a change.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

use crate::base::Exchange;
use crate::diagnosis::{self, Diagnosis, Evidence};

/// Evidence and its diagnosis. The examination costs more than all the rest of an update, and nobody looks after every one.
#[derive(Debug)]
pub(super) struct Examination {
    evidence: Evidence,
    diagnosis: OnceCell<Diagnosis>,
}

impl Examination {
    pub(super) fn of(evidence: Evidence) -> Self {
        Self { evidence, diagnosis: OnceCell::new() }
    }

    pub(super) fn diagnosis(&self) -> &Diagnosis {
        self.diagnosis.get_or_init(|| diagnosis::examine(&self.evidence))
    }

    /// Keeps a revocation for the list of requests. No check asks for it, so the diagnosis stands.
    pub(super) fn note_revocation(&mut self, exchange: Exchange) {
        if let Some(login) = &mut self.evidence.login {
            login.revoked.push(exchange);
        }
    }
}

impl Deref for Examination {
    type Target = Evidence;

    fn deref(&self) -> &Evidence {
        &self.evidence
    }
}

/// Whoever may change what was seen makes the diagnosis old.
impl DerefMut for Examination {
    fn deref_mut(&mut self) -> &mut Evidence {
        self.diagnosis.take();
        &mut self.evidence
    }
}

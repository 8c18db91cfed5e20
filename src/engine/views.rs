//! What there is to be seen of a set-up, for whoever drives it.

use super::Setup;
use super::connection::Connection;
use super::effect::FileTrouble;
use super::field::FieldState;
use super::intent::Field;
use super::proof::{self, ProofState};
use super::tasks::Purpose;
use crate::apps::{Guide, Resolved};
use crate::base::{Secret, Trouble};
use crate::diagnosis::evidence::WrittenFile;
use crate::diagnosis::{Diagnosis, Evidence};
use crate::oidc::token::ClientAuthentication;
use crate::okta::probes::DISCOVERY;

impl Setup {
    /// The record.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The guide.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// The guide with all its values worked out.
    pub fn resolved(&self) -> &Resolved {
        &self.resolved
    }

    /// A field with what became of its text.
    pub fn field(&self, field: &Field) -> Option<&FieldState> {
        self.fields.get(field)
    }

    /// The client secret, while it is at hand.
    pub fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    /// Why the secret could not be fetched from where it lives.
    pub fn secret_trouble(&self) -> Option<&Trouble> {
        self.secret_trouble.as_ref()
    }

    /// What was seen.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// What the diagnosis makes of it, always up to date.
    pub fn diagnosis(&self) -> &Diagnosis {
        self.evidence.diagnosis()
    }

    /// Whether the provider was asked anything about these values.
    pub fn was_asked(&self) -> bool {
        self.evidence.probed.of(&DISCOVERY).is_some()
    }

    /// Whether browser-free checks are going on.
    pub fn checking(&self) -> bool {
        self.checking
    }

    /// How the connection stands to its last passed login.
    pub fn proof_state(&self) -> ProofState {
        proof::state(&self.connection, self.secret.as_ref())
    }

    /// What came of the last attempt to keep the record.
    pub fn stored(&self) -> Option<&Result<u64, FileTrouble>> {
        self.stored.as_ref()
    }

    /// Whether anything is going on that will report back.
    pub fn busy(&self) -> bool {
        self.checking
            || self.visiting()
            || self.login.running()
            || self.tasks.any(|purpose| {
                matches!(
                    purpose,
                    Purpose::Secret
                        | Purpose::SecretReferences
                        | Purpose::ReadForPlan
                        | Purpose::ReadCopy
                        | Purpose::ReadForUndo
                        | Purpose::PlaceFiles
                        | Purpose::WriteFile
                        | Purpose::ReadBack
                        | Purpose::Undo
                        | Purpose::SignOut
                        | Purpose::TestUriGone(_)
                )
            })
    }

    /// Whether something goes on that nobody waits for and that must not be cut off: what is on its way to the disk, and
    /// tokens that are being revoked.
    pub fn keeping(&self) -> bool {
        self.is_revoking()
            || self.is_changing_files()
            || self.tasks.any(|purpose| matches!(purpose, Purpose::Salt | Purpose::Store))
    }

    /// What became of the file that this connection was written to.
    pub fn looked_at_file(&mut self, file: WrittenFile) {
        self.evidence.written_file = Some(file);
    }

    /// Another way to authenticate than the guide's.
    pub fn authenticate_by(&mut self, how: ClientAuthentication) {
        self.authentication = Some(how);
        self.refresh_view();
    }
}

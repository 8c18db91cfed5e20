//! From an error that the provider sent to a finding: its meaning, its code, its own sentence, and the values in it.

use crate::base::words::Message;
use crate::diagnosis::check_id::CheckId;
use crate::diagnosis::errors::{Place, meaning};
use crate::diagnosis::finding::{Check, Finding, Severity, Status};
use crate::diagnosis::slugs::Slug;
use crate::okta::authorize::OAuthError;

/// The finding for an error code with its sentence.
pub(super) fn said(place: Place, code: &str, description: Option<&str>) -> Finding {
    said_as(meaning(place, code, description), code, description)
}

/// The finding for an error that was met by a request of Usher's own.
pub(super) fn error(place: Place, error: &OAuthError) -> Finding {
    said(place, &error.error, error.description.as_deref())
}

/// The finding of a chosen slug, with the provider's words in every name that its sentences may use.
pub(super) fn said_as(slug: Slug, code: &str, description: Option<impl Into<Message>>) -> Finding {
    let sentence = description.map_or_else(|| code.into(), Into::into);
    let mut found = Finding::new(slug).public("code", code).public("said", sentence.clone());
    for name in slug.record().values {
        if found.value(name).is_none() {
            found = found.public(name, sentence.clone());
        }
    }
    found
}

/// The same finding under another slug.
pub(super) fn as_slug(slug: Slug, found: &Finding) -> Finding {
    let mut other = Finding::new(slug);
    other.values.clone_from(&found.values);
    other
}

/// What status a check has for a finding of this weight, where the finding is about the connection.
pub(super) fn status(finding: &Finding) -> Status {
    match finding.severity {
        _ if finding.slug.record().says_nothing => Status::Unknown,
        Severity::Fail => Status::Fail,
        Severity::Warn => Status::Warn,
        Severity::Note => Status::Unknown,
    }
}

/// A check that failed, or could not tell, for what the provider said.
pub(super) fn refused(id: CheckId, finding: Finding) -> Check {
    Check::new(id, status(&finding)).because(finding)
}

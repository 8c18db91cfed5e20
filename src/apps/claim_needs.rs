//! What an application needs of the claims, computed for one set-up; the diagnosis judges tokens by it.

/// Which claims the application makes use of, and how strictly; from the guide's `[claims]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimNeeds {
    /// Claims that become the username, first one that is there wins. Empty: the application has no username.
    pub username: Vec<String>,
    /// Claims that become the e-mail address. Empty: the application does not need one.
    pub email: Vec<String>,
    /// Whether the application lets people in without one.
    pub email_optional: bool,
    /// Whether the application refuses people whose `email_verified` is false.
    pub email_must_be_verified: bool,
    /// Whether it refuses people of whom nobody says whether their e-mail address is verified.
    pub email_verified_needed: bool,
    /// Whether it takes the words “true” and “false” for saying nothing.
    pub email_verified_strict: bool,
    /// The claim that holds groups, where the application shall read any in this set-up.
    pub groups: Option<String>,
    /// Whether the application reads claims from userinfo as well as from the ID token.
    pub reads_userinfo: bool,
    /// Claims beyond these that the application cannot do without.
    pub required: Vec<String>,
    /// From a group's name to what it becomes in the application, for the verdict.
    pub roles: Vec<(String, String)>,
}

//! The shape of what a guide says of files that exist already: what the application makes of each value in them, and what it
//! adds to them by itself.

use crate::apps::table::{one_of, table};
use crate::apps::when::When;

one_of! {
    /// A way in which a value can deviate from what the provider has, and that some libraries put right by themselves.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    Slack {
        /// A slash at the end that the provider's issuer has not, or none where it has one.
        #[default]
        TrailingSlash = "trailing_slash",
        /// The same where nothing stands between the host and the slash: an address that is taken apart has one there anyway.
        SlashAfterHost = "slash_after_host",
        /// The discovery document's address where the issuer belongs.
        DiscoveryUrl = "discovery_url",
        /// The issuer where the discovery document's address belongs.
        BareIssuer = "bare_issuer",
        /// The Admin Console's host.
        AdminHost = "admin_host",
        /// Blanks or a line end around the value.
        Blank = "blank",
        /// Upper case letters in the host.
        UpperCase = "upper_case",
        /// `http` where the provider has `https`.
        PlainHttp = "plain_http",
    }
}

table! {
    /// Who reads the values, and what is forgiven there: from `[library]`.
    #[derive(Default)]
    LibraryUse {
        /// The library, a record of `assets/libraries.toml`; a format may name another.
        default: Option<String>,
        /// What this application forgives beyond its library.
        tolerates: Vec<Slack>,
        /// What it is known not to forgive.
        refuses: Vec<Slack>,
        /// The formats in which it refuses to start over a key that it does not know.
        strict: Vec<String>,
        /// Where that was read.
        source: Option<String>,
    }
}

table! {
    /// What the application sends by itself: from `[sends]`.
    #[derive(Default)]
    Sends {
        /// The scopes that it asks for where its file says nothing of them.
        scopes: Vec<String>,
        /// The characters at which it splits a text of scopes; empty where it sends the text as it stands; `None` where that is
        /// not known.
        split: Option<String>,
        /// Where that was read.
        source: Option<String>,
    }
}

one_of! {
    /// What a scope is added to.
    AddedTo {
        /// The scopes of the file, and the application's own.
        #[default]
        All = "all",
        /// The application's own, where the file says nothing of scopes.
        Default = "default",
    }
}

table! {
    /// A scope that the application adds: from `[[adds]]`.
    Adds {
        /// The scope.
        scope: String,
        /// What it is added to.
        to: AddedTo,
        /// The answers under which it is.
        when: When,
        /// The keys of the file that must have these values.
        when_key: Vec<(String, String)> = pairs_of("when_key"),
        /// The formats in which it does; all where none is named.
        formats: Vec<String>,
        /// Where that was read.
        source: Option<String>,
    }
}

one_of! {
    /// What a key of the file means.
    Meaning {
        /// Any real key, named so that it is not taken for a misspelling of another.
        #[default]
        Other = "other",
        /// The name of a claim that the application reads.
        Claim = "claim",
        /// From groups to roles.
        Mapping = "mapping",
        /// Something is on or off.
        Switch = "switch",
        /// A value that is the same in every set-up.
        Constant = "constant",
        /// A key that another version reads.
        Removed = "removed",
        /// What people write in place of a key that exists.
        Misspelled = "misspelled",
        /// The redirect URI that is sent in place of the computed one.
        Redirect = "redirect",
        /// The scopes, where the format has them in words of its own.
        Scopes = "scopes",
    }
}

one_of! {
    /// What a claim is for.
    ClaimUse {
        /// Anything else that the application cannot do without.
        #[default]
        Other = "other",
        /// Groups and roles.
        Groups = "groups",
        /// The username.
        Username = "username",
        /// The e-mail address.
        Email = "email",
        /// The display name.
        Name = "name",
    }
}

one_of! {
    /// How much a deviation weighs.
    Weight {
        /// Worth knowing.
        #[default]
        Note = "note",
        /// Something that the file wants is silently left out.
        Warn = "warn",
        /// Signing in cannot work.
        Fail = "fail",
    }
}

one_of! {
    /// What the application does not mind under a setting.
    Ignores {
        /// An e-mail address that is not verified.
        #[default]
        EmailUnverified = "email_unverified",
        /// A missing e-mail address.
        EmailMissing = "email_missing",
        /// An issuer that is not the one of the file.
        Issuer = "issuer",
        /// An audience that is not the client.
        Audience = "audience",
    }
}

table! {
    /// A key that a file may hold, and what it means: from `[[known_key]]`.
    KnownKey {
        /// Its name or path; several where one record stands for its spellings in several formats, or for keys that mean the
        /// same. A name in capitals is a variable, wherever a format keeps those.
        names: Vec<String> = required("key"),
        /// The formats in which it stands; all where none is named.
        formats: Vec<String>,
        /// What it means.
        is: Meaning,
        /// What the claim that it names is for.
        claim: ClaimUse,
        /// What is before the claim's name in the value; the name ends at a blank, a colon, a dot or a tilde then.
        before: Option<String>,
        /// What counts where the key is not there; its absence says nothing where this is `None`.
        default: Option<String>,
        /// The value with which signing in works as set up.
        must: Option<String>,
        /// The same, several.
        one_of: Vec<String>,
        /// What a list or a text must hold.
        contains: Option<String>,
        /// The value that is wrong.
        must_not: Option<String>,
        /// Since when the key is not read any more.
        since: Option<String>,
        /// The key that is meant.
        instead: Option<String>,
        /// The keys beside which this one must not stand.
        excludes: Vec<String>,
        /// The scope for which the organization's own server gives what this key reads.
        scope: Option<String>,
        /// The other keys of the file that must have these values for it to count.
        when_key: Vec<(String, String)> = pairs_of("when_key"),
        /// The scope that the application must ask for, for it to count.
        when_scope: Option<String>,
        /// The answers under which it counts.
        when: When,
        /// What a file that holds this key, with the value that it must have, answers to the guide's questions.
        answers: When,
        /// What the application does not mind where this key has the value that it must have.
        ignores: Option<Ignores>,
        /// How much it weighs.
        weighs: Weight,
        /// Another finding than the usual.
        finding: Option<String>,
        /// What the application does, in one sentence.
        why: Option<String>,
        /// What to do, in one sentence.
        cure: Option<String>,
        /// Where that was read.
        source: Option<String>,
    }
}

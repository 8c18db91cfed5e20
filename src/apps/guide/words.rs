//! What the words of a guide stand for.

use crate::apps::table::one_of;

one_of! {
    /// When a step is done. Its word is also the first part of the step's identifier.
    #[derive(PartialOrd, Ord, Hash)]
    Phase {
        /// In the application, before Okta.
        AppBefore = "app_before",
        /// In Okta.
        #[default]
        Okta = "okta",
        /// In the application.
        App = "app",
        /// In Okta again, at the end.
        OktaAfter = "okta_after",
    }
}

one_of! {
    /// A page of Okta's Admin Console that a step happens on.
    ConsolePage {
        /// The list of applications.
        #[default]
        Applications = "applications",
        /// The application's General tab.
        AppGeneral = "app_general",
        /// The application's Sign On tab.
        AppSignOn = "app_sign_on",
        /// The application's Assignments tab.
        AppAssignments = "app_assignments",
        /// Security › API.
        AuthorizationServers = "authorization_servers",
        /// Reports › System Log.
        SystemLog = "system_log",
    }
}

one_of! {
    /// The kind of application in Okta.
    ApplicationType {
        /// Web Application: a confidential client.
        #[default]
        Web = "web",
        /// Single-Page Application: a public client in a browser.
        SinglePage = "single_page",
        /// Native Application: a public client on a device.
        Native = "native",
    }
}

one_of! {
    /// The two kinds of authorization servers of Okta.
    Server {
        /// The organization's own.
        #[default]
        Org = "org",
        /// A custom one, `default` included.
        Custom = "custom",
    }
}

one_of! {
    /// In which form the application wants the issuer.
    GivenAs {
        /// The issuer itself.
        #[default]
        Issuer = "issuer",
        /// The address of the discovery document.
        Discovery = "discovery",
    }
}

one_of! {
    /// A grant that the application must have in Okta.
    Grant {
        /// Authorization Code.
        #[default]
        AuthorizationCode = "authorization_code",
        /// Refresh Token.
        RefreshToken = "refresh_token",
        /// Implicit (hybrid).
        ImplicitHybrid = "implicit_hybrid",
    }
}

one_of! {
    /// What the application makes of `email_verified`.
    Verified {
        /// Nothing.
        #[default]
        Ignored = "ignored",
        /// It refuses `false`.
        NotFalse = "refused when false",
        /// It wants `true`.
        True = "needed",
        /// It wants `true` or `false` to be said, and not as text.
        Said = "needed as true or false",
    }
}

one_of! {
    /// What a confirmation is about; decides the finding of a "no". Its word is also its identifier.
    ConfirmKind {
        /// The application's own login.
        #[default]
        Login = "login",
        /// Somebody who is not assigned is refused.
        Refused = "refused",
        /// The tile on Okta's dashboard.
        Tile = "tile",
        /// Signing out.
        SignOut = "sign_out",
        /// Groups and roles have arrived.
        Groups = "groups",
        /// The way back in.
        WayBack = "way_back",
    }
}

//! The shape of what a guide says of the living application: how anybody who visits it is sent to the provider, and where a
//! wrong value is set in it.

use crate::apps::pointer::{Pointer, Taken};
use crate::apps::table::{one_of, table};
use crate::apps::template::Template;
use crate::apps::text::Shown;
use crate::apps::when::Maybe;

/// A template of which the values are known only while the application is visited; never one with the secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OnTheWay(pub Template);

one_of! {
    /// How the application sends people to the provider.
    LiveClass {
        /// One visit that is answered with a redirect, or with several of them.
        #[default]
        Redirect = "redirect",
        /// A call whose answer holds the address.
        Json = "json",
        /// A page with a form whose hidden fields are sent.
        Form = "form",
        /// It cannot be seen from outside.
        None = "none",
    }
}

one_of! {
    /// What the start is asked as.
    Accept {
        /// As a browser that opens a page.
        #[default]
        Html = "html",
        /// As a script of the page.
        Json = "json",
    }
}

one_of! {
    /// How the values of a post are written.
    PostAs {
        /// As JSON.
        #[default]
        Json = "json",
        /// As the fields of a form.
        Form = "form",
    }
}

one_of! {
    /// Where the application takes its redirect URI from.
    RedirectFrom {
        /// From its configuration.
        #[default]
        Config = "config",
        /// From the request, so that a proxy in front of it has its say.
        Request = "request",
        /// From whoever asks: what comes back proves nothing.
        Caller = "caller",
    }
}

one_of! {
    /// How well the way in is known.
    Confirmed {
        /// Not: nothing that is seen may be called wrong.
        #[default]
        No = "no",
        /// By the vendor's documentation.
        Docs = "docs",
        /// By the application's own source.
        Source = "source",
        /// By the application itself, which was run.
        Run = "run",
    }
}

one_of! {
    /// What tells the application how it is called from outside.
    ProxyHeader {
        /// Nothing does; its configuration alone decides.
        #[default]
        None = "none",
        /// The scheme.
        Proto = "X-Forwarded-Proto",
        /// The scheme, as nginx's own examples call it.
        Scheme = "X-Scheme",
        /// Scheme and host (RFC 7239).
        Forwarded = "Forwarded",
        /// Whether TLS ended at the proxy.
        Ssl = "X-Forwarded-Ssl",
        /// The host.
        Host = "Host",
    }
}

table! {
    /// The living application: from `[live]`.
    Live {
        /// How it sends people to the provider.
        class: LiveClass,
        /// Why it cannot be seen from outside, in one sentence.
        why_none: Option<String>,
        /// Where it is asked to: the first whose condition holds.
        start: Vec<Maybe<OnTheWay>> = starts(),
        /// What the start is asked as.
        accept: Accept,
        /// What is sent to the start, which is a `POST` then.
        post: Option<Vec<(String, OnTheWay)>> = posted("post"),
        /// How that is written.
        post_as: PostAs,
        /// Headers that the start needs.
        headers: Vec<(String, String)> = fixed_headers(),
        /// Where the address stands in the answer.
        pointer: Option<Pointer>,
        /// The address, where the page's own script puts it together: `url`, and the parameters by their names.
        address: Vec<(String, OnTheWay)> = or_default("address"),
        /// The end of the path to which the form is sent.
        form: Option<OnTheWay>,
        /// Hidden fields that the form must have.
        hidden: Vec<String>,
        /// Fields with the same value in every visit.
        fields: Option<Vec<(String, OnTheWay)>> = posted("fields"),
        /// Visits before the start.
        before: Vec<Before>,
        /// Where the redirect URI comes from.
        redirect_from: RedirectFrom,
        /// Parameters that the answer lacks because the page's script adds them.
        lacks: Vec<String>,
        /// Other origins of the application's own.
        companions: Vec<OnTheWay> = companions(),
        /// How well all this is known.
        verified: Confirmed,
        /// Where that was read.
        source: Option<String>,
        /// A public page that shows that the application is up.
        up: Option<OnTheWay>,
        /// What shows whether sign-on is switched on.
        on: Option<SwitchedOn>,
        /// Where a wrong value is set.
        cures: LiveCures = or_default("cures"),
    }
}

table! {
    /// A visit before the start, and what is taken from it.
    Before {
        /// The address.
        get: OnTheWay = needed("get"),
        /// The values that later templates may use.
        take: Vec<(String, Taken)> = or_default("take"),
    }
}

table! {
    /// What shows whether sign-on is switched on.
    SwitchedOn {
        /// The address; the start where none is given.
        get: Option<OnTheWay>,
        /// Where it stands in the answer.
        pointer: Pointer = needed("pointer"),
        /// What stands there when it is on; anything but nothing, `false`, `0` or an empty text or list where none is given.
        is: Vec<String>,
    }
}

table! {
    /// Where a wrong value is set in this application, in noun phrases: from `[live.cures]`.
    #[derive(Default)]
    LiveCures {
        /// Its own address, from which the redirect URI comes.
        redirect_uri: Option<Shown>,
        /// The client ID.
        client_id: Option<Shown>,
        /// The issuer.
        issuer: Option<Shown>,
        /// The scopes.
        scopes: Option<Shown>,
        /// PKCE.
        pkce: Option<Shown>,
        /// The response type or mode.
        response_type: Option<Shown>,
        /// Where sign-on is switched on.
        start: Option<Shown>,
        /// What makes it believe that people come by https.
        https: Option<Shown>,
        /// The header of the proxy that it reads.
        proxy: ProxyHeader,
    }
}

//! `usher plan`: looks into Okta by its management API and says what differs from the guide. It only looks.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use url::Url;

use super::missing;
use super::session::{Interrupted, Session};
use super::usage::Usage;
use super::values::{self, Use};
use super::{Exit, keep, keep_text, refuse, talk};
use crate::apps::Wanted;
use crate::apps::request::RequestFacts;
use crate::apps::terraform;
use crate::base::words::message;
use crate::base::{Exchange, Redactor};
use crate::io::{Options, World};
use crate::manage::{self, Access, Held, Look, Next, Plan, Terms};
use crate::ui::cli::{LookArgs, PlanArgs, PlanForm, ValueArgs};

pub(super) mod access;
pub(super) mod document;
pub(super) mod errand;
pub(super) mod text;

use access::Purpose;
use errand::Errands;

/// How long the test address is asked for, in milliseconds: a week.
const TEST_URI_MS: i64 = 7 * 24 * 3600 * 1000;

/// A plan, with what its forms say besides.
pub(super) struct Seen {
    pub(super) plan: Plan,
    /// `token`, `service`.
    by: &'static str,
    /// The address that was asked.
    pub(super) organization: Url,
    /// How the application is called.
    pub(super) called: String,
    /// Why nothing could be read.
    nothing: Option<crate::base::Message>,
    pub(super) requests: Vec<Exchange>,
    /// The command that prints the steps by hand.
    steps: String,
    pub(super) redactor: Redactor,
}

/// The same with what it was made of, for whoever carries it out.
pub(super) struct Looked {
    pub(super) seen: Seen,
    pub(super) held: Held,
    pub(super) wanted: Wanted,
    pub(super) access: Access,
    pub(super) unique: String,
    pub(super) errands: Errands,
}

/// `usher plan`.
pub(crate) async fn plan(args: PlanArgs) -> Exit {
    let (session, organization) = match ready(&args.look, args.yes).await {
        Ok(ready) => ready,
        Err(usage) => return refuse(&usage),
    };
    match look(&session, organization, &args.look, Purpose::Look, args.yes).await {
        Ok(Ok(looked)) => tell(&session, &looked.seen, &args),
        Ok(Err(usage)) => refuse(&usage),
        Err(Interrupted) => {
            talk::tell(&message!("manage.text.interrupted"));
            Exit::Interrupted
        }
    }
}

/// What is wanted, and where to look.
pub(super) async fn ready(args: &LookArgs, yes: bool) -> Result<(Session, Url), Usage> {
    let given = ValueArgs {
        app: args.app.clone(),
        set: args.set.clone(),
        organization: args.organization.clone(),
        issuer: args.issuer.clone(),
        client_id: args.client_id.clone(),
        scopes: args.scopes.clone(),
        redirect_uri: args.redirect_uri.clone(),
        from: args.from.clone(),
        entry: args.entry.clone(),
        ..ValueArgs::default()
    };
    let is_named = args.connection.is_some() || args.app.is_some() || args.from.is_some();
    let named = if is_named { args.connection.clone() } else { Some(keep::only_one()?) };
    let options = Options { ca_file: args.ca_file.clone(), ..Options::default() };
    let may_ask = !yes && talk::can_ask();
    let session = values::session(named.as_deref(), &given, options, Use::Plan, may_ask).await?;
    let organization = session.setup.connection().organization.as_deref();
    let Some(organization) = organization.and_then(|address| Url::parse(address).ok()) else {
        return Err(Usage(message!("manage.text.no_organization")));
    };
    let lacking = missing::unanswered(&session.setup);
    if !lacking.is_empty() {
        return Err(Usage(message!("manage.text.missing", flags = lacking.join(" "))));
    }
    Ok((session, organization))
}

/// The groups that should be able to sign in, the pilot first.
fn groups(args: &LookArgs) -> Vec<String> {
    let mut all: Vec<String> = args.pilot.iter().cloned().collect();
    for name in &args.group {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

/// Looks into Okta, and plans.
pub(super) async fn look(
    session: &Session,
    organization: Url,
    args: &LookArgs,
    purpose: Purpose,
    yes: bool,
) -> Result<Result<Looked, Usage>, Interrupted> {
    let mut errands = Errands::new(Options { ca_file: args.ca_file.clone(), ..Options::default() });
    let access = match access::of(&args.access, purpose, !yes, &mut errands).await? {
        Ok(access) => access,
        Err(usage) => return Ok(Err(usage)),
    };
    let (by, mut redactor) = (access.as_str(), Redactor::default());
    access.hide(&mut redactor);
    let wanted = session.setup.resolved().wanted(&groups(args)).piloted(args.pilot.as_deref());
    let client_id = session.setup.connection().shown_client_id().map(str::to_owned);
    let unique = match World::seed() {
        Ok(seed) => BASE64_URL_SAFE_NO_PAD.encode(seed),
        Err(trouble) => return Ok(Err(Usage(trouble.message()))),
    };
    let mut look = Look::new(Terms {
        organization: organization.clone(),
        access,
        wanted: wanted.clone(),
        client_id: client_id.clone(),
        chosen: args.adopt.clone(),
        unique: unique.clone(),
    });
    let requests = drive(&mut look, &mut errands).await?;
    look.hide(&mut redactor);
    let (held, access) = look.finish();
    let nothing = held.nothing().map(manage::Refusal::message);
    let plan = manage::plan(&wanted, &held, client_id.as_deref());
    let steps = format!("usher apps {}", wanted.app);
    let called = wanted.called.clone();
    let seen = Seen { plan, by, organization, called, nothing, requests, steps, redactor };
    Ok(Ok(Looked { seen, held, wanted, access, unique, errands }))
}

/// Does what the look asks for, until there is nothing left.
async fn drive(look: &mut Look, errands: &mut Errands) -> Result<Vec<Exchange>, Interrupted> {
    let mut requests = Vec::new();
    loop {
        match look.next(World::now()) {
            Next::Done => return Ok(requests),
            Next::Wait(ms) => errands.wait(ms).await?,
            Next::Send(request) => {
                if let Some(exchange) = errands.send(request).await? {
                    look.answered(&exchange);
                    requests.push(exchange);
                }
            }
        }
    }
}

fn tell(session: &Session, seen: &Seen, args: &PlanArgs) -> Exit {
    let text = match args.form {
        _ if args.json => document::of(seen),
        PlanForm::Terraform => as_terraform(session, &seen.plan),
        PlanForm::Text => text::of(session.voice(), seen, session.setup.resolved()),
    };
    let written = match &args.output {
        None => {
            talk::answer(&text);
            Exit::Works
        }
        Some(path) => keep_text(path, text),
    };
    if let (Some(why), true) = (&seen.nothing, args.json || args.form == PlanForm::Terraform) {
        talk::say(&seen.redactor.clean(&session.say(why)));
    }
    written.max(exit(&seen.plan))
}

/// The plan as a Terraform file: what is wanted, with what others added.
pub(super) fn as_terraform(session: &Session, plan: &Plan) -> String {
    let facts = RequestFacts {
        test_until: Some(World::now().plus_ms(TEST_URI_MS).day()),
        existing: plan.application.as_ref().map(|application| application.id.clone()),
        ..RequestFacts::default()
    };
    let wanted: &Wanted = &plan.after;
    terraform::okta_side(session.voice(), wanted, &facts)
}

/// What differs is told before what could not be read.
pub(super) fn exit(plan: &Plan) -> Exit {
    match (plan.differs(), plan.is_incomplete) {
        (true, _) => Exit::Broken,
        (false, true) => Exit::Unknown,
        (false, false) => Exit::Works,
    }
}

/// The host of an address, with its port where that is not the usual one.
pub(super) fn shown_host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

//! The yes: it names the organization, the application and the people. Where people work with an organization, its host is
//! typed, or was given as a flag.

use super::super::plan::{self, Looked, shown_host, text};
use super::super::session::Session;
use super::super::usage::Usage;
use super::super::{Exit, talk};
use crate::base::words::{Message, Voice, key, message};
use crate::manage::{Kind, Setting, Status, people};
use crate::okta::host::{HostKind, kind};
use crate::ui::cli::ApplyArgs;

/// How it was agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yes {
    /// Somebody typed it.
    Person,
    /// By `--yes`.
    Flag,
}

impl Yes {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Flag => "flag",
        }
    }
}

pub(super) enum Answer {
    Yes(Yes),
    No(Exit),
}

/// Asks, or takes what the flags say.
pub(super) fn ask(session: &Session, looked: &Looked, args: &ApplyArgs) -> Result<Answer, Usage> {
    let asks = !args.yes;
    if asks && !talk::can_ask() {
        return Err(Usage(message!("manage.apply.needs_yes")));
    }
    let unsure = looked.seen.plan.application.as_ref().filter(|one| !one.is_sure());
    if let (Some(one), false) = (unsure, asks) {
        talk::tell(&message!("manage.apply.which", label = one.label, id = one.id));
        return Ok(Answer::No(Exit::Unknown));
    }
    if !asks {
        return if needs_host(looked) && !names_host(looked, args.look.organization.as_deref()) {
            Err(Usage(message!("manage.apply.name_host", host = home(looked))))
        } else {
            Ok(Answer::Yes(Yes::Flag))
        };
    }
    talk::say(&text::of(session.voice(), &looked.seen, session.setup.resolved()));
    if !looked.seen.plan.is_new() && is_yes(&message!("manage.apply.ask_terraform")) {
        talk::answer(&plan::as_terraform(session, &looked.seen.plan));
        return Ok(Answer::No(plan::exit(&looked.seen.plan)));
    }
    if let Some(one) = unsure
        && !is_yes(&message!("manage.apply.ask_which", label = one.label, id = one.id))
    {
        return Ok(Answer::No(said_no(&message!("manage.apply.adopt"))));
    }
    Ok(if agrees(looked) {
        Answer::Yes(Yes::Person)
    } else {
        Answer::No(said_no(&message!("manage.apply.left")))
    })
}

fn said_no(why: &Message) -> Exit {
    talk::tell(why);
    Exit::Broken
}

/// Names what it is about, and takes the answer.
fn agrees(looked: &Looked) -> bool {
    let host = home(looked);
    let plan = &looked.seen.plan;
    let count = plan.rows.iter().filter(|row| matches!(row.status, Status::Add | Status::Change)).count();
    let application = if let Some(one) = &plan.application {
        message!("manage.apply.this_application", label = one.label, id = one.id)
    } else {
        message!("manage.apply.new_application", label = looked.wanted.label)
    };
    talk::tell(&message!("manage.apply.about", host = host, application = application, count = count));
    talk::tell(&who(looked));
    if !needs_host(looked) {
        return is_yes(&message!("manage.apply.ask"));
    }
    let prompt = Voice::default().say(&message!("manage.apply.ask_host", host = host));
    talk::ask(&format!("{prompt} ")).is_some_and(|typed| typed.trim().eq_ignore_ascii_case(&host))
}

/// Who can sign in afterwards who could not before.
fn who(looked: &Looked) -> Message {
    let assigns = |row: &&crate::manage::Row| row.setting == Setting::Groups && row.status == Status::Add;
    if !looked.seen.plan.rows.iter().any(|row| assigns(&row)) {
        return message!("manage.apply.nobody_new");
    }
    message!("manage.apply.people", groups = Message::list(&people(&looked.wanted, &looked.held)))
}

fn is_yes(question: &Message) -> bool {
    let prompt = format!("{} ", Voice::default().say(question));
    let yes = Voice::default().text(key!("manage.apply.yes"));
    talk::ask(&prompt).is_some_and(|typed| {
        let typed = typed.trim().to_lowercase();
        !typed.is_empty() && yes.to_lowercase().starts_with(&typed)
    })
}

/// The organization's own host.
fn home(looked: &Looked) -> String {
    let organization = looked.seen.plan.organization.as_ref();
    let home = organization.and_then(|(organization, _)| organization.home.as_ref());
    shown_host(home.unwrap_or(&looked.seen.organization))
}

/// Whether people work with this organization, as far as its address tells. This computer's own is for practice.
fn needs_host(looked: &Looked) -> bool {
    let is_here = matches!(kind(&looked.seen.organization), HostKind::Loopback);
    let kind = looked.seen.plan.organization.as_ref().map_or(Kind::Unknown, |(_, kind)| *kind);
    !is_here && matches!(kind, Kind::Production | Kind::Unknown)
}

/// Whether the flag names this organization: by its own host, or by its custom domain.
fn names_host(looked: &Looked, flag: Option<&str>) -> bool {
    let given = flag.and_then(|flag| {
        let address = if flag.contains("://") { flag.to_owned() } else { format!("https://{flag}") };
        url::Url::parse(&address).ok()
    });
    let custom = looked.seen.plan.organization.as_ref().and_then(|(one, _)| one.custom_domain.as_ref());
    given.is_some_and(|given| {
        let given = shown_host(&given);
        given == home(looked) || custom.is_some_and(|custom| shown_host(custom) == given)
    })
}

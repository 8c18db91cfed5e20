//! By which right Okta is asked: from flags, from the environment, or pasted. It is held in memory for this run alone.

use std::path::{Path, PathBuf};

use super::errand::Errands;
use crate::base::Secret;
use crate::base::words::{Message, Voice, key, message};
use crate::engine::connection::SecretSource;
use crate::engine::effect::{Outcome, Task};
use crate::io::{TOKEN_VARIABLE, disk};
use crate::manage::{Access, BadKey, Service, SigningKey};
use crate::ui::cli::AccessArgs;
use crate::ui::silent::session::Interrupted;
use crate::ui::silent::usage::Usage;
use crate::ui::talk;

/// What the right is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Purpose {
    /// Reading.
    Look,
    /// Changing something, which takes more.
    Change,
}

impl Purpose {
    fn no_access(self) -> Message {
        match self {
            Self::Look => message!("manage.text.no_access"),
            Self::Change => message!("manage.apply.no_access"),
        }
    }
}

/// The right that the flags name. Where none does, a person is asked, after they learned what is needed.
pub(in super::super) async fn of(
    args: &AccessArgs,
    purpose: Purpose,
    may_ask: bool,
    errands: &mut Errands,
) -> Result<Result<Access, Usage>, Interrupted> {
    if let (Some(client_id), Some(path)) = (&args.client, &args.key_file) {
        return Ok(fetch(file(path), "--okta-key-file", errands).await?.and_then(|text| {
            let key = SigningKey::read(&text).map_err(bad_key)?;
            Ok(Access::Service(Box::new(Service { client_id: client_id.clone(), key })))
        }));
    }
    let (source, flag) = match (&args.token_file, &args.token_env) {
        (Some(path), _) => (file(path), "--okta-token-file"),
        (None, Some(name)) => (SecretSource::Variable { name: name.clone() }, "--okta-token-env"),
        (None, None) if std::env::var_os(TOKEN_VARIABLE).is_some() => {
            (SecretSource::Variable { name: TOKEN_VARIABLE.to_owned() }, TOKEN_VARIABLE)
        }
        (None, None) => return Ok(pasted(purpose, may_ask)),
    };
    Ok(fetch(source, flag, errands).await?.and_then(|text| token(&text, flag)))
}

fn file(path: &Path) -> SecretSource {
    let is_input = path == Path::new("-");
    if !is_input && disk::others_can_read(path) {
        talk::tell(&message!("cli.secret_open", path = path.display()));
    }
    SecretSource::File { path: if is_input { PathBuf::from("-") } else { disk::lasting(path) } }
}

async fn fetch(
    source: SecretSource,
    flag: &str,
    errands: &mut Errands,
) -> Result<Result<Secret, Usage>, Interrupted> {
    Ok(match errands.run(Task::FetchSecret(source)).await? {
        Outcome::SecretFetched(Ok(text)) => Ok(text),
        Outcome::SecretFetched(Err(trouble)) => {
            Err(Usage(message!("cli.flag_refused", flag = flag, why = trouble.message())))
        }
        _ => Err(Usage(message!("manage.text.no_access"))),
    })
}

fn token(text: &Secret, flag: &str) -> Result<Access, Usage> {
    Access::token(text)
        .map_err(|_| Usage(message!("cli.flag_refused", flag = flag, why = message!("manage.text.no_token"))))
}

/// Whose token it must be is said before it is asked for.
fn pasted(purpose: Purpose, may_ask: bool) -> Result<Access, Usage> {
    if !may_ask || !talk::can_ask() {
        return Err(Usage(purpose.no_access()));
    }
    talk::tell(&match purpose {
        Purpose::Look => message!("manage.text.which_token"),
        Purpose::Change => message!("manage.apply.which_token"),
    });
    let prompt = format!("{} ", Voice::default().text(key!("manage.text.ask_token")));
    let typed = talk::ask_secret(&prompt).ok_or_else(|| Usage(purpose.no_access()))?;
    token(&typed, "--okta-token-file")
}

fn bad_key(why: BadKey) -> Usage {
    let why = match why {
        BadKey::Unreadable => message!("manage.key.unreadable"),
        BadKey::OtherKind => message!("manage.key.other_kind"),
        BadKey::Public => message!("manage.key.public"),
        BadKey::Encrypted => message!("manage.key.encrypted"),
        BadKey::Bits(bits) => message!("manage.key.bits", bits = bits),
    };
    Usage(message!("cli.flag_refused", flag = "--okta-key-file", why = why))
}

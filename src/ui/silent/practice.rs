//! `usher practice`: the practice Okta, served until it is interrupted.

use std::str::FromStr as _;

use super::usage::{Usage, read_file};
use super::{Exit, refuse, talk};
use crate::base::words::{Voice, message};
use crate::base::{Secret, Trouble};
use crate::io::practice_server::{self, PracticeAnswer, Running};
use crate::io::process::Signals;
use crate::io::{Limits, World};
use crate::okta::misplaced::{self, Provider};
use crate::practice::{self, AppSpec, Fault, Faults, Keys, Org, Seeds};
use crate::ui::cli::PracticeArgs;

/// `usher practice`.
pub(crate) async fn practice(args: PracticeArgs) -> Exit {
    if args.broken.iter().any(|name| name == "list") {
        for fault in Fault::all() {
            talk::answer_line(&format!("{:28}  {}", fault.name(), Voice::default().text(fault.about())));
        }
        return Exit::Works;
    }
    let started = match prepare(&args) {
        Ok((faults, app)) => serve(args.port, faults, app).await,
        Err(usage) => return refuse(&usage),
    };
    let running = match started {
        Ok(running) => running,
        Err(usage) => {
            talk::tell(&usage.0);
            return Exit::Unknown;
        }
    };
    let origin = running.origin.origin().ascii_serialization();
    talk::tell(&message!("cli.practice", origin = origin));
    talk::tell(&message!(
        "cli.practice_tokens",
        token = practice::TOKEN,
        read_only = practice::READ_ONLY_TOKEN
    ));
    talk::answer_line(&origin);
    if let Ok(mut signals) = Signals::ending() {
        use crate::io::process::Signal;
        while matches!(signals.next().await, Signal::Suspend | Signal::Resume) {}
    }
    Exit::Works
}

fn prepare(args: &PracticeArgs) -> Result<(Faults, Option<AppSpec>), Usage> {
    let mut faults = Faults::default();
    for name in &args.broken {
        match Fault::from_str(name) {
            Ok(fault) => faults.add(fault),
            Err(unknown) => return Err(Usage(message!("cli.fault_unknown", name = unknown.0))),
        }
    }
    let app = match (&args.client_id, &args.client_secret_file) {
        (Some(id), Some(path)) => {
            let secret = Secret::new(read_file(path)?.reveal().trim_end_matches(['\n', '\r']));
            if misplaced::suspicion(&Secret::from(id.as_str()), &secret, Provider::Okta).is_some() {
                return Err(Usage(message!("cli.secret_in_flag")));
            }
            let redirects: Vec<&str> = args.redirect_uri.iter().map(String::as_str).collect();
            let sign_out: Vec<&str> = args.sign_out_uri.iter().map(String::as_str).collect();
            let spec =
                AppSpec::web("Practice", &redirects).with_refresh().with_groups().with_sign_out(&sign_out);
            Some(spec.with_credentials(id, secret.reveal()))
        }
        _ => None,
    };
    Ok((faults, app))
}

/// Makes a key, an organization and its server.
pub(crate) async fn serve(port: u16, faults: Faults, app: Option<AppSpec>) -> Result<Running, Usage> {
    let failed = |trouble: Trouble| Usage(message!("cli.practice_failed", why = trouble.message()));
    let key = practice_server::make_key().await.map_err(failed)?;
    let keys = Keys::from_key(key, "usher-practice");
    let mut seeds = Seeds::new(&World::seed().map_err(failed)?);
    let running = practice_server::start(port, Limits::default(), move |origin| {
        let mut org = Org::new("practice", &origin.origin().ascii_serialization()).with_faults(faults);
        if let Some(spec) = app {
            org.register(spec, World::now(), &mut seeds);
        }
        let answer: PracticeAnswer =
            Box::new(move |request, now| practice::answer(&mut org, &request, now, &mut seeds, &keys));
        answer
    });
    running.await.map_err(failed)
}

//! Opens an address in the browser, quietly, and never where nobody would see it.

use std::fmt::Display;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use url::Url;

use super::handover::Handover;
use super::trouble::other;
use super::{Browser, Surroundings, detached, inherited};
use crate::base::Trouble;
use crate::base::words::{Message, message};

/// How long a started browser may take to say that it failed.
const FAILS_WITHIN: Duration = Duration::from_secs(2);

/// What stands between several browsers in `$BROWSER`: what this system puts between several paths.
const BETWEEN: char = if cfg!(windows) { ';' } else { ':' };

/// Opens addresses in the browser that was chosen.
pub(super) struct Opener {
    browser: Browser,
    surroundings: Surroundings,
}

impl Opener {
    pub(super) fn new(browser: Browser, surroundings: Surroundings) -> Self {
        Self { browser, surroundings }
    }

    /// Starts the browser. `Ok` says that one was started, not that a page was seen.
    pub(super) async fn open(&self, address: &Url, handover: &Handover) -> Result<(), Trouble> {
        if !matches!(address.scheme(), "http" | "https") {
            return Err(trouble(message!("io.browser.not_web")));
        }
        // A sign-in address bears what belongs to this login alone, and a path that the provider chose.
        let is_login = address.query_pairs().any(|(name, _)| name == "state");
        let address = &if is_login { handover.offer(address) } else { address.clone() };
        match &self.browser {
            Browser::None => Err(trouble(message!("io.browser.none"))),
            Browser::Command(line) => start(line, address).await,
            Browser::Auto => self.open_usual(address).await,
        }
    }

    async fn open_usual(&self, address: &Url) -> Result<(), Trouble> {
        if let Some(several) = &self.surroundings.browser {
            let mut last = None;
            for line in several.split(BETWEEN).filter(|line| !line.trim().is_empty()) {
                match start(line, address).await {
                    Ok(()) => return Ok(()),
                    Err(trouble) => last = Some(trouble),
                }
            }
            return Err(last.unwrap_or_else(|| trouble(message!("io.browser.none"))));
        }
        if self.surroundings.remote {
            return Err(trouble(message!("io.browser.remote")));
        }
        if !self.surroundings.display {
            return Err(trouble(message!("io.browser.no_display")));
        }
        // The library hands its whole environment on; with a secret in it the desktop's own opener is started instead.
        if cfg!(target_os = "linux") && inherited::any_is_set() {
            return start("xdg-open", address).await;
        }
        open_default(address).await
    }
}

/// Asks the desktop for its default browser.
async fn open_default(address: &Url) -> Result<(), Trouble> {
    let address = address.to_string();
    let opened = detached::run(move || {
        let mut how = webbrowser::BrowserOptions::new();
        how.with_suppress_output(true);
        webbrowser::open_browser_with_options(webbrowser::Browser::Default, &address, &how)
    });
    match opened.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) | Err(error) => Err(trouble(message!("io.browser.failed", why = error))),
    }
}

/// Starts a command line of the person's own, silent, in a process group of its own so that Ctrl-C does not close it.
async fn start(line: &str, address: &Url) -> Result<(), Trouble> {
    let arguments = command_line(line, address.as_str())
        .ok_or_else(|| trouble(message!("io.browser.unclosed", command = line)))?;
    let Some((program, rest)) = arguments.split_first() else {
        return Err(trouble(message!("io.browser.none")));
    };
    let mut command = Command::new(program);
    command.args(rest);
    inherited::scrub(&mut command);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    command.process_group(0);
    let failed = |why: &dyn Display| other(program, message!("io.browser.failed", why = why));
    let mut child = command.spawn().map_err(|error| failed(&error))?;
    match tokio::time::timeout(FAILS_WITHIN, child.wait()).await {
        Ok(Ok(status)) if !status.success() => Err(failed(&status)),
        _ => Ok(()),
    }
}

/// The words of a command line, with the address where `%s` stands, else last; `None` where a quote is not closed.
fn command_line(line: &str, address: &str) -> Option<Vec<String>> {
    let mut parts = shlex::split(line)?;
    let mut placed = false;
    for part in parts.iter_mut().skip(1) {
        if part.contains("%s") {
            *part = part.replace("%s", address);
            placed = true;
        }
    }
    if !placed && !parts.is_empty() {
        parts.push(address.to_owned());
    }
    Some(parts)
}

fn trouble(detail: Message) -> Trouble {
    other("browser", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_takes_its_place_once() {
        let words = |line: &str| command_line(line, "http://a/").map(|words| words.join("|"));
        assert_eq!(words("firefox -P 'my test'").as_deref(), Some("firefox|-P|my test|http://a/"));
        assert_eq!(words("x --app=%s --new").as_deref(), Some("x|--app=http://a/|--new"));
        assert_eq!(words("  ").as_deref(), Some(""));
        assert_eq!(words("firefox -P 'my test"), None);
    }
}

//! A test login and the checks before it: what they hold, how many exchanges they need, how soon the verdict is there.

use std::thread;
use std::time::{Duration, Instant};

use crate::home::Home;
use crate::okta::{APPLICATION, CLIENT_ID, Oktas, SECRET, Served};
use crate::page::{Page, grouped, milliseconds};
use crate::process::{Watch, peak_memory};
use crate::program::{PATIENCE, Program};
use crate::visitor::Visitor;
use crate::walk::{Known, Walk};

const PERSON: &str = "ben@example.com";
const PASSWORD: &str = "practice";

pub(crate) fn measure(page: &mut Page) {
    wizard(page);
    checks(page);
    to_end(page);
}

/// The flags that name the connection to a practice Okta.
pub(crate) fn flags(home: &Home, origin: &str) -> Vec<String> {
    let file = home.write("secret.txt", SECRET);
    let base = format!("base_url={APPLICATION}");
    let redirect = "http://localhost:8749/callback";
    ["--set", &base, "--issuer", origin, "--client-id", CLIENT_ID, "--client-secret-file", &file]
        .into_iter()
        .chain(["--redirect-uri", redirect, "--yes"])
        .map(str::to_owned)
        .collect()
}

/// The wizard from its first screen to the verdict: what it holds, and how soon after the browser's return the verdict stands
/// on the screen.
fn wizard(page: &mut Page) {
    let (mut all, mut peak) = (Vec::new(), 0);
    for _ in 0..9 {
        let oktas = Oktas::start(1, Duration::ZERO);
        let home = Home::new();
        let organization = oktas.origins[0].clone();
        let mut walk = Walk::begin(Program::new(&home, Vec::<String>::new()), 200, 60);
        walk.answer_addresses(&organization);
        walk.give_values(&Known { organization, client_id: CLIENT_ID.to_owned(), secret: SECRET.to_owned() });
        walk.start_login();
        let address = walk.address();
        oktas.served();
        Visitor::default().sign_in(&address, PERSON, PASSWORD);
        walk.terminal.wait_for("Okta’s side works");
        let stands = Instant::now();
        peak = peak.max(peak_memory(walk.terminal.id()).unwrap_or_default());
        let login = Login::of(&oktas.served());
        all.push((stands - login.sent_back).saturating_sub(login.before_verdict));
    }
    page.spread("callback to verdict on the screen, beyond the provider's answers", "under 3 ms", all);
    page.row("peak memory, whole test login in the wizard", "under 20 MB", format!("{} kB", grouped(peak)));
}

/// What the provider did in a login.
struct Login {
    /// When it sent the browser back.
    sent_back: Instant,
    /// How long its answers took, up to the verdict; they come one after the other.
    before_verdict: Duration,
    /// How long it took to revoke all tokens, from the first such request to the last answer.
    revoking: Duration,
}

impl Login {
    fn of(served: &[Served]) -> Self {
        let token =
            served.iter().position(|one| one.path.ends_with("/token")).expect("the code was exchanged");
        let (revocations, before): (Vec<&Served>, Vec<&Served>) =
            served[token..].iter().partition(|one| one.path.ends_with("/revoke"));
        let first = revocations.iter().map(|one| one.came).min();
        let last = revocations.iter().map(|one| end(one)).max();
        Self {
            sent_back: end(&served[token - 1]),
            before_verdict: before.iter().map(|one| one.took).sum(),
            revoking: first.zip(last).map_or(Duration::ZERO, |(first, last)| last - first),
        }
    }
}

/// How many answers the browser-free checks wait for, one after the other.
fn checks(page: &mut Page) {
    let delay = Duration::from_millis(200);
    let oktas = Oktas::start(1, delay);
    let home = Home::new();
    let args = ["verify", "--app", "coder", "--no-login", "--json"].map(str::to_owned);
    let started = Instant::now();
    let ran = Program::new(&home, args.into_iter().chain(flags(&home, &oktas.origins[0]))).run();
    let took = started.elapsed();
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    let served = oktas.served();
    let probes = served.iter().filter(|one| one.path.ends_with("/authorize")).count();
    let deep = took.as_millis() / delay.as_millis();
    let found = format!("{deep}, of {} exchanges in all, {probes} of them /authorize", served.len());
    page.row("checks without a browser: answers one after the other", "4 + one per /authorize", found);
}

/// From the provider's sending the browser back to the end of the program, without the provider's own time.
fn to_end(page: &mut Page) {
    let home = Home::new();
    let (mut all, mut providers, mut peak) = (Vec::new(), Vec::new(), 0);
    for _ in 0..15 {
        // A fresh one each time: Usher pauses where an organization's limit of requests is half used up.
        let oktas = Oktas::start(1, Duration::ZERO);
        let args = ["verify", "--app", "coder", "--browser", "none", "--json"].map(str::to_owned);
        let mut running =
            Program::new(&home, args.into_iter().chain(flags(&home, &oktas.origins[0]))).start();
        let watch = Watch::of(running.id());
        let address = running.wait_for("the address to sign in at", |line| {
            let alone = line.trim();
            alone.contains("/authorize?").then(|| alone.to_owned())
        });
        oktas.served();
        // Nobody signs in while the listener's threads are still starting.
        thread::sleep(Duration::from_millis(100));
        Visitor::default().sign_in(&address, PERSON, PASSWORD);
        let ran = running.finish(PATIENCE);
        let ended = Instant::now();
        peak = peak.max(watch.peak());
        assert_eq!(ran.code, Some(0), "{ran:#?}");
        let login = Login::of(&oktas.served());
        let own = login.before_verdict + login.revoking;
        providers.push(own);
        all.push((ended - login.sent_back).saturating_sub(own));
    }
    providers.sort();
    page.spread("callback to the end of verify, report written, beyond the provider's answers", "", all);
    page.row("the provider's own answers in that", "", format!("{} ms", milliseconds(providers[7])));
    page.row("peak memory, usher verify with its login", "under 20 MB", format!("{} kB", grouped(peak)));
}

fn end(served: &Served) -> Instant {
    served.came + served.took
}

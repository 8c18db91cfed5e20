//! `usher verify --all --no-login` over hundreds of organizations, healthy, slow and dead.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::home::Home;
use crate::login::flags;
use crate::okta::Oktas;
use crate::page::{Page, grouped, milliseconds};
use crate::process::Watch;
use crate::program::Program;

const HOSTS: usize = 200;
/// More than are asked at once, so that only what is kept of each can make more of them need more memory.
const ENOUGH: usize = 40;
/// Fewer than are asked at once.
const FEW: usize = 20;
const AWAY: Duration = Duration::from_millis(50);
const FOLDER: &str = ".local/share/usher/connections";

pub(crate) fn measure(page: &mut Page) {
    let one = one_by_one();
    let oktas = Oktas::start(HOSTS, AWAY);
    let home = Home::new();
    let record = first_record(&home, &oktas.origins[0]);
    let keep = |name: &str, origin: &str| {
        let text = record.replace("\"c000\"", &format!("{name:?}")).replace(&oktas.origins[0], origin);
        home.write(&format!("{FOLDER}/{name}.json"), &text);
    };
    let after_the_other = one * u32::try_from(HOSTS).unwrap_or(u32::MAX);
    page.row("verify --no-login, one host 50 ms away", "", format!("{} ms", milliseconds(one)));

    let verified = |count: usize| {
        for (at, origin) in oktas.origins.iter().enumerate().take(count) {
            keep(&format!("c{at:03}"), origin);
        }
        all(&home, count, 0)
    };
    let [(_, few), (_, enough), (took, many)] = [FEW, ENOUGH, HOSTS].map(verified);
    let part = after_the_other.as_secs_f64() / took.as_secs_f64();
    let found = format!("{} ms, 1/{part:.0} of {} ms", milliseconds(took), milliseconds(after_the_other));
    page.row("verify --all --no-login, 200 hosts 50 ms away", "under 1/20 of one by one", found);
    let [many, enough, few] = [many, enough, few].map(grouped);
    let found = format!("{many} kB; with {ENOUGH} hosts {enough} kB, with {FEW} {few} kB");
    page.row("peak memory of that", "flat", found);

    let slow = Oktas::start(1, Duration::from_secs(2));
    let dead = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let dead = format!("http://localhost:{}", dead.local_addr().expect("its address").port());
    keep("slow", &slow.origins[0]);
    keep("zdead", &dead);
    let (took, _) = all(&home, HOSTS + 2, 3);
    let found = format!("{} ms", milliseconds(took));
    page.row("the same with one slow and one dead host", "one deadline (20 s) more", found);
}

/// How long one of them takes alone: the mean of ten, each with an organization whose limit of requests is fresh.
fn one_by_one() -> Duration {
    let oktas = Oktas::start(10, AWAY);
    let mut all = Duration::ZERO;
    for origin in &oktas.origins {
        let home = Home::new();
        first_record(&home, origin);
        let started = Instant::now();
        let ran = Program::new(&home, ["verify", "c000", "--no-login", "--json"]).run();
        all += started.elapsed();
        assert_eq!(ran.code, Some(0), "{ran:#?}");
    }
    all / 10
}

/// Makes the record that the others are copied from.
fn first_record(home: &Home, origin: &str) -> String {
    let args = ["setup", "coder", "--name", "c000", "--no-login"].map(str::to_owned);
    let ran = Program::new(home, args.into_iter().chain(flags(home, origin))).run();
    assert_eq!(ran.code, Some(0), "{ran:#?}");
    home.read(&format!("{FOLDER}/c000.json"))
}

/// Verifies all of them; how long it took, and the most memory it held, in kB.
fn all(home: &Home, count: usize, code: i32) -> (Duration, usize) {
    let started = Instant::now();
    let running = Program::new(home, ["verify", "--all", "--no-login", "--json"]).start();
    let watch = Watch::of(running.id());
    let ran = running.finish(Duration::from_secs(120));
    let took = started.elapsed();
    let peak = watch.peak();
    assert_eq!(ran.code, Some(code), "{}", ran.err);
    let report = ran.json();
    assert_eq!(report["results"].as_array().map(Vec::len), Some(count), "one result for each");
    (took, peak)
}

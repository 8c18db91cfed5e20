//! The page of faults as a person uses it: by family, with a search, and with what is on above everything.

use usher::practice::{Family, Fault};

use crate::tests::practice::support::Okta;

const HERE: &str = "http://localhost:8780";
const PAGE: &str = "/practice/faults";

fn names(okta: &Okta) -> Vec<&'static str> {
    okta.org.faults.iter().map(Fault::name).collect()
}

fn page(okta: &mut Okta, path: &str) -> String {
    okta.get(path).body.reveal().to_owned()
}

#[test]
fn every_fault_stands_once_under_its_family_and_says_what_will_be_seen() {
    let mut okta = Okta::at(HERE);
    let page = page(&mut okta, PAGE);
    for fault in Fault::all() {
        let box_of = format!("id=\"fault-{fault}\"");
        assert_eq!(page.matches(&box_of).count(), 1, "{fault}");
        let before = page.split_once(&box_of).unwrap().0;
        let family = before.rsplit("id=\"family-").next().unwrap();
        assert!(family.starts_with(&format!("{}\"", fault.family().name())), "{fault}");
        let sight = fault.sight().in_english();
        assert!(sight.ends_with(['.', '”']) && !sight.contains(['{', '⟨']), "{fault}: {sight}");
    }
    assert_eq!(page.matches("<details class=\"card family\"").count(), Family::ALL.len());
    assert!(!page.contains(" open>"), "all are closed while nothing is on or looked for");
}

#[test]
fn a_search_shows_what_speaks_of_every_word_and_switches_nothing_off() {
    let mut okta = Okta::at(HERE);
    okta.post(PAGE, &[("fault", "clock-ahead"), ("fault", "secret-changed")]);
    let found = page(&mut okta, "/practice/faults?find=client+SECRET");
    assert!(found.contains("id=\"fault-secret-changed\"") && !found.contains("id=\"fault-clock-ahead\""));
    assert!(found.contains("name=\"fault\" value=\"clock-ahead\""), "what is not shown goes with the form");
    let answer =
        okta.post(PAGE, &[("find", "client SECRET"), ("fault", "clock-ahead"), ("fault", "alg-hs256")]);
    assert_eq!(answer.header("location"), Some("/practice/faults?find=client+SECRET#on"));
    assert_eq!(names(&okta), ["clock-ahead", "alg-hs256"]);
    let nothing = page(&mut okta, "/practice/faults?find=%3Cb%3E%22unicorn");
    assert!(nothing.contains("No fault speaks of “&lt;b&gt;&quot;unicorn”") && !nothing.contains("<b>"));
    assert!(nothing.contains("value=\"&lt;b&gt;&quot;unicorn\""), "and it stays typed");
}

#[test]
fn what_is_on_stands_above_and_goes_off_one_by_one_or_all_at_once() {
    let mut okta = Okta::at(HERE);
    assert!(page(&mut okta, PAGE).contains("Nothing is broken now."));
    okta.post(PAGE, &[("fault", "clock-ahead"), ("fault", "not-assigned"), ("fault", "no-such")]);
    let on = page(&mut okta, PAGE);
    let (above, below) = on.split_once("<details").unwrap();
    assert!(above.contains("Switched on now: 2 faults") && above.contains("Nobody is assigned"));
    assert!(below.contains("(1 switched on)"), "{below}");
    assert_eq!(on.matches(" open>").count(), 2, "only the two families that hold one stand open");
    okta.post(PAGE, &[("off", "not-assigned")]);
    assert_eq!(names(&okta), ["clock-ahead"]);
    okta.post(PAGE, &[("off", "no-such")]);
    assert_eq!(names(&okta), ["clock-ahead"]);
    okta.post(PAGE, &[("fault", "clock-ahead"), ("off", "all")]);
    assert!(okta.org.faults.is_empty());
}

//! A screen is described once: it is named in the list of the screens, in its own file, and in the order of the journey. Others go
//! there, or ask its description, and never which one it is.

use std::collections::BTreeMap;

use usher::wizard::Kind;

use crate::tests::house::source::Source;
use crate::tests::house::{Finding, finding};

/// The file with the list.
const LIST: &str = "src/wizard/screens/mod.rs";
/// The file with the order.
const ORDER: &str = "src/wizard/flow.rs";
/// The rooms that could tell screens apart.
const ROOMS: [&str; 2] = ["ui", "wizard"];

/// Screens that are named in more files than their own, and faces that ask which one is shown.
pub(crate) fn named(files: &[Source]) -> Vec<Finding> {
    let mut own: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| ROOMS.contains(&file.room())) {
        if [LIST, ORDER].contains(&file.path.as_str()) {
            continue;
        }
        for (line, name) in names(file) {
            let first = *own.entry(name.clone()).or_insert(&file.path);
            if first != file.path || file.room() == "ui" {
                let rule = format!("the screen {name} is named here and in {first}; ask its description");
                found.push(finding(file, line, &rule));
            }
        }
    }
    found
}

/// The screens that a file names.
fn names(file: &Source) -> Vec<(usize, String)> {
    let screens: Vec<String> = Kind::ALL.iter().map(|kind| format!("{kind:?}")).collect();
    let name = |parts: &[String]| match parts {
        [.., of, name] if (of == "Screen" || of == "Kind") && screens.contains(name) => Some(name.clone()),
        _ => None,
    };
    file.paths().iter().filter_map(|path| Some((path.line, name(&path.parts)?))).collect()
}

/// The guard itself, on sources made up to break it.
pub(crate) fn self_test() {
    let own = Source::new("src/wizard/screens/values.rs", "const A: Screen = Screen::Values;");
    let other = Source::new("src/wizard/report.rs", "fn f() { go(Screen::Values); go(values::SCREEN) }");
    let face = Source::new("src/ui/plain/answer.rs", "fn f(k: Kind) -> bool { k == Kind::Login }");
    assert_eq!(named(&[own, other]).len(), 1);
    assert_eq!(named(&[face]).len(), 1);
    let order = Source::new(ORDER, "fn f() { all.push(Screen::Login) }");
    assert!(named(&[order]).is_empty());
}

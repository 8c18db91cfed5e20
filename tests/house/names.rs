//! Slugs and check ids are texts that users rely on: each stands in its table alone, so that the compiler knows the others.

use usher::diagnosis::CheckId;
use usher::diagnosis::slugs::SLUGS;

use crate::tests::house::source::Source;
use crate::tests::house::{Finding, finding};

/// The tables.
const TABLES: [&str; 2] = ["src/diagnosis/slugs/table.rs", "src/diagnosis/check_id.rs"];

/// A slug or a check id as text.
pub(crate) fn as_text(file: &Source) -> Vec<Finding> {
    if TABLES.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let is_name = |text: &str| {
        SLUGS.iter().any(|record| record.name == text) || CheckId::ALL.iter().any(|id| id.as_str() == text)
    };
    let rule = |text: &str| format!("{text:?} is a `Slug` or a `CheckId`");
    file.literals()
        .filter(|(_, text)| is_name(text))
        .map(|(line, text)| finding(file, line, &rule(text)))
        .collect()
}

/// The guard itself, on sources made up to break it.
pub(crate) fn self_test() {
    let text = "// \"client.unknown\"\nfn f() { a(\"client.unknown\"); b(\"client.secret\"); c(\"client\") }";
    assert_eq!(as_text(&Source::new("src/ui/a.rs", text)).len(), 2);
    assert!(as_text(&Source::new(TABLES[0], text)).is_empty());
}

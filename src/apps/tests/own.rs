//! The page about guides of one's own shows a guide that works.

use super::super::guide::Guide;
use super::super::markdown;
use super::known;

const PAGE: &str = include_str!("../../../docs/guides.md");

/// The longest piece of TOML on the page: the whole guide.
fn example() -> &'static str {
    let pieces = PAGE.split("```toml\n").skip(1).filter_map(|piece| piece.split("```").next());
    pieces.max_by_key(|piece| piece.len()).unwrap_or_default()
}

#[test]
fn the_guide_on_the_page_can_be_used() {
    let guide = Guide::parse(example()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let context = known(&guide);
    let resolved = guide.resolve(&context);
    assert!(resolved.gaps().is_empty(), "{:?}", resolved.gaps());
    assert!(resolved.formats.iter().all(super::super::Format::is_complete));
    let page = markdown::guide(&guide, &context);
    assert!(page.contains(&guide.name) && !page.contains('‹'), "{page}");
    let settings = resolved.formats[0].settings().unwrap_or_default();
    assert!(settings.iter().any(|setting| setting.value.is_secret()), "the example writes the secret");
}

#[test]
fn the_page_names_what_exists() {
    for (name, _) in crate::config::Editor::names() {
        assert!(PAGE.contains(&format!("`{name}`")), "the page does not name the editor {name}");
    }
    for step in super::OKTA_STEPS {
        assert!(PAGE.contains(&format!("`{}`", step.0)), "the page does not name the step {}", step.0);
    }
    for kind in ["https_url", "url", "host", "slug", "text", "bool", "choice", "map"] {
        assert!(PAGE.contains(&format!("`{kind}`")), "the page does not name the kind {kind}");
    }
    for (filter, _) in super::super::template::FILTERS {
        assert!(PAGE.contains(&format!("`{filter}`")), "the page does not name the filter {filter}");
    }
    for place in super::super::check::PLACES {
        assert!(PAGE.contains(&format!("`{{{place}}}`")), "the page does not name the place {place}");
    }
}

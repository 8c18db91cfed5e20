//! How long a key takes in the search over a thousand guides: `cargo bench --bench search`. It prints; nothing passes or fails.

#![allow(clippy::print_stdout, reason = "printing its figures is what it is for")]

use std::time::Instant;

use usher::internals::apps::catalogue::Card;
use usher::internals::apps::catalogue::{self, Index};
use usher::internals::base::words::Voice;

/// So many guides; the catalogue has fewer, so it is repeated under other names.
const GUIDES: usize = 1000;

fn main() {
    let known = catalogue::cards();
    let cards: Vec<Card> = (0..GUIDES)
        .map(|number| {
            let card = *known[number % known.len()];
            let kept = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
            Card {
                id: kept(format!("{}-{number}", card.id)),
                name: kept(format!("{} {number}", card.name)),
                ..card
            }
        })
        .collect();
    let all: Vec<&Card> = cards.iter().collect();
    let index = Index::of(&all);
    println!("{GUIDES} guides, each key of a query answered anew");
    for query in ["grafana", "identity provider", "sso for kubernetes", "zzzzzz", "argo cd okta login"] {
        let mut times = Vec::new();
        for _ in 0..20 {
            for end in 1..=query.len() {
                let began = Instant::now();
                let found = index.search(Voice::default(), &query[..end]);
                times.push(began.elapsed().as_secs_f64() * 1000.0);
                assert!(found.len() <= GUIDES);
            }
        }
        times.sort_by(f64::total_cmp);
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!("  {query:<22} median {:6.3} ms   p99 {:6.3} ms   worst {:6.3} ms", at(50), at(99), at(100));
    }
}

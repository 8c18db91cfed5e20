//! The formats of a guide, computed: keys with their values, one for each pair of a map where a key asks for it.

use super::work::{Here, Work};
use crate::apps::guide::{Format, Key, SHEET, TEXT};
use crate::apps::resolved::{FormatBody, ResolvedApply, ResolvedBeside, ResolvedFormat, ResolvedKey, Sheet};
use crate::apps::template::{Found, Template, json_list, pairs};

/// The places of a template that are filled from the connection itself, not from an answer.
const CONNECTING: [&str; 4] = ["issuer", "client_id", "client_secret", "scopes"];

impl Work<'_> {
    pub(super) fn format(&self, format: &Format) -> ResolvedFormat {
        let text = |template: &Template| self.scope.text(template);
        let body = match format.editor.as_str() {
            SHEET => FormatBody::Sheet(Sheet {
                place: format.place.iter().map(text).collect(),
                fields: self.pastes(&format.fields, &Vec::new()),
                then: format.then.as_ref().map(text),
            }),
            TEXT => {
                FormatBody::Text(format.text.as_ref().map(|whole| self.scope.fill(whole)).unwrap_or_default())
            }
            editor => FormatBody::Settings {
                editor: editor.to_owned(),
                dialect: format.dialect.clone(),
                settings: self.keys(format),
            },
        };
        let beside = format.beside.iter().filter(|beside| self.scope.holds(&beside.when));
        let apply = format.apply.iter().filter(|apply| self.scope.holds(&apply.when));
        ResolvedFormat {
            id: format.id.clone(),
            name: format.name.clone(),
            about: format.about.as_ref().map(text),
            body,
            path: format.path.as_ref().map(text),
            header: format.header.iter().map(text).collect(),
            also: format.also.clone(),
            beside: beside
                .map(|beside| ResolvedBeside {
                    say: text(&beside.say),
                    variable: beside.variable.clone(),
                    run: beside.run.as_ref().map(text),
                })
                .collect(),
            apply: apply
                .map(|apply| ResolvedApply { how: apply.how.clone(), run: text(&apply.run) })
                .collect(),
        }
    }

    fn keys(&self, format: &Format) -> Vec<ResolvedKey> {
        let keys = format.keys.iter().filter(|key| self.scope.holds(&key.when));
        let one = |key: &Key, here: &Here| ResolvedKey {
            key: self.scope.fill_with(&key.key, here).shown(),
            value: self.scope.fill_with(&key.value, here),
            kind: key.kind.clone(),
            note: key.note.as_ref().map(|note| self.scope.fill_with(note, here).shown()),
            connects: key.value.places().any(|place| CONNECTING.contains(&place)),
        };
        keys.flat_map(|key| self.pairs(key).into_iter().map(|here| one(key, &here)).collect::<Vec<_>>())
            .collect()
    }

    /// The values of each repetition of a key: one for each pair of its `map` question, or the key alone.
    fn pairs(&self, key: &Key) -> Vec<Here> {
        let Some(question) = &key.each else { return vec![Vec::new()] };
        let named = |from: Found, to: Found, list: Found| {
            let names = ["pair_from", "pair_to", "pair_to_list"].map(str::to_owned);
            names.into_iter().zip([from, to, list]).collect()
        };
        match self.scope.fill_name(question) {
            Found::Gap(label) => {
                let gap = Found::Gap(label);
                vec![named(gap.clone(), gap.clone(), gap)]
            }
            Found::Plain(text) => pairs(&text)
                .into_iter()
                .map(|(from, to)| {
                    let list = Found::Plain(json_list(&to));
                    named(Found::Plain(from), Found::Plain(to), list)
                })
                .collect(),
            Found::Secret(_) | Found::Filled(_) => Vec::new(),
        }
    }
}

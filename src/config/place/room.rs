//! Where keys belong in a document that has none of them yet: by what else stands there.

use super::Entry;
use super::pattern::{self, Part};
use super::search::usual_names;
use crate::config::document::Document;
use crate::config::editor::Editor;
use crate::config::key::{INSIDE, Step};
use crate::config::tree::{Rows, Tree};

/// What is known of an application by which its place is found.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What its images, charts and services are called.
    pub called: &'a [String],
    /// The keys that shall be written.
    pub keys: &'a [String],
    /// Whether they are values of a chart, which may be a part of another one.
    pub of_chart: bool,
}

/// So deep may charts stand in one another.
const DEEPEST: usize = 4;

impl Document<'_> {
    /// The places at which keys can be put that the document does not have yet: one where it is certain, several where more than
    /// one fits, none where nothing tells.
    pub fn rooms(&self, known: Known<'_>) -> Vec<Entry> {
        match self.editor() {
            Editor::ComposeFile => self.services(known),
            Editor::Yaml if !matches!(*self.tree, Tree::Null) => self.charts(known),
            Editor::Manifest => self.objects(known),
            _ => vec![Entry::default()],
        }
    }

    /// Whether a place of a Compose file is a service whose image has one of these names.
    pub fn is_service_of(&self, entry: &Entry, called: &[String]) -> bool {
        let chosen = entry.chosen("service").map(Step::named);
        let Some(name) = chosen.or_else(|| entry.prefix.get(1).cloned()) else { return false };
        let service = self.tree.get(&[Step::named("services"), name]);
        let image = service.filter(|_| self.editor() == Editor::ComposeFile).and_then(|one| image(&one));
        image.is_some_and(|image| is_called(&image, called))
    }

    /// The services of a Compose file that are this application: by their image, else by the variables that they are given.
    fn services(&self, known: Known<'_>) -> Vec<Entry> {
        let Some(Tree::Table(services)) =
            self.tree.get(&[Step::named("services")]).map(std::borrow::Cow::into_owned)
        else {
            return Vec::new();
        };
        // Of a file of variables the names alone are known.
        let below = |name: &str| vec![Step::named("services"), Step::named(name), Step::named("environment")];
        let is_bare = are_variables(known.keys);
        let entry = |name: &String| {
            if is_bare {
                return Entry { prefix: below(name), ..Entry::default() };
            }
            Entry {
                names: vec![("service".to_owned(), name.clone())],
                usual: usual_names(self.editor(), known.keys),
                ..Entry::default()
            }
        };
        let by = |is: &dyn Fn(&str, &Tree) -> bool| {
            services.iter().filter(|(name, service)| is(name, service)).map(|(name, _)| entry(name)).collect()
        };
        let by_image: Vec<Entry> =
            by(&|_, service| image(service).is_some_and(|it| is_called(&it, known.called)));
        if !by_image.is_empty() {
            return by_image;
        }
        let heads = heads(known.keys);
        let by_keys: Vec<Entry> = by(&|_, service| {
            variables(service).iter().any(|name| heads.iter().any(|head| name.starts_with(head.as_str())))
        });
        if !by_keys.is_empty() {
            return by_keys;
        }
        by(&|name, _| is_called(name, known.called))
    }

    /// The places of a chart's values: where more of the way to the keys stands than elsewhere, or below the chart's own name.
    fn charts(&self, known: Known<'_>) -> Vec<Entry> {
        let entry = |prefix: Vec<Step>| Entry { prefix, ..Entry::default() };
        let mut outer = self.begun(known.keys);
        let begun = outer.len();
        outer.retain(|prefix| !is_part_of_a_chart(&[prefix.as_slice(), &[Step::named(INSIDE)]].concat()));
        if begun > outer.len() && outer.is_empty() {
            return Vec::new();
        }
        if !outer.is_empty() {
            return outer.into_iter().map(entry).collect();
        }
        // Variables have no place among the values of a chart, unless there are some already.
        let has_variables = |rows: &Rows| rows.keys().any(|name| is_variable_name(name));
        if are_variables(known.keys) && !matches!(&*self.tree, Tree::Table(rows) if has_variables(rows)) {
            return Vec::new();
        }
        let base = match values_of(&self.tree) {
            Values::Here => Vec::new(),
            Values::Below(steps) if known.of_chart => steps,
            Values::Below(_) | Values::Nowhere => return Vec::new(),
        };
        if !known.of_chart {
            return vec![entry(base)];
        }
        let is_another = chart_of(&self.tree).is_some_and(|chart| !is_called(&chart, known.called));
        let Some(tree) = self.tree.get(&base).filter(|tree| !matches!(**tree, Tree::Null)) else {
            return if is_another { Vec::new() } else { vec![entry(base)] };
        };
        let mut charts = Vec::new();
        named(&tree, &mut base.clone(), known.called, &mut charts);
        let found = charts.len();
        charts.retain(|steps| !is_part_of_a_chart(&steps[base.len()..]));
        // What goes by the application's name there belongs to a chart that runs anything.
        if charts.is_empty() && (found > 0 || is_another) {
            return Vec::new();
        }
        let is_own = |steps: &Vec<Step>| {
            let own = &steps[base.len()..];
            known
                .keys
                .iter()
                .any(|key| pattern::steps(self.editor(), key).is_some_and(|key| key.starts_with(own)))
        };
        charts.retain(|steps| !is_own(steps));
        if charts.is_empty() { vec![entry(base)] } else { charts.into_iter().map(entry).collect() }
    }

    /// The objects of a file of objects: of a kind whose name a guide leaves free, one that belongs to what the keys name.
    fn objects(&self, known: Known<'_>) -> Vec<Entry> {
        let all: Vec<Vec<Step>> =
            known.keys.iter().filter_map(|key| pattern::steps(Editor::Manifest, key)).collect();
        let Tree::Table(rows) = &*self.tree else { return vec![Entry::default()] };
        let is_of_object =
            |steps: &Vec<Step>| matches!(steps.first(), Some(Step::Name(head)) if head.contains('/'));
        if !all.iter().any(is_of_object) {
            // A file of the application itself, as a document among others or as a text in one.
            let begun = self.begun(known.keys).into_iter().filter(|prefix| !prefix.is_empty());
            return begun.map(|prefix| Entry { prefix, ..Entry::default() }).collect();
        }
        let mut names = Vec::new();
        for own in &all {
            let (Some(Step::Name(head)), Some(at)) = (own.first(), own.iter().position(is_entry)) else {
                continue;
            };
            let Some((kind, name)) =
                head.split_once('/').filter(|_| pattern::structural(Editor::Manifest, own, 0).is_some())
            else {
                continue;
            };
            let of_kind =
                rows.iter().filter(|(name, _)| name.split_once('/').is_some_and(|(other, _)| other == kind));
            let mut of_kind = of_kind.peekable();
            if names.iter().any(|(known, _)| known == kind) || of_kind.peek().is_none() {
                continue;
            }
            // One that belongs to something else has that in its list.
            let fits =
                |object: &Tree| object.get(&own[1..=at]).is_some() || object.get(&own[1..at]).is_none();
            let fitting = of_kind.find(|(_, object)| fits(object)).and_then(|(name, _)| name.split_once('/'));
            names.push((kind.to_owned(), fitting.map_or(name, |(_, name)| name).to_owned()));
        }
        vec![Entry { names, usual: usual_names(Editor::Manifest, known.keys), ..Entry::default() }]
    }

    /// What stands before the longest beginnings of these keys that are there.
    fn begun(&self, keys: &[String]) -> Vec<Vec<Step>> {
        let editor = self.editor();
        let all: Vec<Vec<Step>> = keys.iter().filter_map(|key| pattern::steps(editor, key)).collect();
        let longest = all.iter().map(Vec::len).max().unwrap_or_default();
        for length in (1..longest).rev() {
            let mut found: Vec<Vec<Step>> = Vec::new();
            for steps in all.iter().filter(|steps| steps.len() > length) {
                let part = pattern::parts(editor, &steps[..length]);
                // A list or a name that every file has tells nothing.
                if !matches!(part.last(), Some(Part::Name(_))) {
                    continue;
                }
                let hits = self.outline().find(&part).into_iter().filter(|hit| {
                    let named = hit.prefix.iter().filter(|step| **step != Step::named(INSIDE));
                    let is_below = named.clone().all(|step| matches!(step, Step::Name(_)));
                    is_below && named.count() <= DEEPEST && self.is_table(&hit.steps)
                });
                for hit in hits.filter(|hit| length > 1 || hit.prefix.is_empty() || is_telling(&steps[0])) {
                    if !found.contains(&hit.prefix) {
                        found.push(hit.prefix);
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn is_table(&self, steps: &[Step]) -> bool {
        matches!(self.tree.get(steps).as_deref(), Some(Tree::Table(_) | Tree::List(_) | Tree::Null))
    }
}

fn is_entry(step: &Step) -> bool {
    matches!(step, Step::Entry { .. })
}

/// The chart that an object of Kubernetes installs.
fn chart_of(tree: &Tree) -> Option<String> {
    const WAYS: [&[&str]; 3] =
        [&["spec", "chart", "spec", "chart"], &["spec", "chartRef", "name"], &["spec", "source", "chart"]];
    let text = |way: &&[&str]| {
        let steps: Vec<Step> = way.iter().map(|name| Step::named(name)).collect();
        match tree.get(&steps).as_deref() {
            Some(Tree::Text(text)) => Some(text.clone()),
            _ => None,
        }
    };
    WAYS.iter().find_map(text)
}

/// Whether a table with an application's name is an entry of a chart that runs any application: one of its containers, services
/// or routes.
fn is_part_of_a_chart(steps: &[Step]) -> bool {
    const PARTS: [&str; 15] = [
        "controllers",
        "containers",
        "initContainers",
        "service",
        "services",
        "serviceAccount",
        "serviceMonitor",
        "ingress",
        "route",
        "routes",
        "persistence",
        "configMaps",
        "secrets",
        "networkpolicies",
        "defaultPodOptions",
    ];
    let outer = steps.split_last().map(|(_, outer)| outer).unwrap_or_default();
    outer.iter().any(|step| matches!(step, Step::Name(name) if PARTS.contains(&name.as_str())))
}

/// Whether these keys are names of variables, and nothing else.
fn are_variables(keys: &[String]) -> bool {
    !keys.is_empty() && keys.iter().all(|key| is_variable_name(key))
}

fn is_variable_name(name: &str) -> bool {
    name.contains('_')
        && name.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_')
}

/// Whether a name at the outside of a key is the application's alone: many charts have a `config`, none but one has `grafana.ini`.
fn is_telling(step: &Step) -> bool {
    const OFTEN: [&str; 9] =
        ["config", "env", "auth", "server", "global", "configuration", "settings", "extraEnv", "security"];
    matches!(step, Step::Name(name) if !OFTEN.contains(&name.as_str()))
}

enum Values {
    Here,
    Below(Vec<Step>),
    Nowhere,
}

/// Where a chart's values stand in an object of Kubernetes that installs it.
fn values_of(tree: &Tree) -> Values {
    let text = |name: &str| match tree.get(&[Step::named(name)]).as_deref() {
        Some(Tree::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let below = |way: &[&str]| Values::Below(way.iter().map(|name| Step::named(name)).collect());
    match (text("apiVersion"), text("kind")) {
        (Some(_), Some(kind)) if kind == "HelmRelease" => below(&["spec", "values"]),
        (Some(_), Some(kind)) if kind == "Application" => {
            let values = ["spec", "source", "helm", "values"].map(Step::named);
            match tree.get(&values).as_deref() {
                Some(Tree::Table(_)) => below(&["spec", "source", "helm", "values", INSIDE]),
                _ => below(&["spec", "source", "helm", "valuesObject"]),
            }
        }
        (Some(_), Some(_)) => Values::Nowhere,
        _ => Values::Here,
    }
}

/// The tables with a chart's name, the outer ones alone.
fn named(tree: &Tree, steps: &mut Vec<Step>, called: &[String], found: &mut Vec<Vec<Step>>) {
    let Tree::Table(rows) = tree else { return };
    for (name, inner) in rows.iter().filter(|(_, inner)| matches!(inner, Tree::Table(_))) {
        steps.push(Step::Name(name.clone()));
        if is_called(name, called) {
            found.push(steps.clone());
        } else if steps.len() < DEEPEST {
            named(inner, steps, called, found);
        }
        steps.pop();
    }
}

/// The image of a service, without where it comes from and without its version.
fn image(service: &Tree) -> Option<String> {
    let image = service.get(&[Step::named("image")])?;
    let text = match image.as_ref() {
        Tree::Text(text) | Tree::Reference(text) => text.as_str(),
        _ => return None,
    };
    let last = text.rsplit('/').next()?;
    Some(last.split([':', '@', '$']).next()?.to_owned())
}

/// The names of the variables that a service is given.
fn variables(service: &Tree) -> Vec<String> {
    match service.get(&[Step::named("environment")]).as_deref() {
        Some(Tree::Table(rows)) => Rows::keys(rows).cloned().collect(),
        Some(Tree::List(items)) => {
            let texts = items.iter().filter_map(|item| match item {
                Tree::Text(text) | Tree::Reference(text) => text.split('=').next().map(str::to_owned),
                _ => None,
            });
            texts.collect()
        }
        _ => Vec::new(),
    }
}

/// What the names of most of the variables begin with, up to the first underscore: `CODER_`, `GF_`.
fn heads(keys: &[String]) -> Vec<String> {
    let heads: Vec<String> = keys
        .iter()
        .filter_map(|key| key.rsplit('.').next()?.split_once('_'))
        .map(|(head, _)| format!("{head}_"))
        .filter(|head| !["AUTH_", "OIDC_", "OAUTH_", "OPENID_", "ENABLE_", "SSO_"].contains(&head.as_str()))
        .collect();
    let often = |head: &&String| heads.iter().filter(|other| other == head).count() * 2 > keys.len();
    let mut often: Vec<String> = heads.iter().filter(often).cloned().collect();
    often.dedup();
    often
}

/// Whether something bears one of these names, whatever stands between their words.
fn is_called(name: &str, called: &[String]) -> bool {
    let folded =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let name = folded(name);
    called.iter().any(|known| folded(known) == name)
}

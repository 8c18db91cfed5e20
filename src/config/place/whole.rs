//! Kubernetes Secrets that a container takes all its variables from: `envFrom`, and what charts make of it.

use super::Place;
use crate::config::key::Step;
use crate::config::lead::Lead;
use crate::config::tree::Tree;

impl Place<'_> {
    /// Where a variable that does not stand among the others of its container comes from, if anything sets it: the Secret whose
    /// every key is a variable. `None` for a key that is no variable of a container, and for a container without such a Secret.
    pub fn taken_whole(&self, key: &str) -> Option<Lead> {
        let steps = self.hit(key).map(|hit| hit.steps).or_else(|| self.steps(key))?;
        let ([rest @ .., Step::Entry { is: variable, .. }, Step::Name(_)]
        | [rest @ .., Step::Name(variable)]) = steps.as_slice()
        else {
            return None;
        };
        let (Step::Name(environment), container) = rest.split_last()? else { return None };
        if !["env", "extraEnv"].iter().any(|begins| environment.starts_with(begins)) {
            return None;
        }
        let container = self.document.tree.get(container)?;
        let Tree::Table(rows) = container.as_ref() else { return None };
        let is_whole = |name: &str| {
            let rest = name.strip_prefix(environment.as_str());
            rest.is_some_and(|rest| matches!(rest, "From" | "FromSecret" | "FromSecrets" | "Secret"))
        };
        let whole = rows.iter().filter(|(name, _)| is_whole(name));
        let secrets: Vec<String> = whole.flat_map(|(_, value)| secrets(value)).collect();
        match secrets.as_slice() {
            [] => None,
            [one] => Some(Lead::KubernetesSecret { name: one.clone(), key: variable.clone() }),
            several => Some(Lead::Unclear(several.join(", "))),
        }
    }
}

/// The names of the Secrets in one such value.
fn secrets(value: &Tree) -> Vec<String> {
    let text = |tree: &Tree| match tree {
        Tree::Text(name) if !name.is_empty() => Some(name.clone()),
        _ => None,
    };
    let at = |item: &Tree, way: &[&str]| {
        let way: Vec<Step> = way.iter().map(|step| Step::named(step)).collect();
        text(item.get(&way)?.as_ref())
    };
    match value {
        Tree::List(items) => {
            let one = |item: &Tree| at(item, &["secretRef", "name"]).or_else(|| at(item, &["name"]));
            items.iter().filter_map(one).collect()
        }
        one => text(one).into_iter().collect(),
    }
}

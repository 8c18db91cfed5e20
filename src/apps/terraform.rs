//! Okta's side of a guide as a Terraform file for the provider `okta/okta`: the app integration, who may use it, and what a
//! custom authorization server needs besides. It holds no secret; Okta makes one, and an output gives it out.

use super::request::RequestFacts;
use super::template::Filled;
use super::wanted::{ALL_GROUPS, CONSENT, LoginMode, Wanted};
use crate::base::words::{Message, Voice, key, message, say};
use crate::base::{quoting, untrusted};

/// Okta's side as HCL. What is not known yet stands in `‹ ›` inside its value, as on every page of Usher.
pub fn okta_side(voice: Voice, wanted: &Wanted, facts: &RequestFacts) -> String {
    let file = File { voice, wanted, facts, name: label(&wanted.app) };
    let mut out = file.comment(&message!("apps.terraform.head", app = wanted.called));
    out += "terraform {\n  required_providers {\n    okta = {\n      source = \"okta/okta\"\n    }\n  }\n}\n";
    for part in
        [file.variables(), file.existing(), file.application(), file.access(), file.server(), file.outputs()]
    {
        if !part.is_empty() {
            out.push('\n');
            out += &part;
        }
    }
    out
}

struct File<'a> {
    voice: Voice,
    wanted: &'a Wanted,
    facts: &'a RequestFacts,
    /// What the resources are called in the file.
    name: String,
}

/// A block's attribute, ready to be aligned with its neighbours.
type Row = (&'static str, String);

impl File<'_> {
    fn variables(&self) -> String {
        let mut out = String::new();
        if let Some(test) = &self.wanted.test_redirect {
            let until = self.facts.test_until.as_deref();
            out += &match until {
                Some(day) => self.comment(&message!("apps.terraform.test_until", uri = test, day = day)),
                None => self.comment(&message!("apps.terraform.test", uri = test)),
            };
            out += "variable \"include_test_uri\" {\n  type    = bool\n  default = true\n}\n\n";
        }
        let names: Vec<String> =
            self.wanted.groups.iter().map(|name| quoted(&untrusted::visible(name))).collect();
        out += &self.comment(&message!(if names.is_empty() {
            key!("apps.terraform.groups_open")
        } else {
            key!("apps.terraform.groups")
        }));
        let default =
            if names.is_empty() { String::new() } else { format!("  default = [{}]\n", names.join(", ")) };
        let gap = if names.is_empty() { " " } else { "    " };
        out + &format!("variable \"groups\" {{\n  type{gap}= set(string)\n{default}}}\n")
    }

    /// The application that is there already, taken over instead of made a second time.
    fn existing(&self) -> String {
        let Some(id) = &self.facts.existing else { return String::new() };
        let to = format!("okta_app_oauth.{}", self.name);
        self.comment(&message!("apps.terraform.existing"))
            + &block("import", &[], &[("to", to), ("id", quoted(id))])
    }

    fn application(&self) -> String {
        let wanted = self.wanted;
        let own = uris(&wanted.redirect_uris, &wanted.others.redirect_uris);
        let redirects = match &wanted.test_redirect {
            Some(test) => format!("concat([{own}], var.include_test_uri ? [{}] : [])", quoted(test)),
            None => format!("[{own}]"),
        };
        let sign_out = uris(&wanted.sign_out_uris, &wanted.others.sign_out_uris);
        let mut rows: Vec<Row> = vec![
            ("label", quoted(&wanted.label)),
            ("type", quoted(wanted.application_type())),
            ("grant_types", list(&wanted.grant_types())),
            ("response_types", list(&wanted.response_types())),
            ("redirect_uris", redirects),
            ("post_logout_redirect_uris", format!("[{sign_out}]")),
            ("token_endpoint_auth_method", quoted(&wanted.client_authentication)),
            ("pkce_required", wanted.pkce_required.to_string()),
            ("consent_method", quoted(CONSENT)),
        ];
        rows.extend(wanted.refresh_rotation().map(|rotation| ("refresh_token_rotation", quoted(rotation))));
        rows.extend(self.tile());
        let mut body = aligned(&rows);
        if wanted.server.is_none() {
            body += &self.groups_claim();
        }
        format!("resource \"okta_app_oauth\" \"{}\" {{\n{body}}}\n", self.name)
    }

    /// How the login starts from Okta's dashboard, and whether the application stands there.
    fn tile(&self) -> Vec<Row> {
        let tile = &self.wanted.tile;
        let hidden = (!tile.is_shown).to_string();
        let mut rows: Vec<Row> = vec![("login_mode", quoted(tile.mode.as_str()))];
        if tile.mode != LoginMode::Disabled {
            rows.extend(tile.initiate.as_ref().map(|uri| ("login_uri", quoted(&uri.shown()))));
        }
        if tile.mode == LoginMode::Okta {
            let scopes: Vec<&str> = self.wanted.scopes.iter().map(String::as_str).collect();
            rows.push(("login_scopes", list(&scopes)));
        }
        rows.extend([("hide_web", hidden.clone()), ("hide_ios", hidden)]);
        rows
    }

    fn groups_claim(&self) -> String {
        let Some(claim) = &self.wanted.groups_claim else { return String::new() };
        let rows = [
            ("type", quoted("FILTER")),
            ("filter_type", quoted("REGEX")),
            ("name", quoted(claim)),
            ("value", quoted(ALL_GROUPS)),
        ];
        let comment = self.comment(&message!("apps.terraform.groups_claim"));
        format!("\n{}  groups_claim {{\n{}  }}\n", indented(&comment), indented(&aligned(&rows)))
    }

    fn access(&self) -> String {
        let name = &self.name;
        format!(
            "data \"okta_group\" \"access\" {{\n  for_each = var.groups\n  name     = each.value\n}}\n\n\
             resource \"okta_app_group_assignments\" \"{name}\" {{\n  app_id = okta_app_oauth.{name}.id\n\n  \
             dynamic \"group\" {{\n    for_each = data.okta_group.access\n    content {{\n      id = group.value.id\n    \
             }}\n  }}\n}}\n"
        )
    }

    /// A custom server's scope, claim, policy and rule.
    fn server(&self) -> String {
        let Some(server) = &self.wanted.server else { return String::new() };
        let mut out = self.comment(&message!("apps.terraform.server"));
        let id = if server.starts_with("aus") {
            out += &block("locals", &[], &[("auth_server_id", quoted(server))]);
            "local.auth_server_id".to_owned()
        } else {
            out += &block("data", &["okta_auth_server", "server"], &[("name", quoted(server))]);
            "data.okta_auth_server.server.id".to_owned()
        };
        let on_server = || ("auth_server_id", id.clone());
        if let Some(scope) = self.wanted.server_scope() {
            let rows = [on_server(), ("name", quoted(scope)), ("consent", quoted("IMPLICIT"))];
            out = out + "\n" + &block("resource", &["okta_auth_server_scope", "groups"], &rows);
        }
        if let Some(claim) = &self.wanted.groups_claim {
            let rows = [
                on_server(),
                ("name", quoted(claim)),
                ("claim_type", quoted("IDENTITY")),
                ("value_type", quoted("GROUPS")),
                ("group_filter_type", quoted("REGEX")),
                ("value", quoted(ALL_GROUPS)),
                ("always_include_in_token", true.to_string()),
            ];
            out = out + "\n" + &block("resource", &["okta_auth_server_claim", "groups"], &rows);
        }
        out + &self.policy(&id)
    }

    fn policy(&self, server: &str) -> String {
        let name = self.name.as_str();
        let policy = [
            ("auth_server_id", server.to_owned()),
            ("name", quoted(&self.wanted.label)),
            ("description", quoted(&say!(self.voice, "apps.terraform.policy", app = self.wanted.called))),
            ("priority", "1".to_owned()),
            ("client_whitelist", format!("[okta_app_oauth.{name}.client_id]")),
        ];
        let rule = [
            ("auth_server_id", server.to_owned()),
            ("policy_id", format!("okta_auth_server_policy.{name}.id")),
            ("name", quoted(&self.wanted.label)),
            ("priority", "1".to_owned()),
            ("grant_type_whitelist", list(&self.wanted.rule_grants())),
            ("scope_whitelist", list(&["*"])),
            ("group_whitelist", list(&["EVERYONE"])),
        ];
        let policy = block("resource", &["okta_auth_server_policy", name], &policy);
        format!("\n{policy}\n{}", block("resource", &["okta_auth_server_policy_rule", name], &rule))
    }

    /// A sentence as lines of comment.
    fn comment(&self, message: &Message) -> String {
        let said = untrusted::visible(&self.voice.say(message));
        let mut out = String::new();
        let mut line = String::from("#");
        for word in said.split_whitespace() {
            if line.chars().count() + word.chars().count() > 96 {
                out = out + &line + "\n";
                line = String::from("#");
            }
            line = line + " " + word;
        }
        out + &line + "\n"
    }

    fn outputs(&self) -> String {
        let name = self.name.as_str();
        let id = [("value", format!("okta_app_oauth.{name}.client_id"))];
        let secret =
            [("value", format!("okta_app_oauth.{name}.client_secret")), ("sensitive", true.to_string())];
        let mut out = block("output", &["client_id"], &id);
        if self.wanted.has_secret() {
            out = out
                + "\n"
                + &self.comment(&message!("apps.terraform.secret"))
                + &block("output", &["client_secret"], &secret);
        }
        out
    }
}

fn block(kind: &str, labels: &[&str], rows: &[Row]) -> String {
    let labels: Vec<String> = labels.iter().map(|label| format!(" \"{label}\"")).collect();
    format!("{kind}{} {{\n{}}}\n", labels.concat(), aligned(rows))
}

/// Attributes with their signs one below the other, as `terraform fmt` sets them.
fn aligned(rows: &[Row]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let lines: Vec<String> =
        rows.iter().map(|(name, value)| format!("  {name:width$} = {value}\n")).collect();
    lines.concat()
}

fn indented(lines: &str) -> String {
    lines.split_inclusive('\n').flat_map(|line| ["  ", line]).collect()
}

/// The addresses of the guide, then those of others.
fn uris(own: &[Filled], others: &[String]) -> String {
    let all = own.iter().map(Filled::shown).chain(others.iter().cloned());
    all.map(|uri| quoted(&uri)).collect::<Vec<_>>().join(", ")
}

fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A text in HCL's quotes, in which nothing is filled in and nothing invisible is left.
fn quoted(text: &str) -> String {
    format!("\"{}\"", quoting::hcl(&untrusted::visible(text)))
}

/// A name that Terraform takes.
fn label(id: &str) -> String {
    let name: String = id
        .chars()
        .map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { '_' })
        .collect();
    if name.starts_with(|one: char| one.is_ascii_alphabetic()) { name } else { format!("app_{name}") }
}

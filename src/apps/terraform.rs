//! Okta's side of a guide as a Terraform file for the provider `okta/okta`: the app integration, who may use it, and what a
//! custom authorization server needs besides. It holds no secret; Okta makes one, and an output gives it out.

use super::guide::{ApplicationType, Grant, Server};
use super::request::RequestFacts;
use super::resolved::Resolved;
use crate::base::words::{Message, Voice, key, message, say};
use crate::base::{quoting, untrusted};

/// Okta's side as HCL. What is not known yet stands in `‹ ›` inside its value, as on every page of Usher.
pub fn okta_side(voice: Voice, resolved: &Resolved, facts: &RequestFacts) -> String {
    let file = File { voice, resolved, facts, name: label(&resolved.id) };
    let mut out = file.comment(&message!("apps.terraform.head", app = resolved.name));
    out += "terraform {\n  required_providers {\n    okta = {\n      source = \"okta/okta\"\n    }\n  }\n}\n";
    for part in [file.variables(), file.application(), file.access(), file.server(), file.outputs()] {
        if !part.is_empty() {
            out.push('\n');
            out += &part;
        }
    }
    out
}

struct File<'a> {
    voice: Voice,
    resolved: &'a Resolved,
    facts: &'a RequestFacts,
    /// What the resources are called in the file.
    name: String,
}

/// A block's attribute, ready to be aligned with its neighbours.
type Row = (&'static str, String);

impl File<'_> {
    fn variables(&self) -> String {
        let mut out = String::new();
        if let Some(test) = &self.resolved.okta.test_redirect {
            let until = self.facts.test_until.as_deref();
            out += &match until {
                Some(day) => self.comment(&message!("apps.terraform.test_until", uri = test, day = day)),
                None => self.comment(&message!("apps.terraform.test", uri = test)),
            };
            out += "variable \"include_test_uri\" {\n  type    = bool\n  default = true\n}\n\n";
        }
        let names: Vec<String> =
            self.facts.groups.iter().map(|name| quoted(&untrusted::visible(name))).collect();
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

    fn application(&self) -> String {
        let okta = &self.resolved.okta;
        let kind = match okta.application {
            ApplicationType::Web => "web",
            ApplicationType::SinglePage => "browser",
            ApplicationType::Native => "native",
        };
        let implicit = okta.grants.contains(&Grant::ImplicitHybrid);
        let refresh = okta.grants.contains(&Grant::RefreshToken);
        let own: Vec<String> = okta.sign_in.iter().map(|uri| quoted(&uri.shown())).collect();
        let uris = match &okta.test_redirect {
            Some(test) => {
                format!("concat([{}], var.include_test_uri ? [{}] : [])", own.join(", "), quoted(test))
            }
            None => format!("[{}]", own.join(", ")),
        };
        let out: Vec<String> = okta.sign_out.iter().map(|uri| quoted(&uri.shown())).collect();
        let mut rows: Vec<Row> = vec![
            ("label", quoted(&okta.name)),
            ("type", quoted(kind)),
            ("grant_types", list(&okta.grants.iter().map(|grant| grant_type(*grant)).collect::<Vec<_>>())),
            ("response_types", if implicit { list(&["code", "id_token"]) } else { list(&["code"]) }),
            ("redirect_uris", uris),
            ("post_logout_redirect_uris", format!("[{}]", out.join(", "))),
            ("token_endpoint_auth_method", quoted(&okta.client_authentication)),
            ("pkce_required", (okta.pkce == "always").to_string()),
            ("consent_method", quoted("TRUSTED")),
        ];
        if refresh {
            rows.push(("refresh_token_rotation", quoted("STATIC")));
        }
        rows.extend(self.tile());
        let mut body = aligned(&rows);
        if okta.server == Server::Org {
            body += &self.groups_claim();
        }
        format!("resource \"okta_app_oauth\" \"{}\" {{\n{body}}}\n", self.name)
    }

    /// How the login starts from Okta's dashboard, and whether the application stands there.
    fn tile(&self) -> Vec<Row> {
        let okta = &self.resolved.okta;
        let initiate = okta.initiate.as_ref().map(|uri| quoted(&uri.shown()));
        let shown = okta.tile.as_ref().filter(|tile| tile.either);
        let hidden = shown.is_none().to_string();
        let mut rows: Vec<Row> = match (shown, initiate) {
            (Some(tile), Some(uri)) if tile.oidc_compliant => {
                vec![("login_mode", quoted("SPEC")), ("login_uri", uri)]
            }
            (Some(_), Some(uri)) => {
                let scopes: Vec<&str> = okta.scopes.iter().map(String::as_str).collect();
                vec![("login_mode", quoted("OKTA")), ("login_uri", uri), ("login_scopes", list(&scopes))]
            }
            _ => vec![("login_mode", quoted("DISABLED"))],
        };
        rows.extend([("hide_web", hidden.clone()), ("hide_ios", hidden)]);
        rows
    }

    fn groups_claim(&self) -> String {
        let Some(claim) = &self.resolved.claims.groups else { return String::new() };
        let rows = [
            ("type", quoted("FILTER")),
            ("filter_type", quoted("REGEX")),
            ("name", quoted(claim)),
            ("value", quoted(".*")),
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
        let okta = &self.resolved.okta;
        if okta.server != Server::Custom {
            return String::new();
        }
        let mut out = self.comment(&message!("apps.terraform.server"));
        let server = self.server_name();
        let id = if server.starts_with("aus") {
            out += &block("locals", &[], &[("auth_server_id", quoted(server))]);
            "local.auth_server_id".to_owned()
        } else {
            out += &block("data", &["okta_auth_server", "server"], &[("name", quoted(server))]);
            "data.okta_auth_server.server.id".to_owned()
        };
        let on_server = || ("auth_server_id", id.clone());
        if okta.scopes.iter().any(|scope| scope == "groups") {
            let rows = [on_server(), ("name", quoted("groups")), ("consent", quoted("IMPLICIT"))];
            out = out + "\n" + &block("resource", &["okta_auth_server_scope", "groups"], &rows);
        }
        if let Some(claim) = &self.resolved.claims.groups {
            let rows = [
                on_server(),
                ("name", quoted(claim)),
                ("claim_type", quoted("IDENTITY")),
                ("value_type", quoted("GROUPS")),
                ("group_filter_type", quoted("REGEX")),
                ("value", quoted(".*")),
                ("always_include_in_token", true.to_string()),
            ];
            out = out + "\n" + &block("resource", &["okta_auth_server_claim", "groups"], &rows);
        }
        out + &self.policy(&id)
    }

    /// The custom server's name or identifier, the last piece of its issuer; `default` while no issuer is known.
    fn server_name(&self) -> &str {
        let okta = &self.resolved.okta;
        let known =
            [&okta.issuer_given, &okta.issuer_expected].into_iter().find(|issuer| issuer.is_complete());
        let server =
            known.and_then(|issuer| issuer.reveal().split_once("/oauth2/")).map_or("", |(_, server)| server);
        server.split('/').next().filter(|server| !server.is_empty()).unwrap_or("default")
    }

    fn policy(&self, server: &str) -> String {
        let name = self.name.as_str();
        let grants: Vec<&str> =
            self.resolved.okta.grants.iter().filter_map(|grant| rule_grant(*grant)).collect();
        let policy = [
            ("auth_server_id", server.to_owned()),
            ("name", quoted(&self.resolved.okta.name)),
            ("description", quoted(&say!(self.voice, "apps.terraform.policy", app = self.resolved.name))),
            ("priority", "1".to_owned()),
            ("client_whitelist", format!("[okta_app_oauth.{name}.client_id]")),
        ];
        let rule = [
            ("auth_server_id", server.to_owned()),
            ("policy_id", format!("okta_auth_server_policy.{name}.id")),
            ("name", quoted(&self.resolved.okta.name)),
            ("priority", "1".to_owned()),
            ("grant_type_whitelist", list(&grants)),
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
        if self.resolved.okta.client_authentication != "none" {
            out = out
                + "\n"
                + &self.comment(&message!("apps.terraform.secret"))
                + &block("output", &["client_secret"], &secret);
        }
        out
    }
}

/// A grant as the app integration names it.
fn grant_type(grant: Grant) -> &'static str {
    match grant {
        Grant::ImplicitHybrid => "implicit",
        other => other.as_str(),
    }
}

/// A grant as a rule names it; a refresh token needs none of its own there.
fn rule_grant(grant: Grant) -> Option<&'static str> {
    (grant != Grant::RefreshToken).then(|| grant_type(grant))
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

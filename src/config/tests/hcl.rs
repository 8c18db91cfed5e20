//! Terraform.

use super::{Editor, RefusalKind, Setting, Value, own_list, refused, written};

fn konnect() -> Vec<Setting> {
    let base = "resource.konnect_identity_provider.okta";
    let config = format!("{base}.config.oidc_identity_provider_config");
    vec![
        Setting::text(format!("{base}.type"), "oidc"),
        Setting::text(format!("{base}.login_path"), "acme"),
        Setting::new(format!("{base}.enabled"), Value::Bool(true)),
        Setting::text(format!("{config}.issuer_url"), "https://acme.okta.com/oauth2/default"),
        Setting::text(format!("{config}.client_id"), "0oa1"),
        Setting::secret(format!("{config}.client_secret"), "a${b}%{c}\"\\d"),
        Setting::new(format!("{config}.scopes"), own_list(&["openid", "email"])),
    ]
}

#[test]
fn attributes_deep_inside_labelled_blocks_change_in_place() {
    let old = "\
# Konnect
provider \"konnect\" {
  server_url = \"https://global.api.konghq.com\"
}

resource \"konnect_identity_provider\" \"okta\" {
  type       = \"oidc\" # never change
  login_path = \"old\"
  config = {
    oidc_identity_provider_config = {
      issuer_url = \"https://old.example.com\" // old
      claim_mappings = { email = \"email\", name = \"name\" }
    }
  }
}

resource \"konnect_identity_provider\" \"other\" {
  login_path = \"other\"
}
";
    insta::assert_snapshot!(written(Editor::Hcl, old, &konnect()), @r#"
        # Konnect
        provider "konnect" {
          server_url = "https://global.api.konghq.com"
        }

        resource "konnect_identity_provider" "okta" {
          type       = "oidc" # never change
          login_path = "acme"
          config = {
            oidc_identity_provider_config = {
              issuer_url = "https://acme.okta.com/oauth2/default" // old
              claim_mappings = { email = "email", name = "name" }
              client_id = "0oa1"
              client_secret = "a$${b}%%{c}\"\\d"
              scopes = ["openid", "email"]
            }
          }
          enabled = true
        }

        resource "konnect_identity_provider" "other" {
          login_path = "other"
        }
    "#);
}

#[test]
fn a_missing_block_is_made() {
    insta::assert_snapshot!(written(Editor::Hcl, "", &konnect()), @r#"
        resource "konnect_identity_provider" "okta" {
          type = "oidc"
          login_path = "acme"
          enabled = true
          config = {
            oidc_identity_provider_config = {
              issuer_url = "https://acme.okta.com/oauth2/default"
              client_id = "0oa1"
              client_secret = "a$${b}%%{c}\"\\d"
              scopes = ["openid", "email"]
            }
          }
        }
    "#);
    insta::assert_snapshot!(written(Editor::Hcl, "locals {}\n", &[Setting::text("locals.a", "x"), Setting::text("oidc.b", "y")]), @r#"
        locals {
          a = "x"
        }
        oidc = {
          b = "y"
        }
    "#);
}

#[test]
fn one_line_blocks_and_objects_stay_correct() {
    let settings = [Setting::text("terraform.b", "2"), Setting::text("x.c", "3")];
    insta::assert_snapshot!(written(Editor::Hcl, "terraform { a = 1 }\r\nx = { d = 1 }", &settings), @r#"
        terraform {
          a = 1
          b = "2"
        }
        x = { d = 1, c = "3" }
    "#);
}

#[test]
fn expressions_are_not_overwritten_and_not_leaked() {
    let settings = [Setting::secret("a", "x")];
    for (old, shown) in [
        ("a = var.secret\n", "var.secret"),
        ("a = \"${var.x}-hunter2\"\n", "${var.x}"),
        ("a = sensitive(\"hunter2\")\n", "sensitive…"),
    ] {
        match refused(Editor::Hcl, old, &settings) {
            RefusalKind::Reference { reference, .. } => assert_eq!(reference, shown),
            other => panic!("{other}"),
        }
    }
    let twice = "tune {\n a = 1\n}\ntune {\n a = 2\n}\n";
    assert!(matches!(
        refused(Editor::Hcl, twice, &[Setting::text("tune.a", "x")]),
        RefusalKind::Shape { .. }
    ));
    assert!(matches!(refused(Editor::Hcl, "a = = 1\n", &settings), RefusalKind::Unreadable(_)));
}

/// A resource may have several blocks of one name, and lists of objects: what is meant is known by its number.
#[test]
fn a_block_among_others_of_its_name_changes_in_place() {
    let old = "\
resource \"aws_lb_listener_rule\" \"inside\" {
  action {
    type = \"authenticate-oidc\"
    authenticate_oidc {
      issuer    = \"https://old.example.com\" # before
      client_id = var.client_id
    }
  }

  action {
    type = \"forward\"
  }

  rules = [{ path = \"/a\" }, { path = \"/b\" }]
}
";
    let rule = "resource.aws_lb_listener_rule.inside";
    let wanted = [
        Setting::text(format!("{rule}.action[0].authenticate_oidc.issuer"), "https://acme.okta.com"),
        Setting::text(format!("{rule}.action[0].authenticate_oidc.scope"), "openid email"),
        Setting::text(format!("{rule}.rules[1].path"), "/c"),
    ];
    insta::assert_snapshot!(written(Editor::Hcl, old, &wanted), @r#"
        resource "aws_lb_listener_rule" "inside" {
          action {
            type = "authenticate-oidc"
            authenticate_oidc {
              issuer    = "https://acme.okta.com" # before
              client_id = var.client_id
              scope = "openid email"
            }
          }

          action {
            type = "forward"
          }

          rules = [{ path = "/a" }, { path = "/c" }]
        }
    "#);
    for beyond in ["action[2].type", "action.type", "rules[2].path"] {
        let why = refused(Editor::Hcl, old, &[Setting::text(format!("{rule}.{beyond}"), "x")]);
        assert!(matches!(why, RefusalKind::Shape { .. }), "{beyond}: {why}");
    }
}

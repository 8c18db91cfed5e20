//! JSON with and without comments.

use super::{Editor, RefusalKind, Setting, Value, own_list, refused, written};

#[test]
fn comments_and_trailing_commas_stay() {
    let old = "{\n\t// who signs in\n\t\"OpenIdSettings\": {\n\t\t\"Enable\": false, /* soon */\n\t\t\"Scope\": \"\",\n\t},\n}\n";
    let settings = [
        Setting::new("OpenIdSettings.Enable", Value::Bool(true)),
        Setting::text("OpenIdSettings.Id", "0oa1"),
        Setting::new("oauth.scopes", own_list(&["openid", "email"])),
        Setting::new("oauth.timeout", Value::Number(30)),
    ];
    insta::assert_snapshot!(written(Editor::Json, old, &settings), @r#"
        {
        	// who signs in
        	"OpenIdSettings": {
        		"Enable": true, /* soon */
        		"Scope": "",
        		"Id": "0oa1",
        	},
        	"oauth": {
        		"scopes": ["openid", "email"],
        		"timeout": 30,
        	},
        }
    "#);
}

#[test]
fn plain_json_stays_plain() {
    let settings = [Setting::secret("a.b", "x\"\\é"), Setting::text("list[name=two].value", "2")];
    let new = written(Editor::Json, "{\"a\": {\"c\": 1.50}, \"list\": [{\"name\": \"one\"}]}", &settings);
    assert!(serde_json::from_str::<serde_json::Value>(&new).is_ok(), "{new}");
    insta::assert_snapshot!(new, @r#"
        {"a": {
            "c": 1.50,
            "b": "x\"\\é"
          }, "list": [{"name": "one"},
            {
              "name": "two",
              "value": "2"
            }]}
    "#);
    insta::assert_snapshot!(written(Editor::Json, "", &settings), @r#"
        {
          "a": {
            "b": "x\"\\é"
          },
          "list": [
            {
              "name": "two",
              "value": "2"
            }
          ]
        }
    "#);
    insta::assert_snapshot!(written(Editor::Json, "{}\n", &settings), @r#"
        {
          "a": {
            "b": "x\"\\é"
          },
          "list": [
            {
              "name": "two",
              "value": "2"
            }
          ]
        }
    "#);
}

#[test]
fn a_key_that_stands_twice_is_said_with_its_place() {
    let why = refused(Editor::Json, "{\n  \"a\": 1,\n  \"a\": 2\n}", &[Setting::text("a", "x")]);
    assert!(why.message().in_english().contains("line 3, column 3"), "{}", why.message().in_english());
    let why = refused(Editor::Json, "{\n  \"a\": [1\n}", &[Setting::text("b", "x")]);
    assert!(matches!(why, RefusalKind::Unreadable(super::super::ReadError { line: Some(_), .. })), "{why}");
}

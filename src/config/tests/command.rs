//! Scripts of commands: printed so that the shell reads exactly the values, changed in place, read back.

use proptest::prelude::*;

use super::{
    Editor, RefusalKind, Setting, Stands, Value, names_at, open, own_list, planned, refused, written,
};

const NEXTCLOUD: &str = "php occ user_oidc:provider Okta";

fn settings() -> Vec<Setting> {
    vec![
        Setting::secret("export > OKTA_CLIENT_SECRET=", "it's $HOME `id` \"x\" # \\"),
        Setting::new("php occ app:enable user_oidc", Value::Bool(true)),
        Setting::text(format!("{NEXTCLOUD} > --clientid="), "0oa1"),
        Setting::text(format!("{NEXTCLOUD} > --scope="), "openid email"),
        Setting::new(format!("{NEXTCLOUD} > --check-bearer"), Value::Bool(true)),
        Setting::text("pveum realm add okta > --issuer-url", "https://acme.okta.com"),
        Setting::new("vault write auth/oidc/role/okta > uris=", own_list(&["https://a/x", "http://b y"])),
        Setting::secret("vault write auth/oidc/config <", "s'3"),
        Setting::text("vault write auth/oidc/config > secret=", "-"),
    ]
}

#[test]
fn a_new_script_says_everything_and_an_old_one_keeps_the_rest() {
    insta::assert_snapshot!(written(Editor::Shell, "#!/bin/sh\nset -eu\n", &settings()));
    let old = "\
#!/bin/sh
# ours
set -eu
if [ -n \"$X\" ]; then
  php occ user_oidc:provider Okta --clientid=never
fi
cd /var/www && php occ status
php occ user_oidc:provider Okta --clientid='old one' \\
  --scope \"openid\" --mine=1   # who may
pveum realm add okta --issuer-url https://old --type openid
printf '%s' 'old' | vault write auth/oidc/config secret=- default_role=x
vault write auth/oidc/role/okta uris=https://old uris=two uris=three ttl=1h
echo done
";
    insta::assert_snapshot!(written(Editor::Shell, old, &settings()));
}

#[test]
fn powershell_has_its_own_quotes() {
    let settings = [
        Setting::secret(
            "vault write auth/oidc/config - <",
            "{\"client_secret\":\"it’s 's\"}".replace('’', "'"),
        ),
        Setting::text("vault write auth/oidc/role/okta > user_claim=", "email"),
        Setting::text("vault write auth/oidc/role/okta > uri=", "https://vault.example.com:8200/ui"),
        Setting::text("tool set > -name", "it’s ours"),
    ];
    // A hyphen alone is an option, not the beginning of a command.
    let settings: Vec<Setting> =
        settings.into_iter().map(|one| Setting { key: one.key.replace(" - <", " <"), ..one }).collect();
    insta::assert_snapshot!(written(Editor::PowerShell, "", &settings));
    for (value, sign) in [("a\"b", '"'), ("a b\\", '\\')] {
        let why = refused(Editor::PowerShell, "", &[Setting::text("tool > --x=", value)]);
        assert!(matches!(why, RefusalKind::Character { character, .. } if character == sign), "{why}");
    }
    assert!(
        refused(Editor::PowerShell, "", &[Setting::text("tool <", "ключ")])
            .message()
            .in_english()
            .contains('к')
    );
}

#[test]
fn the_texts_of_a_script_are_no_commands() {
    let old = "\
vault policy write reader - <<'END' | tee log
vault write auth/oidc/config secret=never
END
cat <<-A <<B; echo 'more'
\tvault write auth/oidc/config secret=nor
\tA
this it is
B
vault write auth/oidc/config secret=old
";
    let settings = [Setting::text("vault write auth/oidc/config > secret=", "new")];
    assert_eq!(written(Editor::Shell, old, &settings), old.replace("secret=old", "secret=new"));
}

#[test]
fn what_a_program_hands_over_is_seen_and_an_option_keeps_its_spelling() {
    let old = "\
echo -n old | vault write auth/oidc/config secret=- id=a
pass show okta | vault write auth/okta/config secret=- id=b
pveum realm add okta --issuer-url https://old --client-id=old
";
    let input = |at: &str| open(Editor::Shell, old).get(&format!("vault write auth/{at}/config <"));
    assert_eq!(input("oidc"), Some(Stands::Here(Value::Text("old".to_owned()))));
    assert!(matches!(input("okta"), Some(Stands::Elsewhere { .. })));
    let settings = [
        Setting::text("vault write auth/oidc/config > id=", "new"),
        Setting::secret("vault write auth/oidc/config <", "s 3"),
        Setting::text("vault write auth/okta/config > id=", "new"),
        Setting::text("pveum realm add okta > --issuer-url=", "https://new"),
        Setting::text("pveum realm add okta > --client-id=", "new"),
    ];
    assert_eq!(
        written(Editor::Shell, old, &settings),
        "\
echo -n 's 3' | vault write auth/oidc/config secret=- id=new
pass show okta | vault write auth/okta/config secret=- id=new
pveum realm add okta --issuer-url https://new --client-id=new
"
    );
}

#[test]
fn what_is_not_plain_is_refused_or_a_reference() {
    let id = [Setting::text(format!("{NEXTCLOUD} > --clientid="), "0oa1")];
    let twice = format!("{NEXTCLOUD} --clientid=a\n{NEXTCLOUD} --clientid=b\n");
    assert!(matches!(refused(Editor::Shell, &twice, &id), RefusalKind::Unclear { line: 2, .. }));
    let computed = format!("{NEXTCLOUD} --clientid=\"$ID\"\n");
    assert!(matches!(refused(Editor::Shell, &computed, &id), RefusalKind::Reference { .. }));
    assert!(names_at(&open(Editor::Shell, &computed), &id[0].key).is_some());
    for bad in ["cat <<EOF\n", "cat <<$END\nx\n$END\n", "a 'b\n"] {
        assert!(matches!(refused(Editor::Shell, bad, &id), RefusalKind::Unreadable(_)), "{bad}");
    }
    let hyphen = [Setting::text("tool > --name", "-x")];
    assert!(matches!(refused(Editor::Shell, "", &hyphen), RefusalKind::Character { character: '-', .. }));
    for bad in ["tool $(x) > --a=", " > --a=", "tool > --a b="] {
        assert!(
            matches!(refused(Editor::Shell, "", &[Setting::text(bad, "x")]), RefusalKind::Key { .. }),
            "{bad}"
        );
    }
}

/// Values that shells trip over.
const HOSTILE: &[&str] = &[
    "",
    " ",
    " x ",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "a\\",
    "$",
    "$$",
    "$HOME",
    "${X}",
    "$(id)",
    "`id`",
    "!",
    "!!",
    "#",
    "a #b",
    "~",
    "*",
    "?",
    "[a]",
    "{a,b}",
    "|",
    "&",
    ";",
    "<",
    ">",
    "(",
    ")",
    "=",
    "a=b",
    "-",
    "--",
    "-n",
    "%s",
    "0123",
    "ключ 🔑",
    "’",
    "a\u{a0}b",
];

fn commands(value: &str) -> Vec<Setting> {
    vec![
        Setting::text("probe one > --key=", value),
        Setting::text("probe two > --key", value),
        Setting::secret("probe three <", value),
        Setting::new("probe four > k=", own_list(&[value, "x", value])),
        Setting::text("export > PROBED=", value),
    ]
}

fn check(value: &str) {
    for editor in [Editor::Shell, Editor::PowerShell] {
        for setting in commands(value) {
            // Refused, or read back by `planned` itself.
            let _ = planned(editor, "# KEEP\nprobe one --other='x y'\n", &[setting]);
        }
    }
    let all = commands(value);
    let taken: Vec<Setting> =
        all.into_iter().filter(|one| planned(Editor::Shell, "", std::slice::from_ref(one)).is_ok()).collect();
    assert!(taken.len() >= 4, "{value:?} cannot be said to sh");
    assert_sh_agrees(&written(Editor::Shell, "", &taken), value, taken.len());
}

/// Another parser of the same language, and where there is one the shell itself, read the same words.
fn assert_sh_agrees(script: &str, value: &str, commands: usize) {
    let words = shlex::split(&script.replace("\\\n", " ")).expect("a whole script");
    assert!(words.contains(&format!("--key={value}")), "{script}");
    #[cfg(unix)]
    if let Ok(seen) = run(script) {
        let mut wanted = format!("[one][--key={value}]\n");
        if commands == 5 {
            wanted.extend(["[two][--key][", value, "]\n"]);
        }
        wanted.extend(["[three]<", value, ">\n[four][k=", value, "][k=x][k=", value, "]\n"]);
        assert_eq!(seen, format!("{wanted}PROBED={value}\n"), "{script}");
    }
}

/// What `sh` makes of a script in which `probe` says what it was given.
#[cfg(unix)]
fn run(script: &str) -> std::io::Result<String> {
    let probe = "probe() { for word in \"$@\"; do printf '[%s]' \"$word\"; done; \
                 if [ \"$1\" = three ]; then printf '<'; cat; printf '>'; fi; printf '\\n'; }\n";
    let script = format!("{probe}{script}printf 'PROBED=%s\\n' \"$PROBED\"\n");
    let seen = std::process::Command::new("sh").arg("-c").arg(script).output()?;
    assert!(seen.status.success(), "{}", String::from_utf8_lossy(&seen.stderr));
    Ok(String::from_utf8_lossy(&seen.stdout).into_owned())
}

#[test]
fn the_known_hostile_values_reach_the_program() {
    for value in HOSTILE {
        check(value);
    }
    check(&"x".repeat(20_000));
    for unsayable in ["a\nb", "a\u{2028}b", "a\u{2029}b", "a\u{feff}b"] {
        let setting = [Setting::text("tool > --x=", unsayable)];
        assert!(matches!(refused(Editor::Shell, "", &setting), RefusalKind::Control { .. }), "{unsayable:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_reaches_the_program(value in "[\\PC&&[^\u{2028}\u{2029}\u{feff}]]{0,40}") {
        check(&value);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[a-z '\"\\\\$`|;&<>(){}#=\n-]{0,60}") {
        let settings = [Setting::text("probe one > --key=", "x")];
        for editor in [Editor::Shell, Editor::PowerShell] {
            let _ = planned(editor, &text, &settings);
        }
    }
}

//! The completions in the shells themselves, as far as these are there.

use std::path::Path;
use std::process::Command;

use crate::home::Home;
use crate::program::Program;

/// A home with two saved connections and the script for this shell.
fn prepared(shell: &str) -> Home {
    let home = Home::new();
    for name in ["coder-prod", "coder-staging"] {
        home.write(&format!(".local/share/usher/connections/{name}.json"), "{}");
    }
    let script = Program::new(&home, ["completions", shell]).run();
    home.write("script", &script.out);
    home
}

/// What the shell says; `None` where it is not installed.
fn said(home: &Home, shell: &str, script: &str) -> Option<String> {
    let binary = Program::binary();
    let folder = Path::new(&binary).parent()?;
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new(shell);
    command.args(["-c", script]).env_clear().envs(home.variables()).env("PATH", path);
    let ran = command.current_dir(home.folder()).output().ok()?;
    assert!(ran.status.success(), "{shell}: {}", String::from_utf8_lossy(&ran.stderr));
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

#[test]
fn bash_proposes_saved_connections_where_one_is_wanted() {
    let home = prepared("bash");
    let at = |words: &str, place: usize| {
        let script = format!(
            "source ./script; COMP_WORDS=({words}); COMP_CWORD={place}; _usher_with_names usher \
             \"${{COMP_WORDS[{place}]}}\" \"${{COMP_WORDS[{}]}}\"; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            place - 1
        );
        said(&home, "bash", &script)
    };
    let Some(verify) = at("usher verify coder-", 2) else { return };
    assert_eq!(verify, "coder-prod\ncoder-staging\n");
    assert_eq!(at("usher connections show coder-p", 3).as_deref(), Some("coder-prod\n"));
    assert_eq!(at("usher setup coder --like coder-s", 4).as_deref(), Some("coder-staging\n"));
    let flags = at("usher verify --no", 2).unwrap_or_default();
    assert!(flags.contains("--no-login") && !flags.contains("coder-"), "{flags}");
}

#[test]
fn fish_proposes_saved_connections_where_one_is_wanted() {
    let home = prepared("fish");
    let at = |line: &str| said(&home, "fish", &format!("source ./script; complete -C '{line}'"));
    let Some(verify) = at("usher verify coder-") else { return };
    assert_eq!(verify, "coder-prod\ncoder-staging\n");
    assert_eq!(at("usher connections remove coder-p").as_deref(), Some("coder-prod\n"));
    assert!(!at("usher verify coder-prod coder").unwrap_or_default().contains("staging"));
}

/// The module of the line editor is there only in a shell that somebody types into; what the script uses of it is told here.
#[test]
fn elvish_proposes_saved_connections_where_one_is_wanted() {
    let home = prepared("elvish");
    let at = |words: &str| {
        let script = format!(
            "var completion: = (ns [&arg-completer=[&]]); \
             var edit: = (ns [&completion:=$completion: &complex-candidate~={{|text @_ &display=''| put $text}}]); \
             eval (slurp < script)\"\\nput [($edit:completion:arg-completer[usher] {words})] | each $echo-all~\" \
             &ns=(ns [&edit:=$edit: &echo-all~={{|all| echo (str:join ' ' $all) }}])"
        );
        said(&home, "elvish", &format!("use str; {script}"))
    };
    let Some(verify) = at("usher verify coder-") else { return };
    assert!(verify.starts_with("coder-prod coder-staging --"), "{verify}");
    assert!(at("usher connections remove ''").unwrap_or_default().starts_with("coder-prod coder-staging "));
    assert_eq!(at("usher setup coder --like ''").as_deref(), Some("coder-prod coder-staging\n"));
    assert!(!at("usher verify coder-prod ''").unwrap_or_default().contains("staging"));
}

#[test]
fn zsh_can_read_its_script() {
    let home = prepared("zsh");
    if let Some(out) = said(&home, "zsh", "zsh -n ./script && echo good") {
        assert_eq!(out, "good\n");
    }
}

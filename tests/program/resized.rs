//! The window changes its size while somebody types, reads, or signs in: nothing is lost, and nothing stays behind.

use crate::home::Home;
use crate::program::Program;

/// Keys that arrive together with a change of the size show at once, not with the next key.
#[test]
fn a_key_that_comes_with_a_new_size_shows_without_another_one() {
    let home = Home::new();
    let mut terminal = Program::new(&home, Vec::<String>::new()).on_terminal(100, 30);
    terminal.wait_for("Set up sign-on for an application").press("Enter");
    terminal.wait_for("Which application should people sign in to?");
    let mut typed = String::new();
    for (at, letters) in "abcdefghijklmnopqrstuvwxyzabcdefghijkl".as_bytes().chunks(2).enumerate() {
        let [first, second] = letters else { unreachable!("an even number of letters") };
        let (first, second) = (char::from(*first).to_string(), char::from(*second).to_string());
        let wider = u16::try_from(at % 7).expect("few");
        // The second letter waits together with the size while the first one is drawn.
        terminal.type_text(&first).resize(90 + wider, 30).type_text(&second);
        typed += &(first + &second);
        terminal.wait_for(&format!("▌ {typed}"));
    }
    terminal.press("Ctrl-q");
    assert_eq!(terminal.wait_exit(), 0);
}

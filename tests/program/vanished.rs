//! A terminal that goes away without a word, as when a connection breaks: the wizard ends and leaves nothing running.

use std::io::Read as _;
use std::sync::mpsc::channel;
use std::thread;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::home::Home;
use crate::program::{PATIENCE, Program};

/// No signal tells of it: the terminal is not the one that the program is controlled by.
#[test]
fn the_wizard_ends_with_its_terminal_though_no_signal_comes() {
    let home = Home::new();
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(Program::binary());
    command.env_clear();
    for (name, value) in home.variables() {
        command.env(name, value);
    }
    command.cwd(home.folder());
    command.set_controlling_tty(false);
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    let mut killer = child.clone_killer();
    drop(pair.slave);

    let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
    let mut seen = Vec::new();
    let mut piece = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains("Set up sign-on") {
        let count = reader.read(&mut piece).expect("the program draws");
        seen.extend_from_slice(piece.get(..count).unwrap_or_default());
    }
    drop((reader, pair.master));

    let (sender, ended) = channel();
    thread::spawn(move || sender.send(child.wait()));
    let status = ended.recv_timeout(PATIENCE);
    killer.kill().ok();
    assert!(status.is_ok_and(|status| status.is_ok()), "it goes on without a terminal");
}

//! Turns of phrase that no colleague would use at the desk beside you: each with what to say instead.

/// Phrases as `voice` compares them: whole words, whatever their capitals.
pub(crate) const PHRASES: [(&str, &str); 43] = [
    ("lest", "say what would happen otherwise: “or your login loses the role”"),
    ("does well", "say that it is a good one"),
    ("do well", "say that they are good ones"),
    ("out again", "say that it is removed again"),
    ("could not be told", "say that Usher does not know, or that it could not be checked"),
    ("can not be told", "say that Usher does not know, or that it could not be checked"),
    ("could not be had", "say that it could not be read"),
    ("does not decide", "say that the verdict does not depend on it"),
    ("stood in the way", "say what was not done; the reason may be another one"),
    ("would fail as well", "say that something is still wrong: the test login may pass"),
    ("open point is below", "say what is open: there may be nothing below"),
    ("for ever", "say that it keeps doing it"),
    ("one’s own", "say your own, or that you set it"),
    ("goes by", "say uses, or follows"),
    ("go by", "say use, or follow"),
    ("stays so", "say that it still fails"),
    ("all the same", "say anyway"),
    ("your own word", "say that you answered"),
    ("your word", "say your answer"),
    ("explicit word", "say: only if you say so"),
    ("unasked", "say: only if you say so"),
    ("is to make use of", "say is set to use"),
    ("put to the test", "say tested"),
    ("any of these is as good", "say that any of these will do"),
    ("would like to hear of", "ask for a report"),
    ("come along with", "say that they were copied with it"),
    ("does not be", "say need not be"),
    ("so as to", "say to"),
    ("whilst", "say while"),
    ("thereof", "name it"),
    ("therein", "say in it"),
    ("wherein", "say in which"),
    ("hitherto", "say so far"),
    ("henceforth", "say from now on"),
    ("hence", "say so"),
    ("upon", "say on"),
    ("albeit", "say although"),
    ("you begin by", "say what to run"),
    ("should okta fail", "say if Okta fails"),
    ("belong into", "say go into"),
    ("belongs into", "say goes into"),
    ("taken up", "say takes effect"),
    ("bears", "say has, or holds"),
];

/// The first words of a condition turned around, “Should it fail, …”: a question may begin like this, a statement may not.
const TURNED: [&str; 4] = ["Should ", "Had ", "Were ", "Could "];

/// The sentence that turns its condition around.
pub(crate) fn inverted(text: &str) -> Option<&str> {
    let sentences = text.split_inclusive(['.', '?', '…', ':']).map(str::trim_start);
    sentences.into_iter().find(|one| {
        !one.ends_with('?') && one.contains(',') && TURNED.iter().any(|start| one.starts_with(start))
    })
}

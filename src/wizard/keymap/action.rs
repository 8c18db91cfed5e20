//! What keys can do. What each one means on a screen stands with that screen.

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Goes on.
    Next,
    /// Goes back.
    Back,
    /// To the item above.
    Up,
    /// To the item below.
    Down,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// Moves what is seen up.
    ScrollUp,
    /// Moves what is seen down.
    ScrollDown,
    /// To the first item, or to the top of the page.
    ToTop,
    /// To the last item, or to the end of the page.
    ToBottom,
    /// Copies the value under the cursor and goes to the next one.
    Copy,
    /// Copies the value of this number.
    CopyNumber(u8),
    /// Opens the page that belongs here.
    Open,
    /// Shows the secret, or hides it.
    Reveal,
    /// Takes a value as it was typed.
    AsTyped,
    /// Puts client ID and client secret, given in each other's place, into their own.
    PutRight,
    /// Says where the client secret lives.
    SecretPlace,
    /// Asks about the sign-out address.
    CheckSignOut,
    /// Runs the checks again.
    CheckAgain,
    /// To the fields of the values that a file gave.
    ChangeValues,
    /// Somebody else works in Okta.
    SomebodyElse,
    /// Saves the shown text to a file.
    SaveText,
    /// Saves the request as a Terraform file.
    SaveTerraform,
    /// Completes the path that is being typed.
    CompletePath,
    /// Lets the test login come back to the application, or to this computer again.
    ComeBackToApp,
    /// Shows the address as a square code.
    ShowCode,
    /// Takes the address on which the browser ended.
    PasteAddress,
    /// Says which page the browser shows.
    TellPage,
    /// Leaves the screen and prints the text unbroken.
    PrintRaw,
    /// Shows every check.
    Details,
    /// Writes the report to a file.
    Export,
    /// Goes to where the first cause is fixed.
    GoToFix,
    /// Shows the lines that set the application's own file right.
    FixFile,
    /// Takes another port for the test.
    OtherPort,
    /// Tries the login again.
    TryAgain,
    /// Goes on although something is wrong.
    GoOn,
    /// Chooses another format.
    OtherFormat,
    /// Puts the new settings in the place of what must give way to them.
    Replace,
    /// Chooses another file.
    OtherFile,
    /// Brings the old file back.
    UndoWrite,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Later.
    Later,
    /// Asks Okta whether the test URI is gone.
    AskTestUri,
    /// Lets the practice register the application.
    Register,
    /// Begins for real what was practised.
    ForReal,
    /// Shows all that is known.
    Summary,
    /// Shows the keys.
    Help,
    /// Ends.
    Quit,
    /// Suspends.
    Suspend,
    /// Draws anew.
    Redraw,
}

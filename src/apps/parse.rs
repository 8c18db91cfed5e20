use super::guide::Guide;
use super::problem::Problem;
impl Guide {
    /// Reads a guide.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let (line, column) = super::problem::position(text, 0);
        Err(vec![Problem { line, column, message: String::new(), hint: None }])
    }
}

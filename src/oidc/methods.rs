//! By what a person proved who they are: the claim `amr` (OpenID Connect Core §2, its words in RFC 8176).

/// Okta and others name each by one of these; what stands in neither list is no factor of its own (`geo`, `rba`, `user`).
const KNOWN: [&str; 3] = ["pwd", "pin", "kba"];
/// Something that the person has.
const HELD: [&str; 9] = ["otp", "sms", "tel", "hwk", "swk", "sc", "pop", "phr", "phrh"];
/// Something that the person is.
const BODILY: [&str; 6] = ["fpt", "face", "iris", "retina", "vbm", "bio"];

/// Whether more than one factor was used: the provider says so in one word, or the methods are of different kinds.
pub fn has_several_factors<T: AsRef<str>>(methods: &[T]) -> bool {
    let kinds = [&KNOWN[..], &HELD, &BODILY];
    let is_used = |kind: &&&[&str]| methods.iter().any(|method| kind.contains(&method.as_ref()));
    methods.iter().any(|method| method.as_ref() == "mfa") || kinds.iter().filter(is_used).count() > 1
}

#[cfg(test)]
mod tests {
    use super::has_several_factors;

    #[test]
    fn two_methods_of_one_kind_are_one_factor() {
        assert!(has_several_factors(&["mfa", "otp", "pwd"]));
        assert!(has_several_factors(&["pwd", "hwk"]));
        assert!(has_several_factors(&["hwk", "fpt"]));
        assert!(!has_several_factors(&["pwd", "kba"]));
        assert!(!has_several_factors(&["pwd", "geo"]));
        assert!(!has_several_factors::<&str>(&[]));
    }
}

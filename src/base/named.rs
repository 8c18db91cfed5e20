//! Enums whose variants have stable names, by which records, reports and the words know them.

/// Declares an enum with the name of each variant.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        #[allow(dead_code, reason = "the names of some are written by serde, those of others never")]
        impl $name {
            /// The stable names, in the order of the variants.
            pub const NAMES: [&'static str; [$($word),*].len()] = [$($word),*];

            /// The stable name.
            pub fn as_str(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }
    };
}

pub(crate) use named;

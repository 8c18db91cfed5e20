//! The two shapes that a guide is made of, each declared once: a table with its members, and a word that is one of a few.

/// Declares a table of a guide: its members, how each is read, and what becomes of it for one set-up. A member more is a line
/// more.
///
/// A member is read under its own name by its type ([`crate::apps::read::Member`]), or by the method of the reader that stands
/// behind `=`. With `<T>` the table exists twice, of templates as it was read and filled in for one set-up, and has a `when`
/// beside its members. With `by` there is one of it for each of the values that this method of
/// [`crate::apps::fill::Values`] finds for a member.
macro_rules! table {
    (@read $reader:ident $member:ident) => { $reader.get(stringify!($member)) };
    (@read $reader:ident $member:ident $read:ident($($with:expr),*)) => { $reader.$read($($with),*) };
    (@each $table:ident $values:ident) => { vec![$values.clone()] };
    (@each $table:ident $values:ident $each:ident($over:ident)) => { $values.$each(&$table.$over) };
    (
        $(#[$about:meta])*
        $name:ident {
            $($(#[$doc:meta])* $member:ident: $kind:ty $(= $read:ident($($with:expr),*))?),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$doc])* pub $member: $kind,)*
        }

        impl $crate::apps::read::Table for $name {
            fn table(reader: &$crate::apps::read::Reader<'_, '_>) -> Self {
                Self { $($member: table!(@read reader $member $($read($($with),*))?),)* }
            }
        }
    };
    (
        $(#[$about:meta])*
        $name:ident<$text:ident> $(by $each:ident($over:ident))? {
            $($(#[$doc:meta])* $member:ident: $kind:ty $(= $read:ident($($with:expr),*))?),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(clippy::struct_field_names, reason = "the names are those of a guide's members")]
        pub struct $name<$text: $crate::apps::text::Text = $crate::apps::template::Filled> {
            $($(#[$doc])* pub $member: $kind,)*
            /// Its condition.
            pub when: $text::When,
        }

        impl $crate::apps::read::Table for $name<$crate::apps::template::Template> {
            fn table(reader: &$crate::apps::read::Reader<'_, '_>) -> Self {
                Self {
                    $($member: table!(@read reader $member $($read($($with),*))?),)*
                    when: reader.get("when"),
                }
            }
        }

        impl $crate::apps::fill::Fill for $name<$crate::apps::template::Template> {
            type Filled = $name;

            fn filled(&self, values: &$crate::apps::fill::Values<'_>) -> $name {
                $name {
                    $($member: $crate::apps::fill::Fill::filled(&self.$member, values),)*
                    when: (),
                }
            }

            fn each(&self, values: &$crate::apps::fill::Values<'_>) -> Vec<$name> {
                if !values.holds(&self.when) {
                    return Vec::new();
                }
                let each = table!(@each self values $($each($over))?);
                each.iter().map(|values| self.filled(values)).collect()
            }
        }
    };
}

/// Declares what a word of a guide stands for: one of a few things, the one marked `#[default]` where none is given.
macro_rules! one_of {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $crate::base::named! {
            $(#[$about])*
            #[derive(Default)]
            $name {
                $($(#[$doc])* $variant = $word,)*
            }
        }

        impl $crate::apps::read::Item for $name {
            fn item(entry: &$crate::apps::read::Entry<'_, '_>) -> Option<Self> {
                entry.word(&[$(($word, Self::$variant)),*])
            }
        }

        impl $crate::apps::read::Member for $name {
            fn member(reader: &$crate::apps::read::Reader<'_, '_>, key: &'static str) -> Self {
                reader.or_default(key)
            }
        }

        impl $crate::apps::fill::Plain for $name {}
    };
}

pub(super) use {one_of, table};

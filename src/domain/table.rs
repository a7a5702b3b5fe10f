//! A table of kinds: what may be said of a data file or at the gate, each kind once, in one place.

/// Declares an enum `Kind`: variant, name for programs, a variant of `Severity`, and the number of
/// values that its sentence names.
macro_rules! table_of_kinds {
    (
        $(#[$about:meta])*
        pub enum Kind;
        $($(#[$doc:meta])* $kind:ident = $code:literal, $severity:ident, $values:literal;)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its name for programs.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code,)*
                }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$kind => Severity::$severity,)*
                }
            }

            /// How many values its sentence names.
            pub fn places(self) -> usize {
                match self {
                    $(Self::$kind => $values,)*
                }
            }
        }
    };
}

pub(super) use table_of_kinds;

//! Enums whose values are words in files.

/// Makes an enum of values with the words that files use for them: each word stands beside its value, once.
macro_rules! words {
    (
        $(#[$of_type:meta])*
        pub enum $type:ident {$(
            $(#[$of_value:meta])*
            $value:ident = $word:literal,
        )+}
    ) => {
        $(#[$of_type])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {$(
            $(#[$of_value])*
            $value,
        )+}

        impl $type {
            /// All of them, in order.
            pub const ALL: [Self; Self::WORDS.len()] = [$(Self::$value),+];

            /// The words, each with what it names.
            pub(crate) const WORDS: [(&'static str, Self); [$($word),+].len()] =
                [$(($word, Self::$value)),+];

            /// The word used in files.
            pub fn word(self) -> &'static str {
                match self {$(
                    Self::$value => $word,
                )+}
            }

            /// What `word` names.
            pub fn from_word(word: &str) -> Option<Self> {
                let mut words = Self::WORDS.into_iter();
                words.find(|(own, _)| *own == word).map(|(_, value)| value)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}
pub(crate) use words;

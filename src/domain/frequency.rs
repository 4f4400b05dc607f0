use super::words::words;

words! {
    /// In how many of several plans something is chosen.
    pub enum Frequency {
        /// In every one.
        Core = "core",
        /// In some.
        Optional = "optional",
        /// In none.
        Never = "never",
    }
}

use super::words::words;

words! {
    /// Whether a target must be met.
    pub enum TargetKind {
        /// 约束性: must be met.
        Binding = "binding",
        /// 预期性: aimed at; its shortfall is reported.
        Expected = "expected",
    }
}

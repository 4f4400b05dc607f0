use super::words::words;

words! {
    /// The beds that are the places of a service.
    pub enum BedClass {
        /// All beds.
        All = "beds",
        /// 兜底保障床位: beds kept for those whom the state guarantees care.
        Guarantee = "guarantee_beds",
        /// 社会开放床位: the other beds, open to everybody.
        Open = "open_beds",
    }
}

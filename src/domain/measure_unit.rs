use super::words::words;

words! {
    /// The unit of a measure.
    pub enum MeasureUnit {
        /// A share, 0–1.
        Share = "share",
        /// A number of things.
        Number = "number",
        /// So many for 1,000 people.
        Per1000 = "per 1000 people",
        /// Square metres.
        SquareMetres = "m²",
        /// Square metres for 1,000 people.
        SquareMetresPer1000 = "m² per 1000 people",
        /// Yuan.
        Yuan = "yuan",
        /// Yuan a year.
        YuanYear = "yuan a year",
    }
}

impl MeasureUnit {
    /// Whether it is of money.
    pub fn is_money(self) -> bool {
        matches!(self, MeasureUnit::Yuan | MeasureUnit::YuanYear)
    }

    /// Whether it is of floor area.
    pub fn is_area(self) -> bool {
        matches!(self, MeasureUnit::SquareMetres | MeasureUnit::SquareMetresPer1000)
    }
}

//! What the outputs of a forecast are made from.

use crate::domain::Feature;
use crate::domain::forecast::{BackTest, Method, Outlook, Request, Variant};
use crate::run::record::{InputRecord, IssueRecord};
use std::collections::BTreeMap;

/// The demand layer that a forecast is shared out to.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a> {
    /// Features in the layer's order.
    pub features: &'a [(Option<String>, Feature)],
    /// Their ids.
    pub ids: &'a [String],
    /// Their towns.
    pub towns: &'a [String],
    /// People today by group.
    pub today: &'a [Vec<f64>],
    /// The areas that each lies in, innermost first.
    pub homes: &'a [Vec<usize>],
    /// The property of each group.
    pub fields: &'a [String],
}

/// What back-tests say of an area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaBackTest {
    /// The area's position.
    pub area: usize,
    /// Years of the censuses.
    pub years: (i32, i32),
    /// By group.
    pub groups: Vec<BackTest>,
    /// The last census by the ratios of the two before it, by group, where there are three.
    pub ahead: Option<Vec<f64>>,
}

/// A forecast and what it was made from.
#[derive(Debug, Clone)]
pub struct ForecastReport<'a> {
    /// What was asked for.
    pub request: &'a Request,
    /// What came of it.
    pub outlook: &'a Outlook,
    /// The method.
    pub method: Method,
    /// The years of the censuses.
    pub censuses: Vec<i32>,
    /// Back-tests by area.
    pub back_tests: Vec<AreaBackTest>,
    /// The demand layer.
    pub units: Option<Units<'a>>,
    /// People by group, a row a unit in the layer's order, for each year and variant shared out.
    pub shared: BTreeMap<(i32, Variant), Vec<Vec<f64>>>,
    /// The files read.
    pub inputs: Vec<InputRecord>,
    /// What reading warned about.
    pub warnings: Vec<IssueRecord>,
}

impl ForecastReport<'_> {
    /// Shares every year out to the units, for named variants and, with `draws`, for drawn ones. Units are taken in the
    /// order of their ids, so that the layer's order changes nothing.
    pub fn share(&mut self, draws: bool) {
        let Some(units) = self.units else { return };
        let mut order: Vec<usize> = (0..units.ids.len()).collect();
        order.sort_by(|a, b| units.ids[*a].cmp(&units.ids[*b]).then(a.cmp(b)));
        let pick = |rows: &[Vec<f64>]| order.iter().map(|unit| rows[*unit].clone()).collect();
        let today: Vec<Vec<f64>> = pick(units.today);
        let homes: Vec<Vec<usize>> = order.iter().map(|unit| units.homes[*unit].clone()).collect();
        let drawn = (1..=self.request.draws).map(Variant::Draw).filter(|_| draws);
        let variants: Vec<Variant> = self.request.variants.iter().copied().chain(drawn).collect();
        for &year in &self.request.years {
            for &variant in &variants {
                let areas = self.request.areas.len();
                let sorted = self.outlook.shared(year, variant, areas, &today, &homes);
                let mut rows = vec![Vec::new(); sorted.len()];
                for (unit, row) in order.iter().zip(sorted) {
                    rows[*unit] = row;
                }
                self.shared.insert((year, variant), rows);
            }
        }
    }

    /// How figures of a year came about, in a sentence for files.
    pub fn method_text(&self, year: i32) -> String {
        let mut text = self.method.words().english.to_owned();
        if !self.censuses.is_empty() {
            let years: Vec<String> = self.censuses.iter().map(ToString::to_string).collect();
            text += &format!(", censuses of {}", years.join(" and "));
        }
        let controls = self.request.published.iter();
        for control in controls.filter(|figure| figure.controls && figure.year == year) {
            text += &format!("; {} controlled to {}", control.group.field(), control.people);
            if self.request.areas.len() > 1 {
                text += &format!(" in {}", self.request.areas[control.area].id);
            }
        }
        text + "; shared out to units by age band as people live today"
    }
}

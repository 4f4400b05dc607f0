//! What was read of each layer of a plan in a few figures, so that a person sees what the program saw.

use crate::domain::Language::{self, Chinese, English};
use crate::domain::{Feature, LonLat, Problem, ProblemParts, PropertyValue};
use crate::run::figures::{OriginCount, Sort, origin_counts};
use crate::run::numbers::{DASH, count, decimals, or_dash, rounded};
use crate::run::text_table::TextTable;
use crate::run::words::ROLES;
use geo::BoundingRect;
use serde::Serialize;

/// One figure of a layer; of a layer without figures its features alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CensusRow {
    /// `towns`, `demand`, `sites` or `medical`.
    pub layer: &'static str,
    /// How many features it has.
    pub features: usize,
    /// How many of them have modelled figures.
    pub figures_modelled: usize,
    /// How many have modelled positions.
    pub positions_modelled: usize,
    /// What is counted: `population`, `residents`, a group's id, `beds`.
    pub figure: Option<String>,
    /// The smallest of it in a feature.
    pub smallest: Option<f64>,
    /// The largest.
    pub largest: Option<f64>,
    /// The sum over all features.
    pub sum: Option<f64>,
    /// The properties without a value, in all features; none where properties are not kept.
    pub empty_cells: Option<usize>,
    /// West, south, east and north in degrees; none where no position is known.
    pub extent_deg: Option<[f64; 4]>,
}

/// The features of a layer.
struct Layer<'a> {
    word: &'static str,
    features: Vec<&'a Feature>,
    /// How many there are, where the features are not kept.
    count: usize,
    /// How many have modelled figures, and how many modelled positions.
    modelled: [usize; 2],
    extent_deg: Option<[f64; 4]>,
}

impl<'a> Layer<'a> {
    fn of_points(word: &'static str, features: Vec<&'a Feature>, at: &[LonLat]) -> Self {
        let corners = at.iter().map(|at| [at.lon_deg(), at.lat_deg(), at.lon_deg(), at.lat_deg()]);
        Self { word, features, count: at.len(), modelled: [0; 2], extent_deg: corners.reduce(hull) }
    }

    fn of_areas(word: &'static str, features: Vec<&'a Feature>) -> Self {
        let corners = features.iter().filter_map(|feature| feature.geometry.bounding_rect());
        let corners = corners.map(|r| [r.min().x, r.min().y, r.max().x, r.max().y]);
        let extent_deg = corners.reduce(hull);
        Self { word, count: features.len(), features, modelled: [0; 2], extent_deg }
    }

    /// With how many are modelled, by the counts of each sort.
    fn counted(self, counts: &[OriginCount], sort: Sort) -> Self {
        let own = counts.iter().find(|row| row.sort == sort);
        let modelled = own.map(|row| [row.figures_modelled, row.positions_modelled]);
        Self { modelled: modelled.unwrap_or_default(), ..self }
    }

    fn row(&self) -> CensusRow {
        let is_empty = |value: &PropertyValue<'_>| match value {
            PropertyValue::Null => true,
            PropertyValue::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let empty = |feature: &&Feature| feature.properties.values().filter(is_empty).count();
        let kept = self.features.len() == self.count;
        CensusRow {
            layer: self.word,
            features: self.count,
            figures_modelled: self.modelled[0],
            positions_modelled: self.modelled[1],
            figure: None,
            smallest: None,
            largest: None,
            sum: None,
            empty_cells: kept.then(|| self.features.iter().map(empty).sum()),
            extent_deg: self.extent_deg,
        }
    }

    fn row_of(&self, figure: &str, values: impl Iterator<Item = f64> + Clone) -> CensusRow {
        CensusRow {
            figure: Some(figure.into()),
            smallest: values.clone().reduce(f64::min),
            largest: values.clone().reduce(f64::max),
            // More decimals follow only the machine's rounding.
            sum: Some(rounded(values.sum(), 6)),
            ..self.row()
        }
    }
}

fn hull(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The census of a plan's layers, in the order in which a plan names them, with the people that the demand layer has.
pub fn census(problem: &Problem) -> Vec<CensusRow> {
    let problem = problem.as_of_today();
    let ProblemParts { towns, units, sites, medical, groups, .. } = &**problem;
    let counts = origin_counts(&problem);
    let of_towns = Layer::of_areas("towns", towns.iter().map(|town| &town.feature).collect())
        .counted(&counts, Sort::Towns);
    let places: Vec<LonLat> = units.iter().map(|unit| unit.at).collect();
    let of_units =
        Layer::of_points("demand", units.iter().map(|unit| &unit.feature).collect(), &places)
            .counted(&counts, Sort::Units);
    let places: Vec<LonLat> = sites.iter().map(|site| site.at).collect();
    let of_sites =
        Layer::of_points("sites", sites.iter().map(|site| &site.feature).collect(), &places)
            .counted(&counts, Sort::Sites);
    let places: Vec<LonLat> = medical.iter().map(|medical| medical.at).collect();
    let of_medical =
        Layer::of_points("medical", Vec::new(), &places).counted(&counts, Sort::Medical);
    let mut rows = vec![
        of_towns.row_of("population", towns.iter().map(|town| town.population.number())),
        of_units.row_of("residents", units.iter().map(|unit| unit.residents.number())),
    ];
    for (position, group) in groups.iter().enumerate() {
        let people = units.iter().map(|unit| unit.people[position].number());
        rows.push(of_units.row_of(&group.id, people));
    }
    rows.push(of_sites.row_of("beds", sites.iter().map(|site| f64::from(site.state_today().beds))));
    if !medical.is_empty() {
        rows.push(of_medical.row());
    }
    rows
}

/// The figures of the census: a layer is named once, with its features, how many of them have modelled figures, and empty
/// cells.
pub fn census_table(rows: &[CensusRow], language: Language) -> TextTable {
    let headings = match language {
        English => {
            ["Layer", ">Features", ">Modelled", "Figure", ">Least", ">Most", ">Sum", ">Empty"]
        }
        Chinese => ["图层", ">要素", ">模拟值", "数据", ">最小", ">最大", ">合计", ">空值"],
    };
    let mut table = TextTable::new(headings);
    let mut named = None;
    for row in rows {
        let is_new = named.replace(row.layer) != Some(row.layer);
        let once = |text: String| if is_new { text } else { String::new() };
        let figure = |figure: Option<f64>| or_dash(figure, |figure| decimals(figure, 1));
        table.push([
            once(ROLES.say(language, row.layer).into()),
            once(count(row.features)),
            once(modelled(row.figures_modelled)),
            row.figure.as_deref().map_or(DASH, |figure| figure_name(figure, language)).to_owned(),
            figure(row.smallest),
            figure(row.largest),
            figure(row.sum),
            once(or_dash(row.empty_cells, count)),
        ]);
    }
    table
}

/// What is counted; in English, and of groups of people, as the plan names it.
fn figure_name(figure: &str, language: Language) -> &str {
    match (language, figure) {
        (Chinese, "population") => "人口",
        (Chinese, "residents") => "常住人口",
        (Chinese, "beds") => "床位",
        (_, own) => own,
    }
}

/// A count of what is modelled; a dash where nothing is.
fn modelled(number: usize) -> String {
    or_dash((number > 0).then_some(number), count)
}

/// The extents of the census, a row for each layer, with how many positions are modelled.
pub fn extent_table(rows: &[CensusRow], language: Language) -> TextTable {
    let mut table = TextTable::new(match language {
        English => ["Degrees", ">West", ">East", ">South", ">North", ">Modelled"],
        Chinese => ["范围（度）", ">西", ">东", ">南", ">北", ">模拟值"],
    });
    let mut named = None;
    for row in rows {
        if named.replace(row.layer) != Some(row.layer)
            && let Some([west, south, east, north]) = row.extent_deg
        {
            let degrees = [west, east, south, north].map(|degrees| format!("{degrees:.4}"));
            let [west, east, south, north] = degrees;
            let layer = ROLES.say(language, row.layer).into();
            table.push([layer, west, east, south, north, modelled(row.positions_modelled)]);
        }
    }
    table
}

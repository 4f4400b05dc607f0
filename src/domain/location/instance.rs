use super::distance::Unit;
use super::{Ids, Metric};
use crate::domain::{Phrase, Text, phrase, text, told};

/// Whether a site must, may or must not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SiteRule {
    /// May open.
    #[default]
    Free,
    /// Is open today and stays so: it costs nothing and counts neither to a number of sites nor to a budget.
    Existing,
    /// Must open; it costs and counts like any other.
    Required,
    /// Must not open.
    Forbidden,
}

/// The parts of an [`Instance`], not yet checked.
///
/// ```
/// use yike::domain::LonLat;
/// use yike::domain::location::{Instance, InstanceParts, Metric};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let homes = vec![LonLat::new(106.61, 29.52)?, LonLat::new(106.63, 29.54)?];
/// let mut parts = InstanceParts::new("homes", Metric::geodesic(homes.clone(), homes));
/// parts.weights = vec![120.0, 80.0];
/// let instance = Instance::new(parts)?;
/// assert_eq!((instance.points(), instance.sites()), (2, 2));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InstanceParts {
    /// A name for reports.
    pub name: String,
    /// Ids of demand points.
    pub demand_ids: Ids,
    /// Weight of each demand point.
    pub weights: Vec<f64>,
    /// Ids of sites.
    pub site_ids: Ids,
    /// Cost of opening each site; if empty, 1 each in questions about costs.
    pub fixed_costs: Vec<f64>,
    /// Capacity of each site, in the unit of the weights; none where there are no limits.
    pub capacities: Option<Vec<f64>>,
    /// The rule of each site; if empty, all may open.
    pub rules: Vec<SiteRule>,
    /// Distances between demand points and sites.
    pub metric: Metric,
    /// The unit of the distances.
    pub unit: Unit,
    /// Whether a value of the metric is the cost of serving the whole demand point, whatever its weight (as in the
    /// cap and Holmberg files), rather than one unit of weight.
    pub whole_demand: bool,
    /// Whether demand point i and site i are the same point, for all i.
    pub same_points: bool,
}

impl InstanceParts {
    /// Demand of weight 1 each and sites that are free, cost 1 each and can serve everyone, both numbered from 1. For a
    /// table, the sites that it contains. Measured in metres on the earth, else without a unit.
    pub fn new(name: impl Into<String>, metric: Metric) -> Self {
        let (points, sites) = metric_size(&metric);
        let numbered = |count| Ids::Numbered { first: 1, count };
        Self {
            name: name.into(),
            demand_ids: numbered(points),
            weights: vec![1.0; points],
            site_ids: numbered(sites),
            fixed_costs: Vec::new(),
            capacities: None,
            rules: Vec::new(),
            unit: match metric.is_on_earth() {
                true => Unit::Metres,
                false => Unit::Plain,
            },
            metric,
            whole_demand: false,
            same_points: false,
        }
    }
}

/// An instance of a location problem, its invariants proved: lists of fitting lengths, weights, costs and capacities
/// and distances from 0 to [`MOST_AMOUNT`].
#[derive(Debug, Clone, PartialEq)]
pub struct Instance(InstanceParts);

/// Parts that do not make an instance. Reading reports such things with file and field; this is the last line of
/// defence for callers that build an instance themselves.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum InstanceError {
    /// A list is too long or too short. Repair: one entry for each point.
    Length {
        /// Which list.
        what: Phrase,
        /// Its length.
        found: usize,
        /// The length it should have.
        wanted: usize,
    },
    /// A number is not finite, below 0 or above [`MOST_AMOUNT`]. Repair: correct it.
    Number {
        /// Which figure.
        what: Phrase,
        /// Of which point.
        id: String,
        /// The number.
        value: f64,
    },
    /// A coordinate is not finite, or too large to compute distances. Repair: correct it.
    Coordinate {
        /// Of which point.
        id: String,
        /// The number.
        value: f64,
    },
    /// Distances on the earth are said to be something else than metres. Repair: say metres.
    Unit,
    /// A table gives a pair twice. Repair: leave one of them.
    PairTwice {
        /// The demand point.
        demand: String,
        /// The site.
        site: String,
    },
    /// More points than 32-bit positions can number. Repair: split the instance.
    TooMany(usize),
}

impl InstanceError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            InstanceError::Length { what, found, wanted } => text!(
                "{what}: {found} entries where {wanted} are needed",
                "{what}：有 {found} 项，应有 {wanted} 项";
                what
            ),
            InstanceError::Number { what, id, value } => text!(
                "{what} of `{id}` is {value}; it must be a number from 0 to 10^15",
                "`{id}` 的{what}为 {value}；应为 0 到 10^15 之间的数";
                what
            ),
            InstanceError::Coordinate { id, value } => text!(
                "a coordinate of `{id}` is {value}; it must be a number between -1e150 and 1e150",
                "`{id}` 的一个坐标为 {value}；应为 -1e150 到 1e150 之间的数"
            ),
            InstanceError::Unit => text!(
                "distances on the earth are metres; the unit says otherwise",
                "地面距离以米计，所给单位不是米"
            ),
            InstanceError::PairTwice { demand, site } => text!(
                "the table gives the distance from `{demand}` to `{site}` twice",
                "矩阵两次给出 `{demand}` 到 `{site}` 的距离"
            ),
            InstanceError::TooMany(count) => text!(
                "{count} points are more than 4,294,967,295",
                "点数 {count} 超过 4,294,967,295"
            ),
        }
    }
}

told!(error InstanceError);

impl Instance {
    /// Checks the parts.
    ///
    /// # Errors
    ///
    /// The first fault found; see [`InstanceError`].
    pub fn new(mut parts: InstanceParts) -> Result<Self, InstanceError> {
        let (points, sites) = (parts.demand_ids.len(), parts.site_ids.len());
        for count in [points, sites] {
            if u32::try_from(count).is_err() {
                return Err(InstanceError::TooMany(count));
            }
        }
        if parts.fixed_costs.is_empty() {
            parts.fixed_costs = vec![1.0; sites];
        }
        if parts.rules.is_empty() {
            parts.rules = vec![SiteRule::Free; sites];
        }
        if parts.metric.is_on_earth() && parts.unit != Unit::Metres {
            return Err(InstanceError::Unit);
        }
        let (rows, columns) = metric_size(&parts.metric);
        let columns = match &parts.metric {
            // It may leave out the last ones.
            Metric::Table(_) => sites,
            _ => columns,
        };
        let capacities = parts.capacities.as_ref().map_or(sites, Vec::len);
        for (what, found, wanted) in [
            (phrase("weights", "权重"), parts.weights.len(), points),
            (phrase("fixed costs", "固定成本"), parts.fixed_costs.len(), sites),
            (phrase("capacities", "容量"), capacities, sites),
            (phrase("site rules", "点位规则"), parts.rules.len(), sites),
            (phrase("demand of the metric", "距离中的需求点"), rows, points),
            (phrase("sites of the metric", "距离中的点位"), columns, sites),
        ] {
            if found != wanted {
                return Err(InstanceError::Length { what, found, wanted });
            }
        }
        let none = Vec::new();
        for (what, values, ids) in [
            (phrase("the weight", "权重"), &parts.weights, &parts.demand_ids),
            (phrase("the fixed cost", "固定成本"), &parts.fixed_costs, &parts.site_ids),
            (
                phrase("the capacity", "容量"),
                parts.capacities.as_ref().unwrap_or(&none),
                &parts.site_ids,
            ),
        ] {
            if let Some(position) = values.iter().position(|&value| !is_amount(value)) {
                return Err(InstanceError::Number {
                    what,
                    id: ids.label(position).into_owned(),
                    value: values[position],
                });
            }
        }
        check_metric(&parts)?;
        Ok(Self(parts))
    }

    /// Its name for reports.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// How many demand points.
    pub fn points(&self) -> usize {
        self.0.weights.len()
    }

    /// How many sites.
    pub fn sites(&self) -> usize {
        self.0.fixed_costs.len()
    }

    /// The ids of demand points.
    pub fn demand_ids(&self) -> &Ids {
        &self.0.demand_ids
    }

    /// The ids of sites.
    pub fn site_ids(&self) -> &Ids {
        &self.0.site_ids
    }

    /// w\[i\], the weight of each demand point: in coverage, in travel and against capacities. Demand of weight 0 is
    /// ignored in every problem.
    pub fn weights(&self) -> &[f64] {
        &self.0.weights
    }

    /// f\[j\]: what each site costs to open.
    pub fn fixed_costs(&self) -> &[f64] {
        &self.0.fixed_costs
    }

    /// s\[j\]: the capacity of each site, in the unit of the weights; none where there are no limits.
    pub fn capacities(&self) -> Option<&[f64]> {
        self.0.capacities.as_deref()
    }

    /// The rule of each site.
    pub fn rules(&self) -> &[SiteRule] {
        &self.0.rules
    }

    /// Distances between demand points and sites.
    pub fn metric(&self) -> &Metric {
        &self.0.metric
    }

    /// The unit of the distances.
    pub fn unit(&self) -> Unit {
        self.0.unit
    }

    /// Whether a value of the metric is the cost of the whole demand point rather than of one unit of its weight.
    pub fn is_whole_demand(&self) -> bool {
        self.0.whole_demand
    }

    /// The cost of serving all of demand point `demand`, per unit of distance.
    pub fn cost_factor(&self, demand: usize) -> f64 {
        if self.0.whole_demand { 1.0 } else { self.0.weights[demand] }
    }

    /// Whether demand point i and site i are the same point, for all i.
    pub fn has_same_points(&self) -> bool {
        self.0.same_points
    }

    /// The same with these rules, one for each site.
    ///
    /// # Panics
    ///
    /// Where there are more or fewer rules than sites.
    pub(crate) fn with_rules(&self, rules: Vec<SiteRule>) -> Self {
        assert_eq!(rules.len(), self.sites(), "a rule for each site");
        Self(InstanceParts { rules, ..self.0.clone() })
    }

    /// The parts, to be changed and checked again.
    pub fn into_parts(self) -> InstanceParts {
        self.0
    }
}

/// Squares of greater coordinates would not be finite.
const FARTHEST: f64 = 1e150;

/// The greatest weight, cost, capacity or distance: beyond it sums of amounts are not exact, and solvers refuse a model.
pub const MOST_AMOUNT: f64 = 1e15;

fn is_amount(value: f64) -> bool {
    (0.0..=MOST_AMOUNT).contains(&value)
}

/// How many demand points and sites it has; of a table, the sites that it names.
fn metric_size(metric: &Metric) -> (usize, usize) {
    match metric {
        Metric::Plane { demand, sites, .. } => (demand.len(), sites.len()),
        Metric::Sphere { demand, sites, .. } | Metric::Geodesic { demand, sites, .. } => {
            (demand.len(), sites.len())
        }
        Metric::Table(table) => (table.rows(), table.sites()),
    }
}

fn check_metric(parts: &InstanceParts) -> Result<(), InstanceError> {
    let fault = |what, id: String, value| Err(InstanceError::Number { what, id, value });
    match &parts.metric {
        Metric::Plane { demand, sites, .. } => {
            for (points, ids) in [(demand, &parts.demand_ids), (sites, &parts.site_ids)] {
                for (position, point) in points.iter().enumerate() {
                    let is_far = |value: &&f64| value.is_nan() || value.abs() > FARTHEST;
                    if let Some(&value) = point.iter().find(is_far) {
                        let id = ids.label(position).into_owned();
                        return Err(InstanceError::Coordinate { id, value });
                    }
                }
            }
        }
        Metric::Geodesic { detour, .. } if !(detour.is_finite() && *detour >= 1.0) => {
            return fault(phrase("the detour", "绕行系数"), "the metric".into(), *detour);
        }
        Metric::Sphere { .. } | Metric::Geodesic { .. } => {}
        Metric::Table(table) => {
            let mut seen_in = vec![usize::MAX; parts.site_ids.len()];
            for position in 0..table.rows() {
                let (sites, values) = table.row(position);
                if let Some(&value) = values.iter().find(|&&value| !is_amount(value)) {
                    let id = parts.demand_ids.label(position).into_owned();
                    return fault(phrase("a distance", "一个距离"), id, value);
                }
                if let Some(&site) = sites.iter().find(|&&j| j as usize >= parts.site_ids.len()) {
                    return Err(InstanceError::Length {
                        what: phrase("sites of the table", "矩阵中的点位"),
                        found: site as usize + 1,
                        wanted: parts.site_ids.len(),
                    });
                }
                for &site in sites {
                    if seen_in[site as usize] == position {
                        return Err(InstanceError::PairTwice {
                            demand: parts.demand_ids.label(position).into_owned(),
                            site: parts.site_ids.label(site as usize).into_owned(),
                        });
                    }
                    seen_in[site as usize] = position;
                }
            }
        }
    }
    Ok(())
}

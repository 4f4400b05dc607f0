//! Forecasts of all areas for several years, variants and groups, beside published figures, and their distribution over
//! units.

use super::control::{ControlError, control};
use super::deviation::{Deviation, Variant};
use super::group::PeopleGroup;
use super::method::AreaMethod;
use super::share::{bands_of, figures_of, share_bands};
use crate::domain::{Text, text, told};
use crate::units::Share;

/// A figure of another source.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The area, as a position among the areas.
    pub area: usize,
    /// The group.
    pub group: PeopleGroup,
    /// The year.
    pub year: i32,
    /// People.
    pub people: f64,
    /// Whether the forecast is scaled to it, rather than only shown beside it.
    pub controls: bool,
}

/// An area and its method.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaOutlook {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The method.
    pub method: AreaMethod,
}

/// The request of a forecast.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The areas.
    pub areas: Vec<AreaOutlook>,
    /// Groups from the widest to the narrowest, residents first.
    pub groups: Vec<PeopleGroup>,
    /// Years, ascending.
    pub years: Vec<i32>,
    /// Variants other than draws.
    pub variants: Vec<Variant>,
    /// The number of drawn futures in addition.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
    /// σ: see [`super`].
    pub spread: Share,
    /// Figures of other sources.
    pub published: Vec<Published>,
}

impl Request {
    /// The medium future of `areas`; a spread of 5 %.
    pub fn new(
        areas: impl Into<Vec<AreaOutlook>>,
        groups: impl Into<Vec<PeopleGroup>>,
        years: impl Into<Vec<i32>>,
    ) -> Self {
        Self {
            areas: areas.into(),
            groups: groups.into(),
            years: years.into(),
            variants: vec![Variant::Medium],
            draws: 0,
            seed: 0,
            spread: Deviation::usual_spread(),
            published: Vec::new(),
        }
    }
}

/// A group of an area in a year and variant.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row {
    /// The area's position.
    pub area: usize,
    /// The year.
    pub year: i32,
    /// The variant.
    pub variant: Variant,
    /// The group.
    pub group: PeopleGroup,
    /// The method's own figure, not rounded.
    pub own: f64,
    /// Whole people: the method's own figure, scaled to the controls.
    pub people: f64,
    /// The figure of another source.
    pub published: Option<f64>,
    /// Whether the group was scaled to that figure.
    pub controlled: bool,
}

/// Why there is no outlook.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OutlookError {
    /// Controls cannot be kept.
    Control {
        /// The area's id.
        area: String,
        /// The year.
        year: i32,
        /// Why.
        why: ControlError,
    },
    /// A table has no figures of the year and variant.
    NoFigures {
        /// The area's id.
        area: String,
        /// The year.
        year: i32,
        /// The variant.
        variant: Variant,
    },
}

impl OutlookError {
    /// What is wrong.
    pub fn text(&self) -> Text {
        match self {
            OutlookError::Control { area, year, why } => {
                let why = why.text();
                text!("{area} in {year}: {why}", "{area}，{year} 年：{why}"; why)
            }
            OutlookError::NoFigures { area, year, variant } => {
                let variant = variant.text();
                text!(
                    "{area} has no figures of {year}, {variant}",
                    "{area} 没有 {year} 年{variant}的数据";
                    variant
                )
            }
        }
    }
}

told!(error OutlookError);

/// A forecast of all areas: rows by area, year, variant, group.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outlook {
    /// The rows.
    pub rows: Vec<Row>,
}

impl Outlook {
    /// Computes the forecast. Where the medium variant is controlled, the other variants and the draws keep their ratio
    /// to it, band by band. Cost: areas times years times variants and draws.
    ///
    /// ```
    /// use yike::domain::forecast::{AgeTable, AreaMethod, AreaOutlook, Census, Outlook, PeopleGroup, Request};
    ///
    /// // People by five-year age group, 0–4 to 85 and over, at two censuses.
    /// let counted = |year, people| -> Result<Census, Box<dyn std::error::Error>> {
    ///     let ages = AgeTable::new(vec![people; 18], vec![people; 18])?;
    ///     Ok(Census { year, ages })
    /// };
    /// let method = AreaMethod::cohort_change(&counted(2010, 100.0)?, &counted(2020, 90.0)?);
    /// let area = AreaOutlook {
    ///     id: "A".into(),
    ///     name: "A".into(),
    ///     method: method.ok_or("no ratios")?,
    /// };
    /// let groups = [PeopleGroup::Residents, PeopleGroup::Aged(60)];
    /// let outlook = Outlook::new(&Request::new([area], groups, [2030]))?;
    /// assert_eq!(outlook.rows.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// See [`OutlookError`].
    pub fn new(request: &Request) -> Result<Self, OutlookError> {
        let draws = Deviation::draws(request.seed, request.spread, request.draws);
        let named = request.variants.iter().map(|variant| {
            let deviation = Deviation::of(*variant, request.spread);
            (*variant, deviation)
        });
        let drawn = (1..).map(Variant::Draw).zip(draws);
        let futures: Vec<(Variant, Deviation)> = named.chain(drawn).collect();
        let mut rows = Vec::new();
        for position in 0..request.areas.len() {
            for &year in &request.years {
                rows.extend(of_area(request, position, year, &futures)?);
            }
        }
        Ok(Self { rows })
    }

    /// The rows of a year and variant by area, then by group.
    fn figures(&self, year: i32, variant: Variant, areas: usize) -> Vec<Vec<f64>> {
        let mut figures = vec![Vec::new(); areas];
        let of_future = |row: &&Row| row.year == year && row.variant == variant;
        for row in self.rows.iter().filter(of_future) {
            figures[row.area].push(row.people);
        }
        figures
    }

    /// Distributes the figures of a year and variant over units. `today` has a row of people by group for each unit,
    /// `homes` the areas that each unit lies in, from the innermost to the outermost, each within the next. Units of
    /// the outermost area sum to its figures; the figures of areas within it decide how its units differ. Of units with
    /// equal remainders the earlier come first. Returns a row of figures by group for each unit, empty for a unit of no
    /// area.
    pub fn shared(
        &self,
        year: i32,
        variant: Variant,
        areas: usize,
        today: &[Vec<f64>],
        homes: &[Vec<usize>],
    ) -> Vec<Vec<f64>> {
        let figures = self.figures(year, variant, areas);
        let now: Vec<Vec<f64>> = today.iter().map(|people| bands_of(people)).collect();
        let mut weights = now.clone();
        let mut shared = vec![Vec::new(); today.len()];
        // Areas within others first.
        let level = |area: usize| {
            let levels = homes.iter().filter_map(|areas| areas.iter().position(|own| *own == area));
            levels.max()
        };
        let mut order: Vec<(usize, usize)> =
            (0..areas).filter_map(|area| Some((level(area)?, area))).collect();
        order.sort_unstable();
        for (_, area) in order {
            let units: Vec<usize> =
                (0..homes.len()).filter(|unit| homes[*unit].contains(&area)).collect();
            if homes[units[0]].last() != Some(&area) {
                scale(&figures[area], &units, &mut weights);
                continue;
            }
            let alone = |unit: &usize| homes[*unit].len() == 1;
            if !units.iter().all(alone) {
                // Units outside every inner area are scaled by this one, so that they are comparable with the units
                // inside.
                let mut grown = now.clone();
                scale(&figures[area], &units, &mut grown);
                for unit in units.iter().copied().filter(alone) {
                    weights[unit].clone_from(&grown[unit]);
                }
            }
            let own: Vec<Vec<f64>> = units.iter().map(|unit| weights[*unit].clone()).collect();
            for (unit, people) in units.iter().zip(share_bands(&figures[area], &own)) {
                shared[*unit] = people;
            }
        }
        shared
    }
}

/// Scales the bands of `units` to the area's figures, without rounding to whole persons.
fn scale(figures: &[f64], units: &[usize], weights: &mut [Vec<f64>]) {
    for (band, people) in bands_of(figures).into_iter().enumerate() {
        let have: f64 = units.iter().map(|unit| weights[*unit][band]).sum();
        for unit in units {
            weights[*unit][band] = match have > 0.0 {
                true => weights[*unit][band] * people / have,
                false => people / units.len() as f64,
            };
        }
    }
}

fn of_area(
    request: &Request,
    position: usize,
    year: i32,
    futures: &[(Variant, Deviation)],
) -> Result<Vec<Row>, OutlookError> {
    let area = &request.areas[position];
    let groups = &request.groups;
    let own = |variant: Variant, deviation: &Deviation| {
        let figures = area.method.figures(groups, year, variant, deviation);
        figures.ok_or_else(|| OutlookError::NoFigures { area: area.id.clone(), year, variant })
    };
    let published = |group: &PeopleGroup, controls: bool| {
        let rows = request.published.iter();
        let mut of_row =
            rows.filter(|row| row.area == position && row.year == year && row.group == *group);
        of_row.find(|row| row.controls || !controls).map(|row| row.people)
    };
    let controls: Vec<Option<f64>> = groups.iter().map(|group| published(group, true)).collect();
    let controlled = controls.iter().any(Option::is_some);
    // The factors by which controls change the bands of the medium future.
    let (medium, factors) = if controlled {
        let medium = own(Variant::Medium, &Deviation::none())?;
        let brought = control(&medium, &controls).map_err(|why| OutlookError::Control {
            area: area.id.clone(),
            year,
            why,
        })?;
        let pairs = bands_of(&brought).into_iter().zip(bands_of(&medium));
        let factors: Vec<(f64, f64)> = pairs
            .map(|(to, from)| match from > 0.0 {
                true => (to / from, 0.0),
                false => (1.0, to),
            })
            .collect();
        (brought, factors)
    } else {
        (Vec::new(), Vec::new())
    };
    let mut rows = Vec::new();
    for (variant, deviation) in futures {
        let figures = own(*variant, deviation)?;
        let people = match variant {
            _ if !controlled => figures.clone(),
            Variant::Medium => medium.clone(),
            _ => {
                let bands = bands_of(&figures).into_iter().zip(&factors);
                let bands: Vec<f64> =
                    bands.map(|(people, (factor, more))| people * factor + more).collect();
                figures_of(&bands)
            }
        };
        for (group, (own, people)) in groups.iter().zip(figures.iter().zip(&people)) {
            rows.push(Row {
                area: position,
                year,
                variant: *variant,
                group: *group,
                own: *own,
                people: people.round(),
                published: published(group, false),
                controlled: controlled && published(group, true).is_some(),
            });
        }
    }
    Ok(rows)
}

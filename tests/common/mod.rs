//! Tiny plans for tests, built by hand: everything lies on the equator, at so many metres east of the origin,
//! where distances are exact; nobody makes a detour and everybody walks a metre a second.
//!
//! ```ignore
//! let problem = TinyPlan::new()
//!     .tier("station", 1000.0)
//!     .unit("village", 0.0, 100.0)
//!     .candidate("hall", 500.0, "station", 300_000)
//!     .target(coverage("station"), Scope::All, Direction::AtLeast, 1.0)
//!     .problem();
//! ```
//!
//! Units and sites belong to the town named last, works and changes to the site (unit, tier, …) named last.
#![allow(dead_code)]

use typed_index_collections::{TiVec, ti_vec};
use yike::domain::*;
use yike::units::{Metres, Persons, Share, Speed, Yuan};

/// Metres of a radian of the equator: the WGS84 ellipsoid's.
const EQUATOR_M: f64 = 6_378_137.0;

/// The place so many metres east of the origin, on the equator.
pub(crate) fn at(metres_east: f64) -> LonLat {
    LonLat::new((metres_east / EQUATOR_M).to_degrees(), 0.0).expect("less than half the equator")
}

/// So many metres.
pub(crate) fn metres(metres: f64) -> Metres {
    Metres::new(metres).expect("a length")
}

/// So many persons.
pub(crate) fn persons(number: f64) -> Persons {
    Persons::new(number).expect("a number of people")
}

/// A plan under construction.
#[derive(Debug, Clone)]
pub(crate) struct TinyPlan {
    parts: ProblemParts,
    setting: Setting,
}

impl TinyPlan {
    /// A plan with the group `60+` and nothing else.
    pub(crate) fn new() -> Self {
        let walk = Speed::parse("1 m/s").expect("a speed");
        let parts = ProblemParts {
            name: Name::plain("tiny"),
            period: None,
            groups: ti_vec![Group {
                id: "60+".into(),
                field: "aged_60".into(),
            }],
            served: GroupIdx::from(0),
            towns: TiVec::new(),
            units: TiVec::new(),
            sites: TiVec::new(),
            medical: Vec::new(),
            tiers: TiVec::new(),
            funding: TiVec::new(),
            commitments: Vec::new(),
            targets: Vec::new(),
            objective: Objective {
                order: Stage::ALL.to_vec(),
                keep: Share::default(),
                group_weights: Vec::new(),
            },
            travel: TravelMethod::StraightLine {
                detour: 1.0,
                speed_urban: walk,
                speed_rural: walk,
            },
        };
        Self {
            parts,
            setting: Setting::Urban,
        }
    }

    /// From here on towns, units and sites are rural.
    pub(crate) fn rural(mut self) -> Self {
        self.setting = Setting::Rural;
        self
    }

    /// From here on towns, units and sites are urban again.
    pub(crate) fn urban(mut self) -> Self {
        self.setting = Setting::Urban;
        self
    }

    /// Another group of people, none of them anywhere yet.
    pub(crate) fn group(mut self, id: &str) -> Self {
        self.parts.groups.push(Group {
            id: id.into(),
            field: id.into(),
        });
        for unit in &mut self.parts.units {
            unit.people.push(Persons::default());
        }
        self
    }

    /// A town; without any, the first unit or site stands in the town `T1`.
    pub(crate) fn town(mut self, id: &str) -> Self {
        self.parts.towns.push(Town {
            id: id.into(),
            name: id.into(),
            population: Persons::default(),
            ageing_rate: Share::default(),
            urban_share: None,
            setting: self.setting,
            provenance: Provenance::default(),
            feature: feature(at(0.0)),
        });
        self
    }

    /// A unit with so many people aged 60 and over.
    pub(crate) fn unit(mut self, id: &str, metres_east: f64, people: f64) -> Self {
        let town = self.last_town();
        let mut by_group = vec![Persons::default(); self.parts.groups.len()];
        by_group[0] = persons(people);
        self.parts.units.push(DemandUnit {
            id: id.into(),
            name: id.into(),
            town,
            setting: self.setting,
            at: at(metres_east),
            residents: persons(people * 4.0),
            people: by_group,
            provenance: Provenance::default(),
            feature: feature(at(metres_east)),
        });
        self
    }

    /// A tier for both settings within so many metres, serving itself and the tiers named in `also`.
    pub(crate) fn tier_serving(mut self, id: &str, reach_m: f64, also: &[&str]) -> Self {
        let own = TierIdx::from(self.parts.tiers.len());
        let lower = also.iter().map(|id| self.tier_idx(id));
        let serves = std::iter::once(own).chain(lower).collect();
        let reach = Some(Reach::Distance(metres(reach_m)));
        self.parts.tiers.push(Tier {
            id: id.into(),
            name: Name::plain(id),
            reach_urban: reach,
            reach_rural: reach,
            serves,
            leads: None,
            group: GroupIdx::from(0),
            weight: 1.0,
            sizes: Vec::new(),
        });
        self
    }

    /// A tier that serves only itself.
    pub(crate) fn tier(self, id: &str, reach_m: f64) -> Self {
        self.tier_serving(id, reach_m, &[])
    }

    /// The last tier leads `led`, within so many metres, so many at most.
    pub(crate) fn leads(self, led: &str, within_m: Option<f64>, at_most: Option<u32>) -> Self {
        let tier = self.tier_idx(led);
        self.edit_tier(|last| {
            last.leads = Some(Leads {
                tier,
                within: within_m.map(|within| Reach::Distance(metres(within))),
                at_most,
                same_town: false,
            });
        })
    }

    /// A place where nothing stands and nothing may be built yet.
    pub(crate) fn site(mut self, id: &str, metres_east: f64) -> Self {
        let town = self.last_town();
        self.parts.sites.push(Site {
            id: id.into(),
            name: id.into(),
            kind: "candidate".into(),
            town,
            unit: None,
            setting: self.setting,
            at: at(metres_east),
            eligible: Vec::new(),
            states: vec![State::ABSENT],
            today: StateIdx::from(0),
            works: Vec::new(),
            may_stay: true,
            required: false,
            forbidden: false,
            provenance: Provenance::default(),
            feature: feature(at(metres_east)),
        });
        self
    }

    /// A facility of `tier` that stands and stays.
    pub(crate) fn standing(self, id: &str, metres_east: f64, tier: &str) -> Self {
        let tier = self.tier_idx(tier);
        self.site(id, metres_east).edit_site(|site| {
            site.states = vec![standing(tier)];
            site.eligible = vec![tier];
        })
    }

    /// A place where a facility of `tier` may be built for so many yuan.
    pub(crate) fn candidate(self, id: &str, metres_east: f64, tier: &str, yuan: i64) -> Self {
        self.site(id, metres_east).work(WorkKind::Build, tier, yuan)
    }

    /// Another work at the last site, to a state of `tier` (absent for merging and closing).
    pub(crate) fn work(self, kind: WorkKind, tier: &str, yuan: i64) -> Self {
        let tier = self.tier_idx(tier);
        self.edit_site(|site| {
            site.states.push(match kind {
                WorkKind::Build | WorkKind::Upgrade => standing(tier),
                WorkKind::Merge | WorkKind::Close => State::ABSENT,
            });
            site.works.push(Work {
                id: format!("{kind}-{}", site.works.len()),
                name: None,
                kind,
                from: site.today,
                to: StateIdx::from(site.states.len() - 1),
                into: None,
                cost: Yuan::new(yuan),
                cost_origin: Origin::Given,
                funding: None,
                required: false,
            });
        })
    }

    /// The last site must stand at the end.
    pub(crate) fn required(self) -> Self {
        self.edit_site(|site| site.required = true)
    }

    /// So many places in every standing state of the last site.
    pub(crate) fn capacity(self, people: f64) -> Self {
        self.edit_standing(|state| state.capacity = Some(persons(people)))
    }

    /// So many beds in every standing state of the last site.
    pub(crate) fn beds(self, beds: u32, nursing_beds: u32) -> Self {
        self.edit_standing(|state| (state.beds, state.nursing_beds) = (beds, nursing_beds))
    }

    /// A medical facility.
    pub(crate) fn medical(mut self, id: &str, metres_east: f64) -> Self {
        self.parts.medical.push(Medical {
            id: id.into(),
            name: id.into(),
            town: None,
            at: at(metres_east),
            provenance: Provenance::default(),
        });
        self
    }

    /// A source of money that may pay for everything.
    pub(crate) fn funding(mut self, id: &str, yuan: i64) -> Self {
        self.parts.funding.push(Funding {
            id: id.into(),
            name: Name::plain(id),
            amount: Yuan::new(yuan),
            amount_origin: Origin::Given,
            pays_for: PaysFor::default(),
        });
        self
    }

    /// A binding target.
    pub(crate) fn target(
        mut self,
        measure: Measure,
        scope: Scope,
        direction: Direction,
        limit: f64,
    ) -> Self {
        self.parts.targets.push(Target {
            indicator: None,
            name: Name::plain(format!("target {}", self.parts.targets.len() + 1)),
            now: None,
            aim: Aim::Sited(SitedAim {
                measure,
                scope,
                direction,
                limit,
            }),
            kind: TargetKind::Binding,
            weight: 1.0,
        });
        self
    }

    /// Changes the last site.
    pub(crate) fn edit_site(mut self, edit: impl FnOnce(&mut Site)) -> Self {
        edit(self.parts.sites.last_mut().expect("a site"));
        self
    }

    /// Changes the last unit.
    pub(crate) fn edit_unit(mut self, edit: impl FnOnce(&mut DemandUnit)) -> Self {
        edit(self.parts.units.last_mut().expect("a unit"));
        self
    }

    /// Changes the last tier.
    pub(crate) fn edit_tier(mut self, edit: impl FnOnce(&mut Tier)) -> Self {
        edit(self.parts.tiers.last_mut().expect("a tier"));
        self
    }

    /// Changes anything.
    pub(crate) fn edit(mut self, edit: impl FnOnce(&mut ProblemParts)) -> Self {
        edit(&mut self.parts);
        self
    }

    /// The position of a tier named before.
    pub(crate) fn tier_idx(&self, id: &str) -> TierIdx {
        let found = self.parts.tiers.position(|tier| tier.id == id);
        found.expect("a tier named before")
    }

    /// The problem.
    pub(crate) fn problem(self) -> Problem {
        Problem::new(self.parts).expect("a sound plan")
    }

    fn edit_standing(self, edit: impl Fn(&mut State)) -> Self {
        self.edit_site(|site| site.states.iter_mut().filter(|s| s.standing).for_each(edit))
    }

    fn last_town(&mut self) -> TownIdx {
        if self.parts.towns.is_empty() {
            *self = self.clone().town("T1");
        }
        TownIdx::from(self.parts.towns.len() - 1)
    }
}

/// The position of a site by its id.
pub(crate) fn site_idx(problem: &Problem, id: &str) -> SiteIdx {
    problem
        .sites
        .position(|site| site.id == id)
        .expect("a site")
}

fn standing(tier: TierIdx) -> State {
    State {
        standing: true,
        tier: Some(tier),
        ..State::ABSENT
    }
}

fn feature(at: LonLat) -> Feature {
    Feature {
        geometry: geo::Point::new(at.lon_deg(), at.lat_deg()).into(),
        properties: Properties::new(),
    }
}

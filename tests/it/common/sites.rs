//! The sites of tiny plans.

use super::{TinyPlan, at, feature, persons};
use yike::domain::*;
use yike::units::{Years, Yuan};

impl TinyPlan {
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
                build_time: Years::ZERO,
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

    fn edit_standing(self, edit: impl Fn(&mut State)) -> Self {
        self.edit_site(|site| site.states.iter_mut().filter(|s| s.standing).for_each(edit))
    }
}

fn standing(tier: TierIdx) -> State {
    State {
        standing: true,
        tier: Some(tier),
        ..State::ABSENT
    }
}

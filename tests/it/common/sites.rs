//! The sites of tiny plans.

use super::{TinyPlan, at, persons};
use yike::domain::*;
use yike::units::{SquareMetres, Yuan};

impl TinyPlan {
    /// A place where nothing stands and nothing may be built yet.
    pub(crate) fn site(mut self, id: &str, metres_east: f64) -> Self {
        let town = self.last_town();
        self.parts.add_site(Site::new(id, town, self.setting, at(metres_east)));
        self
    }

    /// A facility of `tier` that stands and stays.
    pub(crate) fn standing(self, id: &str, metres_east: f64, tier: &str) -> Self {
        let today = State::standing(self.tier_idx(tier));
        self.site(id, metres_east).edit_site(|site| *site = site.clone().with_today(today))
    }

    /// A place where a facility of `tier` may be built for so many yuan.
    pub(crate) fn candidate(self, id: &str, metres_east: f64, tier: &str, yuan: i64) -> Self {
        self.site(id, metres_east).work(WorkKind::Build, tier, yuan)
    }

    /// Another work at the last site, to a state of `tier` (absent for merging and closing).
    pub(crate) fn work(self, kind: WorkKind, tier: &str, yuan: i64) -> Self {
        let to = match kind {
            WorkKind::Build | WorkKind::Upgrade => State::standing(self.tier_idx(tier)),
            WorkKind::Merge | WorkKind::Close => State::ABSENT,
        };
        self.edit_site(|site| *site = site.clone().with_work(kind, to, Yuan::new(yuan)))
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

    /// So many square metres of floor in every standing state of the last site.
    pub(crate) fn floor_area(self, square_metres: f64) -> Self {
        let area = SquareMetres::new(square_metres).expect("an area");
        self.edit_standing(|state| state.floor_area = area)
    }

    /// A medical facility.
    pub(crate) fn medical(mut self, id: &str, metres_east: f64) -> Self {
        self.parts.medical.push(Medical::new(id, at(metres_east)));
        self
    }

    fn edit_standing(self, edit: impl Fn(&mut State)) -> Self {
        self.edit_site(|site| site.states.iter_mut().filter(|s| s.standing).for_each(edit))
    }
}

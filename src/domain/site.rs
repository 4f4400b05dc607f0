use super::beds::BedClass;
use super::feature::{Feature, Origin, Provenance};
use super::ids::{FundingIdx, SiteIdx, SizeIdx, StateIdx, TierIdx, TownIdx, UnitIdx};
use super::place::Setting;
use super::position::LonLat;
use super::words::words;
use crate::units::{Persons, SquareMetres, Years, Yuan};

/// A state that a site is in or could be in: s ∈ S(j).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct State {
    /// Whether a facility stands here; if not, all other fields are none or 0.
    pub standing: bool,
    /// Its own tier; none if it serves no tier of the plan.
    pub tier: Option<TierIdx>,
    /// Its size among the tier's sizes, where it has one of them.
    pub size: Option<SizeIdx>,
    /// The people it can serve at each tier that it serves; none if unlimited.
    pub capacity: Option<Persons>,
    /// Beds in all.
    pub beds: u32,
    /// Nursing beds among them.
    pub nursing_beds: u32,
    /// Guarantee beds (兜底保障床位) among them; the others are open to everybody.
    pub guarantee_beds: u32,
    /// Who runs it.
    pub operator: Option<String>,
    /// What running it costs a year.
    pub running_cost: Yuan,
    /// Its floor area.
    pub floor_area: SquareMetres,
}

impl State {
    /// No facility here.
    pub const ABSENT: State = State {
        standing: false,
        tier: None,
        size: None,
        capacity: None,
        beds: 0,
        nursing_beds: 0,
        guarantee_beds: 0,
        operator: None,
        running_cost: Yuan::ZERO,
        floor_area: SquareMetres::ZERO,
    };

    /// How many beds of this class it has.
    pub fn beds_of(&self, class: BedClass) -> u32 {
        match class {
            BedClass::All => self.beds,
            BedClass::Guarantee => self.guarantee_beds,
            BedClass::Open => self.beds.saturating_sub(self.guarantee_beds),
        }
    }

    /// A facility of `tier` without beds, for any number of people.
    pub fn standing(tier: TierIdx) -> Self {
        Self { standing: true, tier: Some(tier), ..Self::ABSENT }
    }
}

words! {
    /// The kinds of work.
    pub enum WorkKind {
        /// 新建.
        Build = "build",
        /// 改造.
        Upgrade = "upgrade",
        /// 撤并: the site goes, another takes over.
        Merge = "merge",
        /// 撤: the site goes.
        Close = "close",
    }
}

/// A work that may be done at a site: it leads from one state to another at a cost.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Work {
    /// Its id, unique within the site.
    pub id: String,
    /// Its name in reports, where given.
    pub name: Option<String>,
    /// Build, upgrade, merge or close.
    pub kind: WorkKind,
    /// The state it starts from.
    pub from: StateIdx,
    /// The state it leads to.
    pub to: StateIdx,
    /// Merge: the site that takes over, which must stand at the end.
    pub into: Option<SiteIdx>,
    /// Merge: the work that the site that takes over must have done, by its id, for instance one that adds beds.
    pub into_work: Option<String>,
    /// c\[j,o\].
    pub cost: Yuan,
    /// Where the cost comes from.
    pub cost_origin: Origin,
    /// The fixed mix of sources, adding up to the cost; if none, the model decides.
    pub funding: Option<Vec<(FundingIdx, Yuan)>>,
    /// This work (or another required one of the site) must be done.
    pub required: bool,
    /// The time from the start of the period in which it begins until it is done; counts only in plans with periods.
    pub build_time: Years,
}

/// What is decided about a site: o ∈ O(j).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Choice {
    /// It stays as it is today.
    Stay,
    /// The work at this position of [`Site::works`] is done.
    Work(u16),
}

/// The people who live in an institution today: they keep a bed, there or elsewhere, whatever is decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Residents {
    /// All.
    pub all: u32,
    /// Those in guarantee beds among them.
    pub in_guarantee_beds: u32,
}

impl Residents {
    /// Those in beds of this class.
    pub fn of(self, class: BedClass) -> u32 {
        match class {
            BedClass::All => self.all,
            BedClass::Guarantee => self.in_guarantee_beds,
            BedClass::Open => self.all - self.in_guarantee_beds,
        }
    }
}

/// An existing facility or a place where one could be: j ∈ J.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Site {
    /// Its id, unique among sites.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in the caller's words: `institution`, `happiness-home`, `candidate`, …
    pub kind: String,
    /// The town it stands in.
    pub town: TownIdx,
    /// The village or community it stands in, where given.
    pub unit: Option<UnitIdx>,
    /// Its unit's setting, else its town's.
    pub setting: Setting,
    /// Where it stands.
    pub at: LonLat,
    /// The tiers that it may serve.
    pub eligible: Vec<TierIdx>,
    /// The states it can be in.
    pub states: Vec<State>,
    /// Its state today.
    pub today: StateIdx,
    /// The works allowed.
    pub works: Vec<Work>,
    /// Who lives there today.
    pub residents: Residents,
    /// The towns whose people it serves at tiers with [`super::Tier::named_towns`]; empty: its own.
    pub serves_towns: Vec<TownIdx>,
    /// It may stay as it is.
    pub may_stay: bool,
    /// It must stand at the end.
    pub required: bool,
    /// It must not stand at the end.
    pub forbidden: bool,
    /// The option that asks so of it in this run, as it was typed: `--require NAME`; none where the plan alone does.
    pub asked_by: Option<String>,
    /// Where its figures and position come from.
    pub provenance: Provenance,
    /// As given.
    pub feature: Feature,
}

/// The word for what is decided where no work is done.
const STAY: &str = "stay";

impl Site {
    /// A place named after its id where nothing stands and no work is allowed yet.
    pub fn new(id: impl Into<String>, town: TownIdx, setting: Setting, at: LonLat) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            id,
            kind: "candidate".into(),
            town,
            unit: None,
            setting,
            at,
            eligible: Vec::new(),
            states: vec![State::ABSENT],
            today: StateIdx::from(0),
            works: Vec::new(),
            residents: Residents::default(),
            serves_towns: Vec::new(),
            may_stay: true,
            required: false,
            forbidden: false,
            asked_by: None,
            provenance: Provenance::default(),
            feature: Feature::at(at),
        }
    }

    /// The site in this state today, before any work is allowed.
    pub fn with_today(mut self, state: State) -> Self {
        self.eligible.extend(state.tier);
        self.states = vec![state];
        self
    }

    /// The site with another work allowed, from today's state to `to`. Its id is the kind with a number.
    pub fn with_work(mut self, kind: WorkKind, to: State, cost: Yuan) -> Self {
        if let Some(tier) = to.tier.filter(|tier| !self.eligible.contains(tier)) {
            self.eligible.push(tier);
        }
        self.states.push(to);
        self.works.push(Work {
            id: format!("{kind}-{}", self.works.len()),
            name: None,
            kind,
            from: self.today,
            to: StateIdx::from(self.states.len() - 1),
            into: None,
            into_work: None,
            cost,
            cost_origin: Origin::Given,
            funding: None,
            required: false,
            build_time: Years::ZERO,
        });
        self
    }

    /// The state that a choice leads to.
    pub fn state_after(&self, choice: Choice) -> &State {
        let state = match choice {
            Choice::Stay => self.today,
            Choice::Work(work) => self.works[usize::from(work)].to,
        };
        &self.states[usize::from(state)]
    }

    /// The kind of work that a choice does; without one `stay` where a facility stands, `unused` where none does: a word of
    /// [`WORKS`](super::vocabulary::WORKS).
    pub fn done(&self, choice: Choice) -> &'static str {
        match self.work(choice) {
            Some(work) => work.kind.word(),
            None if self.state_after(choice).standing => STAY,
            None => "unused",
        }
    }

    /// The state today.
    pub fn state_today(&self) -> &State {
        &self.states[usize::from(self.today)]
    }

    /// The work of a choice; none for [`Choice::Stay`].
    pub fn work(&self, choice: Choice) -> Option<&Work> {
        match choice {
            Choice::Stay => None,
            Choice::Work(work) => Some(&self.works[usize::from(work)]),
        }
    }

    /// The id of a choice's work; `stay` without one.
    pub fn decision(&self, choice: Choice) -> &str {
        self.work(choice).map_or(STAY, |work| &work.id)
    }

    /// The choice that [`Self::decision`] calls so; none if the site has no such work.
    pub fn choice_called(&self, decision: &str) -> Option<Choice> {
        self.choice_of((decision != STAY).then_some(decision))
    }

    /// The choice with this work id, or to stay without one; none if the site has no such work.
    pub fn choice_of(&self, work: Option<&str>) -> Option<Choice> {
        let Some(id) = work else {
            return Some(Choice::Stay);
        };
        let position = self.works.iter().position(|work| work.id == id)?;
        Some(Choice::Work(position as u16))
    }

    /// What the choice costs.
    pub fn cost(&self, choice: Choice) -> Yuan {
        self.work(choice).map_or(Yuan::ZERO, |work| work.cost)
    }

    /// The choices that are allowed: O(j), in the order stay, works as given. Works that start from another
    /// state than today's belong to later periods and are left out. Empty when the site's own rules
    /// contradict each other.
    pub fn choices(&self) -> impl Iterator<Item = Choice> + '_ {
        let must_work = self.works.iter().any(|work| work.required);
        let stay = (self.may_stay && !must_work).then_some(Choice::Stay);
        let works = self
            .works
            .iter()
            .enumerate()
            .filter(move |(_, work)| work.from == self.today && (!must_work || work.required))
            .map(|(position, _)| Choice::Work(position as u16));
        stay.into_iter().chain(works).filter(|&choice| {
            let standing = self.state_after(choice).standing;
            !(self.required && !standing || self.forbidden && standing)
        })
    }
}

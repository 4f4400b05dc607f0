//! Every site and what is decided about it: `layout.geojson`, from which the audit reads a layout back.

use super::{Dimensions, names};
use crate::domain::{Choice, Site, SiteIdx, State, Tier, TierIdx, Town, Work};
use crate::plan::residents_at;
use crate::run::figures::{Served, led_by};
use crate::run::report::Decided;
use crate::run::table::Unit::{Count, Degrees, Flag, Metres, People, SquareMetres, Text, Yuan};
use crate::run::table::{Cell, Columns, Kind, Place, Table};
use crate::run::words::{OPERATORS, ORIGINS, WORKS};
use crate::units;
use std::rc::Rc;

pub(super) const KIND: Kind =
    Kind::new(names::SITES, "Sites", "点位", "every site of the plan and what is decided about it")
        .in_file("layout")
        .behind_properties();

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    index: SiteIdx,
    served: Rc<Served>,
    leads: usize,
}

impl<'a> Row<'a> {
    fn site(&self) -> &'a Site {
        &self.decided.problem.sites[self.index]
    }

    fn town(&self) -> &'a Town {
        &self.decided.problem.towns[self.site().town]
    }

    fn choice(&self) -> Choice {
        self.decided.layout.choices[self.index]
    }

    fn work(&self) -> Option<&'a Work> {
        self.site().work(self.choice())
    }

    fn after(&self) -> &'a State {
        self.site().state_after(self.choice())
    }

    fn tier_of(&self, state: &State) -> Option<&'a Tier> {
        state.tier.map(|tier| &self.decided.problem.tiers[tier])
    }

    fn tier_after(&self) -> Option<&'a Tier> {
        self.tier_of(self.after())
    }
}

/// The columns. The caller's own id, geometry and properties stand before them in the layer.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Columns<'a, Row<'a>> {
    Columns::<Row<'a>>::new()
        .input("id", "Site id", "点位编号", Text, |row| &row.site().id)
        .in_tables_alone()
        .input(names::NAME, "Site", "点位", Text, |row| &row.site().name)
        .input("kind", "Kind", "类型", Text, |row| &row.site().kind)
        .input(names::TOWN, "Town id", "镇街编号", Text, |row| &row.town().id)
        .for_programs()
        .input("town_name", "Town", "镇街", Text, |row| &row.town().name)
        .input("lon_wgs84", "Longitude (WGS84)", "经度（WGS84）", Degrees, |row| {
            row.site().at.lon_deg()
        })
        .in_tables_alone()
        .input("lat_wgs84", "Latitude (WGS84)", "纬度（WGS84）", Degrees, |row| {
            row.site().at.lat_deg()
        })
        .in_tables_alone()
        .input("figures_origin", "Figures are", "数据来源", &ORIGINS, |row| {
            row.site().provenance.figures.word()
        })
        .input("position_origin", "Position is", "位置来源", &ORIGINS, |row| {
            row.site().provenance.position.word()
        })
        .input(names::TIER_TODAY, "Tier today, id", "现状层级编号", Text, |row| {
            row.tier_of(row.site().state_today()).map(|tier| &tier.id)
        })
        .for_programs()
        .input("tier_today_name", "Tier today", "现状层级", Text, |row| {
            row.tier_of(row.site().state_today()).map(|tier| &tier.name)
        })
        .input("beds_today", "Beds today", "现状床位", Count, |row| {
            row.site().state_today().beds
        })
        .for_each(dimensions.beds.then_some(()), |columns, ()| {
            columns
                .input("guarantee_beds_today", "Guarantee beds today", "现状兜底床位", Count, |row| {
                    row.site().state_today().guarantee_beds
                })
                .input("residents_today", "Residents today", "现状入住老人", Count, |row| {
                    row.site().residents.all
                })
        })
        .for_each(dimensions.floors.then_some(()), |columns, ()| {
            let [name, en, zh] = names::FLOOR_AREA_TODAY;
            columns.input(name, en, zh, SquareMetres, |row| {
                stated(row.site().state_today().floor_area)
            })
        })
        .computed(names::WORK_ID, "Work id", "任务编号", Text, |row| {
            row.work().map_or("stay", |work| &work.id)
        })
        .for_programs()
        .about("`stay` without a work; what `yike audit` reads: all other columns follow from it")
        .computed(names::WORK, "Work", "任务", &WORKS, |row| {
            row.work().map_or("stay", |work| work.kind.word())
        })
        .about("`build`, `upgrade`, `merge`, `close`, or `stay`")
        .computed(names::STANDING, "Stands then", "规划是否存在", Flag, |row| {
            row.after().standing
        })
        .computed(names::TIER, "Tier then, id", "规划层级编号", Text, |row| {
            row.tier_after().map(|tier| &tier.id)
        })
        .for_programs()
        .computed("tier_name", "Tier then", "规划层级", Text, |row| {
            row.tier_after().map(|tier| &tier.name)
        })
        .computed(names::SIZE, "Size then, id", "规划规模编号", Text, |row| {
            let size = row.after().size.zip(row.tier_after());
            size.map(|(size, tier)| &tier.sizes[usize::from(size)].id)
        })
        .for_programs()
        .computed(names::BEDS, "Beds then", "规划床位", Count, |row| row.after().beds)
        .computed(names::NURSING_BEDS, "Nursing beds then", "规划护理型床位", Count, |row| {
            row.after().nursing_beds
        })
        .for_each(dimensions.beds.then_some(()), |columns, ()| {
            columns
                .computed(names::GUARANTEE_BEDS, "Guarantee beds then", "规划兜底床位", Count, |row| {
                    row.after().guarantee_beds
                })
                .computed("beds_taken", "Beds taken then", "规划使用床位", People, beds_taken)
                .about("residents who stay or move there, and people of the demand; null where it serves nobody with beds")
        })
        .for_each(dimensions.floors.then_some(()), |columns, ()| {
            let [name, en, zh] = names::FLOOR_AREA;
            columns.computed(name, en, zh, SquareMetres, |row| {
                stated(row.after().floor_area)
            })
        })
        .computed(names::OPERATOR, "Operator then", "规划运营方", &OPERATORS, |row| {
            row.after().operator.as_ref()
        })
        .computed(names::COST_YUAN, "Cost, yuan", "投入（元）", Yuan, |row| {
            row.site().cost(row.choice())
        })
        .for_each(dimensions.running.then_some(()), |columns, ()| {
            let [name, en, zh] = names::RUNNING_COST;
            columns.computed(name, en, zh, Yuan, |row| row.after().running_cost)
        })
        .computed("cost_origin", "Cost is", "投入数据来源", &ORIGINS, |row| {
            row.work().map(|work| work.cost_origin.word())
        })
        .for_each(dimensions.sources.iter().enumerate(), |columns, (position, (id, name))| {
            let (en, zh) = names::paid_by(name);
            columns
                .computed(names::paid(id), en, zh, Yuan, move |row| {
                    let paid = row.decided.layout.payments[row.index].iter();
                    let mut own = paid.filter(|(source, _)| usize::from(*source) == position);
                    own.next().map(|&(_, amount)| amount)
                })
                .about("null where it pays nothing")
        })
        .computed("persons_served", "Served at its tier", "本层级服务人数", People, |row| {
            let own = row.after().tier.filter(|_| row.tier_after().is_some_and(Tier::has_reach));
            own.map(|tier| row.served.persons(row.index, tier))
        })
        .about("of the group of its tier; null where nobody travels to it")
        .for_each(dimensions.reached(), |columns, (position, tier)| {
            let index = TierIdx::from(position);
            let own = Columns::<Row<'a>>::new().computed(
                "persons_served",
                "Served",
                "服务人数",
                People,
                move |row| row.served.persons(row.index, index),
            );
            columns.and(own.renamed(|head| tier.behind(head)))
        })
        .computed(names::LEADER, "Led by", "牵头中心", Text, |row| {
            let leader = row.decided.layout.leaders[row.index]?;
            let leader = &row.decided.problem.sites[leader];
            Some(Cell::Id(leader.id.clone(), leader.name.clone()))
        })
        .computed("leads", "Leads", "带动站点数", Count, |row| row.leads)
        .computed("nearest_medical", "Nearest medical facility", "最近医疗机构", Text, |row| {
            let nearest = row.decided.arcs.nearest_medical(row.index);
            nearest.map(|(medical, _)| &row.decided.problem.medical[medical].name)
        })
        .computed("nearest_medical_m", "At, m", "距离（米）", Metres, |row| {
            let nearest = row.decided.arcs.nearest_medical(row.index);
            nearest.map(|(_, distance)| distance.metres().round())
        })
}

/// The people who have beds there then.
fn beds_taken(row: &Row<'_>) -> Option<f64> {
    let Decided { problem, layout, .. } = row.decided;
    let of_beds = problem.tiers.iter_enumerated().filter(|(_, tier)| tier.places.is_some());
    let serves = of_beds.filter(|&(tier, _)| problem.serves(row.site(), row.choice(), tier));
    let taken = serves.map(|(tier, _)| {
        residents_at(problem, layout, row.index, tier) + row.served.persons(row.index, tier)
    });
    taken.reduce(|sum, own| sum + own)
}

/// The layer: every site in the plan's order, those that will not stand included.
pub fn sites_layer(decided: Decided<'_>) -> Table<'_> {
    let problem = decided.problem;
    let served = Rc::new(Served::count(&decided));
    let leads = led_by(decided.layout);
    let rows = problem.sites.keys().map(|index| Row {
        decided,
        index,
        served: Rc::clone(&served),
        leads: leads[index],
    });
    let columns = columns(&Dimensions::of(problem));
    Table::new(KIND, columns, rows).placed(move |row| {
        let site = &problem.sites[SiteIdx::from(row)];
        Place::of(&site.id, &site.feature)
    })
}

/// A floor area; none where none is stated.
fn stated(area: units::SquareMetres) -> Option<f64> {
    (area > units::SquareMetres::ZERO).then(|| area.square_metres())
}

//! Every site and what is decided about it: `layout.geojson`, from which the audit reads a layout back.

use super::{Dimensions, names};
use crate::domain::{Choice, FundingIdx, SiteIdx, TierIdx};
use crate::run::figures::{Served, led_by};
use crate::run::report::Decided;
use crate::run::table::{Cell, Column, Kind, Place, Shape, Source, Table, Unit, Within, heading};
use crate::run::words::{ORIGINS, WORKS};
use crate::units::Yuan;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const KIND: Kind = Kind {
    name: "sites",
    file: "layout",
    en: "Sites",
    zh: "点位",
    about: "every site of the plan and what is decided about it",
    prefix: names::PREFIX,
};

pub(super) struct Row<'a> {
    decided: Decided<'a>,
    index: SiteIdx,
    served: Rc<Served>,
    leads: usize,
}

impl<'a> Row<'a> {
    fn site(&self) -> &'a crate::domain::Site {
        &self.decided.problem.sites[self.index]
    }

    fn choice(&self) -> Choice {
        self.decided.layout.choices[self.index]
    }

    fn work(&self) -> Option<&'a crate::domain::Work> {
        self.site().work(self.choice())
    }

    fn after(&self) -> &'a crate::domain::State {
        self.site().state_after(self.choice())
    }

    fn tier(&self, tier: Option<TierIdx>) -> Option<&'a crate::domain::Tier> {
        tier.map(|tier| &self.decided.problem.tiers[tier])
    }
}

/// The columns. The caller's own id, geometry and properties stand before them in the layer.
pub(super) fn columns<'a>(dimensions: &Dimensions) -> Vec<Column<'a, Row<'a>>> {
    let column = |name: &str, en: &str, zh: &str, unit, get: fn(&Row<'a>) -> Cell| {
        Column::new(name, heading(en, zh), unit, get)
    };
    let (text, flag, count) = (Unit::Text, Unit::Flag, Unit::Count);
    let mut columns = vec![
        column("id", "Site id", "点位编号", text, |row| Cell::text(&row.site().id))
            .from(Source::Input)
            .within(Within::Tables),
        column(names::NAME, "Site", "点位", text, |row| Cell::text(&row.site().name))
            .from(Source::Input),
        column("kind", "Kind", "类型", text, |row| Cell::text(&row.site().kind))
            .from(Source::Input),
        column(names::TOWN, "Town id", "镇街编号", text, |row| {
            Cell::text(&row.decided.problem.towns[row.site().town].id)
        })
        .from(Source::Input),
        column("town_name", "Town", "镇街", text, |row| {
            Cell::text(&row.decided.problem.towns[row.site().town].name)
        })
        .from(Source::Input),
        column("lon_wgs84", "Longitude (WGS84)", "经度（WGS84）", Unit::Degrees, |row| {
            Cell::Number(row.site().at.lon_deg())
        })
        .from(Source::Input)
        .within(Within::Tables),
        column("lat_wgs84", "Latitude (WGS84)", "纬度（WGS84）", Unit::Degrees, |row| {
            Cell::Number(row.site().at.lat_deg())
        })
        .from(Source::Input)
        .within(Within::Tables),
        column("figures_origin", "Figures are", "数据来源", text, |row| {
            Cell::Code(&ORIGINS, row.site().provenance.figures.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column("position_origin", "Position is", "位置来源", text, |row| {
            Cell::Code(&ORIGINS, row.site().provenance.position.word().into())
        })
        .coded(&ORIGINS)
        .from(Source::Input),
        column(names::TIER_TODAY, "Tier today, id", "现状层级编号", text, |row| {
            Cell::maybe(row.tier(row.site().state_today().tier), |tier| Cell::text(&tier.id))
        })
        .from(Source::Input),
        column("beds_today", "Beds today", "现状床位", count, |row| {
            Cell::count(row.site().state_today().beds)
        })
        .from(Source::Input),
        column(names::WORK_ID, "Work id", "任务编号", text, |row| {
            Cell::text(row.work().map_or("stay", |work| &work.id))
        })
        .about("`stay` without a work"),
        column(names::WORK, "Work", "任务", text, |row| {
            Cell::Code(&WORKS, row.work().map_or("stay", |work| work.kind.word()).into())
        })
        .coded(&WORKS)
        .about("`build`, `upgrade`, `merge`, `close`, or `stay`"),
        column(names::STANDING, "Stands then", "规划是否存在", flag, |row| {
            Cell::Flag(row.after().standing)
        }),
        column(names::TIER, "Tier then, id", "规划层级编号", text, |row| {
            Cell::maybe(row.tier(row.after().tier), |tier| Cell::text(&tier.id))
        }),
        column("tier_name", "Tier then", "规划层级", text, |row| {
            Cell::maybe(row.tier(row.after().tier), |tier| Cell::Name(tier.name.clone()))
        }),
        column(names::SIZE, "Size then, id", "规划规模编号", text, |row| {
            let after = row.after();
            let size =
                row.tier(after.tier).and_then(|tier| Some(&tier.sizes[usize::from(after.size?)]));
            Cell::maybe(size, |size| Cell::text(&size.id))
        }),
        column(names::BEDS, "Beds then", "规划床位", count, |row| {
            Cell::count(row.after().beds)
        }),
        column(names::NURSING_BEDS, "Nursing beds then", "规划护理型床位", count, |row| {
            Cell::count(row.after().nursing_beds)
        }),
        column(names::OPERATOR, "Operator then", "规划运营方", text, |row| {
            Cell::maybe(row.after().operator.clone(), Cell::Text)
        }),
        column(names::COST_YUAN, "Cost, yuan", "投入（元）", Unit::Yuan, |row| {
            Cell::Whole(row.site().cost(row.choice()).yuan())
        }),
        column("cost_origin", "Cost is", "投入来源", text, |row| {
            Cell::maybe(row.work(), |work| Cell::Code(&ORIGINS, work.cost_origin.word().into()))
        })
        .coded(&ORIGINS),
        column(names::FUNDING, "Paid by", "资金来源", Unit::List, |row| match row.choice() {
            Choice::Stay => Cell::Empty,
            Choice::Work(_) => Cell::Json(funding(row, &row.decided.layout.payments[row.index])),
        })
        .about("an object: the id of each source and what it pays, as plan files write money")
        .within(Within::Layers),
        column(
            "persons_served",
            "Served at its tier",
            "本层级服务人数",
            Unit::People,
            |row| {
                let own = row.after().tier;
                let own = own.filter(|&tier| row.decided.problem.tiers[tier].has_reach());
                Cell::maybe(own, |tier| Cell::Number(row.served.persons(row.index, tier)))
            },
        )
        .about("of the group of its tier; null where nobody travels to it"),
    ];
    for (position, tier) in dimensions.reached() {
        let tier_index = TierIdx::from(position);
        columns.push(Column::new(
            format!("persons_served_{}", tier.id),
            heading(
                format!("Served, {}", tier.name.english()),
                format!("服务人数，{}", tier.name.chinese()),
            ),
            Unit::People,
            move |row: &Row<'_>| Cell::Number(row.served.persons(row.index, tier_index)),
        ));
    }
    columns.extend([
        column(names::LEADER, "Led by", "牵头中心", text, |row| {
            Cell::maybe(row.decided.layout.leaders[row.index], |leader| {
                Cell::text(&row.decided.problem.sites[leader].id)
            })
        }),
        column("leads", "Leads", "带动站点数", count, |row| Cell::count(row.leads)),
        column("rations", "Limited places", "限额分配", Unit::List, allocations)
            .about("where places are limited: which share of which unit it serves at which tier")
            .within(Within::Layers),
        column("nearest_medical", "Nearest medical facility", "最近医疗机构", text, |row| {
            Cell::maybe(row.decided.arcs.nearest_medical(row.index), |(medical, _)| {
                Cell::text(&row.decided.problem.medical[medical].name)
            })
        }),
        column("nearest_medical_m", "At, m", "距离（米）", Unit::Metres, |row| {
            Cell::maybe(row.decided.arcs.nearest_medical(row.index), |(_, distance)| {
                Cell::Number(distance.metres().round())
            })
        }),
    ]);
    columns
}

/// Source → money with its unit, as plan files write it.
fn funding(row: &Row<'_>, payments: &[(FundingIdx, Yuan)]) -> Value {
    let entry = |&(source, amount): &(FundingIdx, Yuan)| {
        let id = row.decided.problem.funding[source].id.clone();
        (id, json!(format!("{} yuan", amount.yuan())))
    };
    Value::Object(payments.iter().map(entry).collect())
}

fn allocations(row: &Row<'_>) -> Cell {
    let (problem, layout) = (row.decided.problem, row.decided.layout);
    if layout.allocations.is_empty() {
        return Cell::Empty;
    }
    let own = layout.allocations.iter().filter(|allocation| allocation.site == row.index);
    let item = |allocation: &crate::domain::Allocation| {
        json!({
            "tier": problem.tiers[allocation.tier].id,
            "unit": problem.units[allocation.unit].id,
            "share": allocation.share,
        })
    };
    Cell::Json(own.map(item).collect())
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
    Table::new(KIND, columns, rows.collect()).placed(move |row| {
        let site = &problem.sites[SiteIdx::from(row)];
        Place {
            id: Some((&*site.id).into()),
            shape: Shape::Feature(&site.feature, (&*site.id).into()),
        }
    })
}

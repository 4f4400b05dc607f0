use super::{Shown, Table, count, maybe, text};
use crate::run::figures::{Served, led_by};
use crate::run::language::Language;
use crate::run::report::Decided;
use crate::write::layers::Cell;

/// Every site, in the plan's order: what it is today, what is decided, what it then is and whom it serves. Positions
/// are WGS84.
pub fn sites_table(decided: &Decided<'_>, language: Language) -> Table {
    let problem = decided.problem;
    let mut table = Table::new(
        "sites",
        language,
        ["Sites", "点位"],
        &[
            ("id", "Site id", "点位编号", Shown::Text),
            ("name", "Site", "点位", Shown::Text),
            ("kind", "Kind", "类型", Shown::Text),
            ("town", "Town id", "镇街编号", Shown::Text),
            ("town_name", "Town", "镇街", Shown::Text),
            (
                "lon_wgs84",
                "Longitude (WGS84)",
                "经度（WGS84）",
                Shown::Degrees,
            ),
            (
                "lat_wgs84",
                "Latitude (WGS84)",
                "纬度（WGS84）",
                Shown::Degrees,
            ),
            ("position_origin", "Position is", "位置来源", Shown::Text),
            ("tier_today", "Today", "现状层级", Shown::Text),
            ("beds_today", "Beds today", "现状床位", Shown::Count),
            ("work", "Work", "任务", Shown::Text),
            ("stands", "Stands then", "规划是否存在", Shown::Flag),
            ("tier", "Then", "规划层级", Shown::Text),
            ("beds", "Beds then", "规划床位", Shown::Count),
            (
                "nursing_beds",
                "Nursing beds then",
                "规划护理型床位",
                Shown::Count,
            ),
            ("operator", "Operator then", "规划运营方", Shown::Text),
            ("cost_yuan", "Cost, yuan", "投入（元）", Shown::Yuan),
            ("leader", "Led by", "牵头中心", Shown::Text),
            ("leads", "Leads", "带动站点数", Shown::Count),
        ],
    );
    for tier in problem.tiers.iter().filter(|tier| tier.has_reach()) {
        let heading = format!(
            "{}{}",
            language.say("Served, ", "服务人数，"),
            language.short(&tier.name)
        );
        table.push_column(format!("served_{}", tier.id), heading, Shown::Number);
    }
    let (served, leads) = (Served::count(decided), led_by(decided.layout));
    for (index, site) in problem.sites.iter_enumerated() {
        let choice = decided.layout.choices[index];
        let (today, after) = (site.state_today(), site.state_after(choice));
        let work = site.work(choice);
        let tier = |tier| text(language.tier(problem, Some(tier)));
        let town = &problem.towns[site.town];
        let mut row = vec![
            text(&site.id),
            text(&site.name),
            text(&site.kind),
            text(&town.id),
            text(&town.name),
            Cell::Number(site.at.lon_deg()),
            Cell::Number(site.at.lat_deg()),
            text(site.provenance.position.word()),
            maybe(today.tier, tier),
            count(today.beds),
            text(work.map_or(language.say("stay", "不变"), |work| {
                language.work(work.kind)
            })),
            Cell::Flag(after.standing),
            maybe(after.tier, tier),
            count(after.beds),
            count(after.nursing_beds),
            maybe(after.operator.clone(), text),
            Cell::Whole(site.cost(choice).yuan()),
            maybe(decided.layout.leaders[index], |leader| {
                text(&problem.sites[leader].id)
            }),
            count(leads[index]),
        ];
        for (tier, _) in problem
            .tiers
            .iter_enumerated()
            .filter(|(_, tier)| tier.has_reach())
        {
            row.push(Cell::Number(served.persons(index, tier)));
        }
        table.rows.push(row);
    }
    table
}

//! The best placements, ranked: for programs, in words and as a table.

use super::report::PlacementReport;
use crate::domain::{Frequency, Language, Name};
use crate::run::numbers::{GAP_ABOUT, count, share};
use crate::run::table::Unit::{Count, Flag, List, Number, Share};
use crate::run::table::{Columns, Kind, Table};
use crate::solve::{LocateStatus, RankedPlacement, Ranking};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The best placements and what is proved of them together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AlternativesJson {
    /// Whether the best placement is the only one of its value; none where that is not proved or was not asked.
    pub unique: Option<bool>,
    /// So many of the placements share the best value.
    pub sharing_best: usize,
    /// Whether it is proved that no others do.
    pub sharing_is_all: bool,
    /// Whether it is proved that these are all the placements that were asked for.
    pub complete: bool,
    /// Why there may be more than those found: `time-limit`, `stopped` or `undecided`.
    pub stopped: Option<String>,
    /// The ids of sites that all placements within the loss have open, proved; none where that was not asked.
    pub core: Option<Vec<String>>,
    /// The ids of sites that some of them have open, proved.
    pub optional: Option<Vec<String>>,
    /// The number of sites of which it is not known.
    pub undecided_sites: Option<usize>,
    /// All that in a sentence.
    pub text: String,
    /// The same in Chinese.
    pub text_zh: String,
    /// The placements, from the best on.
    pub placements: Vec<RankedJson>,
}

/// A placement in its place among all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RankedJson {
    /// From 1.
    pub rank: usize,
    /// Its value.
    pub objective: f64,
    /// How much worse than the best, relative to that; none where the best is 0 and it is not.
    pub loss: Option<f64>,
    /// No placement that differs enough from those before it is better than this.
    pub bound: Option<f64>,
    /// How much better than the objective the bound is, over max(|objective|, 1).
    pub gap: Option<f64>,
    /// Whether its place is proved.
    pub proved: bool,
    /// The ids of the sites that are open, in the instance's order.
    pub open: Vec<String>,
    /// Of them those that the best has closed.
    pub opens: Vec<String>,
    /// Those that are closed and that the best has open.
    pub closes: Vec<String>,
    /// The weight covered or served.
    pub covered_weight: f64,
    /// The mean distance of covered or served demand, by weight.
    pub mean_distance: Option<f64>,
    /// The greatest distance of covered or served demand.
    pub greatest_distance: Option<f64>,
    /// What the opened sites cost.
    pub fixed_cost: f64,
}

/// What a ranking says.
pub(super) fn alternatives_json(
    report: &PlacementReport<'_>,
    ranking: &Ranking,
) -> AlternativesJson {
    let text = alternatives_text(ranking);
    let (sharing_best, sharing_is_all) = ranking.sharing();
    let those = |frequency: Option<Frequency>| {
        let sites = report.common?.iter().zip(0..);
        let sites = sites.filter(move |(own, _)| **own == frequency);
        Some(sites.map(|(_, site): (_, u32)| report.site_id(site)).collect::<Vec<_>>())
    };
    AlternativesJson {
        core: those(Some(Frequency::Core)),
        optional: those(Some(Frequency::Optional)),
        undecided_sites: those(None).map(|sites| sites.len()),
        unique: ranking.is_unique(),
        sharing_best,
        sharing_is_all,
        complete: ranking.complete,
        stopped: ranking.stop.map(|stop| stop.word().into()),
        text: text.english().into(),
        text_zh: text.chinese().into(),
        placements: ranked_rows(report, ranking),
    }
}

fn ranked_rows(report: &PlacementReport<'_>, ranking: &Ranking) -> Vec<RankedJson> {
    let best = ranking.placements.first().map_or(&[][..], |best| &best.placement.open);
    let besides = |sites: &[u32], others: &[u32]| -> Vec<String> {
        let own = sites.iter().filter(|site| others.binary_search(site).is_err());
        own.map(|&site| report.site_id(site)).collect()
    };
    let row = |(at, own): (usize, &RankedPlacement)| {
        let open = &own.placement.open;
        RankedJson {
            rank: at + 1,
            objective: own.objective,
            loss: own.loss.is_finite().then_some(own.loss),
            bound: own.bound,
            gap: own.gap,
            proved: own.status == LocateStatus::Optimal,
            open: besides(open, &[]),
            opens: besides(open, best),
            closes: besides(best, open),
            covered_weight: own.figures.covered_weight,
            mean_distance: own.figures.mean_distance,
            greatest_distance: own.figures.greatest_distance,
            fixed_cost: own.figures.cost,
        }
    };
    ranking.placements.iter().enumerate().map(row).collect()
}

/// What is proved of a ranking, in a sentence.
pub fn alternatives_text(ranking: &Ranking) -> Name {
    Language::both(|language| {
        let (sharing, is_all) = ranking.sharing();
        let number = count(sharing);
        let mut text = match (ranking.is_unique(), is_all) {
            (Some(true), _) => language
                .say("the best placement is the only one of its value", "最优布点唯一")
                .to_owned(),
            (Some(false), true) => language
                .say("{} placements share the best value", "{} 个布点同为最优")
                .replace("{}", &number),
            (Some(false), false) => language
                .say("at least {} placements share the best value", "至少 {} 个布点同为最优")
                .replace("{}", &number),
            (None, _) => language
                .say(
                    "whether the best placement is the only one of its value is not known",
                    "最优布点是否唯一未知",
                )
                .to_owned(),
        };
        let more = match (ranking.complete, ranking.stop.is_some()) {
            (true, _) => language.say("; these are all placements", "；以上为全部布点"),
            (false, true) => language.say(
                "; the work was stopped before all that were asked for were found",
                "；求解中止，未求得全部所要布点",
            ),
            _ => "",
        };
        text += more;
        if let (Some(lose), true) = (ranking.ranks.lose, ranking.complete) {
            let within = language.say(" that lose at most {}", "（损失不超过 {}）");
            text += &within.replace("{}", &share(lose.fraction()));
        }
        if !ranking.of_all {
            let differing = language.say(
                "; each differs from those before it in at least {} sites",
                "；每个布点与其前各布点至少有 {} 个点位不同",
            );
            text += &differing.replace("{}", &count(ranking.ranks.differ));
        }
        text
    })
}

const ALTERNATIVES: Kind = Kind::new(
    "alternatives",
    "Alternatives",
    "其他布点",
    "the best placements, ranked, the best among them",
);

fn alternatives_columns<'a>() -> Columns<'a, RankedJson> {
    Columns::<RankedJson>::new()
        .computed("rank", "Rank", "名次", Count, |row| row.rank)
        .computed("objective", "Value", "目标值", Number, |row| row.objective)
        .computed("loss", "Loss", "损失", Share, |row| row.loss)
        .about("how much worse than the best, relative to that")
        .claimed("bound", "Bound", "理论界限", Number, |row| row.bound)
        .about("no placement that differs enough from those before it is better than this")
        .claimed("gap", "Gap", "差距", Number, |row| row.gap)
        .about(GAP_ABOUT)
        .claimed("proved", "Proved", "已证明", Flag, |row| row.proved)
        .about("that it has this rank")
        .computed("sites_open", "Sites open", "启用点位数", Count, |row| row.open.len())
        .computed("opens", "Opens", "较最优增启", List, |row| json!(row.opens))
        .about("the ids of sites that the best placement has closed")
        .computed("closes", "Closes", "较最优停用", List, |row| json!(row.closes))
        .about("the ids of sites that the best placement has open")
        .computed("open", "Open", "启用点位", List, |row| json!(row.open))
        .about("the ids of all open sites")
        .computed("covered_weight", "Weight covered", "覆盖权重", Number, |row| {
            row.covered_weight
        })
        .computed("mean_distance", "Mean distance", "平均距离", Number, |row| row.mean_distance)
        .computed("greatest_distance", "Greatest distance", "最大距离", Number, |row| {
            row.greatest_distance
        })
        .computed("fixed_cost", "Fixed cost", "固定成本", Number, |row| row.fixed_cost)
}

/// The best placements; none where they were not asked for.
pub(super) fn alternatives_table<'a>(report: &PlacementReport<'a>) -> Option<Table<'a>> {
    let rows = ranked_rows(report, report.ranking?);
    Some(Table::new(ALTERNATIVES, alternatives_columns(), rows))
}

pub(super) fn spec() -> crate::run::tables::TableSpec {
    crate::run::tables::TableSpec::table(ALTERNATIVES, alternatives_columns())
}

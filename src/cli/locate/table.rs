//! What `yike locate` shows: one table of two columns, then what is wrong, if anything.

use super::super::page::{LANGUAGE, Page, Paper};
use crate::domain::Frequency;
use crate::domain::location::{Goal, Question, SiteRule};
use crate::plan::location::{Figures, Hindrance, LocationAudit, Named};
use crate::run::TextTable;
use crate::run::numbers::{count, decimals, gap, or_dash, part, share};
use crate::run::placement::{
    PlacementReport, Subject, alternatives_text, conflict_text, distance_text, method_text,
    metric_text, objective_text, question_text, repair_text, status_text,
};
use crate::run::words::WORTH_OF;
use crate::solve::{LocateStatus, Method, WorthOf};

/// So many open sites are named.
const SITES: usize = 20;

/// So many conflicts are shown.
const CONFLICTS: usize = 10;

/// A whole report; `start` is the audit of the placement that was begun with.
pub(super) fn report(
    report: &PlacementReport<'_>,
    start: Option<&LocationAudit>,
    paper: Paper,
) -> String {
    let mut page = Page::new(paper.width);
    let instance = report.instance;
    let unit = instance.unit();
    let name = format!("~{}", instance.name());
    let mut table = TextTable::new([report.question.word(), &name]);
    let mut put = |name: &str, value: &str| table.push([name, value].map(String::from));
    put("asked", &question_text(report.question, unit));
    put(
        "size",
        &format!(
            "{}, {}",
            things(instance.points(), "demand point"),
            things(instance.sites(), "site")
        ),
    );
    put("distances", &metric_text(instance));
    put("status", &status_text(report));
    let objective = report.audit.and_then(|audit| audit.objective);
    let value = |value: Option<f64>| or_dash(value, |value| objective_text(report, value));
    let nothing = matches!(report.subject, Subject::Solved(proof) if proof.status == LocateStatus::Infeasible);
    if let Some(start) = start {
        let worth = value(start.objective);
        let text = match start.faults.len() {
            0 => worth,
            broken => format!("{worth}; it breaks {}", things(broken, "rule")),
        };
        put("start", &text);
    }
    if !nothing {
        put("objective", &value(objective));
    }
    if let (false, Subject::Solved(proof)) = (nothing, report.subject) {
        put("bound", &value(proof.bound));
        put("gap", &or_dash(proof.gap, gap));
    }
    if let Some(audit) = report.audit {
        figures(report, &audit.figures, &mut put);
    }
    if let Subject::Solved(proof) = report.subject {
        let effort = proof.effort;
        put("method", method_text(proof.method));
        if proof.method != Method::Reductions {
            put(
                "work",
                &format!(
                    "{}, {}, {}",
                    things(effort.nodes as usize, "node"),
                    things(effort.cuts as usize, "cut"),
                    things(effort.programs as usize, "linear program")
                ),
            );
        }
        let timing = &report.run.timing;
        put(
            "time",
            &format!("{} s, reading {} s", decimals(timing.solve_s, 2), decimals(timing.read_s, 2)),
        );
    }
    page.whole_rows(&table);
    faults(report, &mut page);
    reasons(report, &mut page);
    clashes(report, &mut page);
    alternatives(report, &mut page);
    worth(report, &mut page);
    page.text
}

/// So many: `1 node`, `1,200 nodes`.
fn things(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        more => format!("{} {what}s", count(more)),
    }
}

fn figures(report: &PlacementReport<'_>, figures: &Figures, put: &mut impl FnMut(&str, &str)) {
    let unit = report.instance.unit();
    put("sites open", &sites(report));
    if !is_of_sites_alone(report.question) {
        put(
            "served",
            &format!(
                "{} of {} ({})",
                decimals(figures.covered_weight, 3),
                decimals(figures.total_weight, 3),
                part(figures.covered_weight, figures.total_weight)
            ),
        );
        if let (Some(mean), Some(greatest)) = (figures.mean_distance, figures.greatest_distance) {
            put(
                "distance",
                &format!(
                    "{} on average, {} at most",
                    distance_text(mean, unit),
                    distance_text(greatest, unit)
                ),
            );
        }
        if let Some(spread) = report.spread() {
            put(
                "fairness",
                &format!(
                    "{} for the worst-off tenth, Kolm-Pollak equivalent {}, Gini {}, Theil {}",
                    distance_text(spread.worst_tenth, unit),
                    distance_text(spread.kolm_pollak, unit),
                    or_dash(spread.gini, |gini| decimals(gini, 3)),
                    or_dash(spread.theil, |theil| decimals(theil, 3))
                ),
            );
        }
        if !figures.unreachable.is_empty() {
            put(
                "unreachable",
                &named(&figures.unreachable, figures.unreachable_weight, times(report.question)),
            );
        }
    }
}

fn is_of_sites_alone(question: &Question) -> bool {
    matches!(question.goal, Goal::Dispersion { .. })
}

/// How many open sites must be within reach.
fn times(question: &Question) -> u8 {
    match question.goal {
        Goal::SetCover { times, .. } | Goal::MaximalCover { times, .. } => times,
        _ => 1,
    }
}

fn named(named: &Named, weight: f64, times: u8) -> String {
    let points = things(named.count, "point");
    let first: Vec<&str> = named.ids.iter().take(5).map(String::as_str).collect();
    let more = if named.count > first.len() { ", …" } else { "" };
    let reached = match times {
        1 => "no site reaches".into(),
        more => format!("fewer than {more} sites reach"),
    };
    format!("{points}, weight {}, that {reached}: {}{more}", decimals(weight, 3), first.join(", "))
}

fn sites(report: &PlacementReport<'_>) -> String {
    let instance = report.instance;
    let open = report.placement.map_or(&[][..], |placement| &placement.open);
    let stands = |&&site: &&u32| instance.rules()[site as usize] == SiteRule::Existing;
    let standing = open.iter().filter(stands).count();
    let first: Vec<String> = open
        .iter()
        .take(SITES)
        .map(|&site| instance.site_ids().label(site as usize).into_owned())
        .collect();
    let more = if open.len() > SITES { ", …" } else { "" };
    let existing = if standing > 0 {
        format!(", {} of them existing", count(standing))
    } else {
        String::new()
    };
    let colon = if first.is_empty() { "" } else { ": " };
    format!("{}{existing}{colon}{}{more}", count(open.len()), first.join(", "))
}

fn faults(report: &PlacementReport<'_>, page: &mut Page) {
    let faults = report.audit.map_or(&[][..], |audit| &audit.faults);
    if faults.is_empty() {
        return;
    }
    page.heading(&format!("Rules broken ({})", count(faults.len())));
    for fault in faults {
        page.item(&fault.to_string());
    }
}

fn reasons(report: &PlacementReport<'_>, page: &mut Page) {
    let Subject::Solved(proof) = report.subject else {
        return;
    };
    if proof.status != LocateStatus::Infeasible {
        return;
    }
    let conflicts = report.infeasibility.map_or(&[][..], |found| &found.conflicts);
    let points: Vec<u32> = conflicts.iter().flat_map(|own| own.points.iter().copied()).collect();
    let points = report.demand_ids(&points);
    // What conflicts say of the same points is not said twice.
    let is_told = |reason: &&Hindrance| match reason {
        Hindrance::Unreachable { demand, .. }
        | Hindrance::ShareTooGreat { unreachable: demand, .. }
        | Hindrance::TooLarge { demand }
        | Hindrance::Crowded { demand, .. } => {
            !demand.ids.is_empty() && demand.ids.iter().all(|id| points.contains(id))
        }
        _ => false,
    };
    let untold: Vec<&Hindrance> = report.hindrances.iter().filter(|own| !is_told(own)).collect();
    if untold.is_empty() && !conflicts.is_empty() {
        return;
    }
    page.heading("Why there is none");
    for reason in &untold {
        page.item(&format!("{reason}; to do: {}", reason.repair().english));
    }
    if untold.is_empty() {
        page.item(
            "every demand point could be served by itself, but not all together with what may be opened; to do: let more open, or ask for less",
        );
    }
}

/// What cannot hold together, and what would let there be a placement.
fn clashes(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(found) = report.infeasibility else { return };
    if !found.conflicts.is_empty() {
        page.heading(&format!("Conflicts ({})", count(found.conflicts.len())));
    }
    for conflict in found.conflicts.iter().take(CONFLICTS) {
        page.item(LANGUAGE.short(&conflict_text(report, conflict)));
    }
    page.more(found.conflicts.len(), CONFLICTS, " in conflicts.csv");
    if !found.repairs.is_empty() {
        page.heading("Each of these would do");
    }
    for repair in &found.repairs {
        page.item(LANGUAGE.short(&repair_text(report, repair)));
    }
}

/// The best placements.
fn alternatives(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(ranking) = report.ranking else { return };
    page.heading("Alternatives");
    page.line(LANGUAGE.short(&alternatives_text(ranking)));
    let mut table =
        TextTable::new([">rank", ">value", ">loss", "proved", "~other sites than the best"]);
    let best = ranking.placements.first().map_or(&[][..], |best| &best.placement.open);
    for (at, own) in ranking.placements.iter().enumerate() {
        let besides = |sign: &str, sites: &[u32], others: &[u32]| -> Vec<String> {
            let own = sites.iter().filter(|site| others.binary_search(site).is_err());
            let label = |&site: &u32| report.instance.site_ids().label(site as usize);
            own.map(|site| format!("{sign}{}", label(site))).collect()
        };
        let open = &own.placement.open;
        let moves = [besides("+", open, best), besides("-", best, open)].concat();
        table.push([
            count(at + 1),
            objective_text(report, own.objective),
            or_dash(own.loss.is_finite().then_some(own.loss), share),
            if own.status == LocateStatus::Optimal { "yes" } else { "no" }.to_owned(),
            moves.join(" "),
        ]);
    }
    page.whole_rows(&table);
    let Some((common, lose)) = report.common.zip(ranking.ranks.lose) else { return };
    page.heading(&format!("Sites in all placements that lose at most {}", share(lose.fraction())));
    for frequency in [Frequency::Core, Frequency::Optional] {
        let sites = common.iter().enumerate().filter(|(_, own)| **own == Some(frequency));
        let ids: Vec<_> = sites.map(|(site, _)| report.instance.site_ids().label(site)).collect();
        let more = if ids.len() > SITES { ", …" } else { "" };
        let first = ids[..ids.len().min(SITES)].join(", ");
        page.line(&format!("{} ({}): {first}{more}", frequency.word(), count(ids.len())));
    }
    let unknown = common.iter().filter(|own| own.is_none()).count();
    if unknown > 0 {
        page.line(&format!("not known: {}", things(unknown, "site")));
    }
}

/// What steps more and less are worth.
fn worth(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(worth) = report.worth else { return };
    page.heading("What a step is worth");
    let unit = report.instance.unit();
    let mut table = TextTable::new(["changed", ">to", ">value", "~proved"]);
    for own in worth {
        let amount = match own.of {
            WorthOf::Sites | WorthOf::Budget => decimals(own.amount, 6),
            WorthOf::Reach => distance_text(own.amount, unit),
            WorthOf::Share => share(own.amount),
        };
        let proved = match (own.status, own.bound) {
            (LocateStatus::Infeasible, _) => "yes: there is no placement".to_owned(),
            (LocateStatus::Optimal, _) => "yes".to_owned(),
            (_, Some(bound)) => format!("no: bound {}", decimals(bound, 6)),
            (_, None) => "no".to_owned(),
        };
        let mark = if own.step == 0 { " as asked" } else { "" };
        table.push([
            WORTH_OF.say(LANGUAGE, own.of.word()).to_owned(),
            amount + mark,
            or_dash(own.objective, |value| objective_text(report, value)),
            proved,
        ]);
    }
    page.rows(&table);
}

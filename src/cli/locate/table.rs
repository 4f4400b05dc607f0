//! What `yike locate` shows: one table of two columns, then what is wrong, if anything.

use super::super::page::{Page, Paper};
use crate::domain::Language::{self, Chinese, English};
use crate::domain::location::{Goal, Question, SiteRule};
use crate::domain::{Frequency, Phrase, phrase};
use crate::plan::location::{Figures, Hindrance, LocationAudit, Named};
use crate::run::TextTable;
use crate::run::numbers::{count, decimals, gap, or_dash, part, share};
use crate::run::placement::{
    PlacementReport, Subject, alternatives_text, conflict_text, distance_in, metric_in,
    objective_in, question_in, repair_text, status_in,
};
use crate::run::words::{METHODS, WORTH_OF};
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
    let mut page = Page::new(paper);
    let language = page.language;
    let instance = report.instance;
    let name = format!("~{}", instance.name());
    let mut table = TextTable::new([report.question.word(), &name]);
    let mut put = |name: Phrase, value: String| table.push([name.say(language).into(), value]);
    put(phrase("asked", "问题"), question_in(language, report.question, instance.unit()));
    let size =
        [things(instance.points(), POINT, language), things(instance.sites(), SITE, language)];
    put(phrase("size", "规模"), language.list(&size));
    put(phrase("distances", "距离"), metric_in(language, instance));
    put(phrase("status", "结论"), status_in(language, report));
    let objective = report.audit.and_then(|audit| audit.objective);
    let value = |value: Option<f64>| or_dash(value, |value| objective_in(language, report, value));
    let nothing = matches!(report.subject, Subject::Solved(proof) if proof.status == LocateStatus::Infeasible);
    if let Some(start) = start {
        let worth = value(start.objective);
        let text = match start.faults.len() {
            0 => worth,
            broken => match language {
                English => format!("{worth}; it breaks {}", things(broken, RULE, language)),
                Chinese => format!("{worth}；违反 {} 条规则", count(broken)),
            },
        };
        put(phrase("start", "初始布点"), text);
    }
    if !nothing {
        put(phrase("objective", "目标值"), value(objective));
    }
    if let (false, Subject::Solved(proof)) = (nothing, report.subject) {
        put(phrase("bound", "理论界限"), value(proof.bound));
        put(phrase("gap", "差距"), or_dash(proof.gap, gap));
    }
    if let Some(audit) = report.audit {
        figures(report, &audit.figures, language, &mut put);
    }
    if let Subject::Solved(proof) = report.subject {
        let effort = proof.effort;
        put(phrase("method", "方法"), METHODS.say(language, proof.method.word()).into());
        if proof.method != Method::Reductions {
            let work = [
                things(effort.nodes as usize, phrase("node", "个节点"), language),
                things(effort.cuts as usize, phrase("cut", "个割"), language),
                things(effort.programs as usize, phrase("linear program", "个线性规划"), language),
            ];
            put(phrase("work", "计算量"), language.list(&work));
        }
        let timing = &report.run.timing;
        let [solve, read] = [timing.solve_s, timing.read_s].map(|own| decimals(own, 2));
        let time = match language {
            English => format!("{solve} s, reading {read} s"),
            Chinese => format!("求解 {solve} 秒，读取 {read} 秒"),
        };
        put(phrase("time", "用时"), time);
    }
    page.whole_rows(&table);
    faults(report, &mut page);
    reasons(report, &mut page);
    clashes(report, &mut page);
    alternatives(report, &mut page);
    worth(report, &mut page);
    page.text
}

const POINT: Phrase = phrase("demand point", "个需求点");
const SITE: Phrase = phrase("site", "个点位");
const RULE: Phrase = phrase("rule", "条规则");

/// So many: `1 node`, `1,200 nodes`.
fn things(number: usize, what: Phrase, language: Language) -> String {
    let (what, counted) = (what.say(language), count(number));
    match (language, number) {
        (Chinese, _) | (English, 1) => format!("{counted} {what}"),
        (English, _) => format!("{counted} {what}s"),
    }
}

fn figures(
    report: &PlacementReport<'_>,
    figures: &Figures,
    language: Language,
    put: &mut impl FnMut(Phrase, String),
) {
    let distance = |value: f64| distance_in(language, value, report.instance.unit());
    put(phrase("sites open", "启用点位"), sites(report, language));
    if is_of_sites_alone(report.question) {
        return;
    }
    let share = part(figures.covered_weight, figures.total_weight);
    let [covered, total] =
        [figures.covered_weight, figures.total_weight].map(|own| decimals(own, 3));
    let served = match language {
        English => format!("{covered} of {total} ({share})"),
        Chinese => format!("{covered}，共 {total}（{share}）"),
    };
    put(phrase("served", "已覆盖需求"), served);
    if let (Some(mean), Some(greatest)) = (figures.mean_distance, figures.greatest_distance) {
        let [mean, greatest] = [mean, greatest].map(distance);
        let text = match language {
            English => format!("{mean} on average, {greatest} at most"),
            Chinese => format!("平均 {mean}，最远 {greatest}"),
        };
        put(phrase("distance", "出行距离"), text);
    }
    if let Some(spread) = report.spread() {
        let [worst, equivalent] = [spread.worst_tenth, spread.kolm_pollak].map(distance);
        let [gini, theil] =
            [spread.gini, spread.theil].map(|own| or_dash(own, |own| decimals(own, 3)));
        let text = match language {
            English => format!(
                "{worst} for the worst-off tenth, Kolm-Pollak equivalent {equivalent}, Gini {gini}, Theil {theil}"
            ),
            Chinese => format!(
                "最远一成平均 {worst}，Kolm-Pollak 均等分布等价值 {equivalent}，基尼系数 {gini}，泰尔指数 {theil}"
            ),
        };
        put(phrase("fairness", "公平性"), text);
    }
    if !figures.unreachable.is_empty() {
        let times = times(report.question);
        let text = named(&figures.unreachable, figures.unreachable_weight, times, language);
        put(phrase("unreachable", "未覆盖"), text);
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

fn named(named: &Named, weight: f64, times: u8, language: Language) -> String {
    let points = things(named.count, phrase("point", "个需求点"), language);
    let first = some(&named.ids[..named.ids.len().min(5)], named.count, language);
    let weight = decimals(weight, 3);
    match (language, times) {
        (English, 1) => format!("{points}, weight {weight}, that no site reaches: {first}"),
        (English, times) => {
            format!("{points}, weight {weight}, that fewer than {times} sites reach: {first}")
        }
        (Chinese, 1) => format!("{points}（权重 {weight}），没有点位可及：{first}"),
        (Chinese, times) => {
            format!("{points}（权重 {weight}），可及的点位不足 {times} 个：{first}")
        }
    }
}

/// These ids of so many.
fn some(ids: &[String], all: usize, language: Language) -> String {
    let more = match all > ids.len() {
        true => language.say(", …", "等"),
        false => "",
    };
    language.list(ids) + more
}

fn sites(report: &PlacementReport<'_>, language: Language) -> String {
    let instance = report.instance;
    let open = report.placement.map_or(&[][..], |placement| &placement.open);
    let stands = |&&site: &&u32| instance.rules()[site as usize] == SiteRule::Existing;
    let standing = open.iter().filter(stands).count();
    let first: Vec<String> = open
        .iter()
        .take(SITES)
        .map(|&site| instance.site_ids().label(site as usize).into_owned())
        .collect();
    let existing = match (language, count(standing)) {
        _ if standing == 0 => String::new(),
        (English, standing) => format!(", {standing} of them existing"),
        (Chinese, standing) => format!(" 个，其中现有 {standing} 个"),
    };
    let colon = if first.is_empty() { "" } else { language.colon() };
    format!("{}{existing}{colon}{}", count(open.len()), some(&first, open.len(), language))
}

fn faults(report: &PlacementReport<'_>, page: &mut Page) {
    let faults = report.audit.map_or(&[][..], |audit| &audit.faults);
    if faults.is_empty() {
        return;
    }
    let language = page.language;
    let number = language.bracketed(&count(faults.len()));
    page.heading(&(language.say("Rules broken", "违反的规则").to_owned() + &number));
    for fault in faults {
        page.item(fault.text().say(language));
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
    let language = page.language;
    page.heading(language.say("Why there is none", "为何没有可行布点"));
    for reason in &untold {
        let (cause, repair) = (reason.text(), reason.repair());
        let (cause, repair) = (cause.say(language), repair.say(language));
        page.item(&match language {
            English => format!("{cause}; to do: {repair}"),
            Chinese => format!("{cause}；办法：{repair}"),
        });
    }
    if untold.is_empty() {
        page.item(language.say(
            "every demand point could be served by itself, but not all together with what may be opened; to do: let more open, or ask for less",
            "每个需求点单独均可得到服务，但以可启用的点位不能同时服务全部；办法：允许更多点位启用，或降低要求",
        ));
    }
}

/// What cannot hold together, and what would let there be a placement.
fn clashes(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(found) = report.infeasibility else { return };
    let language = page.language;
    if !found.conflicts.is_empty() {
        let number = language.bracketed(&count(found.conflicts.len()));
        page.heading(&(language.say("Conflicts", "冲突").to_owned() + &number));
    }
    for conflict in found.conflicts.iter().take(CONFLICTS) {
        page.item(language.short(&conflict_text(report, conflict)));
    }
    let place = page.say("see conflicts.csv", "见 conflicts.csv");
    page.more(found.conflicts.len(), CONFLICTS, place);
    if !found.repairs.is_empty() {
        page.heading(language.say("Each of these would do", "以下办法任取其一即可"));
    }
    for repair in &found.repairs {
        page.item(language.short(&repair_text(report, repair)));
    }
}

/// The best placements.
fn alternatives(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(ranking) = report.ranking else { return };
    let language = page.language;
    page.heading(language.say("Alternatives", "其他布点"));
    page.line(language.short(&alternatives_text(ranking)));
    let mut table = TextTable::new(match language {
        English => [">rank", ">value", ">loss", "proved", "~other sites than the best"],
        Chinese => [">名次", ">目标值", ">损失", "已证明", "~与最优不同的点位"],
    });
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
            objective_in(language, report, own.objective),
            or_dash(own.loss.is_finite().then_some(own.loss), share),
            yes_or_no(own.status == LocateStatus::Optimal, language).to_owned(),
            moves.join(" "),
        ]);
    }
    page.whole_rows(&table);
    let Some((common, lose)) = report.common.zip(ranking.ranks.lose) else { return };
    let lose = share(lose.fraction());
    page.heading(&match language {
        English => format!("Sites in all placements that lose at most {lose}"),
        Chinese => format!("损失不超过 {lose} 的各布点中的点位"),
    });
    for frequency in [Frequency::Core, Frequency::Optional] {
        let sites = common.iter().enumerate().filter(|(_, own)| **own == Some(frequency));
        let ids = sites.map(|(site, _)| report.instance.site_ids().label(site).into_owned());
        let ids: Vec<String> = ids.collect();
        let first = some(&ids[..ids.len().min(SITES)], ids.len(), language);
        page.line(&match (language, count(ids.len())) {
            (English, number) => format!("{} ({number}): {first}", frequency.word()),
            (Chinese, number) => {
                let often = if frequency == Frequency::Core { "均启用" } else { "部分启用" };
                format!("{often}（{number} 个）：{first}")
            }
        });
    }
    let unknown = common.iter().filter(|own| own.is_none()).count();
    if unknown > 0 {
        let sites = things(unknown, SITE, language);
        page.line(&(language.say("not known: ", "未知：").to_owned() + &sites));
    }
}

fn yes_or_no(is_so: bool, language: Language) -> &'static str {
    match is_so {
        true => language.say("yes", "是"),
        false => language.say("no", "否"),
    }
}

/// What steps more and less are worth.
fn worth(report: &PlacementReport<'_>, page: &mut Page) {
    let Some(worth) = report.worth else { return };
    let language = page.language;
    page.heading(language.say("What a step is worth", "增减一步的价值"));
    let unit = report.instance.unit();
    let mut table = TextTable::new(match language {
        English => ["changed", ">to", ">value", "~proved"],
        Chinese => ["变动项", ">改为", ">目标值", "~已证明"],
    });
    for own in worth {
        let amount = match own.of {
            WorthOf::Sites | WorthOf::Budget => decimals(own.amount, 6),
            WorthOf::Reach => distance_in(language, own.amount, unit),
            WorthOf::Share => share(own.amount),
        };
        let proved = match (own.status, own.bound) {
            (LocateStatus::Infeasible, _) => {
                language.say("yes: there is no placement", "是：没有可行布点").to_owned()
            }
            (status, None) => yes_or_no(status == LocateStatus::Optimal, language).to_owned(),
            (LocateStatus::Optimal, _) => yes_or_no(true, language).to_owned(),
            (_, Some(bound)) => {
                language.say("no: bound ", "否：界限 ").to_owned() + &decimals(bound, 6)
            }
        };
        let mark = match own.step {
            0 => language.say(" as asked", "（原要求）"),
            _ => "",
        };
        table.push([
            WORTH_OF.say(language, own.of.word()).to_owned(),
            amount + mark,
            or_dash(own.objective, |value| objective_in(language, report, value)),
            proved,
        ]);
    }
    page.rows(&table);
}

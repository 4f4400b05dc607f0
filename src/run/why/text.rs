//! Answers in the planner's words, for the terminal and the summary, in both languages.

use super::record::{
    AimChangeJson, AnswerJson, DecidedJson, NearJson, ObstacleJson, OtherPlanJson,
    PeopleChangeJson, TargetJson, TierAnswerJson, UnreachedJson, WhyJson,
};
use super::tables::why_tables;
use crate::domain::Language::{self, Chinese, English};
use crate::domain::{MeasureUnit, Name, Reach, Stage};
use crate::run::asked::{Answered, AskedJson};
use crate::run::numbers::{
    Rounding, count, decimals, difference, money, or_dash, share, value, whole,
};
use crate::run::phrases::signed;
use crate::run::plan::{NameJson, ReachJson};
use crate::run::section::Section;
use crate::run::table::Table;
use crate::run::words::{AIM_VALUES, RESULTS, TERMS, TURNS, VERDICTS, WORKS};
use crate::solve::gap;
use crate::units::{Metres, Seconds, Yuan};
use std::collections::BTreeSet;

/// So many villages or sites are named in a sentence; the tables have all.
const NAMED: usize = 6;

impl Answered for WhyJson {
    fn asked(&self) -> &AskedJson {
        &self.asked
    }

    fn lines(&self, language: Language) -> Vec<String> {
        vec![VERDICTS.say(language, &self.status).to_owned()]
    }

    /// An answer each.
    fn sections(&self, language: Language) -> Vec<Section> {
        self.answers.iter().map(|answer| Told { language }.section(answer)).collect()
    }

    fn tables(&self) -> Vec<Table<'static>> {
        why_tables(self).into()
    }
}

#[derive(Clone, Copy)]
struct Told {
    language: Language,
}

impl Told {
    fn say<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        self.language.say(english, chinese)
    }

    fn name(self, name: &NameJson) -> String {
        self.language.short(&Name::from(name)).to_owned()
    }

    fn section(self, answer: &AnswerJson) -> Section {
        let (name, id) = (self.name(&answer.name), self.language.bracketed(&answer.id));
        let colon = self.language.colon();
        let heading = match (&answer.decided, answer.about.as_str()) {
            (Some(decided), _) => format!("{name}{id}{colon}{}", self.done(decided)),
            (None, "rule") => format!("{}“{name}”{id}", self.say("Rule ", "规则")),
            (None, "target") => format!("{}“{name}”{id}", self.say("Target ", "指标")),
            _ => name + &id,
        };
        let mut lines = Vec::new();
        lines.extend(answer.target.iter().flat_map(|target| self.target(target)));
        for tier in &answer.tiers {
            lines.extend(self.tier(tier));
            let own = answer.plans.iter().filter(|plan| plan.tier.as_ref() == Some(&tier.tier));
            lines.extend(own.flat_map(|plan| self.plan(plan)));
        }
        for plan in answer.plans.iter().filter(|plan| plan.tier.is_none()) {
            let lines_of_plan = self.plan(plan);
            // Without all of a rule much changes that is not the site's: what changes at the aims is enough.
            let most = if is_told_of_site(plan, &answer.plans) { 1 } else { lines_of_plan.len() };
            lines.extend(lines_of_plan.into_iter().take(most));
        }
        Section::of_items(heading, lines)
    }

    fn done(self, decided: &DecidedJson) -> String {
        WORKS.say(self.language, &decided.done).to_owned()
    }

    fn reach(self, own: &ReachJson) -> String {
        let time = own.time_s.and_then(|time| Seconds::new(time).ok()).map(Reach::Time);
        let distance = own.distance_m.and_then(|own| Metres::new(own).ok()).map(Reach::Distance);
        self.language.reach(time.or(distance).unwrap_or(Reach::Anywhere), Rounding::Nearest)
    }

    fn tier(self, tier: &TierAnswerJson) -> Vec<String> {
        let (name, people) = (self.name(&tier.name), whole(tier.people));
        let covered = share(tier.covered_share);
        let is_limited = tier.reach.time_s.is_some() || tier.reach.distance_m.is_some();
        let reach = match (is_limited, self.language) {
            (false, _) => String::new(),
            (true, English) => format!(" within {}", self.reach(&tier.reach)),
            (true, Chinese) => format!("，服务半径 {}", self.reach(&tier.reach)),
        };
        let mut lines = vec![match self.language {
            English => format!("{name}: {covered} of {people} people covered{reach}"),
            Chinese => format!("{name}：{people} 人，覆盖率 {covered}{reach}"),
        }];
        match (&tier.standing, &tier.possible) {
            (None, None) => lines.push(
                self.say("no site could serve it anywhere", "没有任何点位可提供该服务").to_owned(),
            ),
            (standing, possible) => {
                let is_same =
                    |near: &&NearJson| standing.as_ref().is_some_and(|own| own.site == near.site);
                let heads = [
                    (self.say("nearest in this plan", "本方案中最近"), standing.as_ref()),
                    (
                        self.say("nearest possible site", "最近可选点位"),
                        possible.as_ref().filter(|own| !is_same(own)),
                    ),
                ];
                lines.extend(
                    heads.into_iter().filter_map(|(head, near)| Some(self.near(head, near?))),
                );
            }
        }
        lines
    }

    fn near(self, head: &str, near: &NearJson) -> String {
        let (place, way, beyond) = self.way(near);
        match (beyond, self.language) {
            (None, English) => format!("{head}: {place}, {way}, within reach"),
            (None, Chinese) => format!("{head}：{place}，{way}，在服务半径内"),
            (Some(own), English) => format!("{head}: {place}, {way}, too far by {own}"),
            (Some(own), Chinese) => format!("{head}：{place}，{way}，超出 {own}"),
        }
    }

    /// A site near a village, the way there, and by how much it is too far.
    fn way(self, near: &NearJson) -> (String, String, Option<String>) {
        let both = |metres: f64, seconds: Option<f64>| {
            let length = self.language.length(Metres::new(metres).unwrap_or_default());
            let time = seconds.map(|own| self.language.time(Seconds::new(own).unwrap_or_default()));
            self.language.list(&[Some(length), time].into_iter().flatten().collect::<Vec<_>>())
        };
        let place = near.name.clone() + &self.language.bracketed(&near.site);
        let beyond = near.beyond_m.map(|metres| both(metres, near.beyond_s));
        (place, both(near.distance_m, near.time_s), beyond)
    }

    /// The villages without a site within reach of each tier, with how far their nearest is.
    fn unreached(self, target: &TargetJson) -> Vec<String> {
        let tiers: BTreeSet<&str> =
            target.unreached.iter().map(|own| own.at.tier.as_str()).collect();
        let line = |tier: &str| {
            let own: Vec<&UnreachedJson> =
                target.unreached.iter().filter(|own| own.at.tier == tier).collect();
            let people = decimals(own.iter().map(|own| own.at.people).sum(), 1);
            let named: Vec<String> = own.iter().map(|own| self.left_out(own)).collect();
            let (places, names) = (count(own.len()), self.some(&named));
            let name = self.name(&own.first()?.at.name);
            Some(match self.language {
                English => {
                    let word = if own.len() == 1 { "place" } else { "places" };
                    format!(
                        "no site for a {name} within reach of {places} {word}, {people} people: {names}"
                    )
                }
                Chinese => {
                    format!("{places} 处 {people} 人服务半径内没有可设{name}的点位：{names}")
                }
            })
        };
        tiers.into_iter().filter_map(line).collect()
    }

    fn left_out(self, own: &UnreachedJson) -> String {
        let people = decimals(own.at.people, 1);
        let told = match (own.at.possible.as_ref().map(|near| self.way(near)), self.language) {
            (None, English) => format!("{people} people, no site anywhere"),
            (None, Chinese) => format!("{people} 人，无任何点位"),
            (Some((place, way, beyond)), English) => {
                let beyond = beyond.map_or_else(String::new, |own| format!(", too far by {own}"));
                format!("{people} people; nearest {place}, {way}{beyond}")
            }
            (Some((place, way, beyond)), Chinese) => {
                let beyond = beyond.map_or_else(String::new, |own| format!("，超出 {own}"));
                format!("{people} 人，最近 {place}，{way}{beyond}")
            }
        };
        own.name.clone() + &self.language.bracketed(&told)
    }

    fn target(self, target: &TargetJson) -> Vec<String> {
        let Some(unit) = target.unit.as_deref().and_then(MeasureUnit::from_word) else {
            return vec![self.say("siting does not decide it", "不由布局决定").to_owned()];
        };
        let figure = |own: Option<f64>| or_dash(own, |own| value(unit, own));
        let symbol = if target.direction.as_deref() == Some("at_most") { "≤" } else { "≥" };
        let limit = format!("{symbol} {}", figure(target.limit));
        let slack = target.slack.unwrap_or_default();
        let word = match slack < 0.0 {
            true => RESULTS.say(self.language, "short"),
            false => self.say("to spare", "余量"),
        };
        let slack = format!("{word} {}", difference(unit, slack.abs(), self.language.points()));
        let mut lines = vec![match self.language {
            English => format!("asked {limit}; reached {}, {slack}", figure(target.reached)),
            Chinese => format!("要求 {limit}；达到 {}，{slack}", figure(target.reached)),
        }];
        let Some(best) = target.best else { return lines };
        let proved = match target.best_proved {
            true => self.say("proved", "已证明"),
            false => self.say("not proved", "未证明"),
        };
        lines.push(match self.language {
            English => format!(
                "best value under all else that binds: {} ({proved}; bound {})",
                value(unit, best),
                figure(target.best_bound)
            ),
            Chinese => format!(
                "其余约束下的最优值：{}（{proved}；理论界限 {}）",
                value(unit, best),
                figure(target.best_bound)
            ),
        });
        lines.push(match target.bound_by.is_empty() {
            true if target.all_tried => self
                .say(
                    "no part of the plan, lifted alone, allows a better value",
                    "单独取消任一约束，均不能得到更优值",
                )
                .to_owned(),
            true => {
                self.say("what binds it was not tried to the end", "约束因素未试算完毕").to_owned()
            }
            false => {
                format!("{}{}", self.say("bound by ", "受限于："), self.obstacles(&target.bound_by))
            }
        });
        lines.extend(self.unreached(target));
        lines
    }

    fn obstacles(self, all: &[ObstacleJson]) -> String {
        let names: Vec<String> = all.iter().map(|own| self.name(&own.name)).collect();
        names.join(self.say("; ", "；"))
    }

    /// What the terms are.
    fn terms(self, plan: &OtherPlanJson) -> String {
        let mut said = TERMS.say(self.language, &plan.terms).to_owned();
        if let Some(reach) = &plan.reach {
            said += &self.language.bracketed(&self.reach(reach));
        }
        if let Some(cost) = plan.site_yuan {
            said += &self.language.bracketed(&money(Yuan::new(cost)));
        }
        if let Some(lifted) = &plan.lifted {
            said += &match self.language {
                English => format!(", without {}", self.name(&lifted.name)),
                Chinese => format!("，取消{}", self.name(&lifted.name)),
            };
        }
        said
    }

    fn plan(self, plan: &OtherPlanJson) -> Vec<String> {
        let terms = self.terms(plan);
        let colon = self.language.colon();
        let Some(price) = plan.price_yuan else {
            return vec![format!("{terms}{colon}{}", self.no_plan(plan))];
        };
        let mut lines = vec![format!("{terms}{colon}{}", self.changes(plan, price))];
        let turns = ["lose", "farther", "gain", "nearer"];
        lines.extend(turns.iter().filter_map(|turn| self.people(plan, turn)));
        lines.extend(self.sites(plan));
        lines
    }

    /// The sites that are decided otherwise, by what becomes of them.
    fn sites(self, plan: &OtherPlanJson) -> Vec<String> {
        let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
        for own in &plan.sites {
            let kind = match own.before.done == own.after.done {
                true => self.say("another work", "改做其他任务").to_owned(),
                false => self.turned(&own.before, &own.after),
            };
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, names)) => names.push(own.name.clone()),
                None => kinds.push((kind, vec![own.name.clone()])),
            }
        }
        let colon = self.language.colon();
        let lines = kinds.into_iter();
        lines.map(|(kind, names)| format!("{kind}{colon}{}", self.some(&names))).collect()
    }

    /// What is decided about a site, and what in the best plan.
    fn turned(self, before: &DecidedJson, after: &DecidedJson) -> String {
        let (before, after) = (self.done(before), self.done(after));
        match self.language {
            English => format!("“{before}” in the best plan, here “{after}”"),
            Chinese => format!("最优方案为“{before}”，此时为“{after}”"),
        }
    }

    fn no_plan(self, plan: &OtherPlanJson) -> String {
        if plan.status != "infeasible" {
            return VERDICTS.say(self.language, &plan.status).to_owned();
        }
        if plan.no_work {
            return self
                .say("no work of the site leads there", "该点位无相应的建设任务")
                .to_owned();
        }
        let impossible = self.say("impossible, proved", "不可行，已证明");
        let by = match (plan.blocked_by.is_empty(), plan.all_tried) {
            (false, _) => format!(
                "{}{}",
                self.say("; possible without ", "；取消以下任一项即可行："),
                self.obstacles(&plan.blocked_by)
            ),
            (true, true) => self
                .say(
                    "; no part of the plan, lifted alone, makes it possible",
                    "；单独取消任一约束均不可行",
                )
                .to_owned(),
            (true, false) => String::new(),
        };
        format!("{impossible}{by}")
    }

    /// What changes at the aims, in people and in money.
    fn changes(self, plan: &OtherPlanJson, price: i64) -> String {
        let mut parts: Vec<String> = Vec::new();
        for aim in &plan.aims {
            parts.extend(self.aim(aim));
        }
        for own in plan.covered.iter().filter(|own| (own.after - own.before).abs() > 0.05) {
            let more = own.after - own.before;
            let people = signed(more, &decimals(more.abs(), 1));
            parts.push(match self.language {
                English => format!("{} {people} people", self.name(&own.name)),
                Chinese => format!("{}覆盖 {people} 人", self.name(&own.name)),
            });
        }
        if !plan.aims.iter().any(|aim| aim.stage == "money") && price != 0 {
            let more = self.language.stage_change(Stage::Money, price as f64);
            parts.push(format!("{} {more}", self.say("cost", "投入")));
        }
        if parts.is_empty() {
            parts.push(self.say("as good at every aim", "各目标均不变").to_owned());
        }
        let verdict = self.language.certainty(&plan.status);
        parts.join(self.say("; ", "；")) + &self.language.bracketed(verdict)
    }

    fn aim(self, aim: &AimChangeJson) -> Option<String> {
        let stage = Stage::from_word(&aim.stage)?;
        let (before, after) = (aim.before?, aim.value?);
        if gap(stage.sense(), after, before) == 0.0 && gap(stage.sense(), before, after) == 0.0 {
            return None;
        }
        let figure = |own: f64| self.language.stage_value(stage, own);
        let difference = self.language.stage_change(stage, after - before);
        let what = AIM_VALUES.say(self.language, stage.word());
        Some(match self.language {
            English => format!("{what} {difference} ({} to {})", figure(before), figure(after)),
            Chinese => format!("{what} {difference}（{} → {}）", figure(before), figure(after)),
        })
    }

    /// Whom a turn befalls: each once at each tier, in places that are counted once.
    fn people(self, plan: &OtherPlanJson, turn: &str) -> Option<String> {
        let rows: Vec<&PeopleChangeJson> =
            plan.people.iter().filter(|own| own.turn == turn).collect();
        if rows.is_empty() {
            return None;
        }
        let all = decimals(rows.iter().map(|own| own.people).sum(), 1);
        let named = |own: &&PeopleChangeJson| {
            let people = format!("{} {}", self.name(&own.tier_name), decimals(own.people, 1));
            own.name.clone() + &self.language.bracketed(&people)
        };
        let names: Vec<String> = rows.iter().map(named).collect();
        let names = self.some(&names);
        let units: BTreeSet<&str> = rows.iter().map(|own| own.unit.as_str()).collect();
        let is_repeated = units.len() < rows.len();
        let (what, places) = (TURNS.say(self.language, turn), count(units.len()));
        Some(match self.language {
            English => {
                let each = if is_repeated { ", each once at each tier," } else { "" };
                let word = if units.len() == 1 { "place" } else { "places" };
                format!("{what}: {all} people{each} in {places} {word}: {names}")
            }
            Chinese => {
                let people = if is_repeated { "人次" } else { "人" };
                format!("{what}：{places} 处 {all} {people}：{names}")
            }
        })
    }

    /// The first of them, and how many more there are.
    fn some(self, names: &[String]) -> String {
        self.language.first_of(names, NAMED)
    }
}

/// Whether a plan is that without a rule, and another is that without what the rule demands of the site alone.
fn is_told_of_site(plan: &OtherPlanJson, all: &[OtherPlanJson]) -> bool {
    let without = |plan: &OtherPlanJson, kind: &str| {
        plan.lifted.as_ref().is_some_and(|lifted| lifted.kind == kind)
    };
    let mut on_terms = all.iter().filter(|other| other.terms == plan.terms);
    without(plan, "rule") && on_terms.any(|other| without(other, "rule-at"))
}

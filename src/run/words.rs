//! The words that files hold as codes, with what people read for them in both languages: once for every face.

pub use super::verdicts::*;
pub use crate::domain::vocabulary::{DECIDED, Vocabulary, WORKS, Word};

use super::verdicts;
use crate::domain::vocabulary::{self, RURAL, URBAN, vocabularies};

vocabularies! {
    /// How often a site is chosen.
    OFTEN "often" {
        "core": "core: in every plan", "核心：每个方案均选";
        "optional": "optional: in some", "可选：部分方案选";
        "never": "never chosen", "从未选中";
    }

    /// What was done at sites.
    DONE "done" {
        "build": "built", "新建";
        "upgrade": "upgraded", "改造";
        "merge": "merged", "撤并";
        "close": "closed", "撤销";
    }

    /// Targets by how much they bind.
    KINDS "kinds" {
        "binding": "binding", "约束性";
        "expected": "expected", "预期性";
    }

    /// How a site differs between two layouts.
    SITE_CHANGES "site_changes" {
        "opened": "opened", "新开";
        "closed": "closed", "关闭";
        "moved": "moved", "迁移";
        "upgraded": "upgraded", "改造提升";
        "upgrade-dropped": "upgrade dropped", "不再改造";
        "changed": "changed", "变更";
        "works": "works changed", "建设任务变更";
        "led": "led by another", "带点中心变更";
        "operator": "run by another at the same cost", "仅运营方不同，投入相同";
    }

    /// What becomes of a source's money.
    MONEY "money" {
        "has": "Has", "总额";
        "committed": "Committed", "已定支出";
        "works": "Works", "建设任务";
        "left": "Left", "结余";
    }

    /// At how many of the tiers meant for them people are covered.
    COVERED "covered" {
        "all": "all tiers meant for it", "各适用层级均覆盖";
        "some": "some of them", "部分层级覆盖";
        "none": "none of them", "未覆盖";
        "nobody": "no tier is meant for it", "无适用层级";
    }

    /// Who runs a facility, by the words that plans use most; plans may use others.
    OPERATORS "operators" {
        "public": "public", "公办";
        "private": "private", "民办";
        "operator": "commissioned operator", "社会化运营";
    }

    /// Where people live.
    SETTINGS "settings" {
        URBAN;
        RURAL;
    }

    /// How people get about.
    MODES "modes" {
        "walk": "on foot", "步行";
        "cycle": "by bicycle", "骑行";
        "drive": "by car", "驾车";
        "bus": "by bus", "乘公交";
    }

    /// Where a figure comes from.
    ORIGINS "origins" {
        "measured": "measured", "实测";
        "given": "given", "给定";
        "modelled": "modelled", "模拟";
    }

    /// Sorts of features.
    SORTS "sorts" {
        "towns": "towns", "镇街";
        "units": "villages and communities", "村（社区）";
        "sites": "sites", "设施点位";
        "medical": "medical facilities", "医疗机构";
    }

    /// What a file is to a run.
    ROLES "roles" {
        "plan": "plan", "规划文件";
        "towns": "towns", "镇街";
        "demand": "demand", "村（社区）";
        "sites": "sites", "点位";
        "medical": "medical", "医疗机构";
        "layout": "layout", "布局";
        "instance": "location problem", "选址问题";
        "matrix": "travel matrix", "出行矩阵";
        "start": "placement", "布点";
        "network": "network", "道路网络";
        "heights": "heights", "高程";
        "table": "table", "统计表";
        "layer": "layer", "图层";
        "raster": "raster", "栅格";
        "census": "census", "人口普查";
        "sweep": "sweep", "情景设置";
    }

    /// Why people are not covered.
    WHYS "whys" {
        "no-way": "no way leads there from other places, and it has no such site of its own",
            "不通外路，本村（社区）内也没有可提供此类服务的点位";
        "out-of-reach": "no site within reach, standing or possible, may serve it",
            "范围内没有可提供此类服务的现有或备选点位";
        "not-built": "a site is possible within reach, but the plan has no such facility there",
            "范围内有可用点位，但本方案未在该处设置此类设施";
        "full": "a facility is within reach but its places are taken", "范围内有设施但名额已满";
    }

    /// What became of a place on a road network.
    FATES "fates" {
        "joined": "on the roads", "已接入道路";
        "stranded": "no site can be reached", "无法到达任何点位";
        "off-road": "no road is near enough", "附近无可用道路";
    }

    /// What a line between places says.
    LINKS "links" {
        "serves": "serves", "服务";
        "leads": "leads", "中心带动";
        "moves": "residents move to", "入住老人转往";
        "places": "has limited places at", "限额分配";
    }

    /// What of a tier's facilities is supplied.
    SUPPLIES "supplies" {
        "places": "places", "名额";
        "beds": "beds", "床位";
        "facilities": "facilities", "设施";
    }

    /// What is spread over people.
    SUBJECTS "subjects" {
        "way": "way, km", "路程（公里）";
        "supply": "supply for 1,000 people (E2SFCA)", "每千人可及供给（增强两步移动搜索法）";
    }

    /// What a stage aims at.
    STAGES "stages" {
        "shortfall": "least shortfall of expected targets", "预期性指标缺口最小";
        "coverage": "most people covered", "覆盖人数最多";
        "money": "least money", "投入最少";
        "travel": "least travel", "出行距离最短";
        "worst-town": "greatest coverage of the worst-served town", "覆盖最差镇街的覆盖率最高";
        "worst-decile": "shortest way of the worst-off tenth", "最远一成人群平均路程最短";
        "kolm-pollak": "least Kolm-Pollak equivalent of the ways", "路程的 Kolm-Pollak 均等分布等价值最小";
    }

    /// Why a stage was solved as a whole and not part by part.
    WHOLE "whole" {
        "few-parts": "too few parts have a choice", "有选择余地的分块太少";
        "large-part": "one part is much of the whole", "有一块占整体的大部分";
        "limited-places": "limited places join the parts", "名额限制使各块相连";
        "leading": "centres that lead over borders join the parts", "跨界带点的中心使各块相连";
        "fair-aim": "the aim compares all towns, or all people", "该目标在全部镇街或全部人口之间比较";
        "many-choices": "too many parts have more choices than can be listed", "过多分块的选择无法逐一列举";
        "no-price": "some amount has no limit, so that parts have no price", "有的数量没有上限，各块无从定价";
        "not-closed": "the parts brought value and bound not near enough", "分块求解未能使数值与界限足够接近";
        "small-gap": "a gap below 0.1 % was asked for", "要求的差距小于 0.1 %";
        "solver": "the solver does not solve by parts", "该求解器不分块求解";
        "periods": "what is open in one period stays open", "各期之间由保持开放的设施相连";
    }

    /// What a stage aims at, with what its value counts where the value itself does not say.
    AIMS "aims" {
        "shortfall": "least shortfall of expected targets", "预期性指标缺口最小";
        "coverage": "most people covered, weighted", "覆盖人数最多（加权人数）";
        "money": "least money", "投入最少";
        "travel": "least travel, person-km", "出行距离最短（人·公里）";
        "worst-town": "greatest coverage of the worst-served town", "覆盖最差镇街的覆盖率最高";
        "worst-decile": "shortest way of the worst-off tenth", "最远一成人群平均路程最短";
        "kolm-pollak": "least Kolm-Pollak equivalent of the ways", "路程的 Kolm-Pollak 均等分布等价值最小";
    }

    /// The value of an aim, with what it counts where the figure itself does not say.
    AIM_VALUES "aim_values" {
        "shortfall": "shortfall", "预期性指标缺口";
        "coverage": "weighted people covered", "加权覆盖人数";
        "money": "money", "投入";
        "travel": "person-km", "出行（人·公里）";
        "worst-town": "coverage of the worst-served town", "覆盖最差镇街的覆盖率";
        "worst-decile": "way of the worst-off tenth", "最远一成人群平均路程";
        "kolm-pollak": "Kolm-Pollak equivalent of the ways", "路程的 Kolm-Pollak 均等分布等价值";
    }

    /// On what other terms a plan is asked for.
    TERMS "terms" {
        "gone": "without a facility here", "此处不设设施";
        "standing": "with a facility here", "此处设有设施";
        "without-work": "without its work", "不实施该任务";
        "worked": "with a work done here", "此处实施建设任务";
        "within-plan": "covered within the plan", "在现有规划约束下覆盖";
        "longer-reach": "covered by a longer reach", "放宽服务半径";
        "new-site": "covered by a new site here", "在本村（社区）新设点位";
        "without-target": "without it", "不设该要求";
    }

    /// What becomes of people in another plan.
    TURNS "turns" {
        "gain": "gain cover", "新增覆盖";
        "lose": "lose cover", "失去覆盖";
        "farther": "go farther", "距离变远";
        "nearer": "have a shorter way", "距离变近";
    }

    /// What may be changed in a plan by a step.
    LEVERS "levers" {
        "funding": "money", "资金";
        "reach": "reach", "服务半径";
        "target": "target", "指标";
        "rule": "rule", "规则";
        "leads": "facilities led", "带动数";
        "places": "places", "容量";
    }

    /// What the table of the run lists.
    RECORD "record" {
        "plan": "plan", "规划";
        "run": "run", "运行";
        "stage": "stage", "目标";
        "modelled": "modelled", "模拟数据";
        "violation": "rule broken", "违反的规则";
        "input": "file read", "所读文件";
        "name": "name", "名称";
        "period": "period", "规划期";
        "status": "verdict", "结论";
        "version": "version", "版本";
        "command": "command", "命令";
        "solver": "solver", "求解器";
        "gap": "gap allowed", "允许差距";
        "time_limit_s": "time allowed, s", "时限（秒）";
        "work costs": "costs of works", "任务费用";
    }

    /// What a location problem allows or asks for, in steps.
    WORTH_OF "worth_of" {
        "sites": "sites", "点位数";
        "budget": "budget", "预算";
        "reach": "reach", "服务范围";
        "share": "share", "覆盖率";
    }

    /// Whether a target is met.
    RESULTS "results" {
        "met": "met", "达标";
        "short": "short by", "差";
        "no-value": "no value", "无法计算";
        "not-sited": "not sited", "不由布局决定";
        "no-layout": "no layout", "无方案";
    }
}

/// Every vocabulary.
pub fn all() -> impl Iterator<Item = &'static Vocabulary> {
    OWN.iter().chain(vocabulary::OWN).chain(verdicts::OWN).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roads::Mode;
    use crate::domain::{Frequency, Origin, Setting, Stage, TargetKind, WorkKind};
    use crate::inquiry::{Turn, Way, Wish};
    use crate::plan::fairness::{Subject, Supplied};
    use crate::read::Role;
    use crate::run::figures::Sort;
    use crate::run::report::Verdict;
    use crate::scenario::RowStatus;
    use crate::solve::{LocateStatus, Method, Status, Termination, WhyWhole, WorthOf};
    use crate::travel::roads::Fate;
    use std::collections::BTreeSet;

    /// The codes of a vocabulary are these: none without words, no words without a code.
    #[track_caller]
    fn says<'a>(vocabulary: &Vocabulary, codes: impl IntoIterator<Item = &'a str>) {
        let known: BTreeSet<&str> = vocabulary.words.iter().map(|word| word.code).collect();
        assert_eq!(known, BTreeSet::from_iter(codes), "{}", vocabulary.name);
    }

    #[test]
    fn every_code_has_its_words() {
        let works = WorkKind::ALL.map(WorkKind::word);
        says(&WORKS, works.into_iter().chain(["stay", "unused"]));
        says(&DONE, works);
        says(&KINDS, [TargetKind::Binding, TargetKind::Expected].map(TargetKind::word));
        says(&SETTINGS, Setting::ALL.map(Setting::word));
        says(&MODES, Mode::ALL.map(Mode::word));
        let origins = [Origin::Measured, Origin::Given, Origin::Modelled];
        says(&ORIGINS, origins.map(Origin::word));
        says(&SORTS, Sort::ALL.map(Sort::word));
        says(&ROLES, Role::ALL.map(Role::word));
        let fates = [Fate::Joined, Fate::Stranded, Fate::OffRoad];
        says(&FATES, fates.map(Fate::word));
        says(&SUPPLIES, Supplied::ALL.map(Supplied::word));
        says(&SUBJECTS, [Subject::Way, Subject::Supply].map(Subject::word));
        says(&STAGES, Stage::ALL.map(Stage::word));
        says(&AIMS, Stage::ALL.map(Stage::word));
        says(&AIM_VALUES, Stage::ALL.map(Stage::word));
        let terms = Wish::ALL.map(Wish::word).into_iter().chain(Way::ALL.map(Way::word));
        says(&TERMS, terms.chain(["without-target"]));
        says(&TURNS, Turn::ALL.map(Turn::word));
        let often = [Frequency::Core, Frequency::Optional, Frequency::Never];
        says(&OFTEN, often.map(Frequency::word));
        says(&TERMINATIONS, Termination::ALL.map(Termination::word));
        says(&WHOLE, WhyWhole::ALL.map(WhyWhole::word));
        let verdicts = LocateStatus::ALL.map(LocateStatus::verdict);
        says(&PLACEMENT_VERDICTS, verdicts.into_iter().chain(["short-lists", "would-do"]));
        says(&METHODS, Method::ALL.map(Method::word));
        says(&WORTH_OF, WorthOf::ALL.map(WorthOf::word));
    }

    #[test]
    fn every_verdict_has_its_words() {
        let audits = [Verdict::NoViolations, Verdict::Violations].map(Verdict::word);
        let solves = Status::ALL.map(Status::verdict);
        says(&VERDICTS, solves.into_iter().chain(audits));
        says(&SCHEDULE_VERDICTS, solves);
        says(&ROBUST_VERDICTS, solves);
        says(&STATUS, RowStatus::ALL.map(RowStatus::word).into_iter().chain(audits));
    }

    #[test]
    fn every_vocabulary_has_its_own_name_and_each_code_once() {
        let names: BTreeSet<_> = all().map(|own| own.name).collect();
        assert_eq!(names.len(), all().count());
        for vocabulary in all() {
            let codes: BTreeSet<_> = vocabulary.words.iter().map(|word| word.code).collect();
            assert_eq!(codes.len(), vocabulary.words.len(), "{}", vocabulary.name);
        }
    }
}

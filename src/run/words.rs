//! The words that files hold as codes, with what people read for them in both languages: once for every face.

use super::language::Language;

/// A code of files and what people read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As files have it.
    pub code: &'static str,
    /// In English.
    pub en: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

/// The words of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its name in the page's script.
    pub name: &'static str,
    /// Its words.
    pub words: &'static [Word],
}

impl Vocabulary {
    /// What people read for `code`; a code that is not of this vocabulary as it is.
    pub fn say<'a>(&self, language: Language, code: &'a str) -> &'a str {
        let known = self.words.iter().find(|word| word.code == code);
        known.map_or(code, |word| language.say(word.en, word.zh))
    }
}

const fn word(code: &'static str, en: &'static str, zh: &'static str) -> Word {
    Word { code, en, zh }
}

/// What is done at a site.
pub const WORKS: Vocabulary = Vocabulary {
    name: "works",
    words: &[
        word("build", "build", "新建"),
        word("upgrade", "upgrade", "改造"),
        word("merge", "merge", "撤并"),
        word("close", "close", "撤销"),
        word("stay", "stays as it is", "维持现状"),
        word("unused", "possible, not used", "备选，未启用"),
    ],
};

/// Targets by how much they bind.
pub const KINDS: Vocabulary = Vocabulary {
    name: "kinds",
    words: &[
        word("binding", "binding", "约束性"),
        word("expected", "expected", "预期性"),
    ],
};

/// Where people live.
pub const SETTINGS: Vocabulary = Vocabulary {
    name: "settings",
    words: &[
        word("urban", "urban", "城镇"),
        word("rural", "rural", "农村"),
    ],
};

/// Where a figure comes from.
pub const ORIGINS: Vocabulary = Vocabulary {
    name: "origins",
    words: &[
        word("measured", "measured", "实测"),
        word("given", "given", "给定"),
        word("modelled", "modelled", "模拟"),
    ],
};

/// Sorts of features.
pub const SORTS: Vocabulary = Vocabulary {
    name: "sorts",
    words: &[
        word("towns", "towns", "镇街"),
        word("units", "villages and communities", "村（社区）"),
        word("sites", "sites", "设施点位"),
        word("medical", "medical facilities", "医疗机构"),
    ],
};

/// What a file is to a plan.
pub const ROLES: Vocabulary = Vocabulary {
    name: "roles",
    words: &[
        word("plan", "plan", "规划文件"),
        word("towns", "towns", "镇街"),
        word("demand", "demand", "村（社区）"),
        word("sites", "sites", "点位"),
        word("medical", "medical", "医疗机构"),
        word("layout", "layout", "布局"),
        word("network", "network", "道路网络"),
        word("table", "table", "统计表"),
        word("sweep", "sweep", "情景设置"),
    ],
};

/// Why people are not covered.
pub const WHYS: Vocabulary = Vocabulary {
    name: "whys",
    words: &[
        word(
            "out-of-reach",
            "no site, standing or possible, is within reach",
            "范围内没有任何现有或备选点位",
        ),
        word(
            "not-built",
            "a site is possible within reach, but the plan has no such facility there",
            "范围内有可用点位，但本方案未在该处设置此类设施",
        ),
        word(
            "full",
            "a facility is within reach but its places are taken",
            "范围内有设施但名额已满",
        ),
    ],
};

/// What became of a place on a road network.
pub const FATES: Vocabulary = Vocabulary {
    name: "fates",
    words: &[
        word("joined", "on the roads", "已接入道路"),
        word("stranded", "no site can be reached", "无法到达任何点位"),
        word("off-road", "no road is near enough", "附近无可用道路"),
    ],
};

/// What a line between places says.
pub const LINKS: Vocabulary = Vocabulary {
    name: "links",
    words: &[
        word("serves", "serves", "服务"),
        word("leads", "leads", "中心带动"),
    ],
};

/// What a stage aims at.
pub const STAGES: Vocabulary = Vocabulary {
    name: "stages",
    words: &[
        word(
            "shortfall",
            "least shortfall of expected targets",
            "预期性指标缺口最小",
        ),
        word("coverage", "most people covered", "覆盖人数最多"),
        word("money", "least money", "投入最少"),
        word("travel", "least travel", "出行距离最短"),
    ],
};

/// How often a site is chosen.
pub const OFTEN: Vocabulary = Vocabulary {
    name: "often",
    words: &[
        word("core", "core: in every plan", "核心：每个方案均选"),
        word("optional", "optional: in some", "可选：部分方案选"),
        word("never", "never chosen", "从未选中"),
    ],
};

/// What a stage aims at, with what its value counts where the value itself does not say.
pub const AIMS: Vocabulary = Vocabulary {
    name: "aims",
    words: &[
        word(
            "shortfall",
            "least shortfall of expected targets",
            "预期性指标缺口最小",
        ),
        word(
            "coverage",
            "most people covered, weighted",
            "覆盖人数最多（加权人数）",
        ),
        word("money", "least money", "投入最少"),
        word(
            "travel",
            "least travel, person-km",
            "出行距离最短（人·公里）",
        ),
    ],
};

/// What was done at sites.
pub const DONE: Vocabulary = Vocabulary {
    name: "done",
    words: &[
        word("build", "built", "新建"),
        word("upgrade", "upgraded", "改造"),
        word("merge", "merged", "撤并"),
        word("close", "closed", "撤销"),
    ],
};

/// How people get about.
pub const MODES: Vocabulary = Vocabulary {
    name: "modes",
    words: &[
        word("walk", "on foot", "步行"),
        word("cycle", "by bicycle", "骑行"),
        word("drive", "by car", "驾车"),
        word("bus", "by bus", "乘公交"),
    ],
};

/// Whether a target is met.
pub const RESULTS: Vocabulary = Vocabulary {
    name: "results",
    words: &[
        word("met", "met", "达标"),
        word("short", "short by", "差"),
        word("no-value", "no value", "无法计算"),
        word("not-sited", "not sited", "不由布局决定"),
        word("no-layout", "no layout", "无方案"),
    ],
};

/// The verdict on a run, in a sentence.
pub const VERDICTS: Vocabulary = Vocabulary {
    name: "verdicts",
    words: &[
        word(
            "proved",
            "A plan, proved: no layout does better on these data and aims",
            "已得方案并已证明：在所给数据与目标下没有更好的布局",
        ),
        PROVED_TO_GAP,
        STOPPED_WITH_PLAN,
        word(
            "interrupted-with-plan",
            "A plan, not proved: the solve was stopped, a better layout may exist",
            "已得方案但未证明：求解被中止，可能还有更好的布局",
        ),
        INFEASIBLE,
        STOPPED_WITHOUT_PLAN,
        word(
            "interrupted-without-plan",
            "No plan: the solve was stopped before one was found",
            "未得方案：求解被中止，尚未找到可行布局",
        ),
        word(
            "no-violations",
            "Audit of a given layout: it breaks no rule of the plan",
            "对给定布局的审核：未违反规划的任何规则",
        ),
        word(
            "violations",
            "Audit of a given layout: it breaks rules of the plan",
            "对给定布局的审核：违反了规划的规则",
        ),
    ],
};

/// The verdict on a plan with periods, in a sentence.
pub const SCHEDULE_VERDICTS: Vocabulary = Vocabulary {
    name: "schedule_verdicts",
    words: &[
        word(
            "proved",
            "A schedule, proved: none does better over all periods on these data and aims",
            "已得分期方案并已证明：在所给数据与目标下，各期合计没有更好的安排",
        ),
        PROVED_TO_GAP,
        STOPPED_WITH_PLAN,
        word(
            "interrupted-with-plan",
            "A plan, not proved: the solve was stopped, a better layout may exist",
            "已得方案但未证明：求解被中止，可能还有更好的布局",
        ),
        INFEASIBLE,
        STOPPED_WITHOUT_PLAN,
        word(
            "interrupted-without-plan",
            "No plan: the solve was stopped before one was found",
            "未得方案：求解被中止，尚未找到可行布局",
        ),
    ],
};

const PROVED_TO_GAP: Word = word(
    "proved-to-gap",
    "A plan, proved to a gap: no layout is better at an aim by more than the gap shown beside it",
    "已得方案并已证明在差距内：任一目标可改进的幅度均不超过其旁所示差距",
);
const STOPPED_WITH_PLAN: Word = word(
    "stopped-with-plan",
    "A plan, not proved: the time was used up, a better layout may exist",
    "已得方案但未证明：时限已到，可能还有更好的布局",
);
const INFEASIBLE: Word = word(
    "infeasible",
    "No plan: it is proved that no layout meets all that is binding",
    "无可行方案：已证明没有布局能满足全部约束性要求",
);
const STOPPED_WITHOUT_PLAN: Word = word(
    "stopped-without-plan",
    "No plan: the time was used up before one was found",
    "未得方案：时限已到而未找到可行布局",
);

/// The verdict on a robust plan, in a sentence.
pub const ROBUST_VERDICTS: Vocabulary = Vocabulary {
    name: "robust_verdicts",
    words: &[
        word(
            "proved",
            "One layout for all scenarios, proved: none does better by this criterion",
            "已得适用于全部情景的布局并已证明：按此准则没有更好的布局",
        ),
        word(
            "proved-to-gap",
            "One layout for all scenarios, proved to a gap: none is better at an aim by more than the gap shown beside it",
            "已得适用于全部情景的布局并已证明在差距内：任一目标可改进的幅度均不超过其旁所示差距",
        ),
        word(
            "stopped-with-plan",
            "One layout for all scenarios, not proved: the time was used up, a better one may exist",
            "已得适用于全部情景的布局但未证明：时限已到，可能还有更好的布局",
        ),
        word(
            "interrupted-with-plan",
            "One layout for all scenarios, not proved: the solve was stopped, a better one may exist",
            "已得适用于全部情景的布局但未证明：求解被中止，可能还有更好的布局",
        ),
        word(
            "interrupted-without-plan",
            "No layout: the solve was stopped before one was found",
            "未得布局：求解被中止，尚未找到可行布局",
        ),
        word(
            "infeasible",
            "No layout: it is proved that none meets what is binding in every scenario",
            "无可行布局：已证明没有布局能在每个情景下满足全部约束性要求",
        ),
        word(
            "stopped-without-plan",
            "No layout: the time was used up before one was found",
            "未得布局：时限已到而未找到可行布局",
        ),
    ],
};

/// The verdict on a placement. `{gap}` stands for the gap that is proved.
pub const PLACEMENT_VERDICTS: Vocabulary = Vocabulary {
    name: "placement_verdicts",
    words: &[
        word(
            "interrupted",
            "the best found before it was stopped; not proved to be the best",
            "中止前所得的最好布点，未证明最优",
        ),
        word(
            "interrupted-without",
            "none was found before it was stopped; there may be one",
            "中止前未找到布点，可能存在",
        ),
        word(
            "optimal",
            "optimal: proved that none is better",
            "最优：已证明没有更好的布点",
        ),
        word(
            "gap-reached",
            "proved to be within {gap} of the best",
            "已证明与最优的差距不超过 {gap}",
        ),
        word(
            "stopped",
            "the best found before the time was over; not proved to be the best",
            "时限内所得的最好布点，未证明最优",
        ),
        word(
            "infeasible",
            "infeasible: proved that there is none",
            "不可行：已证明没有可行布点",
        ),
        word(
            "stopped-without-placement",
            "none was found before the time was over; there may be one",
            "时限已到而未找到可行布点，但可能存在",
        ),
        word(
            "interrupted-without-placement",
            "none was found before it was stopped; there may be one",
            "中止前未找到可行布点，但可能存在",
        ),
    ],
};

/// The verdict on a run or a scenario, in a word or two.
pub const STATUS: Vocabulary = Vocabulary {
    name: "status",
    words: &[
        word("proved", "proved", "已证明"),
        word("proved-to-gap", "proved to a gap", "已证明在差距内"),
        word("stopped-with-plan", "not proved", "未证明"),
        word("infeasible", "no plan possible", "无可行方案"),
        word("stopped-without-plan", "none found", "未找到"),
        word("no-violations", "no rule broken", "未违反规则"),
        word("violations", "rules broken", "违反规则"),
        word("bad-input", "invalid figures", "数据有误"),
        word("fault", "failed", "出错"),
    ],
};

/// How a stage ended: what is known of its value.
pub const TERMINATIONS: Vocabulary = Vocabulary {
    name: "terminations",
    words: &[
        word("optimal", "proved best", "已证明最优"),
        word("gap-reached", "proved to the gap", "已证明在所示差距内"),
        word("time-limit", "not proved, time up", "时限已到，未证明"),
        word("stopped", "not proved, stopped", "已中止，未证明"),
        word("infeasible", "no layout possible", "无可行方案"),
        word("not-started", "not begun", "未开始"),
    ],
};

/// How a placement was found.
pub const METHODS: Vocabulary = Vocabulary {
    name: "methods",
    words: &[
        word("reductions", "reductions alone", "仅约简"),
        word(
            "lagrangian",
            "Lagrangian bounds and interchange",
            "拉格朗日界与交换",
        ),
        word(
            "search",
            "branch-and-Benders-cut search",
            "分支 Benders 割搜索",
        ),
        word(
            "covering",
            "a sequence of covering problems",
            "一系列覆盖问题",
        ),
        word("compact", "the compact model", "紧凑模型"),
    ],
};

/// Every vocabulary.
pub const ALL: [&Vocabulary; 22] = [
    &OFTEN,
    &WORKS,
    &DONE,
    &KINDS,
    &SETTINGS,
    &MODES,
    &ORIGINS,
    &SORTS,
    &ROLES,
    &WHYS,
    &FATES,
    &LINKS,
    &STAGES,
    &AIMS,
    &RESULTS,
    &VERDICTS,
    &SCHEDULE_VERDICTS,
    &ROBUST_VERDICTS,
    &PLACEMENT_VERDICTS,
    &STATUS,
    &TERMINATIONS,
    &METHODS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roads::Mode;
    use crate::domain::{Origin, Setting, Stage, TargetKind, WorkKind};
    use crate::run::report::Verdict;
    use crate::scenario::{Frequency, RowStatus};
    use crate::solve::{LocateStatus, Method, Status, Termination};
    use crate::travel::roads::Fate;

    #[track_caller]
    fn says<const N: usize>(vocabulary: &Vocabulary, codes: [&str; N]) {
        for code in codes {
            let known = vocabulary.words.iter().any(|word| word.code == code);
            assert!(known, "{} has no words for {code}", vocabulary.name);
        }
    }

    #[test]
    fn every_code_has_its_words() {
        says(&WORKS, WorkKind::ALL.map(WorkKind::word));
        says(&DONE, WorkKind::ALL.map(WorkKind::word));
        says(
            &KINDS,
            [TargetKind::Binding, TargetKind::Expected].map(TargetKind::word),
        );
        says(&SETTINGS, Setting::ALL.map(Setting::word));
        says(&MODES, Mode::ALL.map(Mode::word));
        let origins = [Origin::Measured, Origin::Given, Origin::Modelled];
        says(&ORIGINS, origins.map(Origin::word));
        let fates = [Fate::Joined, Fate::Stranded, Fate::OffRoad];
        says(&FATES, fates.map(Fate::word));
        says(&STAGES, Stage::ALL.map(Stage::word));
        says(&AIMS, Stage::ALL.map(Stage::word));
        let often = [Frequency::Core, Frequency::Optional, Frequency::Never];
        says(&OFTEN, often.map(Frequency::word));
        says(&TERMINATIONS, Termination::ALL.map(Termination::word));
        says(
            &PLACEMENT_VERDICTS,
            LocateStatus::ALL.map(LocateStatus::verdict),
        );
        says(&METHODS, Method::ALL.map(Method::word));
    }

    #[test]
    fn every_verdict_has_its_words() {
        let audits = [Verdict::NoViolations, Verdict::Violations];
        says(&VERDICTS, audits.map(Verdict::word));
        says(&STATUS, audits.map(Verdict::word));
        says(&STATUS, RowStatus::ALL.map(RowStatus::word));
        for vocabulary in [&VERDICTS, &SCHEDULE_VERDICTS, &ROBUST_VERDICTS] {
            says(vocabulary, Status::ALL.map(Status::verdict));
        }
    }

    #[test]
    fn every_vocabulary_has_its_own_name_and_each_code_once() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|own| own.name).collect();
        assert_eq!(names.len(), ALL.len());
        for vocabulary in ALL {
            let codes: std::collections::BTreeSet<_> =
                vocabulary.words.iter().map(|word| word.code).collect();
            assert_eq!(codes.len(), vocabulary.words.len(), "{}", vocabulary.name);
        }
    }
}

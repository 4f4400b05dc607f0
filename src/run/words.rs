//! The words that files hold as codes, with what people read for them in both languages: once for every face.

pub use super::verdicts::*;
pub use super::vocabulary::{Vocabulary, Word};

use super::vocabulary::word;

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
    words: &[word("binding", "binding", "约束性"), word("expected", "expected", "预期性")],
};

/// Where people live.
pub const SETTINGS: Vocabulary = Vocabulary {
    name: "settings",
    words: &[word("urban", "urban", "城镇"), word("rural", "rural", "农村")],
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
    words: &[word("serves", "serves", "服务"), word("leads", "leads", "中心带动")],
};

/// What a stage aims at.
pub const STAGES: Vocabulary = Vocabulary {
    name: "stages",
    words: &[
        word("shortfall", "least shortfall of expected targets", "预期性指标缺口最小"),
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
        word("shortfall", "least shortfall of expected targets", "预期性指标缺口最小"),
        word("coverage", "most people covered, weighted", "覆盖人数最多（加权人数）"),
        word("money", "least money", "投入最少"),
        word("travel", "least travel, person-km", "出行距离最短（人·公里）"),
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

/// How a placement was found.
pub const METHODS: Vocabulary = Vocabulary {
    name: "methods",
    words: &[
        word("reductions", "reductions alone", "仅约简"),
        word("lagrangian", "Lagrangian bounds and interchange", "拉格朗日界与交换"),
        word("search", "branch-and-Benders-cut search", "分支 Benders 割搜索"),
        word("covering", "a sequence of covering problems", "一系列覆盖问题"),
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
        says(&KINDS, [TargetKind::Binding, TargetKind::Expected].map(TargetKind::word));
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
        says(&PLACEMENT_VERDICTS, LocateStatus::ALL.map(LocateStatus::verdict));
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

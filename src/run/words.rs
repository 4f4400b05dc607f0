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

/// Every vocabulary.
pub const ALL: [&Vocabulary; 11] = [
    &OFTEN, &WORKS, &KINDS, &SETTINGS, &ORIGINS, &SORTS, &ROLES, &WHYS, &FATES, &LINKS, &STAGES,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Origin, Setting, Stage, TargetKind, WorkKind};
    use crate::travel::roads::Fate;

    #[test]
    fn every_code_of_the_domain_has_its_words() {
        let works = WorkKind::ALL.map(WorkKind::word);
        let settings = Setting::ALL.map(Setting::word);
        let origins = [Origin::Measured, Origin::Given, Origin::Modelled].map(Origin::word);
        let kinds = [TargetKind::Binding, TargetKind::Expected].map(TargetKind::word);
        let fates = [Fate::Joined, Fate::Stranded, Fate::OffRoad].map(Fate::word);
        let stages = [
            Stage::Shortfall,
            Stage::Coverage,
            Stage::Money,
            Stage::Travel,
        ]
        .map(Stage::word);
        let known = |vocabulary: &Vocabulary, code: &str| {
            assert!(
                vocabulary.words.iter().any(|word| word.code == code),
                "{code}"
            );
        };
        works.iter().for_each(|code| known(&WORKS, code));
        settings.iter().for_each(|code| known(&SETTINGS, code));
        origins.iter().for_each(|code| known(&ORIGINS, code));
        kinds.iter().for_each(|code| known(&KINDS, code));
        fates.iter().for_each(|code| known(&FATES, code));
        stages.iter().for_each(|code| known(&STAGES, code));
    }
}

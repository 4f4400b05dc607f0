//! Verdicts: what people read for how a run, a stage or a scenario ended, and by which method.

use crate::domain::vocabulary::{Word, vocabularies, word};

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
const INTERRUPTED_WITH_PLAN: Word = word(
    "interrupted-with-plan",
    "A plan, not proved: the solve was stopped, a better layout may exist",
    "已得方案但未证明：求解被中止，可能还有更好的布局",
);
const INTERRUPTED_WITHOUT_PLAN: Word = word(
    "interrupted-without-plan",
    "No plan: the solve was stopped before one was found",
    "未得方案：求解被中止，尚未找到可行布局",
);

vocabularies! {
    /// The verdict on a run, in a sentence.
    VERDICTS "verdicts" {
        "proved": "A plan, proved: no layout does better on these data and aims",
            "已得方案并已证明：在所给数据与目标下没有更好的布局";
        PROVED_TO_GAP;
        STOPPED_WITH_PLAN;
        INTERRUPTED_WITH_PLAN;
        INFEASIBLE;
        STOPPED_WITHOUT_PLAN;
        INTERRUPTED_WITHOUT_PLAN;
        "no-violations": "Audit of a given layout: it breaks no rule of the plan",
            "对给定布局的审核：未违反规划的任何规则";
        "violations": "Audit of a given layout: it breaks rules of the plan",
            "对给定布局的审核：违反了规划的规则";
    }

    /// The verdict on a plan with periods, in a sentence.
    SCHEDULE_VERDICTS "schedule_verdicts" {
        "proved": "A schedule, proved: none does better over all periods on these data and aims",
            "已得分期方案并已证明：在所给数据与目标下，各期合计没有更好的安排";
        PROVED_TO_GAP;
        STOPPED_WITH_PLAN;
        INTERRUPTED_WITH_PLAN;
        INFEASIBLE;
        STOPPED_WITHOUT_PLAN;
        INTERRUPTED_WITHOUT_PLAN;
    }

    /// The verdict on a robust plan, in a sentence.
    ROBUST_VERDICTS "robust_verdicts" {
        "proved": "One layout for all scenarios, proved: none does better by this criterion",
            "已得适用于全部情景的布局并已证明：按此准则没有更好的布局";
        "proved-to-gap":
            "One layout for all scenarios, proved to a gap: none is better at an aim by more than the gap shown beside it",
            "已得适用于全部情景的布局并已证明在差距内：任一目标可改进的幅度均不超过其旁所示差距";
        "stopped-with-plan":
            "One layout for all scenarios, not proved: the time was used up, a better one may exist",
            "已得适用于全部情景的布局但未证明：时限已到，可能还有更好的布局";
        "interrupted-with-plan":
            "One layout for all scenarios, not proved: the solve was stopped, a better one may exist",
            "已得适用于全部情景的布局但未证明：求解被中止，可能还有更好的布局";
        "interrupted-without-plan": "No layout: the solve was stopped before one was found",
            "未得布局：求解被中止，尚未找到可行布局";
        "infeasible": "No layout: it is proved that none meets what is binding in every scenario",
            "无可行布局：已证明没有布局能在每个情景下满足全部约束性要求";
        "stopped-without-plan": "No layout: the time was used up before one was found",
            "未得布局：时限已到而未找到可行布局";
    }

    /// The verdict on a placement. `{gap}` stands for the gap that is proved. What begins with a semicolon is added to a
    /// verdict; `{count}` and `{all}` stand for numbers of sites.
    PLACEMENT_VERDICTS "placement_verdicts" {
        "interrupted": "the best found before it was stopped; not proved to be the best",
            "中止前所得的最好布点，未证明最优";
        "undecided": "the best found; the solver could not prove that none is better",
            "已找到的最好布点，求解器未能证明最优";
        "undecided-without": "the solver found none and could not prove that there is none",
            "求解器未找到布点，也未能证明不存在";
        "short-lists":
            "; memory holds only the {count} nearest sites of each demand point: the bound may be far from the best",
            "；内存仅容每个需求点最近的 {count} 个候选点，界限可能与最优相差较大";
        "would-do": "; {count} of the {all} sites that may open would do", "；可启用 {all} 个点位，{count} 个即可";
        "optimal": "optimal: proved that none is better", "最优：已证明没有更好的布点";
        "gap-reached": "proved to be within {gap} of the best", "已证明与最优的差距不超过 {gap}";
        "stopped": "the best found before the time was over; not proved to be the best",
            "时限内所得的最好布点，未证明最优";
        "infeasible": "infeasible: proved that there is none", "不可行：已证明没有可行布点";
        "stopped-without-placement": "none was found before the time was over; there may be one",
            "时限已到而未找到可行布点，但可能存在";
        "interrupted-without-placement": "none was found before it was stopped; there may be one",
            "中止前未找到可行布点，但可能存在";
    }

    /// The verdict on a run or a scenario, in a word or two.
    STATUS "status" {
        "proved": "proved", "已证明";
        "proved-to-gap": "proved to a gap", "已证明在差距内";
        "stopped-with-plan": "not proved", "未证明";
        "infeasible": "no plan possible", "无可行方案";
        "stopped-without-plan": "none found", "未找到";
        "no-violations": "no rule broken", "未违反规则";
        "violations": "rules broken", "违反规则";
        "bad-input": "invalid figures", "数据有误";
        "fault": "failed", "出错";
    }

    /// How a stage ended: what is known of its value.
    TERMINATIONS "terminations" {
        "optimal": "proved best", "已证明最优";
        "gap-reached": "proved to the gap", "已证明在所示差距内";
        "time-limit": "not proved, time up", "时限已到，未证明";
        "stopped": "not proved, stopped", "已中止，未证明";
        "infeasible": "no layout possible", "无可行方案";
        "not-started": "not begun", "未开始";
    }

    /// How a placement was found.
    METHODS "methods" {
        "reductions": "reductions alone", "仅约简";
        "lagrangian": "Lagrangian bounds and interchange", "拉格朗日界与交换";
        "search": "branch-and-Benders-cut search", "分支 Benders 割搜索";
        "covering": "a sequence of covering problems", "一系列覆盖问题";
        "compact": "the compact model", "紧凑模型";
    }
}

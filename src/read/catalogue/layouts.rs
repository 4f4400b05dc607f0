//! P60xx: layouts. P6005 was the error that P6011 now warns of; P6007 to P6010 were codes of runs' folders, which now are
//! P62xx; they are not used again.

use crate::domain::phrase;

super::code::codes! { LAYOUTS: phrase("P6xxx: layouts", "P6xxx：布局");
UNKNOWN_WORK = 6001, Error, "unknown work",
    "`plan_work_id` is neither `stay` nor the id of one of the site's works.",
    "`\"plan_work_id\": \"upgrade-center\"` where the work is `upgrade-centre`.",
    "Use the id of one of the site's works.",
    "未知的建设任务",
    "`plan_work_id` 既不是 `stay`，也不是该点位建设任务的编号。",
    "任务为 `upgrade-centre`，却写 `\"plan_work_id\": \"upgrade-center\"`",
    "请使用该点位建设任务的编号。";
NO_SUCH_WORK = 6002, Error, "no work fits",
    "None of the site's works is of the kind, tier and size that the layout states.",
    "`\"plan_work\": \"build\", \"plan_tier\": \"centre\"` at a candidate for stations.",
    "State one of the site's works.",
    "没有相符的建设任务",
    "该点位没有与布局所填类型、层级和规模相符的建设任务。",
    "服务站的备选点位填了 `\"plan_work\": \"build\", \"plan_tier\": \"centre\"`",
    "请填写该点位已有的建设任务。";
WORK_AMBIGUOUS = 6003, Error, "several works fit",
    "More than one of the site's works is of the kind, tier and size that the layout states.",
    "`\"plan_work\": \"build\", \"plan_tier\": \"station\"` where two sizes can be built.",
    "State `plan_work_id`, or the tier and the size.",
    "相符的建设任务不止一项",
    "该点位有多项建设任务与布局所填类型、层级和规模相符。",
    "`\"plan_work\": \"build\", \"plan_tier\": \"station\"`，而有两种规模可建",
    "请填写 `plan_work_id`，或填写层级和规模。";
ALLOCATION_SHARE = 6004, Error, "share of an allocation",
    "An allocation's share is a number above 0 and at most 1.",
    "`{\"tier\": \"station\", \"unit\": \"U1\", \"share\": 1.5}`.",
    "Correct the share.",
    "分配占比有误",
    "分配的占比须大于 0 且不大于 1。",
    "请更正占比。";
LAYOUT_OF_OTHER_PLAN = 6006, Error, "layout of another plan",
    "None of the layout's several features has the id of a site of the plan.",
    "the published layout of one district, audited with the plan of another.",
    "Name the layout of this plan, or the plan of this layout.",
    "布局属于其他规划",
    "布局有多个要素，没有一个的编号是规划的点位。",
    "用一个区县的规划审核另一个区县公布的布局",
    "请指明本规划的布局，或该布局的规划。";
WORK_CONTRADICTED = 6011, Warning, "work contradicted",
    "Properties that follow from a site's work (its kind, tier, size, beds, operator, cost, whether a facility stands) say otherwise than `plan_work_id` or, without it, `plan_work`. The work counts.",
    "`\"plan_work_id\": \"close\", \"plan_beds\": 40`, the work changed on a map.",
    "If `plan_work_id` was changed, nothing: all else follows from it, and leaders, payments, allocations and moves are worked out anew. If another property was changed, change `plan_work_id` instead: the others do not count.",
    "与建设任务矛盾",
    "由点位建设任务决定的字段（类型、层级、规模、床位、运营方、造价、是否有设施）与 `plan_work_id`（未填时与 `plan_work`）不符。以建设任务为准。",
    "在地图上改了任务后成为 `\"plan_work_id\": \"close\", \"plan_beds\": 40`",
    "如改的是 `plan_work_id`，无须处理：其余均由它得出，带动关系、出资、分配和转移重新计算。如改的是其他字段，请改 `plan_work_id`：其他字段不作数。";
SITES_MOVED = 6012, Warning, "sites moved",
    "Points of the layout stand more than 10 m from where the plan has their sites. The plan's positions count.",
    "a point that was dragged on a map before its work was changed.",
    "If the site is to stand there, move it in the plan's layer of sites; otherwise nothing: the layout says what is done at a site, not where it is.",
    "点位被移动",
    "布局中的点与规划中该点位的位置相距超过 10 米。以规划中的位置为准。",
    "在地图上改任务时拖动了点",
    "如点位确应在该处，请在规划的点位图层中移动；否则无须处理：布局只说明各点位的任务，不说明其位置。";
}

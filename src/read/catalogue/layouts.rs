//! P60xx: layouts. P6005 was the error that P6011 now warns of; P6007 to P6010 were codes of runs' folders, which now are
//! P62xx; they are not used again.

super::code::codes! { LAYOUTS: "P6xxx: layouts";
UNKNOWN_WORK = 6001, Error, "unknown work",
    "`plan_work_id` is neither `stay` nor the id of one of the site's works.",
    "`\"plan_work_id\": \"upgrade-center\"` where the work is `upgrade-centre`.",
    "Use the id of one of the site's works.";
NO_SUCH_WORK = 6002, Error, "no work fits",
    "None of the site's works is of the kind, tier and size that the layout states.",
    "`\"plan_work\": \"build\", \"plan_tier\": \"centre\"` at a candidate for stations.",
    "State one of the site's works.";
WORK_AMBIGUOUS = 6003, Error, "several works fit",
    "More than one of the site's works is of the kind, tier and size that the layout states.",
    "`\"plan_work\": \"build\", \"plan_tier\": \"station\"` where two sizes can be built.",
    "State `plan_work_id`, or the tier and the size.";
ALLOCATION_SHARE = 6004, Error, "share of an allocation",
    "An allocation's share is a number above 0 and at most 1.",
    "`{\"tier\": \"station\", \"unit\": \"U1\", \"share\": 1.5}`.",
    "Correct the share.";
LAYOUT_OF_OTHER_PLAN = 6006, Error, "layout of another plan",
    "None of the layout's several features has the id of a site of the plan.",
    "the published layout of one district, audited with the plan of another.",
    "Name the layout of this plan, or the plan of this layout.";
WORK_CONTRADICTED = 6011, Warning, "work contradicted",
    "Properties that follow from a site's work (its kind, tier, size, beds, operator, cost, whether a facility stands) say otherwise than `plan_work_id` or, without it, `plan_work`. The work counts.",
    "`\"plan_work_id\": \"close\", \"plan_beds\": 40`, the work changed on a map.",
    "If `plan_work_id` was changed, nothing: all else follows from it, and leaders, payments, allocations and moves are worked out anew. If another property was changed, change `plan_work_id` instead: the others do not count.";
}

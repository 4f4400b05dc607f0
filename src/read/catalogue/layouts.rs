//! P60xx: layouts. P6006 to P6010 were codes of runs' folders, which now are P62xx; they are not used again.

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
WORK_CONTRADICTED = 6005, Error, "work stated in two ways",
    "`plan_work_id` names one work, and `plan_work`, `plan_tier` or `plan_size` state another.",
    "`\"plan_work_id\": \"stay\", \"plan_work\": \"close\"`, the visible column edited and the id not.",
    "Correct one of the two, or empty the one that is not meant.";
LAYOUT_OF_OTHER_PLAN = 6006, Error, "layout of another plan",
    "None of the layout's several features has the id of a site of the plan.",
    "the published layout of one district, audited with the plan of another.",
    "Name the layout of this plan, or the plan of this layout.";
}

//! P6xxx: layouts.

super::code::codes! { LAYOUTS;
UNKNOWN_WORK = 6001, Error, "unknown work",
    "`plan_work_id` is neither `stay` nor the id of one of the site's works.",
    "Use the id of one of the site's works.";
NO_SUCH_WORK = 6002, Error, "no work fits",
    "None of the site's works is of the kind, tier and size that the layout states.",
    "State one of the site's works.";
WORK_AMBIGUOUS = 6003, Error, "several works fit",
    "More than one of the site's works is of the kind, tier and size that the layout states.",
    "State `plan_work_id`, or the tier and the size.";
ALLOCATION_SHARE = 6004, Error, "share of an allocation",
    "An allocation's share is a number above 0 and at most 1.",
    "Correct the share.";
WORK_CONTRADICTED = 6005, Error, "work stated in two ways",
    "`plan_work_id` names one work, and `plan_work`, `plan_tier` or `plan_size` state another.",
    "Correct one of the two, or empty the one that is not meant.";
NO_RUN = 6006, Error, "no run in the folder",
    "The folder has none of the files that a run writes.",
    "Name the folder that `--out` named when the run was made.";
RUN_OF_PERIODS = 6007, Error, "run over several periods",
    "The folder is of a plan over several periods, which is looked at one period at a time.",
    "Name the folder of one period in it.";
RUN_INPUT_MOVED = 6008, Error, "input of a run not found",
    "A file that the run read is not where the run says that it was.",
    "Say where it is with `--inputs` or `--plan`.";
RUN_UNREADABLE = 6009, Error, "run cannot be read",
    "`plan.json` of a run is not there, or is not what Yike writes.",
    "Make the run again; `yike verify` says more of what is wrong.";
RUN_WITHOUT_LAYOUT = 6010, Error, "run without a layout",
    "The run found no layout, so that there is none to look at.",
    "Take runs that have one.";
}

//! P62xx: folders of runs.

super::code::codes! { RUNS;
RUN_UNKNOWN = 6201, Error, "not the folder of a run",
    "The folder holds none of plan.json, schedule.json, scenarios.json and frontier.json, or more than one of them, so that it is not clear what to report.",
    "Name the folder that `--out` named; write each run to a folder of its own.";
RUN_SHAPE = 6202, Error, "not in the format of a run",
    "A file of the run says another format than this version knows, or lacks what the format asks for.",
    "Make the run again with this version of Yike.";
RUN_FILES_DIFFER = 6203, Error, "files of different runs",
    "The files of the folder do not belong together: one speaks of sites or places that another does not have.",
    "Make the run again, and leave its files as they are.";
RUN_WITHOUT_BORDERS = 6204, Warning, "no borders of towns",
    "The folder has no layer of towns, and the plan's own is not where it was, or is not as it was. The map is drawn without borders.",
    "Nothing, if that will do; otherwise make the run again.";
}

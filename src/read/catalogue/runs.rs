super::code::codes! { RUNS: "P62xx: folders of runs";
NO_RUN = 6201, Error, "no run in the folder",
    "The folder has no record of a run: no run was written there, or an earlier version of Yike wrote it.",
    "`yike report data/changshou`, the plan's folder instead of the one that `--out` named.",
    "Name the folder that `--out` named, or make the run again.";
RUN_UNREADABLE = 6202, Error, "run cannot be read",
    "A file of the run is not there, is of another format than this version knows, or is not what Yike writes.",
    "a copy of a run without its `plan.json`.",
    "Make the run again; `yike verify` says more of what is wrong.";
RUN_FILES_DIFFER = 6203, Error, "files of different runs",
    "The files of the folder do not belong together: a run was broken off while it wrote over an earlier one, or a file is not the one that the run wrote.",
    "a `layout.geojson` copied over that of another run.",
    "Make the run again, and leave its files as they are.";
RUN_WITHOUT_BORDERS = 6204, Warning, "no borders of towns",
    "The folder has no layer of towns, and the plan's own is not where it was, or is not as it was. The map is drawn without borders.",
    "a sweep's folder sent on without the plan's files.",
    "Nothing, if that will do; otherwise make the run again.";
RUN_OF_OTHER_KIND = 6205, Error, "run of another kind",
    "The folder is of a run that the command does not take.",
    "`yike diff out/periods drawn`; its folders are `2023` and `2025`.",
    "Name the folder of a run that it takes; of a plan over several periods, the folder of one of them.";
RUN_INPUT_MOVED = 6206, Error, "input of a run not found",
    "A file that the run read is not where the run says that it was.",
    "the run was made from `district/plan.toml`, and verified in another folder.",
    "Say where it is with `--inputs` or `--plan`.";
RUN_WITHOUT_LAYOUT = 6207, Error, "run without a layout",
    "The run found no layout, so that there is none to look at.",
    "`yike diff` of a plan that is infeasible with one that is not; `yike verify` of periods without a schedule.",
    "Take runs that have one.";
}

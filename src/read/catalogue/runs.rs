//! P62xx: folders of runs.

super::code::codes! { RUNS;
NO_RUN = 6201, Error, "no run in the folder",
    "The folder has no record of a run: no run was written there, or an earlier version of Yike wrote it.",
    "Name the folder that `--out` named, or make the run again.";
RUN_UNREADABLE = 6202, Error, "run cannot be read",
    "A file of the run is not there, is of another format than this version knows, or is not what Yike writes.",
    "Make the run again; `yike verify` says more of what is wrong.";
RUN_FILES_DIFFER = 6203, Error, "files of different runs",
    "The files of the folder do not belong together: a run was broken off while it wrote over an earlier one, or a file is not the one that the run wrote.",
    "Make the run again, and leave its files as they are.";
RUN_WITHOUT_BORDERS = 6204, Warning, "no borders of towns",
    "The folder has no layer of towns, and the plan's own is not where it was, or is not as it was. The map is drawn without borders.",
    "Nothing, if that will do; otherwise make the run again.";
RUN_OF_OTHER_KIND = 6205, Error, "run of another kind",
    "The folder is of a run that the command does not take.",
    "Name the folder of a run that it takes; of a plan over several periods, the folder of one of them.";
RUN_INPUT_MOVED = 6206, Error, "input of a run not found",
    "A file that the run read is not where the run says that it was.",
    "Say where it is with `--inputs` or `--plan`.";
RUN_WITHOUT_LAYOUT = 6207, Error, "run without a layout",
    "The run found no layout, so that there is none to look at.",
    "Take runs that have one.";
}

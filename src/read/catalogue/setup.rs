super::code::codes! { SETUP: "P11xx: tables of which a plan is made";
TABLE_ABSENT = 1101, Error, "no table of a kind",
    "None of the files given to `yike init` is what a plan needs: polygons of towns, or people.",
    "a folder with a list of facilities alone.",
    "Add the file, or say which one it is with --towns or --people.";
TABLE_UNCLEAR = 1102, Error, "unclear which table is meant",
    "Several files, sheets or layers could be the same thing, of which a plan takes one, or one could be several things.",
    "two layers of polygons with names of towns: one of this year, one of ten years ago.",
    "Say which one it is with --towns, --people, --facilities, --medical or --roads.";
ROW_WITHOUT_TOWN = 1103, Error, "row in no town",
    "A row of a table lies outside all towns, names a town that there is not, or says neither place nor town.",
    "a facility whose 所属镇街 is `凤诚街道`; a village with its coordinates in the next district.",
    "Correct the position or the town's name; `--leave-out` goes on without such rows.";
ROW_LEFT_OUT = 1104, Warning, "row left out",
    "A row of a table is left out of the plan: as asked for with `--leave-out`, or because it is no town with a name and an outline.",
    "a facility outside all towns.",
    "Nothing needs doing, if it is not of the district.";
CATEGORY_UNKNOWN = 1105, Warning, "category of facilities unknown",
    "What a facility is called is no category that is known. It stands in the plan, and serves no tier.",
    "a list with the 类别 `长者食堂`.",
    "Say what it is, for instance `--category 长者食堂=station`, or leave it as it is.";
TABLE_LEFT_ASIDE = 1106, Warning, "file left aside",
    "A file, sheet or layer looks like none of the things that a plan is made of. It is not used.",
    "a sheet of notes beside the sheet of people.",
    "Nothing needs doing, if it is not needed; otherwise name it with --people, --facilities and so on.";
}

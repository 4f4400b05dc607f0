use crate::domain::phrase;

super::code::codes! { SETUP: phrase("P11xx: tables of which a plan is made", "P11xx：生成规划所用的表格");
TABLE_ABSENT = 1101, Error, "no table of a kind",
    "None of the files given to `yike init` is what a plan needs: polygons of towns, or people.",
    "a folder with a list of facilities alone.",
    "Add the file, or say which one it is with --towns or --people.",
    "缺少某类表格",
    "交给 `yike init` 的文件中没有规划所需之物：镇街面，或人口。",
    "文件夹中只有一份设施名单",
    "请加入该文件，或用 --towns 或 --people 指明是哪一个。";
TABLE_UNCLEAR = 1102, Error, "unclear which table is meant",
    "Several files, sheets or layers could be the same thing, of which a plan takes one, or one could be several things.",
    "two layers of polygons with names of towns: one of this year, one of ten years ago.",
    "Say which one it is with --towns, --people, --facilities, --medical or --roads.",
    "不清楚指哪张表",
    "有多个文件、工作表或图层可作为同一内容，而规划只取一个；或一个文件可作为多种内容。",
    "两个带镇街名称的面图层：一个是今年的，一个是十年前的",
    "请用 --towns、--people、--facilities、--medical 或 --roads 指明。";
ROW_WITHOUT_TOWN = 1103, Error, "row in no town",
    "A row of a table lies outside all towns, names a town that there is not, or says neither place nor town.",
    "a facility whose 所属镇街 is `凤诚街道`; a village with its coordinates in the next district.",
    "Correct the position or the town's name; `--leave-out` goes on without such rows.",
    "该行不属于任何镇街",
    "表格有一行在所有镇街之外，或所填镇街不存在，或既无坐标也无镇街。",
    "设施的“所属镇街”填为 `凤诚街道`；村（社区）的坐标在邻区",
    "请更正坐标或镇街名称；加 `--leave-out` 可略去这些行。";
ROW_LEFT_OUT = 1104, Warning, "row left out",
    "A row of a table is left out of the plan: as asked for with `--leave-out`, or because it is no town with a name and an outline.",
    "a facility outside all towns.",
    "Nothing needs doing, if it is not of the district.",
    "该行已略去",
    "表格有一行不计入规划：因加了 `--leave-out`，或因其不是有名称和边界的镇街。",
    "在所有镇街之外的设施",
    "如不属于本区县，无须处理。";
CATEGORY_UNKNOWN = 1105, Warning, "category of facilities unknown",
    "What a facility is called is no category that is known. It stands in the plan, and serves no tier.",
    "a list with the 类别 `长者食堂`.",
    "Say what it is, for instance `--category 长者食堂=station`, or leave it as it is.",
    "设施类别不明",
    "设施的叫法不在已知类别之列。该设施保留在规划中，不承担任何层级的服务。",
    "名单中“类别”为 `长者食堂`",
    "请说明其类别，例如 `--category 长者食堂=station`；也可保持原样。";
TABLE_LEFT_ASIDE = 1106, Warning, "file left aside",
    "A file, sheet or layer looks like none of the things that a plan is made of. It is not used.",
    "a sheet of notes beside the sheet of people.",
    "Nothing needs doing, if it is not needed; otherwise name it with --people, --facilities and so on.",
    "文件未采用",
    "文件、工作表或图层不像规划所用的任何一类内容，未予采用。",
    "人口工作表旁边的一张备注表",
    "如不需要，无须处理；否则请用 --people、--facilities 等指明。";
}

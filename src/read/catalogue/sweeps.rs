super::code::codes! { SWEEPS: "P9xxx: sweeps";
UNKNOWN_PARAMETER = 9001, Error, "unknown parameter",
    "The path leads to no parameter of the plan, or by a name that several have to one of several.",
    "`tier.statoin.reach.urban`; the message names `tier.station.reach.urban`.",
    "Use one of the paths that the message names.";
GRID_EMPTY = 9002, Error, "grid without values",
    "A parameter varies over no values.",
    "`values = []`, or `from = 1.2`, `to = 1.4`, `steps = 1`.",
    "Give at least one value, or at least two steps.";
GRID_OVERLAPS = 9003, Error, "grid that overlaps",
    "A parameter is varied twice, or takes the same value twice, so that scenarios would repeat or contradict each other.",
    "`values = [1.2, 1.3, 1.2]`; one table for `tier.station.reach` and another for `tier.station.reach.urban`.",
    "Vary each parameter once, each value once.";
RANGE_IMPOSSIBLE = 9004, Error, "impossible range or distribution",
    "The end of a range is not above its beginning, units differ, or a distribution's figures do not fit each other.",
    "`from = 1.4`, `to = 1.2`; `random = { triangular = [1.2, 1.1, 1.5] }`; `from = \"9 min\"`, `to = \"900 s\"`.",
    "Give figures of one unit, the lesser first.";
VARIATION_UNCLEAR = 9005, Error, "variation unclear",
    "A parameter varies in exactly one way: by `values`, by `from`, `to` and `steps`, or by one `random` distribution.",
    "`values` and `from` in one table.",
    "Keep one of them.";
PARAMETER_FIXED = 9006, Error, "parameter that cannot vary",
    "The plan's files, groups of people, method of travel, ids and names are the same in all scenarios.",
    "`parameter = \"data.towns\"` or `\"tier.station.id\"`.",
    "Vary a figure of the plan; people vary by `scale.people`.";
DRAWS_UNCLEAR = 9007, Error, "draws without random parameters, or the reverse",
    "`draws` says how often the random parameters are drawn; each needs the other.",
    "`random = { uniform = [1.2, 1.4] }` without `draws` in `[sweep]`.",
    "Give both or neither.";
NOTHING_VARIED = 9008, Error, "nothing varied",
    "A sweep without `[[vary]]` is the plan itself.",
    "a file that has only `[sweep]`.",
    "Name a parameter and its values.";
SWEPT_VALUE_UNFIT = 9009, Warning, "value that the plan cannot have",
    "With this value and nothing else changed, the plan is refused; its scenarios become rows without a plan.",
    "`values = [1.2, 0.5]` for `travel.detour`: no route is shorter than the straight line.",
    "Correct the value, or leave it out.";
SWEEP_TOO_LARGE = 9010, Error, "too many scenarios",
    "A parameter takes at most 1,000,000 values, a sweep at most 1,000,000,000 scenarios.",
    "two grids of 100,000 steps each.",
    "Take fewer values, or draw at random.";
SWEPT_VALUE = 9011, Error, "impossible factor",
    "A factor `scale.…` is a number from 0 to 1,000, and `allow.…` is true or false; in a sweep file this comes with P9009, since the scenario has no plan.",
    "`scale.people` as `true`.",
    "Correct the value.";
PERIODS_SWEPT = 9012, Error, "sweep of a plan with periods",
    "A sweep, a frontier or a robust plan is of a plan of one year.",
    "`yike sweep data/changshou/periods.toml …`.",
    "Name a plan of one year: leave `periods` out, and what belongs to them.";
}

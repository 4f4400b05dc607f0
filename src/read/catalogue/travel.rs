use crate::domain::phrase;

super::code::codes! { TRAVEL: phrase("P5xxx: travel and units of measure", "P5xxx：出行与计量单位");
NO_UNIT = 5001, Error, "figure without a unit",
    "Money, lengths, times, speeds, shares and persons are text with a unit; a bare number is refused.",
    "`reach = { urban = \"15\" }`; `amount = 3_000_000`.",
    "Write the unit after the number.",
    "数值没有单位",
    "资金、长度、时间、速度、占比和人数须写成带单位的文本，不接受单独的数字。",
    "`reach = { urban = \"15\" }`；`amount = 3_000_000`",
    "请在数字后写上单位。";
UNKNOWN_UNIT_OF_MEASURE = 5002, Error, "unknown unit of measure",
    "The unit after the number is not one of this quantity.",
    "`\"3 miles\"`.",
    "Use one of the units listed in the message.",
    "未知的计量单位",
    "数字后的单位不是该量的单位。",
    "请使用消息中列出的单位。";
QUANTITY_UNREADABLE = 5003, Error, "no number to read",
    "The text does not start with a number.",
    "`\"three km\"`.",
    "Write a number, then the unit.",
    "读不出数字",
    "文本不以数字开头。",
    "请先写数字，再写单位。";
QUANTITY_OUT_OF_RANGE = 5004, Error, "figure out of range",
    "The figure is not possible: negative money, a share above 100 %, a speed of 0, more people than live on Earth, a weight above 1,000,000, a detour above 20, an amount of a location instance above 10¹⁵.",
    "`\"-3_000_000 yuan\"`.",
    "Correct the figure.",
    "数值超出范围",
    "该数值不可能：资金为负，占比超过 100 %，速度为 0，人数超过全球人口，权重超过 1,000,000，绕行系数超过 20，选址实例的量超过 10¹⁵。",
    "请更正数值。";
DETOUR_BELOW_ONE = 5005, Error, "detour below 1",
    "The detour is the travelled distance over the straight-line distance; no route is shorter than the straight line.",
    "`detour = 0.7`.",
    "Write a factor of 1 or more, usually 1.2 to 1.5.",
    "绕行系数小于 1",
    "绕行系数为实际路程与直线距离之比，任何路线都不短于直线。",
    "请填写不小于 1 的系数，一般为 1.2 至 1.5。";
SPEED_ABSURD = 5006, Warning, "speed above 120 km/h",
    "Nobody travels to care at this speed; m/s and km/h may be exchanged.",
    "`\"40 m/s\"` where 4 km/h is meant.",
    "Check the unit.",
    "速度超过 120 km/h",
    "没有人以这样的速度去接受养老服务；可能混淆了 m/s 与 km/h。",
    "本应为 4 km/h，却写 `\"40 m/s\"`",
    "请核对单位。";
UNLIKELY_FIGURE = 5007, Warning, "unlikely figure",
    "The figure is possible, but likely an error: a reach above 200 km or below 50 m, a detour above 3, a binding share below 1 %.",
    "`at_least = \"0.9 %\"` where 90 % is meant; `reach = \"15 s\"` where 15 min is.",
    "Check the figure and its unit; if it is intended, nothing needs doing.",
    "数值可疑",
    "该数值有可能，但多半有误：服务半径大于 200 千米或小于 50 米，绕行系数大于 3，约束性占比低于 1 %。",
    "本应为 90 %，却写 `at_least = \"0.9 %\"`；本应为 15 分钟，却写 `reach = \"15 s\"`",
    "请核对数值及其单位；如确为本意，无须处理。";
WAYS_OVER_ROADS = 5008, Warning, "ways of its own, over roads",
    "A unit's `detour`, `speed` and `no_way` correct the straight line. The plan travels over roads, where they count for nothing.",
    "`\"no_way\": true` on a village of a plan with `method = \"roads\"`.",
    "Leave them out, or correct the roads: `closed`, or the network itself.",
    "道路出行时不用自填的路程",
    "村（社区）的 `detour`、`speed` 和 `no_way` 用于修正直线距离；规划按道路出行，这些不起作用。",
    "`method = \"roads\"` 的规划中有村（社区）填了 `\"no_way\": true`",
    "请略去它们，或修正道路：用 `closed`，或修改路网本身。";
}

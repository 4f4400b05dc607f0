super::code::codes! { TRAVEL: "P5xxx: travel and units of measure";
NO_UNIT = 5001, Error, "figure without a unit",
    "Money, lengths, times, speeds, shares and persons are text with a unit; a bare number is refused.",
    "`reach = { urban = \"15\" }`; `amount = 3_000_000`.",
    "Write the unit after the number.";
UNKNOWN_UNIT_OF_MEASURE = 5002, Error, "unknown unit of measure",
    "The unit after the number is not one of this quantity.",
    "`\"3 miles\"`.",
    "Use one of the units listed in the message.";
QUANTITY_UNREADABLE = 5003, Error, "no number to read",
    "The text does not start with a number.",
    "`\"three km\"`.",
    "Write a number, then the unit.";
QUANTITY_OUT_OF_RANGE = 5004, Error, "figure out of range",
    "The figure is not possible: negative money, a share above 100 %, a speed of 0, more people than live on Earth, a weight above 1,000,000, a detour above 20, an amount of a location instance above 10¹⁵.",
    "`\"-3_000_000 yuan\"`.",
    "Correct the figure.";
DETOUR_BELOW_ONE = 5005, Error, "detour below 1",
    "The detour is the travelled distance over the straight-line distance; no route is shorter than the straight line.",
    "`detour = 0.7`.",
    "Write a factor of 1 or more, usually 1.2 to 1.5.";
SPEED_ABSURD = 5006, Warning, "speed above 120 km/h",
    "Nobody travels to care at this speed; m/s and km/h may be exchanged.",
    "`\"40 m/s\"` where 4 km/h is meant.",
    "Check the unit.";
UNLIKELY_FIGURE = 5007, Warning, "unlikely figure",
    "The figure is possible, but likely an error: a reach above 200 km or below 50 m, a detour above 3, a binding share below 1 %.",
    "`at_least = \"0.9 %\"` where 90 % is meant; `reach = \"15 s\"` where 15 min is.",
    "Check the figure and its unit; if it is intended, nothing needs doing.";
WAYS_OVER_ROADS = 5008, Warning, "ways of its own, over roads",
    "A unit's `detour`, `speed` and `no_way` correct the straight line. The plan travels over roads, where they count for nothing.",
    "`\"no_way\": true` on a village of a plan with `method = \"roads\"`.",
    "Leave them out, or correct the roads: `closed`, or the network itself.";
}

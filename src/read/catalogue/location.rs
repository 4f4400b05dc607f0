super::code::codes! { LOCATION: "P8xxx: instances of location problems";
FORMAT_UNCLEAR = 8001, Error, "format not clear",
    "What the file holds fits none of the formats of location instances, or more than one.",
    "a list of numbers that reads as `tsplib` and as `sjc`.",
    "Name the format, or give a file of one of them.";
NUMBER_UNREADABLE = 8002, Error, "not a number",
    "Something else stands where the format has a number, or a line does not begin as the format wants.",
    "`12,5` for 12.5; `12 km` in a column of metres.",
    "Write the number; check that the file is of the format.";
INSTANCE_CUT_OFF = 8003, Error, "file ends too early",
    "The file has less than it announces at its beginning.",
    "a pmed file of 200 edges that has 180.",
    "Get the file again, or correct the counts at its beginning.";
INSTANCE_GOES_ON = 8004, Error, "file goes on",
    "The file has more than it announces at its beginning.",
    "a pmed file of 200 edges that has 201.",
    "Correct the counts at its beginning, or check that it is of the format.";
NOTHING_TO_LOCATE = 8005, Error, "no demand or no sites",
    "The instance has no demand, or no site.",
    "`0 50` as the first line of a cap file.",
    "Give an instance with both.";
CAPACITY_MISSING = 8006, Error, "capacity missing",
    "The file has the word `capacity` where a number belongs, and the number is not given or not possible.",
    "capa, capb, capc of OR-Library, which are of several capacities each.",
    "Give the number with `--capacity`.";
OPTION_WITHOUT_USE = 8007, Error, "option without use",
    "An option has no effect on a file of this format, so something else was likely intended.",
    "`--capacity 5000` for cap41, which has its own capacities.",
    "Leave the option out.";
METRIC_REFUSED = 8008, Error, "distances of another kind",
    "The file states another kind of distance than its format has here.",
    "`EDGE_WEIGHT_TYPE : GEO` in a TSPLIB file.",
    "Give the distances as a travel matrix, or positions as layers.";
NODE_UNKNOWN = 8009, Error, "unknown node",
    "An edge ends at a node that the file does not have.",
    "the edge `3 101 7` where there are 100 nodes.",
    "Correct the edge, or the number of nodes.";
INSTANCE_TOO_LARGE = 8010, Error, "too many pairs",
    "All pairs of the instance would not fit into memory.",
    "a pmed file of 20,000 nodes.",
    "Give coordinates, or a travel matrix of the near pairs.";
COLUMN_MISSING = 8011, Error, "column missing",
    "A table or layer lacks a column or property that is needed or was named.",
    "a travel matrix with `origin` and `minutes`, but no column for sites.",
    "Add it, or name the right one.";
COLUMN_UNCLEAR = 8012, Error, "column not clear",
    "More than one column or property fits.",
    "a travel matrix with both `metres` and `minutes`.",
    "Name the one that is meant.";
UNIT_UNCLEAR = 8013, Error, "unit not clear",
    "Nothing says what the values of a travel matrix are measured in, or two things say differently.",
    "a column `distance`.",
    "Give the unit, or name the column for instance `metres` or `minutes`. On the command line, `--matrix-unit m`, `min` or `none` gives it.";
TABLE_MALFORMED = 8014, Error, "malformed table",
    "A row has another number of cells than the header, or the table cannot be read as CSV.",
    "a name with a comma in it that is not in quotation marks.",
    "Correct the row, or export the table again.";
PAIR_TWICE = 8015, Error, "pair given twice",
    "A travel matrix gives the same pair, row or column twice, so that it is not clear which one counts.",
    "two rows with the same demand point and site.",
    "Leave one of them.";
DEMAND_UNKNOWN = 8016, Error, "unknown demand point",
    "No demand point of the demand layer has this id.",
    "`U07` in the travel matrix where the layer has `U7`.",
    "Use the id of a demand point.";
POINT_UNREACHABLE = 8017, Warning, "place without pairs",
    "No pair of the travel matrix joins the demand point or site to any other place, so it is out of reach.",
    "a village on an island, to which the router found no way.",
    "Add its pairs, if it can be reached; otherwise nothing needs doing.";
WEIGHTS_ABSENT = 8018, Warning, "demand without weights",
    "No property of the demand layer is known to be the weight, so every demand point counts 1.",
    "a layer whose people are in `pop_2020`.",
    "Name the property, if there is one; otherwise nothing needs doing.";
VALUE_ABSURD = 8019, Warning, "implausible travel value",
    "A matrix has minutes beyond a week, or metres beyond half the earth: often a placeholder for pairs without a route.",
    "99999999 in a column `minutes`.",
    "Leave the cell empty, or the row out, where there is no route.";
POINT_FAR = 8020, Warning, "point far from all others",
    "A point lies at [0, 0], or far from where nearly all others of its layer lie.",
    "a row whose empty coordinates a program wrote as 0.",
    "Correct the position, or leave the row out if it is of another area.";
WEIGHTS_ZERO = 8021, Warning, "nobody at any demand point",
    "Every weight of the demand is 0. Demand without weight is ignored, so every placement is as good as any other.",
    "a column `people` that was never filled in.",
    "Name the property of the people, or fill it in.";
}

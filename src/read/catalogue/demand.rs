//! P2xxx: towns and demand.

super::code::codes! { DEMAND;
UNKNOWN_TOWN = 2001, Error, "unknown town",
    "No town of the towns layer has this id.",
    "Use the id of a town.";
RATE_NOT_A_SHARE = 2002, Error, "rate not between 0 and 1",
    "`ageing_rate` and `urban_share` are numbers from 0 to 1, not percent.",
    "Divide percent by 100: 0.254 for 25.4 %.";
GROUP_EXCEEDS_RESIDENTS = 2003, Error, "more people in a group than residents",
    "A group of people is larger than the village or community that it is part of.",
    "Correct the group or `persons`.";
GROUPS_OUT_OF_ORDER = 2004, Error, "older group larger than younger",
    "Those aged 65 and over are among those aged 60 and over, so they cannot be more; likewise for other ages.",
    "Correct the figures; the columns may be exchanged.";
UNIT_OUTSIDE_TOWN = 2005, Warning, "village or community outside its town",
    "The unit lies in another town's polygon than its `town` says, or just outside all towns.",
    "Correct `town` or the position, unless the border is inexact.";
UNIT_OUTSIDE_TOWNS = 2006, Error, "village or community outside all towns",
    "The unit lies in no town's polygon and more than a kilometre from its own.",
    "Correct the position.";
TOWNS_OVERLAP = 2007, Warning, "towns overlap",
    "Two towns share more than one percent of the smaller one's area.",
    "Correct the outlines.";
POPULATION_DIFFERS = 2008, Warning, "units do not add up to the town",
    "The residents of a town's villages and communities differ from the town's population by more than one percent.",
    "Check whether units are missing or the figures are of different years.";
AGEING_RATE_DIFFERS = 2009, Warning, "ageing rate does not fit the units",
    "The share of people aged 60 and over in a town's units differs from its ageing rate by more than a percentage point.",
    "Check whether the figures are of different years.";
NOBODY_TO_SERVE = 2010, Error, "nobody to serve",
    "The group that a tier serves has no people in any unit, so that coverage means nothing.",
    "Check the group's property in the demand layer.";
}

super::code::codes! { DEMAND: "P2xxx: towns and demand";
UNKNOWN_TOWN = 2001, Error, "unknown town",
    "No town of the towns layer has this id.",
    "`\"town\": \"T20\"` where the towns are `T01` to `T18`.",
    "Use the id of a town.";
RATE_NOT_A_SHARE = 2002, Error, "rate not between 0 and 1",
    "`ageing_rate` and `urban_share` are numbers from 0 to 1, not percent.",
    "`\"ageing_rate\": 25.4`; write 0.254.",
    "Divide percent by 100: 0.254 for 25.4 %.";
GROUP_EXCEEDS_RESIDENTS = 2003, Error, "more people in a group than residents",
    "A group of people is larger than the village or community that it is part of.",
    "`\"persons\": 800, \"aged_60\": 900`.",
    "Correct the group or `persons`.";
GROUPS_OUT_OF_ORDER = 2004, Error, "older group larger than younger",
    "Those aged 65 and over are among those aged 60 and over, so they cannot be more; likewise for other ages.",
    "`\"aged_60\": 90, \"aged_80\": 600`.",
    "Correct the figures; the columns may be exchanged.";
UNIT_OUTSIDE_TOWN = 2005, Warning, "village or community outside its town",
    "The unit lies in another town's polygon than its `town` says, or just outside all towns.",
    "`\"town\": \"T02\"` for a village inside `T03`; a village 400 m over the border.",
    "Correct `town` or the position, unless the border is inexact.";
UNIT_OUTSIDE_TOWNS = 2006, Error, "village or community outside all towns",
    "The unit lies in no town's polygon and more than a kilometre from its own.",
    "a village 4 km from its town, in no other.",
    "Correct the position.";
TOWNS_OVERLAP = 2007, Warning, "towns overlap",
    "Two towns share more than one percent of the smaller one's area.",
    "two outlines from different sources that share a tenth of their area.",
    "Correct the outlines.";
POPULATION_DIFFERS = 2008, Warning, "units do not add up to the town",
    "The residents of a town's villages and communities differ from the town's population by more than one percent.",
    "a town of 5,200 whose villages have 5,000.",
    "Check whether units are missing or the figures are of different years.";
AGEING_RATE_DIFFERS = 2009, Warning, "ageing rate does not fit the units",
    "The share of people aged 60 and over in a town's units differs from its ageing rate by more than a percentage point.",
    "`\"ageing_rate\": 0.27` where 1,500 of 5,000 in the units are 60 and over.",
    "Check whether the figures are of different years.";
NOBODY_TO_SERVE = 2010, Error, "nobody to serve",
    "The group that a tier serves has no people in any unit, so that coverage means nothing.",
    "a tier that serves `80+` with `aged_80` 0 everywhere.",
    "Check the group's property in the demand layer.";
}

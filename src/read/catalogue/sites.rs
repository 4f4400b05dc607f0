super::code::codes! { SITES: "P3xxx: sites and works";
UNKNOWN_UNIT = 3001, Error, "unknown village or community",
    "No feature of the demand layer has this id.",
    "`\"unit\": \"U33\"`.",
    "Use the id of a unit, or leave the property out.";
UNKNOWN_SIZE = 3002, Error, "unknown size",
    "The tier has no size of this id.",
    "`\"tier\": \"centre\", \"size\": \"large\"` where the centre has only `standard`.",
    "Use one of the tier's sizes, or add it to the plan.";
UNKNOWN_SITE = 3003, Error, "unknown site",
    "No site of the plan or instance has this id.",
    "`\"into\": \"S33\"`; a layout with a site that the plan does not have.",
    "Use the id of a site.";
SITE_OUTSIDE_TOWN = 3004, Warning, "site outside its town",
    "The site lies in another town's polygon than its `town` says, or just outside all towns.",
    "`\"town\": \"T02\"` for a site inside `T01`.",
    "Correct `town` or the position, unless the border is inexact.";
SITE_OUTSIDE_TOWNS = 3005, Error, "site outside all towns",
    "The site lies in no town's polygon and more than a kilometre from its own.",
    "a site 4 km from its town, in no other.",
    "Correct the position.";
SITES_AT_ONE_PLACE = 3006, Warning, "sites at one place",
    "Several sites have exactly the same position, and none of them calls it modelled.",
    "an existing home and a candidate at one position.",
    "Check whether a site was entered twice.";
MORE_NURSING_BEDS = 3007, Error, "more nursing beds than beds",
    "Nursing beds are among the beds, so they cannot be more.",
    "`\"beds\": 80, \"nursing_beds\": 200`.",
    "Correct the figures.";
ABSENT_WITH_FIGURES = 3008, Error, "absent facility with figures",
    "The site does not stand today, but it has a tier, a size, beds or other figures of today.",
    "`\"standing\": false, \"tier\": \"station\", \"beds\": 12`.",
    "Write `standing` true, or move the figures into the site's works.";
WORK_DOES_NOT_FIT = 3009, Error, "work does not fit the site",
    "Only what does not stand is built; only what stands is upgraded, merged or closed.",
    "`{\"work\": \"build\"}` at a site with `standing` true; a `close` with `beds`.",
    "Correct the kind of work or `standing`.";
MERGE_TARGET = 3010, Error, "merge without a site to take over",
    "A merge names in `into` the other site that takes over; other works have no `into`.",
    "`{\"work\": \"merge\"}` without `into`; a site merged into itself.",
    "Name another site in `into`.";
MERGE_INTO_GONE = 3011, Error, "merge into a site that cannot stand",
    "The site that takes over can never stand at the end: it must itself be removed, or nothing can be built there.",
    "A merges into B, and B can only close.",
    "Merge into the site that stands at the end of the chain.";
REQUIRED_AND_FORBIDDEN = 3012, Error, "required and forbidden",
    "The site must stand at the end and must not.",
    "`\"required\": true, \"forbidden\": true`.",
    "Keep one of the two.";
NO_CHOICE_LEFT = 3013, Error, "no choice left",
    "The site's own rules exclude every work and staying as it is.",
    "`\"may_stay\": false, \"works\": []`.",
    "Allow a work, or let it stay.";
TIER_NOT_ELIGIBLE = 3014, Error, "work leads to a tier that the site may not serve",
    "The tier that the work leads to is not among the site's `tiers`.",
    "`\"tiers\": [\"point\"], \"works\": [{\"work\": \"upgrade\", \"tier\": \"station\"}]`.",
    "Add the tier to `tiers`, or change the work.";
WORK_WITHOUT_COST = 3015, Error, "work without a cost",
    "Neither the work nor the size that it leads to says what it costs.",
    "`{\"work\": \"close\"}` without `cost`; an upgrade to a size without `upgrade`.",
    "Give the work a `cost`, or the size its `build` or `upgrade`.";
FUNDING_SUM = 3016, Error, "funding does not add up to the cost",
    "The sources of a work's funding together pay more or less than it costs.",
    "`\"cost\": \"500_000 yuan\", \"funding\": {\"lottery\": \"400_000 yuan\"}`.",
    "Correct the amounts.";
NOTHING_TO_BUILD = 3017, Error, "nothing to build",
    "The site does not stand and has no works of its own, and one of its tiers has no size with the cost to build it.",
    "a candidate for a tier whose sizes have no `build`.",
    "Give the site `works`, or the tier a size with `build`.";
JSON_TEXT_MALFORMED = 3018, Error, "text that should hold JSON",
    "A list or an object may be written as text, but then the text must be JSON.",
    "`\"works\": \"[{\\\"work\\\": \\\"build\\\" \\\"tier\\\": \\\"centre\\\"}]\"`, a comma is missing.",
    "Correct the text.";
UNIT_OF_OTHER_TOWN = 3019, Error, "unit of another town",
    "The site's `unit` belongs to another town than the site.",
    "`\"town\": \"T02\", \"unit\": \"U5\"` where `U5` is in `T03`.",
    "Correct `town` or `unit`.";
MORE_RESIDENTS_THAN_BEDS = 3020, Error, "more residents than beds",
    "More people live in the institution today than it has beds of their class.",
    "`residents` 80 where `beds` is 64.",
    "Correct the residents or the beds.";
RESIDENTS_OF_NO_SERVICE = 3021, Warning, "residents of no service",
    "People live in an institution that may go, but no tier that it serves has `places` of their beds: nothing sees to it that they get another.",
    "`residents` 40 where no `[[tier]]` has `places = \"beds\"`.",
    "Add a service with `places` and let the institution's tier serve it, or leave the residents out.";
TOWNS_WITHOUT_EFFECT = 3022, Warning, "towns named without effect",
    "`serves_towns` counts at services of named towns alone; the tiers of this site serve people by a reach, or from anywhere.",
    "`\"serves_towns\": \"T01, T02\"` at a home whose service has `reach = \"anywhere\"`.",
    "Write `reach = \"named towns\"` in the service's tier, or leave `serves_towns` out.";
}

super::code::codes! { PLAN: "P4xxx: tiers, targets, money and the objective";
UNKNOWN_TIER = 4001, Error, "unknown tier",
    "No `[[tier]]` of the plan has this id.",
    "`serves = [\"stations\"]` where the tier is `station`.",
    "Use the id of a tier.";
UNKNOWN_SOURCE = 4002, Error, "unknown source of money",
    "No `[[funding]]` of the plan has this id.",
    "`\"funding\": {\"lotery\": \"10_000 yuan\"}`.",
    "Use the id of a source.";
UNKNOWN_GROUP = 4003, Error, "unknown group of people",
    "`[demand] groups` does not name this group.",
    "`served = \"65+\"` where the groups are `60+` and `80+`.",
    "Use one of the groups.";
TIER_CYCLE = 4004, Error, "tiers serve or lead each other in a circle",
    "A tier serves or leads itself, directly or through others. Only lower tiers are served and led.",
    "`centre` serves `station`, and `station` serves `centre`.",
    "Remove one of the links.";
COVERAGE_WITHOUT_REACH = 4005, Error, "coverage of a tier without reach",
    "Coverage is asked for a tier that has no reach where it is asked for, or no tier has a reach at all.",
    "`measure = \"coverage\"`, `tiers = [\"institution\"]` where the institution only has beds.",
    "Give the tier a `reach`, or leave it out of the target.";
TARGET_LIMIT = 4006, Error, "not one limit",
    "A target has either `at_least` or `at_most`; one that does not depend on the layout has neither.",
    "a target with both `at_least` and `at_most`, or with neither.",
    "Keep exactly one.";
LIMIT_FORM = 4007, Error, "limit in the wrong form",
    "Shares are limited by text in percent, counts and beds by plain numbers, money by text with its unit.",
    "`measure = \"coverage\"`, `at_least = 0.6`; write \"60 %\".",
    "Write the limit in the measure's form.";
LIMIT_IMPOSSIBLE = 4008, Error, "limit that nothing can meet",
    "A share lies between 0 % and 100 %.",
    "`at_least = \"160 %\"`.",
    "Correct the limit.";
MEASURE_NEEDS = 4009, Error, "measure lacks something",
    "The measure needs a key or a layer that is not given.",
    "`measure = \"coverage\"` without `tiers`; `near_medical` without a medical layer.",
    "Add what the message names.";
MEASURE_DOES_NOT_TAKE = 4010, Error, "measure has no such key",
    "The key belongs to other measures and would be without effect here.",
    "`measure = \"cost\"`, `operators = [\"public\"]`.",
    "Remove it, or use another measure.";
SCOPE_DOES_NOT_FIT = 4011, Error, "scope of nothing",
    "`scope` asks for each area of a plan that has none.",
    "`scope = \"each area\"` without `[[area]]`.",
    "Name the areas, or use another scope.";
COMMITMENTS_EXCEED = 4012, Error, "more committed than there is",
    "The commitments take more from a source than it has.",
    "commitments of 200 万元 from a source with 150 万元.",
    "Correct the source's amount or the commitments.";
OBJECTIVE_EMPTY = 4013, Error, "no objective",
    "`order` names no stage, so that nothing is optimised.",
    "`order = []`.",
    "Name at least one stage.";
STAGE_TWICE = 4014, Error, "stage named twice",
    "Each stage of the objective comes once.",
    "`order = [\"coverage\", \"money\", \"coverage\"]`.",
    "Remove one.";
PERIOD_NOT_A_YEAR = 4015, Error, "period not a year",
    "`period` is the year that the plan is for, from 1900 to 2200.",
    "`period = 14`.",
    "Write the year.";
WORD_OF_NO_SITE = 4016, Warning, "word that no site has",
    "A source pays for, or a target counts, a kind or an operator that no site, size or work has.",
    "`pays_for = { kinds = [\"instituton\"] }`.",
    "Check the spelling.";
LIMITED_WITHOUT_COVERAGE = 4017, Error, "limited places without coverage in the objective",
    "Places of a tier are limited, so who gets one is part of the answer. Unless the objective has the stage coverage, before travel, with a weight above 0 for the tier and its group, serving nobody would minimise travel.",
    "`order = [\"money\", \"travel\"]` where stations have a `capacity`.",
    "Put `coverage` before `travel`, give the weights, or leave the capacities out.";
RULE_WITHOUT_SITES = 4018, Error, "rule on no site",
    "No site of the plan is among the rule's `sites`, or has all that its `where` names.",
    "`where = { kinds = [\"service-centre\"], standing = false }` where all of them stand.",
    "Correct the ids, the names or the filter, or remove the rule.";
RULE_UNCLEAR = 4019, Error, "rule that says nothing or too much",
    "A rule says of which sites (`sites` or `where`) and what must be (`must`, or a `work` that they have).",
    "a rule with `sites` and without `must`.",
    "Write what is missing.";
UNKNOWN_AREA = 4020, Error, "unknown area",
    "No `[[area]]` of the plan has this id.",
    "`scope = \"area:south\"` where the area is `southern`.",
    "Use the id of an area.";
UNKNOWN_RULE = 4021, Error, "nothing to lift",
    "`--lift` names neither a rule, a target, a tier that leads, nor a site's own rules.",
    "`--lift row-22` where the rule is `row-2`.",
    "Use the id of a rule or a target, `published`, `leads:TIER`, `site:ID`, `required`, `forbidden` or `may_stay`.";
PERIODS_OUT_OF_ORDER = 4041, Error, "periods out of order",
    "The years in `periods` ascend, each is given once, and `start` is before all of them.",
    "`periods = [2025, 2023]`.",
    "Write each year once, the earlier ones first.";
UNKNOWN_PERIOD = 4042, Error, "unknown period",
    "The plan's own year, a period's table, a target, a source or a commitment names a year that is not among the plan's `periods`.",
    "`by = 2024` where `periods = [2023, 2025]`.",
    "Use one of the years in `[plan] periods`.";
PERIOD_SAID_TWICE = 4043, Error, "stated in two ways",
    "Two keys state the same: `amount` and `periods` of a source, `period` and `by` of a target, `scale` and `demand` of a period.",
    "`amount = \"5_000_000 yuan\"` beside `periods = { 2023 = \"2_000_000 yuan\" }`.",
    "Keep one of them.";
BUILD_TIME_WITHOUT_START = 4044, Error, "building time without a start",
    "Works take time, and the plan has periods, but nothing says when the first of them begins.",
    "`build_time = \"2 years\"` where `[plan]` has `periods` and no `start`.",
    "Write `start` in `[plan]`: the year after which works can begin.";
PERIOD_UNITS_DIFFER = 4045, Error, "different units in a period",
    "The demand layer of a period does not have exactly the units of the plan's demand layer.",
    "`[[period]]` with a `demand` layer that lacks a village.",
    "Give each period's layer the same ids.";
SPENDING_IMPOSSIBLE = 4048, Error, "spending that cannot be spread so",
    "`[spending]` is for plans with periods. The periods' shares can add up to all that is spent only if the greatest share times the number of periods is 100 % or more, and the least one times that number 100 % or less.",
    "`most_in_period = \"30 %\"` in a plan of three periods.",
    "Raise the greatest share, or lower the least.";
SHARES_IN_PERIODS = 4049, Error, "several shares of sources in a plan with periods",
    "Of a plan with periods one target may be of `funding_share`.",
    "two targets of `funding_share` where `[plan]` has `periods`.",
    "Keep one, or use a plan without periods.";
SITE_NAMED_TWICE = 4050, Warning, "site named twice in a rule",
    "A rule's `sites` name a site twice, by its id, its name or both. It counts once.",
    "`sites = [\"home-1\", \"home-1\"]`.",
    "Remove one, or write the site that is meant instead.";
LIFTED_NOTHING = 4051, Warning, "lifted where nothing holds",
    "`--lift` names a rule that sites can state, but in this plan no site states it, or not the one that is named.",
    "`--lift required` where no site and no work is `required`.",
    "Leave it out, or name what is to be lifted.";
RESERVED_ID = 4052, Error, "id that means something else",
    "A target or rule has an id that `--lift` takes for something else: `published`, `required`, `forbidden`, `may_stay`, or one that begins with `site:` or `leads:`.",
    "`[[rule]]` with `id = \"required\"`.",
    "Give it another id.";
FACILITY_IN_NO_VILLAGE = 4053, Warning, "facilities in no village or community",
    "A target counts villages or communities that have a facility, and sites that are one of its tiers today or after a work name no `unit`. They count for no village, wherever they stand.",
    "`measure = \"with_facility\"`, `of = \"villages\"`, `tiers = [\"station\"]` where a station has no `unit`.",
    "Fill in the `unit` of sites that stand in one, or measure `coverage`, which goes by position.";
MEASURE_OF_NOTHING_STATED = 4054, Warning, "measure of what nothing states",
    "A target limits floor areas or running costs, or the use of beds, and no site or size states any, or no site its residents: the measure counts 0, and its value today is not known.",
    "`measure = \"running_cost\"` where no site and no size has a `running_cost`.",
    "Fill the property in, or leave the target out.";
KOLM_POLLAK_IN_PERIODS = 4061, Error, "Kolm-Pollak equivalent in a plan with periods",
    "The Kolm-Pollak equivalent is of one distribution of ways, and no sum over periods. It can be an aim of a plan of one year.",
    "`order = [\"coverage\", \"kolm-pollak\"]` where `[plan]` has `periods`.",
    "Aim at `worst-decile` or `travel`, or leave `periods` out.";
WORST_DECILE_OF_LIMITED = 4062, Error, "worst-off tenth where places are limited",
    "Where places are limited, people of one village may have several ways, and whose are the longest tenth is no linear aim.",
    "`order = [\"coverage\", \"worst-decile\"]` where stations have a `capacity`.",
    "Aim at `kolm-pollak`, or leave the capacities out.";
}

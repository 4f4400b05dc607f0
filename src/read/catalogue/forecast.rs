super::code::codes! { FORECAST: "P21xx: censuses and forecasts";
CENSUS_COLUMNS = 2101, Error, "no census table",
    "The table has no columns that count people by sex and age.",
    "a table of households with no ages.",
    "Give columns `area`, `age`, `male` and `female`, or an area's code and a column for each sex and age.";
CENSUS_SEX_MISSING = 2102, Error, "a sex missing",
    "An age group is counted only for men or only for women.",
    "columns `男_0岁`, `男_1到4岁`, … and none of women.",
    "Give both sexes for every age group.";
CENSUS_AGES = 2103, Error, "not five-year age groups",
    "The ages of an area do not make up the groups 0-4, 5-9 and so on with an open last one: some are missing, counted twice, wider than five years, or none is open.",
    "groups `0-14`, `15-64` and `65+`.",
    "Give five-year groups without gaps (or 0 and 1-4, or single years), the last one open, from 60+ on.";
CENSUS_AGES_DIFFER = 2104, Warning, "last age groups differ",
    "The open last group begins later in one census than in another. The older groups are joined.",
    "`85+` in 2010 and `100+` in 2020.",
    "Nothing, if that is sufficient; otherwise give both censuses the same age groups.";
CENSUS_SUMS = 2105, Warning, "ages do not add up",
    "A total that the census table states is not the sum of its ages. The ages are used.",
    "`合计` 692,960 where men and women of all ages are 692,950.",
    "Correct the one that is wrong.";
CENSUS_AREA_UNMATCHED = 2106, Warning, "areas in one census only",
    "Areas that are not in every census are left out.",
    "`500115019`, a street that was split off after 2010.",
    "If they were renamed or split, give both censuses the same areas.";
CENSUS_NO_AREA = 2107, Error, "no area in all censuses",
    "No area's code is in every census.",
    "codes in one census, names in the other.",
    "Give the areas the same codes in all of them.";
CENSUS_YEARS = 2108, Error, "censuses out of order or too few",
    "Censuses come with the earliest first; cohort-change ratios need two that are 5 or 10 years apart.",
    "`--census 2020=b.csv --census 2010=a.csv`.",
    "Correct the years of the censuses, or choose another method.";
FORECAST_YEARS = 2109, Error, "years out of order",
    "The years of a forecast are named once each, in order.",
    "`--years 2035,2025`.",
    "Put them in order.";
FORECAST_YEAR_RANGE = 2110, Error, "year out of range",
    "A year lies before the last census or more than a hundred years after it.",
    "`--years 2015` with censuses of 2010 and 2020.",
    "Name years after the last census.";
GROUP_UNKNOWN = 2111, Error, "unknown group of people",
    "A group is all residents (`persons`) or those of an age and over (`aged_60`), an age that the censuses have.",
    "`aged_62`, or `aged_90` where the last group is 85+.",
    "Name a group that can be forecast.";
FORECAST_FIGURE = 2112, Error, "figure of another source refused",
    "A published figure, a control or a rate is below 0, cannot be read, or is of an area or year that is not forecast.",
    "`--control \"aged_60 2025=-5\"`.",
    "Correct it; its form is `AREA GROUP YEAR=PERSONS`.";
FORECAST_CONTRADICTS = 2113, Error, "older group larger than younger",
    "Figures of a forecast have more people in a group than in one that includes it.",
    "65+ controlled to 210,000 and 60+ to 207,000.",
    "Correct the figures; they may be exchanged.";
FORECAST_SUMS = 2114, Error, "forecasts do not add up",
    "The figures of areas do not add up to that of the area that they lie in.",
    "60+ of a district 207,000, of its towns 190,000 together.",
    "Correct the figures, add the parts that are missing, or leave the whole out.";
FORECAST_INCOMPLETE = 2115, Error, "figures missing",
    "A given table lacks rows of an area, year, variant or group that is asked for.",
    "a table of 2025 alone with `--years 2025,2035`.",
    "Add the rows, or ask for fewer.";
UNIT_WITHOUT_AREA = 2116, Error, "village or community in no area",
    "The town of a unit lies in no area of the forecast, so no people can be assigned to it.",
    "town `T07` where the censuses have `500115`.",
    "Give the town the code of an area, or one that begins with it (six digits and more).";
CENSUS_DEMAND_DIFFER = 2117, Warning, "demand differs from the census",
    "The people of the demand layer differ from the last census by more than one percent. The forecast starts from the census and uses the layer for where people live.",
    "a layer of Changshou with a census of Qianjiang.",
    "Check whether they are of the same area and year.";
FORECAST_GROUP_ABSENT = 2118, Warning, "group not in the demand layer",
    "No feature has the property of a group. Its people are distributed like those of the ages around it.",
    "no `aged_70` with `--group aged_70`.",
    "Nothing, if that is sufficient; otherwise add the property.";
CENSUS_ODD = 2119, Warning, "implausible count",
    "An age group of a census has more than twenty times as many people of a sex as any other group.",
    "2147483648, which programs write for a number that they cannot hold.",
    "Compare the cell with the published table.";
}

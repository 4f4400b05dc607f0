//! P21xx: censuses and forecasts.

super::code::codes! { FORECAST;
CENSUS_COLUMNS = 2101, Error, "no census table",
    "The table has no columns that count people by sex and age.",
    "Give columns `area`, `age`, `male` and `female`, or an area's code and a column for each sex and age.";
CENSUS_SEX_MISSING = 2102, Error, "a sex missing",
    "An age group is counted only for men or only for women.",
    "Give both sexes for every age group.";
CENSUS_AGES = 2103, Error, "not five-year age groups",
    "The ages of an area do not make up the groups 0-4, 5-9 and so on with an open last one: some are missing, counted twice, wider than five years, or none is open.",
    "Give five-year groups without gaps (or 0 and 1-4, or single years), the last one open, from 60+ on.";
CENSUS_AGES_DIFFER = 2104, Warning, "last age groups differ",
    "The open last group begins later in one census than in another. The older groups are joined.",
    "Nothing, if that is sufficient; otherwise give both censuses the same age groups.";
CENSUS_SUMS = 2105, Warning, "ages do not add up",
    "A total that the census table states is not the sum of its ages. The ages are used.",
    "Correct the one that is wrong.";
CENSUS_AREA_UNMATCHED = 2106, Warning, "areas in one census only",
    "Areas that are not in every census are left out.",
    "If they were renamed or split, give both censuses the same areas.";
CENSUS_NO_AREA = 2107, Error, "no area in all censuses",
    "No area's code is in every census.",
    "Give the areas the same codes in all of them.";
CENSUS_YEARS = 2108, Error, "censuses out of order or too few",
    "Censuses come with the earliest first; cohort-change ratios need two that are 5 or 10 years apart.",
    "Correct the years of the censuses, or choose another method.";
FORECAST_YEARS = 2109, Error, "years out of order",
    "The years of a forecast are named once each, in order.",
    "Put them in order.";
FORECAST_YEAR_RANGE = 2110, Error, "year out of range",
    "A year lies before the last census or more than a hundred years after it.",
    "Name years after the last census.";
GROUP_UNKNOWN = 2111, Error, "unknown group of people",
    "A group is all residents (`persons`) or those of an age and over (`aged_60`), an age that the censuses have.",
    "Name a group that can be forecast.";
FORECAST_FIGURE = 2112, Error, "figure of another source refused",
    "A published figure, a control or a rate is below 0, cannot be read, or is of an area or year that is not forecast.",
    "Correct it; its form is `AREA GROUP YEAR=PERSONS`.";
FORECAST_CONTRADICTS = 2113, Error, "older group larger than younger",
    "Figures of a forecast have more people in a group than in one that includes it.",
    "Correct the figures; they may be exchanged.";
FORECAST_SUMS = 2114, Error, "forecasts do not add up",
    "The figures of areas do not add up to that of the area that they lie in.",
    "Correct the figures, add the parts that are missing, or leave the whole out.";
FORECAST_INCOMPLETE = 2115, Error, "figures missing",
    "A given table lacks rows of an area, year, variant or group that is asked for.",
    "Add the rows, or ask for fewer.";
UNIT_WITHOUT_AREA = 2116, Error, "village or community in no area",
    "The town of a unit lies in no area of the forecast, so no people can be assigned to it.",
    "Give the town the code of an area, or one that begins with it (six digits and more).";
CENSUS_DEMAND_DIFFER = 2117, Warning, "demand differs from the census",
    "The people of the demand layer differ from the last census by more than one percent. The forecast starts from the census and uses the layer for where people live.",
    "Check whether they are of the same area and year.";
FORECAST_GROUP_ABSENT = 2118, Warning, "group not in the demand layer",
    "No feature has the property of a group. Its people are distributed like those of the ages around it.",
    "Nothing, if that is sufficient; otherwise add the property.";
}

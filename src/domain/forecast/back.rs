//! Back-tests: what a method forecasts for a census that is known.

use super::ages::AgeTable;
use super::cohort::CohortChange;
use super::group::PeopleGroup;
use super::method::Census;

/// A group in a back-test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BackTest {
    /// The group.
    pub group: PeopleGroup,
    /// Counted by the first census.
    pub before: f64,
    /// Counted by the second.
    pub counted: f64,
    /// The first census projected by the ratios between both, which must give the second again. It shows that ratios
    /// are applied as they were measured, not that they will hold.
    pub again: f64,
    /// The same projection in two steps of five years, which tests the split of ten-year ratios in halves.
    pub by_halves: Option<f64>,
}

/// Projects the first census to the second, `years` later; empty where there are no ratios between them. Two censuses
/// cannot show whether ratios last: that takes a third.
pub fn back_test(
    before: &AgeTable,
    after: &AgeTable,
    years: u32,
    groups: &[PeopleGroup],
) -> Vec<BackTest> {
    let Some(change) = CohortChange::between(before, after, years) else {
        return Vec::new();
    };
    let again = change.people(before, years, &super::Deviation::none());
    let halves = change.by_halves(before);
    groups
        .iter()
        .map(|group| BackTest {
            group: *group,
            before: before.from_age(group.age()),
            counted: after.from_age(group.age()),
            again: again.from_age(group.age()),
            by_halves: halves.as_ref().map(|people| people.from_age(group.age())),
        })
        .collect()
}

/// The last census, by group, as the ratios of the two before it forecast it: a test of whether ratios last. None
/// without three censuses, the earlier two 5 or 10 years apart.
pub fn back_test_ahead(counted: &[Census], groups: &[PeopleGroup]) -> Option<Vec<f64>> {
    let [.., first, second, last] = counted else {
        return None;
    };
    let years = |from: &Census, to: &Census| u32::try_from(to.year.checked_sub(from.year)?).ok();
    let change = CohortChange::between(&first.ages, &second.ages, years(first, second)?)?;
    let said = change.people(&second.ages, years(second, last)?, &super::Deviation::none());
    let people = groups.iter().map(|group| said.from_age(group.age()));
    Some(people.collect())
}

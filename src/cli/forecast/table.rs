//! A forecast on the terminal.

use super::super::page::{Page, left, right, row};
use yike::domain::forecast::{PeopleGroup, Row, Variant};
use yike::write::forecast::ForecastReport;
use yike::write::people::{count, decimals, part, whole};

/// So many areas are shown, the others are in the files.
const SHOWN: usize = 20;
/// Shares of draws that are below what is shown.
const POINTS: [f64; 3] = [0.1, 0.5, 0.9];

pub(super) fn forecast(report: &ForecastReport<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    let censuses: Vec<String> = report.censuses.iter().map(ToString::to_string).collect();
    let from = match censuses.is_empty() {
        true => String::new(),
        false => format!(", censuses of {}", censuses.join(" and ")),
    };
    page.line(&format!(
        "People forecast by {}{from}; all figures are modelled",
        report.method.words()
    ));
    let areas = report.request.areas.len();
    for area in 0..areas.min(SHOWN) {
        let outlook = &report.request.areas[area];
        page.heading(&match outlook.name == outlook.id {
            true => outlook.id.clone(),
            false => format!("{} ({})", outlook.name, outlook.id),
        });
        figures(report, area, &mut page);
        drawn(report, area, &mut page);
        back_test(report, area, &mut page);
    }
    if areas > SHOWN {
        page.line("");
        page.line(&format!(
            "and {} more areas (see forecast.csv)",
            count(areas - SHOWN)
        ));
    }
    page.text
}

fn rows<'a>(
    report: &'a ForecastReport<'_>,
    area: usize,
    year: i32,
    group: PeopleGroup,
) -> impl Iterator<Item = &'a Row> {
    let of = move |row: &&Row| (row.area, row.year, row.group) == (area, year, group);
    report.outlook.rows.iter().filter(of)
}

/// Low, medium and high, the method's own medium figure and the published one beside.
fn figures(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let request = report.request;
    if request.variants.is_empty() {
        return;
    }
    let heads = [
        "Year",
        "Group",
        ">Low",
        ">Medium",
        ">High",
        ">Of all",
        ">Own",
        ">Published",
        ">Own is",
    ];
    let mut table = page.table(&heads, &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let mut brought = false;
    for &year in &request.years {
        for &group in &request.groups {
            let find = |variant| rows(report, area, year, group).find(|row| row.variant == variant);
            let shown = |variant| find(variant).map_or_else(|| "–".into(), |row| whole(row.people));
            let medium = find(Variant::Medium);
            let all = rows(report, area, year, PeopleGroup::Residents)
                .find(|row| row.variant == Variant::Medium);
            let own = medium.map(|row| row.own);
            let published = medium.and_then(|row| row.published);
            let differs = own.zip(published).filter(|(_, published)| *published > 0.0);
            let controlled = medium.is_some_and(|row| row.controlled);
            brought |= controlled;
            let mark = if controlled { "*" } else { "" };
            let share = medium.zip(all).filter(|_| group != PeopleGroup::Residents);
            table.add_row(row([
                left(&year.to_string()),
                left(&group.to_string()),
                right(&shown(Variant::Low)),
                right(&(shown(Variant::Medium) + mark)),
                right(&shown(Variant::High)),
                right(&share.map_or_else(String::new, |(row, all)| part(row.people, all.people))),
                right(&own.map_or_else(|| "–".into(), whole)),
                right(&published.map_or_else(|| "–".into(), whole)),
                right(&differs.map_or_else(String::new, |(own, published)| {
                    signed(own / published - 1.0)
                })),
            ]));
        }
    }
    page.put(&table);
    if brought {
        page.line(
            "* controlled to the published figure, as asked; low and high keep their ratio to it",
        );
    }
}

/// A difference as a share, with its sign.
fn signed(share: f64) -> String {
    let sign = if share > 0.0 { "+" } else { "" };
    format!("{sign}{} %", decimals(share * 100.0, 1))
}

fn drawn(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let request = report.request;
    if request.draws == 0 {
        return;
    }
    page.line("");
    page.line(&format!(
        "{} futures drawn with seed {}: so many people or fewer in 10, 50 and 90 % of them",
        count(request.draws as usize),
        request.seed
    ));
    let mut table = page.table(
        &["Year", "Group", ">10 %", ">50 %", ">90 %"],
        &[0, 1, 2, 3, 4],
    );
    for &year in &request.years {
        for &group in &request.groups {
            let is_drawn = |row: &&Row| matches!(row.variant, Variant::Draw(_));
            let rows = rows(report, area, year, group).filter(is_drawn);
            let mut people: Vec<f64> = rows.map(|row| row.people).collect();
            people.sort_by(f64::total_cmp);
            let point = |share: f64| {
                let rank = (share * people.len() as f64).ceil() as usize;
                right(&whole(people[rank.clamp(1, people.len()) - 1]))
            };
            let [low, middle, high] = POINTS.map(point);
            table.add_row(row([
                left(&year.to_string()),
                left(&group.to_string()),
                low,
                middle,
                high,
            ]));
        }
    }
    page.put(&table);
}

fn back_test(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let Some(test) = report.back_tests.iter().find(|test| test.area == area) else {
        return;
    };
    let (from, to) = test.years;
    page.line("");
    page.line(&format!("Back-test: {from} carried on to {to} by their own ratios, at once and by two halves of five years"));
    let (counted, last) = (format!(">{from}"), format!(">{to}"));
    let heads = [
        "Group",
        &counted,
        &last,
        ">At once",
        ">By halves",
        ">Halves are",
        ">Two before",
    ];
    let mut table = page.table(&heads, &[0, 1, 2, 3, 4, 5, 6]);
    for (position, group) in test.groups.iter().enumerate() {
        let ahead = test.ahead.as_ref().map(|ahead| ahead[position]);
        let differs = group.by_halves.filter(|_| group.counted > 0.0);
        table.add_row(row([
            left(&group.group.to_string()),
            right(&whole(group.before)),
            right(&whole(group.counted)),
            right(&whole(group.again)),
            right(&group.by_halves.map_or_else(|| "–".into(), whole)),
            right(&differs.map_or_else(String::new, |people| signed(people / group.counted - 1.0))),
            right(&ahead.map_or_else(|| "–".into(), whole)),
        ]));
    }
    page.put(&table);
    if test.ahead.is_none() {
        page.line(&format!(
            "\"At once\" is {to} by the making of ratios. Whether they last, two censuses cannot show: a third would."
        ));
    } else {
        page.line(&format!(
            "\"Two before\": {to} by the ratios of the two censuses before it."
        ));
    }
}

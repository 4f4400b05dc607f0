//! A forecast on the terminal.

use super::super::page::{Page, Paper};
use crate::domain::forecast::{PeopleGroup, Row, Variant};
use crate::run::TextTable;
use crate::run::forecast::ForecastReport;
use crate::run::numbers::{count, decimals, or_dash, part, whole};

/// So many areas are shown, the others are in the files.
const SHOWN: usize = 20;
/// Shares of draws that are below what is shown.
const POINTS: [f64; 3] = [0.1, 0.5, 0.9];

pub(super) fn forecast(report: &ForecastReport<'_>, paper: Paper) -> String {
    let mut page = Page::new(paper.width);
    let censuses: Vec<String> = report.censuses.iter().map(ToString::to_string).collect();
    let from = match censuses.is_empty() {
        true => String::new(),
        false => format!(", censuses of {}", censuses.join(" and ")),
    };
    page.line(&format!(
        "People forecast by {}{from}; all figures are modelled",
        report.method.words().english
    ));
    let areas = report.request.areas.len();
    for area in 0..areas.min(SHOWN) {
        let outlook = &report.request.areas[area];
        page.heading(&match outlook.name == outlook.id {
            true => outlook.id.clone(),
            false => format!("{} ({})", outlook.name, outlook.id),
        });
        figures(report, area, &mut page);
        published(report, area, &mut page);
        drawn(report, area, &mut page);
        back_test(report, area, &mut page);
    }
    if areas > SHOWN {
        page.line("");
        page.line(&format!("and {} more areas (see forecast.csv)", count(areas - SHOWN)));
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

/// Low, medium and high.
fn figures(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let request = report.request;
    if request.variants.is_empty() {
        return;
    }
    let heads = ["Year", "Group", ">Low", ">Medium", ">High", ">Of all"];
    let mut table = TextTable::new(heads);
    let mut brought = false;
    for &year in &request.years {
        for &group in &request.groups {
            let find = |group, variant| {
                let mut rows = rows(report, area, year, group);
                rows.find(|row| row.variant == variant)
            };
            let shown = |variant| or_dash(find(group, variant), |row| whole(row.people));
            let medium = find(group, Variant::Medium);
            let all = find(PeopleGroup::Residents, Variant::Medium);
            let controlled = medium.is_some_and(|row| row.controlled);
            brought |= controlled;
            let mark = if controlled { "*" } else { "" };
            let share = medium.zip(all).filter(|_| group != PeopleGroup::Residents);
            table.push([
                year.to_string(),
                group.to_string(),
                shown(Variant::Low),
                shown(Variant::Medium) + mark,
                shown(Variant::High),
                share.map_or_else(String::new, |(row, all)| part(row.people, all.people)),
            ]);
        }
    }
    page.rows(&table);
    if brought {
        page.line("* controlled to the published figure; low and high keep their ratio to medium");
    }
}

/// The method's own medium figures beside published ones.
fn published(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let rows: Vec<(&Row, f64)> = report
        .outlook
        .rows
        .iter()
        .filter(|row| row.area == area && row.variant == Variant::Medium)
        .filter_map(|row| Some((row, row.published?)))
        .collect();
    if rows.is_empty() {
        return;
    }
    page.line("");
    page.line("The method's own figures beside the published ones");
    let heads = ["Year", "Group", ">Own", ">Published", ">Own is", "Taken"];
    let mut table = TextTable::new(heads);
    for (figure, published) in rows {
        let differs = match published > 0.0 {
            true => signed(figure.own / published - 1.0),
            false => String::new(),
        };
        let taken = match figure.controlled {
            true => "published",
            false => "own",
        };
        table.push([
            figure.year.to_string(),
            figure.group.to_string(),
            whole(figure.own),
            whole(published),
            differs,
            taken.into(),
        ]);
    }
    page.rows(&table);
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
    let mut table = TextTable::new(["Year", "Group", ">10 %", ">50 %", ">90 %"]);
    for &year in &request.years {
        for &group in &request.groups {
            let is_drawn = |row: &&Row| matches!(row.variant, Variant::Draw(_));
            let rows = rows(report, area, year, group).filter(is_drawn);
            let mut people: Vec<f64> = rows.map(|row| row.people).collect();
            people.sort_by(f64::total_cmp);
            let point = |share: f64| {
                let rank = (share * people.len() as f64).ceil() as usize;
                whole(people[rank.clamp(1, people.len()) - 1])
            };
            let [low, middle, high] = POINTS.map(point);
            table.push([year.to_string(), group.to_string(), low, middle, high]);
        }
    }
    page.rows(&table);
}

fn back_test(report: &ForecastReport<'_>, area: usize, page: &mut Page) {
    let Some(test) = report.back_tests.iter().find(|test| test.area == area) else {
        return;
    };
    let (from, to) = test.years;
    page.line("");
    page.line(&format!("Back-test: {from} carried on to {to} by their own ratios, at once and by two halves of five years"));
    let (counted, last) = (format!(">{from}"), format!(">{to}"));
    let heads = ["Group", &*counted, &last, ">At once", ">By halves", ">Halves are", ">Two before"];
    let shown = heads.len() - usize::from(test.ahead.is_none());
    let mut table = TextTable::new(heads.into_iter().take(shown));
    for (position, group) in test.groups.iter().enumerate() {
        let ahead = test.ahead.as_ref().map(|ahead| ahead[position]);
        let differs = group.by_halves.filter(|_| group.counted > 0.0);
        let mut cells = vec![
            group.group.to_string(),
            whole(group.before),
            whole(group.counted),
            whole(group.again),
            or_dash(group.by_halves, whole),
            differs.map_or_else(String::new, |people| signed(people / group.counted - 1.0)),
        ];
        cells.extend(ahead.map(whole));
        table.push(cells);
    }
    page.rows(&table);
    if test.ahead.is_none() {
        page.line(&format!(
            "\"At once\" is {to} by the making of ratios. Whether they last, two censuses cannot show: a third would."
        ));
    } else {
        page.line(&format!("\"Two before\": {to} by the ratios of the two censuses before it."));
    }
}

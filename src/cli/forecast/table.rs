//! A forecast on the terminal.

use super::super::page::{Page, Paper};
use crate::domain::Language::{Chinese, English};
use crate::domain::forecast::{PeopleGroup, Row, Variant};
use crate::domain::text;
use crate::run::TextTable;
use crate::run::forecast::ForecastReport;
use crate::run::numbers::{count, decimals, or_dash, part, whole};

/// So many areas are shown, the others are in the files.
const SHOWN: usize = 20;
/// Shares of draws that are below what is shown.
const POINTS: [f64; 3] = [0.1, 0.5, 0.9];

pub(super) fn forecast(report: &ForecastReport<'_>, paper: Paper) -> String {
    let mut page = Page::new(paper);
    let language = page.language;
    let censuses: Vec<String> = report.censuses.iter().map(ToString::to_string).collect();
    let censuses = censuses.join(language.say(" and ", "、"));
    let from = match (censuses.is_empty(), language) {
        (true, _) => String::new(),
        (false, English) => format!(", censuses of {censuses}"),
        (false, Chinese) => format!("，依据 {censuses} 年人口普查"),
    };
    let method = report.method.words().say(language);
    page.line(&match language {
        English => format!("People forecast by {method}{from}; all figures are modelled"),
        Chinese => format!("人口预测：{method}{from}；全部数据为模拟"),
    });
    let areas = report.request.areas.len();
    for area in 0..areas.min(SHOWN) {
        let outlook = &report.request.areas[area];
        page.heading(&match outlook.name == outlook.id {
            true => outlook.id.clone(),
            false => outlook.name.clone() + &language.bracketed(&outlook.id),
        });
        figures(report, area, &mut page);
        published(report, area, &mut page);
        drawn(report, area, &mut page);
        back_test(report, area, &mut page);
    }
    if areas > SHOWN {
        page.line("");
        let more = count(areas - SHOWN);
        let text = text!(
            "and {more} more areas (see forecast.csv)",
            "另有 {more} 个区域（见 forecast.csv）"
        );
        page.line(text.say(language));
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
    let heads = match page.language {
        English => ["Year", "Group", ">Low", ">Medium", ">High", ">Of all"],
        Chinese => ["年份", "人群", ">低方案", ">中方案", ">高方案", ">占总人口"],
    };
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
                group.text().say(page.language).to_owned(),
                shown(Variant::Low),
                shown(Variant::Medium) + mark,
                shown(Variant::High),
                share.map_or_else(String::new, |(row, all)| part(row.people, all.people)),
            ]);
        }
    }
    page.rows(&table);
    if brought {
        page.line(page.say(
            "* controlled to the published figure; low and high keep their ratio to medium",
            "* 已校准至公布数；低、高方案与中方案的比例不变",
        ));
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
    let language = page.language;
    page.line(
        language
            .say("The method's own figures beside the published ones", "方法自身结果与公布数对照"),
    );
    let heads = match language {
        English => ["Year", "Group", ">Own", ">Published", ">Own is", "Taken"],
        Chinese => ["年份", "人群", ">自身结果", ">公布数", ">相差", "采用"],
    };
    let mut table = TextTable::new(heads);
    for (figure, published) in rows {
        let differs = match published > 0.0 {
            true => signed(figure.own / published - 1.0),
            false => String::new(),
        };
        let taken = match figure.controlled {
            true => language.say("published", "公布数"),
            false => language.say("own", "自身结果"),
        };
        table.push([
            figure.year.to_string(),
            figure.group.text().say(language).to_owned(),
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
    let language = page.language;
    let (draws, seed) = (count(request.draws as usize), request.seed);
    let text = text!(
        "{draws} futures drawn with seed {seed}: so many people or fewer in 10, 50 and 90 % of them",
        "以种子 {seed} 抽取 {draws} 种未来：其中 10%、50%、90% 的人数不超过下列数值"
    );
    page.line(text.say(language));
    let [year, group] = [language.say("Year", "年份"), language.say("Group", "人群")];
    let mut table = TextTable::new([year, group, ">10 %", ">50 %", ">90 %"]);
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
            table.push([
                year.to_string(),
                group.text().say(language).to_owned(),
                low,
                middle,
                high,
            ]);
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
    let language = page.language;
    let text = text!(
        "Back-test: {from} carried on to {to} by their own ratios, at once and by two halves of five years",
        "回测：按两次普查自身的比率由 {from} 年推算至 {to} 年，一步推算与分两个五年推算"
    );
    page.line(text.say(language));
    let (counted, last) = (format!(">{from}"), format!(">{to}"));
    let heads = match language {
        English => {
            ["Group", &*counted, &last, ">At once", ">By halves", ">Halves are", ">Two before"]
        }
        Chinese => ["人群", &*counted, &last, ">一步", ">分两步", ">两步相差", ">前两次普查"],
    };
    let shown = heads.len() - usize::from(test.ahead.is_none());
    let mut table = TextTable::new(heads.into_iter().take(shown));
    for (position, group) in test.groups.iter().enumerate() {
        let ahead = test.ahead.as_ref().map(|ahead| ahead[position]);
        let differs = group.by_halves.filter(|_| group.counted > 0.0);
        let mut cells = vec![
            group.group.text().say(language).to_owned(),
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
        let text = text!(
            "\"At once\" is {to} by the making of ratios. Whether they last, two censuses cannot show: a third would.",
            "“一步”按比率的定义必得 {to} 年数。比率能否持续，两次普查无法说明，需要第三次普查。"
        );
        page.line(text.say(language));
    } else {
        let text = text!(
            "\"Two before\": {to} by the ratios of the two censuses before it.",
            "“前两次普查”：按此前两次普查的比率推算的 {to} 年数。"
        );
        page.line(text.say(language));
    }
}

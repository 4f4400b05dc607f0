//! Reports in headless Chromium with the network cut: nothing is asked for, nothing goes wrong, and everything that can be
//! pressed does what it says.

use super::driver::Browser;
use super::{hostile, report};
use crate::common::program::Workplace;
use serde_json::Value;

/// Opens the report of `place` in both languages; whatever is asked for or goes wrong on the way fails.
fn opens_quietly(browser: &Browser, place: &Workplace) {
    let url = browser.open(&place.path("report.html"));
    for (language, lang) in [("zh", "zh-CN"), ("en", "en")] {
        browser.run(&format!("document.getElementById('language-{language}').click()"));
        assert_eq!(browser.run("return document.documentElement.lang"), lang);
    }
    assert_eq!(browser.console(), [""; 0]);
    assert_eq!(browser.requests(), [url]);
}

#[test]
fn reports_work_in_a_browser_without_the_network() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let place = Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "plan.toml", "--out", "out"]).exit, 0);
    report(&place, &["--lang", "en"]);
    opens_quietly(&browser, &place);
    let plan: Value = serde_json::from_str(&place.read("out/plan.json")).expect("JSON");
    shows_the_figures(&browser, &plan);
    tables_sort(&browser);
    languages_switch(&browser, &plan);
    layers_switch(&browser);
    sites_show_their_cards(&browser, &plan);
    assert_eq!(browser.console(), [""; 0]);
    assert_eq!(browser.requests(), [""; 0]);
    nothing_is_cut_off_on_a_telephone(&browser);
    tables_are_whole_on_paper(&browser, &plan);
    prints_its_beginning_on_two_pages(&browser);

    let place = hostile();
    report(&place, &[]);
    opens_quietly(&browser, &place);
    let press_all = "for (const button of document.querySelectorAll('table button, .more button')) button.click(); return [window.broken ?? null, document.querySelectorAll('img, iframe').length, document.scripts.length]";
    // Two scripts are left: those of files are taken out once read; and the two maps, in which nothing runs.
    assert_eq!(browser.run(press_all).to_string(), "[null,2,2]");
    let own = "return [...document.images].every((image) => image.src.startsWith('data:image/svg+xml,') && image.complete && image.naturalWidth > 0)";
    assert_eq!(browser.run(own), true);
    let wide = browser.run("return document.documentElement.scrollWidth <= window.innerWidth");
    assert_eq!(wide, true, "a long name does not widen the page");
    assert_eq!(browser.console(), [""; 0]);
    assert_eq!(browser.requests(), [""; 0]);

    others(&browser);

    // The probe itself: what is asked for is seen.
    report(&place, &["--tiles", "https://tiles.example.org/{z}/{x}/{y}.png"]);
    browser.open(&place.path("report.html"));
    let asked = browser.requests();
    let of_tiles = |url: &String| url.starts_with("https://tiles.example.org/");
    assert!(asked.iter().any(of_tiles), "{asked:?}");
    assert!(!browser.console().is_empty(), "they lead nowhere");
}

/// Every figure of the tables is one of `plan.json`, or a sum or share of such.
fn shows_the_figures(browser: &Browser, plan: &Value) {
    browser.run("document.querySelectorAll('.more button').forEach((button) => button.click())");
    let column = |table: &str, column: &str| -> Vec<Option<f64>> {
        let script = format!(
            "const at = document.querySelector('#{table} [data-column={column}]').cellIndex; return [...document.querySelectorAll('#{table} tbody tr:not(.sum)')].map((row) => row.cells[at].dataset.value ?? null)"
        );
        let values = browser.run(&script);
        let number = |value: &Value| value.as_str().map(|text| text.parse().expect("a number"));
        values.as_array().expect("rows").iter().map(number).collect()
    };
    let field = |list: &Value, of: &dyn Fn(&Value) -> Option<f64>| -> Vec<Option<f64>> {
        list.as_array().expect("a list").iter().map(of).collect()
    };
    assert_eq!(
        column("works-table", "cost_yuan"),
        field(&plan["works"], &|work| work["cost_yuan"].as_f64())
    );
    assert_eq!(
        column("targets-table", "reached_text"),
        field(&plan["targets"], &|target| target["reached"].as_f64())
    );
    assert_eq!(
        column("money-table", "left_yuan"),
        field(&plan["money"]["sources"], &|source| source["left_yuan"].as_f64())
    );
    for name in ["value", "bound", "gap"] {
        assert_eq!(
            column("aims-table", name),
            field(&plan["stages"], &|stage| stage[name].as_f64())
        );
    }
    let rows = plan["coverage"].as_array().expect("rows").iter();
    let all: Vec<&Value> = rows.filter(|row| row["slice"] == "all").collect();
    let share = |row: &&Value| Some(row["covered"].as_f64()? / row["people"].as_f64()?);
    assert_eq!(column("coverage-table", "share"), all.iter().map(share).collect::<Vec<_>>());
    let towns: Option<f64> = column("towns-table", "cost").into_iter().sum();
    assert_eq!(towns, plan["money"]["cost_yuan"].as_f64());
}

fn tables_sort(browser: &Browser) {
    let order = |column: usize| -> Vec<f64> {
        let press =
            format!("document.querySelectorAll('#towns-table th button')[{column}].click()");
        browser.run(&press);
        let read = format!(
            "return [...document.querySelectorAll('#towns-table tbody tr')].map((row) => Number(row.cells[{column}].dataset.value))"
        );
        let values = browser.run(&read);
        values
            .as_array()
            .expect("rows")
            .iter()
            .map(|value| value.as_f64().expect("a number"))
            .collect()
    };
    let down = order(7);
    assert!(down.len() == 19 && down.is_sorted_by(|a, b| a >= b) && down[0] > down[18], "{down:?}");
    assert!(order(7).is_sorted());
    let sort = "return document.querySelectorAll('#towns-table th')[7].getAttribute('aria-sort')";
    assert_eq!(browser.run(sort), "ascending");
}

fn languages_switch(browser: &Browser, plan: &Value) {
    for (language, other) in [("zh", "en"), ("en", "zh")] {
        browser.run(&format!("document.getElementById('language-{language}').focus()"));
        browser.key("\u{e007}");
        assert_eq!(
            browser.run("return document.querySelector('h1').textContent"),
            plan["name"][language]
        );
        let pressed = format!(
            "return document.getElementById('language-{other}').getAttribute('aria-pressed')"
        );
        assert_eq!(browser.run(&pressed), "false");
    }
}

/// At the width of a telephone nothing is wider than the screen, and no table hides a part of itself.
fn nothing_is_cut_off_on_a_telephone(browser: &Browser) {
    browser.narrow(Some(390));
    for language in ["zh", "en"] {
        browser.run(&format!("document.getElementById('language-{language}').click()"));
        let wide = "return [...document.querySelectorAll('main *, header *')].filter((own) => !own.closest('#map') && own.getBoundingClientRect().right > 391).map((own) => own.outerHTML.slice(0, 200)).slice(0, 5)";
        assert_eq!(browser.run(wide).to_string(), "[]", "{language}");
        assert_eq!(browser.run("return document.documentElement.scrollWidth"), 390);
    }
    browser.narrow(None);
}

/// On the screen a long table is cut until it is asked for; on paper no row is missing.
fn tables_are_whole_on_paper(browser: &Browser, plan: &Value) {
    let works = plan["works"].as_array().expect("works").len();
    assert!(works > 50);
    browser.run("document.getElementById('language-en').click()");
    let rows = "return document.querySelectorAll('#works-table tbody tr').length";
    assert_eq!(browser.run(rows), 50);
    assert_eq!(browser.on_paper(rows), works);
    assert_eq!(browser.run(rows), 50);
    // No column is too narrow for the words of its heading.
    for language in ["zh", "en"] {
        browser.run(&format!("document.getElementById('language-{language}').click()"));
        let narrow = "return [...document.querySelectorAll('#main table:not(.sheet *) th.number')].filter((own) => own.offsetWidth > 0 && own.offsetWidth < 40).map((own) => own.textContent)";
        assert_eq!(browser.run(narrow).to_string(), "[]", "{language}");
    }
}

/// What leaders see takes two pages of A4, neither more nor less.
fn prints_its_beginning_on_two_pages(browser: &Browser) {
    for language in ["zh", "en"] {
        browser.run(&format!("document.getElementById('language-{language}').click()"));
        let all = browser.pages();
        let alone = "document.getElementById('foot').hidden = true; for (const own of document.querySelectorAll('main > *:not(h1, .verdict, h1 + .soft, .sheet)')) own.remove()";
        browser.run(alone);
        assert_eq!(browser.pages(), 2, "{language}");
        assert!(all > 4, "{all}");
    }
}

/// How many of the map's pixels are plainly not what they were when this first ran.
const CHANGED: &str = "const canvas = document.querySelector('#map canvas'); const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true }); copy.drawImage(canvas, 0, 0); const now = copy.getImageData(0, 0, canvas.width, canvas.height).data, before = window.before ??= now; let count = 0; for (let at = 0; at < now.length; at += 4) if ([0, 1, 2, 3].some((part) => Math.abs(now[at + part] - before[at + part]) > 25)) count += 1; return count";

fn changed(browser: &Browser) -> u64 {
    browser.run_drawn(CHANGED).as_u64().expect("a count")
}

fn layers_switch(browser: &Browser) {
    browser.run("document.getElementById('map').scrollIntoView()");
    let layers =
        browser.run("return [...document.querySelectorAll('#layers input')].map((box) => box.id)");
    let layers = layers.as_array().expect("layers");
    assert!(layers.len() > 12, "{layers:?}");
    // Each is shown alone, since some hide others.
    browser.run("document.querySelectorAll('#layers input:checked').forEach((box) => box.click())");
    changed(browser);
    // Changshou's plan builds no estate service point, and guarantee beds stand in homes: nothing is drawn of these two.
    for absent in ["layer-tier-estate", "layer-tier-guarantee"] {
        assert!(!layers.iter().any(|layer| layer == absent), "{layers:?}");
    }
    for layer in layers {
        let press = format!("document.getElementById({layer}).click()");
        browser.run(&press);
        let there = changed(browser);
        browser.run(&press);
        let back = changed(browser);
        // All changes back, but for edges of what was drawn anew.
        assert!(there > 20 && back <= there / 10, "{layer}: {there}, {back}");
    }
    browser.run(
        "document.querySelectorAll('[id^=layer-tier], #layer-towns').forEach((box) => box.click())",
    );
}

fn sites_show_their_cards(browser: &Browser, plan: &Value) {
    let card = "return document.querySelector('#card h3')?.textContent ?? null";
    let works = plan["works"].as_array().expect("works");
    let work = works.iter().find(|work| work["tier"] == "point").expect("a point");
    // By the search, which the keyboard reaches.
    let seek = format!(
        "const box = document.querySelector('.find input'); box.value = {}; box.dispatchEvent(new Event('input')); document.querySelector('.found button').focus()",
        work["site"]
    );
    browser.run(&seek);
    browser.key("\u{e007}");
    assert_eq!(browser.run(card), work["site_name"]);
    let cost = "return document.querySelector('#card [data-value]').dataset.value";
    assert_eq!(browser.run(cost), work["cost_yuan"].to_string());
    // The site now stands in the middle of the map: pressing it there shows it again.
    browser.run("document.getElementById('card').replaceChildren(); document.getElementById('map').scrollIntoView({ block: 'center' })");
    let middle = browser.run("const box = document.getElementById('map').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]");
    let [x, y] = [0, 1].map(|at| middle[at].as_f64().expect("a number"));
    browser.press(x, y);
    assert_eq!(browser.run(card), work["site_name"]);
    // From a table, too.
    browser.run("document.querySelector('#uncovered-table tbody button').click()");
    assert_ne!(browser.run(card), work["site_name"]);
}

/// The other kinds of run: they open quietly, and show what they are about.
fn others(browser: &Browser) {
    let place = Workplace::with("data/changshou");
    assert_eq!(place.run(&["solve", "periods.toml", "--out", "out"]).exit, 0);
    report(&place, &[]);
    opens_quietly(browser, &place);
    let spent = "return document.querySelectorAll('.sheet table')[1].textContent";
    let last = browser.run(spent);
    browser.run("const slider = document.getElementById('period'); slider.value = 0; slider.dispatchEvent(new Event('input'))");
    assert_ne!(browser.run(spent), last, "the slider changes the period");
    let years = browser.run("return document.querySelectorAll('#periods-table tbody tr').length");
    assert_eq!(years, 4);

    let place = Workplace::with("tests/fixtures/tiers_together");
    let vary = "travel.detour=1.2,1.3,1.4";
    assert_eq!(place.run(&["sweep", "plan.toml", "--vary", vary, "--out", "out"]).exit, 0);
    report(&place, &[]);
    opens_quietly(browser, &place);
    let count = "return [document.querySelectorAll('#scenarios-table tbody tr').length, document.querySelectorAll('svg.chart circle, svg.chart polygon').length]";
    assert_eq!(browser.run(count).to_string(), "[3,3]");

    sweeps_without_plans(browser, &place);

    let place = Workplace::with("data/changshou");
    let words = [
        "frontier",
        "plan.toml",
        "--of",
        "coverage",
        "--against",
        "money",
        "--points",
        "3",
        "--set",
        "target.1.kind=expected",
        "--out",
        "out",
    ];
    assert_eq!(place.run(&words).exit, 0);
    report(&place, &[]);
    opens_quietly(browser, &place);
    let points = browser.run("return document.querySelectorAll('#points-table tbody tr').length");
    assert_eq!(points, 3);
    assert!(told_modelled(browser).contains("works that the plan allows"));

    let place = Workplace::with("tests/fixtures/tiers_together");
    let audited =
        place.run(&["audit", "plan.toml", "--layout", "one_after_another.geojson", "--out", "out"]);
    assert!(matches!(audited.exit, 0 | 5), "{}", audited.stderr);
    report(&place, &[]);
    opens_quietly(browser, &place);
}

/// What the page says between the heading of what is modelled and the next.
fn told_modelled(browser: &Browser) -> String {
    let script = "let text = '', at = document.getElementById('modelled').nextElementSibling; for (; at && at.tagName !== 'H2'; at = at.nextElementSibling) text += at.textContent; return text";
    browser.run(script).to_string()
}

/// Scenarios without a plan are counted, within the axis, with the whole reason.
fn sweeps_without_plans(browser: &Browser, place: &Workplace) {
    assert_eq!(told_modelled(browser).matches("travel: ").count(), 1);
    let vary = "target.1.kind=expected,binding";
    let words = ["sweep", "plan.toml", "--vary", vary, "--out", "out"];
    std::fs::remove_dir_all(place.path("out")).expect("removed");
    assert_eq!(place.run(&words).exit, 0);
    let mut sweep: Value = serde_json::from_str(&place.read("out/scenarios.json")).expect("JSON");
    assert_eq!(sweep["rows"][1]["status"], "infeasible");
    let reason = format!("{} end", "a long reason ".repeat(40));
    sweep["rows"][1]["reason"] = reason.clone().into();
    place.write("out/scenarios.json", &sweep.to_string());
    place.seal("out");
    report(place, &[]);
    opens_quietly(browser, place);
    let line = browser.run("return document.getElementById('not-drawn').textContent");
    assert_eq!(line, "1 of the 2 scenarios has no plan and is not drawn.");
    let axis = browser.run("const box = document.querySelector('[data-axis=x]'); box.value = 'target.1.kind'; box.dispatchEvent(new Event('change')); return document.querySelector('svg.chart').textContent");
    assert!(axis.to_string().contains("binding"), "{axis}");
    let cell = "const cell = document.querySelectorAll('#scenarios-table tbody td.long')[1]; return [cell.textContent, getComputedStyle(cell.firstChild).wordBreak]";
    assert_eq!(browser.run(cell), serde_json::json!([reason, "normal"]));
}

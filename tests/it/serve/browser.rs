//! The workbench in headless Chromium with the network cut: what a planner does there.

use super::client::Server;
use crate::common::program::Workplace;
use crate::report::driver::Browser;
use crate::report::hostile;
use serde_json::Value;

/// Waits until the plan of the state is drawn.
fn drawn(browser: &Browser) {
    browser.wait(
        "document.body.dataset.busy === 'false' && document.body.dataset.drawn !== undefined && document.body.dataset.drawn === (location.hash.split('pinned=')[0].replace(/&$/, '') || '#')",
    );
}

fn text(browser: &Browser, of: &str) -> String {
    let value = browser.run(&format!("return document.querySelector('{of}')?.textContent ?? ''"));
    value.as_str().expect("text").to_owned()
}

/// A figure of the table of differences, to the digit.
fn figure(browser: &Browser, row: &str, column: &str) -> Option<f64> {
    let script = format!(
        "const at = document.querySelector('#difference-table [data-column={column}]').cellIndex; const own = [...document.querySelectorAll('#difference-table tbody tr')].find((row) => row.textContent.includes('{row}')); const cell = own.cells[at]; return cell.dataset.value ?? cell.querySelector('[data-value]')?.dataset.value ?? null"
    );
    browser.run(&script).as_str().map(|text| text.parse().expect("a number"))
}

fn cost(browser: &Browser) -> f64 {
    figure(browser, "Money for works", "now").expect("a figure")
}

/// Moves a slider by its keys, as somebody without a mouse does.
fn slide(browser: &Browser, path: &str, key: &str, times: usize) {
    browser.run(&format!("document.getElementById('control-{path}').focus()"));
    for _ in 0..times {
        browser.key(key);
    }
}

const LEFT: &str = "\u{e012}";

#[test]
fn a_planner_works_at_it() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let place = Workplace::with("data/changshou");
    let server = Server::start(&place);
    browser.go(&server.url());
    browser.run("document.getElementById('language-en').click()");
    drawn(&browser);
    assert!(!browser.run("return location.href").as_str().expect("text").contains("token"));
    let by_line = |words: &[&str]| -> Value {
        let all = [&["solve", "plan.toml", "--out", "out"], words].concat();
        assert!([0, 3].contains(&place.run(&all).exit));
        serde_json::from_str(&place.read("out/plan.json")).expect("JSON")
    };
    let base = by_line(&[]);
    let base_cost = base["money"]["cost_yuan"].as_f64().expect("a sum");
    assert_eq!(cost(&browser), base_cost);

    moves_a_slider(&browser, &by_line, base_cost);
    undoes(&browser, base_cost);
    asks_of_a_site(&browser, &by_line, &base);
    asks_about_a_village(&browser, &base);
    pins(&browser);
    repairs(&browser);
    stands_beside_what_is_pinned(&browser);
    draws_a_curve(&browser);
    opens_another_plan(&browser);
    opens_by_its_address(&browser, &server);
    fits_a_telephone(&browser);
    saves_a_session(&browser, &place);
    assert_eq!(browser.console(), [""; 0]);
    let asked = browser.requests();
    let is_own = |url: &String| url.starts_with("http://127.0.0.1:") || url.starts_with("blob:");
    assert!(asked.iter().all(is_own), "{asked:?}");
}

fn moves_a_slider(browser: &Browser, by_line: &dyn Fn(&[&str]) -> Value, base_cost: f64) {
    slide(browser, "tier.point.reach.rural", LEFT, 4);
    drawn(browser);
    let command = text(browser, "#command");
    let word = command.split('\'').nth(1).expect("a word").to_owned();
    assert!(word.starts_with("tier.point.reach.rural="), "{command}");
    let own = by_line(&["--set", &word]);
    match own["money"]["cost_yuan"].as_f64() {
        Some(sum) => {
            assert_eq!(cost(browser), sum);
            assert_eq!(figure(browser, "Money for works", "more"), Some(sum - base_cost));
        }
        None => assert!(text(browser, "#status").starts_with("No plan")),
    }
}

fn undoes(browser: &Browser, base_cost: f64) {
    browser.run("document.getElementById('undo').click()");
    while text(browser, "#command").contains("--set") {
        std::thread::sleep(std::time::Duration::from_millis(30));
        if browser.run("return document.getElementById('undo').disabled") == false {
            browser.run("document.getElementById('undo').click()");
        }
    }
    drawn(browser);
    assert_eq!(cost(browser), base_cost);
    browser.run("document.getElementById('redo').click()");
    browser.wait("document.getElementById('command').textContent.includes('--set')");
    drawn(browser);
    browser.run("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))");
    browser.wait("!document.getElementById('command').textContent.includes('--set')");
    drawn(browser);
}

/// A candidate that the plan does not use is required by its menu.
fn asks_of_a_site(browser: &Browser, by_line: &dyn Fn(&[&str]) -> Value, base: &Value) {
    let works = base["works"].as_array().expect("works");
    let point = works.iter().find(|work| work["tier"] == "point" && work["work"] == "build");
    let id = point.expect("a point")["site"].as_str().expect("an id");
    let find = format!(
        "const box = document.querySelector('#finder input'); box.value = '{id}'; box.dispatchEvent(new Event('input')); document.querySelector('#finder .found button').click()"
    );
    browser.run(&find);
    let wishes = browser.run("return [...document.querySelectorAll('#card [data-wish]')].map((own) => own.dataset.wish + own.getAttribute('aria-pressed'))");
    assert_eq!(wishes.to_string(), r#"["freetrue","requirefalse","forbidfalse"]"#);
    browser.run("document.querySelector('#card [data-wish=forbid]').click()");
    drawn(browser);
    let pressed = browser.run(
        "return document.querySelector('#card [data-wish=forbid]').getAttribute('aria-pressed')",
    );
    assert_eq!(pressed, "true");
    let own = by_line(&["--forbid", id]);
    assert_eq!(Some(cost(browser)), own["money"]["cost_yuan"].as_f64());
    assert!(text(browser, "#sites-against").contains("build"), "who is decided otherwise is told");
    browser.run("document.querySelector('#card [data-wish=free]').click()");
    drawn(browser);
    assert!(!text(browser, "#command").contains("--forbid"));
    browser.run("document.querySelector('#card [data-wish=require]').click()");
    drawn(browser);
    assert!(text(browser, "#command").contains(&format!("--require {id}")));
}

fn asks_about_a_village(browser: &Browser, base: &Value) {
    let uncovered = base["uncovered"].as_array().expect("a list");
    let village = uncovered.first().expect("a village")["unit"].as_str().expect("an id");
    let find = format!(
        "const box = document.querySelector('#finder input'); box.value = '{village}'; box.dispatchEvent(new Event('input')); document.querySelector('#finder .found [data-kind=unit]').click()"
    );
    browser.run(&find);
    assert!(
        text(browser, "#card").contains("Not covered") || text(browser, "#card").contains("not")
    );
    browser.run("document.querySelector('#card .ask').click()");
    browser.wait("document.querySelector('#card .why h3')");
    assert!(text(browser, "#card .why").len() > 40);
}

fn pins(browser: &Browser) {
    browser.run("document.getElementById('pin').click()");
    assert_eq!(figure(browser, "Money for works", "more"), Some(0.0));
    let pinned = cost(browser);
    browser.run("document.querySelector('#words button').click()");
    drawn(browser);
    assert_eq!(figure(browser, "Money for works", "pinned"), Some(pinned));
    assert_eq!(figure(browser, "Money for works", "more"), Some(cost(browser) - pinned));
    assert!(browser.run("return location.hash").as_str().expect("text").contains("pinned=require"));
}

fn repairs(browser: &Browser) {
    browser.run("const field = document.querySelector('[data-path=\"funding.lottery.amount\"] input[type=number]'); field.value = '2000'; field.dispatchEvent(new Event('change'))");
    drawn(browser);
    assert!(text(browser, "#status").starts_with("No plan"), "{}", text(browser, "#status"));
    assert!(text(browser, "#conflict").contains("Conflict 1"));
    assert!(text(browser, "#command").contains("funding.lottery.amount=20000000 yuan"));
    browser.run("document.querySelector('#repairs .repair').click()");
    drawn(browser);
    assert!(text(browser, "#status").starts_with("A plan, proved"), "{}", text(browser, "#status"));
    assert!(
        browser.run("return document.querySelectorAll('#words li').length").as_u64() >= Some(1)
    );
}

/// Two maps, which show the same part of the district and the same layers.
fn stands_beside_what_is_pinned(browser: &Browser) {
    browser.run("document.getElementById('beside').click()");
    browser.wait("document.querySelector('#pinned-map canvas')");
    let inked = |map: &str| {
        browser.run(&format!("const drawn = document.querySelector('#{map} canvas'), own = document.createElement('canvas'); Object.assign(own, {{ width: drawn.width, height: drawn.height }}); own.getContext('2d', {{ willReadFrequently: true }}).drawImage(drawn, 0, 0); return own.getContext('2d').getImageData(0, 0, own.width, own.height).data.filter((_, at) => at % 4 === 3).filter(Boolean).length"))
    };
    let names = |map: &str| {
        let of = format!(
            "return [...document.querySelectorAll('#{map} .name')].map((own) => own.textContent).join()"
        );
        browser.run(&of).as_str().expect("text").to_owned()
    };
    assert!(!names("map").is_empty() && names("map") == names("pinned-map"));
    let with_towns = inked("pinned-map").as_u64().expect("pixels");
    assert!(with_towns > 1_000);
    browser.run("document.querySelector('#layer-towns').click()");
    assert!(inked("pinned-map").as_u64() < Some(with_towns), "a layer goes from both");
    browser.run("document.querySelector('#layer-towns').click()");
    browser.run("document.querySelector('#map .leaflet-control-zoom-in').click()");
    browser.wait("[...document.querySelectorAll('#map .name')].map((own) => own.textContent).join() === [...document.querySelectorAll('#pinned-map .name')].map((own) => own.textContent).join()");
    browser.run("document.getElementById('beside').click()");
    assert_eq!(browser.run("return document.querySelector('#pinned-map').offsetWidth"), 0);
}

/// Plans over a control's range; a point opens its plan.
fn draws_a_curve(browser: &Browser) {
    let before = text(browser, "#command");
    browser.run("document.querySelector('#curve').open = true; const box = document.querySelector('[data-curve=path]'); box.value = 'tier.point.reach.rural'; box.dispatchEvent(new Event('change')); document.getElementById('seek-curve').click()");
    browser.wait("document.querySelector('#curve-drawn').textContent.includes('press one')");
    let points = "return document.querySelectorAll('#curve-drawn svg [role=button]').length";
    assert_eq!(browser.run(points), 9);
    assert_eq!(text(browser, "#command"), before, "looking changes nothing");
    let of = "return document.querySelector('[data-curve=figure]').value";
    assert_ne!(browser.run(of), "", "a figure that varies is shown");
    browser.run("document.querySelector('[data-curve=figure]').value = 'cost'; document.querySelector('[data-curve=figure]').dispatchEvent(new Event('change'))");
    let label = browser.run("const own = document.querySelector('#curve-drawn svg [role=button]'); own.dispatchEvent(new MouseEvent('click', { bubbles: true })); return own.getAttribute('aria-label')");
    browser
        .wait("document.getElementById('command').textContent.includes('tier.point.reach.rural=')");
    drawn(browser);
    let told = "return document.querySelector('#difference-table tbody tr:has([data-value]):nth-child(5) td:nth-child(3)').textContent";
    let (label, told) = (label.to_string(), browser.run(told));
    assert!(label.contains(told.as_str().expect("text")), "{told} in {label}");
}

/// Other plans as cards; one is opened, and loses nothing.
fn opens_another_plan(browser: &Browser) {
    browser.run("document.querySelector('#others-set').open = true; document.getElementById('seek-others').click()");
    browser.wait("document.querySelector('.other')");
    let (sum, rings) =
        (cost(browser), "return Boolean(document.querySelector('#layer-often-core'))");
    assert_eq!(browser.run(rings), true);
    let cards = browser.run("return document.querySelectorAll('.other').length");
    assert!((1..=4).contains(&cards.as_u64().expect("a number")), "{cards}");
    browser.run("document.querySelector('.other > button').click()");
    drawn(browser);
    assert_eq!(cost(browser), sum, "{}", text(browser, "#command"));
    assert_eq!(text(browser, "#others"), "", "cards are of the plan that they were sought for");
    assert_eq!(browser.run(rings), false);
}

/// A link opens the same state, with what is pinned.
fn opens_by_its_address(browser: &Browser, server: &Server) {
    let (now, hash) = (cost(browser), browser.run("return location.hash"));
    let pinned = figure(browser, "Money for works", "pinned");
    browser.go(&format!("http://{}/?again{}", server.host(), hash.as_str().expect("text")));
    drawn(browser);
    browser.wait("document.querySelector('#difference-table td:nth-child(2)').dataset.value");
    assert_eq!(cost(browser), now);
    assert_eq!(figure(browser, "Money for works", "pinned"), pinned);
    assert_eq!(browser.run("return location.hash"), hash);
}

/// The saved words give the same plan on the command line.
fn saves_a_session(browser: &Browser, place: &Workplace) {
    browser.run("const own = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => { document.body.dataset.saved = text; }); return own.call(URL, blob); }; document.getElementById('save-session').click()");
    browser.wait("document.body.dataset.saved");
    let saved = browser.run("return document.body.dataset.saved");
    place.write("session.txt", saved.as_str().expect("text"));
    let ran = place.run(&["solve", "@session.txt", "--out", "again"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let own: Value = serde_json::from_str(&place.read("again/plan.json")).expect("JSON");
    assert_eq!(own["money"]["cost_yuan"].as_f64(), Some(cost(browser)));
    let begun = Server::of(place, "@session.txt");
    browser.go(&begun.url());
    drawn(browser);
    assert_eq!(own["money"]["cost_yuan"].as_f64(), Some(cost(browser)), "it goes on there");
}

fn fits_a_telephone(browser: &Browser) {
    browser.narrow(Some(390));
    for language in ["zh", "en"] {
        browser.run(&format!("document.getElementById('language-{language}').click()"));
        let wide = "return [...document.querySelectorAll('main *, header *')].filter((own) => !own.closest('#map') && own.getBoundingClientRect().right > 391).map((own) => own.outerHTML.slice(0, 200)).slice(0, 5)";
        assert_eq!(browser.run(wide).to_string(), "[]", "{language}");
        assert_eq!(browser.run("return document.documentElement.scrollWidth"), 390);
    }
    browser.narrow(None);
}

#[test]
fn hostile_names_stay_text_in_the_workbench() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let place = hostile();
    let server = Server::start(&place);
    browser.go(&server.url());
    drawn(&browser);
    let press = "for (const button of document.querySelectorAll('table button, .more button, #about button.link')) button.click(); return [window.broken ?? null, document.querySelectorAll('img, iframe').length, document.scripts.length]";
    assert_eq!(browser.run(press).to_string(), "[null,0,2]");
    let wide = browser.run("return document.documentElement.scrollWidth <= window.innerWidth");
    assert_eq!(wide, true, "a long name does not widen the page");
    // An address that somebody else made.
    let bad = "#set=%3Cimg%20src%3Dx%20onerror%3D%22window.broken%3D5%22%3E&out=..%2Fstolen";
    browser.go(&format!("http://{}/?again{bad}", server.host()));
    browser.wait("document.body.dataset.busy === 'false'");
    assert_eq!(
        browser
            .run("return [window.broken ?? null, document.querySelectorAll('img').length]")
            .to_string(),
        "[null,0]"
    );
    assert!(
        text(&browser, "#status").contains("cannot") || text(&browser, "#status").contains("无法")
    );
    assert_eq!(
        text(&browser, "#difference-table") + &text(&browser, "#about"),
        "",
        "no figures of another plan"
    );
    assert_eq!(browser.console(), [""; 0]);
}

//! The sweep file: `[sweep]` and `[[vary]]`.

use super::address::PathTarget;
use super::template::PlanTemplate;
use super::vary::{KEYS, read_variation};
use crate::domain::{ParameterValue, Sweep, Variation, VariedParameters, text};
use crate::read::catalogue::Code;
use crate::read::fields::Fields;
use crate::read::issue::{Issue, Place, Problems, Usual};
use crate::read::near::{closest, list};
use crate::read::plan_file::toml_table;
use crate::read::sink::{Sink, settle};
use crate::read::source::{InputFile, Role, open_text};
use std::path::Path;
use std::rc::Rc;

/// A sweep that was read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SweepFile {
    /// What varies.
    pub sweep: Sweep,
    /// What the planner should look at, in a stable order.
    pub warnings: Vec<Issue>,
    /// The file; none where everything was given in options.
    pub input: Option<InputFile>,
}

/// The number of listed values of a parameter that are tried on the plan, one at a time.
const TRIED: usize = 50;

/// Reads the sweep file at `path` for `plan`, followed by the variations in `options`, each `PATH=VALUE,VALUE,…` or
/// `PATH=[VALUES in TOML]`.
///
/// ```
/// use std::path::Path;
/// use yike::read::sweep::{PlanTemplate, read_sweep};
/// use yike::scenario::Scenarios;
///
/// let plan = PlanTemplate::open(Path::new("data/changshou/plan.toml"))?;
/// let file = read_sweep(Path::new("data/changshou/sweep.toml"), &[], &plan)?;
/// let scenarios = Scenarios::new(&file.sweep).ok_or("too many")?;
/// assert_eq!(scenarios.count(), 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found, warnings among them; see [`Code`].
pub fn read_sweep(
    path: &Path,
    options: &[String],
    plan: &PlanTemplate,
) -> Result<SweepFile, Problems> {
    let sink = Sink::default();
    let name = path.display().to_string();
    let file = open_text(&sink, path, &name, Role::Sweep).and_then(|source| {
        let before = source.text.matches('\n').count();
        let text = with_options(&sink, "--vary", source.text, options);
        let sweep = read(&sink, &name, &text, plan);
        sink.rename(|place| typed(place, "--vary", options, before));
        Some((sweep?, Some(source.record)))
    });
    finish(sink, file)
}

/// Reads a sweep from `options` only.
///
/// ```
/// use std::path::Path;
/// use yike::read::sweep::{PlanTemplate, read_variations};
///
/// let plan = PlanTemplate::open(Path::new("data/qianjiang/plan.toml"))?;
/// let file = read_variations(&["travel.detour=1.2,1.4,1.6".into()], &plan)?;
/// assert_eq!(file.sweep.scenarios(), Some(3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// All problems found.
pub fn read_variations(options: &[String], plan: &PlanTemplate) -> Result<SweepFile, Problems> {
    read_options("--vary", options, plan)
}

/// [`read_variations`] of the option with this name.
pub(super) fn read_options(
    option: &str,
    options: &[String],
    plan: &PlanTemplate,
) -> Result<SweepFile, Problems> {
    let sink = Sink::default();
    let text = with_options(&sink, option, String::new(), options);
    let sweep = read(&sink, option, &text, plan);
    sink.rename(|place| typed(place, option, options, 0));
    finish(sink, sweep.map(|sweep| (sweep, None)))
}

fn finish(sink: Sink, read: Option<(Sweep, Option<InputFile>)>) -> Result<SweepFile, Problems> {
    let ((sweep, input), warnings) = settle(read, sink)?;
    Ok(SweepFile { sweep, warnings, input })
}

/// The lines of an option as a table, with the empty one before it.
const LINES: usize = 4;

/// In place of a line that nobody wrote, the option that it was made of: it follows so many lines of a file.
fn typed(place: &mut Place, option: &str, options: &[String], before: usize) {
    let mut stated = options.iter().filter(|own| own.contains('='));
    let at = place.line.and_then(|line| line.checked_sub(before + 2));
    if let Some(own) = at.and_then(|at| stated.nth(at / LINES)) {
        *place = Place::file(&format!("{option} {own}"));
    }
}

/// The file's text followed by the options, as tables.
fn with_options(sink: &Sink, name: &str, mut text: String, options: &[String]) -> String {
    for option in options {
        let Some((path, values)) = option.split_once('=') else {
            let cause = text!(
                "`{option}` does not state the value of the parameter",
                "`{option}` 没有写明参数的值"
            );
            let action = text!(
                "write for instance {name} \"travel.detour=1.4\"",
                "例如写 `{name} \"travel.detour=1.4\"`"
            );
            let place = Place::file(name);
            sink.push(Code::VARIATION_UNCLEAR, place, cause, action);
            continue;
        };
        let values = values.trim();
        let list = if values.starts_with('[') {
            values.replace('\n', " ")
        } else {
            let value = |value: &str| {
                let value = value.trim();
                let bare = value.parse::<f64>().is_ok_and(f64::is_finite)
                    || ["true", "false"].contains(&value);
                match bare {
                    true if !value.starts_with('.') && !value.ends_with('.') => value.to_owned(),
                    _ => format!("{value:?}"),
                }
            };
            let values = values.split(',').filter(|value| !value.trim().is_empty());
            format!("[{}]", values.map(value).collect::<Vec<_>>().join(", "))
        };
        text += &format!("\n[[vary]]\nparameter = [{:?}]\nvalues = {list}\n", path.trim());
    }
    text
}

fn read(sink: &Sink, name: &str, text: &str, plan: &PlanTemplate) -> Option<Sweep> {
    let table = Rc::new(toml_table(sink, name, text)?);
    let root = Fields::new(sink, Place::file(name), table, &["sweep", "vary"]);
    root.refuse_unknown();
    let mut sweep = Sweep::default();
    if let Some(heading) = root.table("sweep", &["name", "seed", "draws"]) {
        heading.refuse_unknown();
        heading.name("name");
        sweep.seed = heading.whole("seed").unwrap_or_default().into();
        sweep.draws = heading.whole("draws").unwrap_or_default().into();
    }
    let tables = root.tables("vary", KEYS);
    if tables.is_empty() && root.sound() {
        let cause = text!("no parameter is varied", "没有参数变动");
        let action = text!(
            "add a [[vary]] with a `parameter` and its `values`",
            "补上 `[[vary]]`，写明 `parameter` 及其 `values`"
        );
        root.push(Code::NOTHING_VARIED, "vary", cause, action);
    }
    for table in &tables {
        table.refuse_unknown();
        let paths =
            table.required("parameter", |table, field| read_paths(table, field, plan, &sweep));
        let variation = read_variation(table);
        if let (Some(paths), Some(variation)) = (paths, variation) {
            try_values(table, plan, &paths, &variation);
            sweep.varied.push(VariedParameters { paths, variation });
        }
    }
    check_p9007_draws(&root, &sweep);
    if sweep.scenarios().is_none_or(|count| count > MOST_SCENARIOS) {
        let cause = text!(
            "the sweep has more than {MOST_SCENARIOS} scenarios",
            "情景超过 {MOST_SCENARIOS} 个"
        );
        root.push(Code::SWEEP_TOO_LARGE, "vary", cause, Usual);
    }
    root.if_sound(sweep)
}

/// The largest number of scenarios; more could never be solved.
const MOST_SCENARIOS: u64 = 1_000_000_000;

/// The canonical paths: of known parameters, each varied once.
fn read_paths(
    table: &Fields<'_>,
    field: &str,
    plan: &PlanTemplate,
    sweep: &Sweep,
) -> Option<Vec<String>> {
    let mut paths: Vec<String> = Vec::new();
    let mut sound = true;
    let written = table.words(field)?;
    if written.is_empty() {
        let cause = text!("no parameter is named", "没有写明参数");
        let action = text!("name at least one", "至少写明一个");
        return table.refuse(Code::GRID_EMPTY, field, cause, action);
    }
    for path in written {
        match plan.find(&path) {
            PathTarget::Parameter(path) => {
                let inside = |a: &str, b: &str| {
                    a == b || a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'))
                };
                // A factor on all people and one on a group would multiply.
                let clashes = |other: &&str| match path.starts_with("scale.") {
                    true => path == *other,
                    false => inside(&path, other) || inside(other, &path),
                };
                let before: Vec<&str> =
                    sweep.paths().chain(paths.iter().map(String::as_str)).collect();
                let other = before.into_iter().find(clashes).map(str::to_owned);
                if let Some(other) = other {
                    let cause = text!(
                        "`{path}` and `{other}` vary the same parameter",
                        "`{path}` 与 `{other}` 变动同一参数"
                    );
                    let action = text!("keep one of them", "只留其一");
                    table.push(Code::GRID_OVERLAPS, field, cause, action);
                    sound = false;
                } else {
                    paths.push(path);
                }
            }
            PathTarget::Fixed => {
                let cause = text!(
                    "`{path}` identifies the plan or a part of it: no sweep varies it",
                    "`{path}` 用于标识规划或其一部分，不能变动"
                );
                let action = text!(
                    "vary a figure: a reach, a speed, an amount, a limit, a weight",
                    "改为变动数值：服务半径、速度、金额、限值或权重"
                );
                table.push(Code::PARAMETER_FIXED, field, cause, action);
                sound = false;
            }
            PathTarget::Unclear(name, names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let names = list(&names);
                let cause = text!(
                    "`{name}` in `{path}` is the name of several: {names}",
                    "`{path}` 中有多项名为 `{name}`：{names}";
                    names
                );
                let action = text!("write the id of the one that is meant", "写明所指的编号");
                table.push(Code::UNKNOWN_PARAMETER, field, cause, action);
                sound = false;
            }
            PathTarget::Nothing => {
                let known = plan.parameters();
                let near = closest(&path, known.iter().map(String::as_str), 3);
                let near = list(&near);
                let cause = text!("the plan has no parameter `{path}`", "规划没有参数 `{path}`");
                let action =
                    text!("the nearest parameters are {near}", "最接近的参数为 {near}"; near);
                table.push(Code::UNKNOWN_PARAMETER, field, cause, action);
                sound = false;
            }
        }
    }
    sound.then_some(paths)
}

/// Warns of listed values that the plan cannot have even if nothing else changes (P9009).
fn try_values(table: &Fields<'_>, plan: &PlanTemplate, paths: &[String], variation: &Variation) {
    let Variation::Values(values) = variation else {
        return;
    };
    for value in values.iter().take(TRIED) {
        let changes: Vec<(String, ParameterValue)> =
            paths.iter().map(|path| (path.clone(), value.clone())).collect();
        if let Err(problems) = plan.with(&changes) {
            let why = problems.first_error_text();
            let cause = text!(
                "the plan cannot have `{value}` here: {why}",
                "规划此处不能为 `{value}`：{why}";
                why
            );
            let action = text!(
                "correct the value; otherwise its scenarios become rows without a plan",
                "更正取值；否则其情景各行没有方案"
            );
            table.push(Code::SWEPT_VALUE_UNFIT, "values", cause, action);
        }
    }
}

fn check_p9007_draws(root: &Fields<'_>, sweep: &Sweep) {
    let draws =
        sweep.varied.iter().any(|varied| matches!(varied.variation, Variation::Drawn { .. }));
    let cause = match (draws, sweep.draws) {
        (true, 0) => text!(
            "parameters are drawn at random, but the number of draws is not given",
            "有参数随机抽取，但没有给出抽取次数"
        ),
        (false, 1..) => text!(
            "`draws` is given, but no parameter is drawn at random",
            "给出了 `draws`，但没有参数随机抽取"
        ),
        _ => return,
    };
    if root.sound() {
        let action = text!(
            "give both: `draws` in [sweep], and `random` in a [[vary]]",
            "两者都要给出：`[sweep]` 中的 `draws` 和 `[[vary]]` 中的 `random`"
        );
        root.push(Code::DRAWS_UNCLEAR, "sweep", cause, action);
    }
}

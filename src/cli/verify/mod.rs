//! `yike verify`: a run's folder, computed again from the files that the run read.

mod periods;

use super::args::VerifyArgs;
use super::engine;
use super::exit::Exit;
use super::failure::Failure;
use super::page::Page;
use super::terminal::Terminal;
use std::path::{Path, PathBuf};
use yike::domain::Problem;
use yike::plan::{as_stated, complete};
use yike::read::{self, Code, Issue, Place, RunFolder};
use yike::run::numbers::count;
use yike::run::plan::to_bytes;
use yike::run::{InputRecord, IssueRecord, VERSION};
use yike::travel::Arcs;
use yike::write::is_name;
use yike::write::verify::{Claims, Evidence, Finding, Folder, Sort, Verification, claims, verify};

/// So many findings are shown; the rest are counted.
const SHOWN: usize = 20;
const LAYOUT: &str = "layout.geojson";
const PLAN: &str = "plan.json";

pub(crate) fn run(
    typed: VerifyArgs,
    json: bool,
    terminal: &mut Terminal<'_>,
) -> Result<Exit, Failure> {
    let verification = match read::is_of_periods(&typed.run) {
        true => periods::verification(&typed)?,
        false => {
            let folder = read::read_run(&typed.run, is_name).map_err(engine::bad_input)?;
            verification(&typed, &folder)?
        }
    };
    if json {
        terminal.data(&to_bytes(&verification))?;
    } else {
        let text = page(&typed.run, &verification, terminal.style.width);
        terminal.data(text.as_bytes())?;
    }
    Ok(match verification.is_verified() {
        true => Exit::Done,
        false => Exit::Differs,
    })
}

fn verification(typed: &VerifyArgs, folder: &RunFolder) -> Result<Verification, Failure> {
    let of = |finding| Verification::of(VERSION, vec![finding]);
    let Some(bytes) = folder.files.get(PLAN) else {
        let cause = "the file is not there: nothing says what the run was made from";
        return Ok(of(Finding::of_file(Sort::Missing, PLAN, cause)));
    };
    let claims = match claims(bytes) {
        Ok(claims) => claims,
        Err(finding) => return Ok(of(*finding)),
    };
    let mut files: Folder = folder.files.clone();
    // What is not looked at need not be read.
    files.extend(folder.others.iter().map(|name| (name.clone(), Vec::new())));
    let Some(mut loaded) = plan(typed, &claims)? else {
        let cause = "no plan file is named";
        return Ok(of(Finding::at(Sort::Unreadable, PLAN, "run.inputs", cause)));
    };
    let Some(horizon) = loaded.horizon.take().filter(|_| !claims.is_audit) else {
        let arcs = Arcs::build(&loaded.problem);
        let problem = loaded.problem.clone();
        return held(typed, &claims, &files, loaded, &problem, &arcs, false);
    };
    let period = horizon
        .periods()
        .iter()
        .find(|period| Some(period.year) == claims.period);
    let Some(period) = period else {
        let cause = "the plan has no such period";
        return Ok(of(Finding::at(Sort::Differs, PLAN, "period", cause)));
    };
    let arcs = Arcs::build(horizon.plan());
    held(typed, &claims, &files, loaded, &period.problem, &arcs, true)
}

/// The plan that a run was made from, read again under the name that the run gives it; none where the run names none.
fn plan(typed: &VerifyArgs, claims: &Claims) -> Result<Option<engine::Loaded>, Failure> {
    let Some(recorded) = claims.inputs.iter().find(|input| input.role == "plan") else {
        return Ok(None);
    };
    let path = match &typed.plan {
        Some(path) => path.clone(),
        None => found(typed, &recorded.path)?,
    };
    let mut loaded = engine::read_plan(&path)?;
    let (inputs, warnings) = (&mut loaded.inputs, &mut loaded.warnings);
    rename(&path, &recorded.path, inputs, warnings);
    Ok(Some(loaded))
}

/// Holds the files against a plan that was read again.
fn held(
    typed: &VerifyArgs,
    claims: &Claims,
    files: &Folder,
    loaded: engine::Loaded,
    problem: &Problem,
    arcs: &Arcs,
    of_schedule: bool,
) -> Result<Verification, Failure> {
    let (mut inputs, mut warnings) = (loaded.inputs, loaded.warnings);
    let mut unreadable = Vec::new();
    let layout = if claims.is_audit {
        let recorded = claims.inputs.iter().find(|input| input.role == "layout");
        let Some(recorded) = recorded else {
            let cause = "no layout is named, though the run is an audit";
            let finding = Finding::at(Sort::Unreadable, PLAN, "run.inputs", cause);
            return Ok(Verification::of(VERSION, vec![finding]));
        };
        let path = found(typed, &recorded.path)?;
        let mut drawn = engine::read_layout(&path, problem)?;
        let input = std::slice::from_mut(&mut drawn.input);
        rename(&path, &recorded.path, input, &mut drawn.warnings);
        inputs.push(drawn.input);
        warnings.extend(drawn.warnings);
        Some(complete(problem, arcs, drawn.stated))
    } else if files.contains_key(LAYOUT) && claims.has_layout {
        match engine::read_layout(&typed.run.join(LAYOUT), problem) {
            Ok(read) => Some(as_stated(problem, arcs, read.stated)),
            Err(Failure::Input(issues)) => {
                unreadable = issues.iter().map(of_issue).collect();
                None
            }
            Err(other) => return Err(other),
        }
    } else {
        None
    };
    let evidence = Evidence {
        problem,
        arcs,
        layout,
        inputs,
        warnings,
        of_schedule,
    };
    let mut verification = verify(&evidence, claims, files);
    if !unreadable.is_empty() {
        // That there is no layout is said better by what is wrong with it.
        verification
            .findings
            .retain(|found| found.sort != Sort::Missing);
        verification.findings.extend(unreadable);
    }
    Ok(verification)
}

/// Where a file that the run read is now.
fn found(typed: &VerifyArgs, recorded: &str) -> Result<PathBuf, Failure> {
    let recorded = Path::new(recorded);
    let places = match &typed.inputs {
        None => vec![recorded.to_owned()],
        Some(folder) => {
            let own = recorded.file_name().map(|name| folder.join(name));
            [Some(folder.join(recorded)), own]
                .into_iter()
                .flatten()
                .collect()
        }
    };
    places
        .iter()
        .find(|path| path.is_file())
        .cloned()
        .ok_or_else(|| {
            let issue = Issue {
                code: Code::RUN_INPUT_MOVED,
                place: Place {
                    file: typed.run.join(PLAN).display().to_string(),
                    field: Some("run.inputs".into()),
                    ..Place::default()
                },
                cause: format!(
                    "the run was made from {}, which is not there",
                    recorded.display()
                ),
                action: "say where its files are: --inputs DIR, or --plan FILE".into(),
            };
            Failure::Input(vec![engine::issue(&issue)])
        })
}

/// Calls a file that was read from `path` as the run calls it.
fn rename(path: &Path, recorded: &str, inputs: &mut [InputRecord], warnings: &mut [IssueRecord]) {
    let path = path.display().to_string();
    let inputs = inputs.iter_mut().map(|input| &mut input.path);
    let warnings = warnings.iter_mut().map(|warning| &mut warning.file);
    for name in inputs.chain(warnings).filter(|name| **name == path) {
        *name = recorded.into();
    }
}

/// What is wrong with the folder's own layout.
fn of_issue(issue: &IssueRecord) -> Finding {
    let place = issue.place();
    let place = place.strip_prefix(&issue.file).unwrap_or(&place);
    let place = place.trim_start_matches([',', ':', ' ']);
    let cause = format!("{} ({})", issue.cause, issue.code);
    Finding::at(Sort::Unreadable, LAYOUT, place, cause)
}

/// The answer for the terminal.
fn page(run: &Path, verification: &Verification, width: usize) -> String {
    let mut page = Page::new(width);
    let (mismatches, notes): (Vec<&Finding>, Vec<&Finding>) = verification
        .findings
        .iter()
        .partition(|found| found.is_mismatch());
    let run = run.display();
    // A run of another version says so first.
    for note in notes.iter().filter(|note| note.place == "run.version") {
        page.line(&format!("note: {}", note.text()));
    }
    let files = count(verification.files.len());
    let inputs = count(verification.inputs);
    if mismatches.is_empty() {
        page.line(&format!(
            "{run}: verified. {files} files say what {inputs} input files give, computed again without a solver."
        ));
        if verification.bounds_claimed > 0 {
            page.line(&format!(
                "{} bounds are the solver's word: nothing that is computed here refutes them.",
                count(verification.bounds_claimed)
            ));
        }
    } else {
        page.line(&format!(
            "{run}: not what its inputs give, in {} {}:",
            count(mismatches.len()),
            if mismatches.len() == 1 {
                "place"
            } else {
                "places"
            }
        ));
        for found in mismatches.iter().take(SHOWN) {
            page.item(&found.text());
        }
        if mismatches.len() > SHOWN {
            let more = count(mismatches.len() - SHOWN);
            page.line(&format!("and {more} more (use --json for all)"));
        }
    }
    let others: Vec<&&Finding> = notes
        .iter()
        .filter(|note| note.place != "run.version")
        .collect();
    for note in others.iter().take(SHOWN) {
        page.line(&format!("note: {}", note.text()));
    }
    if others.len() > SHOWN {
        let more = count(others.len() - SHOWN);
        page.line(&format!("and {more} more notes (use --json for all)"));
    }
    page.text
}

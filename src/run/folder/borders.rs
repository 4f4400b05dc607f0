//! The borders of a run's towns: its own layer of towns, or else the one that the plan was made from, if that still is as it
//! was.

use super::layout::{PlacedRow, placed, read_towns};
use super::{RunFolder, sha256};
use crate::domain::text;
use crate::read::{Code, Issue, Place, read_features};
use crate::run::record::InputRecord;
use std::fs;
use std::path::{Path, PathBuf};

/// The borders from the first of `folders` that has a layer of towns, or from the `inputs` of the run; a warning where they
/// are not to be had.
pub fn read_borders<'a>(
    run: &Path,
    folders: impl IntoIterator<Item = &'a RunFolder>,
    inputs: &[InputRecord],
) -> Result<Vec<PlacedRow>, Box<Issue>> {
    let own = folders.into_iter().find_map(|own| read_towns(own).ok());
    own.or_else(|| of_inputs(inputs)).ok_or_else(|| {
        Box::new(Issue {
        code: Code::RUN_WITHOUT_BORDERS,
        place: Place::file(&run.display().to_string()),
            cause: text!(
                "neither the folder has a layer of towns, nor is the plan's where it was and as it was",
                "文件夹中没有镇街图层，规划的镇街图层也已移走或改动"
            ),
            action: text!(
                "nothing, if a map without borders will do; otherwise make the run again",
                "若地图可以没有边界，无需处理；否则重新运行"
            ),
        })
    })
}

/// The layer of towns that the run read, when its bytes are those of the record and the plan says nothing about how to read
/// it.
fn of_inputs(inputs: &[InputRecord]) -> Option<Vec<PlacedRow>> {
    let input = |role: &str| inputs.iter().find(|input| input.role == role);
    let unchanged = |record: &InputRecord, path: &Path| {
        let bytes = fs::read(path).ok()?;
        (sha256(&bytes) == record.sha256).then_some(bytes)
    };
    let (plan, towns) = (input("plan")?, input("towns")?);
    let plan_path = PathBuf::from(&plan.path);
    let path = plan_path.parent()?.join(&towns.path);
    let table: toml::Table = String::from_utf8(unchanged(plan, &plan_path)?).ok()?.parse().ok()?;
    // A table in place of a path says how the layer is to be read.
    table.get("data")?.get("towns")?.as_str()?;
    unchanged(towns, &path)?;
    placed(read_features(&path, None, None).ok()?.features)
}

//! The job scripts on the page about clusters, submitted to an `sbatch` that does what Slurm does with them.
#![cfg(unix)]

use super::{SWEEP, sweep, tables, workplace};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// An array's tasks one after the other, the third one requeued; then what waits for the array.
const SBATCH: &str = r#"#!/bin/bash
set -eu
case $1 in
    --parsable)
        range=$(sed -n 's/^#SBATCH --array=//p' "$2")
        export SLURM_ARRAY_TASK_COUNT=$((${range#*-} - ${range%-*} + 1)) SLURM_CPUS_PER_TASK=1
        for task in $(seq "${range%-*}" "${range#*-}") 3; do
            SLURM_ARRAY_TASK_ID=$task bash "$2" >&2
        done
        echo 42
        ;;
    --dependency=afterok:42) [ "$2" = --wrap ] && sh -c "$3" >&2 ;;
    *) exit 1 ;;
esac
"#;

/// The blocks of the page's section on Slurm: the job script, and what submits it.
fn scripts() -> [String; 2] {
    let page = std::fs::read_to_string(Path::new(crate::book::ROOT).join("docs/cluster.md"));
    let page = page.expect("a page");
    let (_, section) = page.split_once("## 2. A Slurm array").expect("the section");
    let blocks = section.split("```bash\n").skip(1).take(2);
    let code = blocks.map(|rest| rest.split("```").next().unwrap_or_default().to_owned());
    code.collect::<Vec<_>>().try_into().expect("two scripts")
}

#[test]
fn a_slurm_array_gives_the_bytes_of_one_run() {
    let place = workplace();
    place.write("sweep.toml", SWEEP);
    assert_eq!(sweep(&place, "alone", &["--yes"]), 0);
    let [job, submit] = scripts();
    place.write("sweep.sbatch", &job);
    place.write("sbatch", SBATCH);
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.path("sbatch"), mode).expect("made executable");
    let yike = Path::new(env!("CARGO_BIN_EXE_yike")).parent().expect("a folder").display();
    let (own, path) = (place.path(""), std::env::var("PATH").unwrap_or_default());
    let ran = Command::new("bash")
        .args(["-euc", &submit])
        .current_dir(&own)
        .env("PATH", format!("{}:{yike}:{path}", own.display()))
        .output()
        .expect("a shell");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(tables(&place, "out/whole"), tables(&place, "alone"));
}

//! The page of tables, and the file of rows.

use crate::case::{Case, Row, run};
use crate::{Args, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

pub struct Page {
    folder: PathBuf,
    out: PathBuf,
    rows: Vec<String>,
    pub limit_s: f64,
    pub peers: Option<PathBuf>,
    threads: usize,
    csv: File,
    text: String,
    table: Vec<Row>,
}

impl Page {
    pub fn new(args: &Args) -> Result<Self> {
        fs::create_dir_all(&args.out)?;
        let mut csv = File::create(args.out.join("benchmark.csv"))?;
        writeln!(
            csv,
            "section,instance,problem,status,objective,bound,gap,seconds,nodes,known,known_as,verdict,published_s,peer_s,memory_mb"
        )?;
        Ok(Self {
            folder: args.folder.clone(),
            out: args.out.clone(),
            rows: args.rows.clone(),
            limit_s: args.limit,
            peers: args.peers.clone(),
            threads: args.threads,
            csv,
            text: String::new(),
            table: Vec::new(),
        })
    }

    /// A path below the folder of instances; none, with a word about it, when it is not there.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let path = self.folder.join(name);
        if path.exists() {
            return Some(path);
        }
        eprintln!("left out: {} is not there", path.display());
        None
    }

    /// The folder for what is made on the way.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Whether a row is wanted.
    pub fn wants(&self, instance: &str, problem: &str) -> bool {
        let contains = |word: &String| instance.contains(word) || problem.contains(word);
        self.rows.is_empty() || self.rows.iter().any(contains)
    }

    /// Measures a case, unless it is not wanted.
    pub fn measure(&mut self, mut case: Case<'_>) -> Result<()> {
        if !self.wants(&case.instance, &case.problem) {
            return Ok(());
        }
        case.limit_s = case.limit_s.min(self.limit_s);
        let row = run(case, self.threads)?;
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let (known, known_as) = row.known.map_or((None, ""), |(v, as_)| (Some(v), as_));
        writeln!(
            self.csv,
            "{},{},{},{},{},{},{},{:.3},{},{},{known_as},{},{},{},{}",
            row.section,
            row.instance,
            row.problem,
            row.status.word(),
            number(row.objective),
            number(row.bound),
            number(row.gap),
            row.seconds,
            row.nodes,
            number(known),
            row.verdict(),
            number(row.published_s),
            number(row.peer_s),
            number(row.memory_mb),
        )?;
        eprintln!("{}", line(&row));
        self.table.push(row);
        Ok(())
    }

    /// Ends a section: its rows become a table under `title`, with `remark` below.
    pub fn end(&mut self, title: &str, remark: &str) {
        let rows = std::mem::take(&mut self.table);
        if rows.is_empty() {
            return;
        }
        self.text += &format!(
            "## {title}\n\n| instance | problem | status | objective | bound | gap | published | | s | published s | peer s | nodes | MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n"
        );
        for row in &rows {
            self.text += &line(row);
            self.text.push('\n');
        }
        let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
        let proved = rows.iter().filter(|row| row.is_proved()).count();
        let different = rows.iter().filter(|row| row.verdict() == "different").count();
        let mut sums = format!(
            "\n{} rows, {proved} proved optimal, {different} different from the published value; {seconds:.1} s in all, {:.3} s on average",
            rows.len(),
            seconds / rows.len() as f64
        );
        let both: Vec<&Row> = rows.iter().filter(|row| row.peer_s.is_some()).collect();
        if !both.is_empty() {
            let ours: f64 = both.iter().map(|row| row.seconds).sum();
            let theirs: f64 = both.iter().filter_map(|row| row.peer_s).sum();
            sums += &format!(
                "; the peer took {theirs:.1} s for the {} rows it was run on, Yike {ours:.1} s: {:.1} times as fast",
                both.len(),
                theirs / ours
            );
        }
        self.text += &format!("{sums}.\n\n{remark}\n\n");
        eprintln!("{sums}");
    }

    /// Writes the page.
    pub fn write(&self) -> Result<()> {
        fs::write(self.out.join("benchmark.md"), &self.text)?;
        Ok(())
    }
}

fn line(row: &Row) -> String {
    let number = |value: Option<f64>| match value {
        None => String::new(),
        Some(value) if value.fract() == 0.0 => format!("{value:.0}"),
        Some(value) => format!("{value:.3}"),
    };
    let short = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.2}"));
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {:.2} | {} | {} | {} | {} |",
        row.instance,
        row.problem,
        row.status.word(),
        number(row.objective),
        number(row.bound),
        row.gap.map_or(String::new(), |gap| format!("{:.4} %", 100.0 * gap)),
        row.known.map_or(String::new(), |(value, as_)| format!("{} ({as_})", number(Some(value)))),
        row.verdict(),
        row.seconds,
        short(row.published_s),
        short(row.peer_s),
        row.nodes,
        row.memory_mb.map_or(String::new(), |mb| format!("{mb:.0}")),
    )
}

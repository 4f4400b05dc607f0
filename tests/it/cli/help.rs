//! Help in Chinese: `--help`, `-h` and `yike help COMMAND`.

use crate::common::program::yike;
use std::collections::BTreeSet;
use std::path::Path;
use yike::cli::commands;

/// What the program says to these words where the locale is this one; on stdout or else on stderr.
fn said(words: &[&str], locale: &str) -> String {
    let mut command = yike(Path::new("."), words);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", locale);
    let ran = command.output().expect("it runs");
    let text = if ran.stdout.is_empty() { ran.stderr } else { ran.stdout };
    String::from_utf8(text).expect("UTF-8")
}

/// The options and arguments, in the order of help.
fn options(help: &str) -> Vec<&str> {
    let indented = help.lines().filter(|line| line.starts_with("  "));
    let heads = indented.filter(|line| line.len() - line.trim_start().len() < 10);
    heads.map(str::trim).filter(|line| line.starts_with(['-', '<', '['])).collect()
}

fn columns(line: &str) -> usize {
    line.chars().map(|letter| 1 + usize::from(letter >= '\u{2e80}')).sum()
}

/// Words of English that stand one after the other, outside what is quoted.
fn prose(help: &str) -> Option<String> {
    let plain: String = help.split(['`', '"']).step_by(2).collect::<Vec<_>>().join("|");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_word = |word: &str| word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
    let pair = words.windows(2).find(|pair| pair.iter().all(|word| is_word(word)));
    pair.map(|pair| pair.join(" "))
}

#[test]
fn topics_are_chinese_where_there_is_a_page_and_say_so_where_there_is_none() {
    let topics = yike_topics();
    let remark = "本主题尚无中文页，以下为英文。";
    let mut without = 0;
    for topic in &topics {
        let (chinese, english) =
            (said(&["help", topic], "zh_CN.UTF-8"), said(&["help", topic], "C"));
        assert!(!english.contains(remark), "{topic}");
        let is_chinese =
            chinese.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count()
                > 150;
        match chinese.starts_with(remark) {
            true => {
                without += 1;
                assert!(chinese.ends_with(&english), "{topic}");
            }
            false => assert!(is_chinese, "{topic}: {chinese}"),
        }
    }
    assert!(without < topics.len() - 4, "{without} of {}", topics.len());
    let plan = said(&["help", "plan"], "zh_CN.UTF-8");
    assert!(plan.starts_with("输入文件") && plan.contains("[[target]]"), "{plan}");
}

/// The topics that `yike help` lists.
fn yike_topics() -> Vec<String> {
    let listed: serde_json::Value =
        serde_json::from_str(&said(&["help", "--json"], "C")).expect("JSON");
    let words = listed.as_array().expect("topics").iter();
    words.map(|own| own["word"].as_str().expect("a word").to_owned()).collect()
}

#[test]
fn every_command_is_explained_in_chinese() {
    let names = commands().into_iter().map(|command| command.name);
    for name in names.chain(["help".to_owned()]) {
        let english = said(&[&name, "--help"], "C");
        let chinese = said(&[&name, "--help"], "zh_CN.UTF-8");
        assert_eq!(options(&chinese), options(&english), "{name}");
        assert!(prose(&english).is_some(), "{name} has no prose");
        assert_eq!(
            prose(&chinese.replace(&format!("yike {name}"), "")),
            None,
            "{name}:\n{chinese}"
        );
        assert!(!chinese.contains("alues:") && !chinese.contains("default"), "{chinese}");
        for line in chinese.lines() {
            assert!(columns(line) <= 80 || line.starts_with("用法："), "{line}");
            let is_heading = !line.is_empty() && !line.starts_with(' ');
            assert!(!is_heading || !line.is_ascii(), "{line}");
        }
        assert_eq!(said(&["help", &name, "--lang", "zh"], "C"), chinese);
        let short = said(&["-h", &name, "--lang=zh"], "C");
        assert!(short.starts_with("养老服务设施"), "{short}");
        let short = said(&[&name, "-h"], "zh_CN.UTF-8");
        assert_eq!(options(&short), options(&english), "{name}");
        assert_eq!(prose(&short.replace(&format!("yike {name}"), "")), None, "{name}:\n{short}");
    }
}

#[test]
fn the_language_of_help_is_the_one_asked_for() {
    let english = said(&["--help"], "C");
    let chinese = said(&["--help"], "zh_CN.UTF-8");
    assert_eq!(options(&chinese), options(&english));
    let first = |help: &str| {
        let indented = help.lines().filter_map(|line| line.strip_prefix("  "));
        let words = indented.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        words.filter_map(|line| line.split_once(' ')).map(|(word, _)| word.to_owned()).collect()
    };
    let [listed, own]: [BTreeSet<String>; 2] = [&english, &chinese].map(|help| first(help));
    assert!(listed == own && listed.contains("solve"), "{chinese}");
    assert!(chinese.contains("\n命令：\n") && chinese.contains("\n退出码：\n"), "{chinese}");
    assert_eq!(said(&["--lang", "zh", "--help"], "C"), chinese);
    assert_eq!(said(&["--lang=en", "--help"], "zh_CN.UTF-8"), english);
    assert_eq!(said(&["--help", "--lang", "en"], "zh_CN.UTF-8"), english);
    assert!(said(&[], "zh_CN.UTF-8").contains("\n用法：yike [选项] <命令>\n"));
    let solve = said(&["solve", "--help"], "zh_CN.UTF-8");
    assert!(solve.contains("\n用法：yike solve [选项] --out <DIR> <PLAN>\n"), "{solve}");
    assert!(solve.contains("（默认：gpkg,xlsx）"), "{solve}");
    let json = said(&["help", "solve", "--json", "--lang", "zh"], "C");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["word"], "solve");
}

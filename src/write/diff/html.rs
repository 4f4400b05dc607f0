//! A page of plain HTML: every text in both languages, one of them shown, without script.

use crate::domain::Language::{self, Chinese, English};
use crate::run::TextTable;
use crate::run::looks;
use crate::run::numbers::DASH;
use crate::write::markup::xml;

/// Text that cannot turn the direction of what stands beside it.
fn isolated(text: &str) -> String {
    // A long word may break anywhere, so that the table fits; a short one stays whole.
    let class = match text.chars().count() > 24 {
        true => " class=\"long\"",
        false => "",
    };
    format!("<bdi{class}>{}</bdi>", xml(text))
}

/// A text in both languages.
pub(super) fn both(english: &str, chinese: &str) -> String {
    if english == chinese {
        return isolated(english);
    }
    let [english, chinese] = [english, chinese].map(isolated);
    format!(
        "<span class=\"en\" lang=\"en\">{english}</span><span class=\"zh\" lang=\"zh\">{chinese}</span>"
    )
}

/// A page being written.
#[derive(Default)]
pub(super) struct Page {
    body: String,
}

impl Page {
    /// Adds HTML as it is.
    pub(super) fn put(&mut self, html: &str) {
        self.body.push_str(html);
        self.body.push('\n');
    }

    pub(super) fn heading(&mut self, english: &str, chinese: &str) {
        self.put(&format!("<h2>{}</h2>", both(english, chinese)));
    }

    pub(super) fn paragraph(&mut self, english: &str, chinese: &str) {
        self.put(&format!("<p>{}</p>", both(english, chinese)));
    }

    /// A table, made in both languages. `rest`: rows that are left out.
    pub(super) fn table(&mut self, made: impl Fn(Language) -> TextTable, rest: usize) {
        let (english, chinese) = (made(English), made(Chinese));
        let cell = |tag: &str, is_number: bool, [english, chinese]: [&str; 2]| {
            let class = match (is_number, english) {
                (true, _) => " class=\"n\"",
                (false, DASH | "") => " class=\"none\"",
                _ => "",
            };
            format!("<{tag}{class}>{}</{}>", both(english, chinese), &tag[..2])
        };
        let columns = || english.columns.iter().zip(&chinese.columns);
        let heads = columns()
            .map(|(en, zh)| cell("th scope=\"col\"", en.is_number, [&en.heading, &zh.heading]));
        // On a telephone a row stands as a list, each value behind its heading.
        let headed = columns().map(|(en, zh)| {
            format!("td data-en=\"{}\" data-zh=\"{}\"", xml(&en.heading), xml(&zh.heading))
        });
        let headed: Vec<String> = headed.collect();
        let heads: String = heads.collect();
        let rows = english.rows.iter().zip(&chinese.rows).map(|(en, zh)| {
            let cells = english.columns.iter().zip(&headed).zip(en.iter().zip(zh));
            let cells =
                cells.map(|((column, tag), (en, zh))| cell(tag, column.is_number, [en, zh]));
            format!("<tr>{}</tr>\n", cells.collect::<String>())
        });
        let rows: String = rows.collect();
        self.put(&format!(
            "<div class=\"wide\"><table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>"
        ));
        if rest > 0 {
            self.paragraph(
                &format!("{rest} more rows are in the tables beside this page."),
                &format!("其余 {rest} 行见同目录下的表格文件。"),
            );
        }
    }

    /// The whole file. The language is chosen by two radio buttons and a rule of style.
    pub(super) fn finish(self, title: &str, first: Language) -> Vec<u8> {
        let (title, lang) = (xml(title), first.word());
        let [english, chinese] = [Language::English, Language::Chinese]
            .map(|own| if own == first { " checked" } else { "" });
        let (body, colours) = (self.body, looks::variables());
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{colours}\n{STYLE}</style>\n</head>\n<body>\n<input type=\"radio\" name=\"language\" id=\"en\"{english}><label for=\"en\">English</label>\n<input type=\"radio\" name=\"language\" id=\"zh\"{chinese}><label for=\"zh\" lang=\"zh\">中文</label>\n<main>\n{body}</main>\n</body>\n</html>\n"
        )
        .into_bytes()
    }
}

const STYLE: &str = "\
body{font:16px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:1rem auto;padding:0 1rem}
main .zh{display:none}
#zh:checked~main .zh{display:inline}
#zh:checked~main .en{display:none}
label{margin:0 1rem 0 .3rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;min-width:44rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top;max-width:24rem}
.long{overflow-wrap:anywhere}
th{border-bottom:2px solid var(--grey)}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto;border:1px solid var(--line);background:var(--land)}
.key{display:inline-block;margin-right:1.2rem}
@media screen and (max-width:560px){
table,tbody,tr{display:block;min-width:0}thead{display:none}tr{border-bottom:2px solid var(--line);padding:.3rem 0}
td,td.n{display:flow-root;max-width:none;padding:0 0 0 42%;border:0;text-align:left;white-space:normal}
td::before{content:attr(data-en);color:var(--grey);float:left;width:69%;margin-left:-72%}
#zh:checked~main td::before{content:attr(data-zh)}
.none,td:empty,td:first-child::before{display:none}td:first-child{padding:0;font-weight:600}
}
@media print{input,label{display:none}h2{break-after:avoid}tr{break-inside:avoid}}
";

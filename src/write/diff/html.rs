//! A page of plain HTML: every text in both languages, one of them shown, without script.

use std::fmt::Write;

/// Text as HTML shows it, whatever is in it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No control characters in HTML.
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A caller's text, which cannot turn the direction of what stands beside it.
pub(super) fn isolated(text: &str) -> String {
    // A long word may break anywhere, so that the table fits; a short one stays whole.
    let class = match text.chars().count() > 24 {
        true => " class=\"long\"",
        false => "",
    };
    format!("<bdi{class}>{}</bdi>", escaped(text))
}

/// A phrase in both languages.
pub(super) fn both(english: &str, chinese: &str) -> String {
    format!(
        "<span class=\"en\" lang=\"en\">{}</span><span class=\"zh\" lang=\"zh\">{}</span>",
        escaped(english),
        escaped(chinese)
    )
}

/// A cell of a table, escaped already.
pub(super) enum Cell {
    /// Text.
    Left(String),
    /// A figure.
    Right(String),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Cell::Left(isolated(text))
    }

    pub(super) fn figure(text: &str) -> Self {
        Cell::Right(escaped(text))
    }
}

/// A page being written.
pub(super) struct Page {
    body: String,
}

impl Page {
    pub(super) fn new() -> Self {
        Self { body: String::new() }
    }

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

    /// A table; heads in both languages, those of figures to the right as their cells are. `rest`: rows that are left out.
    pub(super) fn table(&mut self, heads: &[(&str, &str)], rows: &[Vec<Cell>], rest: usize) {
        let mut html = String::from("<div class=\"wide\"><table><thead><tr>");
        for (at, (english, chinese)) in heads.iter().enumerate() {
            let figure = matches!(rows.first().and_then(|row| row.get(at)), Some(Cell::Right(_)));
            let class = if figure { " class=\"n\"" } else { "" };
            html += &format!("<th scope=\"col\"{class}>{}</th>", both(english, chinese));
        }
        html += "</tr></thead>\n<tbody>\n";
        for row in rows {
            html += "<tr>";
            for cell in row {
                // Writing to a text cannot fail.
                let _ = match cell {
                    Cell::Left(text) => write!(html, "<td>{text}</td>"),
                    Cell::Right(text) => write!(html, "<td class=\"n\">{text}</td>"),
                };
            }
            html += "</tr>\n";
        }
        html += "</tbody></table></div>";
        self.put(&html);
        if rest > 0 {
            self.paragraph(
                &format!("{rest} more rows are in the tables beside this page."),
                &format!("其余 {rest} 行见同目录下的表格文件。"),
            );
        }
    }

    /// The whole file. The language is chosen by two radio buttons and a rule of style.
    pub(super) fn finish(self, title: &str) -> Vec<u8> {
        let title = escaped(title);
        let body = self.body;
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<input type=\"radio\" name=\"language\" id=\"en\" checked><label for=\"en\">English</label>\n<input type=\"radio\" name=\"language\" id=\"zh\"><label for=\"zh\" lang=\"zh\">中文</label>\n<main>\n{body}</main>\n</body>\n</html>\n"
        )
        .into_bytes()
    }
}

const STYLE: &str = "\
body{font:16px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1b1b1b;background:#fff;max-width:60rem;margin:1rem auto;padding:0 1rem}
main .zh{display:none}
#zh:checked~main .zh{display:inline}
#zh:checked~main .en{display:none}
label{margin:0 1rem 0 .3rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.9rem;min-width:44rem}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ddd;vertical-align:top;max-width:24rem}
.long{overflow-wrap:anywhere}
th{border-bottom:2px solid #555}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
svg{width:100%;height:auto;border:1px solid #ddd;background:#fafafa}
.key{display:inline-block;margin-right:1.2rem}
@media print{input,label{display:none}h2{break-after:avoid}tr{break-inside:avoid}}
";

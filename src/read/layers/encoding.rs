//! The encoding of the text of a table: stated, or guessed and reported.

use crate::domain::text;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;
use crate::read::source::decode;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use std::borrow::Cow;

/// An encoding and whether it was guessed.
#[derive(Debug, Clone, Copy)]
pub(super) struct GuessedEncoding {
    pub(super) encoding: &'static Encoding,
    pub(super) guessed: bool,
}

/// The encoding that a `.cpg` file names.
pub(super) fn of_cpg(text: &str) -> Option<&'static Encoding> {
    let word = text.trim().trim_start_matches('\u{feff}').to_ascii_uppercase();
    match word.as_str() {
        "65001" | "UTF8" => Some(UTF_8),
        "936" | "CP936" | "GB2312" | "ANSI 936" | "OEM 936" => Some(GBK),
        "54936" | "CP54936" => Some(GB18030),
        "950" | "CP950" => Some(encoding_rs::BIG5),
        _ => Encoding::for_label(
            word.trim_start_matches("ANSI ").trim_start_matches("CP").as_bytes(),
        )
        .or_else(|| Encoding::for_label(word.as_bytes())),
    }
}

/// The encoding of a dBase table's language driver, where it is a relevant one.
pub(super) fn of_driver(id: u8) -> Option<&'static Encoding> {
    match id {
        0x4d | 0x7a => Some(GBK),
        0x4f | 0x78 => Some(encoding_rs::BIG5),
        _ => None,
    }
}

/// The encoding that all of `texts` fit, by `fits`: UTF-8, else GBK; none when neither does.
pub(super) fn guess(
    texts: &[&[u8]],
    fits: impl Fn(&'static Encoding, &[u8]) -> bool,
) -> Option<GuessedEncoding> {
    if texts.iter().all(|text| text.is_ascii()) {
        return Some(GuessedEncoding { encoding: UTF_8, guessed: false });
    }
    [UTF_8, GBK]
        .into_iter()
        .find(|encoding| texts.iter().all(|text| fits(encoding, text)))
        .map(|encoding| GuessedEncoding { encoding, guessed: true })
}

/// The text of a table; a guessed encoding other than UTF-8 is reported. None, with an issue, where none fits.
pub(in crate::read) fn decoded<'a>(
    sink: &Sink,
    name: &str,
    bytes: &'a [u8],
) -> Option<Cow<'a, str>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(found) = guess(&[bytes], fits) else {
        let cause =
            text!("the text is neither UTF-8 nor GBK", "文本既不是 UTF-8 编码，也不是 GBK 编码");
        let action = text!("save the file as UTF-8", "请将文件另存为 UTF-8 编码");
        sink.push(Code::NOT_UTF8, Place::file(name), cause, action);
        return None;
    };
    if found.encoding != UTF_8 {
        let encoding = found.encoding.name();
        let cause = text!(
            "the text is not UTF-8; it is read as {encoding}",
            "文本不是 UTF-8 编码，按 {encoding} 读取"
        );
        let action = text!(
            "check a Chinese name; save the file as UTF-8 to avoid the warning",
            "请核对一个中文名称；将文件另存为 UTF-8 编码可避免此警告"
        );
        sink.push(Code::ENCODING_GUESSED, Place::file(name), cause, action);
    }
    Some(found.encoding.decode_without_bom_handling(bytes).0)
}

/// The text of XML, in the encoding that it states, else in UTF-8; none, with an issue, where it is not.
pub(super) fn of_xml(sink: &Sink, name: &str, bytes: Vec<u8>) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let head = head.trim_start_matches('\u{feff}').strip_prefix("<?xml");
    let stated = head.and_then(|head| head.split("?>").next()?.split_once("encoding="));
    let word = stated.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    let encoding = word.and_then(of_cpg).unwrap_or(UTF_8);
    if encoding == UTF_8 {
        return decode(bytes, sink, name);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    let refuse = || {
        let encoding = encoding.name();
        let cause =
            text!("the text is not {encoding}, as it says", "文本的编码不是文件所写的 {encoding}");
        let action = text!("save the file as UTF-8", "请将文件另存为 UTF-8 编码");
        sink.refuse(Code::NOT_UTF8, Place::file(name), cause, action)
    };
    text.map(Cow::into_owned).or_else(refuse)
}

/// Whether `bytes` are text of `encoding`.
pub(super) fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

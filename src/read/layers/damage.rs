//! Issues of damaged files.

use crate::domain::{Phrase, Text, text};
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// Reports that a file is cut off or damaged.
pub(super) fn push(sink: &Sink, name: &str, what: Phrase, why: impl Into<Text>) {
    let action = text!(
        "copy or export the file again; it may be cut off, or of another format than its name says",
        "请重新复制或导出文件；文件可能不完整，或实际格式与文件名不符"
    );
    push_with(sink, name, what, why, action);
}

/// Reports that a file cannot be read, and the way out.
pub(super) fn push_with(sink: &Sink, name: &str, what: Phrase, why: impl Into<Text>, action: Text) {
    let why = why.into();
    let cause =
        text!("this cannot be read as {what}: {why}", "无法按“{what}”读取：{why}"; what, why);
    sink.push(Code::FORMAT_DAMAGED, Place::file(name), cause, action);
}

/// Reports that a record's geometry cannot be read.
pub(super) fn push_geometry(sink: &Sink, name: &str, number: usize, why: impl Into<Text>) {
    let place = Place::feature(name, number, None).at("geometry");
    let action = text!(
        "repair the geometry in the program that wrote it",
        "请在生成该文件的软件中修复几何图形"
    );
    sink.push(Code::GEOMETRY_MALFORMED, place, why, action);
}

/// Bytes that are read from front to back, never beyond their end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}

//! What the system says of files, in both languages.

use crate::domain::{Text, said};
use std::fmt;
use std::io::{Error, ErrorKind};

/// What a reader finds wrong in a file where it may only fail as the system does.
#[derive(Debug)]
pub(crate) struct FileFault(pub(crate) Text);

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for FileFault {}

/// What the system says of a file: in English its own words, in Chinese what they mean where the kind is known, else the
/// words as another's.
pub(crate) fn system_text(error: &Error) -> Text {
    let fault = error.get_ref().and_then(|inner| inner.downcast_ref::<FileFault>());
    if let Some(FileFault(text)) = fault {
        return text.clone();
    }
    let chinese = match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在",
        ErrorKind::PermissionDenied => "没有访问权限",
        ErrorKind::AlreadyExists => "已经存在",
        ErrorKind::IsADirectory => "这是文件夹",
        ErrorKind::NotADirectory => "不是文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出磁盘配额",
        ErrorKind::FileTooLarge => "文件过大",
        ErrorKind::ReadOnlyFilesystem => "磁盘只读",
        ErrorKind::InvalidFilename => "文件名不合规定",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "文件正被占用",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::BrokenPipe => "接收方已关闭",
        ErrorKind::TimedOut => "等待超时",
        ErrorKind::OutOfMemory => "内存不足",
        _ => return said(error),
    };
    Text::new(error.to_string(), chinese)
}

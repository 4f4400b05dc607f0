use crate::domain::Text;
use crate::read::catalogue::Code;
use crate::read::issue::Place;
use crate::read::sink::Sink;

/// Reports why a raster cannot be used.
pub(super) fn refuse(sink: &Sink, name: &str, cause: impl Into<Text>, action: impl Into<Text>) {
    sink.push(Code::RASTER_REFUSED, Place::file(name), cause, action.into());
}

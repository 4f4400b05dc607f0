//! The largest number of a raster's cells, which may be its mark of nodata.

use crate::domain::text;
use crate::read::catalogue::Code;
use crate::read::issue::{Place, Usual};
use crate::read::marks::is_mark;
use crate::read::sink::Sink;

/// The largest number of the cells that were read.
#[derive(Debug, Default)]
pub(super) struct Top {
    largest: f64,
    cells: usize,
    /// The largest of the others.
    next: f64,
}

impl Top {
    pub(super) fn add(&mut self, people: f64) {
        if people > self.largest {
            (self.next, self.largest, self.cells) = (self.largest, people, 1);
        } else if people == self.largest {
            self.cells += 1;
        } else {
            self.next = self.next.max(people);
        }
    }

    /// Reports a number that looks like a mark.
    pub(super) fn check(&self, sink: &Sink, name: &str) {
        let Self { largest, cells, next } = *self;
        if is_mark(largest, next) {
            let cause = text!(
                "{cells} cells are {largest}, all others at most {next}: if that is its mark of cells without people, it is \
                 counted as people",
                "{cells} 个像元为 {largest}，其余不超过 {next}：如果这是无人口像元的标记，会被当作人口"
            );
            sink.push(Code::RASTER_MARK, Place::file(name), cause, Usual);
        }
    }
}

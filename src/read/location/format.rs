use crate::domain::{Phrase, phrase};
use std::fmt;

/// The formats of location instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// OR-Library pmed: `n m p`, then m edges `i j length`; of edges between the same nodes the last counts;
    /// distances are of shortest paths. Ids from 1.
    Pmed,
    /// OR-Library cap: `m n`, per site `capacity cost`, per customer its demand and the m costs of serving all of it.
    /// Ids from 1.
    Cap,
    /// TSPLIB points of type `EUC_2D`, also with a bare first line n; demand = sites, weight 1. Ids as given.
    Tsplib,
    /// Holmberg, Rönnqvist, Yuan: `sites customers`, per site `capacity cost`, the demands, per site the costs of
    /// serving all of each customer's demand. Ids from 1.
    Holmberg,
    /// Cordeau, Furini, Ljubić: `sites customers`, lines `F id x y cost`, lines `C id x y demand`; points exactly at
    /// the radius are not covered. Ids as given.
    Grid,
    /// Lorena, Pereira: n, then `x y demand`; demand = sites. Ids from 1.
    Sjc,
    /// Máximo, Cordeau, Nascimento: `NODE_COORD_SECTION` of latitude and longitude, `DEMAND_SECTION`; demand = sites.
    /// Ids from 0, as in the published solutions.
    Cities,
    /// A travel matrix in CSV with a row for each pair.
    LongMatrix,
    /// A travel matrix in CSV with a row for each demand point and a column for each site.
    WideMatrix,
    /// Layers with positions.
    Layers,
    /// Tables with positions in a plane without a coordinate system.
    Plane,
}

impl Format {
    /// The formats of single files, which can be requested by name.
    pub const OF_FILES: [Format; 7] = [
        Format::Pmed,
        Format::Cap,
        Format::Tsplib,
        Format::Holmberg,
        Format::Grid,
        Format::Sjc,
        Format::Cities,
    ];

    /// The word used in commands and reports.
    pub fn word(self) -> &'static str {
        match self {
            Format::Pmed => "pmed",
            Format::Cap => "cap",
            Format::Tsplib => "tsplib",
            Format::Holmberg => "holmberg",
            Format::Grid => "grid",
            Format::Sjc => "sjc",
            Format::Cities => "cities",
            Format::LongMatrix => "long matrix",
            Format::WideMatrix => "wide matrix",
            Format::Layers => "layers",
            Format::Plane => "plane",
        }
    }

    /// The format of single files that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::OF_FILES.into_iter().find(|format| format.word() == word)
    }

    /// The conventions by which the format is read, in one sentence for reports.
    pub fn convention(self) -> Phrase {
        match self {
            Format::Pmed => phrase(
                "of edges between the same nodes the last counts; distances are of shortest paths",
                "同两节点间有多条边时以最后一条为准；距离为最短路",
            ),
            Format::Cap | Format::Holmberg => phrase(
                "costs are of serving the whole demand of a customer",
                "成本为服务一个客户全部需求的成本",
            ),
            Format::Tsplib => phrase(
                "every point is demand of weight 1 and a site",
                "每个点既是权重为 1 的需求点，也是点位",
            ),
            Format::Grid => phrase(
                "covered is who is nearer than the radius, not who is just at it",
                "距离小于半径的为覆盖，恰好等于半径的不算",
            ),
            Format::Sjc => phrase("every point is demand and a site", "每个点既是需求点，也是点位"),
            Format::Cities => phrase(
                "great circles on a sphere of 6378.1 km, in single precision; every point is demand and a site",
                "半径 6378.1 公里球面上的大圆距离，单精度；每个点既是需求点，也是点位",
            ),
            Format::LongMatrix | Format::WideMatrix => {
                phrase("a pair that is absent or blank is out of reach", "缺失或空白的点对不可达")
            }
            Format::Plane => phrase(
                "x and y are of a plane without a coordinate system: distances are straight, and have the unit of x and y",
                "x、y 为无坐标系的平面坐标：距离为直线距离，单位与 x、y 相同",
            ),
            Format::Layers => phrase(
                "geodesics on WGS84 times the detour, in whole millimetres",
                "WGS84 测地线距离乘以绕行系数，取整到毫米",
            ),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

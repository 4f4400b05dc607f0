super::code::codes! { ROADS: "P7xxx: road networks";
OSM_CORRUPT = 7001, Error, "extract truncated or corrupt",
    "The file should be an extract of OpenStreetMap (PBF or XML), but a part of it cannot be decoded.",
    "a download that was broken off; a saved web page named `roads.osm.pbf`.",
    "Download or copy the file again, and compare its size or checksum.";
OSM_FEATURE = 7002, Error, "extract of another kind",
    "The extract is in a form that Yike does not read (o5m, osmChange, JSON of Overpass, packed with xz or LZMA), or needs a feature of the format that it does not know, such as the history of all objects.",
    "a full-history extract, which needs `HistoricalInformation`; `roads.o5m`.",
    "Export a plain extract, for instance with `osmium cat -o roads.osm.pbf`.";
NODES_MISSING = 7003, Warning, "roads without some of their nodes",
    "Roads go through nodes that the extract does not have. They are cut there.",
    "an extract cut at a district's border without the parts of roads beyond it.",
    "Nothing needs doing at the edge of an extract; elsewhere, cut it with complete ways.";
NO_ROADS = 7004, Error, "no roads",
    "The network has no road to travel on, or none that the profile may use.",
    "a layer of buildings given as the network; footways alone, and the profile `drive`.",
    "Export the layer of roads, with the key `highway`.";
NETWORK_SPANS_FAR = 7005, Warning, "roads far apart",
    "The network spans more than 20 degrees: it covers more than a plan's area, or positions in it are wrong.",
    "one node of the extract at [0, 0].",
    "Cut the network to the plan's area, or correct the positions.";
NETWORK_ELSEWHERE = 7006, Error, "network of another area",
    "No point of the demand lies within the network's area or within some 10 km of it.",
    "the roads of Chongqing, and demand on the Isle of Man.",
    "Name the network of the same area; check that both are in WGS84, longitude first.";
ROAD_CLASS_UNKNOWN = 7007, Warning, "unknown class of road",
    "Yike does not know the class of a line, or the line has none while other lines of the layer have one. The line is left out.",
    "`\"highway\": \"construction\"`.",
    "Write a value of OpenStreetMap's key `highway`, for instance `residential`.";
PROFILE_UNCLEAR = 7008, Error, "profile not clear",
    "Speeds are given by class of road, and the plan travels by more than one profile.",
    "`profile = { urban = \"walk\", rural = \"drive\" }` with `speeds = { residential = \"20 km/h\" }`.",
    "Write the speeds under the profile that they are of, for instance `speeds = { drive = { residential = \"20 km/h\" } }`.";
HEIGHTS_MISSING = 7009, Warning, "nodes without heights",
    "Nodes of the roads have no height, neither in the network nor in a raster of heights. Slopes beside them do not count.",
    "a network that goes beyond the raster's edge; `slopes = true` and a network without heights.",
    "Name a raster of the whole area; where only sea or lakes have no heights, nothing needs doing.";
ROAD_UNKNOWN = 7010, Error, "unknown road",
    "No road of the network has the id, number or name of a road to be closed.",
    "`closed = [\"A81\"]` where the network has an A18.",
    "Write the id of the way (in layers: of the line), the number of the road or its name as the network has it.";
ROAD_TAG_UNREAD = 7011, Warning, "tag not understood",
    "A speed limit, or the duration of a ferry, is neither a figure in a known unit nor a known word. The speed of the class counts.",
    "`maxspeed=RO:urban`, `maxspeed=999`.",
    "Write a speed (`50`, `30 mph`), or minutes or `h:mm`; where the class's speed does, nothing needs doing.";
CLASSES_MISSING = 7012, Warning, "no road with a class",
    "No line of the layer has a class of road. All of them count as `road`, with one speed: lanes are as fast as trunk roads.",
    "a layer with classes in a property `等级`, or as numbers in `type`.",
    "Name the property with the classes `highway`, and write OpenStreetMap's values into it; where all roads are alike, give a speed for `road`.";
}

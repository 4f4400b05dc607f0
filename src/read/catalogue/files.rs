super::code::codes! { FILES: "P1xxx: files and their shape";
FILE_UNREADABLE = 1001, Error, "file cannot be opened",
    "The file is not there, is a folder, or may not be read.",
    "`towns = \"town.geojson\"` where the file is `towns.geojson`.",
    "Correct the path; paths in a plan are relative to the plan file.";
FILE_TOO_LARGE = 1002, Error, "file too large",
    "A layer is larger than 100 MB, a plan larger than 10 MB, a location instance or travel matrix larger than 4 GB. A layer or table has more than 2 million features or rows, a table more than 25 million cells, a feature more than 6 million numbers, or a workbook unpacks to more than 500 MB. It is refused before it takes memory.",
    "outlines of 300 MB with a position every metre.",
    "Leave out what the plan does not need, or simplify the outlines.";
NOT_GEOJSON = 1003, Error, "not a GeoJSON file",
    "The file does not start with `{`, so it cannot be GeoJSON. It is refused after its first bytes.",
    "a zipped Shapefile named `sites.geojson`; a CSV table.",
    "Export the layer as GeoJSON (RFC 7946).";
NOT_UTF8 = 1004, Error, "not UTF-8",
    "The text is in another encoding, for instance GBK or UTF-16.",
    "a layer saved by a spreadsheet as GBK.",
    "Save the file as UTF-8.";
JSON_MALFORMED = 1005, Error, "malformed JSON",
    "The text breaks JSON's own rules at the line and column given.",
    "`\"name\": \"向阳\" \"town\": \"T01\"`, a comma is missing.",
    "Repair the text there, or export the layer again.";
JSON_NUMBER = 1006, Error, "not a number that JSON can hold",
    "JSON has no NaN and no infinity, and no number above 1.8e308.",
    "`\"persons\": NaN`.",
    "Write the figure, or null where it is not known.";
DUPLICATE_KEY = 1007, Error, "property given twice",
    "An object gives the same property twice, so that it is not clear which one counts.",
    "`{\"population\": 5000, \"population\": 5010}`.",
    "Leave one of them.";
NOT_A_COLLECTION = 1008, Error, "not a FeatureCollection",
    "A layer is a GeoJSON object of type FeatureCollection with a list `features`.",
    "`{\"type\": \"Feature\", …}` as the whole file.",
    "Export the whole layer, not a single geometry or feature.";
CRS_REFUSED = 1009, Error, "unknown coordinate system",
    "The file or the plan names a coordinate reference system that is not known, or whose shift to WGS84 is not published (Xian 1980).",
    "a `.prj` of Xian 1980 (EPSG:4610); `crs = \"EPSG:99999\"`; `\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"local\"}}`.",
    "Reproject the layer to EPSG:4326 and export it again.";
CRS_TAKEN_AS_WGS84 = 1010, Warning, "CGCS2000 taken as WGS84",
    "The layer is in CGCS2000 (EPSG:4490 or one of its Gauss-Krüger zones). Its positions are taken as WGS84; the two differ by less than a metre.",
    "`\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::4490\"}}`; a Shapefile in CGCS2000 / 3-degree Gauss-Kruger CM 108E.",
    "Nothing needs doing; reproject to EPSG:4326 to be rid of the warning.";
LAYER_EMPTY = 1011, Error, "empty layer",
    "The layer has no features.",
    "`{\"type\": \"FeatureCollection\", \"features\": []}`.",
    "Export it again with its features, and without a filter or selection.";
NOT_A_FEATURE = 1012, Error, "not a feature",
    "An item of `features` is not an object of type Feature with `properties`, an object or null.",
    "`\"features\": [{\"type\": \"Point\", \"coordinates\": [107, 29.8]}]`.",
    "Repair or remove the item.";
GEOMETRY_MISSING = 1013, Error, "no geometry",
    "The feature has no geometry.",
    "`\"geometry\": null`.",
    "Draw the feature, or remove it.";
GEOMETRY_WRONG_TYPE = 1014, Error, "wrong type of geometry",
    "Towns are polygons, sites and medical facilities are points, demand is points or polygons.",
    "a site drawn as a polygon; towns exported as their centres.",
    "Use the geometry asked for.";
GEOMETRY_MALFORMED = 1015, Error, "malformed geometry",
    "The coordinates are not the lists of numbers that the type of geometry needs, or there are too few.",
    "`{\"type\": \"Point\", \"coordinates\": [\"107.03\", \"29.83\"]}`, numbers as text.",
    "Repair the geometry in the program that wrote it.";
RING_NOT_CLOSED = 1016, Error, "ring not closed",
    "A polygon's ring must end where it starts.",
    "`[[107, 29.8], [107.1, 29.8], [107.1, 29.9]]`.",
    "Repeat the first position at the end of the ring.";
RING_CROSSES = 1017, Error, "polygon crosses itself",
    "A ring crosses itself, a hole lies outside its polygon, or parts of a polygon overlap: what is inside is not defined.",
    "`[[107, 29.8], [107.1, 29.9], [107.1, 29.8], [107, 29.9], [107, 29.8]]`, a bow tie.",
    "Repair the outline, for instance with `fix geometries` in QGIS.";
POSITION_OUT_OF_RANGE = 1018, Error, "position not on the earth",
    "A longitude lies beyond ±180 or a latitude beyond ±90 degrees. The layer may be in projected metres.",
    "`[11910000, 3480000]`, metres of Web Mercator.",
    "Reproject the layer to EPSG:4326.";
POSITIONS_SWAPPED = 1019, Error, "latitude and longitude swapped",
    "Positions make sense only with latitude and longitude exchanged. GeoJSON puts longitude first.",
    "`[29.83, 107.16]` for a place in Chongqing.",
    "Exchange the two numbers of each position.";
LAYER_ELSEWHERE = 1020, Error, "layer lies elsewhere",
    "All features of the layer lie outside the box around the towns, or far from the layer that it belongs to.",
    "the sites of one county with the towns of another.",
    "Check that the layers are of the same area and in WGS84.";
TOML_MALFORMED = 1021, Error, "malformed TOML",
    "The plan breaks TOML's own rules at the line and column given.",
    "`name = \"Changshou`, the quotation mark is not closed.",
    "Repair the text there.";
UNKNOWN_KEY = 1022, Error, "unknown key",
    "The plan has a key that the format does not have at this place.",
    "`detuor = 1.4`.",
    "Correct the spelling, or remove the key.";
FIELD_MISSING = 1023, Error, "property or key missing",
    "A property or key that the format asks for is not there, or is null.",
    "a town without `population`; one with `populaton`, which the message names.",
    "Add it.";
FIELD_WRONG_TYPE = 1024, Error, "wrong type of value",
    "A value is of another type than the format asks for, for instance a number written as text.",
    "`\"population\": \"12000\"`; `standing` with the text `\"yes\"`.",
    "Write the type asked for: numbers without quotation marks, text with them.";
FIELD_BLANK = 1025, Error, "empty text",
    "A text that must not be empty is empty.",
    "`\"name\": \"  \"`.",
    "Write the text that belongs there; leave out a property or key that may be missing.";
DUPLICATE_ID = 1026, Error, "id used twice",
    "Two things of one kind have the same id, or an id is a word that has its own meaning.",
    "two villages with the id `U5`; a work with the id `stay`.",
    "Give each its own id.";
UNKNOWN_WORD = 1027, Error, "unknown word",
    "Only certain words are allowed here.",
    "`\"setting\": \"city\"`; `measure = \"coverge\"`.",
    "Use one of the words listed in the message.";
FIGURE_NEGATIVE = 1028, Error, "negative figure",
    "The figure cannot be below 0.",
    "`\"population\": -5000`; `weight = -2`.",
    "Correct the figure.";
FIGURE_NOT_FINITE = 1029, Error, "not a finite number",
    "TOML and tables can write `nan` and `inf`; no figure can be either.",
    "`detour = inf`.",
    "Write the figure.";
FIGURE_NOT_WHOLE = 1030, Error, "not a whole number",
    "Counts are whole numbers of at most 4,294,967,295.",
    "`\"beds\": 80.5`.",
    "Correct the figure.";
LIKELY_MISSPELT = 1031, Warning, "property likely misspelt",
    "A property that the format does not know is a letter or two away from one that it knows and that is absent, is such a one in other words, or is one of another place.",
    "`\"nursing_bed\": 20` on a site without `nursing_beds`; `\"no_road\": true` on a village.",
    "Rename it, if it was meant; otherwise nothing needs doing.";
CONTRADICTION = 1032, Error, "parts contradict each other",
    "Each part is valid by itself, but the problem's own checks refuse them together.",
    "a site with more than 65,535 works.",
    "Change what the message names.";
LAYER_TWICE = 1033, Warning, "one file for two layers",
    "Two layers of the plan are read from the same file.",
    "`sites = \"sites.geojson\"` and `medical = \"sites.geojson\"`.",
    "Name each layer's own file, unless one file is meant for both.";
FORMAT_DAMAGED = 1034, Error, "damaged file",
    "The file is cut off, or is not of the format that its name says.",
    "a `.shp` that was copied while it was still being written; an `.xlsx` renamed to `.csv`.",
    "Copy or export the file again.";
PART_MISSING = 1035, Error, "part of a Shapefile missing",
    "A Shapefile is several files of one name; one that is needed is missing.",
    "`towns.shp` alone in a mail, without `towns.dbf`.",
    "Copy all files of the Shapefile: .shp, .shx, .dbf, .prj and .cpg.";
LAYER_NOT_FOUND = 1036, Error, "layer not in the file",
    "The file has several layers or sheets and none is named, or it does not have the one named.",
    "`demand = \"survey.gpkg\"` where the file has the layers `villages` and `towns`; write `survey.gpkg#villages`.",
    "Name one of the layers that the message lists.";
CRS_MISSING = 1037, Error, "no coordinate system",
    "Neither the file nor the plan says in which coordinate system the positions are.",
    "a Shapefile without `.prj`; a CSV with `x` and `y` and no `crs` in the plan.",
    "Name it in the plan, for instance `crs = \"EPSG:4547\"`.";
CRS_CONTRADICTS = 1038, Error, "two coordinate systems",
    "The file says one coordinate system and the plan another, or rows of one table are in different ones.",
    "`crs = \"EPSG:4545\"` for a GeoPackage that says EPSG:4490; rows that begin with `SRID=4326;` and `SRID=4490;`.",
    "Leave `crs` out of the plan, or correct the file.";
COORDINATES_ABSENT = 1039, Error, "table without coordinates",
    "A table used as a layer has no columns with the positions of its rows.",
    "a CSV with `id,name,persons` as a demand layer; a Parquet file without the member `geo`.",
    "Add `lon` and `lat`, `x` and `y` with a `crs`, or `wkt`.";
ENCODING_GUESSED = 1040, Warning, "encoding guessed",
    "Nothing says in which encoding a table's text is, so it is read in the one that fits.",
    "a Shapefile from an old program, its `.dbf` in GBK and no `.cpg` beside it.",
    "Check a Chinese name; save the table as UTF-8, or state the encoding in a .cpg file.";
FIELD_TAKEN_FOR = 1041, Warning, "property taken for another",
    "A property that the format asks for is absent, and one of another name that likely means the same is taken instead.",
    "towns with `常住人口` and without `population`.",
    "Nothing needs doing if that is meant; otherwise name the right one with `fields`.";
KEY_TWICE = 1042, Error, "key twice in a joined table",
    "Two rows of a joined table, or two features that it is joined to, have the same key, so that it is not clear which belong together.",
    "a table with two rows for `凤城街道`.",
    "Leave one of the rows, or join by a code that is unique.";
ROWS_UNMATCHED = 1043, Warning, "rows or features unmatched",
    "Rows of a joined table have no feature with their key, or features have no row.",
    "a census table that still has 但渡镇, which the boundaries no longer have.",
    "Correct the keys; places may have been renamed or split between the two sources.";
LIKELY_SHIFTED = 1044, Warning, "likely GCJ-02",
    "The layer fits another one far better when it is moved the way GCJ-02 or BD-09 is shifted from WGS84, by some hundred metres.",
    "sites taken from a web map beside boundaries from the survey office.",
    "If the layer is from a Chinese web map, say so in the plan: `crs = \"GCJ-02\"`.";
RASTER_REFUSED = 1045, Error, "raster cannot be used",
    "The raster has no coordinate system or no position, is turned, has several bands of which none is named, holds densities or heights in feet, is compressed in a way that is not read, or none of it lies over the towns.",
    "a GeoTIFF written without its coordinate system; a picture of three bands.",
    "Export it again as a GeoTIFF with one band, north up, in a known coordinate system.";
PEOPLE_OUTSIDE = 1046, Warning, "people outside all towns",
    "Some of the raster's people live outside all towns and are left out, or none of them live in some town.",
    "a raster of the whole district beside the polygons of its streets alone.",
    "Check that the towns cover the whole area; otherwise nothing needs doing.";
RASTER_ENDS_INSIDE = 1060, Warning, "raster ends inside towns",
    "A raster of people covers only a part of some towns; nobody is counted in the rest.",
    "a tile of a world's raster that ends in the middle of the district.",
    "Take a raster of the whole area, or put its pieces together first.";
PEOPLE_UNLIKE_TOWNS = 1061, Warning, "raster's people unlike the towns' own",
    "The people of a raster in the towns are more than twice the towns' own `population` or less than half of it, or in one town five times.",
    "a raster of people a square kilometre, summed as if it held people a cell.",
    "Check that the raster's cells hold people, of the same year; scale them with `--fit` where only their distribution is wanted.";
CELL_TAKEN_AS_EMPTY = 1062, Warning, "cell taken as empty",
    "A cell of a Shapefile's table is not of its column's kind, or a formula of a workbook has no stored value; it is read as null.",
    "a date of 31 February; a sheet of formulas that a program wrote and Excel has never opened.",
    "Correct the cell; open a workbook in Excel or LibreOffice and save it, so that its formulas have values.";
COLUMN_RENAMED = 1063, Warning, "column renamed",
    "Two columns of a table have the same name; the later gets a number.",
    "a Shapefile whose names of two fields are the same in their first ten bytes.",
    "Nothing needs doing, if the names are clear; otherwise rename the columns in the file.";
COLUMN_LEFT_OUT = 1064, Warning, "column left out",
    "A column holds what a property cannot: bytes, or a second geometry.",
    "a GeoParquet file with outlines and centres.",
    "Nothing needs doing, if the column is not needed; otherwise make it the layer's geometry, or text.";
NUMBER_ROUNDED = 1065, Warning, "number rounded",
    "A number has more digits than the file or the program keeps of it, so that two codes may become one.",
    "a code of 18 digits in a workbook, which keeps 15.",
    "Write codes as text.";
GEOMETRY_STRAIGHTENED = 1066, Warning, "arcs made straight",
    "Geometries of the layer have arcs of circles; they are read as short straight lines.",
    "a GeoPackage with curved polygons from a land register.",
    "Nothing needs doing.";
HEADER_BELOW = 1067, Warning, "header below a title",
    "The names of a table's columns are not in its first row, or take two rows.",
    "a sheet with the title 某区人口统计表 above its header.",
    "Nothing needs doing, if the names are right; otherwise leave one row of names.";
IDS_SHARED = 1070, Warning, "id of several features",
    "Several features of a layer that is converted have the same id. They are written as they are.",
    "road lines that a program split at crossings.",
    "Nothing, if one thing has several features; else give each its own id.";
FEATURE_LEFT_OUT = 1071, Warning, "feature left out",
    "A feature of a layer that is converted has no sound geometry. It is left out; the others are written.",
    "a row without a geometry; an outline that crosses itself; a position beyond the earth.",
    "Repair the feature and convert the layer again, if it is needed.";
OUTLINE_CUT = 1072, Warning, "outline cut at 180°",
    "An outline has a side from one edge of the map to the other, for instance from 179.5 to −179.5 degrees: it is taken to cross the meridian of 180° there, and cut, as RFC 7946 asks. `yike convert` leaves it as it is.",
    "a town of Fiji in one polygon.",
    "Nothing needs doing, unless the outline is meant to reach round the earth.";
}

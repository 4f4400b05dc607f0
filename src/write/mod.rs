//! Results out: GeoJSON layers, JSON for machines, pages for planners.

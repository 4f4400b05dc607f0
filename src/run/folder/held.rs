//! Layers of a run by the names of their files: those of a folder, or of a run in memory that no folder has.

use super::RunFolder;
use crate::domain::Feature;
use crate::read::Problems;
use std::collections::BTreeMap;

/// Features, each with its id where it has one.
pub type LayerFeatures = Vec<(Option<String>, Feature)>;

/// Where the layers of a run are.
pub trait LayerSource {
    /// What messages call it.
    fn shown(&self) -> String;

    /// Whether there is a layer of this file's name.
    fn holds(&self, name: &str) -> bool;

    /// The features of a layer.
    ///
    /// # Errors
    ///
    /// When there is no such layer, or it cannot be read.
    fn layer(&self, name: &str) -> Result<LayerFeatures, Problems>;
}

impl LayerSource for RunFolder {
    fn shown(&self) -> String {
        self.path().display().to_string()
    }

    fn holds(&self, name: &str) -> bool {
        self.has(name)
    }

    fn layer(&self, name: &str) -> Result<LayerFeatures, Problems> {
        self.features(name)
    }
}

/// The layers of a run in memory, by the names that their files would have.
#[derive(Debug, Clone, Default)]
pub struct HeldLayers(pub BTreeMap<String, LayerFeatures>);

impl LayerSource for HeldLayers {
    fn shown(&self) -> String {
        String::new()
    }

    fn holds(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// One that is not there is of nothing.
    fn layer(&self, name: &str) -> Result<LayerFeatures, Problems> {
        Ok(self.0.get(name).cloned().unwrap_or_default())
    }
}

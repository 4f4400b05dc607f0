"""A command as an algorithm: a form becomes words of the command line, and nothing is computed here."""

import os
import shlex

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)

from .commands import MORE
from .program import run

#: The formats that the program reads, by their endings; layers of other sources are handed over as GeoPackage.
FORMATS = ["gpkg", "geojson", "json", "shp", "fgb", "csv", "parquet", "kml"]


class CommandAlgorithm(QgsProcessingAlgorithm):
    def __init__(self, command, chinese):
        super().__init__()
        self.command, self.chinese = command, chinese

    def said(self, thing):
        return thing.zh if self.chinese else thing.en

    def createInstance(self):
        return CommandAlgorithm(self.command, self.chinese)

    def name(self):
        return self.command.word

    def displayName(self):
        return self.said(self.command)

    def shortHelpString(self):
        about = self.command.about_zh if self.chinese else self.command.about_en
        return f"{about} (yike {self.command.word})"

    def initAlgorithm(self, config=None):
        for option in self.command.options:
            self.addParameter(self.parameter(option))
        more = self.parameter(MORE)
        more.setFlags(more.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
        self.addParameter(more)
        for name, file in self.command.files.items():
            self.addOutput(QgsProcessingOutputFile(name, file))

    def parameter(self, option):
        name, label, optional = option.name, self.said(option), not option.needed
        match option.kind:
            case "file":
                return QgsProcessingParameterFile(name, label, extension=option.ending, optional=optional)
            case "folder":
                folder = QgsProcessingParameterFile.Folder
                return QgsProcessingParameterFile(name, label, folder, optional=optional)
            case "layer":
                return QgsProcessingParameterVectorLayer(name, label, optional=optional)
            case "word":
                words = list(option.words)
                return QgsProcessingParameterEnum(
                    name, label, words, optional=optional, usesStaticStrings=True
                )
            case "flag":
                return QgsProcessingParameterBoolean(name, label, defaultValue=False)
            case "crs":
                return QgsProcessingParameterCrs(name, label, optional=optional)
            case "out-folder":
                return QgsProcessingParameterFolderDestination(name, label)
            case "out-file":
                return QgsProcessingParameterFileDestination(name, label, f"*.{option.ending}")
            case _:
                return QgsProcessingParameterString(name, label, optional=optional)

    def value(self, option, parameters, context, feedback):
        """The word for the command line; none where the form says nothing."""
        name = option.name
        if parameters.get(name) in (None, ""):
            return None
        match option.kind:
            case "layer":
                path, layer = self.parameterAsCompatibleSourceLayerPathAndLayerName(
                    parameters, name, context, FORMATS, "gpkg", feedback
                )
                return f"{path}#{layer}" if layer and path.endswith(".gpkg") else path
            case "word":
                return self.parameterAsEnumString(parameters, name, context)
            case "flag":
                return self.parameterAsBool(parameters, name, context)
            case "crs":
                return self.parameterAsCrs(parameters, name, context).authid()
            case "out-file":
                return self.parameterAsFileOutput(parameters, name, context)
            case "file" | "folder":
                return self.parameterAsFile(parameters, name, context)
            case _:
                return self.parameterAsString(parameters, name, context)

    def processAlgorithm(self, parameters, context, feedback):
        words, answer = [self.command.word], {}
        for option in self.command.options:
            value = self.value(option, parameters, context, feedback)
            if value is None or value is False:
                continue
            words += [option.flag] * (option.flag is not None) + [value] * (value is not True)
            if option.kind.startswith("out-"):
                answer[option.name] = value
        words += shlex.split(parameters.get(MORE.name) or "")
        answer["EXIT_CODE"] = run(words, feedback)
        for name, file in self.command.files.items():
            path = os.path.join(answer["OUTPUT"], file)
            if os.path.exists(path):
                answer[name] = path
        return answer

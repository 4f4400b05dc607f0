#!/usr/bin/env python3
"""Opens the project in a run's plan.gpkg in QGIS as a user would, without a screen.

    python3 tests/gis/qgis_project.py check PLAN.gpkg               what the project holds, and what is wrong with it
    python3 tests/gis/qgis_project.py draw PLAN.gpkg MAP.png        the map that it opens with
    python3 tests/gis/qgis_project.py choices PLAN.gpkg SITE        what may be chosen for a site: id and words
    python3 tests/gis/qgis_project.py decide PLAN.gpkg SITE=WORDS … chooses works by their words, and saves
    python3 tests/gis/qgis_project.py save PLAN.gpkg FILE           saves the sites as QGIS does, in the format of the ending

Debian: qgis python3-qgis qgis-providers, with the python3 of the system. Ends with 1 where something is wrong.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayerTree,
    QgsLayerTreeModel,
    QgsLegendRenderer,
    QgsLegendSettings,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRenderContext,
    QgsValueRelationFieldFormatter,
    QgsVectorFileWriter,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage, QPainter  # noqa: E402

DECISION = "plan_work_id"


class Fault(Exception):
    """What is wrong."""


def opened(package):
    project = QgsProject.instance()
    if not project.read(f"geopackage:{os.path.abspath(package)}?projectName=Yike"):
        raise Fault(f"the project cannot be read: {project.error()}")
    return project


def sites(project):
    return project.mapLayer("yike_layer_sites")


def permitted(layer, feature):
    """What the form offers for a site: id and words."""
    setup = layer.editorWidgetSetup(layer.fields().indexOf(DECISION))
    if setup.type() != "ValueRelation":
        raise Fault(f"{DECISION} is no list, but {setup.type()!r}")
    cache = QgsValueRelationFieldFormatter.createCache(setup.config(), feature)
    return [(item.key, item.value) for item in cache]


def of_site(layer, site):
    for feature in layer.getFeatures():
        if feature["id"] == site:
            return feature
    raise Fault(f"no site {site}")


def undrawn(layer):
    """The values of features that no category draws."""
    renderer = layer.renderer()
    values = {category.value() for category in renderer.categories()}
    expression = QgsExpression(renderer.classAttribute())
    if expression.hasParserError():
        # A bare name of a field.
        expression = QgsExpression(QgsExpression.quotedColumnRef(renderer.classAttribute()))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    missed = set()
    for feature in layer.getFeatures():
        context.setFeature(feature)
        value = expression.evaluate(context)
        if value not in values:
            missed.add(str(value))
    return missed


def check(project):
    faults = []
    print(f"project: {project.title()}, {project.crs().authid()}")
    for group in project.layerTreeRoot().children():
        print(f"group: {group.name()}")
        for node in group.findLayers():
            layer = node.layer()
            if layer is None or not layer.isValid():
                faults.append(f"{node.name()} is not valid")
                continue
            shown = "on" if node.itemVisibilityChecked() else "off"
            fields = layer.fields()
            aliases = sum(1 for field in fields if field.alias())
            print(f"layer: {layer.id()}, {layer.name()}, {shown}, {layer.featureCount()} rows, {aliases} aliases")
            strange = [field.name() for field in fields if not field.name()[0].isalpha()]
            if strange:
                faults.append(f"{layer.name()}: fields that Esri's programs do not take: {strange}")
            if not layer.isSpatial() or not layer.featureCount():
                continue
            if not isinstance(layer.renderer(), QgsCategorizedSymbolRenderer):
                faults.append(f"{layer.name()} has no style of its own")
                continue
            for category in layer.renderer().categories():
                print(f"    {category.label()}")
            if missed := undrawn(layer):
                faults.append(f"{layer.name()}: no category draws {missed}")
    layer = sites(project)
    form = layer.editFormConfig()
    for at, field in enumerate(layer.fields()):
        if form.readOnly(at) != (field.name() not in (DECISION, "fid")):
            faults.append(f"sites: {field.name()} may be edited: {not form.readOnly(at)}")
    for feature in layer.getFeatures():
        if feature[DECISION] not in [key for key, _ in permitted(layer, feature)]:
            faults.append(f"sites: {feature['id']}: {feature[DECISION]} is not on its list")
    if faults:
        raise Fault("; ".join(faults))


def draw(project, picture):
    layers = [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()]
    settings = QgsMapSettings()
    settings.setLayers([layer for layer in layers if layer.isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(1600, 1600))
    settings.setOutputDpi(110)
    extent = project.viewSettings().defaultViewExtent()
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if job.errors():
        raise Fault("; ".join(error.message for error in job.errors()))
    legend(settings.layers(), job.renderedImage()).save(picture)


def legend(layers, image):
    """The map with its legend beside it."""
    tree = QgsLayerTree()
    for layer in layers:
        tree.addLayer(layer)
    model, settings = QgsLayerTreeModel(tree), QgsLegendSettings()
    renderer = QgsLegendRenderer(model, settings)
    scale = 4.0
    size = renderer.minimumSize()
    wide = QImage(image.width() + int(size.width() * scale) + 40, image.height(), QImage.Format_ARGB32)
    wide.fill(QColor("white"))
    painter = QPainter(wide)
    painter.drawImage(0, 0, image)
    painter.translate(image.width() + 20, 20)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(scale)
    painter.scale(scale, scale)
    renderer.drawLegend(context)
    painter.end()
    return wide


def decide(project, *wanted):
    layer = sites(project)
    layer.startEditing()
    at = layer.fields().indexOf(DECISION)
    for one in wanted:
        site, _, words = one.partition("=")
        feature = of_site(layer, site)
        keys = [key for key, value in permitted(layer, feature) if value == words]
        if len(keys) != 1:
            raise Fault(f"{site}: {words!r} is not on its list: {permitted(layer, feature)}")
        layer.changeAttributeValue(feature.id(), at, keys[0])
    if not layer.commitChanges():
        raise Fault("; ".join(layer.commitErrors()))


def save(project, path):
    options = QgsVectorFileWriter.SaveVectorOptions()
    drivers = {"geojson": "GeoJSON", "shp": "ESRI Shapefile", "csv": "CSV", "kml": "KML", "gpkg": "GPKG"}
    options.driverName = drivers[path.rsplit(".", 1)[1]]
    options.fileEncoding = "UTF-8"
    context = project.transformContext()
    result = QgsVectorFileWriter.writeAsVectorFormatV3(sites(project), path, context, options)
    if result[0] != QgsVectorFileWriter.NoError:
        raise Fault(result[1])


def main(do, package, *more):
    app = QgsApplication([], False)
    app.initQgis()
    try:
        project = opened(package)
        match do:
            case "check":
                check(project)
            case "draw":
                draw(project, *more)
            case "choices":
                layer = sites(project)
                for key, words in permitted(layer, of_site(layer, *more)):
                    print(f"{key}\t{words}")
            case "decide":
                decide(project, *more)
            case "save":
                save(project, *more)
        # Closes the file, so that nothing is left in a log beside it.
        project.clear()
    except Fault as fault:
        print(f"fault: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    # Leaving through the interpreter's own end sometimes crashes inside QGIS.
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

#!/usr/bin/env python3
"""Opens a run's plan.gpkg in QGIS as a user would, and draws it with the styles that it brings.

    apt-get install qgis python3-qgis xvfb
    xvfb-run -a python3 tests/gis/render_qgis.py out/changshou/plan.gpkg map.png [English|中文]

Says for every layer its system, features, geometry and renderer; ends with 1 where a layer is not valid, has no
categories of its own, or has features that no category draws. A check for people: look at the picture. It is not part
of `.ci/run`, since QGIS is large.
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
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402


def main(package, picture, style=None, only=None):
    app = QgsApplication([], False)
    app.initQgis()
    root = QgsVectorLayer(package, "all", "ogr")
    names = [part.split("!!::!!")[1] for part in root.dataProvider().subLayers()]
    faults, layers = [], []
    for name in names:
        layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
        if not layer.isValid():
            faults.append(f"{name} is not valid")
            continue
        if not layer.isSpatial():
            print(f"{name}: table, {layer.featureCount()} rows")
            continue
        if style:
            count, ids, titles, _, error = layer.listStylesInDatabase()
            found = [at for at, title in zip(ids, titles) if style in title]
            if found:
                qml, _ = layer.getStyleFromDatabase(found[0])
                from qgis.PyQt.QtXml import QDomDocument

                document = QDomDocument()
                document.setContent(qml)
                layer.importNamedStyle(document)
        renderer = layer.renderer()
        print(
            f"{name}: {layer.crs().authid()}, {layer.featureCount()} features,"
            f" {layer.geometryType()}, {renderer.type()}, labels {layer.labelsEnabled()}"
        )
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            faults.append(f"{name} has no style of its own")
            continue
        for category in renderer.categories():
            print(f"    {category.value()!r}: {category.label()}")
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
                missed.add(value)
        if missed:
            faults.append(f"{name}: no category draws {missed}")
        layers.append(layer)
    if only:
        layers = [layer for layer in layers if layer.name() in only.split(",")]
    settings = QgsMapSettings()
    # As QGIS stacks what is added together: points over lines over areas.
    settings.setLayers(sorted(reversed(layers), key=lambda layer: layer.geometryType()))
    settings.setDestinationCrs(layers[0].crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(1400, 1400))
    settings.setOutputDpi(110)
    extent = layers[0].extent()
    extent.scale(1.05)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    for error in job.errors():
        faults.append(f"drawing: {error.message}")
    job.renderedImage().save(picture)
    print(f"wrote {picture}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    # Leaving through the interpreter's own end sometimes crashes inside QGIS.
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

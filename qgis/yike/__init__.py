"""Yike's commands as Processing algorithms of QGIS."""


def classFactory(iface):
    from .plugin import Plugin

    return Plugin()

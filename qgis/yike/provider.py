"""The provider: an algorithm for each command that the program has."""

from qgis.core import QgsApplication, QgsProcessingProvider

from .algorithm import CommandAlgorithm
from .commands import COMMANDS
from .program import commands


class Provider(QgsProcessingProvider):
    def id(self):
        return "yike"

    def name(self):
        return "Yike"

    def loadAlgorithms(self):
        known = commands()
        chinese = QgsApplication.locale().startswith("zh")
        for command in COMMANDS:
            if known is None or command.word in known:
                self.addAlgorithm(CommandAlgorithm(command, chinese))

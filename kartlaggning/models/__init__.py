"""The tables: fields and constraints, nothing else."""

from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.audit import AuditEntry
from kartlaggning.models.edition import Edition, EditionArea, EditionFigure, EditionScene
from kartlaggning.models.lineage import Lineage
from kartlaggning.models.message import PublicMessage
from kartlaggning.models.published_figure import PublishedFigure
from kartlaggning.models.scene import FormerName, Scene
from kartlaggning.models.survey import Survey
from kartlaggning.models.survey_round import SurveyRound

__all__ = [
    "AuditEntry",
    "CityDistrict",
    "Edition",
    "EditionArea",
    "EditionFigure",
    "EditionScene",
    "FormerName",
    "Lineage",
    "Municipality",
    "PoliceArea",
    "PublicMessage",
    "PublishedFigure",
    "Scene",
    "Survey",
    "SurveyRound",
]

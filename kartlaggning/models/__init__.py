"""The tables: fields and constraints, nothing else."""

from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea
from kartlaggning.models.audit import AuditEntry
from kartlaggning.models.edition import (
    Edition,
    EditionArea,
    EditionFigure,
    EditionFollowUp,
    EditionManifest,
    EditionScene,
    Erratum,
)
from kartlaggning.models.figures import (
    AttitudeShare,
    CrimeCategory,
    CrimeCount,
    FigureImport,
    FigureRelease,
    FollowUpLimits,
    SafetyBand,
)
from kartlaggning.models.lineage import Lineage
from kartlaggning.models.measures import (
    Agreement,
    AgreementParty,
    Contact,
    Measure,
    MeasureKind,
    SceneCheck,
    Study,
)
from kartlaggning.models.message import PublicMessage
from kartlaggning.models.published_figure import PublishedFigure
from kartlaggning.models.publishing import (
    Delivery,
    DisposalDecision,
    PlannedPublication,
    PreviewLink,
    PreviewVisit,
    Recipient,
    Removal,
)
from kartlaggning.models.questionnaire import Question, Questionnaire
from kartlaggning.models.scene import FormerName, Scene
from kartlaggning.models.survey import Survey
from kartlaggning.models.survey_round import NilReturn, SurveyRound
from kartlaggning.models.user import User
from kartlaggning.models.work import ChangeRequest, Notice, Reassessment, ReviewVisit, SectionComment, Signature

__all__ = [
    "Agreement",
    "AgreementParty",
    "AttitudeShare",
    "AuditEntry",
    "ChangeRequest",
    "CityDistrict",
    "Contact",
    "CrimeCategory",
    "CrimeCount",
    "Delivery",
    "DisposalDecision",
    "Edition",
    "EditionArea",
    "EditionFigure",
    "EditionFollowUp",
    "EditionManifest",
    "EditionScene",
    "Erratum",
    "FigureImport",
    "FigureRelease",
    "FollowUpLimits",
    "FormerName",
    "Lineage",
    "Measure",
    "MeasureKind",
    "Municipality",
    "NilReturn",
    "Notice",
    "PlannedPublication",
    "PoliceArea",
    "PreviewLink",
    "PreviewVisit",
    "PublicMessage",
    "PublishedFigure",
    "Question",
    "Questionnaire",
    "Reassessment",
    "Recipient",
    "Removal",
    "ReviewVisit",
    "SafetyBand",
    "Scene",
    "SceneCheck",
    "SectionComment",
    "Signature",
    "Study",
    "Survey",
    "SurveyRound",
    "User",
]

from dingen.models.catalogue import MEER, TAKEN, Ding, DingQuerySet, Status, Theme, libraries_of
from dingen.models.index import KnownWord, LessonIndex
from dingen.models.pictures import LessonPicture
from dingen.models.programme import Programme, ProgrammeItem
from dingen.models.revision import Level, Link, LinkState, Revision, SelfCheck, Step
from dingen.models.traces import Evaluation, Lineage, Remark
from dingen.models.working_copy import CopyState, WorkingCopy

__all__ = [
    "MEER",
    "TAKEN",
    "CopyState",
    "Ding",
    "DingQuerySet",
    "Evaluation",
    "KnownWord",
    "LessonIndex",
    "LessonPicture",
    "Level",
    "Lineage",
    "Link",
    "LinkState",
    "Programme",
    "ProgrammeItem",
    "Remark",
    "Revision",
    "SelfCheck",
    "Status",
    "Step",
    "Theme",
    "WorkingCopy",
    "libraries_of",
]

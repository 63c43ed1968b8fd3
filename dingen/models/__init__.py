from dingen.models.answers import AnswerState, KeptAnswer
from dingen.models.catalogue import MEER, RESERVED, TAKEN, Ding, DingQuerySet, Status, Theme, libraries_of
from dingen.models.index import KnownWord, LessonIndex
from dingen.models.pictures import LessonPicture
from dingen.models.programme import Programme, ProgrammeItem
from dingen.models.revision import Level, Link, LinkState, Revision, SelfCheck, Step
from dingen.models.traces import Doable, Evaluation, Lineage, Opinion, Remark, Useful
from dingen.models.working_copy import CopyState, WorkingCopy

__all__ = [
    "MEER",
    "RESERVED",
    "TAKEN",
    "AnswerState",
    "CopyState",
    "Ding",
    "DingQuerySet",
    "Doable",
    "Evaluation",
    "KeptAnswer",
    "KnownWord",
    "LessonIndex",
    "LessonPicture",
    "Level",
    "Lineage",
    "Link",
    "LinkState",
    "Opinion",
    "Programme",
    "ProgrammeItem",
    "Remark",
    "Revision",
    "SelfCheck",
    "Status",
    "Step",
    "Theme",
    "Useful",
    "WorkingCopy",
    "libraries_of",
]

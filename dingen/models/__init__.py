from dingen.models.catalogue import MEER, Ding, DingQuerySet, Status, Theme
from dingen.models.pictures import LessonPicture
from dingen.models.programme import Programme, ProgrammeItem
from dingen.models.revision import Level, Link, LinkState, Revision, SelfCheck, Step
from dingen.models.traces import Evaluation, Lineage, Remark
from dingen.models.working_copy import CopyState, WorkingCopy

__all__ = [
    "MEER",
    "CopyState",
    "Ding",
    "DingQuerySet",
    "Evaluation",
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
]

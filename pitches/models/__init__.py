from pitches.counting import Verdict
from pitches.models.agreement import Agreement, Electorate, Majority, Method, TieRule
from pitches.models.ballot_rules import BallotState
from pitches.models.chair import Chair, Declaration, Interest
from pitches.models.closing import Closing, Scene
from pitches.models.deadline import HandIn
from pitches.models.ideas import Idea, IdeaComment, Join, Support
from pitches.models.outcome import Answer, Decision
from pitches.models.papers import Option, PaperCount, SignedVote, Turnout, Vote, Voter
from pitches.models.pilot import Pilot, PilotState, Pulse, PulseCheck
from pitches.models.pilot_work import Milestone, PilotPicture, PilotTip, PilotUpdate, Spending
from pitches.models.plan import Pitch, PitchState, Tip, TipKind, TipState
from pitches.models.sections import BudgetRow, Section, SectionComment, SectionKind, SectionVersion
from pitches.models.showcase import Showcase
from pitches.models.slides import Slide, SlidePage, SlidePdf
from pitches.models.vote import Ballot

__all__ = [
    "Agreement",
    "Answer",
    "Ballot",
    "BallotState",
    "BudgetRow",
    "Chair",
    "Closing",
    "Decision",
    "Declaration",
    "Electorate",
    "HandIn",
    "Idea",
    "IdeaComment",
    "Interest",
    "Join",
    "Majority",
    "Method",
    "Milestone",
    "Option",
    "PaperCount",
    "Pilot",
    "PilotPicture",
    "PilotState",
    "PilotTip",
    "PilotUpdate",
    "Pitch",
    "PitchState",
    "Pulse",
    "PulseCheck",
    "Scene",
    "Section",
    "SectionComment",
    "SectionKind",
    "SectionVersion",
    "Showcase",
    "SignedVote",
    "Slide",
    "SlidePage",
    "SlidePdf",
    "Spending",
    "Support",
    "TieRule",
    "Tip",
    "TipKind",
    "TipState",
    "Turnout",
    "Verdict",
    "Vote",
    "Voter",
]

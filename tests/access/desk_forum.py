"""Who offers an answer to the editors, and who keeps it. The question in the forum is not solved."""

from dingen.actions.answers import propose
from tests.access.rows import GONE, INVALID, LOGIN, MOVED, NO, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
WORDS = {"question": "Hoe deel ik een scherm?", "source": "Met de knop Delen."}
EDITORS = (LOGIN, *[NO] * 5)

EXPECTED = {
    "forum:answer_keep": [
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE),
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", WORDS),
    ],
    "dingen:answer_list": Row(*EDITORS, OK),
    "dingen:answer_edit": [
        Row(*EDITORS, OK),
        Row(*EDITORS, MOVED, "POST", WORDS),
        Row(*EDITORS, MOVED, "POST", {"act": "withdraw"}),
        Row(*EDITORS, INVALID, "POST", {"question": "Hoe?"}),
    ],
}


def address(world) -> dict:
    answer = propose(ding=world.dingen[0], about="post:0", by=world["trainer"], **WORDS)
    return {"answer_id": answer.pk}

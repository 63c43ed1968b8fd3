from typing import Any

from django.core.management.base import BaseCommand

from cohorts.nudge_sending import send_nudges
from cohorts.reminders import remind_due
from cohorts.upkeep import forget_strangers
from dingen import links
from dingen.upkeep import publish_scheduled
from forum.upkeep import call_wider, prune_drafts
from home.monday import tell_trainers
from home.upkeep import sweep_files
from notifications import digest, upkeep
from pitches import upkeep as pitches

JOBS = {
    "invitations reminded": remind_due,
    "mails given up": upkeep.give_up,
    "mails sent": upkeep.deliver_due,
    "digests made": digest.gather,
    "digests sent": digest.deliver,
    "stuck tasks freed": upkeep.free_tasks,
    "old tasks forgotten": upkeep.prune_tasks,
    "old nonces removed": upkeep.prune_nonces,
    "old codes removed": upkeep.prune_codes,
    "old sessions removed": upkeep.prune_sessions,
    "old drafts removed": prune_drafts,
    "questions called wider": call_wider,
    "pilots asked": pitches.ask_pulses,
    "lines about pilots told": pitches.tell_lines,
    "reminders of the MT's vote": pitches.remind_mt,
    "nudges sent": send_nudges,
    "teams with Monday's mail": tell_trainers,
    "lessons published": publish_scheduled,
    "strangers forgotten": forget_strangers,
    "stray files removed": sweep_files,
    "links checked": links.check_due,  # the last, for it waits for other sites
}


class Command(BaseCommand):
    help = "Do what recurs: send waiting mail, free stuck work, clear away. Run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, job in JOBS.items():
            if done := job():
                self.stdout.write(f"{what}: {done}")

from django.urls import path

from cohorts.views import (
    agenda,
    alone,
    certificate,
    groups,
    growth,
    invitation,
    joining,
    learning,
    lessons,
    pausing,
    people,
    planning,
    progress,
    setup,
    takeaway,
)

app_name = "cohorts"

TEAM = "teams/<slug:team>/"
PEOPLE = TEAM + "leden/"
GROUPS = TEAM + "groepen/"
DING = TEAM + "dingen/<slug:slug>/"

urlpatterns = [
    path("teams/nieuw/", setup.cohort_create, name="cohort_create"),
    path(TEAM + "instellen/", setup.cohort_edit, name="cohort_edit"),
    path(TEAM + "plan/", planning.plan_edit, name="plan_edit"),
    path(TEAM + "ritme/", planning.rhythm_edit, name="rhythm_edit"),
    path(TEAM + "bijeenkomsten/", planning.meetings_edit, name="meetings_edit"),
    path(TEAM + "starten/", setup.cohort_start, name="cohort_start"),
    path(TEAM + "sluiten/", setup.cohort_close, name="cohort_close"),
    path(PEOPLE, people.member_list, name="member_list"),
    path(PEOPLE + "uitnodigen/", people.member_invite, name="member_invite"),
    path(PEOPLE + "uitnodiging/<int:letter_id>/opnieuw/", people.invitation_resend, name="invitation_resend"),
    path(
        PEOPLE + "uitnodiging/<int:letter_id>/intrekken/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(PEOPLE + "uitnodiging/<int:letter_id>/link/", people.invitation_link, name="invitation_link"),
    path(PEOPLE + "uitnodiging/<int:letter_id>/adres/", people.invitation_address, name="invitation_address"),
    path(PEOPLE + "<int:member_id>/verwijderen/", people.member_remove, name="member_remove"),
    path(PEOPLE + "open/", joining.open_edition, name="open_edition"),
    path(PEOPLE + "open/doen/", joining.open_edition_act, name="open_edition_act"),
    path(TEAM + "afronden/", alone.alone_end, name="alone_end"),
    path("beginnen/<slug:programme>/", alone.alone_start, name="alone_start"),
    path("meedoen/<str:join_secret>/", joining.join, name="join"),
    path(TEAM + "voortgang/", progress.progress, name="progress"),
    path(TEAM + "voortgang/<int:member_id>/", progress.member_progress, name="member_progress"),
    path(TEAM + "uitvoer/", takeaway.sheet_list, name="sheet_list"),
    path(TEAM + "uitvoer/<slug:sheet>.<slug:form>", takeaway.sheet_take, name="sheet_take"),
    path(GROUPS, groups.group_list, name="group_list"),
    path(GROUPS + "nieuw/", groups.group_create, name="group_create"),
    path(GROUPS + "weg/", groups.seat_leave, name="seat_leave"),
    path(GROUPS + "<int:group_id>/plek/", groups.seat_take, name="seat_take"),
    path(GROUPS + "plek/<int:seat_id>/vraagbaak/", groups.helper_set, name="helper_set"),
    path(DING + "stap/<slug:key>/", learning.step_tick, name="step_tick"),
    path(DING + "klaar/", learning.ding_finish, name="ding_finish"),
    path(DING + "verder/", learning.ding_reopen, name="ding_reopen"),
    path(DING + "niveau/", learning.level_set, name="level_set"),
    path(DING + "opzij/", learning.ding_aside, name="ding_aside"),
    path(DING + "kende-ik-al/", learning.ding_known, name="ding_known"),
    path(DING + "vraag/<int:question_id>/", learning.check_answer, name="check_answer"),
    path(TEAM + "groei/", growth.growth, name="growth"),
    path(TEAM + "groei/<slug:moment>/", growth.measure, name="measure"),
    path(TEAM + "even-weg/", pausing.pause, name="pause"),
    path(DING + "nieuwe-tekst/", lessons.revision_accept, name="revision_accept"),
    path(TEAM + "nieuwe-teksten/", lessons.revision_list, name="revision_list"),
    path(TEAM + "bewijs/", certificate.certificate, name="certificate"),
    path("mijn/bewijs/<int:certificate_id>/", certificate.certificate_pdf, name="certificate_pdf"),
    path(
        "mijn/bewijs/<int:certificate_id>/intrekken/",
        certificate.certificate_withdraw,
        name="certificate_withdraw",
    ),
    path("bewijs/<str:code>/", certificate.certificate_check, name="certificate_check"),
    path("mijn/agenda/", agenda.my_agenda, name="my_agenda"),
    path("agenda/<str:agenda_token>.ics", agenda.agenda, name="agenda"),
    path("uitnodiging/<str:secret>/", invitation.invitation_detail, name="invitation_detail"),
]

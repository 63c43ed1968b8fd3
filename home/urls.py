from django.conf import settings
from django.urls import path

from home.views import (
    copying,
    council,
    demo,
    desk,
    editorial,
    feedback,
    finder,
    front,
    health,
    invitation,
    lesson,
    me,
    monday,
    organisation,
    outcome,
    search,
    site,
    video,
)

app_name = "home"
urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("teams/nieuw/kopie/", copying.copy_choose, name="copy_choose"),
    path("teams/<slug:team>/kopie/", copying.team_copy, name="team_copy"),
    path("teams/<slug:team>/", desk.team_desk, name="team_desk"),
    path("teams/<slug:team>/dingen/<slug:slug>/", lesson.lesson_detail, name="lesson_detail"),
    path(
        "teams/<slug:team>/dingen/<slug:slug>/klopt-niet-meer/", feedback.lesson_remark, name="lesson_remark"
    ),
    path(
        "teams/<slug:team>/dingen/<slug:slug>/mening/", feedback.lesson_evaluation, name="lesson_evaluation"
    ),
    path("redactie/", editorial.editorial_desk, name="editorial_desk"),
    path("teams/<slug:team>/tijd/", finder.finder, name="finder"),
    path("teams/<slug:team>/maandag/", monday.monday, name="monday"),
    path("teams/<slug:team>/maandag/<int:member_id>/", monday.nudge_send, name="nudge_send"),
    path("teams/<slug:team>/or-notitie/", council.council_note, name="council_note"),
    path("teams/<slug:team>/or-notitie.pdf", council.council_note_pdf, name="council_note_pdf"),
    path("teams/<slug:team>/opbrengst/", outcome.outcome, name="outcome"),
    path("teams/<slug:team>/opbrengst.pdf", outcome.outcome_pdf, name="outcome_pdf"),
    path("teams/<slug:team>/opbrengst.txt", outcome.outcome_text, name="outcome_text"),
    path("organisatie/", organisation.organisation_teams, name="organisation_teams"),
    path("organisatie/teams.<slug:form>", organisation.organisation_sheet, name="organisation_sheet"),
    path("zoeken/", search.search, name="search"),
    path("video/<slug:provider>/<slug:video>/", video.video_detail, name="video_detail"),
    path("mijn/", me.my_page, name="my_page"),
    path("mijn/gegevens/", me.my_export, name="my_export"),
    path("mijn/wissen/", me.my_erase, name="my_erase"),
    path("mijn/wie-ziet-wat/", me.who_sees_what, name="who_sees_what"),
    path("mijn/uitnodiging/<int:invitation_id>/", invitation.invitation_accept, name="invitation_accept"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", site.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", site.styleguide, name="styleguide"))
if settings.DEMO:
    urlpatterns += [
        path("demo/", demo.demo_login, name="demo_login"),
        path("demo/post/", demo.demo_mail, name="demo_mail"),
        path("demo/post/<slug:name>/", demo.demo_letter, name="demo_letter"),
    ]

from django.urls import path

from forum.views import desk, moderation, posts, quotes, steering, topics, writing

app_name = "forum"
FORUM = "teams/<slug:team>/forum/"
TOPIC = FORUM + "<int:topic_id>/"
POST = TOPIC + "<int:number>/"
urlpatterns = [
    path(FORUM, topics.topic_list, name="topic_list"),
    path(FORUM + "nieuw/", topics.topic_create, name="topic_create"),
    path(FORUM + "gelezen/", topics.topics_read, name="topics_read"),
    path(FORUM + "concept/", posts.draft_save, name="draft_save"),
    path(FORUM + "concept/weg/", posts.draft_drop, name="draft_drop"),
    path(FORUM + "noemen/", writing.mention_suggest, name="mention_suggest"),
    path(FORUM + "voorbeeld/", writing.text_preview, name="text_preview"),
    path(FORUM + "meldingen/", moderation.report_list, name="report_list"),
    path(FORUM + "meldingen/<int:report_id>/", moderation.report_handle, name="report_handle"),
    path(FORUM + "beheerd/", moderation.log_list, name="log_list"),
    path(FORUM + "bericht/<int:post_id>/", posts.post_link, name="post_link"),
    path(FORUM + "bijlage/<int:attachment_id>/", posts.attachment_detail, name="attachment_detail"),
    path(TOPIC, topics.topic_detail, name="topic_detail"),
    path(TOPIC + "reageer/", posts.post_create, name="post_create"),
    path(TOPIC + "noemen/", writing.mention_suggest, name="topic_mention_suggest"),
    path(TOPIC + "voorbeeld/", writing.text_preview, name="topic_text_preview"),
    path(TOPIC + "volgen/", topics.topic_follow, name="topic_follow"),
    path(TOPIC + "beheer/", steering.topic_steer, name="topic_steer"),
    path(TOPIC + "verplaatsen/", steering.topic_move, name="topic_move"),
    path(TOPIC + "splitsen/", steering.topic_split, name="topic_split"),
    path(TOPIC + "samenvoegen/", steering.topic_merge, name="topic_merge"),
    path(TOPIC + "lezers/", steering.topic_widen, name="topic_widen"),
    path(TOPIC + "opgelost/", desk.topic_solve, name="topic_solve"),
    path(TOPIC + "bewaren/", desk.answer_keep, name="answer_keep"),
    path(TOPIC + "ik-kijk-mee/", desk.topic_claim, name="topic_claim"),
    path(POST + "wijzigen/", posts.post_edit, name="post_edit"),
    path(POST + "geschiedenis/", posts.post_history, name="post_history"),
    path(POST + "intrekken/", posts.post_withdraw, name="post_withdraw"),
    path(POST + "terugzetten/", posts.post_restore, name="post_restore"),
    path(POST + "verbergen/", moderation.post_hide, name="post_hide"),
    path(POST + "citaat/", quotes.quote_edit, name="quote_edit"),
    path(POST + "melden/", moderation.report_create, name="report_create"),
    path(POST + "reactie/", posts.reaction_toggle, name="reaction_toggle"),
    path("teams/<slug:team>/vraagbaak/", desk.help_desk, name="help_desk"),
    path("teams/<slug:team>/logboek/", desk.logbook, name="logbook"),
    path("teams/<slug:team>/logboek/bestand/", desk.logbook_export, name="logbook_export"),
]

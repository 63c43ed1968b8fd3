from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("mijn/berichten/", views.notification_list, name="notification_list"),
    path("mijn/berichten/gelezen/", views.read_all, name="read_all"),
    path("mijn/berichten/<int:notification_id>/", views.notification_open, name="notification_open"),
    path("mijn/voorkeuren/", views.preferences, name="preferences"),
    path("mijn/voorkeuren/feed/", views.feed_renew, name="feed_renew"),
    path("mijn/voorkeuren/onderwerp/<int:mute_id>/", views.thread_unmute, name="thread_unmute"),
    path("feed/<str:feed_token>.atom", views.feed, name="feed"),
    path("post/afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
]

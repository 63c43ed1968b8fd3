from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("mijn/berichten/", views.notification_list, name="notification_list"),
    path("mijn/berichten/gelezen/", views.read_all, name="read_all"),
    path("mijn/berichten/<int:notification_id>/", views.notification_open, name="notification_open"),
    path("mijn/voorkeuren/", views.preferences, name="preferences"),
    path("post/afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
]

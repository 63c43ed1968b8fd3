from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    path("", include("notifications.urls")),
    path("", include("dingen.urls")),
    path("", include("cohorts.urls")),
    path("", include("forum.urls")),
    path("", include("pitches.urls")),
    path("", include("home.urls")),
]
handler400 = "lib.errors.bad_request"
handler403 = "lib.errors.forbidden"
handler404 = "lib.errors.not_found"
handler500 = "lib.errors.server_error"

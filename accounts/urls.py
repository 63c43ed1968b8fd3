from django.urls import path

from accounts.views import organisations, own

app_name = "accounts"
LIBRARY = "bibliotheken/<slug:library>/"
urlpatterns = [
    path("account/2fa/totp/qr.svg", own.totp_qr, name="totp_qr"),
    path("account/verder/", own.typed_again, name="typed_again"),
    path("bibliotheken/", organisations.organisation_list, name="organisation_list"),
    path(LIBRARY, organisations.organisation_edit, name="organisation_edit"),
    path(LIBRARY + "logo/", organisations.organisation_logo, name="organisation_logo"),
    path(LIBRARY + "logo.afbeelding", organisations.logo, name="logo"),
    path(LIBRARY + "huisstijl.css", organisations.stylesheet, name="stylesheet"),
    path(LIBRARY + "sluitdagen/", organisations.closed_days, name="closed_days"),
]

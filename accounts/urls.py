from django.urls import path

from accounts.views import own

app_name = "accounts"
urlpatterns = [
    path("2fa/totp/qr.svg", own.totp_qr, name="totp_qr"),
    path("verder/", own.typed_again, name="typed_again"),
]

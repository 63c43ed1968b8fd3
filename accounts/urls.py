from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("2fa/totp/qr.svg", views.totp_qr, name="totp_qr"),
    path("verder/", views.typed_again, name="typed_again"),
]

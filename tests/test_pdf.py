"""Sheets of paper: real PDF, tagged, and a page that reaches nothing."""

import socket

import pypdfium2 as pdfium
import pytest
from django.test import RequestFactory

from lib import pdf


def words(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def test_draw_returns_a_tagged_pdf_that_reads_nothing_else(tmp_path, live_socket_never):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    page = (
        '<html lang="nl"><head><title>Proef</title>'
        f'<link rel="stylesheet" href="{secret.as_uri()}">'
        f'<link rel="attachment" href="{secret.as_uri()}"></head>'
        f'<body><h1>Één bewijs</h1><img src="{live_socket_never}" alt="x">'
        f'<img src="{secret.as_uri()}" alt="y"></body></html>'
    )

    data = pdf.draw(page)

    assert data.startswith(b"%PDF-1.7")
    document = pdfium.PdfDocument(data)
    assert pdfium.raw.FPDFCatalog_IsTagged(document)
    assert words(data).strip().startswith("Één bewijs")
    assert document.count_attachments() == 0


@pytest.fixture
def live_socket_never():
    """An address that fails the test when somebody connects to it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_pdf_response_is_a_file_to_keep():
    response = pdf.pdf_response(RequestFactory().get("/"), "pdf/base.html", {}, "Verslag één")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Verslag%20%C3%A9%C3%A9n.pdf"
    assert "VerdiepDingen" in words(response.content)


def test_pdf_that_takes_too_long_is_a_page_that_says_so(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.01)

    response = pdf.pdf_response(RequestFactory().get("/"), "pdf/base.html", {}, "x")

    assert response.status_code == 501
    assert "Save as PDF" in response.content.decode() or "Opslaan als pdf" in response.content.decode()

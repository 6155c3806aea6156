"""Texts travel compressed where the browser can read that, and nothing else about an answer changes."""

import gzip

import pytest


@pytest.mark.parametrize("url", ["/forpligtelser", "/strategi", "/api/v1/openapi.json", "/findes-ikke"])
def test_a_page_travels_compressed(app, url):
    """A text of a kilobyte or more is sent compressed, is the same when unpacked, and says that it depends on the browser."""
    client = app.test_client()
    plain, packed = client.get(url), client.get(url, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data) / 2
    if url != "/findes-ikke":  # carries a reference number of its own
        assert gzip.decompress(packed.data) == plain.data


def test_a_browser_that_refuses_gets_plain_text(app):
    """gzip;q=0 is a refusal."""
    assert "Content-Encoding" not in app.test_client().get("/strategi", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_static_file_is_compressed_and_still_cached(app):
    """A style sheet is sent compressed, is the file when unpacked, and is not sent again to who has it."""
    client = app.test_client()
    url, gz = "/static/css/layout.css?v=abc", {"Accept-Encoding": "gzip"}
    with client.get(url) as plain, client.get(url, headers=gz) as packed:
        assert gzip.decompress(packed.data) == plain.data and len(packed.data) < len(plain.data) / 2
        assert "immutable" in packed.headers["Cache-Control"]
    with client.get(url, headers=gz | {"If-None-Match": packed.headers["ETag"]}) as again:
        assert again.status_code == 304 and not again.data


def test_small_and_binary_answers_stay_as_they_are(app):
    """What would not get smaller is left alone: a short text, a picture, an empty answer to HEAD."""
    client = app.test_client()
    for url in ("/static/img/favicon.png", "/static/img/mark.svg"):
        with client.get(url, headers={"Accept-Encoding": "gzip"}) as response:
            assert "Content-Encoding" not in response.headers
    assert not client.head("/strategi", headers={"Accept-Encoding": "gzip"}).data


@pytest.mark.parametrize(
    "outside", ["../setup.cfg", "%2e%2e/setup.cfg", "css/../../setup.cfg", "../../../../../../../../etc/passwd", "%2Fetc%2Fpasswd"]
)
def test_no_file_outside_the_static_folder_is_read(app, outside):
    """An address that climbs out gets the page of what is not found, packed or not; never a file of the machine."""
    client = app.test_client()
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        with client.get(f"/static/{outside}", headers=headers, follow_redirects=True) as answer:
            body = gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data
        assert answer.status_code == 404
        assert b"<!doctype html>" in body.lower() and b"[metadata]" not in body and b"root:" not in body

"""Text goes compressed over the wire where the browser accepts it; docs/decisions.md says why pages with a token may be."""

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request
from werkzeug.security import safe_join

SMALLEST = 1000
PAGE_LEVEL, FILE_LEVEL = 5, 9
TEXTS = {"application/json", "application/problem+json", "application/javascript", "application/manifest+json", "image/svg+xml"}


def init_app(app: Flask) -> None:
    """Compress answers as the last thing that happens to them: call before anything else that looks at answers."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Return the answer with its body compressed, when it is a text worth it and the caller can read that."""
    mimetype = response.mimetype or ""
    if not (mimetype.startswith("text/") or mimetype in TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings.quality("gzip") > 0 and "Content-Encoding" not in response.headers
    if not wanted or response.status_code not in (200, 403, 404, 422) or request.method == "HEAD":
        return response
    if request.endpoint == "static" and response.status_code == 200:  # an error page there is no file, whatever the address says
        _compress_file(response)
    elif not response.is_streamed and len(response.get_data()) >= SMALLEST:
        _put(response, gzip.compress(response.get_data(), PAGE_LEVEL, mtime=0))
    return response


def _compress_file(response: Response) -> None:
    """A static file is compressed once for each of its contents, and its bytes are kept."""
    name = safe_join(str(current_app.static_folder), str((request.view_args or {}).get("filename")))
    if name is None or "Content-Range" in response.headers or (response.content_length or 0) < SMALLEST:
        return
    path = Path(name)
    packed = _packed(path, path.stat().st_mtime_ns)
    response.direct_passthrough = False
    response.close()
    _put(response, packed)


@lru_cache(64)
def _packed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), FILE_LEVEL, mtime=0)


def _put(response: Response, packed: bytes) -> None:
    etag, _is_weak = response.get_etag()
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)

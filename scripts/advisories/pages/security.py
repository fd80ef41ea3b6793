"""What a browser may do with our pages: the Content-Security-Policy, and the headers of three kinds of hosts.

A page carries its policy itself (``protect``), so that a host without headers, or a saved copy, has it too. Scripts
and styles come from files. An inline one counts only where our templates put it, in the page's head: it is named by
its hash. One in the body is named nowhere and does not run. https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

CHARSET = '<meta charset="utf-8">'
INLINE = re.compile(r"<(script|style)\b(?![^>]*\bsrc=)([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
DATA_BLOCK = re.compile(r"type=[\"']?application/(?:ld\+)?json", re.IGNORECASE)
SEARCH = " data-search"  # pages with the search box: its engine is WebAssembly

OTHER_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
OPEN = "Access-Control-Allow-Origin"
MANIFEST_TYPE = "application/manifest+json"
HEADERS_FILE = "_headers"


@dataclass(frozen=True)
class Rules:
    """Headers by path: the paths of ``_headers``, which end in their only ``*``."""

    paths: Mapping[str, Mapping[str, str]]

    @property
    def root(self) -> str:
        """The site's own folder on its host."""
        return min(self.paths, key=len).removesuffix("*")

    @property
    def general(self) -> Mapping[str, str]:
        """Headers of every file."""
        return self.paths[f"{self.root}*"]

    @property
    def open_to_all(self) -> list[str]:
        """Paths that a page of any other site may read."""
        return [path for path, headers in self.paths.items() if OPEN in headers]


def policy(sources: Iterable[tuple[str, str]] = (), *, search: bool = True, header: bool = False) -> str:
    """The policy for a page with these inline scripts and styles (kind, hash); a header may also forbid frames."""
    known = sorted(set(sources))
    scripts = ["'self'", *(["'wasm-unsafe-eval'"] if search else []), *(one for kind, one in known if kind == "script")]
    styles = ["'self'", *(one for kind, one in known if kind == "style")]
    directives = [
        "default-src 'none'",
        f"script-src {' '.join(scripts)}",
        f"style-src {' '.join(styles)}",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        *(["frame-ancestors 'none'"] if header else []),
    ]
    return "; ".join(directives)


def inline(html: str) -> Iterator[tuple[str, str]]:
    """Kind and hash of every inline script and style in a page's head."""
    head = html.partition("</head>")[0]
    for kind, attributes, text in INLINE.findall(head):
        if not DATA_BLOCK.search(attributes):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            yield kind.lower(), f"'sha256-{digest}'"


def protect(html: str) -> str:
    """The page with its own policy, before anything that could load a file."""
    own = policy(inline(html), search=SEARCH in html)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(own)}">'.replace("&#39;", "'")
    return html.replace(CHARSET, f'{CHARSET}\n{meta}\n<meta name="referrer" content="no-referrer">', 1)


def of_site(root: str, folder: Path) -> Rules:
    """The headers of every file of a built site."""
    heads = {file.read_bytes().partition(b"</head>")[0] for file in folder.rglob("*.html")}
    found = {source for head in heads for source in inline(head.decode())}
    own = {"Content-Security-Policy": policy(found, header=True), **OTHER_HEADERS, "Cache-Control": ASK_FIRST}
    return Rules({f"{root}*": own})


def as_text(rules: Rules) -> str:
    """``_headers``, as Netlify and Cloudflare Pages read it. Their ``*`` ends a path, so no file is kept for ever."""
    lines: list[str] = []
    for path, headers in rules.paths.items():
        lines += [path, *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join(lines) + "\n"


def read(text: str) -> Rules:
    """The rules of a ``_headers`` file: the other hosts' files are made from it, so that all say the same."""
    paths: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            here = paths.setdefault(line.strip(), {})
        elif line.strip():
            name, _, value = line.strip().partition(": ")
            here[name] = value
    return Rules(paths)


def named_files(rules: Rules) -> str:
    """Regular expression for the paths of files that are named after their content (``assets``)."""
    return f"^{re.escape(rules.root)}assets/[^/]+\\.[0-9a-f]{{10}}\\.(css|js)$"


def as_caddyfile(rules: Rules) -> str:
    """A snippet for Caddy, for a site block that sets ``root``."""
    general = {name: value for name, value in rules.general.items() if name != "Cache-Control"}
    lines = ["# Import this file in the Caddyfile, and say `import consular_advice` in the site's block."]
    lines += ["(consular_advice) {", "\theader {"]
    lines += [f'\t\t{name} "{value}"' for name, value in general.items()]
    # Caddy runs a header without a matcher last: each file needs exactly one that fits.
    lines += ["\t}", f"\t@named path_regexp {named_files(rules)}", f"\t@others not path_regexp {named_files(rules)}"]
    lines += [f'\theader @named Cache-Control "{FOR_EVER}"', f'\theader @others Cache-Control "{ASK_FIRST}"']
    lines += ["\t@manifest path *.webmanifest", f"\theader @manifest Content-Type {MANIFEST_TYPE}"]
    if rules.open_to_all:
        lines += [f"\t@open path {' '.join(rules.open_to_all)}", f'\theader @open {OPEN} "*"']
    return "\n".join([*lines, "\tfile_server {", "\t\tprecompressed br gzip", "\t}", "}"]) + "\n"


def as_nginx_maps(rules: Rules) -> str:
    """For nginx's ``http`` block: which files are kept, and which any site may read."""
    opened = [f'  "~^{re.escape(path.removesuffix("*"))}" "*";' for path in rules.open_to_all]
    lines = ["# Include this in the http block.", "map $uri $consular_advice_keep {", f'  default "{ASK_FIRST}";']
    lines += [f'  "~{named_files(rules)}" "{FOR_EVER}";', "}"]
    lines += ["map $uri $consular_advice_open {", '  default "";', *opened, "}"]
    return "\n".join(lines) + "\n"


def as_nginx_server(rules: Rules) -> str:
    """For nginx's ``server`` block. A location with an ``add_header`` of its own would lose all of these."""
    general = {name: value for name, value in rules.general.items() if name != "Cache-Control"}
    lines = ["# Include this in the server block.", "gzip_static on;"]
    lines += ["# brotli_static on;  # where nginx has the module"]
    lines += [f'add_header {name} "{value}" always;' for name, value in general.items()]
    lines += ["add_header Cache-Control $consular_advice_keep always;"]
    lines += [f"add_header {OPEN} $consular_advice_open;"]
    lines += [f"location ~ \\.webmanifest$ {{ types {{ }} default_type {MANIFEST_TYPE}; }}"]
    return "\n".join(lines) + "\n"


def server_files(rules: Rules) -> dict[str, str]:
    """Files that a host reads and must not serve, by name."""
    return {
        "Caddyfile": as_caddyfile(rules),
        "nginx-http.conf": as_nginx_maps(rules),
        "nginx-server.conf": as_nginx_server(rules),
    }

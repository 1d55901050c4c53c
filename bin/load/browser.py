"""As much of a browser as the measurements need: cookies, forms, and what a first visit transfers."""
import http.client
import re
import socket
import urllib.parse
from html.parser import HTMLParser

FORM_TYPE = "application/x-www-form-urlencoded"
# Kinds of <link> that a browser loads, sooner or later.
LOADED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}


class Refused(Exception):
    """The server did not do what the measurement needs done first."""


class Form:
    def __init__(self, action):
        self.action = action
        self.fields = []  # name, type, value; only what would be sent unless filled in
        self.names = set()  # of all fields, ticked or not

    def values(self, filled):
        """What would be sent: hidden and preset fields, and those of `filled` (a text or a list of them)."""
        if unknown := filled.keys() - self.names:
            raise Refused(f"the form for {self.action} has no {sorted(unknown)}, but {sorted(self.names)}")
        sent = [(name, value) for name, kind, value in self.fields if name not in filled and kind != "submit"]
        for name, value in filled.items():
            sent += [(name, v) for v in (value if isinstance(value, list) else [value])]
        return sent


class Page(HTMLParser):
    """The post forms of a page and the addresses of what it loads."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.loads = [], []
        self._form = self._select = self._area = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        name = a.get("name")
        if tag == "form" and a.get("method", "").lower() == "post":
            self._form = Form(a.get("action", ""))
            self.forms.append(self._form)
        elif tag == "link" and LOADED & set(a.get("rel", "").split()):
            self.loads.append(a.get("href", ""))
        elif tag in ("script", "img", "iframe", "source", "video", "audio", "embed") and a.get("src"):
            self.loads.append(a["src"])
        if self._form is None or (tag != "option" and not name):
            return
        if tag in ("input", "button", "select", "textarea"):
            self._form.names.add(name)
        if tag == "input":
            kind = a.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in a:
                self._form.fields.append((name, kind, a.get("value") or ("on" if kind == "checkbox" else "")))
        elif tag == "button":
            self._form.fields.append((name, "submit", a.get("value") or ""))
        elif tag == "select":
            self._select = [name, None]
        elif tag == "option" and self._select and (self._select[1] is None or "selected" in a):
            self._select[1] = a.get("value") or ""
        elif tag == "textarea":
            self._area = [name, ""]

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select and self._form:
            self._form.fields.append((self._select[0], "select", self._select[1] or ""))
            self._select = None
        elif tag == "textarea" and self._area and self._form:
            self._form.fields.append((self._area[0], "textarea", self._area[1]))
            self._area = None

    def form(self, mark):
        """The form whose address ends in `mark`, where that begins with a slash, or that has a field named so."""
        for form in self.forms:
            path = form.action.split("?")[0].split("#")[0]
            if path.endswith(mark) if mark.startswith("/") else mark in form.names:
                return form
        raise Refused(f"no form {mark} among {[f.action for f in self.forms]}")


class Browser:
    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def request(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = dict(headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body is not None:
            sent |= {"Content-Type": FORM_TYPE, "Sec-Fetch-Site": "same-origin"}
        connection.request(method, path.split("#")[0], body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, answer.headers, text

    def get(self, path):
        status, _, text = self.request("GET", path)
        if status != 200:
            raise Refused(f"GET {path}: {status}")
        return text

    def submit(self, path, mark, **filled):
        """Fills the form (see Page.form) on the page at `path` in, sends it, and gives the path that the answer leads to."""
        form = Page(self.get(path)).form(mark)
        where = urllib.parse.urljoin(path, form.action)
        status, headers, _ = self.request("POST", where, urllib.parse.urlencode(form.values(filled)))
        to = headers.get("Location", "")
        if status not in (302, 303) or to.endswith("#errors"):
            problem = visible(self.get(to), "error") if to else ""
            raise Refused(f"POST {where}: {status} {to} {problem}")
        return to


def visible(html, word):
    """The texts of the elements whose class names `word`, for a message."""
    found = re.findall(rf'class="[^"]*{word}[^"]*"[^>]*>(.*?)</', html, re.S)
    return "; ".join(re.sub(r"<[^>]+>", " ", text).strip() for text in found)[:500]


def transferred(port, path, headers=()):
    """Bytes of the answer's head and body on the wire, and its status."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", "Accept-Encoding: br", *headers]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as stream:
        stream.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        received = b"".join(iter(lambda: stream.recv(65536), b""))
    # Only this way of asking brings the line.
    ours = len(b"connection: close\r\n")
    return len(received) - ours, int(received.split(b" ", 2)[1])


def first_visit(port, path):
    """What a browser with an empty cache transfers for a page: [(path, bytes)], the page itself first; and foreign hosts."""
    html = Browser(port).get(path)
    wanted, foreign = [path], []
    named = Page(html).loads + re.findall(r'"(/pkg/[^"]+)"', html)
    for address in named:
        whole = urllib.parse.urljoin(f"http://127.0.0.1:{port}{path}", address)
        host, local = urllib.parse.urlsplit(whole).netloc, urllib.parse.urlsplit(whole).path
        if whole.startswith("data:"):
            continue
        if host != f"127.0.0.1:{port}":
            foreign.append(host)
        elif local not in wanted:
            wanted.append(local)
        if local.endswith(".css"):
            css = Browser(port).get(local)
            for inner in re.findall(r"url\(['\"]?([^'\")]+)", css) + re.findall(r"@import ['\"]([^'\"]+)", css):
                inner = urllib.parse.urljoin(local, inner)
                if inner.startswith("/") and inner not in wanted:
                    wanted.append(inner)
    loaded = []
    for address in wanted:
        size, status = transferred(port, address)
        if status != 200:
            raise Refused(f"{address}, named by {path}: {status}")
        loaded.append((address, size))
    return loaded, foreign

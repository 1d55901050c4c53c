#!/usr/bin/env python3
"""Measures a built server on both engines and prints the tables of docs/performance.md. Started by bin/bench."""
import argparse
import base64
import datetime
import hmac
import http.client
import itertools
import json
import os
import pathlib
import platform
import random
import re
import resource
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse

from browser import Browser, Page, Refused, first_visit, transferred
from engine import Postgres, Sqlite

CLIENTS = 64
LOCALES = ("ky", "ru", "uz", "en")
STAFF = ("coordinator@demo.invalid", "demo-passphrase-sabak")
PLACES, TRIES, MANY = 50, 10_000, 20_000
ROSTER, WRITERS, ERASED = 500, 16, 1_000
APPLICANTS = 5_000
GROUPS = ("bishkek", "osh", "batken", "naryn", "talas")
CROWDS, READERS = (1, 16, CLIENTS, 256), 16
# Trainings, people at each, public testimonials of each: what quality.md asks the pages to bear.
GROWN = (10_000, 100, 10)
# People among whom names are looked for.
KNOWN = 1_000_000
# Seconds that a code of an authenticator app counts for.
STEP = 30


NUMBERS = """SELECT COUNT(DISTINCT r.waiting_no) FROM registration r JOIN event e ON e.id = r.event_id
WHERE e.slug = '{slug}' AND r.state = 'waitlisted'"""


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- The scenario: what is done to one engine, and what comes out as numbers.

class Scenario:
    def __init__(self, engine, options):
        self.engine, self.options = engine, options
        self.seconds = 1 if options.try_out else 8
        self.longer = 2 if options.try_out else 10
        self.samples = 12 if options.try_out else 200
        self.tries = 500 if options.try_out else TRIES
        self.result = {"key": engine.key}

    def note(self, what):
        say(f"{self.engine.name}: {what}")

    def run(self):
        e = self.engine
        self.note("invented data")
        found = re.search(re.escape(STAFF[0]) + r".* app: (\w+)", e.seed())
        self.secret, self.step = found and found[1], 0
        self.note("cold start")
        self.result["start"] = e.cold_starts(5)
        time.sleep(2)
        self.result["idle"] = e.resident()
        self.sign_in()
        self.addresses()
        self.note("first visits")
        self.result["visits"] = self.visits()
        self.result["pages"] = {name: self.page(name) for name in ("event", "wall")}
        self.result["tries"] = self.tries_for_places()
        self.note("raw commits")
        self.result["raw"] = e.raw_commits(1 if self.options.try_out else 3)
        self.result["rates"] = {n: self.confirmations(n) for n in CROWDS}
        self.result["beside"] = self.page_beside_registrations()
        self.result["journey"] = self.journey()
        self.result["loaded"], self.result["peak"] = e.resident(), e.resident("VmHWM")
        self.create("bench-sealing", MANY)
        before = self.each_page()
        self.result["timing"] = self.sign_in_timing()
        e.stop()
        self.note(f"sealing, a roster of {ROSTER}")
        self.result["sealing"] = self.inside("sealing", "bench-sealing", str(ROSTER))
        self.note(f"the history, {WRITERS} writers")
        self.result["history"] = self.inside("audit", str(self.longer))
        self.note("the drill: backup, erasures, restore")
        self.result["drill"] = self.drill(ERASED // 10 if self.options.try_out else ERASED)
        applicants = APPLICANTS // 10 if self.options.try_out else APPLICANTS
        self.note(f"a selection among {applicants}")
        self.result["selection"] = self.inside("selection", str(applicants))
        if "growth" not in self.options.without:
            self.result["growth"] = self.growth(before, (20, 10, 2) if self.options.try_out else GROWN)
        if "search" not in self.options.without:
            known = KNOWN // 100 if self.options.try_out else KNOWN
            self.note(f"search among {known} people")
            self.result["search"] = self.inside("people", str(known), "2" if self.options.try_out else "10")
        self.result["version"] = e.version()
        return self.result

    def load(self, *arguments, **bounds):
        """Runs the clients; adds the seconds of processor time that the server, and a database beside it, took."""
        command = [self.options.load, f"127.0.0.1:{self.engine.port}", *arguments]
        for name, value in bounds.items():
            command += [f"--{name}", str(value)]
        before = self.engine.cpu()
        client = children_cpu()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        after = self.engine.cpu()
        out = json.loads(done.stdout)
        out["client_cpu"] = children_cpu() - client
        out["cpu"] = [b - a for a, b in zip(before, after)]
        if out["broken"]:
            self.note(f"broken off: {out['broken']}")
        return out

    def inside(self, *arguments):
        """What is measured in a process of its own, on the data of the server that was stopped."""
        done = subprocess.run([self.options.inside, *arguments], env=self.engine.environment(), cwd=self.engine.data, check=True,
                              capture_output=True, text=True)
        return json.loads(done.stdout)

    def drill(self, erased):
        """A backup of all of this, people who are erased afterwards, and the backup brought back in its place: it must know them."""
        e = self.engine
        place = e.data / "drill"
        identity, stones = place / "offline.txt", place / "erased.txt"
        place.mkdir()
        recipient = self.inside("identity", str(identity))
        keyed = lambda: e.query("SELECT COUNT(*) FROM data_key WHERE subject_kind = 'person'")[0]
        (people, ids), before = e.people(erased), keyed()
        backup, _ = e.command("backup", "--to", place, "--recipient", recipient)
        at = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        stones.write_text("".join(f"{id} person asked {at}\n" for id in ids))
        main, keys = (next(f for f in place.glob("sabak-*.age") if (".keys." in f.name) == wanted) for wanted in (False, True))
        restore, _ = e.command("restore", "--from", main, "--keys", keys, "--identity", identity, "--tombstones", stones, "--replace")
        return {"people": people, "erased": len(ids), "stayed": before - keyed() - len(ids), "backup_s": backup, "restore_s": restore,
                "bytes": main.stat().st_size, "keys_bytes": keys.stat().st_size}

    def sign_in(self):
        self.browser = Browser(self.engine.port)
        email, passphrase = STAFF
        to = self.browser.submit("/ky/staff/sign-in", "passphrase", email=email, passphrase=passphrase)
        if "/sign-in/code" in to:
            # No code is taken twice.
            while time.time() // STEP <= self.step:
                time.sleep(0.2)
            self.step = int(time.time() // STEP)
            self.browser.submit(to, "code", code=code_of(self.secret, self.step))
        self.proved = time.monotonic()

    def sign_in_timing(self):
        """Milliseconds of a refused sign-in: with the address of an account, and with one that has none, in turns of random order."""
        self.note(f"sign-in, {self.samples} of each")
        heard = lambda: self.engine.query("SELECT COUNT(*) FROM audit WHERE action = 'session.refuse'")[0]
        warm, before, took = 4, heard(), {"known": [], "unknown": []}
        for n in range(-warm, self.samples):
            if n % 4 == 0:
                # The throttle would be measured otherwise: nobody may try so often.
                self.engine.clear("staff_budget")
            for kind in random.sample(sorted(took), 2):
                email = STAFF[0] if kind == "known" else f"nobody-{n + warm:05}@demo.invalid"
                sent = urllib.parse.urlencode({"email": email, "passphrase": "башка сөз айкашы"})
                browser = Browser(self.engine.port)
                began = time.perf_counter()
                status, headers, _ = browser.request("POST", "/ky/staff/sign-in", sent)
                ms = (time.perf_counter() - began) * 1000
                if status != 303 or "/staff/sign-in" not in headers.get("Location", ""):
                    raise Refused(f"signing in with a wrong passphrase: {status} {headers.get('Location')}")
                if n >= 0:
                    took[kind].append(ms)
        if heard() - before != 2 * (self.samples + warm):
            raise Refused("some of the tries to sign in were turned away by the throttle")
        return {kind: statistics.median(ms) for kind, ms in took.items()}

    def addresses(self):
        """An open event, a public testimonial and a private link of the invented data."""
        wall = self.browser.get("/ky/testimonials")
        found = re.search(r'href="/ky/testimonials/([0-9a-f-]{36})"', wall)
        if not found:
            raise Refused("no testimonial on the wall of the invented data")
        self.slug = next((i["slug"] for i in self.items() if i["registration"] == "open" and i["starts_at"]), None)
        if not self.slug:
            raise Refused("no event of the invented data takes registrations")
        form, fields = self.form_of(self.slug, "visitor")
        fields = [(k, v.replace("__N__", "0").replace("__UUID__", "3f1c7a52-6f0e-4d8b-9b1e-0d6a2f5c4e11")) for k, v in fields]
        _, headers, _ = Browser(self.engine.port).request("POST", form.action, urllib.parse.urlencode(fields))
        mine = headers.get("Location", "")
        if "/my/" not in mine:
            raise Refused(f"registering led to {mine or 'nowhere'}")
        self.link = mine.split("?")[0]
        self.paths = {
            "home": "", "events": "/events", "event": f"/events/{self.slug}", "register": f"/events/{self.slug}/register",
            "wall": "/testimonials", "testimonial": f"/testimonials/{found[1]}", "my": mine.removeprefix("/ky").split("?")[0],
        }

    def items(self):
        """The public events, page by page."""
        address = "/api/v1/events"
        while address:
            page = json.loads(self.browser.get(address))
            yield from page["items"]
            following = urllib.parse.urlsplit(page["next"] or "")
            address = following.path and f"{following.path}?{following.query}"

    def form_of(self, slug, prefix, said=()):
        """The registration form of an event and what a client sends by it."""
        path = f"/ky/events/{slug}/register"
        form = Page(Browser(self.engine.port).get(path)).form("submission_id")
        form.action = urllib.parse.urljoin(path, form.action)
        return form, form.values(registrant(prefix) | dict(said))

    def create(self, slug, capacity, groups=()):
        """Publishes an event through the pages of the staff; of its places some may be kept for groups, all for as many."""
        if time.monotonic() - self.proved > 200:
            # Publishing asks for a proof of the last five minutes.
            self.sign_in()
        now = datetime.datetime.now()
        day = lambda n, hour: (now + datetime.timedelta(days=n)).strftime(f"%Y-%m-%dT{hour}:00")
        start = "/ky/staff/events/new"
        page = self.browser.get(start)
        region = re.search(r'<select[^>]*name="region".*?<option[^>]*value="(\w[^"]*)"', page, re.S)
        if not region:
            region = re.search(r'name="region"[^>]*value="(\w[^"]*)"', page)
        # The address is made of the title.
        to = self.browser.submit(start, "/staff/events/new", kind="training", main_locale="ky", title=slug.replace("-", " "), region=region[1],
                                 start=day(30, 10), end=day(30, 16), capacity=str(capacity))
        if f"/staff/events/{slug}" not in to:
            raise Refused(f"the event {slug} became {to}")
        texts = f"/ky/staff/events/{slug}/edit/texts"
        self.browser.submit(texts, "/edit/texts", summary_ky="Ойлоп табылган.", description_ky="Ойлоп табылган.", venue_ky="Ош")
        for group in groups:
            self.browser.submit(f"/ky/staff/events/{slug}/places/new", "/places/new", group=group, size=str(PLACES // len(groups)), total="same")
        self.browser.submit(f"/ky/staff/events/{slug}/publish", "/publish")
        return slug

    def visits(self):
        out = {}
        for name, path in self.paths.items():
            loaded, foreign = first_visit(self.engine.port, f"/ky{path}")
            size = {"html": loaded[0][1], "css": 0, "js": 0, "wasm": 0, "other": 0}
            for address, n in loaded[1:]:
                ending = address.rsplit(".", 1)[-1]
                size[ending if ending in size else "other"] += n
            totals = {"ky": sum(n for _, n in loaded)}
            for l in LOCALES[1:]:
                totals[l] = sum(n for _, n in first_visit(self.engine.port, f"/{l}{path}")[0])
            out[name] = {"size": size, "requests": len(loaded), "totals": totals, "foreign": foreign}
        return out

    def page(self, name):
        path = "/ky" + self.paths[name]
        brotli = ["--header", "accept-encoding: br"]
        etag = self.browser.request("GET", path)[1].get("ETag", "")
        out = {}
        for kind, arguments in {
            "memory": [*brotli, f"get:{path}"],
            "rendered": [*brotli, f"get:{path}?n=__N__"],
            "unchanged": ["--header", f"if-none-match: {etag}", f"get:{path}"],
        }.items():
            self.note(f"{name}, {kind}")
            self.load(*arguments, clients=CLIENTS, seconds=1)
            out[kind] = self.load(*arguments, clients=CLIENTS, seconds=self.seconds)
        return out

    def register(self, slug, clients, said=(), **bounds):
        form, fields = self.form_of(slug, slug, said)
        out = self.load("--form", body(fields), f"post:{form.action}", clients=clients, **bounds)
        out["landed"] = out["locations"].get("/ky/my", 0)
        out["confirmed"], out["waiting"], out["rows"] = self.engine.registrations(slug)
        api = next(i for i in self.items() if i["slug"] == slug)
        out["taken"] = api["taken"]
        if (out["confirmed"], out["rows"]) != (out["taken"], out["landed"]):
            self.note(f"counts differ: {out}")
        return out

    def tries_for_places(self):
        self.note(f"{self.tries} tries for {PLACES} places of {len(GROUPS)} groups")
        slug = self.create("bench-places", PLACES, [f"region:{r}" for r in GROUPS])
        # Each client comes from each region in turn, as the number of its turn ends.
        out = self.register(slug, CLIENTS, {"home_region": "__R__"}, count=self.tries)
        out["numbers"] = self.engine.query(NUMBERS.format(slug=slug))[0]
        return out

    def confirmations(self, clients):
        self.note(f"confirmations, {clients} clients")
        slug = self.create(f"bench-rate-{clients}", MANY)
        return self.register(slug, clients, seconds=self.longer)

    def page_beside_registrations(self):
        """The event page, rendered each time, for some readers while many register for that event."""
        self.note(f"event page beside {CLIENTS} who register")
        slug = self.create("bench-beside", MANY)
        form, fields = self.form_of(slug, slug)
        command = [self.options.load, f"127.0.0.1:{self.engine.port}"]
        registering = subprocess.Popen(
            [*command, "--form", body(fields), f"post:{form.action}", "--clients", str(CLIENTS), "--seconds", str(self.seconds + 1)],
            stdout=subprocess.PIPE, text=True)
        time.sleep(0.5)
        reading = self.load("--header", "accept-encoding: br", f"get:/ky/events/{slug}", clients=READERS, seconds=self.seconds)
        reading["registered"] = json.loads(registering.communicate()[0])
        return reading

    def each_page(self):
        """Milliseconds of each page for one reader, the median of many, past every memory of pages."""
        self.note("each page, one reader")
        self.sign_in()
        cookies = "; ".join(f"{k}={v}" for k, v in self.browser.cookies.items())
        staff = f"/staff/events/{self.slug}"
        paths = self.paths | {
            "staff: today": "/staff", "staff: events": "/staff/events", "staff: event": staff, "staff: registrations": f"{staff}/registrations",
            "staff: desk": f"{staff}/desk", "staff: testimonials": "/staff/testimonials", "staff: people": "/staff/people",
        }
        took = {}
        for name, path in paths.items():
            headers = ["--header", f"cookie: {cookies}"] if name.startswith("staff") else []
            # The first readers fill the database's own memory.
            self.load(*headers, f"get:/ky{path}?n=w__N__", clients=1, count=5)
            out = self.load(*headers, f"get:/ky{path}?n=__N__", clients=1, count=20 if self.options.try_out else 60)
            if set(out["statuses"]) != {"200"}:
                raise Refused(f"{name}: {out['statuses']}")
            took[name] = out["p50_ms"]
        return took

    def growth(self, before, size):
        """The same pages beside many more trainings, people and testimonials."""
        self.note(f"growth: {size[0]} events, {size[0] * size[1]} registrations, {size[0] * size[2]} testimonials")
        made = self.inside("grow", *map(str, size))
        self.engine.analyse()
        self.engine.start()
        try:
            return {"made": made, "before": before, "after": self.each_page(), "resident": self.engine.resident()}
        finally:
            self.engine.stop()

    def journey(self):
        """Event page, form, post and private page, each as one browser would ask for them."""
        self.note("whole registrations")
        slug = self.create("bench-journey", MANY)
        form, fields = self.form_of(slug, slug)
        return self.load(
            "--header", "accept-encoding: br", "--form", body(fields), f"get:/ky/events/{slug}",
            f"get:/ky/events/{slug}/register", f"post:{form.action}", "follow", clients=CLIENTS, seconds=self.seconds,
        )


def code_of(secret, step):
    """What an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def registrant(prefix):
    """An invented person; each turn of the load has a contact of its own."""
    return {
        "submission_id": "__UUID__", "full_name": "Айгерим Үлгүбекова", "email": f"{prefix}-__N__@example.invalid", "locale": "ky",
        "participation": "yes",
    }


def children_cpu():
    """Seconds of processor time of the programs this one ran and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def body(fields):
    return urllib.parse.urlencode(fields)


# --- The tables.

def cell(value, text, budget=None, at_least=False):
    """A figure; bold where it misses its budget."""
    missed = budget is not None and (value < budget if at_least else value > budget)
    return f"**{text}**" if missed else text


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def count(n):
    return f"{n:,.0f}"


def per_second(run):
    return run["turns"] / run["seconds"]


def process_table(results):
    def row(what, budget, figure):
        return [what, *(figure(r) for r in results.values()), budget]

    def start(r):
        median, least, most = r["start"]
        return cell(median, f"{median:.0f} ms ({least:.0f}–{most:.0f})", 300)

    return table(["", *results, "budget"], [
        row("process start to ready", "≤ 300 ms", start),
        row("resident, idle", "≤ 80 MB", lambda r: cell(r["idle"], f"{r['idle']:.0f} MB", 80)),
        row("resident, after all loads below", "≤ 200 MB", lambda r: cell(r["loaded"], f"{r['loaded']:.0f} MB", 200)),
        row("resident, at most", "≤ 200 MB", lambda r: cell(r["peak"], f"{r['peak']:.0f} MB", 200)),
    ])


VISITS = {
    "home": "home", "events": "events", "event": "event", "register": "registration form", "wall": "wall",
    "testimonial": "testimonial", "my": "private page",
}


def visit_table(results):
    first, *others = results.values()
    kb = lambda n: f"{n / 1000:.1f}"
    rows = []
    for name, label in VISITS.items():
        visit = first["visits"][name]
        size, total = visit["size"], visit["totals"]["ky"]
        code = size["js"] + size["wasm"]
        worst = max(visit["totals"], key=visit["totals"].get)
        rows.append([
            label, kb(size["html"]), kb(size["css"]), kb(size["other"]), cell(code, f"{code} B", 0), cell(total, kb(total), 30_000),
            cell(visit["requests"], str(visit["requests"]), 4), cell(visit["totals"][worst], f"{kb(visit['totals'][worst])} ({worst})", 30_000),
            cell(len(visit["foreign"]), str(len(visit["foreign"])), 0),
        ])
    out = table(["KB", "HTML", "CSS", "icons, manifest", "JS, WASM", "all", "requests", "largest language", "foreign hosts"], rows)
    out += "\n\nBudget: ≤ 30 KB, ≤ 4 requests, 0 B of WebAssembly, no foreign host."
    for other in others:
        apart = max(abs(other["visits"][n]["totals"]["ky"] - first["visits"][n]["totals"]["ky"]) for n in VISITS)
        out += f" The other engine's pages differ by {apart} bytes at most."
    return out


def pages_table(results):
    kinds = {"memory": ("from memory, br", 10_000), "unchanged": ("unchanged, 304", 10_000), "rendered": ("rendered each time, br", 4_000)}
    rows = []
    for page, (kind, (label, budget)) in itertools.product(("event", "wall"), kinds.items()):
        for name, r in results.items():
            run = r["pages"][page][kind]
            rate, wanted = per_second(run), "304" if kind == "unchanged" else "200"
            odd = {status: n for status, n in (run["statuses"] | run["broken"]).items() if status != wanted}
            rows.append([
                f"{page}, {label}" + (f" — odd: {odd}" if odd else ""), name, cell(rate, count(rate), budget, at_least=True),
                f"{run['p50_ms']:.1f} ms", cell(run["p99_ms"], f"{run['p99_ms']:.1f} ms", 20),
                f"{sum(run['cpu']) / max(1, run['turns']) * 1e6:.0f} µs", f"{run['client_cpu'] / run['seconds']:.0%}",
                f"≥ {count(budget)}/s, p99 ≤ 20 ms",
            ])
    return table([f"{CLIENTS} clients", "engine", "answers/s", "p50", "p99", "CPU of one", "client", "budget"], rows)


def registration_table(results):
    def row(what, budget, figure):
        return [what, *(figure(r) for r in results.values()), budget]

    def landed(r):
        t = r["tries"]
        lost = t["turns"] + sum(t["broken"].values()) - t["rows"]
        return f"{count(t['confirmed'])} confirmed, {count(t['waiting'])} waiting, {cell(lost, count(lost), 0)} lost"

    def oversold(r):
        over = max(0, r["tries"]["confirmed"] - PLACES)
        return cell(over, str(over), 0)

    def order(r):
        t = r["tries"]
        twice = t["waiting"] - t["numbers"]
        odd = sum(n for status, n in t["statuses"].items() if status != "303") + sum(t["broken"].values())
        return f"{cell(twice, str(twice), 0)} numbers twice, {cell(odd, str(odd), 0)} answers that are no redirect"

    def rate(clients):
        def figure(r):
            run = r["rates"][clients]
            rate = run["confirmed"] / run["seconds"]
            text = cell(rate, f"{count(rate)}/s", 1000 if clients == CLIENTS and r["key"] == "sqlite" else None, at_least=True)
            return f"{text}, p50 {run['p50_ms']:.1f}, p99 {cell(run['p99_ms'], format(run['p99_ms'], '.1f'), 250)} ms"
        return figure

    def beside(r):
        run = r["beside"]
        registered = per_second(run["registered"])
        return f"{count(per_second(run))}/s, p50 {run['p50_ms']:.1f}, p99 {run['p99_ms']:.1f} ms; {count(registered)}/s register"

    def whole(part):
        def figure(r):
            ms = r["journey"]["cpu"][part] / max(1, r["journey"]["turns"]) * 1000
            return cell(ms, f"{ms:.2f} ms", 0.75 if part == 0 else None) if ms or part == 0 else "in the same process"
        return figure

    tried = next(iter(results.values()))["tries"]["turns"]
    rows = [
        row(f"{count(tried)} tries for {PLACES} places of {len(GROUPS)} groups, {CLIENTS} clients", "", landed),
        row("oversold", "0", oversold),
        row("order of waiting, errors", "0", order),
        row("time of these tries", "", lambda r: f"{r['tries']['seconds']:.1f} s, p99 {r['tries']['p99_ms']:.1f} ms"),
        row("confirmed, durable, 1 client", "", rate(1)),
        row("confirmed, durable, 16 clients", "", rate(16)),
        row(f"confirmed, durable, {CLIENTS} clients", "≥ 1,000/s on SQLite, p99 ≤ 250 ms", rate(CLIENTS)),
        row("confirmed, durable, 256 clients", "", rate(256)),
        row(f"event page for {READERS} readers beside {CLIENTS} who register", "", beside),
        row("raw durable commits of one row, one connection", "", lambda r: f"{count(r['raw'])}/s"),
        row("whole registration: CPU of the server", "≤ 0.75 ms", whole(0)),
        row("whole registration: CPU of the database beside it", "", whole(1)),
        row(f"whole registrations, {CLIENTS} clients", "", lambda r: f"{count(per_second(r['journey']))}/s, p99 {r['journey']['p99_ms']:.1f} ms"),
    ]
    return table(["", *results, "budget"], rows)


def selection_table(results):
    def row(what, budget, figure):
        return [what, *(figure(r["selection"]) for r in results.values()), budget]

    def times(part, most=None):
        def figure(s):
            median, worst = s[part]["median"], s[part]["worst"]
            return f"{cell(median, f'{median:.1f} ms', most)}, at most {cell(worst, f'{worst:.1f} ms', most)}"
        return figure

    def met(s):
        whole = "" if s["exhaustive"] else ", **the search was broken off**"
        return f"{count(s['places'])} chosen, {s['floors_missed']} floors that cannot be met{whole}"

    first = next(iter(results.values()))["selection"]
    return table(["", *results, "aim"], [
        row(f"{count(first['applicants'])} applicants, {first['rules']} rules", "", met),
        row("proposing the list", "≤ 200 ms", times("pure_ms", 200)),
        row("writing its proof", "", times("proof_ms")),
        row("the whole of it: reading, opening, proposing, proof", "", times("whole_ms")),
    ])


def growth_table(results):
    names = next(iter(results.values()))["growth"]["before"]
    rows = []
    for name in names:
        row = [VISITS.get(name, name)]
        for r in results.values():
            before, after = r["growth"]["before"][name], r["growth"]["after"][name]
            row += [f"{before:.1f} ms", cell(after, f"{after:.1f} ms", 2 * before), f"{after / before:.1f}"]
        rows.append(row)
    head = ["median, one reader"]
    for name in results:
        head += [f"{name}: demo", "grown", "times"]
    out = table(head, rows)
    for name, r in results.items():
        made = r["growth"]["made"]
        out += f"\n\n{name}: {count(made['events'])} events, {count(made['registrations'])} registrations and "
        out += f"{count(made['testimonials'])} testimonials were written in {made['seconds']:.0f} s; resident after these pages: {r['growth']['resident']:.0f} MB."
    return out


SEARCHES = {
    "whole": "whole name", "part": "a part", "beginning": "beginning of a part", "beginnings": "two beginnings", "mistyped": "mistyped",
    "latin": "in Latin letters", "nobody": "nobody", "region": "whole name, in one region", "region_beginning": "beginning, in one region",
}


def search_table(results):
    def times(run):
        p99 = cell(run["p99_ms"], f"{run['p99_ms']:.1f}", 30)
        return f"{run['p50_ms']:.1f} / {run['p95_ms']:.1f} / {p99} / {run['max_ms']:.1f}"

    first = next(iter(results.values()))["search"]
    crowds = list(first["searched"])
    rows = []
    for kind, label in SEARCHES.items():
        row = [label]
        for r in results.values():
            runs = [r["search"]["searched"][n]["kinds"][kind] for n in crowds]
            right, asked = sum(run["right"] for run in runs), sum(run["searches"] for run in runs)
            row += [f"{right / max(1, asked):.1%}", *map(times, runs)]
        rows.append(row)
    row = ["**all**"]
    for r in results.values():
        row += ["", *(times(r["search"]["searched"][n]["overall"]) for n in crowds)]
    rows.append(row)
    head = [f"{count(first['people'])} people; p50 / p95 / p99 / most, ms"]
    for name in results:
        head += [f"{name}: found", *(f"{n} at once" for n in crowds)]
    out = table(head, rows) + "\n\nBudget: p99 ≤ 30 ms."
    for name, r in results.items():
        s, beside = r["search"], r["search"]["registered"]
        out += f"\n\n{name}: {count(s['tokens'])} tokens and {count(s['pairs'])} pairs; the database is {s['grown'] / 1e6:,.0f} MB larger by them; "
        out += f"written in {s['fill_s']:.0f} s. Registered beside them: {count(beside['per_second'])}/s, p99 {beside['took']['p99_ms']:.1f} ms; "
        out += f"the last of them found by their tokens {beside['behind_s']:.1f} s later."
    return out


def trust_table(results):
    def row(what, figure):
        return [what, *(figure(r) for r in results.values()), ""]

    def share(name, part):
        def figure(r):
            cost = r["sealing"][name]
            return f"{milliseconds(cost[part])}, {cost[part] / cost['processor_us']:.0%} of the whole's"
        return figure

    def whole(name):
        def figure(r):
            cost = r["sealing"][name]
            return f"{milliseconds(cost['whole_us'])}, {milliseconds(cost['processor_us'])} of the processor"
        return figure

    def timing(r):
        known, unknown = r["timing"]["known"], r["timing"]["unknown"]
        return f"{unknown:.1f} ms, {cell(abs(unknown / known - 1), f'{unknown / known:.3f}', 0.05)}"

    def appended(r):
        h = r["history"]
        return f"{count(h['appended'] / h['seconds'])}/s, p50 {milliseconds(h['p50_us'])}"

    def linked(r):
        h = r["history"]
        lost, late = h["appended"] - h["linked"], h["behind_s"]
        sound = "sound" if h["sound"] and not lost else f"**not sound, {lost} lost**"
        return f"{count(h['linked'])} in {count(h['batches'])} batches, {sound}; the last {cell(late, f'{late:.2f} s', 1)} later"

    return table(["", *results, "budget"], [
        row("processor time of sealing what one registration holds", share("registration", "sealing_us")),
        row("that registration, 1 client", whole("registration")),
        row(f"processor time of opening the names of {ROSTER} people", share("roster", "opening_us")),
        row("reading that roster", whole("roster")),
        row("sign-in refused, address with an account: median", lambda r: f"{r['timing']['known']:.1f} ms"),
        [*row("address without one: median, ratio", timing)[:-1], "within 5 %"],
        row(f"history: durable entries, {WRITERS} writers", appended),
        [*row("history: linked and verified", linked)[:-1], "the last ≤ 1 s later"],
        *drill_rows(results, row),
    ])


def drill_rows(results, row):
    def size(r):
        d = r["drill"]
        return f"{count(d['people'])} people: {d['backup_s']:.1f} s, {d['bytes'] / 1e6:.1f} MB and {d['keys_bytes'] / 1e6:.1f} MB of keys"

    def back(r):
        d = r["drill"]
        stayed = f", **{count(abs(d['stayed']))} keys too many or too few**" if d["stayed"] else ""
        return f"{d['restore_s']:.1f} s with {count(d['erased'])} erasures replayed{stayed}"

    return [row("backup, encrypted", size), row("that backup restored in place of the data", back)]


def milliseconds(us):
    return f"{us / 1000:.2f} ms" if us < 10_000 else f"{us / 1000:.1f} ms"


def surroundings(results, options, work):
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kind = subprocess.run(["stat", "-f", "-c", "%T", work], capture_output=True, text=True).stdout.strip()
    version = subprocess.run([options.sabak, "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    return table(["", ""], [
        ["date", datetime.date.today().isoformat()],
        ["server", version + (" (debug build, a trial: the figures mean nothing)" if options.try_out else ", release build")],
        ["machine", f"{cpu}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, Linux {platform.release()}, {kind}"],
        *(["engine", r["version"]] for r in results.values()),
        ["load average before and after", " and ".join(f"{l:.2f}" for l in options.load_average)],
    ])


def write(path, tables):
    text = path.read_text()
    for name, content in tables.items():
        start, end = f"<!-- bench:{name} -->", f"<!-- bench:{name} end -->"
        if text.count(start) != 1 or text.count(end) != 1:
            raise Refused(f"{path} has no place for {name}")
        head, rest = text.split(start)
        text = f"{head}{start}\n{content}\n{end}{rest.split(end)[1]}"
    path.write_text(text)


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    for name in ("sabak", "load", "inside", "site", "pg", "docs", "work"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="also put the tables into docs/performance.md")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), help="one engine alone")
    parser.add_argument("--without", action="append", choices=("growth", "search"), default=[], help="leave out what takes long; its table stays as it is")
    parser.add_argument("--try", dest="try_out", action="store_true", help="a short trial of the debug build")
    options = parser.parse_args()
    if options.write and (options.try_out or options.engine):
        sys.exit("bin/bench: --write takes a whole run of the release build")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    kinds = [k for k in (Sqlite, Postgres) if options.engine in (None, k.key)]
    results, before = {}, os.getloadavg()[0]
    for kind in kinds:
        engine = kind(options.sabak, options.site, options.work, options.pg)
        try:
            results[engine.name] = Scenario(engine, options).run()
        except (Refused, OSError, http.client.HTTPException, subprocess.CalledProcessError) as e:
            sys.exit(f"bin/bench: {engine.name}: {e}\n{getattr(e, 'stderr', '') or ''}{engine.log_end()}")
        finally:
            engine.close()
    options.load_average = before, os.getloadavg()[0]
    tables = {
        "surroundings": surroundings(results, options, options.work), "process": process_table(results),
        "visits": visit_table(results), "pages": pages_table(results), "registration": registration_table(results),
        "selection": selection_table(results), "trust": trust_table(results),
    }
    longer = {"growth": growth_table, "search": search_table}
    tables |= {name: table(results) for name, table in longer.items() if name not in options.without}
    print("\n\n".join(tables.values()))
    if options.write:
        write(options.docs, tables)


if __name__ == "__main__":
    main()

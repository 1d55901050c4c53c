"""The two databases, each with a server of its own on throw-away data."""
import os
import pathlib
import signal
import socket
import sqlite3
import statistics
import subprocess
import time

from browser import Refused, transferred

TICK = os.sysconf("SC_CLK_TCK")
CONFIRMED = """SELECT COUNT(CASE WHEN r.state = 'confirmed' THEN 1 END), COUNT(CASE WHEN r.state = 'waitlisted' THEN 1 END), COUNT(*)
FROM registration r JOIN event e ON e.id = r.event_id WHERE e.slug = '{slug}'"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def children(pid):
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(stat.parent.name))
        except (OSError, IndexError, ValueError):
            pass  # ended while we looked
    return found


def cpu_of(pid, with_children=False):
    """Seconds of processor time, of all threads; with those of its children, living and gone."""
    own = [int(n) for n in pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]]
    if not with_children:
        return sum(own[:2]) / TICK
    total = sum(own) / TICK
    for child in children(pid):
        try:
            total += cpu_of(child)
        except OSError:
            pass
    return total


class Engine:
    """Starts, stops and watches a server; what the databases do differently is in the two classes below."""

    def __init__(self, sabak, site, work):
        self.sabak, self.site = sabak, site
        self.data = work / self.key
        self.data.mkdir()
        self.log = open(self.data / "server.log", "ab")
        self.process, self.port = None, free_port()

    def environment(self):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SABAK_") and k not in ("RUST_LOG", "RUST_BACKTRACE")}
        return clean | {
            "SABAK_CONFIG": "/dev/null",
            "SABAK_DATA_DIR": str(self.data),
            "SABAK_DATABASE_URL": self.url,
            "SABAK_SITE_DIR": str(self.site),
            "SABAK_LISTEN": f"127.0.0.1:{self.port}",
            "SABAK_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            # The clients of a measurement send faster than people write; budgets per contact are measured with the rest.
            "SABAK_MIN_FILL_MS": "0",
        }

    def seed(self):
        """Gives what it prints: among it addresses and passphrases of the invented staff."""
        return subprocess.run([self.sabak, "seed", "--demo"], env=self.environment(), cwd=self.data, check=True,
                              stdout=subprocess.PIPE, stderr=self.log, text=True).stdout

    def command(self, *arguments):
        """Seconds that a command of the binary takes, and what it prints."""
        began = time.perf_counter()
        done = subprocess.run([self.sabak, *arguments], env=self.environment(), cwd=self.data, check=True, capture_output=True,
                              text=True)
        return time.perf_counter() - began, done.stdout

    def start(self):
        """Gives the milliseconds from starting the process to the first 200 of /readyz."""
        self.port = free_port()
        environment = self.environment()
        began = time.perf_counter()
        self.process = subprocess.Popen([self.sabak, "serve"], env=environment, cwd=self.data,
                                        stdout=subprocess.DEVNULL, stderr=self.log)
        while time.perf_counter() - began < 60 and self.process.poll() is None:
            try:
                if transferred(self.port, "/readyz")[1] == 200:
                    return (time.perf_counter() - began) * 1000
            except (OSError, IndexError, ValueError):
                pass
            time.sleep(0.001)
        raise Refused(f"the server did not become ready; see {self.log.name}:\n{self.log_end()}")

    def log_end(self):
        return "".join(pathlib.Path(self.log.name).read_text(errors="replace").splitlines(True)[-15:])

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def cold_starts(self, times):
        took = []
        for _ in range(times):
            self.stop()
            took.append(self.start())
        return statistics.median(took), min(took), max(took)

    def resident(self, field="VmRSS"):
        """Megabytes of the server process."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(l for l in status.splitlines() if l.startswith(field + ":"))
        return int(line.split()[1]) * 1024 / 1e6

    def cpu(self):
        """Seconds of processor time so far: of the server, and of a database beside it."""
        return cpu_of(self.process.pid), self.database_cpu()

    def registrations(self, slug):
        """Confirmed, waiting and all registrations of an event, as the database's own client counts them."""
        return self.query(CONFIRMED.format(slug=slug))


class Sqlite(Engine):
    key, name = "sqlite", "SQLite"

    def __init__(self, sabak, site, work, _pg):
        super().__init__(sabak, site, work)
        self.file = self.data / "sabak.db"
        self.url = f"sqlite:{self.file}"

    def query(self, sql):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchone()
        finally:
            connection.close()

    def clear(self, table):
        """Empties a table, if there is one of this name."""
        if self.query(f"SELECT COUNT(*) FROM sqlite_master WHERE name = '{table}'") == (0,):
            return
        connection = sqlite3.connect(self.file, timeout=10)
        try:
            with connection:
                connection.execute(f"DELETE FROM {table}")
        finally:
            connection.close()

    def people(self, some):
        """How many there are, and the ids of some."""
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            ids = connection.execute("SELECT lower(hex(id)) FROM person ORDER BY id DESC LIMIT ?", (some,)).fetchall()
            return connection.execute("SELECT COUNT(*) FROM person").fetchone()[0], [id for id, in ids]
        finally:
            connection.close()

    def analyse(self):
        """Nothing: the server does it by itself when it starts."""

    def version(self):
        """Of the library in the server, which writes it into the file (fileformat2.html §1.3.18)."""
        number = int.from_bytes(self.file.read_bytes()[96:100], "big")
        return f"SQLite {number // 1000000}.{number // 1000 % 1000}.{number % 1000}, WAL, synchronous=FULL"

    def database_cpu(self):
        return 0.0

    def raw_commits(self, seconds):
        """Durable commits of one row a second, one connection, nothing else."""
        connection = sqlite3.connect(self.data / "raw.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        began, n = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            connection.execute("INSERT INTO raw (text) VALUES ('Бир катар')")
            n += 1
        rate = n / (time.perf_counter() - began)
        connection.close()
        return rate

    def close(self):
        self.stop()


class Postgres(Engine):
    key, name = "postgres", "PostgreSQL"

    def __init__(self, sabak, site, work, pg):
        super().__init__(sabak, site, work)
        self.pg = pg
        self.pg_dir = work / "pg"
        self.url = self.run_pg("start")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            if self.query(f"SHOW {setting}") != ("on",):
                raise Refused(f"PostgreSQL runs with {setting} off: nothing it says is durable")
        self.postmaster = int((self.pg_dir / "data/postmaster.pid").read_text().split()[0])

    def run_pg(self, command):
        environment = os.environ | {"SABAK_PG_DIR": str(self.pg_dir)}
        return subprocess.run([self.pg, command], env=environment, check=True, capture_output=True, text=True).stdout.strip()

    def psql(self, sql, url=None):
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", url or self.url], input=sql, check=True,
                              capture_output=True, text=True)
        return done.stdout

    def query(self, sql):
        return tuple(int(v) if v.isdigit() else v for v in self.psql(sql).strip().split("|"))

    def clear(self, table):
        if self.query(f"SELECT COUNT(*) FROM pg_class WHERE relname = '{table}'") != (0,):
            self.psql(f"DELETE FROM {table}")

    def people(self, some):
        ids = self.psql(f"SELECT id FROM person ORDER BY id DESC LIMIT {some}").split()
        return self.query("SELECT COUNT(*) FROM person")[0], ids

    def analyse(self):
        self.psql("ANALYZE")

    def version(self):
        return f"PostgreSQL {self.psql('SHOW server_version').split()[0]}, fsync and synchronous_commit on"

    def database_cpu(self):
        return cpu_of(self.postmaster, with_children=True)

    def raw_commits(self, seconds):
        """As for SQLite; by psql, whose start is inside the time and is under a hundredth of it."""
        self.psql("CREATE DATABASE raw")
        url = self.url.rsplit("/", 1)[0] + "/raw"
        self.psql("CREATE TABLE raw (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text TEXT NOT NULL)", url)

        def timed(n):
            began = time.perf_counter()
            self.psql("INSERT INTO raw (text) VALUES ('Бир катар');\n" * n, url)
            return n / (time.perf_counter() - began)

        rate = timed(max(100, int(timed(300) * seconds)))
        self.psql("DROP DATABASE raw WITH (FORCE)")
        return rate

    def close(self):
        self.stop()
        self.run_pg("stop")

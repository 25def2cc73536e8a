"""Madoguchi as a target of the peer bench: see tests/bench/README.md."""
import json, os, pathlib, shutil, subprocess, sqlite3, urllib.parse, urllib.request
from target import Target, q
import gen

ROOT = pathlib.Path(os.environ["MADOGUCHI_ROOT"]).resolve()
BIN = str(ROOT / "target/release/madoguchi")
SEED = str(ROOT / "target/release/examples/bench_seed")
DEFINITIONS = str(ROOT / "tests/bench/definitions")
CODE = {name: f"d{n:02d}" for n, name in enumerate(gen.DISTRICTS, 1)}
SCALES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}


def answers(rec):
    return {**rec, "district": CODE[rec["district"]]}


class Madoguchi(Target):
    port = 7790
    health = "/healthz"
    hello_path = "/healthz"
    cmd = [BIN, "serve", DEFINITIONS, "--data", "{work}/data", "--listen", f"127.0.0.1:{port}", "--no-rate-limits"]
    post_path = "/api/v1/apps/intake/submissions"
    db = "data/madoguchi.db"
    table = "app_intake"
    rows_at = ["cases"]

    def stage(self, scale, data, work):
        seeded = data / f"madoguchi-{scale}"
        if not seeded.exists():
            half = data / f"madoguchi-{scale}.tmp"
            shutil.rmtree(half, ignore_errors=True)
            p = subprocess.Popen([SEED, DEFINITIONS, str(half)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for i in range(1, SCALES[scale] + 1):
                line = {"answers": answers(gen.record(i)), "status": gen.status(i), "at": gen.created_ms(i)}
                p.stdin.write(json.dumps(line, ensure_ascii=False) + "\n")
            p.stdin.close()
            token = p.stdout.read().strip()
            assert p.wait() == 0 and token, "seeding failed"
            (half / "token").write_text(token)
            half.rename(seeded)
        shutil.copytree(seeded, work / "data")

    def ready(self, work):
        token = (work / "data/token").read_text()
        body = urllib.parse.urlencode({"login": "bench", "password": "koyoi-no-tsuki-8"}).encode()
        opener = urllib.request.build_opener(NoRedirect)
        try:
            opener.open(urllib.request.Request(self.url + "/office/sign-in", body))
            raise SystemExit("the sign-in was refused")
        except urllib.error.HTTPError as answer:
            cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.headers = {"Authorization": f"Bearer {token}", "Cookie": cookie}
        db = sqlite3.connect(work / "data/madoguchi.db")
        self.receipts = dict(db.execute("SELECT _case, _receipt FROM app_intake"))
        db.close()

    def body(self, rec): return json.dumps({"answers": answers(rec)}, ensure_ascii=False)

    def bad_body(self):
        rec = gen.record(1)
        rec["phone"], rec["count1"] = "abc", 99
        return self.body(rec)

    def key(self, i, work): return self.receipts[i]
    def list_path(self, d, s): return f"/api/v1/apps/intake/cases?view={CODE[d]}&state={s}&limit=50"
    def queue_path(self, d, s): return f"/office/intake?view={CODE[d]}&state={s}"
    def get_path(self, k): return f"/api/v1/cases/{k}"
    def search_path(self, term): return f"/api/v1/apps/intake/cases?q={q(term)}&limit=50"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_): return None


TARGETS = [Madoguchi(name="madoguchi", note="the product: definition, jsonschema, journey, events, group commit, FULL")]

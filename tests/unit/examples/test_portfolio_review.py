"""The main job, run as a user runs it: on a file of one's own, and on 69,659 real orders."""

import importlib.util
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from relcore import STANDARD
from relcore.policies import Elapsed, UsualGaps

pytest.importorskip("rich")

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "examples" / "portfolio_review.py"
ORDERS = """customer_id,date,amount
a,2026-01-01,10.00
a,2026-01-11,10.00
a,2026-01-21,10.00
b,2026-01-05,99.90
b,first of May,1.00
c,2026-02-01,"5.00

d,2026-02-10
c,2026-02-20,5.00
"""


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), "--output", str(tmp_path / "page.html"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=False,
    )


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_bad_line_is_named_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    done = run(tmp_path, "--csv", written(tmp_path, ORDERS))
    assert (done.returncode, done.stderr) == (0, "")
    assert "8 rows read: 6 accepted + 2 refused, of 3 customers" in done.stdout
    assert "line 6: at is 'first of May'; expected a date" in done.stdout
    assert (
        "line 9: amount is {'customer_id': 'd', 'date': '2026-02-10'}; expected a cell named 'amount'"
        in done.stdout
    )
    assert "6 orders of 3 customers were known by 2026-02-20" in done.stdout


def test_the_page_needs_no_network(tmp_path: Path) -> None:
    assert run(tmp_path, "--csv", written(tmp_path, ORDERS)).returncode == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.lstrip().lower().startswith("<!doctype html")
    assert re.search(r"(src|href)\s*=\s*[\"']?https?:|@import|url\(\s*[\"']?https?:", page) is None


def test_only_what_was_known_by_the_day_counts(tmp_path: Path) -> None:
    done = run(
        tmp_path, "--csv", written(tmp_path, ORDERS), "--as-of", "2026-01-11", "--holdout", "2026-01-01"
    )
    assert done.returncode == 0
    assert "3 orders of 2 customers were known by 2026-01-11" in done.stdout
    assert "The pace is 10.0 days" in done.stdout
    assert "all customers: no AUC, because all or none of them came back (1 of 1 came back)" in done.stdout


def test_columns_are_found_by_their_header_or_taken_in_order(tmp_path: Path) -> None:
    turned = "\ufeffAmount, note ,Customer_ID,Date\n10,x,a,2026-01-01\n5,,b,20260102\n"
    assert "2 rows read: 2 accepted" in run(tmp_path, "--csv", written(tmp_path, turned)).stdout
    bare = "a,2026-01-01,10\nb,2026-01-02,5\n"
    done = run(tmp_path, "--csv", written(tmp_path, bare))
    assert "2 rows read: 2 accepted" in done.stdout
    assert "The pace is the default of 30.0 days, because nobody bought twice yet" in done.stdout


def test_a_line_that_lacks_a_column_is_not_guessed_at(tmp_path: Path) -> None:
    text = "note,customer_id,date,amount\nx,a,2026-01-01,10\na,2026-01-02,10\n"
    done = run(tmp_path, "--csv", written(tmp_path, text))
    assert "2 rows read: 1 accepted + 1 refused" in done.stdout
    assert "line 3: at is '10'; expected a date" in done.stdout


def test_a_byte_or_a_cell_that_cannot_be_read_spoils_its_line_only(tmp_path: Path) -> None:
    lines = [
        "customer_id,date,amount,größe".encode("utf-8-sig"),
        b"Jos\xe9,2026-01-01,10,1",
        b'"' + b"x" * 140_000 + b'",2026-01-02,10,1',
        "José,2026-01-03,10,1".encode(),
        b"b,2026-01-04,10,1",
    ]
    path = tmp_path / "orders.csv"
    path.write_bytes(b"\r\n".join(lines))
    done = run(tmp_path, "--csv", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 rows read: 2 accepted + 2 refused, of 2 customers" in done.stdout
    assert r"line 2: byte 4 of b'Jos\xe9,2026-01-01,10,1' is not UTF-8" in done.stdout
    assert re.search(r"line 3: b'\"x{59}'\.\.\. cannot be split: field larger than field limit", done.stdout)


def test_lines_may_end_in_any_way_and_keep_their_numbers(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        path = tmp_path / "orders.csv"
        path.write_bytes(end.join(["a,2026-01-01,10", "", "a,soon,10", "b,2026-01-02,10", ""]).encode())
        done = run(tmp_path, "--csv", str(path))
        assert "3 rows read: 2 accepted + 1 refused" in done.stdout
        assert "line 3: at is 'soon'" in done.stdout


def test_a_pace_that_no_business_has_is_said_and_the_default_is_taken(tmp_path: Path) -> None:
    text = "a,2026-01-01,10\na,2026-01-11,10\na,8999-12-31,10\nb,2026-01-05,3\n"
    done = run(tmp_path, "--csv", written(tmp_path, text), "--holdout", "8999-12-31")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "The pace is the default of 30.0 days, because a mean gap of 1,273,600.0 days is not" in done.stdout
    )
    assert "No ranking as of 8999-12-31: FoldingRules.pace_days is 1273600.0" in done.stdout
    assert (tmp_path / "page.html").stat().st_size < 1_000_000
    known = run(tmp_path, "--csv", written(tmp_path, text), "--as-of", "2026-01-31")
    assert "The pace is 10.0 days" in known.stdout


def test_where_the_real_orders_are_not_installed_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("portfolio_review", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    def missing(package: str) -> None:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(script, "files", missing)
    assert script.main([]) == 2
    assert "lifetimes" in (said := capsys.readouterr().err)
    assert "--csv" in said


def test_what_is_to_be_done_is_asked_as_of_the_next_morning(tmp_path: Path) -> None:
    text = "a,2026-03-02,10\nb,2026-03-03,10\nb,2026-03-03,5\n"
    done = run(tmp_path, "--csv", written(tmp_path, text))
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(done.stdout.split())
    assert "To do on 2026-03-04: the first 2 of 3" in said
    assert "3 follow up" in said
    assert "And 1 more along with it." in " ".join(re.sub("[│┃]", " ", said).split())
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("customer a for the purchase") == 1
    assert page.count("customer b for the purchase") == 1


def test_whom_nobody_agreed_to_contact_nothing_is_proposed_for(tmp_path: Path) -> None:
    text = "a,2026-03-02,10\nb,2026-03-03,10\n"
    done = run(tmp_path, "--csv", written(tmp_path, text), "--type", "transactional")
    assert "the first 0 of 0" in done.stdout
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "Nothing is to be done." in page
    assert "Nothing is withheld." in page
    assert "All are taken to be transactional relationships" in page


def test_who_lapsed_lately_is_asked_back_by_nobody_without_a_consent(tmp_path: Path) -> None:
    text = "a,2026-01-01,10\na,2026-01-31,10\nb,2026-08-01,5\n"
    done = run(tmp_path, "--csv", written(tmp_path, text))
    held = re.search(r"│ win back +│ a consent[^│]*│ +(\d+) │", done.stdout)
    assert held is not None
    assert held.group(1) == "1"
    later = run(tmp_path, "--csv", written(tmp_path, text), "--as-of", "2026-11-15")
    assert "win back" not in later.stdout


def test_a_great_many_faults_are_counted_rather_than_listed(tmp_path: Path) -> None:
    text = "a,2026-01-01,10\n" + "a,2026-01-01,ten\n" * 25
    done = run(tmp_path, "--csv", written(tmp_path, text))
    assert len(re.findall(r"^  line \d+: amount", done.stdout, re.MULTILINE)) == 20
    assert "and 5 more" in done.stdout


def test_the_zone_and_currency_of_the_file_are_named_once(tmp_path: Path) -> None:
    text = "a,2026-01-31T20:00Z,10\na,2026-02-10,10\na,2026-02-15,10\n"
    given = (
        "--csv",
        written(tmp_path, text),
        "--zone",
        "Asia/Manila",
        "--currency",
        "PHP",
        "--as-of",
        "2026-03-15",
    )
    done = run(tmp_path, *given)
    assert "The pace is 7.0 days" in done.stdout  # 1 February in Manila
    assert "30 PHP" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--csv", "missing.csv"], 2, "No such file or directory: 'missing.csv'"),
        (["--csv", "empty.csv"], 1, "Nothing to review: there is no order to review"),
        (["--csv", "header.csv"], 1, "Nothing to review: there is no order to review"),
        (["--csv", "bad.csv"], 1, "Nothing to review: there is no order to review"),
        (["--csv", "one.csv", "--as-of", "2025-12-31"], 1, "no order was known by 2025-12-31; the first one"),
        (["--csv", "one.csv", "--as-of", "31.12.2025"], 2, "'31.12.2025' is no day of the calendar"),
        (["--csv", "one.csv", "--as-of", "9999-12-31"], 2, "is not in the years 1000 to 8999"),
        (["--csv", "one.csv", "--holdout", "soon"], 2, "'soon' is no day of the calendar"),
        (["--csv", "one.csv", "--zone", "Mars/Olympus"], 2, "'Mars/Olympus' is no time zone"),
        (["--csv", "one.csv", "--zone", "../etc"], 2, "is no time zone"),
        (["--csv", "one.csv", "--type", "friends"], 2, "'friends'"),
        (["--csv", "one.csv", "--currency", "euro"], 2, "Money.currency is 'euro'"),
        (["--csv", "latin.csv"], 1, "Nothing to review: there is no order to review"),
        (["--csv", "."], 2, "Cannot go on"),
        (["--csv", "one.csv", "--output", "no/such/folder.html"], 2, "no/such/folder.html"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_used_is_said_without_a_traceback(
    tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "empty.csv").write_text("", "utf-8")
    (tmp_path / "header.csv").write_text("customer_id,date,amount\n", "utf-8")
    (tmp_path / "bad.csv").write_text("customer;date;amount\na;2026-01-01;1\n", "utf-8")
    (tmp_path / "one.csv").write_text("a,2026-01-01,10\n", "utf-8")
    (tmp_path / "latin.csv").write_bytes("Jos\u00e9,2026-01-01,10\n".encode("latin-1"))
    done = run(tmp_path, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_words_about_lapsing_are_those_of_the_default_policies() -> None:
    lapsed = STANDARD.folding.criteria["lapsed"]
    assert isinstance(lapsed, Elapsed)
    assert isinstance(lapsed.limit, UsualGaps)
    assert (lapsed.limit.multiple, lapsed.limit.at_least_paces, lapsed.limit.at_most_paces) == (5, 4, 5)
    assert "five usual gaps (at least four paces, at most five)" in SCRIPT.read_text("utf-8")


@pytest.mark.skipif(
    importlib.util.find_spec("lifetimes") is None, reason="lifetimes is in the examples group"
)
def test_on_real_orders_every_figure_adds_up(tmp_path: Path) -> None:
    done = run(tmp_path, "--holdout", "1997-09-30")
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    assert "69,659 rows read: 69,659 accepted + 0 refused, of 23,570 customers" in said
    assert "The pace is 72.2 days" in said
    lapses = re.search(
        r"([\d,]+) times a customer lapsed; ([\d,]+) of these \([\d.]+%\) bought again, and ([\d,]+)", said
    )
    assert lapses is not None
    lapsed, again, gone = (int(figure.replace(",", "")) for figure in lapses.groups())
    assert (lapsed, again, gone) == (16_857, 1_317, 15_540)
    stands = {
        stage: int(count.replace(",", ""))
        for stage, count in re.findall(r"│ (\w+) +│ +([\d,]+) │ +[\d.]+% │", said)
    }
    assert stands == {
        "exploration": 0,
        "awareness": 960,
        "expansion": 7_070,
        "commitment": 0,
        "dissolution": gone,
    }
    assert sum(stands.values()) == 23_570
    assert re.search(r"To do on 1998-07-01: the first 10 of [\d,]+", said)
    points = [int(found) for found in re.findall(r" (\d+) │ 1998-07-\d\d │$", said, re.MULTILINE)]
    assert len(points) == 10
    assert points == sorted(points, reverse=True)
    assert re.search(r"│ win back +│ a consent[^│]*│ +[\d,]+ │", said)  # no consent is on record
    areas = dict(re.findall(r"(all customers|repeat buyers): AUC (\d\.\d+)", said))
    assert float(areas["all customers"]) == pytest.approx(0.770, abs=0.002)
    assert float(areas["repeat buyers"]) == pytest.approx(0.734, abs=0.002)

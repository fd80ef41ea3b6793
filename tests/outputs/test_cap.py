"""CAP messages: valid against the schema of OASIS, chained, and honest about who speaks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import xmlschema
from data_service import FACTS, ROOT, alert, data, site, with_alerts
from lxml import etree
from support import lines

from advisories.outputs import cap

SCHEMA = xmlschema.XMLSchema(str(Path(__file__).parent.parent / "schemas/CAP-v1.2.xsd"))
END = "    expires: 2026-06-30\n"


def message(out: Path, name: str) -> etree._Element:
    file = out / f"cap/united-kingdom/{name}.xml"
    SCHEMA.validate(str(file))
    return etree.parse(file).getroot()


def text(root: etree._Element, path: str) -> str | None:
    found: str | None = root.findtext(
        path.replace("/", "/{*}").replace(path.split("/")[0], "{*}" + path.split("/")[0], 1)
    )
    return found


def test_message_has_one_info_per_language(tmp_path: Path) -> None:
    root = message(data(tmp_path), "2026-02-floods")
    assert [info.findtext("{*}language") for info in root.findall("{*}info")] == ["en", "zh-Hans"]
    assert [info.findtext("{*}area/{*}areaDesc") for info in root.findall("{*}info")] == [
        "United Kingdom: West coast", "英国: 西海岸",
    ]  # fmt: skip
    assert root.findtext("{*}info/{*}area/{*}geocode/{*}value") == "GB"


def test_days_are_given_in_universal_time_as_cap_writes_it(tmp_path: Path) -> None:
    root = message(data(tmp_path), "2026-02-floods")
    assert text(root, "sent") == "2026-02-10T00:00:00-00:00"
    assert text(root, "info/expires") == "2026-06-30T23:59:59-00:00"


def test_message_says_who_speaks_and_sets_no_level(tmp_path: Path) -> None:
    root = message(data(tmp_path), "2026-02-floods")
    assert text(root, "sender") == "service.example"
    assert (text(root, "status"), text(root, "scope"), text(root, "code")) == ("Actual", "Public", "relayed-quotation")
    assert text(root, "source") == "Ministry of Freedonia https://embassy.service.example/uk/contacts"
    assert text(root, "info/senderName") == "Travellers' Service of Freedonia, quoting Ministry of Freedonia"
    assert "This project is not the issuer." in (text(root, "note") or "")
    assert "本项目不是发布单位" in (text(root, "note") or "")
    assert [text(root, f"info/{name}") for name in ("urgency", "severity", "certainty")] == ["Unknown"] * 3
    named = {one.findtext("{*}valueName"): one.findtext("{*}value") for one in root.findall("{*}info/{*}parameter")[:3]}
    assert named == {"issuer": "ministry", "level": "care", "word": "Take care"}


def test_update_and_cancellation_refer_to_all_before_them(tmp_path: Path) -> None:
    out = data(tmp_path, with_alerts(
        alert("over", issued="2026-02-20", more=f"{END}    replaces: storm\n    cancelled: yes\n"),
        alert("storm", issued="2026-02-15", more=f"{END}    replaces: floods\n"),
        alert("floods", more=END),
    ))  # fmt: skip
    first = "service.example,united-kingdom/floods,2026-02-10T00:00:00-00:00"
    second = "service.example,united-kingdom/storm,2026-02-15T00:00:00-00:00"
    found = [message(out, name) for name in ("floods", "storm", "over")]
    assert [(text(one, "msgType"), text(one, "references")) for one in found] == [
        ("Alert", None), ("Update", first), ("Cancel", f"{first} {second}"),
    ]  # fmt: skip
    index = etree.parse(out / "cap/index.xml").getroot()
    assert [one.findtext("{*}id") for one in index.findall("{*}entry")] == [f"{ROOT}cap/united-kingdom/over.xml"]


def test_correction_is_a_message_of_its_own(tmp_path: Path) -> None:
    corrected = f"{END}    corrected: [2026-02-12, 2026-02-13]\n"
    out = data(tmp_path, with_alerts(
        alert("storm", issued="2026-02-15", more=f"{END}    replaces: floods\n"), alert("floods", more=corrected),
    ))  # fmt: skip
    first = "service.example,united-kingdom/floods,2026-02-10T00:00:00-00:00"
    second = "service.example,united-kingdom/floods/v2,2026-02-12T00:00:00-00:00"
    third = "service.example,united-kingdom/floods/v3,2026-02-13T00:00:00-00:00"
    root = message(out, "floods")
    assert (text(root, "identifier"), text(root, "sent")) == (
        "united-kingdom/floods/v3", "2026-02-13T00:00:00-00:00",
    )  # fmt: skip
    assert (text(root, "msgType"), text(root, "references")) == ("Update", f"{first} {second}")
    assert text(root, "info/effective") == "2026-02-10T00:00:00-00:00"
    assert text(message(out, "storm"), "references") == f"{first} {second} {third}"


def test_correction_dates_the_entry_that_leads_to_it_and_the_api_names_the_day(tmp_path: Path) -> None:
    out = data(tmp_path, with_alerts(alert("floods", more=f"{END}    corrected: [2026-02-12]\n")))
    for file in ("cap/index.xml", "feeds/alerts.xml"):
        (entry,) = etree.parse(out / file).getroot().findall("{*}entry")
        assert entry.findtext("{*}updated") == "2026-02-12T00:00:00Z"
        assert entry.findtext("{*}published") == "2026-02-10T00:00:00Z"
    (one,) = json.loads((out / "api/v1/alerts.json").read_text(encoding="utf-8"))["result"]
    assert (one["issued"], one["corrected"]) == ("2026-02-10", ["2026-02-12"])


def test_cancellation_worded_anew_does_not_cancel_itself(tmp_path: Path) -> None:
    over = f"{END}    replaces: floods\n    cancelled: yes\n    corrected: [2026-02-21]\n"
    out = data(tmp_path, with_alerts(alert("over", issued="2026-02-20", more=over), alert("floods", more=END)))
    root = message(out, "over")
    assert (text(root, "identifier"), text(root, "msgType")) == ("united-kingdom/over/v2", "Cancel")
    assert text(root, "references") == "service.example,united-kingdom/floods,2026-02-10T00:00:00-00:00"


def test_alert_without_an_end_has_no_expiry(tmp_path: Path) -> None:
    root = message(data(tmp_path, with_alerts(alert("floods", more="    open_ended: yes\n"))), "floods")
    assert text(root, "info/expires") is None


def test_summary_that_is_not_translated_has_no_info(tmp_path: Path) -> None:
    one = alert("floods", more=END).replace(", zh: 河流可能泛滥。", "")
    root = message(data(tmp_path, with_alerts(one)), "floods")
    assert [info.findtext("{*}language") for info in root.findall("{*}info")] == ["en"]


@pytest.mark.parametrize("name", ["identifier", "sender", "sent", "status", "msgType", "scope"])
def test_message_without_a_field_is_refused_by_the_schema(name: str, tmp_path: Path) -> None:
    root = message(data(tmp_path), "2026-02-floods")
    root.remove(root.find(f"{{*}}{name}"))
    assert not SCHEMA.is_valid(root)


@pytest.mark.parametrize("name", ["category", "event", "urgency", "severity", "certainty"])
def test_info_without_a_field_is_refused_by_the_schema(name: str, tmp_path: Path) -> None:
    root = message(data(tmp_path), "2026-02-floods")
    info = root.find("{*}info")
    info.remove(info.find(f"{{*}}{name}"))
    assert not SCHEMA.is_valid(root)


@pytest.mark.parametrize("words", ["]]> &amp; <b>", "x" * 1_900, "a, b; c\\\\n"])
def test_any_summary_gives_a_valid_message(words: str, tmp_path: Path) -> None:
    root = message(data(tmp_path, with_alerts(alert("floods", more=END, en=words))), "floods")
    assert (text(root, "info/description") or "").startswith(words.replace("\\\\", "\\"))


def test_control_characters_never_reach_xml() -> None:
    root = etree.Element("a")
    cap.add(root, "description", "a\x00b\x1f\x7fc\nd")
    cap.add(root, "headline", "a\nb\r\nc")
    assert [one.text for one in root] == ["abc\nd", "a b c"]


def test_identifier_holds_nothing_that_references_are_split_at(tmp_path: Path) -> None:
    for one in site(tmp_path).projection.all_alerts:
        assert re.fullmatch(r"[a-z0-9/-]+", cap.identifier(one))


BAD = {
    "no end": (alert("floods"), "alert-expires"),
    "update of nothing": (alert("storm", more=f"{END}    replaces: floods\n"), "replaced-alert"),
    "update of itself": (alert("storm", more=f"{END}    replaces: storm\n"), "replaced-alert"),
    "update of a later one": (
        alert("b", issued="2026-02-11", more=END) + alert("a", more=f"{END}    replaces: b\n"),
        "replaced-alert",
    ),
    "cancellation of nothing": (alert("over", more=f"{END}    cancelled: yes\n"), "cancelled-alert"),
    "correction before the alert": (alert("a", more=f"{END}    corrected: [2026-02-09]\n"), "corrected-alert"),
    "circle": (
        alert("b", more=f"{END}    replaces: a\n    cancelled: yes\n") + alert("a", more=f"{END}    replaces: b\n"),
        "replaced-alert",
    ),
    "endless line": (alert("floods", more=END, en="x" * 10_000), "long-line"),
    "control character": (alert("floods", more=END, en="a\x0bb"), "hidden-character"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_alert_is_an_error_of_the_content(name: str, tmp_path: Path) -> None:
    text_of, rule = BAD[name]
    found = "\n".join(lines(tmp_path, with_alerts(text_of)))
    assert FACTS in found
    assert f"[{rule}]" in found


@pytest.mark.parametrize("name", ["update of nothing", "update of itself", "circle"])
def test_bad_chain_does_not_hang_or_lie(name: str, tmp_path: Path) -> None:
    made = site(tmp_path, with_alerts(BAD[name][0]))
    by_id = {one.id: one for one in made.projection.all_alerts}
    assert all(len(cap.chain(one, by_id)) < len(by_id) for one in by_id.values())


def test_cancellation_of_nothing_is_not_sent(tmp_path: Path) -> None:
    out = data(tmp_path, with_alerts(alert("over", more=f"{END}    replaces: floods\n    cancelled: yes\n")))
    assert not (out / "cap/united-kingdom").exists()

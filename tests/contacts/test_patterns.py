"""What looks like a contact and what does not; and that no way of writing a number hides it or lends it to another."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advisories.audit.allowlist import Allowlist
from advisories.contacts.detect.address_patterns import NUMERIC_HOST
from advisories.contacts.detect.matches import MatchKind
from advisories.contacts.detect.patterns import contact_matches
from advisories.public.contact_links import spellings

NUMBER = "+442079460018"
KNOWN = Allowlist(spellings(NUMBER) | {"999", "112"}, frozenset({"60000"}), frozenset(), frozenset(), frozenset())

HARMLESS = [
    # counts, money, shares
    "110 people came home.", "110人回国。", "More than 6,000 were evacuated.", "损失1,234,567元。", "1.7亿人次", "170 million trips",
    "It cost 12,308 yuan.", "24小时热线", "Answered 24 hours a day.", "Call within 24 hours.", "The number of victims rose to 24.",
    # dates and times
    "2024-04-15", "15/04/2024", "2024.04.15", "On 21 November 2026.", "2024年4月15日至18日", "1990-2019", "2015—2019年", "2023/24",
    "2026-11-21T08:00:00Z", "9:00-17:30", "周一至周五9:00—12:00，14:00—17:00", "closed since April 2015. Call the mission.",
    # decrees, articles, versions, names
    "Decree No. 763", "国务院令第763号", "Articles 1 to 4 were read", "CC BY-SA 4.0", "version 1.2.3", "Flight MH370", "G20 2016",
    # places and codes
    "topics/covid-19/2026-02-01", "events/lantern-2022/2026-02-01-2",
    "31.2304, 121.4737", "31.2304°N", "sha256 e3b0c44298fc1c149afbf4c8996fb924", "en@0123456789ab", "846702045d", "10.5 km",
    # sentences without a blank, files, abbreviations
    # words of service that count, order or tell a day
    "12 police officers came.", "Police report 2023", "The police 2024 decree", "They fire 119 people.", "救援300余人", "消防车12辆",
    "Help day and night, 24/7.", "hotline 24/7", "50 for emergency repairs", "2024 for police", "紧急情况24小时内报告", "两三二三年",
    "Police: 12 arrests in 2023.", "Fire: 12 dead, 30 hurt.", "Hospital: 300 beds", "Police station 14 is near.", "Covid-19 hotline",
    # standards and resolutions
    "GB/T 37668-2019", "ISO 22320:2018", "Resolution 2178 (2014)",
    # neither a host nor an account
    "The dot com crash", "附件.doc", "见附件1.docx", "Facebook Live 2019", "微信号被盗用", "微信账号被盗", "WeChat ID card scams", "公众号discussion",
    "the red dot on the map", "meet at the dot", "8点 vip室", "Use WeChat groups with care.", "微信群", "QQ and WeChat are not safe",
    "WhatsApp: messages from strangers", "double room for two", "double-check one two", "a triple lock",
    "It ended.Then they left.", "see facts.yml", "P.O.BOX 12", "ST.PATRICK STREET", "e.g. this", "the U.S.A.",
]  # fmt: skip
SHOWN = [
    ("call the police on 999", "999"), ("拨打报警电话（999）", "999"), ("报警电话是999", "999"), ("999 hotline", "999"),
    ("ring 9-9-9", "999"), ("call 1990", "1990"), ("tel. 020 7946 0018", "02079460018"), ("+44 (0)20 7946 0018", "+4402079460018"),
    ("０２０ ７９４６ ００１８", "02079460018"), ("020.7946.0018", "02079460018"), ("020\u200b79460018", "02079460018"),
    ("O2O 7946 OOl8", "02079460018"), ("拨打九九九", "999"), ("call nine nine nine", "999"), ("Tel02079460018", "02079460018"),
    ("&#48;20 7946 0018", "02079460018"), ("call 2,079,460,018", "2079460018"), ("⑨⑨⑨ hotline", "999"),
    ("Police 999", "999"), ("Police – 999", "999"), ("999 (police)", "999"), ("999 for police or fire", "999"), ("Fire: 995", "995"),
    ("In an emergency, 112", "112"), ("☎ 112", "112"), ("警察：999", "999"), ("火警 995", "995"),
    ("Police 999 now", "999"), ("Police 999 answers", "999"), ("拨打玖玖玖", "999"), ("拨打九 九 九", "999"), ("拨打㊈㊈㊈", "999"), ("call Ⅸ Ⅸ Ⅸ", "999"), ("拨打〡〡〢", "112"), ("Dial treble nine", "999"),
    ("call double nine one", "991"), ("call triple 9", "999"), ("call nine, nine and nine", "999"), ("零贰零柒玖肆陆", "0207946"), ("text HELP by sms to 61616", "61616"),
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_contact_raises_no_alarm(text: str) -> None:
    assert list(contact_matches(text)) == []


@pytest.mark.parametrize(("text", "value"), SHOWN)
def test_a_number_is_seen_however_it_is_written(text: str, value: str) -> None:
    assert [
        contact.value for contact in contact_matches(text) if contact.kind in (MatchKind.PHONE, MatchKind.SHORT)
    ] == [value]


@pytest.mark.parametrize(
    ("text", "look", "value"),
    [
        ("write to a.b@example.org now", MatchKind.EMAIL, "a.b@example.org"),
        ("a (at) example (dot) org", MatchKind.EMAIL, "a@example.org"),
        ("见example.org网站", MatchKind.HOST, "example.org"),
        ("example。com", MatchKind.HOST, "example.com"),
        ("https://example.org/a", MatchKind.HOST, "example.org"),
        ("203.0.113.7", MatchKind.HOST, "203.0.113.7"),
        ("exаmple.org", MatchKind.HOST, "exаmple.org"),  # a Cyrillic letter
        ("example．com", MatchKind.HOST, "example.com"),
        ("example․com", MatchKind.HOST, "example.com"),  # a one dot leader
        ("example dot com", MatchKind.HOST, "example.com"),
        ("www dot example dot com", MatchKind.HOST, "www.example.com"),
        ("example点com", MatchKind.HOST, "example.com"),
        ("使馆.cn", MatchKind.HOST, "使馆.cn"),
        ("例子.中国", MatchKind.HOST, "例子.中国"),
        ("help at example dot org", MatchKind.EMAIL, "help@example.org"),
        ("help（at）example（dot）org", MatchKind.EMAIL, "help@example.org"),
        ("help【at】example.org", MatchKind.EMAIL, "help@example.org"),
        ("weixin://dl", MatchKind.HOST, "dl"),
        ("write to @freedonia_help", MatchKind.ACCOUNT, "@freedonia_help"),
        ("WeChat: freedonia999", MatchKind.ACCOUNT, "wechat: freedonia999"),
        ("WeChat ID freedonia999", MatchKind.ACCOUNT, "wechat id freedonia999"),
        ("WeChat ID: freedonia", MatchKind.ACCOUNT, "wechat id: freedonia"),
        ("微信号freedonia", MatchKind.ACCOUNT, "微信号freedonia"),
    ],
)
def test_mail_addresses_hosts_and_accounts_are_seen(text: str, look: MatchKind, value: str) -> None:
    assert value in [contact.value for contact in contact_matches(text) if contact.kind is look]


@pytest.mark.parametrize("text", ["60000", "60001", "06000", "60OOO is no number but 60000 is"])
def test_a_name_of_a_hotline_is_seen_without_a_dialling_word(text: str) -> None:
    assert list(contact_matches(text, frozenset({"60000"})))


separators = st.lists(st.sampled_from(["", " ", "-", ".", "/", " - ", "\u2009", "·", "*"]), min_size=9, max_size=9)


@given(separators)
def test_any_way_of_writing_a_published_number_is_that_number(between: list[str]) -> None:
    written = "+44 2" + "".join(mark + digit for mark, digit in zip(between, "079460018", strict=True))
    assume(not NUMERIC_HOST.search(written))  # refused as a host
    found = [one for one in contact_matches(f"x {written} y") if one.kind is MatchKind.PHONE]
    assert [re.sub(r"\D", "", one.value) for one in found] == ["442079460018"]
    assert KNOWN.knows_number(found[0].text)


@given(st.integers(0, 11), st.integers(1, 9))
def test_any_digit_changed_is_another_number(place: int, step: int) -> None:
    digits = list("442079460018")
    digits[place] = str((int(digits[place]) + step) % 10)
    assert not KNOWN.knows_number("+" + "".join(digits))


@pytest.mark.parametrize(
    "words", [" is", " on", " at is", " -", "：", " police", " call", "九 ", "nine, ", " 1", "a.", "call (", "QQ："]
)
def test_no_row_of_words_takes_long(words: str) -> None:
    """Whoever looks in a row for how it may be read must not try every way: that would take days."""
    for text in (f"call{words * 30}x 110 y", f"{words * 2000}", f"call {words * 400}110"):
        list(contact_matches(text, frozenset({"60000"})))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    list(contact_matches(text, frozenset({"60000"})))

"""What looks like an account of a messenger in a ``plain`` text. No record vouches for one: anyone may answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...common.characters import HAN
from .matches import ContactMatch, MatchKind

_MESSENGERS = (
    "wechat", "weixin", "微信", "薇信", "v信", "vx", "公众号", "qq", "扣扣", "telegram", "电报", "纸飞机", "whatsapp",
    "line", "signal", "skype", "viber", "kakao", "discord", "weibo", "微博", "facebook", "脸书", "instagram", "twitter",
    "youtube", "tiktok", "抖音", "小红书",
)  # fmt: skip
_COMMON_WORDS = ("line", "signal")  # of which only a colon makes a messenger
_NO_WORD = re.compile("_|[0-9].?[0-9]")
ACCOUNT_SIGNS = ("@", "_", " id:", " id：", " id is")
"""In small letters; without one, 号 or two digits, a text holds no account."""


def accounts(text: str) -> Iterator[ContactMatch]:
    """Accounts of messengers in a ``plain`` text: ``@name``, or what stands beside a messenger and is no plain word."""
    small = text.lower()
    if "@" not in text and not any(messenger in small for messenger in _MESSENGERS):
        return
    for match in _account().finditer(text):
        if (match["who"] or "").lower() in _COMMON_WORDS and not match["mark"]:
            continue
        name = match["name"] or match["before"] or ""
        is_named = match["id"] or match["no"] or (match["digits"] and (match["mark"] or "群" in match[0]))
        if match["at"] or match["han"] or is_named or _NO_WORD.search(name):
            yield ContactMatch(MatchKind.ACCOUNT, match[0], match[0].lower())


@cache
def _account() -> re.Pattern[str]:
    who, name = f"(?<![a-z])(?:{'|'.join(_MESSENGERS)})", "[a-z][a-z0-9_-]{3,31}"
    kind = "(?: ?(?:channel|group|account|频道|群))?"
    named = r"(?: ?(?P<id>id(?:[:：]| is))|(?P<no>[账帐]?号码?[:：为是]?)|(?P<mark> ?[:：=])|[为是]| is | id)?"
    return re.compile(
        rf"(?<![\w@.+-])(?P<at>@{name})(?![\w@])|(?P<han>@[{HAN}]{{2,20}})"
        rf"|(?P<who>{who}){kind}{named} ?[(（“\"]?(?:(?P<name>{name})(?![a-z0-9_-])|(?P<digits>[0-9]{{5,12}})(?![0-9]))"
        rf"|(?<![a-z0-9_-])(?P<before>{name})(?: on |的)? ?{who}(?![a-z])",
        re.IGNORECASE,
    )

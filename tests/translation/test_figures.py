"""Figures: the same value is found whichever way it is written, and another value is told apart."""

from __future__ import annotations

import pytest

from advisories.translation.figures import contradicting_words, figures, missing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # numbers
        ("6,000 people", "6000人"), ("6,000 people", "6千人"), ("6,000 people", "0.6万人"), ("6,000", "六千人"),
        ("1.2 million", "120万"), ("170 million", "1.7亿"), ("300,000 people", "30多万人"), ("3 to 5 million", "300万至500万"),
        ("24 hours", "二十四小时"), ("twenty-four hours", "24小时"), ("2 languages", "两种语言"), ("Article 36", "第三十六条"),
        ("Decree No. 763", "国务院令第763号"), ("the 12th", "第12"), ("Terminals 3 and 4", "T3、T4航站楼"), ("Day and night", "24小时"),
        # dates and times
        ("20 July 2023", "2023年7月20日"), ("20 July 2023", "2023-07-20"), ("in May 2023", "2023年五月"), ("1 May", "“五一”"),
        ("3 p.m.", "下午3时"), ("3:30 p.m.", "下午3点半"), ("15:00", "下午3时"), ("9 to 12", "9时至12时"),
        # shares and money
        ("30 per cent", "30%"), ("30%", "百分之三十"), ("10,000 yuan", "1万元"), ("US$500", "500美元"),
    ],
)  # fmt: skip
def test_same_value_written_otherwise_agrees(one: str, other: str) -> None:
    assert list(missing(figures(one), figures(other))) == []
    assert list(missing(figures(other), figures(one))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6,000 people", "5000人"), ("6,000 people", "6万人"), ("20 July", "7月21日"), ("20 July", "8月20日"), ("2023", "2024年"),
        ("3 p.m.", "上午3时"), ("3 p.m.", "下午4时"), ("30%", "40%"), ("30%", "百分之四十"), ("10,000 yuan", "1万美元"),
        ("Article 36", "第三十七条"), ("12308", "12380"), ("5 students", "学生"),
        ("on the 4th, four schools", "1日，四个学院"),
    ],
)  # fmt: skip
def test_another_value_is_missing(one: str, other: str) -> None:
    assert list(missing(figures(one), figures(other))) or list(missing(figures(other), figures(one)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three days", "四天"), ("two lists", "三份名单"), ("on Monday", "周二"), ("two groups", "三群人"), ("eight points", "九点"),
        ("one lecture", "两场讲座"), ("half an hour", "两小时"), ("two pages each", "每人半页"), ("two or six months", "两三个月"),
    ],
)  # fmt: skip
def test_number_words_that_both_texts_have_must_agree(one: str, other: str) -> None:
    assert len(list(contradicting_words(figures(one), figures(other)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three days", "三天"), ("three days", "这几天"), ("both hands", "双手"), ("May I help?", "有事吗？"), ("second-hand", "二手"),
        ("in case", "万一"), ("by no means", "千万不要"), ("three quarters of an hour", "四十五分钟"), ("a week", "一周"),
        ("two or three months", "两三个月"), ("2 or 3 months", "两三个月"), ("half of them", "多半"), ("half an hour", "半小时"), ("50%", "一半"),
        ("half past two", "两点半"), ("the two of you", "你们一个"), ("three banks", "银行一律"), ("one evening a week", "每周一个晚上"),
    ],
)  # fmt: skip
def test_free_words_raise_no_alarm(one: str, other: str) -> None:
    assert list(missing(figures(one), figures(other))) == []
    assert list(missing(figures(other), figures(one))) == []
    assert list(contradicting_words(figures(one), figures(other))) == []

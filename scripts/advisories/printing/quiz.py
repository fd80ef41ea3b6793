"""Quiz document of a pack: facilitator notes, questions, answers, riddle slips, attendance and feedback."""

from __future__ import annotations

from ..model import Question, Text
from . import code
from .compiler import TypstDocument
from .document_builder import PackDocument
from .errors import PrintingError
from .print_context import labelled

PEOPLE = 16
SHARES = ((10, "arrive"), (35, "play"), (35, "discuss"), (10, "cards"), (10, "feedback"))  # per cent of the session
MINUTES = 60


class Quiz(PackDocument):
    """The quiz of a pack."""

    kind = "quiz"

    def document(self) -> TypstDocument:
        key, builder = self.contents.key, self.builder
        if not self.questions():
            raise PrintingError(f"pack {key!r} has no questions: none of its topics has a quiz")
        names = [self.context.site.title(key, language) for language in builder.languages]
        builder.parts(builder.title(key))
        parts = [self.notes(), self.sheet(), self.answers(), self.slips(), self.attendance()]
        named = names[0], f"{' · '.join(names)}: {builder.say('quiz.book')}"
        return self.make("quiz.typ", "book", named, [code.array([code.text(key)])], parts)

    def questions(self) -> list[tuple[int, str, Question]]:
        """Number, topic and question; topics that are in the pack twice count once."""
        found: list[tuple[int, str, Question]] = []
        for key in dict.fromkeys(self.contents.quiz):
            for question in self.context.entry(key).topic.quiz:
                found.append((len(found) + 1, key, question))
        return found

    # -- parts

    def part(self, name: str, lead: str, body: str) -> str:
        """Code for a part that begins on a page of its own."""
        title = self.builder.both(f"quiz.{name}")
        return code.call("sheet-part", title, title, lead, body)

    def words(self, text: Text) -> str:
        """Code for a text, its languages one below the other."""
        return self.builder.text(text, "linebreak()")

    def heads(self, *names: str) -> str:
        return code.array(self.builder.both(f"quiz.{name}", '" / "') for name in names)

    def notes(self) -> str:
        """Timing and advice for whoever leads the session, then the pack's own page in short."""
        builder = self.builder
        total = self.contents.minutes or MINUTES
        rows = [
            code.array([code.text(minutes), builder.both(f"quiz.{name}", "linebreak()")])
            for minutes, name in timing(total)
        ]
        rows.append(
            code.array(
                [f"strong({code.text(total)})", f"strong({builder.both('quiz.total', chr(34) + ' / ' + chr(34))})"]
            )
        )
        tips = [builder.both(f"quiz.tip_{name}", "linebreak()") for name in ("age", "numbers", "unknown", "private")]
        checked, until = min(self.freshness.reviewed), self.freshness.reliable_until
        dates = builder.worded(
            lambda words: (
                f"{labelled(words, 'print.checked', words.day(checked))} · "
                f"{labelled(words, 'print.reliable', words.day(until))}"
            ),
            "linebreak()",
        )
        lead = builder.each(
            lambda language: code.text(self.context.ref(self.contents.key, language).page.description), "linebreak()"
        )
        body = [
            code.call("hd", "2", '""', builder.both("quiz.tips")),
            code.call("ul", "false", *tips),
            code.call("p", dates),
            code.call("hd", "2", '""', builder.both("quiz.plan")),
            code.call("plan", self.heads("minutes", "step"), *rows),
        ]
        return self.part("notes", lead, code.block(body))

    def sheet(self) -> str:
        rows = []
        for number, key, question in self.questions():
            options = [self.option(place, option) for place, option in enumerate(question.options)]
            rows.append(code.call("question", str(number), code.text(key), self.words(question.question), *options))
        blanks = code.call(
            "blanks", *(self.builder.both(f"quiz.{name}", '" / "') for name in ("name", "date", "score"))
        )
        return self.part(
            "questions", self.builder.both("quiz.questions_lead", "linebreak()"), code.block([blanks, *rows])
        )

    def option(self, place: int, option: Text) -> str:
        """Code for one option with its letter."""
        return code.block([code.text(f"{letter(place)}. "), self.words(option)])

    def answers(self) -> str:
        """Every answer with its reason."""
        rows = [
            code.array(
                [
                    str(number),
                    self.option(question.answer - 1, question.options[question.answer - 1]),
                    self.words(question.reason),
                ]
            )
            for number, _, question in self.questions()
        ]
        return self.part("answers", "none", code.call("answers", self.heads("number", "right", "why"), *rows))

    def slips(self) -> str:
        """Riddles to cut out."""
        rows = []
        for number, _, question in self.questions():
            options = ";linebreak();".join(self.slip(place, one) for place, one in enumerate(question.options))
            rows.append(code.array([str(number), self.words(question.question), code.block([options])]))
        return self.part("slips", self.builder.both("quiz.slips_lead", "linebreak()"), code.call("slips", *rows))

    def slip(self, place: int, option: Text) -> str:
        """Code for one option in a line."""
        return self.builder.worded(lambda words: f"{letter(place)}. {option[words.language]}", '" / "')

    def attendance(self) -> str:
        """One page to be filled in by hand."""
        builder = self.builder
        names = ("date", "place", "leader", "people")
        heads = code.array(
            builder.both(key, '" / "') for key in ("quiz.line", "quiz.name", "quiz.group", "quiz.signature")
        )
        scale = f'text(weight: "regular", fill: muted, {builder.both("quiz.scale")})'
        useful = code.block([builder.both("quiz.useful"), '"  "', scale])
        body = [
            code.call("blanks", *(builder.both(f"quiz.{name}", '" / "') for name in names)),
            code.call("attendance", heads, str(PEOPLE)),
            code.call("write", useful, "9mm"),
            code.call("write", builder.both("quiz.learnt"), "13mm"),
            code.call("write", builder.both("quiz.missing"), "13mm"),
        ]
        return self.part("attendance", builder.both("quiz.attendance_lead", "linebreak()"), code.block(body))


def letter(place: int) -> str:
    """A, B, C …"""
    return chr(ord("A") + place)


def timing(total: int) -> list[tuple[int, str]]:
    """Minutes of each step; they add up to the session."""
    steps = [(total * share // 100, name) for share, name in SHARES]
    rest = total - sum(minutes for minutes, _ in steps)
    return [(minutes + (rest if name == "play" else 0), name) for minutes, name in steps]

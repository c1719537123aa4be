"""What is read before it is approved: the assessment with its reasons, the plan with its steps, the closing."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from gemdesk.domain import risk
from gemdesk.domain.casework import Assessment, Closure
from gemdesk.domain.definition import definition_of
from gemdesk.flows.approval_queue import Subject
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.told import risk_words
from gemdesk.ui.told.case_words import risk as level_words
from gemdesk.ui.told.plan_version import PlanVersion
from gemdesk.ui.tools import Tools


def parts(tools: Tools, subject: Subject) -> Iterator[QWidget]:
    """The parts that show a subject, one beneath the other."""
    if subject.assessment:
        yield from _assessment(tools, subject.assessment, subject.before)
    elif subject.version:
        yield PlanVersion(tools, subject.version, {}, may_write=False)
    elif subject.closure:
        yield from _closure(tools, subject.closure)
    else:
        yield Label(tools.faces, lambda t: t.say("What this is about is to be seen in the case."), wrap=True)


def _assessment(tools: Tools, one: Assessment, before: Assessment | None) -> Iterator[QWidget]:
    faces = tools.faces
    line, holder = Flow(), QWidget()
    holder.setLayout(line)
    line.addWidget(Chip(faces, level_words(one.level), risk_words.TONES.get(one.level, "quiet"), icon="shield"))
    if before:
        line.addWidget(Label(faces, _before(before), role="quiet"))
    yield holder
    deciding = risk.deciding(risk.causes(one.factors, one.imminent))
    for cause in deciding:
        yield Label(faces, risk_words.cause(cause), wrap=True)
    if not any(set(one.factors) <= set(cause.factors) for cause in deciding):
        yield Label(faces, risk_words.factors(one.factors), role="quiet", wrap=True)
    for words in risk_words.agreed(one):
        yield Label(faces, words, role="quiet", wrap=True)
    if one.note:
        yield Label(faces, _free(one.note), wrap=True)


def _before(before: Assessment) -> Words:
    words = level_words(before.level)
    return lambda t: t.say("before: {level}", level=words(t))


def _closure(tools: Tools, one: Closure) -> Iterator[QWidget]:
    faces = tools.faces
    if one.reason:
        yield Label(faces, list_words("closure_reason", one.reason), role="strong", wrap=True)
    for code in one.checked:
        yield Label(faces, list_words("closure_check", code), role="quiet", wrap=True)
    yield Label(faces, _said(definition_of(Closure).field("decision").meaning.label), role="caption")
    yield Label(faces, list_words("closure_decision", one.decision), wrap=True)
    if one.summary:
        yield Label(faces, _free(one.summary), wrap=True)


def _said(label: str) -> Words:
    return lambda t: t.say(label)


def _free(text: str) -> Words:
    return lambda _: free(isolate_free(text))

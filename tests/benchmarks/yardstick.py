"""How much of an issue was found: pure, and the same for every generator.

A found article belongs to the true one with whose body it shares most runs of words. A true article that nothing
belongs to has every field wrong.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.answers import Answer, Specimen
from benchmarks.bodies import RUN, compare_body, leave_out, read_key
from jrld.model import Article, Issue, Verdict

FIELDS = ("title", "authors", "source", "published", "url", "kind", "label")


class Failure(NamedTuple):
    """One thing that was read wrong."""

    mail: str
    article: str  # label
    field: str
    expected: str
    found: str


@dataclass(slots=True)
class Score:
    """What was found of one issue. `right` and `asked` count the articles by field."""

    era: str
    transport: str
    trouble: tuple[str, ...]
    true: int = 0
    found: int = 0
    exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    verdict: str = "none"
    is_exact: bool = False  # every article exact, and no other
    is_cut_right: bool = False  # every article in a section of its own, whole
    is_identified: bool = False  # year, number and date
    failures: list[Failure] = field(default_factory=list)


def score_issue(specimen: Specimen, issues: Sequence[Issue]) -> Score:
    """The score of what the splitter made of a mail that holds one issue."""
    score = Score(specimen.era, specimen.transport, specimen.trouble)
    score.found = sum(len(issue.articles) for issue in issues)
    issue = max(issues, key=lambda issue: len(issue.articles), default=None)
    pairs = _pair(specimen.articles, issue.articles if issue else ())
    is_cut = score.found == len(specimen.articles)
    for answer, article in zip(specimen.articles, pairs, strict=True):
        _score_article(score, specimen.name, answer, article)
        is_cut = is_cut and article is not None and issue is not None and _is_whole(answer, article, issue.text)
    score.is_exact = score.exact == score.true == score.found
    score.is_cut_right = is_cut
    if issue is not None:
        score.verdict = str(issue.verdict)
        _score_identity(score, specimen, issue)
    if score.found > len(specimen.articles):
        _fail(score, specimen.name, "", "count", str(len(specimen.articles)), str(score.found))
    if issue is not None and issue.verdict is Verdict.COMPLETE and not is_cut:
        _fail(score, specimen.name, "", "verdict", "not complete: the cut is wrong", "complete")
    return score


def _fail(score: Score, mail: str, article: str, what: str, expected: str, found: str) -> None:
    score.failures.append(Failure(mail, article, what, expected, found))


def _score_identity(score: Score, specimen: Specimen, issue: Issue) -> None:
    expected = (specimen.year, specimen.number, specimen.date)
    found = (issue.year, issue.number, issue.date)
    score.is_identified = expected == found
    if expected != found:
        shown = (" ".join(map(str, values)) for values in (expected, found))
        _fail(score, specimen.name, "", "identity", *shown)


def _score_article(score: Score, mail: str, answer: Answer, article: Article | None) -> None:
    if "body" in answer.unsure:
        score.found -= article is not None
    else:
        score.true += 1
        wrong = compare_body(answer, article.body) if article else "not found"
        score.exact += wrong is None
        if wrong:
            _fail(score, mail, answer.label, "body", " ".join(answer.body)[:80], wrong)
    for name in FIELDS:
        if name in answer.unsure:
            continue
        score.asked[name] += 1
        if article is not None and _COMPARE[name](answer, article):
            score.right[name] += 1
        elif article is not None:
            _fail(score, mail, answer.label, name, *_show(name, answer, article))


# --- which is which --------------------------------------------------------------------------------


def _find_runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + RUN]) for k in range(max(1, len(words) - RUN + 1))}


def _pair(answers: Sequence[Answer], articles: Sequence[Article]) -> list[Article | None]:
    """The found article of each true one, by the most runs of words in common, then by label and order."""
    owners: dict[tuple[str, ...], list[int]] = {}
    for k, article in enumerate(articles):
        for run in _find_runs(read_key(article.body)):
            owners.setdefault(run, []).append(k)
    votes: list[tuple[int, bool, int, int, int]] = []
    for i, answer in enumerate(answers):
        runs = Counter(k for run in _find_runs(read_key(" ".join(answer.body))) for k in owners.get(run, ()))
        votes += [(shared, articles[k].label == answer.label, -abs(i - k), i, k) for k, shared in runs.items()]
    chosen: dict[int, int] = {}
    for *_, i, k in sorted(votes, reverse=True):
        if i not in chosen and k not in chosen.values():
            chosen[i] = k
    return [articles[chosen[i]] if i in chosen else None for i in range(len(answers))]


def _is_whole(answer: Answer, article: Article, text: str) -> bool:
    """Whether the section holds the whole body; with as many sections as articles, it then holds no other's."""
    section, body = article.span.of(text), "\n".join(answer.body)
    for optional in answer.optional:
        section, body = leave_out(optional, section), leave_out(optional, body)
    return f" {' '.join(read_key(body))} " in f" {' '.join(read_key(section))} "


# --- the fields ------------------------------------------------------------------------------------


def _key(text: str) -> str:
    """Its words, for comparing."""
    return " ".join(read_key(text))


def _title_keys(title: str) -> set[str]:
    """The words of a title, with and without a remark in brackets after it."""
    bare = title.rstrip(" .")
    opening = {")": "(", "]": "["}.get(bare[-1:])
    remarked = bare.rpartition(opening)[0] if opening else ""
    return {_key(bare), _key(remarked)} - {""}


def _name_keys(names: Iterable[str | None]) -> set[str]:
    return {_key(name).removeprefix("the ") for name in names if name}


def _is_title_right(answer: Answer, article: Article) -> bool:
    if not answer.titles or not article.title:
        return not answer.titles and not article.title
    return bool(_title_keys(article.title) & set().union(*map(_title_keys, answer.titles)))


def _is_source_right(answer: Answer, article: Article) -> bool:
    if not answer.sources or not article.source:
        return not answer.sources and not article.source
    return bool(_name_keys(answer.sources) & _name_keys((article.source, article.source_printed)))


def _address_key(url: str | None) -> str | None:
    """Contents print addresses without scheme and `www.`; neither can be known then."""
    return url.split("://")[-1].removeprefix("www.").rstrip("/") if url else None


_COMPARE: dict[str, Callable[[Answer, Article], bool]] = {
    "title": _is_title_right,
    "authors": lambda answer, article: _name_keys(answer.authors) == _name_keys(article.authors),
    "source": _is_source_right,
    "published": lambda answer, article: answer.published == article.published,
    "url": lambda answer, article: _address_key(answer.url) == _address_key(article.url),
    "kind": lambda answer, article: answer.kind == str(article.kind),
    "label": lambda answer, article: answer.label == article.label,
}


def _show(name: str, answer: Answer, article: Article) -> tuple[str, str]:
    plural = {"title": "titles", "source": "sources"}.get(name, name)
    expected, found = getattr(answer, plural), getattr(article, name)
    if name == "source" and article.source_printed:
        found = f"{found} ({article.source_printed})"
    return _line(expected), _line(found)


def _line(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, tuple) else str(value)

"""How well the lexicon and its rules find the knowledge that people marked in job sentences."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from nexus_cli.bench.annotated import AnnotatedSentence, TokenSpan, read_annotated
from nexus_cli.bench.result import BenchResult, Metric
from nexus_cli.knowledge.knowledge_terms import find_knowledge


@dataclass(frozen=True)
class SkillMetrics:
    """Shares in 0-1; 0 where nothing was found or nothing was marked.

    Strict: a found span counts when the very same words are marked. Overlap: when it shares a word
    with a marked one, and a marked one when it shares a word with a found one. Precision is over
    the spans found, recall over those marked, and F1 = 2PR / (P + R), as in Zhang et al. 2022
    (SkillSpan) and SemEval-2013 task 9 (partial match).
    """

    n: int
    """Marked spans."""
    found: int
    strict_f1: float
    strict_precision: float
    strict_recall: float
    overlap_f1: float
    overlap_precision: float
    overlap_recall: float


@dataclass(frozen=True)
class SkillsMeasured:
    """The figures over a whole file, and over each `source` in it."""

    name: str
    together: SkillMetrics
    by_source: dict[str, SkillMetrics]

    def result(self) -> BenchResult:
        """Return the figures in the shape that every benchmark prints: `strict_f1_tech` is one."""
        metrics = _named(self.together, "")
        for source, figures in self.by_source.items():
            metrics |= _named(figures, f"_{source}")
        return BenchResult("skills", self.name, metrics)


def measure_skills(path: Path) -> SkillsMeasured:
    """Return how well the knowledge marked in a SkillSpan JSONL file is found.

    Raises UsageError when there is no such file, DocumentError naming the line when a line is not
    in the format.
    """
    sentences = read_annotated(path)
    sources = sorted({sentence.source for sentence in sentences} - {""})
    found = [(sentence, _found(sentence.tokens)) for sentence in sentences]
    return SkillsMeasured(
        name=path.stem,
        together=_metrics(found),
        by_source={
            source: _metrics(pair for pair in found if pair[0].source == source)
            for source in sources
        },
    )


def _found(tokens: tuple[str, ...]) -> frozenset[TokenSpan]:
    """The words that `find_knowledge` marks, once the text is put together again."""
    text, starts = "", []
    for token in tokens:
        parted = text.endswith(" .") and token.lower().startswith("net")  # `.NET` cut in two
        text += "" if parted or not text else " "
        starts.append(len(text))
        text += token
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=True)]
    spans = set()
    for start, end in find_knowledge(text):
        touched = [at for at in range(len(tokens)) if starts[at] < end and ends[at] > start]
        spans.add((touched[0], touched[-1] + 1))
    return frozenset(spans)


def _metrics(pairs: Iterable[tuple[AnnotatedSentence, frozenset[TokenSpan]]]) -> SkillMetrics:
    marked = found = same = right = reached = 0
    for sentence, spans in pairs:
        marked += len(sentence.knowledge)
        found += len(spans)
        same += len(sentence.knowledge & spans)
        right += sum(_touches(span, sentence.knowledge) for span in spans)
        reached += sum(_touches(span, spans) for span in sentence.knowledge)
    strict, overlap = _scores(same, same, found, marked), _scores(right, reached, found, marked)
    return SkillMetrics(marked, found, *strict, *overlap)


def _touches(span: TokenSpan, others: Iterable[TokenSpan]) -> bool:
    return any(first < span[1] and span[0] < after for first, after in others)


def _scores(right: int, reached: int, found: int, marked: int) -> tuple[float, float, float]:
    """F1, precision and recall."""
    precision = right / found if found else 0.0
    recall = reached / marked if marked else 0.0
    both = precision + recall
    return (2 * precision * recall / both if both else 0.0), precision, recall


def _named(figures: SkillMetrics, suffix: str) -> dict[str, Metric]:
    """The figures by name; plain `precision` and `recall` are those by overlap."""
    shares = {name: value for name, value in asdict(figures).items() if name not in ("n", "found")}
    shares |= {"precision": figures.overlap_precision, "recall": figures.overlap_recall}
    return {
        f"{name}{suffix}": Metric(
            "share", figures.found if name.endswith("precision") else figures.n, value=value
        )
        for name, value in shares.items()
    }

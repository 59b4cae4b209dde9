"""Checks the report that the demo left behind: scored, quoted word for word, and recommended."""

import json
import sys
from pathlib import Path

report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
totals = report["scored_of_answered"]
assert totals["scored"] == totals["answered"] == totals["asked"] == 7, totals
assert report["overall"] >= 2.6, report["overall"]
assert report["recommendation"]["verdict"] in ("RECOMMEND", "CONSIDER"), report["recommendation"]
quotes = 0
for answer in report["answers"]:
    texts = {"answer": answer["answer"], "follow_up": (answer["follow_up"] or {}).get("answer", "")}
    for score in answer["scores"].values():
        for evidence in score["evidence"]:
            told = texts[evidence["source"]][evidence["start"] : evidence["end"]]
            assert told == evidence["quote"], (answer["question_id"], evidence)
            quotes += 1
assert quotes >= 7, quotes
print(f"The demo's report stands: {report['overall']} of 5, {quotes} quotes found in the answers.")

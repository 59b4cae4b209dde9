"""Writes a script the way each tool saves it, quirks and all; `quirk` counts from 0 to 9."""

import io
import json
from collections.abc import Callable
from html import escape
from typing import Any

import docx

from tests.documents.transcripts.scripts import Script

SECONDS_A_WORD = 0.4


def timed(script: Script) -> list[tuple[str, str, float, float]]:
    """Return speaker, words, start and end in seconds of each line."""
    found, at = [], 2.5
    for who, words in script.spoken:
        end = at + SECONDS_A_WORD * len(words.split()) + 0.36
        found.append((who, words, at, end))
        at = end + 0.7
    return found


def clock(seconds: float, mark: str = ".", *, hours: bool = True, padded: bool = True) -> str:
    """Return `seconds` as `00:01:02.500`."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    big, small = divmod(minutes, 60)
    width = 2 if padded else 1
    front = f"{big:0{width}d}:" if hours else ""
    tail = f"{mark}{thousandths:03d}" if mark else ""
    return f"{front}{small if hours else minutes:0{width}d}:{rest:0{width if padded else 2}d}{tail}"


def cut(words: str, size: int) -> list[str]:
    """Return `words` in captions of at most `size` words."""
    parts = words.split()
    return [" ".join(parts[i : i + size]) for i in range(0, len(parts), size)]


def cues(script: Script, size: int) -> list[tuple[str, str, float, float, bool]]:
    """Return speaker, words, start, end, and whether the speaker is new, of each caption."""
    found = []
    for who, words, start, _ in timed(script):
        at = start
        for place, piece in enumerate(cut(words, size)):
            end = at + SECONDS_A_WORD * len(piece.split())
            found.append((who, piece, at, end, place == 0))
            at = end
    return found


def webvtt(script: Script, quirk: int) -> bytes:
    """Zoom, Teams, Meet and live captions."""
    lines = ["WEBVTT" if quirk != 3 else "WEBVTT - Interview, 12 May", ""]
    if quirk == 4:
        lines = [
            "WEBVTT",
            "Kind: captions",
            "Language: en",
            "",
            "STYLE",
            "::cue { color: red }",
            "",
        ]
    if quirk == 5:
        lines += ["NOTE", "made by a tool", "with two lines", ""]
    before: dict[str, str] = {}
    for number, (who, words, start, end, new) in enumerate(cues(script, 9 + quirk), 1):
        shown = escape(words, quote=False) if quirk in {2, 6} else words
        times = f"{clock(start)} --> {clock(end)}"
        if quirk == 0:  # Zoom
            block = [str(number), times, f"{who}: {shown}"]
        elif quirk == 1:  # Teams through Graph: hours of one digit
            block = [f"0:{clock(start, hours=False)} --> 0:{clock(end, hours=False)}"]
            block.append(f"<v {who}>{shown}</v>")
        elif quirk == 2:  # Teams, with identifiers
            block = [f"9f1c22ab-77aa-4d1e-9e2f-0c1b2a3d4e5f/{number}-0", times]
            block.append(f"<v {who}>{shown}</v>")
        elif quirk == 3:  # Meet: a name only where it changes, cue settings
            block = [f"{times} align:start position:0%"]
            block.append(f"{who}: {shown}" if new else shown)
        elif quirk == 4:  # roll-up: the caption before comes again above the new one
            block = [times, *([before[who]] if who in before and not new else [])]
            block.append(f"<v {who}>{shown}" if new else shown)
            before[who] = shown
        elif quirk == 5:  # voice classes and inline times
            first, _, rest = shown.partition(" ")
            block = [times, f"<v.loud {who}><c>{first}</c> <{clock(start)}>{rest}"]
        elif quirk == 6:  # a guest, entities, words over two lines
            half = len(shown.split()) // 2
            parts = shown.split()
            block = [times, f"{who} (Guest): {' '.join(parts[:half])}", " ".join(parts[half:])]
        elif quirk == 7:  # captions that grow while somebody speaks
            parts = shown.split()
            block = []
            for upto in (len(parts) // 2, len(parts)):
                if upto:
                    block += [times, f"{who}: {' '.join(parts[:upto])}", ""]
        elif quirk == 8:  # minutes only, broadcast marks
            block = [
                f"{clock(start, hours=False)} --> {clock(end, hours=False)}",
                f">> {who}: {shown}",
            ]
        else:  # names in brackets
            block = [times, f"[{who}]: {shown}"]
        lines += [*block, ""]
    text = "\n".join(lines)
    if quirk == 1:
        return ("\ufeff" + text).replace("\n", "\r\n").encode()
    return text.encode("utf-16") if quirk == 9 else text.encode()


def srt(script: Script, quirk: int) -> bytes:
    """SubRip, as Zoom, WhisperX, Rev, Premiere and others write it."""
    blocks: list[str] = []
    for number, (who, words, start, end, new) in enumerate(cues(script, 7 + quirk), 1):
        times = f"{clock(start, ',')} --> {clock(end, ',')}"
        said = f"{who}: {words}"
        if quirk == 1:
            said = f"[{who}]: {words}"
        elif quirk == 2:
            said = f"<i>{who}:</i> {words}" if new else f"<i>{words}</i>"
        elif quirk == 3:
            said = said if new else words
        elif quirk == 4:
            times = f"{clock(start, '.')} --> {clock(end, '.')}"
        elif quirk == 5:
            said = "{\\an8}" + said
        elif quirk == 6:
            parts = words.split()
            said = f"{who}: {' '.join(parts[:4])}\n{' '.join(parts[4:])}".rstrip()
        elif quirk == 7:
            times += "  X1:40 X2:600 Y1:20 Y2:50"
        elif quirk == 8:
            said = f"- {said}"
        blocks.append(f"{number}\n{times}\n{said}")
    gap = "\n" if quirk == 9 else "\n\n"  # no blank lines at all
    text = gap.join(blocks) + "\n"
    return text.replace("\n", "\r\n").encode("utf-8-sig") if quirk == 5 else text.encode()


def text(script: Script, quirk: int) -> bytes:
    """Otter, Rev, Meet, Tactiq, Markdown and hand-made text."""
    lines: list[str] = []
    if quirk == 0:
        lines += ["Interview notes", "Mon, May 12, 2025 9:00AM • 31:04", ""]
    if quirk == 8:
        lines += ["Date: 12 May 2025", "Position: as advertised", "Duration: 31 min", ""]
    for who, words, start, _ in timed(script):
        short = clock(start, "", hours=False, padded=False)
        long = clock(start, "")
        if quirk == 0:  # Otter
            lines += [f"{who}  {short}  ", words, ""]
        elif quirk == 1:  # Rev
            lines += [f"{who} ({clock(start, '', hours=False)}):", words, ""]
        elif quirk == 2:
            lines += [f"[{long}] {who}: {words}"]
        elif quirk == 3:  # Markdown
            lines += [f"**{who}:** {words}", ""]
        elif quirk == 4:  # Meet: a time now and then, wrapped lines
            lines += ([long, ""] if len(lines) % 4 == 0 else []) + [f"{who}: {words}"]
        elif quirk == 5:  # name over time over words
            lines += [who, short, *cut(words, 8), ""]
        elif quirk == 6:  # a heading alone, then paragraphs
            lines += [f"{who}:", *cut(words, 10), ""]
        elif quirk == 7:
            lines += [f"{who}\t{words}"]
        elif quirk == 8:
            lines += [f"{who.upper()}: {words}", ""]
        else:  # Fathom
            lines += [f"{short} - {who}", f"  {words}", ""]
    if quirk == 0:
        lines += ["Transcribed by https://otter.ai"]
    joined = "\n".join(lines)
    if quirk == 2:
        return joined.replace("\n", "\r\n").encode("utf-8-sig")
    return joined.encode("utf-16-le") if quirk == 6 else joined.encode()


def word_list(words: str, start: float, **more: Any) -> list[dict[str, Any]]:
    """Return the words as recognisers list them."""
    return [
        {
            "word": word,
            "start": round(start + i * 0.4, 2),
            "end": round(start + i * 0.4 + 0.3, 2),
            **more,
        }
        for i, word in enumerate(words.split())
    ]


def as_json(script: Script, quirk: int) -> bytes:
    """The shapes of tools and interfaces."""
    names = list(dict.fromkeys(who for who, _ in script.spoken))
    number = {who: place for place, who in enumerate(names)}
    lines = timed(script)
    whole: Any
    indent: int | None = 2
    if quirk == 0:
        whole = {
            "turns": [{"speaker": who, "text": words, "start": s} for who, words, s, _ in lines]
        }
    elif quirk == 1:  # WhisperX
        whole = {
            "segments": [
                {
                    "start": s,
                    "end": e,
                    "text": f" {words}",
                    "speaker": who,
                    "words": word_list(words, s),
                }
                for who, words, s, e in lines
            ],
            "language": "en",
        }
    elif quirk == 2:  # AssemblyAI: milliseconds
        indent = None
        whole = {
            "id": "5551722",
            "text": " ".join(words for _, words in script.spoken),
            "utterances": [
                {"speaker": who, "text": words, "start": round(s * 1000), "end": round(e * 1000),
                 "confidence": 0.9}
                for who, words, s, e in lines
            ],
        }  # fmt: skip
    elif quirk == 3:  # Deepgram with diarised paragraphs
        whole = {
            "metadata": {"duration": lines[-1][3], "channels": 1},
            "results": {
                "channels": [{"alternatives": [{"transcript": "all at once"}]}],
                "utterances": [
                    {"start": s, "end": e, "confidence": 0.98, "channel": 0, "transcript": words,
                     "words": word_list(words, s, speaker=number[who]), "speaker": number[who]}
                    for who, words, s, e in lines
                ],
            },
            "speakers": [{"id": place, "name": who} for who, place in number.items()],
        }  # fmt: skip
    elif quirk == 4:  # Rev.ai
        whole = {
            "monologues": [
                {
                    "speaker": number[who],
                    "elements": [
                        part
                        for i, word in enumerate(words.split())
                        for part in (
                            {"type": "text", "value": word, "ts": s + i * 0.4},
                            {"type": "punct", "value": " "},
                        )
                    ],
                }
                for who, words, s, _ in lines
            ],
            "speakers": [{"id": place, "name": who} for who, place in number.items()],
        }
    elif quirk == 5:  # chat messages
        whole = {
            "messages": [
                {"role": "system", "content": "You are an interviewer."},
                *(
                    {"role": "user" if who == script.candidate else "assistant",
                     "content": [{"type": "text", "text": words}]}
                    for who, words in script.spoken
                ),
            ]
        }  # fmt: skip
    elif quirk == 6:  # clock times, another language of fields
        whole = [
            {"speaker_name": who, "sentence": words, "startTime": clock(s), "endTime": clock(e)}
            for who, words, s, e in lines
        ]
    elif quirk == 7:  # a participant as an object, words with relative times
        indent = None
        whole = [
            {
                "participant": {"id": number[who], "name": who},
                "words": [
                    {"text": w["word"], "start_timestamp": {"relative": w["start"]}}
                    for w in word_list(words, s)
                ],
            }
            for who, words, s, _ in lines
        ]
    elif quirk == 8:  # dates
        whole = {
            "data": {
                "transcript": [
                    {"name": who, "message": words,
                     "timestamp": f"2025-05-12T09:{int(s) // 60:02d}:{int(s) % 60:02d}+00:00"}
                    for who, words, s, _ in lines
                ]
            }
        }  # fmt: skip
    else:  # one string
        whole = {"transcript": "\n".join(f"{who}: {words}" for who, words in script.spoken)}
    return json.dumps(whole, ensure_ascii=quirk % 2 == 0, indent=indent).encode()


def jsonl(script: Script, quirk: int) -> bytes:
    """A turn on each line."""
    keys = (("speaker", "text"), ("name", "content"), ("who", "utterance"), ("author", "message"),
            ("speaker_label", "transcript"))[quirk % 5]  # fmt: skip
    rows = []
    for who, words, start, end in timed(script):
        row: dict[str, Any] = {keys[0]: who, keys[1]: words}
        if quirk >= 5:
            row |= {"start_ms": round(start * 1000), "end_ms": round(end * 1000)}
        elif quirk >= 2:
            row |= {"time": clock(start, "")}
        rows.append(json.dumps(row, ensure_ascii=quirk % 2 == 1))
    mark = "\n\n" if quirk == 7 else "\r\n" if quirk == 8 else "\n"
    return (mark.join(rows) + (mark if quirk % 3 else "")).encode()


def as_docx(script: Script, quirk: int) -> bytes:
    """Word documents: Teams' two forms, tables, and what people paste."""
    document = docx.Document()
    if quirk in {0, 4}:
        document.add_paragraph("Interview-20250512_090000-Meeting Recording")
        document.add_paragraph("May 12, 2025, 9:00AM")
    table = document.add_table(rows=0, cols=3 if quirk == 7 else 2) if quirk in {6, 7} else None
    for who, words, start, end in timed(script):
        short = clock(start, "", hours=False, padded=False)
        if table is not None:
            cells = table.add_row().cells
            for cell, shown in zip(cells, [short, who, words][-len(cells) :], strict=True):
                cell.text = shown
        elif quirk in {0, 1}:  # Teams: name and time, a line break, the words
            paragraph = document.add_paragraph()
            paragraph.add_run(who).bold = True
            paragraph.add_run(f"   {short}")
            paragraph.add_run().add_break()
            paragraph.add_run(words)
        elif quirk in {2, 3}:  # Teams, earlier: two times, the name, the words
            times = f"{clock(start, padded=False)} --> {clock(end, padded=False)}"
            document.add_paragraph(f"{times}\n{who}\n{words}")
        elif quirk == 4:
            document.add_paragraph(f"{who} ({short}):")
            document.add_paragraph(words)
        elif quirk == 5:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{who}:").bold = True
            paragraph.add_run(f" {words}")
        elif quirk == 8:
            document.add_heading(f"{who}:", 3)
            for piece in cut(words, 12):
                document.add_paragraph(piece)
        else:
            document.add_paragraph(f"[{clock(start, '')}] {who}: {words}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


Writer = Callable[[Script, int], bytes]
WRITERS: dict[str, Writer] = {
    "vtt": webvtt,
    "srt": srt,
    "txt": text,
    "json": as_json,
    "jsonl": jsonl,
    "docx": as_docx,
}

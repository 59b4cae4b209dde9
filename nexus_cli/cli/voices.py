"""`nexus setup --voices` and `--try-voice`: which voices there are, and how one sounds."""

import json
from dataclasses import asdict

import typer

from nexus_cli.text import one_line


def show_voices(language: str | None, as_json: bool) -> None:
    """Print Edge's voices of a language, the chosen one marked. Raises VoiceError, UsageError."""
    from nexus_cli.services.session_thread import SessionThread
    from nexus_cli.services.voice_choice import EVERY, LANGUAGE, list_voices
    from nexus_cli.settings import Settings

    thread = SessionThread()
    try:
        listed = thread.run(list_voices(Settings(), language or LANGUAGE))
    finally:
        thread.close()
    if as_json:
        voices = [asdict(v) | {"chosen": v.name == listed.chosen} for v in listed.choices]
        typer.echo(json.dumps({"voices": voices}, ensure_ascii=False, indent=1))
        return
    for voice in listed.choices:
        mark = "*" if voice.name == listed.chosen else " "
        typer.echo(f"{mark} {one_line(voice.locale):<8}{one_line(voice.name)}")
    if language is None:
        typer.echo(f"Other languages: `nexus setup --voices de`, or `{EVERY}`.", err=True)
    typer.echo(f"* is the chosen one, {one_line(listed.chosen)}.", err=True)
    typer.echo("Hear one: `nexus setup --try-voice NAME`.", err=True)


def try_voice(name: str | None) -> None:
    """Say a sentence as one of Edge's voices. Raises VoiceError, AudioError and UsageError."""
    from nexus_cli.services.session_thread import SessionThread
    from nexus_cli.services.voice_choice import SENTENCE, find_voice, hear_voice
    from nexus_cli.settings import Settings

    settings = Settings()
    if name is None and settings.speaks_offline:
        name = Settings.model_fields["voice"].default
    thread = SessionThread()
    try:
        voice = thread.run(find_voice(settings, name))
        typer.echo(f'{voice} says: "{SENTENCE}"', err=True)
        thread.run(hear_voice(settings, voice))
    finally:
        thread.close()
    if voice == settings.voice:
        typer.echo(f"{voice} is the chosen voice.")
    else:
        typer.echo(f"To keep it, put NEXUS_VOICE={voice} into the environment, or into .env here.")

"""An interview's mark is its own, the same after a restart, and kept from other eyes."""

from pathlib import Path

from nexus_cli.services.nonces import Nonces


def test_an_interview_keeps_its_nonce_over_restarts_and_shares_it_with_none(tmp_path: Path) -> None:
    first = Nonces(tmp_path).of("a1b2")
    assert Nonces(tmp_path).of("a1b2") == first
    assert Nonces(tmp_path).of("a1b3") != first
    assert len(first) == 8


def test_two_machines_give_one_interview_different_nonces(tmp_path: Path) -> None:
    assert Nonces(tmp_path / "one").of("a1b2") != Nonces(tmp_path / "two").of("a1b2")


def test_the_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    Nonces(tmp_path).of("a1b2")
    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_kept_there_is_a_nonce_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    nonces = Nonces(tmp_path / "file")
    assert nonces.of("a1b2") == nonces.of("a1b2")

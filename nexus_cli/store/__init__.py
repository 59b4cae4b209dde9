"""Where sessions live: an append-only list of events each."""

from nexus_cli.store.analyses import AnalysisCache
from nexus_cli.store.disk import DiskStore
from nexus_cli.store.memory import MemoryStore
from nexus_cli.store.protocol import Store
from nexus_cli.store.records import export_session, import_session

__all__ = ["AnalysisCache", "DiskStore", "MemoryStore", "Store", "export_session", "import_session"]

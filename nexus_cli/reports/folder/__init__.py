"""A folder of scored interviews as one page: who stands where, and every answer behind it."""

from nexus_cli.reports.folder.packing import packed
from nexus_cli.reports.folder.page import write_page
from nexus_cli.reports.folder.rows import PageHeader, PageRow, row_of

__all__ = ["PageHeader", "PageRow", "packed", "row_of", "write_page"]

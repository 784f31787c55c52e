"""Where the schema's history lies and where a database keeps its version."""

from pathlib import Path

VERSION_SCHEMA = "app"
VERSION_TABLE = "schema_version"
HISTORY = Path(__file__).parent

"""The one place that names adapters and packs, and puts the installation together."""

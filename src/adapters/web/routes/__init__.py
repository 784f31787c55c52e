"""One file per page or per small family of pages."""

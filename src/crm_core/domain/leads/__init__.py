"""Leads and the time that is theirs: the protection clock as a function of recorded facts."""

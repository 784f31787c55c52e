"""One file per idea: the forms in which its values travel."""

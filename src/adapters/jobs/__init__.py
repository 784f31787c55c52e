"""Background jobs on a kept library: queue, calendar, retries and rescue are not written by hand."""

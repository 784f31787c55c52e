"""Letters over SMTP, to the mail server of the installation."""

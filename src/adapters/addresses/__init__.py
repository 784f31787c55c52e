"""What an email address is, by the email-validator library."""

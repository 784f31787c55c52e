"""Email addresses by the `email-validator` library: syntax and international domains, no look-up anywhere."""

from email_validator import EmailNotValidError, validate_email


class LibraryEmailAddresses:
    def normal(self, text: str) -> str | None:
        try:
            # Names for examples and tests are addresses too; whether one is reached, only a letter tells.
            found = validate_email(text, strict=True, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError:
            return None
        return found.normalized if "." in found.domain else None

"""Our own terms with a kitchen: for those who answer for the account, absent for everybody else."""

from decimal import Decimal

from crm_core.domain.fields.definition import Definition, Part, Restriction
from crm_core.domain.fields.kinds import Day, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.fields.rules import NotAfter


def _whole(maximum: int) -> Number:
    return Number(minimum=Decimal(0), maximum=Decimal(maximum), places=0)


DISCOUNT_TERMS = Definition(
    "discount_terms",
    Record(
        (
            Member("discount_pct", Number(minimum=Decimal(0), maximum=Decimal(100), places=2)),
            Member("valid_from", Day()),
            Member("valid_until", Day()),
            Member("note", Text(500)),
        )
    ),
    "Rabatt",
    "Discount",
    group="terms",
    restricted=Restriction.PRICE,
    rules=(NotAfter("discount_terms.valid_from", "discount_terms.valid_until"),),
    parts=(
        Part("discount_pct", "Rabatt (%)", "Discount (%)"),
        Part("valid_from", "Gültig ab", "Valid from"),
        Part("valid_until", "Gültig bis", "Valid until"),
        Part("note", "Notiz", "Note"),
    ),
)
CONTRACT_TERMS = Definition(
    "contract_terms",
    Record(
        (
            Member("start", Day()),
            Member("end", Day()),
            Member("payment_days", _whole(365)),
            Member("notice_months", _whole(60)),
            Member("note", Text(500)),
        )
    ),
    "Vertragsbedingungen",
    "Contract terms",
    group="terms",
    restricted=Restriction.CONTRACT,
    rules=(NotAfter("contract_terms.start", "contract_terms.end"),),
    parts=(
        Part("start", "Beginn", "Start"),
        Part("end", "Ende", "End"),
        Part("payment_days", "Zahlungsziel (Tage)", "Payment term (days)"),
        Part("notice_months", "Kündigungsfrist (Monate)", "Notice (months)"),
        Part("note", "Notiz", "Note"),
    ),
)

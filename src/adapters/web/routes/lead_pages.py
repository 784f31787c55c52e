"""All pages of leads, in the order in which their addresses are tried."""

from litestar.handlers import HTTPRouteHandler

from adapters.web.routes.approvals import approvals
from adapters.web.routes.inbox import (
    my_inbox,
    one_notice,
    open_one_message,
    open_one_notice,
    open_one_reminder,
)
from adapters.web.routes.lead_access import who_sees_lead
from adapters.web.routes.lead_decisions import confirm_activity, decide_on_hold, end_help, end_one_hold
from adapters.web.routes.lead_detail import lead_detail
from adapters.web.routes.lead_evidence import evidence
from adapters.web.routes.lead_list import lead_filter, lead_list
from adapters.web.routes.lead_register import change_lead, edit_lead, new_lead, register
from adapters.web.routes.lead_steps import lead_step, take_lead_step
from adapters.web.routes.what_if import apply_todays_rules, what_if_rules

LEAD_PAGES: tuple[HTTPRouteHandler, ...] = (
    lead_list,
    lead_filter,
    new_lead,
    register,
    lead_detail,
    edit_lead,
    change_lead,
    who_sees_lead,
    evidence,
    lead_step,
    take_lead_step,
    end_one_hold,
    decide_on_hold,
    confirm_activity,
    end_help,
    approvals,
    my_inbox,
    open_one_message,
    one_notice,
    open_one_notice,
    open_one_reminder,
    what_if_rules,
    apply_todays_rules,
)

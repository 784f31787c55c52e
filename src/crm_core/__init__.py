"""The CRM with the world taken away: rules, use cases and the ports they need."""

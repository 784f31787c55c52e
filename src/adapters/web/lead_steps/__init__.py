"""What people do with a lead, one step a module: its form, who is offered it, and its command."""

"""Technologies that fulfil the ports; strangers to each other."""

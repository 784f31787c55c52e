"""Bearer tokens: verified against an issuer's keys, or against the installation's own key."""

"""One case: head, cards, timeline, details, referrals."""

"""Writing a referral letter, step by step, beside its picture."""

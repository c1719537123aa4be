"""The answers of receivers, and the referrals that wait for one."""

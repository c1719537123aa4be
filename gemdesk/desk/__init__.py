"""The desk: joins all rooms into one running desk, and drives it on a tour."""

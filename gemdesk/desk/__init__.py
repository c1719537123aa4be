"""The desk: joins all rooms into one running desk, and drives it on a tour."""

import os

# Without it Qt's list of printers looks for a print server on internet sockets. Here, so that it is
# set before Qt loads. Assigned: the surroundings may name a server of the network.
os.environ["CUPS_SERVER"] = "/run/cups/cups.sock"

"""A year with one person, station by station, each as a caseworker takes it on the screen."""

from tests.journeys.stations.consents import Consents
from tests.journeys.stations.ending import Ending
from tests.journeys.stations.letters import Letters
from tests.journeys.stations.planning import Planning
from tests.journeys.stations.taking_in import TakingIn


class Year(TakingIn, Planning, Consents, Letters, Ending):
    """One person's file from the quick card to the erasure."""

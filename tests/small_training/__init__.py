"""Two modules with a card of every form, for laws of the training."""

from functools import cache
from pathlib import Path

from coaching import catalogue, training
from coaching.modules import Training

FOLDER = Path(__file__).parent


@cache
def small() -> Training:
    return training.load(FOLDER, catalogue.shipped())

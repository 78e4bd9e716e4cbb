"""Floor 4: a recipient or a bare SMTP reply → reason, fault and permanence, with the rows that say so."""

from bouncekit.classify.classify import classify
from bouncekit.classify.engine import Classifier
from bouncekit.classify.model import Classification

__all__ = ["Classification", "Classifier", "classify"]

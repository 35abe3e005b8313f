"""A labelled corpus for duplicates, a pure function of a seed; written beside the code that it measures, not from it.

    pieces = list(make_pieces(seed=12, scale=0.08))  # 20,000, in the order in which they arrive
    rival = find_candidates_datasketch([piece.body for piece in pieces], normalise)
    tally = count(pieces, links, candidates)  # what a method found, held against the truth

Kinds and their similarities are those of a study of 250,000 articles; no word of any article was ever published.
"""

from .pieces import Piece, make_pieces
from .plan import NEGATIVES, POSITIVES, SINGLE

__all__ = ["NEGATIVES", "POSITIVES", "SINGLE", "Piece", "make_pieces"]

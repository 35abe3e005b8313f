"""Digests of postings: each article is a message, printed under a header block of its own (RFC 934, 1153, 2046).

A format of this kind is a `Layout`: the patterns that are special about it, and a sureness. All else is done here.

block       the header block above a posting
topics      the contents: `Today's Topics`, `Topics of the day`, `Contents`
cut         where postings, mastheads and trailers begin
identity    volume, number and date, from the masthead or the subject
pairs       topics and postings, paired and compared
posting     one posting as an Article
dissect     recognise a digest, and read it as one Issue
"""

from jrld.split.postings.cut import Layout, find_separators, has_postings
from jrld.split.postings.dissect import Evidence, dissect, recognise

__all__ = ["Evidence", "Layout", "dissect", "find_separators", "has_postings", "recognise"]

"""`python daemon …` from a checkout is `jrld …`: Python puts this folder on the path."""

from jrld.cli import main

main()

"""The commands about stories and revisions, their options and help; see `app`."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from jrld.cli.options import ConfigFile, add_command, end


class _Group(TyperGroup):
    """`jrld story REF` is `jrld story show REF`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["show", *args]
        return super().parse_args(ctx, args)


story = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: jrld story 7131-16, the same as: jrld story show 7131-16",
)

Ref = Annotated[str, typer.Argument(metavar="REF", help="An article, as it is cited: 7131-16.")]
Other = Annotated[str | None, typer.Argument(metavar="REF", help="Another one.")]
Digest = Annotated[str | None, typer.Option(metavar="NAME", help="Its digest, where several have such a ref.")]
Digests = Annotated[
    list[str] | None,
    typer.Option(
        "--digest",
        metavar="NAME",
        help="The refs' digest, where several have such a ref; or given for each of them, in their order.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Why = Annotated[str | None, typer.Option(metavar="TEXT", help="The reason, kept with it.")]


def _check(refs: int, digests: list[str] | None) -> list[str]:
    if digests and len(digests) not in (1, refs):
        raise typer.BadParameter("give --digest once for all refs, or once for each of them, in their order")
    return digests or []


def register(app: typer.Typer) -> None:
    """Add these commands to the others."""
    app.add_typer(story, name="story", help="Show a story; merge and split stories.")
    add_command(app, "jrld why 7131-16 7133-2")(why)
    add_command(app, "jrld diff 2008-86 --revision 1 --revision 2")(diff)


def why(
    ref: Ref, other: Other = None, config: ConfigFile = None, digest: Digests = None, as_json: Json = False
) -> None:
    """Say what an article is to others, and why.

    Its story, its links and how each was decided, where else it stands word for word, whether it holds several
    articles, and what persons ruled. Of two articles: what was decided of them; if nothing, what would be now.
    """
    from jrld.cli.relating import explain

    refs = [ref, other] if other else [ref]
    end(explain(config, refs, _check(len(refs), digest), as_json))


def diff(
    ref: Annotated[str, typer.Argument(metavar="REF", help="An issue (7131) or an article (7131-16).")],
    other: Annotated[str | None, typer.Argument(metavar="REF", help="Another article.")] = None,
    config: ConfigFile = None,
    digest: Digests = None,
    revision: Annotated[
        list[int] | None,
        typer.Option(metavar="N", help="Of an issue: which revision; twice: which two. Default: the newest two."),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show what is the same, too.")] = False,
) -> None:
    """Show what changed, word by word.

    Of an issue: from one revision to the next, which items were added, removed and changed. Of an article: from the one
    that stands for its story, or from its own version in the previous revision of its issue. Of two articles: from the
    first to the second. In colour; in a pipe [-removed-] and {+added+}.
    """
    from jrld.cli.comparing import show_diff

    refs = [ref, other] if other else [ref]
    if revision and (other or len(revision) > 2):
        raise typer.BadParameter("--revision is for one issue, and can be given twice at most")
    end(show_diff(config, refs, _check(len(refs), digest), revision or [], full))


@add_command(story, "jrld story 7131-16", name="show")
def show(ref: Ref, config: ConfigFile = None, digest: Digest = None, as_json: Json = False) -> None:
    """Show an article's story: the article that stands for it first."""
    from jrld.cli.telling import show_story

    end(show_story(config, ref, digest, as_json))


@add_command(story, "jrld story merge 7131-16 7133-2 --why 'two translations'", name="merge")
def merge(
    refs: Annotated[list[str], typer.Argument(metavar="REF", help="Two articles or more.")],
    config: ConfigFile = None,
    digest: Digests = None,
    why: Why = None,
) -> None:
    """Rule that articles are one story, whatever the rules say.

    Undone by `jrld story split`, or taken back by `jrld story forget`.
    """
    from jrld.cli.telling import merge_stories

    if len(refs) < 2:
        raise typer.BadParameter("name two articles or more")
    end(merge_stories(config, refs, _check(len(refs), digest), why))


@add_command(story, "jrld story split 7133-2 --why 'the next week of the same column'", name="split")
def split(
    ref: Ref,
    other: Annotated[
        str | None, typer.Option("--from", metavar="REF", help="From this one. Default: from each of its story.")
    ] = None,
    config: ConfigFile = None,
    digest: Digests = None,
    why: Why = None,
) -> None:
    """Rule that an article is another story, whatever the rules say.

    Undone by `jrld story merge`, or taken back by `jrld story forget`.
    """
    from jrld.cli.telling import split_story

    end(split_story(config, ref, other, _check(2 if other else 1, digest), why))


@add_command(story, "jrld story forget 7133-2", name="forget")
def forget(ref: Ref, other: Other = None, config: ConfigFile = None, digest: Digests = None) -> None:
    """Take rulings back: all on an article, or those on two.

    The rules decide again.
    """
    from jrld.cli.telling import forget_rulings

    end(forget_rulings(config, ref, other, _check(2 if other else 1, digest)))


@add_command(story, "jrld story log 7131-16", name="log")
def log(
    ref: Annotated[str | None, typer.Argument(metavar="REF", help="Of this article's story. Default: of all.")] = None,
    config: ConfigFile = None,
    digest: Digest = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=1000, help="At most so many changes.")] = 20,
) -> None:
    """Show what was merged and split, when, and by what.

    The latest first.
    """
    from jrld.cli.telling import show_log

    end(show_log(config, ref, digest, limit))

"""The command line of `make evaluate`; see `--help`."""

from pathlib import Path

import click

from evaluate.figures import wrong_figures
from evaluate.glossary import glossary_table, wrong_wordings
from evaluate.gold import OWN, ROOT, read_folder, read_own
from evaluate.measure import evaluate
from evaluate.quotes import quote_table, wrong_quotes
from evaluate.report import article_table, figure_table, golden_rules, story_table, sweep, wrong_pairs
from evaluate.rivals import missed_rivals, rival_results, rival_table
from sitegen.model import AlignSettings


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of further stories, each a <name>.txt of numbered sentences with a <name>.json of answers.",
)
@click.option(
    "--wrong",
    is_flag=True,
    help="Print what is wrong with matches, figures, quotes and wordings too.",
)
@click.option("--sweep", "swept", is_flag=True, help="Print F1 for a range of thresholds too.")
def main(gold: Path | None, *, wrong: bool, swept: bool) -> None:
    """Hold what is found, at the shipped thresholds and without any editor's decision, against hand-made answers."""
    settings = AlignSettings()
    own_gold = [read_own(path, ROOT) for path in OWN]
    try:
        other_gold = [] if gold is None else read_folder(gold)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    own = [evaluate(story, settings) for story in own_gold]
    others = [evaluate(story, settings) for story in other_gold]
    right, total = golden_rules()
    lines = [
        *story_table(own, others),
        "",
        *article_table((*own, *others)),
        "",
        f"Golden Rules of sentences: {right} of {total}",
        "",
        *figure_table(own, others),
    ]
    if quotes := quote_table((*own, *others)):
        lines += ["", *quotes]
    if wordings := glossary_table((*own, *others)):
        lines += ["", *wordings]
    suggested = rival_results((*own, *others), gold)
    if rivals := rival_table(suggested):
        lines += ["", *rivals]
    if swept:
        lines += ["", *sweep((*own_gold, *other_gold), settings)]
    if wrong:
        for result in (*own, *others):
            lines += ["", *wrong_pairs(result), "", *wrong_figures(result), "", *wrong_quotes(result)]
        lines += ["", *wrong_wordings(own), "", *missed_rivals(suggested)]
    click.echo("\n".join(lines))


if __name__ == "__main__":
    main()

"""`python -m locales`: keeps the catalogs in step with the code, and says what is missing."""

from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog

from locales import checks, merging, translating
from locales.extract import Found, sentences

app = typer.Typer(help="Catalogs of translations.", no_args_is_help=True, add_completion=False)

Root = Annotated[Path, typer.Option(help="The project's directory.")]
HERE = Path(__file__).resolve().parent.parent


@app.command()
def extract(root: Root = HERE) -> None:
    """Collect every sentence into locales/jalon.pot and into each catalog."""
    found = [each for each in sentences(root) if isinstance(each, Found)]
    merging.save(merging.template(found), merging.template_path(root))
    for locale, path in merging.catalog_paths(root).items():
        catalog = merging.merge(merging.load(path, locale), found)
        merging.save(catalog, path)
        left = len(list(merging.untranslated(catalog)))
        typer.echo(f"{locale}: {len(catalog)} sentences, {left} to translate, {len(catalog.obsolete)} obsolete")


@app.command()
def check(root: Root = HERE) -> None:
    """Tell what is missing or wrong, with the mend; the exit status is 1 where something is."""
    found = checks.findings(root)
    for finding in found:
        typer.echo(str(finding))
    typer.echo(f"{len(found)} to mend." if found else "Every sentence is whole, and said in every language.")
    if found:
        raise typer.Exit(1)


@app.command()
def missing(locale: str, root: Root = HERE) -> None:
    """Print what is left to translate, as YAML that `fill` takes back."""
    typer.echo(translating.missing(opened(locale, root)), nl=False)


@app.command()
def fill(locale: str, file: Path, root: Root = HERE) -> None:
    """Write the translations of a JSON or YAML file into a catalog."""
    catalog = opened(locale, root)
    refused = translating.fill(catalog, translating.read(file), locale)
    merging.save(catalog, merging.catalog_paths(root)[locale])
    for fault in refused:
        typer.echo(fault)
    typer.echo(f"{locale}: {len(list(merging.untranslated(catalog)))} left to translate")
    if refused:
        raise typer.Exit(1)


@app.command()
def prune(root: Root = HERE) -> None:
    """Drop the translations of sentences that are said nowhere any more."""
    for locale, path in merging.catalog_paths(root).items():
        catalog = merging.load(path, locale)
        catalog.obsolete.clear()
        merging.save(catalog, path)


def opened(locale: str, root: Path) -> Catalog:
    paths = merging.catalog_paths(root)
    if locale not in paths:
        raise typer.BadParameter(f"no catalog for {locale!r}: expected one of {', '.join(paths)}")
    return merging.load(paths[locale], locale)


if __name__ == "__main__":
    app()

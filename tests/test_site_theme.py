"""The style sheet: its colours can be told apart, it weighs little, and it styles what the templates hold."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

from sitegen.problems import SitegenError
from sitegen.site.assets import default_templates, make_assets

TEMPLATES = default_templates()
CSS = make_assets((TEMPLATES,))["assets/site.css"].decode()
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
}
GROUNDS = ("paper", "surface", "raised")
TEXT = [
    *product(("ink", "ink-2", "ink-3", "link", "agree", "varies", "conflict", "solo"), GROUNDS, [4.5]),
    *product(("a-ink", "b-ink"), ("paper",), [4.5]),
    ("ink", "mark", 7),
    ("ink-2", "mark", 4.5),
    ("a-ink", "a-bg", 4.5),
    ("b-ink", "b-bg", 4.5),
    ("paper", "ink", 7),
]
LINES = [
    *product(("rule-strong", "focus", "mark-line", "a-line", "b-line"), GROUNDS, [3]),
    ("a-line", "a-bg", 3),
    ("b-line", "b-bg", 3),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_wcags() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), [*TEXT, *LINES])
def test_colours_can_be_read_in_both_schemes(ink: str, ground: str, least: float) -> None:
    for scheme in (0, 1):
        assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= least


def test_every_colour_is_a_token() -> None:
    rules = CSS.partition("--serif")[2]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", rules)


def test_the_tokens_have_a_file_of_their_own_that_a_site_can_replace(tmp_path: Path) -> None:
    assert "light-dark(" not in (TEMPLATES / "assets" / "site.css").read_text(encoding="utf-8")
    own = tmp_path / "assets" / "tokens.css"
    own.parent.mkdir()
    own.write_text((TEMPLATES / "assets" / "tokens.css").read_text(encoding="utf-8").replace("#fcfbf8", "#fffff0"))
    made = make_assets((tmp_path, TEMPLATES))
    assert made["assets/site.css"].decode() == CSS.replace("#fcfbf8", "#fffff0")


def test_a_page_asks_for_one_style_sheet() -> None:
    made = make_assets((TEMPLATES,))
    assert [path for path in made if path.endswith(".css")] == ["assets/site.css"]
    assert "@import" not in CSS


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.css": '@import "gone.css";\n'}, r"imports assets/gone\.css, which is not there"),
        ({"a.css": '@import "b.css";\n', "b.css": '@import "c.css";\n', "c.css": ""}, "which imports another"),
        ({"a.css": '@import "a.css";\n'}, "which imports another"),
    ],
)
def test_a_style_sheet_that_cannot_be_put_in_place_is_told(tmp_path: Path, files: dict[str, str], message: str) -> None:
    (tmp_path / "assets").mkdir()
    for name, text in files.items():
        (tmp_path / "assets" / name).write_text(text, encoding="utf-8")
    with pytest.raises(SitegenError, match=message):
        make_assets((tmp_path,))


def test_the_style_sheet_stays_small() -> None:
    assert len(gzip.compress(CSS.encode())) <= 12_000


def test_every_class_that_is_styled_is_given_by_a_template() -> None:
    plain = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", CSS, flags=re.DOTALL)
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", plain)))
    markup = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    # Statuses, kinds of row, marks and widths of tables come from the views.
    views = {
        "n2",
        "n3",
        "n4",
        "n5",
        "n6",
        "conflict",
        "varies",
        "agree",
        "matched",
        "only",
        "value",
        "lone",
        "conflicts",
    }
    views |= {"tile", "about"}
    unknown = {name for name in styled - views if not re.search(rf"\b{re.escape(name)}\b", markup)}
    assert not unknown


def test_statuses_differ_in_shape_and_words_and_not_in_colour_alone() -> None:
    macros = (TEMPLATES / "partials" / "macros.html").read_text(encoding="utf-8")
    shapes = re.findall(r'key == "(\w+)" %}(.*)', macros)
    assert [key for key, _ in shapes] == ["conflict", "varies", "agree"]
    assert len({shape for _, shape in shapes}) == len(shapes)

"""Files for hosts and crawlers: `.nojekyll`, `robots.txt` and, where the site knows its address, `sitemap.xml`.

Deliberately contains no day of a build, which would change the bytes; a page is dated by the articles it rests on.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from sitegen.site import urls

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_hosting_files(base_url: str | None) -> dict[str, bytes]:
    """The files but the sitemap, by path below the output folder.

    `.nojekyll` keeps GitHub Pages from running Jekyll over the site.
    """
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        robots += f"Sitemap: {urls.absolute(base_url, urls.SITEMAP)}\n"
    return {".nojekyll": b"", "robots.txt": robots.encode()}


def sitemap_entries(pages: Mapping[str, date | None], base_url: str) -> tuple[str, str]:
    """The first address of some pages and their lines of the sitemap, by address: every page but 404.html.

    `pages` has the day of the latest article behind each page's file.
    """
    days = sorted((urls.address_of(path), day) for path, day in pages.items() if path != urls.NOT_FOUND)
    first = days[0][0] if days else ""
    return first, "".join(_entry(urls.absolute(base_url, address), day) for address, day in days)


def join_sitemap(entries: Iterable[tuple[str, str]]) -> bytes:
    """A sitemap (sitemaps.org, protocol 0.9), from `sitemap_entries` of groups of pages whose addresses do not mix."""
    listed = "".join(text for _, text in sorted(entries))
    return f'{_XML}<urlset xmlns="{_PROTOCOL}">\n{listed}</urlset>\n'.encode()


def list_sitemaps(paths: Iterable[str], base_url: str) -> bytes:
    """The sitemap of a large site, which lists other sitemaps: one may have 50,000 addresses at the most."""
    listed = "".join(
        f"<sitemap><loc>{escape(urls.absolute(base_url, path), quote=False)}</loc></sitemap>\n" for path in paths
    )
    return f'{_XML}<sitemapindex xmlns="{_PROTOCOL}">\n{listed}</sitemapindex>\n'.encode()


def _entry(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address, quote=False)}</loc>{changed}</url>\n"

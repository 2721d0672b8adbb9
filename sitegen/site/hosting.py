"""Files for hosts and crawlers: `.nojekyll`, `robots.txt` and, where the site knows its address, `sitemap.xml`.

Deliberately contains no day of a build, which would change the bytes; a page is dated by the articles it rests on.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from sitegen.site import urls


def make_hosting_files(pages: Mapping[str, date | None], base_url: str | None) -> dict[str, bytes]:
    """The files by path below the output folder; `pages` has the day of the latest article behind each page's file.

    `.nojekyll` keeps GitHub Pages from running Jekyll over the site. The sitemap (sitemaps.org, protocol 0.9) lists
    every page but 404.html.
    """
    return join_sitemap([sitemap_entries(pages, base_url or "")], base_url)


def sitemap_entries(pages: Mapping[str, date | None], base_url: str) -> tuple[str, str]:
    """The first address of some pages and their lines of the sitemap, by address."""
    days = sorted((urls.address_of(path), day) for path, day in pages.items() if path != urls.NOT_FOUND)
    first = days[0][0] if days else ""
    return first, "".join(_entry(urls.absolute(base_url, address), day) for address, day in days)


def join_sitemap(entries: Iterable[tuple[str, str]], base_url: str | None) -> dict[str, bytes]:
    """The files, from `sitemap_entries` of groups of pages whose addresses do not mix."""
    files = {".nojekyll": b""}
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        robots += f"Sitemap: {urls.absolute(base_url, 'sitemap.xml')}\n"
        listed = "".join(text for _, text in sorted(entries))
        files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
        ).encode()
    files["robots.txt"] = robots.encode()
    return files


def _entry(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address, quote=False)}</loc>{changed}</url>\n"

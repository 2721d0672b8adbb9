"""Files for hosts and crawlers: `.nojekyll`, `robots.txt` and, where the site knows its address, `sitemap.xml`.

Deliberately contains no day of a build, which would change the bytes; a page is dated by the articles it rests on.
"""

from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from sitegen.site import urls


def make_hosting_files(pages: Mapping[str, date | None], base_url: str | None) -> dict[str, bytes]:
    """The files by path below the output folder; `pages` has the day of the latest article behind each page's file.

    `.nojekyll` keeps GitHub Pages from running Jekyll over the site. The sitemap (sitemaps.org, protocol 0.9) lists
    every page but 404.html.
    """
    files = {".nojekyll": b""}
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        robots += f"Sitemap: {urls.absolute(base_url, 'sitemap.xml')}\n"
        days = {urls.address_of(path): day for path, day in pages.items() if path != urls.NOT_FOUND}
        entries = "".join(_entry(urls.absolute(base_url, address), day) for address, day in sorted(days.items()))
        files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
        ).encode()
    files["robots.txt"] = robots.encode()
    return files


def _entry(address: str, day: date | None) -> str:
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"

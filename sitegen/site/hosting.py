"""Files for hosts and crawlers: `.nojekyll`, `robots.txt` and, where the site knows its address, `sitemap.xml`.

Deliberately contains no dates: the day of a build would change the bytes, and a page has no day of its own.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from sitegen.site import urls


def make_hosting_files(page_paths: Iterable[str], base_url: str | None) -> dict[str, bytes]:
    """The files by path below the output folder.

    `.nojekyll` keeps GitHub Pages from running Jekyll over the site. The sitemap (sitemaps.org, protocol 0.9) lists
    every page but 404.html.
    """
    files = {".nojekyll": b""}
    robots = "User-agent: *\nAllow: /\n"
    if base_url:
        robots += f"Sitemap: {urls.absolute(base_url, 'sitemap.xml')}\n"
        addresses = sorted(_address_of(path) for path in page_paths if path != urls.NOT_FOUND)
        entries = "".join(
            f"<url><loc>{escape(urls.absolute(base_url, address))}</loc></url>\n" for address in addresses
        )
        files["sitemap.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
        ).encode()
    files["robots.txt"] = robots.encode()
    return files


def _address_of(path: str) -> str:
    """The address at which a page's file is served."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path

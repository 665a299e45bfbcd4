"""Takes the wanted files out of the downloaded wheels and Debian's packages: unpack-assets.py WHEELS VENDOR."""

import re
import sys
import zipfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

WHEEL_FILES = {
    "django_jazzy_tabler": {
        "jazzy_tabler/static/vendor/tabler/css/tabler.min.css": "tabler.min.css",
        "jazzy_tabler/static/vendor/tabler/js/tabler.min.js": "tabler.min.js",
    },
    "django_htmx": {"django_htmx/static/django_htmx/htmx-2.min.js": "htmx.min.js"},
    "panel": {"panel/dist/bundled/echarts/echarts@6.0.0/dist/echarts.min.js": "echarts.min.js"},
}
ICONS = Path("/usr/share/bootstrap-icons/svg")
FONTS = Path("/usr/share/fonts/opentype/inter")
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
# Latin with its extensions, Greek, Cyrillic, punctuation, currencies, arrows, mathematics, shapes.
CHARACTERS = "0-24F,2B0-36F,370-3FF,400-4FF,1E00-1EFF,2000-20CF,2100-22FF,25A0-25FF,FEFF,FFFD"
# Tabular and slashed figures, beside what every text needs.
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "zero", "case", "frac"]


def main(wheels: Path, vendor: Path) -> None:
    for project, files in WHEEL_FILES.items():
        unpack(next(wheels.glob(f"{project}-*.whl")), files, vendor)
    (vendor / "bootstrap-icons.svg").write_text(sprite(), encoding="utf-8")
    for name, weight in WEIGHTS.items():
        web_font(FONTS / f"Inter-{name}.otf", vendor / f"inter-{weight}.woff2")
    (vendor / "LICENSES.txt").write_text(notices(), encoding="utf-8")


def unpack(wheel: Path, files: dict[str, str], vendor: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for inside, name in files.items():
            content = archive.read(inside)
            # The maps are not shipped: without this line a browser does not ask for them.
            content = re.sub(rb"\n?(/\*|//)# sourceMappingURL=[^\n*]*(\*/)?", b"", content)
            (vendor / name).write_bytes(content)


def sprite() -> str:
    """One SVG with a symbol per icon: <svg><use href="bootstrap-icons.svg#bell"/></svg>."""
    symbols = [symbol(icon) for icon in sorted(ICONS.glob("*.svg"))]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(icon: Path) -> str:
    text = icon.read_text(encoding="utf-8")
    box = re.search(r'viewBox="([^"]+)"', text).group(1)
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL).group(1)
    return f'<symbol id="{icon.stem}" viewBox="{box}">{" ".join(drawing.split())}</symbol>'


def web_font(source: Path, target: Path) -> None:
    options = subset.Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    # The font keeps its own date: the same input gives the same bytes.
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def notices() -> str:
    own = (Path(__file__).parent / "vendor-licences.txt").read_text(encoding="utf-8")
    debian = [Path("/usr/share/doc") / package / "copyright" for package in ("bootstrap-icons", "fonts-inter")]
    return "\n\n".join([own] + [path.read_text(encoding="utf-8") for path in debian])


main(Path(sys.argv[1]), Path(sys.argv[2]))

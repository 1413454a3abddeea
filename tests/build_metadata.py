"""Write the numbering plans of a released phonenumbers package as a module.

::

    pip download --no-deps phonenumbers==8.13.24
    python tests/build_metadata.py phonenumbers-8.13.24-py2.py3-none-any.whl

reads the package in that wheel (not the installed one) and writes
``toolkit/matching/metadata_8_13_24.py``.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

HEADER = '''"""Numbering plans of phonenumbers {release}, released {date}. Generated.

Written by ``tests/build_metadata.py`` from the package's own metadata (Apache
License 2.0, The Libphonenumber Authors). Do not edit. One line of JSON per country
calling code, its main region first; `toolkit.matching.countries.Country.from_json`
names the fields.

>>> COUNTRIES.splitlines()[1][:8]
'[1, [["['
"""

# One text, of which only the lines in use are ever read: as Python data it would
# take longer to import than the rest of the package.
COUNTRIES = r"""
{rows}"""
'''
MODULES = Path(__file__).parents[1] / "toolkit" / "matching"


def module_text(release: str, date: str) -> str:
    """The module's text, from the phonenumbers that Python now imports."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    from toolkit.matching.countries import read_country

    codes = sorted(COUNTRY_CODE_TO_REGION_CODE)
    rows = "".join(f"{json.dumps(read_country(code))}\n" for code in codes)
    return HEADER.format(release=release, date=date, rows=rows)


def main(wheel: Path) -> Path:
    """Write the module for the release in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        year, month, day, *_ = archive.getinfo("phonenumbers/__init__.py").date_time
    sys.path[:0] = [str(wheel), str(MODULES.parents[1])]
    import phonenumbers

    release = phonenumbers.__version__
    path = MODULES / f"metadata_{release.replace('.', '_')}.py"
    date = f"{year:04}-{month:02}-{day:02}"
    path.write_text(module_text(release, date), encoding="utf-8")
    return path


if __name__ == "__main__":
    print(main(Path(sys.argv[1]).resolve()))

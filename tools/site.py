"""Build the documentation as a site, in `site/`; a warning ends it.

The pages link to the JSON Schemas beside `docs/`, as they have to in the repository. On the site
the schemas stand below its root.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    site = ROOT / "site"
    program = Path(sys.executable).with_name("zensical")
    code = subprocess.run([program, "build", "--clean", "--strict"], cwd=ROOT).returncode
    if code:
        return code
    shutil.copytree(ROOT / "schemas", site / "schemas", dirs_exist_ok=True)
    for page in site.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace('href="../../schemas/', 'href="../schemas/'), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

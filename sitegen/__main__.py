"""`python -m sitegen`: the command line without an installed script."""

import sys

from sitegen.cli import main

if __name__ == "__main__":
    sys.exit(main())

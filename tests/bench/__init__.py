"""How long things take: invented sites of any size, and what is measured on them. Not part of `make test`."""

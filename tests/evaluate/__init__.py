"""How well the alignment does, held against answers that people made by hand: `make evaluate`."""

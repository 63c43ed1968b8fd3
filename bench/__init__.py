"""The figures of the design, measured: `make bench`. Ratios in one run, because machines differ."""

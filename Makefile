# make demo    solve the Changshou plan and write maps, JSON and summaries to out/changshou
# make test    run every test, with each of the two solvers
# make setup   install what the default solver (HiGHS, C++) is built with; the other two do it themselves

CARGO ?= cargo

.PHONY: help setup demo test

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	@sh .ci/setup

demo: setup
	$(CARGO) run --release --locked -- solve data/changshou/plan.toml --out out/changshou

# Plain `cargo test` runs unit, integration and documentation tests; the second run has no C++ in it.
test: setup
	$(CARGO) test --locked
	$(CARGO) test --locked --no-default-features --features microlp

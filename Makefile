# make demo    solve the Changshou plan and write maps, JSON and summaries to out/changshou
# make test    run every test, with both solvers, and those of the Python package
# make python  install the Python package into target/python and solve Qianjiang's plan with it
# make wheel   build its wheel, optimised, into out/wheels
# make book    make HTML of docs in book/, with mdBook, which it installs into target/mdbook (minutes) where it is missing
# make shell   write manual pages and completions for shells to out/shell
# make release make an archive for machines without Rust in out/release
# make qgis    zip the plugin with Yike's algorithms for QGIS into out/yike-qgis.zip
# make picture draw the maps of README and the book again, today beside the plan, from what solve and audit write
# make benchmark BENCH=folder [PEERS=python] measure published location instances, see examples/benchmark
# make setup   install what the default solver (HiGHS, C++) is built with; the other two do it themselves

CARGO ?= cargo

.PHONY: help setup demo test python wheel book shell release qgis picture benchmark

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	@sh .ci/setup

# Unoptimised it takes a second, and HiGHS, which is always optimised, is built once for this and the tests.
demo: setup
	$(CARGO) run --locked -- solve data/changshou/plan.toml --out out/changshou

# Plain `cargo test` runs unit, integration and documentation tests, with both solvers (see the last of Cargo.toml's
# dev-dependencies).
# One seed, so that a run says something of the change and not of the draw; plain `cargo test` draws anew.
test: export PROPTEST_RNG_SEED ?= 20261121
test: setup
	$(CARGO) test --locked
	sh .ci/python test

python:
	sh .ci/python solve

wheel:
	sh .ci/python
	$${CARGO_TARGET_DIR:-target}/python/bin/maturin build --locked --profile dist --manifest-path python/Cargo.toml --out out/wheels

MDBOOK ?= $(shell command -v mdbook || echo target/mdbook/bin/mdbook)

book: $(MDBOOK)
	$(MDBOOK) build docs

target/mdbook/bin/mdbook:
	$(CARGO) install mdbook --locked --no-default-features --features search --root target/mdbook

shell: setup
	$(CARGO) run --locked --example shell_files -- --out out/shell

# PROFILE=release builds in less time, without optimisation across crates.
PROFILE ?= dist

release: shell
	sh .ci/release $(PROFILE)

qgis:
	mkdir -p out
	rm -rf qgis/yike/__pycache__ out/yike-qgis.zip
	cd qgis && python3 -m zipfile -c ../out/yike-qgis.zip yike

# A layout that says one site stays says that all do. Auditing it ends with 5: today's network breaks the plan's rules.
define draw
	mkdir -p out
	$(CARGO) run --release --locked -- --quiet solve data/$(1)/plan.toml --out out/$(1) > out/$(1).txt
	echo '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null,' \
		'"properties": {"id": "$(2)", "plan_work": "stay"}}]}' > out/today.geojson
	$(CARGO) run --release --locked -- --quiet audit data/$(1)/plan.toml --layout out/today.geojson \
		--out out/today > out/today.txt || [ $$? -eq 5 ]
	$(CARGO) run --release --locked -- draw out/today out/$(1) --title "Today 现状" --title "Plan 规划 $(3)" \
		--attribution "$$(sed -n 's/.*"attribution": *"\([^"]*\)".*/\1/p' data/$(1)/towns.geojson)" --out docs/images/$(1).svg
endef

picture: setup
	$(call draw,changshou,500115001-centre,2025)
	$(call draw,isle-of-man,n283489857,2030)

benchmark: setup
	$(CARGO) run --release --locked --example benchmark -- $(BENCH) --out out/benchmark \
		$(if $(PEERS),--peers $(PEERS)) $(if $(ONLY),--only $(ONLY))

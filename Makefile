# The two commands of a fresh machine: `make site`, then `make test`.
#
# Both install what is missing (see scripts/setup.sh), so they need nothing but Rust by rustup.

OUT ?= _site
# The address at which the site will be published, as BASE_URL=https://example.org/catalog/.
BASE_URL ?=
PORT ?= 8000
# The program with what follows it; nothing runs where it cannot be built.
RUN = program=$$(scripts/program.sh) && "$$program"

.PHONY: site wasm python notebooks test test-rust test-beside test-python test-projects test-packed test-site serve check lint fmt bench release clean

## site: build the catalogue of this repository into _site/
site: wasm
	$(RUN) build --out $(OUT) $(if $(BASE_URL),--base-url $(BASE_URL))
	@echo
	@echo "The site is in $(OUT)/. To look at it:  make serve  and open the address it prints."

## wasm: build what runs in the visitor's browser, which becomes part of the program
wasm:
	@scripts/setup.sh build
	@scripts/setup.sh wasm
	cargo xtask wasm

## python: make the Python package of this checkout usable; prints the Python that has it
python:
	@scripts/setup.sh build
	@scripts/setup.sh python
	@scripts/python.sh

## notebooks: run the notebooks, so that the next `make site` shows them with what they gave
notebooks:
	@scripts/setup.sh build
	@scripts/setup.sh python
	$$(scripts/python.sh) scripts/notebooks.py

## test: pass every test
test: test-rust test-beside test-site

# Two at a time, as most of them take one core; what each says is printed when it has ended.
# What several of them need is installed and built first.
test-beside: wasm
	@scripts/setup.sh python
	@scripts/setup.sh projects
	$(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=recurse) \
		test-python test-projects test-packed

## test-rust: tests by stage and through the binary
test-rust:
	@scripts/setup.sh build
	@scripts/setup.sh projects
	$(MAKE) -C projects/hbb-interaction-network environment
	@scripts/cargo-test.sh

## test-python: tests of the Python package, its style and its types
test-python:
	@scripts/setup.sh build
	@scripts/setup.sh python
	scripts/python.sh test

## test-projects: tests of the projects that made the catalogue's models and data
test-projects:
	@scripts/setup.sh build
	@scripts/setup.sh projects
	FAIRCAT_BINARY=$$(scripts/program.sh) && export FAIRCAT_BINARY && \
		$(MAKE) -C projects/hbb-interaction-network test
	$(MAKE) -C projects/braggnn test
	$(MAKE) -C projects/digits test

## test-packed: the crates as crates.io would have them, and the program installed of them
test-packed: PACKED = $(or $(CARGO_TARGET_DIR),target)/packed
test-packed: wasm
	scripts/packed.sh $(PACKED)
	tests/packed.sh $(PACKED)/bin/faircat

## test-site: independent readers and a real browser on the built site
test-site: OUT = target/site-under-test
test-site: BASE_URL = https://example.org/catalog/
test-site: site
	@scripts/setup.sh conformance
	tests/conformance/run.sh $(OUT)
	tests/browser/run.sh $(OUT)

## serve: build, serve, and rebuild on every change
serve:
	@scripts/setup.sh build
	$(RUN) serve --port $(PORT)

## check: report every problem of the records
check:
	@scripts/setup.sh build
	$(RUN) check

## lint: what CI refuses
lint:
	@scripts/setup.sh build
	@scripts/setup.sh lint
	cargo fmt --check
	scripts/clippy.sh
	@scripts/setup.sh wasm
	cargo xtask clippy-wasm
	scripts/lint.sh

## fmt: format the code
fmt:
	cargo fmt
	scripts/lint.sh --fix

## bench: time and memory against Hugo, on a folder of CERN Open Data records (JSON_DIR=…)
bench:
	benchmarks/against-hugo.sh $(JSON_DIR)

## release: wheel, static program, image and crates of this machine, in dist/
release:
	scripts/release.sh all

clean:
	rm -rf $(OUT) .faircat

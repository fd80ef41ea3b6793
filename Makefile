# Two commands are all a newcomer needs: `make site` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PEERS := $(wildcard tests/benchmarks/peers/*)

.DEFAULT_GOAL := help
.PHONY: help site publish serve check pdf fonts test bench lint format lock schemas clean

help: ## show this list
	@awk -F ':.*## ' '/^##@ / {printf "\n%s\n", substr($$0, 5)} /^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "Programs with commands of their own, each with --help: scripts/{new,review,recheck,publish}.py"

##@ For editors

site: .venv/.site ## set up what is missing, check the content, build site/
	@$(BIN)/python scripts/build.py

check: .venv/.site ## check the content: every problem with file, line and rule
	@$(BIN)/python scripts/check.py

serve: .venv/.site ## live preview at http://localhost:8000 (PORT=… for another port)
	@$(BIN)/python scripts/serve.py --port $(PORT)

pdf: fonts ## print every pack and country: dist/pdf/
	@$(BIN)/python scripts/print.py

##@ For publishing

publish: fonts ## like site, with the printed matter, and compressed copies of every text
	@$(BIN)/python scripts/build.py --print --publish
	@$(BIN)/python scripts/publish.py placeholders || true

fonts: .venv/.site ## get the fonts of printed matter (npm, once)
	@$(BIN)/python scripts/print.py --fetch-fonts

##@ For programmers

test: .venv/.dev node_modules/.dev fonts ## set up what is missing, run the tests but the slow ones
	@$(BIN)/ruff check scripts tests
	@$(BIN)/ruff format --check scripts tests
	@$(BIN)/mypy
	@$(BIN)/djlint overrides --lint --quiet --profile jinja
	@node_modules/.bin/biome check --error-on-warnings
	@node_modules/.bin/tsc --project jsconfig.json
	@node_modules/.bin/tsc --project tests/overrides/jsconfig.worker.json
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

format: .venv/.dev node_modules/.dev ## put the code into its standard form
	@$(BIN)/ruff check --fix scripts tests
	@$(BIN)/ruff format scripts tests
	@node_modules/.bin/biome check --write

schemas: .venv/.site ## write schemas/ and RULES.md anew from the model and the rules
	@$(BIN)/python scripts/new.py schemas
	@$(BIN)/python scripts/new.py guides

lock: .venv/.dev ## pin the newest allowed versions, with hashes
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11.5 -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11.5 -o requirements-dev.lock
	@for peer in $(PEERS); do $(BIN)/uv pip compile $$peer/requirements.in --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11.5 -o $$peer/requirements.lock; done

bench: .venv/.dev fonts ## measure what takes long: mutations, printing, build times, the latter two beside other tools
	@$(BIN)/pytest -m slow -n 0 -s
	@PYTHONPATH=scripts:tests $(BIN)/python -m benchmarks.bench_pdf
	@PYTHONPATH=scripts:tests $(BIN)/python -m benchmarks.bench --json dist/bench.json

clean: ## remove everything that was built or installed
	rm -rf .venv .cache dist site node_modules

# A stamp file is younger than its lock file when the environment is complete: second runs reinstall nothing.
.venv/.site: requirements.lock
	@PYTHON="$(PYTHON)" sh scripts/setup.sh requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.site
	@PYTHON="$(PYTHON)" sh scripts/setup.sh requirements-dev.lock chromium npm
	@touch $@

# Tools that hold the form of scripts and styles. Nothing of them is published or needed to build.
node_modules/.dev: package-lock.json .venv/.dev
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

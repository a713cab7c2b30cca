# `make run` and `make test` do all the set-up themselves. Everything else is for those who work on the code.

.DEFAULT_GOAL := help
SHELL := /bin/bash
say = @printf '\n==> %s\n' '$(1)'

# cargo-nextest where it is installed, plain cargo otherwise.
HAS_NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
TEST_RUNNER := $(if $(HAS_NEXTEST),cargo nextest run --workspace,cargo test --workspace)

.PHONY: help
help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: prerequisites
prerequisites:
	@command -v cargo >/dev/null || { echo 'Rust is missing: see https://rustup.rs'; exit 1; }
	@command -v cc >/dev/null || { echo 'A C compiler is missing: install the package build-essential (Debian, Ubuntu)'; exit 1; }

.PHONY: run
run: prerequisites ## Build, prepare the database, and serve
	$(call say,building the server (the first time takes about ten minutes))
	cargo build --release --locked
	$(call say,preparing the database and serving; stop with Ctrl-C)
	@exec target/release/careerbase serve

.PHONY: test
test: prerequisites ## Run all four kinds of tests, on SQLite and on PostgreSQL
	$(call say,looking for PostgreSQL)
	@scripts/with-postgres true
	$(call say,building the tests (the first time takes some minutes))
	cargo build --workspace --tests --locked
	$(call say,running the tests beside a private PostgreSQL)
	scripts/with-postgres $(TEST_RUNNER)

.PHONY: check
check: prerequisites ## Formatting, lints, docs, dependencies
	@cargo fmt --version >/dev/null && cargo clippy --version >/dev/null || { echo 'Missing: rustup component add rustfmt clippy'; exit 1; }
	$(call say,formatting)
	cargo fmt --all --check
	$(call say,lints)
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(call say,documentation)
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked
	$(call say,dependencies)
	@if cargo deny --version >/dev/null 2>&1; then cargo deny check bans licenses sources; \
	else echo 'cargo-deny is not installed, so bans, licences and sources are not checked (cargo install cargo-deny)'; fi

.PHONY: openapi
openapi: ## Write openapi.json anew after a change to the API
	cargo build --workspace --tests
	target/debug/careerbase openapi > openapi.json

.PHONY: fuzz-api
fuzz-api: prerequisites ## Throw what the API's document allows and forbids at a server (needs python3 with venv)
	cargo build --release --locked
	scripts/fuzz-api

.PHONY: bench
bench: ## Measure the hot requests, and look at their query plans (needs python3, sqlite3 and wrk)
	cargo build --release --locked
	scripts/with-postgres scripts/measure

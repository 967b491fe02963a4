# Every task of the repository; `make` alone lists them. CI runs `make test` and nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Pinned in tools/go.mod and built from source by the go command, which keeps them in its own cache.
TOOL := go tool -modfile=tools/go.mod
RACE := -race -shuffle=on -timeout=10m

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## serve the practice city on SQLite, with its accounts printed
	go run . demo

.PHONY: build
build: ## bin/zhaoyin
	go build -trimpath -o bin/zhaoyin .

.PHONY: test
test: needs compile lint generated sqlite postgres build ## everything that CI checks; installs what it needs

.PHONY: needs
needs:
	@echo '== needs: what the tests use besides Go'
	@scripts/install-needs.sh

# Each of the three takes more than a minute and leaves a core idle part of the time; later steps find them in the cache.
.PHONY: compile
compile:
	@echo '== compile: SQLite, SQLite with -race, and the linter'
	@go build github.com/mattn/go-sqlite3 & go build -race github.com/mattn/go-sqlite3 & \
		$(TOOL) golangci-lint version >/dev/null & wait

.PHONY: lint
lint: ## style, mistakes, and who may import whom
	@echo '== lint'
	@$(TOOL) golangci-lint run ./...

.PHONY: fmt
fmt: ## format the Go files
	@$(TOOL) golangci-lint fmt ./...

.PHONY: generate
generate: ## docs/: the OpenAPI contract and the pages made from the code
	@$(TOOL) swag init --quiet --generalInfo api.go --dir ./api --output docs --outputTypes json \
		--requiredByDefault --parseInternal --parseDependencyLevel 1
	@go run ./internal/docgen

.PHONY: generated
generated:
	@echo '== generated: the files under docs/ are what the code says'
	@scripts/check-generated.sh

.PHONY: sqlite
sqlite: ## the tests on SQLite
	@echo '== tests on SQLite'
	@env -u TEST_POSTGRES go test $(RACE) ./...

.PHONY: postgres
postgres: ## the tests that use the database, on a private PostgreSQL
	@echo '== tests on PostgreSQL'
	@scripts/with-postgres.sh scripts/test-postgres.sh $(RACE)

SOAK := env ZHAOYIN_TEST_KILLS=50 ZHAOYIN_TEST_STORM=30s go test ./internal/app -run "Kills|Storm" -count=1 -timeout 20m -v

.PHONY: soak
soak: ## the long versions of the crash and storm tests, on both engines
	$(SOAK)
	scripts/with-postgres.sh $(SOAK)

.PHONY: bench
bench: ## speed beside a floor without the product; figures for docs/performance.md
	go run ./bench
	go test -run '^$$' -bench Board -benchtime 300x ./internal/meeting

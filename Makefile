# Everything a developer or an operator does with the tree. `make` alone lists it.

ARGS ?=
.DEFAULT_GOAL := help
.PHONY: help permissions run chat waha-stand-in build test lint format bench bench-http bench-delivery eval torture torture-delivery fuzz mutate release appliance clean packages test-packages swift

help: ## This list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  ARGS=\"...\" is passed on by run, chat, waha-stand-in, test and fuzz."

run: build ## Build and start the server on http://127.0.0.1:3000, in development mode
	@ENVIRONMENT=$${ENVIRONMENT:-development} exec .build/debug/auzap serve $(ARGS)

chat: build ## Build and talk to the agent in this terminal, as a customer would
	@exec .build/debug/auzap chat $(ARGS)

waha-stand-in: packages swift ## Start a WAHA that lives in this terminal, to try WhatsApp without WhatsApp
	@swift run waha-stand-in $(ARGS)

build: packages swift ## Build the server for this machine, with checks and debug information
	@swift build --product auzap

test: test-packages swift ## Run every test; ARGS="--filter Booking" for some, VERBOSE=1 for every line
	@scripts/test.sh $(ARGS)

lint: swift ## Check the layout of the code and the direction of its imports
	@swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@scripts/check-imports.sh

format: swift ## Lay out the code as `make lint` wants it
	@swift format --in-place --parallel --recursive Package.swift Sources Tests

bench: packages swift ## Measure the storage layer, then the server; ARGS="--visits 100000" for another scale
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product Bench
	@.build-release/release/Bench $(ARGS)
	@$(MAKE) --no-print-directory bench-http
	@$(MAKE) --no-print-directory bench-delivery

bench-http: packages swift ## Measure the server over HTTP, beside nginx; ARGS="--visits 1000000 --seconds 10"
	@scripts/install-packages.sh bench
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product Bench
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product auzap
	@scripts/bench-http.sh $(ARGS)

eval: packages swift ## Play every scripted conversation three times; ARGS="--only cancel --show" for some, and all they say
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product Eval
	@.build-release/release/Eval $(ARGS)

bench-delivery: packages swift ## Measure how messages are taken in and answered; ARGS="--seconds 10"
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product auzap
	@swift build --scratch-path .build-release -c release --static-swift-stdlib --product TortureDelivery
	@scripts/bench-delivery.sh $(ARGS)

permissions: test-packages swift ## Write docs/permissions.md anew from the table in the code
	@WRITE_DOCS=1 scripts/test.sh --filter "PermissionTests/document"

torture: packages swift ## Kill the writer and fail its disk calls, many times; ARGS="--kills 20 --faults 4" for a short form
	@scripts/install-packages.sh torture
	@swift build --product Torture
	@.build/debug/Torture $(ARGS)

torture-delivery: packages swift ## Prove the promises about messages on the built server; ARGS="--short --only kills,gaps"
	@swift build --product auzap
	@swift build --product TortureDelivery
	@.build/debug/TortureDelivery $(ARGS)

fuzz: packages swift ## Hold the API to its own OpenAPI document with schemathesis; ARGS="--short" for a few examples
	@scripts/install-packages.sh fuzz
	@swift build --product auzap
	@scripts/fuzz-api.sh $(ARGS)

mutate: test-packages swift ## Take the tenant wall apart, part by part, and see a test fail each time (some minutes)
	@scripts/mutate-wall.sh $(ARGS)

release: packages swift ## Build dist/auzap: one stripped file that needs only Debian's C library
	@scripts/release.sh

appliance: release ## The same as release

clean: ## Delete what was built; the shop's data stays
	@du -sh .build .build-release dist 2>/dev/null | sed 's/^/deleting /' || true
	@rm -rf .build .build-release dist

packages:
	@scripts/install-packages.sh build

test-packages:
	@scripts/install-packages.sh test

swift:
	@scripts/check-swift.sh

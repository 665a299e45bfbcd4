# The commands of this project. `make` alone lists them.
MAKEFLAGS += --no-print-directory
FORMAT = swift format --parallel --recursive --configuration .swift-format
PORT ?= 8080
export PORT

.PHONY: help build demo test test-long bench screenshots format clean

help:
	@echo "make demo         build, generate a company, serve it on http://127.0.0.1:8080 (PORT=…)"
	@echo "make build        build .build/release/mainstay"
	@echo "make test         every test: units, both databases, pages, browser; what each stage took"
	@echo "make test-long    the same and the tests that take hours"
	@echo "make bench        measure, and compare with other programs on the same files"
	@echo "make screenshots  pictures of the pages into .build-screenshots/"
	@echo "make format       format the Swift sources"
	@echo "make clean        remove what builds left; the demo company in .demo stays"
	@echo "Each installs what it needs and says so."

build:
	@scripts/setup build
	@scripts/assets
	@swift build -c release --product mainstay

demo: build
	@exec scripts/demo

test:
	@exec scripts/test

test-long:
	@exec scripts/test --long

bench: build
	@scripts/setup bench
	@exec Benchmarks/run

screenshots: build
	@scripts/setup test
	@exec scripts/screenshots

format:
	@$(FORMAT) --in-place Sources Tests Plugins Package.swift

clean:
	@rm -rf .build .build-screenshots

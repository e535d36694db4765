.PHONY: test site build lint bench generate clean

# Everything: installs what is missing, then vets, lints and tests with the race detector.
test:
	.ci/setup
	go vet ./...
	.tools/golangci-lint run ./...
	EVENTATLAS_CHROMIUM=$$(cat .tools/chromium.path) go test -race -timeout 20m ./...

# The sample as a site, and where to open it.
site:
	go run ./cmd/eventatlas generate testdata/shop -o site
	@echo "Open file://$(CURDIR)/site/index.html"

build:
	go build -trimpath -o eventatlas ./cmd/eventatlas

lint:
	.ci/setup
	.tools/golangci-lint run ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Bundled styles and scripts of the themes, after a change of their sources.
generate:
	go generate ./...

clean:
	rm -rf site eventatlas

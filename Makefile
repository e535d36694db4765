.PHONY: test site build lint bench scale diagrams lighthouse generate clean

# Everything: installs what is missing, vets, lints, runs the short tests of what works at once under the race detector (they build whole sites, and so everything
# below), and then all tests at full speed.
RACED = ./catalog/... ./cmd/... ./render/output/... ./render/site/...
test:
	.ci/setup
	go vet ./...
	.tools/golangci-lint run ./...
	go test -race -short -timeout 20m $(RACED)
	EVENTATLAS_CHROMIUM=$$(cat .tools/chromium.path) go test -timeout 20m ./...

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

# What the site promises at size: a catalog of MESSAGES, written to a disk, with every link, id and element checked, pages weighed, and 200 of them held to
# axe-core; and how long a search takes in a browser that is slowed down. The second part needs an idle machine.
MESSAGES = 10000
scale:
	.ci/setup
	EVENTATLAS_CHROMIUM=$$(cat .tools/chromium.path) EVENTATLAS_SCALE=$(MESSAGES) go test -run '^TestScale$$' -count 1 -v -timeout 60m ./cmd/internal/build
	EVENTATLAS_CHROMIUM=$$(cat .tools/chromium.path) EVENTATLAS_SEARCH_TIMES=3 go test -run '^Test(Ranks|BytesOfFirstResult|TimesInBrowser)$$' -count 1 -v -timeout 60m ./render/search

# How well diagrams are drawn: every metric over kept, generated and random graphs and the sample, with its gate, as one table.
# Crossings are compared with Graphviz dot, where it is installed, and ELK. GATES=all makes every gate count, UPDATE=1 keeps the table.
diagrams:
	mkdir -p .tools
	go build -C internal/tools -o $(CURDIR)/.tools/elk github.com/d2lang/elk-go/cmd/elk-go
	EVENTATLAS_DIAGRAMS=1 EVENTATLAS_ELK=$(CURDIR)/.tools/elk go test -run 'Kept|Quality' -count 1 -v -timeout 60m ./render/diagram/quality

# Ten kinds of pages of the sample, measured with Google Lighthouse (mobile preset, median of 5): needs Node and an idle machine. LIGHTHOUSE="-runs 1"
# is quicker.
lighthouse:
	.ci/setup
	go run ./cmd/eventatlas generate testdata/shop -o .tools/lighthouse/shop
	go build -C internal/tools -o $(CURDIR)/.tools/lighthouse/run ./lighthouse
	CHROME_PATH=$$(cat .tools/chromium.path) .tools/lighthouse/run $(LIGHTHOUSE) \
		'.tools/lighthouse/shop=,domains/ordering/,services/order-service/,events/order-placed/,specifications/ordering-order-service.asyncapi.yaml-c04a4310/,teams/fulfilment/,search/,flows/place-order/,changes/,404.html'

# Bundled styles and scripts of the themes, after a change of their sources.
generate:
	go generate ./...

clean:
	rm -rf site eventatlas

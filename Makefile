# What developers run. `make check` is what CI runs before the tests.
GO ?= go

.PHONY: check fmt vet staticcheck build race test bench train lexicon score

check: fmt vet staticcheck build race

fmt: ## no file that gofumpt would change
	@out=$$($(GO) tool gofumpt -l .); if [ -n "$$out" ]; then echo "gofumpt would change:"; echo "$$out"; exit 1; fi

vet:
	$(GO) vet ./...

staticcheck:
	$(GO) tool staticcheck ./...

build: ## static, and for another processor
	CGO_ENABLED=0 $(GO) build ./...
	CGO_ENABLED=0 GOARCH=arm64 $(GO) build ./...

race:
	$(GO) test -race ./...

test:
	$(GO) test ./...

bench: ## sentences/s, facts/s, quads/s, peak memory
	$(GO) test -run '^$$' -bench . -benchtime 3x ./extract/... ./graph/... ./cmd/quadwire

train: ## makes data/models from ../shared (about 6 minutes on two cores)
	$(GO) run ./cmd/train

lexicon: ## makes data/lexicon from ../shared/lexicon
	$(GO) run ./cmd/lexicon

score: ## the scorers of ../shared on development data
	$(GO) build -o quadwire ./cmd/quadwire
	../shared/score/articles.sh ./quadwire
	for t in en_ewt-dev en_gum_free-dev; do ./quadwire parse --conllu ../shared/treebank/$$t.conllu > $$t.out 2>/dev/null; \
	  python3 ../shared/score/score_conllu.py ../shared/treebank/$$t.conllu $$t.out; rm -f $$t.out; done
	python3 ../shared/score/score_ner.py ../shared/ner/uner_ewt_dev.iob2 ./quadwire

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

bench: ## sentences/s, facts/s, quads/s, queries, kills, many clients (half an hour)
	$(GO) test -run '^$$' -bench . -benchtime 3x -timeout 2h ./extract/... ./graph/... ./cmd/quadwire

train: ## makes data/models from ../shared (about 70 minutes on two cores)
	$(GO) run ./cmd/train

lexicon: ## makes data/lexicon from ../shared/lexicon
	$(GO) run ./cmd/lexicon

score: ## how well the development data in ../shared is read
	$(GO) build -o quadwire ./cmd/quadwire
	../shared/score/articles.sh ./quadwire
	./quadwire extract --lines --format tabbed --style nary ../shared/openie/carb-dev.txt > /tmp/quadwire-nary.tsv
	python3 ../shared/score/score_openie.py ../shared/openie/carb-dev.tsv /tmp/quadwire-nary.tsv
	./quadwire extract --lines --format tabbed --style binary ../shared/openie/benchie-dev.txt > /tmp/quadwire-binary.tsv
	python3 ../shared/score/score_benchie.py --gold ../shared/openie/benchie-dev-gold.txt /tmp/quadwire-binary.tsv
	$(GO) run ./cmd/train -only score
	python3 ../shared/score/score_ner.py ../shared/ner/uner_ewt_dev.iob2 ./quadwire
	rm -rf /tmp/quadwire-dwie /tmp/quadwire-meantime && mkdir /tmp/quadwire-dwie /tmp/quadwire-meantime
	python3 -c 'import json,glob; [open("/tmp/quadwire-dwie/" + d["id"] + ".txt", "w").write(d["content"]) for d in map(json.load, map(open, glob.glob("../shared/corpora/dwie/*.json")))]'
	./quadwire extract --format document /tmp/quadwire-dwie | python3 ../shared/score/document_to_dwie.py schema/dwie.tsv > /tmp/quadwire-dwie.jsonl
	python3 ../shared/score/score_dwie.py ../shared/corpora/dwie /tmp/quadwire-dwie.jsonl --collapse --families --same-sentence | python3 -c 'import json,sys; [print(k, v) for k, v in json.load(sys.stdin).items() if k != "per_relation"]'
	python3 -c 'import json; [open("/tmp/quadwire-meantime/" + d["id"].replace("/", "-") + ".txt", "w").write(d["text"]) for d in map(json.loads, open("../shared/corpora/meantime/meantime_en.jsonl"))]'
	./quadwire extract --format document /tmp/quadwire-meantime | python3 ../shared/score/document_to_dwie.py | python3 -c 'import json,sys; [print(json.dumps({**d, "id": d["id"].replace("-", "/", 1), "events": []})) for d in map(json.loads, sys.stdin)]' > /tmp/quadwire-meantime.jsonl
	python3 ../shared/score/score_meantime.py ../shared/corpora/meantime/meantime_en.jsonl /tmp/quadwire-meantime.jsonl

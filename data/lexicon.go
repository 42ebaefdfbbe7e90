package data

import _ "embed"

// The word tables: lines of tab-separated fields, sorted by the bytes of the
// first field. Package lexicon reads them; `go run ./cmd/lexicon` makes them.
var (
	//go:embed lexicon/names.tsv
	LexiconNames string
	//go:embed lexicon/wikipedia.tsv
	LexiconWikipedia string
	//go:embed lexicon/leaders.tsv
	LexiconLeaders string
	//go:embed lexicon/teams.tsv
	LexiconTeams string
	//go:embed lexicon/demonyms.tsv
	LexiconDemonyms string
	//go:embed lexicon/capitals.tsv
	LexiconCapitals string
	//go:embed lexicon/seats.tsv
	LexiconSeats string
	//go:embed lexicon/given.tsv
	LexiconGiven string
	//go:embed lexicon/surnames.tsv
	LexiconSurnames string
	//go:embed lexicon/titles.tsv
	LexiconTitles string
	//go:embed lexicon/nominals.tsv
	LexiconNominals string
	//go:embed lexicon/agents.tsv
	LexiconAgents string
	//go:embed lexicon/nouns.tsv
	LexiconNouns string
	//go:embed lexicon/categories.tsv
	LexiconCategories string
	//go:embed lexicon/verbs.tsv
	LexiconVerbs string
	//go:embed lexicon/currencies.tsv
	LexiconCurrencies string
)

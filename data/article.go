package data

import _ "embed" // the article is embedded

// Article is the sample that `quadwire demo` reads, as plain text.
//
//go:embed article.txt
var Article string

// The sample's identifier in the graph, and its day of publication as
// 2006-01-02.
const (
	ArticleID   = "seoul-beijing-summit"
	ArticleDate = "2026-01-05"
)

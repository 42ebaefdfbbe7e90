// Package extract reads news articles into facts: who did what to whom, when
// and where, and who says so.
//
// One article goes one way: text -> [nlp.Document] -> frames -> facts.
package extract

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/quadwire/quadwire/extract/byline"
	"github.com/quadwire/quadwire/extract/date"
	"github.com/quadwire/quadwire/extract/lexicon"
	"github.com/quadwire/quadwire/extract/nlp"
)

// LeastConfidence is the least confidence that the program asks of facts where
// nothing else is said: what is below it is rather wrong than right.
const LeastConfidence = 0.4

// Options are the settings of an Extractor; the zero value works.
type Options struct {
	MinConfidence float64       // facts below it are left out
	Lexicon       *lexicon.User // names of the user's own, nil for none
}

// An Extractor turns articles into facts. It is safe for concurrent use.
type Extractor struct {
	reader  *nlp.Reader
	options Options
}

// New loads the embedded models and lexicons.
func New(options Options) (*Extractor, error) {
	reader, err := nlp.NewReader()
	if err != nil {
		return nil, err
	}
	return &Extractor{reader: reader, options: options}, nil
}

// Extract reads one article. It fails only when ctx is done.
func (x *Extractor) Extract(ctx context.Context, article Article) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	document := x.Read(article)
	nlp.Repair(document)
	return x.facts(completed(article, document), document), nil
}

// completed adds what the text tells of its headline, author, dateline and, in that, of its
// day of publication.
func completed(article Article, document *nlp.Document) Article {
	for n, s := range document.Sentences {
		text := clean(document.Text[s.Start:s.Stop])
		if s.Kind == nlp.Dateline { // one of several sentences: "KATHMANDU, Nov. 4, 2024 (Xinhua) -"
			for k := n + 1; k < len(document.Sentences) && document.Sentences[k].Kind == nlp.Dateline && document.Sentences[k].Paragraph == s.Paragraph; k++ {
				text = clean(document.Text[s.Start:document.Sentences[k].Stop])
			}
		}
		switch {
		case s.Kind == nlp.Headline && article.Headline == "":
			article.Headline = text
		case s.Kind == nlp.Byline:
			if article.Author == "" {
				article.Author = strings.Join(byline.Names("", text), ", ")
			}
			if day, ok := byline.Day(text); ok && article.Date.IsZero() {
				article.Date = day
			}
		case s.Kind == nlp.Dateline:
			line := strings.Trim(text, " —–-:")
			if article.Dateline == "" && len(line) < 100 && fromPlace.MatchString(line) && !noPlace.MatchString(line) {
				article.Dateline = line
			}
			if article.Date.IsZero() {
				article.Date, _ = date.Line(line)
			}
			if article.Date.IsZero() {
				article.Date, _ = date.In(line)
			}
			_, tail, _ := strings.Cut(line, ",")
			tail, _, _ = strings.Cut(tail, "(")
			for _, part := range []string{line, strings.Trim(tail, " —–-()")} {
				if day, ok := wholeDay(part); ok && article.Date.IsZero() {
					article.Date = day
				}
			}
		}
	}
	return article
}

// fromPlace finds what begins with a place as datelines do, in capitals, or names an agency in brackets.
var fromPlace = regexp.MustCompile(`^(?:\p{Lu}[\p{Lu}.'’ -]{2,}(?:$|[,(/ ])|[^\d(]*\([\p{L} .]+\)$)`)

// noPlace finds what else such lines begin with.
var noPlace = regexp.MustCompile(`(?i)^(?:embargo|updated?|published|page|posted|load|last|first|for (?:immediate|release)|copyright|edition|section|contact)`)

// wholeDay is the day that a text means by itself, without another one to count from.
func wholeDay(text string) (time.Time, bool) {
	day, ok := ResolveTime(text, time.Time{}, false)
	return day.Begin, ok && day.End.Sub(day.Begin) == 24*time.Hour
}

package nlp

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// finishNames makes what the model found in single sentences agree over the
// document, and adds nationalities, which are words and not names.
func finishNames(d *Document) {
	trimNames(d)
	hyphened(d)
	moreNames(d)
	dropOverlaps(d)
	typeByLexicon(d)
	shareTypes(d)
	headlines(d)
	widen(d)
	persons(d)
	surnames(d)
	repeats(d)
	unsure(d)
	commonNouns(d)
	nationalities(d)
	for i := range d.Names {
		if d.Names[i].Type == otherName {
			d.Names[i].Type = otherType(d, d.Names[i])
		}
	}
}

// trimNames takes titles, nationalities and marks off the ends of names.
func trimNames(d *Document) {
	kept := d.Names[:0]
	for _, n := range d.Names {
		for n.First < n.End && (!nameWord(d, n.End-1) || d.Tokens[n.End-1].Form == "'s" || d.Tokens[n.End-1].Form == "’s") {
			n.End--
		}
		for n.First < n.End && (!nameWord(d, n.First) || strings.EqualFold(d.Tokens[n.First].Form, "the")) {
			n.First++
		}
		n.End = beforeOf(d, n)
		n.End = beforePress(d, n)
		if n.Type == "Person" {
			n.First = afterPost(d, n)
			n.First = afterTitle(d, n)
		}
		if n.First >= n.End || allTimeWords(d, n) || strings.EqualFold(d.Tokens[n.First].Form, "of") {
			continue // "of" is left of "President of the United States"
		}
		kept = append(kept, n)
	}
	d.Names = kept
	party(d)
}

// beforePress is the end of a name without the first word of a post: "White House" of "White House Press Secretary".
func beforePress(d *Document, n Name) int {
	if n.End-n.First > 1 && n.End < len(d.Tokens) && d.Tokens[n.End-1].Form == "Press" {
		switch strings.ToLower(d.Tokens[n.End].Form) {
		case "secretary", "officer", "office":
			return n.End - 1
		}
	}
	return n.End
}

// hyphened takes the rest of a word with hyphens into the name that is its end: of "Tages-Anzeiger" the model
// may find the second half only.
func hyphened(d *Document) {
	named := make([]bool, len(d.Tokens))
	for _, n := range d.Names {
		for i := n.First; i < n.End; i++ {
			named[i] = true
		}
	}
	for k := range d.Names {
		n := &d.Names[k]
		for first := d.Sentences[d.Tokens[n.First].Sentence].First; n.First-2 >= first; n.First -= 2 {
			whole, hyphen, t := d.Tokens[n.First-2], d.Tokens[n.First-1], d.Tokens[n.First]
			if hyphen.Form != "-" || whole.End != hyphen.Start || hyphen.End != t.Start || named[n.First-2] || whole.UPOS != "PROPN" || !unicode.IsUpper(runeAt(whole.Form, 0)) {
				break
			}
			if _, nationality := lexicon.Demonym(whole.Form); nationality {
				break
			}
			named[n.First-2] = true
		}
	}
}

// party divides the name of a person from that of what he is of: "Gary Fan of
// the Neo Democrats"; "Joan of Arc" is one name.
func party(d *Document) {
	for n := 0; n < len(d.Names); n++ {
		name := d.Names[n]
		for i := name.First + 2; name.Type == "Person" && i < name.End-1; i++ {
			if form := d.Tokens[i].Form; form != "of" && form != "from" {
				continue
			}
			rest := i + 1
			if strings.EqualFold(d.Tokens[rest].Form, "the") && rest+1 < name.End {
				rest++
			}
			d.Names[n].End = i
			d.Names = slices.Insert(d.Names, n+1, Name{First: rest, End: name.End, Type: "Organization", Score: name.Score})
			break
		}
	}
}

// beforeOf is where a name ends that the model ran on behind "of" with words in
// small letters: "Baltic Wind of secrecy".
func beforeOf(d *Document, n Name) int {
	for i := n.End - 1; i > n.First; i-- {
		form := d.Tokens[i].Form
		if form == "of" && unicode.IsUpper(runeAt(d.Tokens[n.First].Form, 0)) {
			return i
		}
		if !unicode.IsLower(runeAt(form, 0)) {
			break
		}
	}
	return n.End
}

func nameWord(d *Document, i int) bool { return wordRune(runeAt(d.Tokens[i].Form, 0)) }

func allTimeWords(d *Document, n Name) bool {
	for i := n.First; i < n.End; i++ {
		if !timeWords[d.Tokens[i].Form] {
			return false
		}
	}
	return true
}

// afterPost is where the name of a person begins behind the country of a post
// whose title was taken off: "to the United States Ana Ruiz".
func afterPost(d *Document, n Name) int {
	if form := d.Tokens[n.First].Form; form != "to" && form != "of" && form != "for" {
		return n.First
	}
	first := n.First + 1
	if first < n.End && d.Tokens[first].Form == "the" {
		first++
	}
	for last := n.End - 1; last > first; last-- {
		for _, e := range lexicon.Lookup(d.Span(first, last)) {
			if e.Type == "Country" {
				return last
			}
		}
	}
	return n.First
}

// afterTitle is where the name of a person begins behind his titles:
// "South Korean President Lee Jae Myung".
func afterTitle(d *Document, n Name) int {
	for last := n.End - 1; last > n.First; last-- {
		words := d.Span(n.First, last)
		_, demonym := lexicon.Demonym(words)
		_, title := lexicon.Title(words)
		if title && last == n.First+1 && n.End == last+1 && lexicon.GivenRather(words) {
			return n.First // Amir Patel
		}
		if demonym || title || lexicon.Honorific(words) {
			return afterTitle(d, Name{First: last, End: n.End})
		}
	}
	if form := d.Tokens[n.First].Form; n.End-n.First >= 3 && n.First == d.Sentences[d.Tokens[n.First].Sentence].First &&
		lexicon.Supersense(strings.ToLower(form)) == "person" && lexicon.Gender(form) == 0 && !lexicon.IsSurname(form) {
		return n.First + 1 // "Substitute Camila Rojas"
	}
	if n.End == n.First+1 {
		form := d.Tokens[n.First].Form
		if _, ok := lexicon.Title(form); (ok || lexicon.Honorific(form)) && lexicon.Gender(form) == 0 && !lexicon.IsSurname(form) {
			return n.End
		}
	}
	return n.First
}

// largeRegion is the rank of states and provinces that are known by their name alone.
const largeRegion = 500_000

// typeByLexicon corrects types of names that can mean one thing only.
func typeByLexicon(d *Document) {
	for i := range d.Names {
		n := &d.Names[i]
		entries := lexicon.Lookup(joinForms(d.Tokens[n.First:n.End]))
		if len(entries) == 0 {
			continue
		}
		kind := nameKind(entries[0].Type)
		for _, e := range entries {
			if nameKind(e.Type) != kind {
				kind = ""
			}
		}
		switch {
		case (entries[0].Type == "Country" || entries[0].Type == "AdministrativeArea" && entries[0].Rank >= largeRegion && kind != "") && n.Type != "Person":
			n.Type = "Place"
		case kind != "" && kind != "Thing" && kind != n.Type && (n.End-n.First > 1 || n.Score < 0.7):
			n.Type = kind
		}
	}
}

// shareTypes gives the same words the type that most of their mentions have.
func shareTypes(d *Document) {
	count := map[string]map[string]float32{}
	key := func(n Name) string { return strings.ToLower(joinForms(d.Tokens[n.First:n.End])) }
	for _, n := range d.Names {
		k := key(n)
		if count[k] == nil {
			count[k] = map[string]float32{}
		}
		count[k][n.Type] += 0.1 + n.Score
	}
	for i := range d.Names {
		c := count[key(d.Names[i])]
		best := d.Names[i].Type
		for _, t := range sortedKeys(c) {
			if c[t] > c[best]*1.5 {
				best = t
			}
		}
		d.Names[i].Type = best
	}
}

// headlines drops long runs of capitals in headlines that no list knows: there
// every word has a capital.
func headlines(d *Document) {
	d.Names = slices.DeleteFunc(d.Names, func(n Name) bool {
		return d.Sentences[d.Tokens[n.First].Sentence].Kind == Headline && n.Type == otherName && n.End-n.First > 2 && knownClass(joinForms(d.Tokens[n.First:n.End])) == 0
	})
}

// widen takes a family name that is spelt like a pronoun into the name behind
// it: "Vice Premier He Lifeng".
func widen(d *Document) {
	for i := range d.Names {
		n := &d.Names[i]
		k := n.First - 1
		if k < 1 || n.End != n.First+1 || i > 0 && d.Names[i-1].End > k || d.Tokens[k].Sentence != d.Tokens[n.First].Sentence {
			continue
		}
		t := &d.Tokens[k]
		if t.UPOS == "PRON" && unicode.IsUpper(runeAt(t.Form, 0)) && lexicon.IsSurname(t.Form) && titleStart(d, k) < k {
			n.First, n.Type, n.Score = k, "Person", max(n.Score, leastSure)
		}
	}
}

// persons are names that only a person's can be: with "who" behind them, with a
// role before them or beside them, or unknown places that say something.
func persons(d *Document) {
	for i := range d.Names {
		n := &d.Names[i]
		if n.Type == "Person" || n.End-n.First > 4 || knownClass(joinForms(d.Tokens[n.First:n.End])) != 0 {
			continue
		}
		if roleOf(d, *n) || n.End-n.First > 1 && (behind(d, *n) == "who" || n.Type == "Place" && says(d, *n)) {
			n.Type, n.Score = "Person", max(n.Score, leastSure)
		}
	}
}

// behind is the word behind a name, commas apart.
func behind(d *Document, n Name) string {
	k := n.End
	if k < len(d.Tokens) && d.Tokens[k].Form == "," {
		k++
	}
	if k < len(d.Tokens) {
		return d.Tokens[k].Form
	}
	return ""
}

// says reports a name that is the subject of a verb of saying.
func says(d *Document, n Name) bool {
	for m := n.First; m < n.End; m++ {
		if t := &d.Tokens[m]; t.Head >= 0 && t.Deprel == "nsubj" && telling[strings.ToLower(d.Tokens[t.Head].Lemma)] {
			return true
		}
	}
	return false
}

// roleOf reports a role of persons in front of a name, "Vice Premier He
// Lifeng", or in apposition behind it, "Wi Sung-lac, the security adviser".
func roleOf(d *Document, n Name) bool {
	if d.Tokens[n.End-1].UPOS != "PROPN" {
		return false
	}
	if n.First > 0 && titleStart(d, n.First) < n.First && d.Tokens[n.First-1].Sentence == d.Tokens[n.First].Sentence {
		title := n.First - 1
		for k := n.First; k < n.End; k++ { // "WikiLeaks founder Julian Assange", where the name is said of the founder
			if t := &d.Tokens[k]; t.Head == title && t.Deprel == "appos" && n.End-n.First > 1 && lexicon.Gender(d.Tokens[n.First].Form) != 0 {
				return isRole(&d.Tokens[title])
			}
		}
		return isRole(&d.Tokens[title]) && d.Tokens[title].Head >= title && d.Tokens[title].Head < n.End
	}
	s := d.Sentences[d.Tokens[n.First].Sentence]
	for k := n.End + 1; k < min(s.End, n.End+12); k++ {
		if t := &d.Tokens[k]; t.Deprel == "appos" && t.Head >= n.First && t.Head < n.End {
			return isRole(t)
		}
	}
	return false
}

// isRole reports a noun for a role, not for a group.
func isRole(t *Token) bool {
	kind, ok := lexicon.Title(strings.ToLower(t.Lemma))
	return ok && kind != "group" && (t.UPOS == "NOUN" || t.UPOS == "PROPN") && lexicon.Supersense(strings.ToLower(t.Lemma)) == "person"
}

// leastSure is how sure a kind must be of at least one mention of a name; of
// one with many words it may be less so.
const leastSure, leastSureLong = 0.6, 0.45

// unsure takes the kind from names that the model does not know well, nor the
// lexicon: they stay names of something.
func unsure(d *Document) {
	key := func(n Name) string { return strings.ToLower(joinForms(d.Tokens[n.First:n.End])) }
	sure := map[string]float32{}
	for _, n := range d.Names {
		k := key(n)
		sure[k] = max(sure[k], n.Score)
	}
	for i := range d.Names {
		n := &d.Names[i]
		least := float32(leastSure)
		if n.End-n.First > 1 {
			least = leastSureLong
		}
		if sure[key(*n)] < least && knownClass(joinForms(d.Tokens[n.First:n.End])) == 0 && (n.Type != "Person" || n.End == n.First+1) {
			n.Type = otherName
		}
	}
}

// commonNouns drops names of one word that begin their sentences, where the
// article writes the same noun small elsewhere, or where that is abstract, and never as a name within a
// sentence: "The union struck. Union leader Mark Day ..."
func commonNouns(d *Document) {
	small, inside := map[string]bool{}, map[string]bool{}
	for _, t := range d.Tokens {
		if t.UPOS == "NOUN" && t.Form == strings.ToLower(t.Form) {
			small[t.Form] = true
		}
	}
	opens := func(n Name) bool {
		s := d.Sentences[d.Tokens[n.First].Sentence]
		return n.End == n.First+1 && n.First == s.First && s.Kind != Headline
	}
	for _, n := range d.Names {
		if n.End == n.First+1 && !opens(n) {
			inside[strings.ToLower(d.Tokens[n.First].Form)] = true
		}
	}
	d.Names = slices.DeleteFunc(d.Names, func(n Name) bool {
		t := &d.Tokens[n.First]
		form := strings.ToLower(t.Form)
		return opens(n) && n.Type != "Person" && n.Type != "Place" && (small[form] || abstract[lexicon.Supersense(form)] && knownClass(t.Form) == 0) && !inside[form] && strings.ToUpper(t.Form) != t.Form && lexicon.Supersense(form) != ""
	})
}

// abstract are the supersenses of nouns that name nobody who is unknown: "Revenue rose".
var abstract = wordSet(`possession attribute act cognition state phenomenon event quantity time feeling process`)

// surnames finds persons that are named by one word, where they are named elsewhere in
// full or surely, and the model took the word for something else or for nothing.
func surnames(d *Document) {
	persons := map[string]bool{}
	for _, n := range d.Names {
		if n.Type == "Person" && n.End == n.First+1 && n.Score >= leastSure {
			persons[d.Tokens[n.First].Form] = true
		}
		if n.Type == "Person" && n.End-n.First > 1 {
			persons[d.Tokens[n.End-1].Form] = true
			if n.End-n.First == 3 || lexicon.Gender(d.Tokens[n.First].Form) == 0 {
				persons[d.Tokens[n.First].Form] = true // names that begin with the family's
			}
		}
	}
	covered := make([]bool, len(d.Tokens))
	for i := range d.Names {
		n := &d.Names[i]
		if n.End == n.First+1 && persons[d.Tokens[n.First].Form] && n.Type != "Place" {
			n.Type, n.Score = "Person", max(n.Score, leastSure)
		}
		for k := n.First; k < n.End; k++ {
			covered[k] = true
		}
	}
	for i, t := range d.Tokens {
		if covered[i] || !persons[t.Form] || len(t.Form) < 2 || t.UPOS != "PROPN" && !likeSurname(d, i) {
			continue
		}
		next := i+1 < len(d.Tokens) && d.Tokens[i+1].Sentence == t.Sentence && d.Tokens[i+1].UPOS == "PROPN"
		if !next {
			d.Names = append(d.Names, Name{First: i, End: i + 1, Type: "Person", Score: leastSure})
		}
	}
	sortNames(d)
}

// repeats finds the other places where the words of a name stand that the
// model saw once: names of many words, acronyms, and words that English does
// not have.
func repeats(d *Document) {
	names := map[string][]Name{} // by first word
	covered := make([]bool, len(d.Tokens))
	for _, n := range d.Names {
		for k := n.First; k < n.End; k++ {
			covered[k] = true
		}
		form := d.Tokens[n.First].Form
		if n.Type == "Person" && n.End == n.First+1 || n.Type == "Nationality" || n.Score < leastSure {
			continue
		}
		if n.End == n.First+1 && !nobodysWord(form) {
			continue
		}
		if !slices.ContainsFunc(names[form], func(o Name) bool {
			return sameForms(d, o.First, n.First, n.End-n.First) && o.End-o.First == n.End-n.First
		}) {
			names[form] = append(names[form], n)
		}
	}
	var found []Name
	for i := 0; i < len(d.Tokens); i++ {
		if covered[i] {
			continue
		}
		var best Name
		for _, n := range names[d.Tokens[i].Form] {
			size := n.End - n.First
			if end := i + size; size > best.End-best.First && end <= d.Sentences[d.Tokens[i].Sentence].End && sameForms(d, n.First, i, size) && !slices.Contains(covered[i:end], true) && !capitalRun(d, i) {
				best = Name{First: i, End: end, Type: n.Type, Score: leastSure}
			}
		}
		if best.End > 0 {
			found = append(found, best)
			i = best.End - 1
		}
	}
	d.Names = append(d.Names, found...)
	sortNames(d)
}

// sameForms reports whether size tokens from a and from b are spelled alike.
func sameForms(d *Document, a, b, size int) bool {
	if b+size > len(d.Tokens) {
		return false
	}
	for k := range size {
		if d.Tokens[a+k].Form != d.Tokens[b+k].Form {
			return false
		}
	}
	return true
}

// nobodysWord reports a form that is no English word: an acronym of three
// letters or more, or a capitalised word that no word list has.
func nobodysWord(form string) bool {
	letters := 0
	for _, r := range form {
		if !unicode.IsLetter(r) && r != '-' && r != '.' && r != '&' && !unicode.IsDigit(r) {
			return false
		}
		letters++
	}
	if letters < 3 || !unicode.IsUpper(runeAt(form, 0)) {
		return false
	}
	low := strings.ToLower(form)
	return strings.ToUpper(form) == form && letters <= 6 || lexicon.Supersense(low) == "" && len(lexicon.VerbSenses(low)) == 0 && lexicon.Gender(form) == 0
}

// likeSurname reports a noun with a capital that stands by itself as a name
// does: "Jobs announced", not "Jobs were cut" or "The Jobs Act".
func likeSurname(d *Document, i int) bool {
	t := &d.Tokens[i]
	if t.UPOS != "NOUN" || !unicode.IsUpper(runeAt(t.Form, 0)) || strings.ToUpper(t.Form) == t.Form || t.Head < 0 {
		return false
	}
	s := d.Sentences[t.Sentence]
	if s.Kind == Headline || s.Kind == Heading {
		return false
	}
	for k := s.First; k < s.End; k++ {
		switch x := &d.Tokens[k]; {
		case x.Head == i && k != i && x.UPOS != "PUNCT" && x.XPOS != "POS":
			return false
		case x.Head == t.Head && (x.Form == "are" || x.Form == "were" || x.Form == "have" || x.Form == "do"):
			return false
		}
	}
	return d.Tokens[t.Head].XPOS != "VBP" && t.Deprel != "compound" && (i > s.First || t.Deprel == "nsubj" || t.Deprel == "nmod:poss")
}

func sortNames(d *Document) {
	slices.SortFunc(d.Names, func(a, b Name) int { return cmp.Compare(a.First, b.First) })
}

// nationalities adds words like "Chinese" that are not part of a longer name.
func nationalities(d *Document) {
	at := make([]int, len(d.Tokens)) // 1 + index of the name of a token
	for i, n := range d.Names {
		for k := n.First; k < n.End; k++ {
			at[k] = i + 1
		}
	}
	drop := map[int]bool{}
	var found []Name
	for i := 0; i < len(d.Tokens); i++ {
		for n := 3; n > 0; n-- {
			if i+n > len(d.Tokens) || d.Tokens[i+n-1].Sentence != d.Tokens[i].Sentence {
				continue
			}
			if c := runeAt(d.Tokens[i].Form, 0); c < 'A' || c > 'Z' {
				break
			}
			if !alone(d, at, i, i+n) {
				continue
			}
			if _, ok := lexicon.Demonym(joinForms(d.Tokens[i : i+n])); !ok {
				continue
			}
			if n == 1 && d.Tokens[i].UPOS == "VERB" {
				continue
			}
			if len(lexicon.Lookup(joinForms(d.Tokens[i:i+n]))) > 0 && at[i] > 0 && d.Names[at[i]-1].Type == "Person" {
				continue
			}
			for k := i; k < i+n; k++ {
				if at[k] > 0 {
					drop[at[k]-1] = true
				}
			}
			found = append(found, Name{First: i, End: i + n, Type: "Nationality", Score: 1})
			i += n - 1
			break
		}
	}
	kept := d.Names[:0]
	for i, n := range d.Names {
		if !drop[i] {
			kept = append(kept, n)
		}
	}
	d.Names = append(kept, found...)
	sortNames(d)
}

// alone says whether no name reaches out of tokens [first, end).
func alone(d *Document, at []int, first, end int) bool {
	for k := first; k < end; k++ {
		if at[k] > 0 {
			if n := d.Names[at[k]-1]; n.First < first || n.End > end {
				return false
			}
		}
	}
	return true
}

// Last words of names that tell what they are.
var (
	eventWords = wordSet(`war wars battle cup games olympics paralympics festival championship championships summit conference revolution
		crisis day week attack attacks massacre earthquake hurricane election elections marathon prix trophy accident disaster uprising`)
	workWords = wordSet(`act bill treaty agreement constitution protocol accord accords declaration code bible report song album
		movie film book novel series show times`)
)

// otherType is the type of a name that is no person, organisation or place.
func otherType(d *Document, n Name) string {
	for _, e := range lexicon.Lookup(joinForms(d.Tokens[n.First:n.End])) {
		if k := nameKind(e.Type); k != "Thing" {
			return k
		}
	}
	last := n.End - 1
	for last > n.First && (digit(d.Tokens[last].Form, 0) || strings.Trim(d.Tokens[last].Form, "IVX") == "") {
		last-- // World War II, Expo 2020
	}
	for i := n.First; i <= last; i++ {
		if eventWords[strings.ToLower(d.Tokens[i].Form)] {
			return "Event"
		}
	}
	switch {
	case workWords[strings.ToLower(d.Tokens[last].Form)]:
		return "CreativeWork"
	case n.First > 0 && strings.ContainsAny(d.Tokens[n.First-1].Form, "\"“‘"):
		return "CreativeWork"
	case digit(d.Tokens[n.End-1].Form, 0):
		return "Product"
	}
	return "Thing"
}

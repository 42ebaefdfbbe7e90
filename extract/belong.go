package extract

import (
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// What belongs where and to whom: what a sentence takes for granted of its
// names without saying it of itself. "The Indian city of Bhopal" tells that
// Bhopal is in India, "Petra Becker of the German Institute" that she is
// affiliated with it. These facts are inferred; none has a frame of its own.

// A belonging reads such facts off the name n of the document, whose entity is e.
type belonging struct {
	name    string
	example string
	apply   func(w *factWriter, n int, e *actor) []conclusion
}

var belongings = []belonging{
	{"gazetteer", "Libyan militias clashed in Tripoli: Tripoli is in Libya.", (*factWriter).placed},
	{"place of a country", "The Indian city of Bhopal remembers: Bhopal is in India.", (*factWriter).cityOf},
	{"body of a state", "The Chinese Foreign Ministry protested: it is a body of China.", (*factWriter).bodyOf},
	{"person of a body", "Petra Becker of the German Institute spoke: she is affiliated with it.", (*factWriter).personOf},
	{"person of a people", "The German aid worker Anne Weiss spoke: she is a citizen of Germany.", (*factWriter).ofPeople},
	{"office without a country", "Prime Minister Tony Abbott told parliament in Australia: he is an official of Australia.", (*factWriter).officeOf},
}

// belong adds what the sentences take for granted of their names.
func (w *factWriter) belong() {
	for n, e := range w.byName {
		if e == nil || e.concept {
			continue
		}
		first := w.doc.Names[n].First
		for _, b := range belongings {
			for _, c := range b.apply(w, n, e) {
				w.conclude(Fact{Sentence: w.tok(first).Sentence, Confidence: 0.9}, b.name, c)
			}
		}
	}
}

func (w *factWriter) term(e *actor) Term {
	return Term{ID: e.id, Name: e.name, Type: e.class, Text: e.name}
}

// countryIn is the entity of a country where a name in the sentence of token
// i means it; nil where none does.
func (w *factWriter) countryIn(country string, i int) *actor {
	s := w.sentence(i)
	for k := s.First; k < s.End; k++ {
		if n := w.nameAt[k]; n >= 0 && w.byName[n] != nil && w.byName[n].isCountry() && w.byName[n].name == country {
			return w.byName[n]
		}
	}
	return nil
}

func (w *factWriter) placed(n int, e *actor) []conclusion {
	if e.country == "" || e.country == e.name {
		return nil
	}
	switch e.class {
	case "City", "AdministrativeArea", "LandmarksOrHistoricalBuildings", "Airport":
	default:
		return nil
	}
	if c := w.countryIn(e.country, w.doc.Names[n].First); c != nil {
		return []conclusion{{w.term(e), "is_in", w.term(c), nil}}
	}
	return nil
}

var placeNouns = set("city", "town", "village", "province", "state", "region", "capital", "port", "resort", "district", "island", "municipality", "suburb", "county", "commune")

func (w *factWriter) cityOf(n int, e *actor) []conclusion {
	if e.isPerson() || e.isCountry() || e.isOrganization() && e.class != "Thing" {
		return nil
	}
	name := w.doc.Names[n]
	k := name.First - 1
	if k > 0 && w.form(k) == "of" {
		k--
	}
	for k > 0 && w.tok(k).Form == "," {
		k--
	}
	if k < w.sentence(name.First).First || !placeNouns[w.lemma(k)] {
		return nil
	}
	for i := k - 1; i >= w.sentence(k).First; i-- {
		m := w.nameAt[i]
		if m < 0 {
			if u := w.tok(i).UPOS; u == "ADJ" || u == "NOUN" || w.tok(i).XPOS == "POS" || w.tok(i).Form == "-" {
				continue
			}
			return nil
		}
		if c := w.byName[m]; c != nil && (c.isCountry() || c.class == "AdministrativeArea") && c != e {
			return []conclusion{{w.term(e), "is_in", w.term(c), nil}}
		}
		return nil
	}
	return nil
}

func (w *factWriter) bodyOf(n int, e *actor) []conclusion {
	if e.class != "GovernmentOrganization" || e.country == "" {
		return nil
	}
	if c := w.countryIn(e.country, w.doc.Names[n].First); c != nil {
		return []conclusion{{w.term(e), "is_body_of", w.term(c), nil}}
	}
	if country, ok := w.nationOf(w.tok(w.doc.Names[n].First).Form); ok && country == e.country {
		c := w.country(country, w.doc.Names[n].First)
		return []conclusion{{w.term(e), "is_body_of", w.term(c), nil}}
	}
	return nil
}

// firmNouns are kinds of organisations that have a home.
var firmNouns = set("giant", "carmaker", "automaker", "maker", "carrier", "airline", "bank", "newspaper", "daily", "magazine", "weekly", "broadcaster", "company", "firm", "group", "club", "side", "think-tank", "tank", "party", "agency", "publisher", "retailer", "manufacturer", "insurer", "lender", "operator", "conglomerate", "producer", "supplier", "union", "utility", "startup", "champion", "outfit")

// personOf reads "NAME of ORGANISATION", "NAME, a professor at ORGANISATION"
// and "ORGANISATION's NAME".
func (w *factWriter) personOf(n int, e *actor) []conclusion {
	if !e.isPerson() {
		return nil
	}
	name := w.doc.Names[n]
	var out []conclusion
	add := func(k int) {
		m := w.nameAt[k]
		if m < 0 || w.byName[m] == nil || w.byName[m] == e {
			return
		}
		switch o := w.byName[m]; {
		case o.isOrganization() && w.doc.Names[m].Type != "Nationality":
			out = append(out, conclusion{w.term(e), "is_affiliated_with", w.term(o), nil})
		}
	}
	for i := name.First; i < name.End; i++ {
		for _, k := range w.kids[i] {
			if k >= name.First && k < name.End {
				continue
			}
			switch {
			case w.is(k, "nmod") && k > i && member[w.preposition(k)], w.is(k, "nmod:poss") && k < i:
				add(k)
			case w.is(k, "appos") && k > i && w.isPersonNoun(k):
				for _, o := range w.children(k, "nmod") {
					if member[w.preposition(o)] {
						add(o)
					}
				}
			}
		}
	}
	// "Petra Becker of the German Institute" hung on what stands before her.
	if k := name.End; k+1 < w.sentence(name.First).End && w.form(k) == "of" && len(out) == 0 {
		for k++; k < w.sentence(name.First).End && k < name.End+4; k++ {
			if w.nameAt[k] >= 0 {
				add(k)
				break
			}
			if w.tok(k).UPOS != "DET" && w.tok(k).UPOS != "ADJ" {
				break
			}
		}
	}
	return out
}

// ofPeople reads a people before a person's trade: "German aid worker Anne
// Weiss", "US singer Ana Ruiz".
func (w *factWriter) ofPeople(n int, e *actor) []conclusion {
	if !e.isPerson() {
		return nil
	}
	first, _, _ := w.nameText(w.doc.Names[n])
	for i := w.doc.Names[n].First; i < w.doc.Names[n].End; i++ { // "Danny Röhl, a German"
		for _, k := range w.children(i, "appos") {
			if m := w.nameAt[k]; m >= 0 && w.byName[m] != nil && w.byName[m].isCountry() && w.doc.Names[m].Type == "Nationality" && w.child(k, "det") >= 0 {
				return []conclusion{{w.term(e), "is_citizen_of", w.term(w.byName[m]), nil}}
			}
		}
	}
	k := first - 1
	if k < w.sentence(first).First || w.nameAt[k] >= 0 && w.nameAt[k] != n || !w.isPersonNoun(k) {
		return nil
	}
	for ; k >= w.sentence(first).First; k-- {
		if m := w.nameAt[k]; m >= 0 && m != n {
			c := w.byName[m]
			if c == nil || !c.isCountry() || w.doc.Names[m].Type != "Nationality" && w.form(k) != "us" && w.tok(k).Form != "U.S." && w.form(k) != "uk" {
				return nil
			}
			return []conclusion{{w.term(e), "is_citizen_of", w.term(c), nil}}
		}
		if t := w.tok(k); t.UPOS != "NOUN" && t.UPOS != "ADJ" && t.UPOS != "PROPN" && t.Form != "-" {
			return nil
		}
	}
	return nil
}

var member = set("of", "at", "with", "from", "for")

func (w *factWriter) isPersonNoun(k int) bool {
	_, title := lexicon.Title(w.lemma(k))
	return title || lexicon.Supersense(w.lemma(k)) == "person"
}

// officeOf finds whose minister one is whose country is not said.
func (w *factWriter) officeOf(n int, e *actor) []conclusion {
	if !e.isPerson() {
		return nil
	}
	lo, hi := w.titleBefore(n)
	if lo == hi || w.holderBefore(lo) != nil || w.bygone(lo) {
		return nil
	}
	title := strings.ToLower(clean(w.doc.Span(lo, hi)))
	if strings.Contains(title, " of ") {
		return nil
	}
	if w.tok(hi-1).XPOS == "NNS" || w.tok(hi-1).XPOS == "NNPS" { // "Presidents Dilma Rousseff of Brazil, ..."
		title = strings.TrimSuffix(title, "s")
	}
	last := lastWord(title)
	for word := range strings.FieldsFuncSeq(title, func(r rune) bool { return r == ' ' || r == '-' }) {
		if partial[word] {
			return nil
		}
	}
	if end := w.doc.Names[n].End; end+1 < w.sentence(lo).End && w.form(end) == "of" { // "Prime Minister Manmohan Singh of India"
		for k := end + 1; k < w.sentence(lo).End && k < end+3; k++ {
			if m := w.nameAt[k]; m >= 0 && w.byName[m] != nil && w.byName[m].isCountry() {
				return []conclusion{{w.term(e), "is_" + relationName(title) + "_of", w.term(w.byName[m]), nil}}
			}
		}
	}
	country := e.country
	if country == "" {
		if last != "minister" && last != "premier" && last != "chancellor" {
			return nil
		}
		country = w.mainCountry(3)
	}
	if !heads[last] || country == "" {
		return nil
	}
	if c := w.countryIn(country, lo); c != nil {
		return []conclusion{{w.term(e), "is_" + relationName(title) + "_of", w.term(c), nil}}
	}
	return nil
}

// isOffice reports the title of an office of a state.
func isOffice(role string) bool {
	words := strings.ReplaceAll(role, "_", " ")
	kind, ok := lexicon.Title(words)
	if !ok {
		return false
	}
	switch kind {
	case "government", "military", "judiciary", "legislature", "official":
		return true
	}
	return rulers[lastWord(words)]
}

// official: who holds an office of a state is an official of it.
func (w *factWriter) official(f *Fact) []conclusion {
	role, ok := roleOf(f)
	if !ok || f.Object.Type != "Country" || !isOffice(role) {
		return nil
	}
	return []conclusion{{f.Subject, "is_official_of", f.Object, nil}}
}

// citizenToo: an official of a state is its citizen.
func (w *factWriter) citizenToo(f *Fact) []conclusion {
	if f.Predicate.ID != "r:is_official_of" {
		return nil
	}
	return []conclusion{{f.Subject, "is_citizen_of", f.Object, nil}}
}

// roleOf is the role that a fact gives a person: "president" of
// r:is_president_of.
func roleOf(f *Fact) (string, bool) {
	if f.Subject.Type != "Person" {
		return "", false
	}
	role, ok := strings.CutPrefix(f.Predicate.ID, "r:is_")
	if !ok {
		return "", false
	}
	return strings.CutSuffix(role, "_of")
}

// affiliated: who has a role in an organisation is affiliated with it.
func (w *factWriter) affiliated(f *Fact) []conclusion {
	o := w.byID[f.Object.ID]
	if f.Subject.Type != "Person" || o == nil || !o.isOrganization() {
		return nil
	}
	role, ok := roleOf(f)
	switch f.Predicate.ID {
	case "r:works_for", "r:worked_for", "r:plays_for", "r:played_for", "r:coached", "r:founded", "r:headed", "r:led", "r:chaired", "r:joined", "r:runs", "r:ran":
		ok = true
	}
	if !ok || outsiders[lastWord(strings.ReplaceAll(role, "_", " "))] {
		return nil
	}
	return []conclusion{{f.Subject, "is_affiliated_with", f.Object, nil}}
}

// outsiders are what a person is to a body that he does not belong to.
var outsiders = set("critic", "opponent", "enemy", "target", "victim", "customer", "rival", "supporter", "fan", "friend", "ally", "winner", "part", "citizen", "native")

// based: what belongs to a country is based in it.
func (w *factWriter) based(f *Fact) []conclusion {
	s := w.byID[f.Subject.ID]
	if s == nil || !s.isOrganization() || f.Object.Type != "Country" && f.Object.Type != "City" {
		return nil
	}
	switch s.class {
	case "IntergovernmentalOrganization", "Product", "StockExchange":
		return nil
	}
	switch f.Predicate.ID {
	case "r:is_of":
		if s.class == "GovernmentOrganization" {
			if f.Object.Type == "City" {
				return nil
			}
			return []conclusion{{f.Subject, "is_body_of", f.Object, nil}}
		}
	default:
		role, ok := strings.CutSuffix(strings.TrimPrefix(f.Predicate.ID, "r:is_"), "_of")
		kind := lastWord(strings.ReplaceAll(role, "_", " "))
		if !ok || !firmNouns[kind] && !lexicon.IsA(kind, "organization") {
			return nil
		}
	}
	return []conclusion{{f.Subject, "is_based_in", f.Object, nil}}
}

// contained: a capital is in its country.
func (w *factWriter) contained(f *Fact) []conclusion {
	switch f.Predicate.ID {
	case "r:is_capital_of", "r:is_city_of", "r:is_town_of", "r:is_province_of", "r:is_state_of", "r:is_region_of", "r:is_village_of", "r:is_largest_city_of", "r:is_port_of":
		if f.Object.Type == "Country" || f.Object.Type == "AdministrativeArea" {
			return []conclusion{{f.Subject, "is_in", f.Object, nil}}
		}
	}
	return nil
}

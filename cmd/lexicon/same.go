package main

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

// What other data sets call a thing; source/npm.mjs makes both files.
var (
	//go:embed source/wikipedia.txt
	wikipediaTitles string
	//go:embed source/wikidata.tsv
	wikidataRows string
)

// same says which thing of Wikidata, GeoNames or DBpedia a name stands for.
// It writes the short form that lexicon.Entry.SameAs reads: "Q30", the number
// of a place in GeoNames, or "=" where the English Wikipedia has an article
// of the very name. What is not certain stays without. Persons and things of
// which only the article's name is known go into a table of their own.
func (m *maker) same() {
	titles := map[string]string{}
	for title := range strings.Lines(wikipediaTitles) {
		title = strings.TrimSpace(title)
		if key := fold.Name(title); key != "" {
			if _, ok := titles[key]; ok {
				title = "" // two articles whose names differ in marks alone
			}
			titles[key] = title
		}
	}
	type thing struct{ description, id string }
	things := map[string]thing{}
	for line := range strings.Lines(wikidataRows) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) == 3 && f[2] != "wikidata" {
			things[fold.Name(f[0])] = thing{f[1], f[2]}
		}
	}
	articles, ambiguous := map[string]string{}, map[string]bool{}
	for pair := range strings.SplitSeq(handArticles, "|") {
		own, title, _ := strings.Cut(strings.TrimSpace(pair), "=")
		articles[own] = title
	}
	for own := range strings.SplitSeq(handAmbiguous, "|") {
		ambiguous[strings.TrimSpace(own)] = true
	}
	for _, n := range m.names {
		if n.kind != "Country" && n.rank >= rankCurated {
			m.settle(n, titles)
		}
		if n.kind == "Corporation" && titles[fold.Name(n.canonical)] == "" { // "Singapore Airlines Limited"
			for _, short := range plainCompany(n.canonical) {
				if titles[fold.Name(short)] != "" && m.mainly(&name{canonical: short, kind: n.kind}) {
					n.canonical = short
				}
			}
		}
	}
	best := map[string]int{} // highest rank by key
	kinds := map[string][]string{}
	for _, n := range m.names {
		key := fold.Name(n.canonical)
		best[key] = max(best[key], n.rank)
		kinds[key] = append(kinds[key], n.kind)
	}
	for _, n := range m.names {
		key := fold.Name(n.canonical)
		if t, ok := things[key]; n.same == "" && ok && describes[n.kind] != nil && describes[n.kind].MatchString(t.description) && len(kinds[key]) == 1 {
			n.same = t.id
		}
		if title := titles[key]; n.same == "" && title != "" && n.rank == best[key] && m.mainly(n) {
			n.same = "="
			if title != strings.ToLower(n.canonical) { // "Lee Jae-myung"
				n.same += capitals(title, n.kind == "Person")
			}
		}
		if title, ok := states[n.canonical]; ok && n.kind == "AdministrativeArea" && n.country == "United States" {
			n.same = "=" + title
		}
		if title, ok := articles[n.canonical]; n.same == "" && n.rank >= rankCurated && n.rank < rankCapital {
			switch {
			case ok:
				n.same = "=" + title
			case !ambiguous[n.canonical]:
				n.same = "="
			}
		}
	}
	var lines []string
	for key, title := range titles {
		if title == "" || slices.Contains(kinds[key], "Person") {
			continue
		}
		switch {
		case m.personTitle(title):
			lines = append(lines, key+"\t"+capitals(title, true)+"\tPerson")
		case len(kinds[key]) == 0 && m.thingTitle(title):
			lines = append(lines, key+"\t"+capitals(title, false)+"\tThing")
		}
	}
	m.write("wikipedia.tsv", lines)
}

// settle looks at the other names of a thing that are articles of their own.
// Where its usual name is none, one that is a longer form of it becomes the
// usual name ("PKK" of the Kurdistan Workers' Party); what else has an article
// of its own is another thing: "Facebook" is not Meta.
func (m *maker) settle(n *name, titles map[string]string) {
	_, known := titles[fold.Name(n.canonical)]
	n.aliases = slices.DeleteFunc(n.aliases, func(a string) bool {
		if a == n.canonical || titles[fold.Name(a)] == "" || !m.mainly(&name{canonical: a, kind: n.kind}) || fold.Name(a) == fold.Name(n.canonical) || slices.Contains(sameThing, a) {
			return false
		}
		long := strings.HasPrefix(a, n.canonical+" ") || initials(a) == strings.ReplaceAll(n.canonical, ".", "")
		if !long {
			return initials(n.canonical) != a
		}
		if !known && strings.Contains(a, " ") && !slices.Contains(shortNames, n.canonical) {
			n.canonical, n.same = a, cmp.Or(n.same, "=")
			known = true
		}
		return false
	})
}

// sameThing are names with an article of their own, about the same thing.
var sameThing = []string{"ISIS", "First World War", "Second World War", "Bombay", "Bangalore", "Crimea", "Royal Dutch Shell", "Bosporus", "Holy See", "Houthi movement", "Liberation Tigers of Tamil Eelam", "Secret Intelligence Service", "Metropolitan Police", "Indian Space Research Organisation", "Revolutionary Armed Forces of Colombia", "Fédération Internationale de l'Automobile", "International Union for Conservation of Nature"}

// shortNames stay the usual ones.
var shortNames = []string{"G7", "G8", "THAAD", "NAFTA", "FEMA", "UPS", "UNFCCC", "SAARC", "PETA", "NBA", "NHL", "MLB", "MLS", "FIA", "ISRO"}

// initials are the first letters of the words that begin with a capital.
func initials(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// states are states of the United States whose name is another place's too.
var states = map[string]string{"Georgia": "Georgia (U.S. state)", "Washington": "Washington (state)", "New York": "New York (state)"}

// describes matches what Wikidata says of things of a class.
var describes = map[string]*regexp.Regexp{
	"Corporation":                   regexp.MustCompile(`(?i)compan|corporation|airline|\bbank|manufacturer|automaker|conglomerate`),
	"CollegeOrUniversity":           regexp.MustCompile(`(?i)university|college|institut`),
	"AdministrativeArea":            regexp.MustCompile(`(?i)\b(state|province|region|department|prefecture|territory|county) (of|in)\b`),
	"GovernmentOrganization":        regexp.MustCompile(`(?i)agency|ministry|department|parliament|police|government`),
	"MilitaryOrganization":          regexp.MustCompile(`(?i)army|navy|force|military`),
	"PoliticalParty":                regexp.MustCompile(`(?i)party`),
	"NewsMediaOrganization":         regexp.MustCompile(`(?i)newspaper|broadcast|television|news|magazine`),
	"IntergovernmentalOrganization": regexp.MustCompile(`(?i)organi[sz]ation|union|institution|agency`),
	"NGO":                           regexp.MustCompile(`(?i)organi[sz]ation|charity|movement`),
}

// mainly reports a name whose article in an encyclopedia must be about the
// thing: it has more than one word, or its one word is none of the language.
func (m *maker) mainly(n *name) bool {
	if strings.ContainsAny(n.canonical, " -") {
		return n.kind != "SportsTeam" || n.rank >= rankClub
	}
	low := strings.ToLower(n.canonical)
	switch sense := m.nouns[low]; {
	case sense == "location":
		return slices.Contains([]string{"City", "Country", "AdministrativeArea", "Landform", "Continent", "BodyOfWater", "Place"}, n.kind)
	case sense == "group":
		return n.kind != "SportsTeam" && n.kind != "City"
	}
	return !m.common(n.canonical)
}

var noPerson = strings.Fields("of the and in for on at to with vs a an discography filmography family murder death killing trial assassination river school university company show film awards street park tech state")

// personTitle reports the full name of a person, by its given name.
func (m *maker) personTitle(title string) bool {
	words := strings.Fields(title)
	if len(words) < 2 || len(words) > 4 || strings.ContainsAny(title, "()0123456789&:!?,/") {
		return false
	}
	for _, w := range words {
		if slices.Contains(noPerson, w) {
			return false
		}
	}
	first, last := words[0], words[len(words)-1]
	if len(first) > 2 && m.given[fold.Name(first)] == 0 && m.given[fold.Name(strings.Split(first, "-")[0])] == 0 {
		return false
	}
	if strings.HasSuffix(last, "'s") || strings.HasSuffix(last, "s'") {
		return false
	}
	// "Victoria Falls", "Charlotte Hornets"
	_, noun := m.nouns[last]
	_, plural := m.nouns[strings.TrimSuffix(last, "s")]
	return m.nouns[first] != "location" || !noun && !plural
}

// thingTitle reports a name that is no phrase of common words.
func (m *maker) thingTitle(title string) bool {
	if strings.ContainsAny(title, "()&:!?,/") || strings.HasPrefix(title, "list of ") || strings.Contains(title, " in the ") {
		return false
	}
	words := strings.FieldsFunc(title, func(r rune) bool { return r == ' ' || r == '-' })
	plain := true
	for _, w := range words {
		_, noun := m.nouns[w]
		_, singular := m.nouns[strings.TrimSuffix(w, "s")]
		_, verb := m.verbs[w]
		digits := strings.Trim(w, "0123456789.") == ""
		plain = plain && (noun && m.nouns[w] != "location" || singular || verb || digits || slices.Contains(commonWords, w) || slices.Contains(noPerson, w) || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "al") || strings.HasSuffix(w, "ic"))
	}
	if plain || len(words) > 5 {
		return false
	}
	if len(words) == 1 {
		key := fold.Name(title)
		return utf8.RuneCountInString(title) > 3 && m.given[key] == 0 && !m.surnames[key] && m.nouns[title] == ""
	}
	return true
}

var koreanSurnames = strings.Fields("Kim Lee Park Ban Moon Yoon Choi Choe Jung Jeong Kang Cho Jo Chung Han Hong Hwang Im Lim Song Seo Shin Kwon Oh Roh Ri Pak Yang Yoo Son Bae Ahn An Chang Jang")

// capitals writes a name in lower case as names are written.
func capitals(title string, person bool) string {
	words := strings.Fields(title)
	for i, w := range words {
		small := "of the and in for on at to a an"
		if person {
			small = "de da do dos del della di du la le van von der den ter ten bin ibn al el y e zu"
		}
		if i > 0 && slices.Contains(strings.Fields(small), w) {
			continue
		}
		if first, second, ok := strings.Cut(w, "-"); ok && person && i == len(words)-1 && slices.Contains(koreanSurnames, words[0]) && first != "" {
			words[i] = strings.ToUpper(first[:1]) + first[1:] + "-" + second // "Ban Ki-moon"
			continue
		}
		up := true
		words[i] = strings.Map(func(r rune) rune {
			defer func() { up = r == '-' || r == '.' || person && r == '\'' }()
			if up {
				return unicode.ToUpper(r)
			}
			return r
		}, w)
		if rest, ok := strings.CutPrefix(words[i], "Mc"); ok && person && rest != "" {
			words[i] = "Mc" + strings.ToUpper(rest[:1]) + rest[1:]
		}
		if rest, ok := strings.CutPrefix(words[i], "Al-"); ok && person {
			words[i] = "al-" + rest
		}
	}
	return strings.Join(words, " ")
}

// handArticles are names of the checked list whose article in the English
// Wikipedia has another name.
const handArticles = `Emirates=Emirates (airline)|Alphabet=Alphabet Inc.|Meta=Meta Platforms|Shell=Shell plc|Oracle=Oracle Corporation|Chevron=Chevron Corporation|Visa=Visa Inc.|Canon=Canon Inc.|Sharp=Sharp Corporation|Arm=Arm Holdings|Bombardier=Bombardier Inc.|
Bosch=Robert Bosch GmbH|ING=ING Group|Leonardo=Leonardo S.p.A.|MTN=MTN Group|Merck=Merck & Co.|Orange=Orange S.A.|Rolls-Royce=Rolls-Royce Holdings|Santander=Banco Santander|Thales=Thales Group|UPS=United Parcel Service|Fitch=Fitch Ratings|
Takeda=Takeda Pharmaceutical Company|Daimler=Mercedes-Benz Group|Hyundai=Hyundai Motor Company|EDF=Électricité de France|Grab=Grab Holdings|Telegram=Telegram (platform)|Blackwater=Blackwater (company)|Mahindra=Mahindra Group|GSK=GSK plc|
Republican Party=Republican Party (United States)|Democratic Party=Democratic Party (United States)|Labour Party=Labour Party (UK)|Conservative Party=Conservative Party (UK)|
Arsenal=Arsenal F.C.|Chelsea=Chelsea F.C.|Juventus=Juventus FC|Liverpool FC=Liverpool F.C.|Manchester City=Manchester City F.C.|Manchester United=Manchester United F.C.|Real Madrid=Real Madrid CF|Tottenham Hotspur=Tottenham Hotspur F.C.|Paris Saint-Germain=Paris Saint-Germain FC|
Holocaust=The Holocaust|Watergate=Watergate scandal|Wimbledon=Wimbledon Championships|Pearl Harbor attack=Attack on Pearl Harbor|Time=Time (magazine)|Fortune=Fortune (magazine)|Dawn=Dawn (newspaper)|The Sun=The Sun (United Kingdom)|The Hill=The Hill (newspaper)|Sputnik=Sputnik (news agency)|
RT=RT (TV network)|ARD=ARD (broadcaster)|Wired=Wired (magazine)|Vox=Vox (website)|Axios=Axios (website)|El Mundo=El Mundo (Spain)|Android=Android (operating system)|Windows=Microsoft Windows|Bundesrat=German Bundesrat|Al-Shabaab=Al-Shabaab (militant group)|ETA=ETA (separatist group)|
Foreign Office=Foreign, Commonwealth and Development Office|Secret Service=United States Secret Service|Environmental Protection Agency=United States Environmental Protection Agency|MIT=National Intelligence Organization|SBU=Security Service of Ukraine`

// handAmbiguous are names of the checked list that the Wikipedia uses for
// something else, or for many things.
const handAmbiguous = `EADS|AIA|ANZ|CITIC|China Life|DBS|Dalian Wanda|Didi|Doosan|Emaar|Fortescue|Fosun|Galp|GoTo|Hutchison|Lafarge|MOL|Magna International|Mizuho|Mubadala|Nio|Olympus|PTT|Ping An|Rafael|Saab|San Miguel|Santos|Solvay|Swatch|Swire|Vanke|Woodside|Woolworths|Zurich Insurance|Monte dei Paschi|Moody's|
CSIS|DINA|DLR|HUR|Hawks|ICAC|KASA|KPK|NABU|NADA|SVR|House of Commons|Investigative Committee|Legislative Council|Federation Council|Central Military Commission|Majlis|Ministry of Public Security|Ministry of State Security|National Intelligence Service|National Investigation Agency|State Council|National Defence Commission|Mukhabarat|
ALBA|IRENA|KEDO|Global Fund|Apostolic Palace|Arg|Beehive|Istana|Grand Mosque|Grand Palace|Green Zone|Government Palace|Imperial Palace|Langley|Maidan|Republican Palace|The Lodge|Victoria Park|Versailles|World Trade Center|Red Mosque|South Block|Presidential Office Building|Miraflores|Planalto|Carondelet|Zarzuela|Kantei|Balfour Street|Holyrood|
Futenma|Lubyanka|Bird's Nest|Reichstag|Bankova|Çankaya|Moncloa|Acropolis|Rafah crossing|Ackerman Palace|ELN|IRA|Islamic Jihad|M23|Azov|National Guard|White Helmets|Golos|Memorial|Red Cross|Caritas|World Vision|ANP|CBC|DR|ERT|HINA|NOS|ORF|RTP|TVN|VRT|MTI|NTB|Kan|Punch|Tempo|The Herald|The National|The New Times|The Star|Vanguard|Antara|
El Comercio|El Faro|El Nacional|El País|El Tiempo|El Universal|La Nación|La Prensa|Central News Agency|National News Agency|Reforma|Daily Monitor|Daily Nation|The Daily Star|Caracol|Justice and Development Party|Liberal Democratic Party|Republican People's Party|Golden Dawn|People Power Party|Workers' Party|Svoboda|
Buk|Javelin|Kursk|Moskva|Patriot|Sarmat|Soyuz|Iskander|B-2|Tomahawk|Kinzhal|Oreshnik|Gallup|ATP|WTA|MLS|B3|Hajj|War in Afghanistan|G7 summit|G20 summit|NATO summit|APEC summit|Inter-Korean summit|Han River`

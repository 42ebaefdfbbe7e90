package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

// A name is what one or more names stand for.
type name struct {
	canonical, kind, country, same string // same: see maker.same
	rank                           int
	aliases                        []string // with the canonical one
}

// Ranks put the meanings of one name in order; a city has its population.
const (
	rankCountry   = 2_000_000_000
	rankTerritory = 1_000_000_000
	rankCapital   = 100_000_000
	rankCurated   = 5_000_000
	rankLeader    = 3_000_000
	rankRegion    = 50_000 // a city of its name comes first
	rankOfficial  = 300_000
	rankCompany   = 250_000
	rankNatural   = 200_000
	rankParty     = 150_000
	rankClub      = 100_000
	rankSchool    = 90_000
)

// add keeps a name; the same name for the same kind of thing in the same
// country is one thing.
func (m *maker) add(canonical, kind, country, same string, rank int, aliases ...string) {
	canonical = strings.Join(strings.Fields(strings.ReplaceAll(canonical, "’", "'")), " ")
	if canonical == "" || !latin(canonical) {
		return
	}
	id := fold.Name(canonical) + "\t" + kind + "\t" + country
	n, ok := m.names[id]
	if !ok {
		n = &name{canonical: canonical, kind: kind, country: country}
		m.names[id] = n
	} else if plainLetters(canonical) == n.canonical { // the name with its marks
		n.canonical = canonical
	}
	n.rank = max(n.rank, rank)
	n.same = cmp.Or(n.same, same)
	for _, a := range append([]string{canonical}, aliases...) {
		a = strings.Join(strings.Fields(strings.ReplaceAll(a, "’", "'")), " ")
		for _, article := range []string{"the ", "The "} {
			a = strings.TrimPrefix(a, article)
		}
		if m.usable(a, rank) && !slices.Contains(n.aliases, a) {
			n.aliases = append(n.aliases, a)
		}
	}
}

// curated is the thing of a class that the checked list calls so; in any
// country where that is "".
func (m *maker) curated(alias, kind, country string) *name {
	if alias == "" {
		return nil
	}
	if m.checked == nil {
		m.checked = map[string][]*name{}
		for _, n := range m.names {
			if n.rank >= rankCurated && n.rank < rankCapital {
				for _, a := range n.aliases {
					m.checked[fold.Name(a)] = append(m.checked[fold.Name(a)], n)
				}
			}
		}
		for _, all := range m.checked {
			slices.SortFunc(all, func(a, b *name) int { return cmp.Compare(a.canonical, b.canonical) })
		}
	}
	for _, n := range m.checked[fold.Name(alias)] {
		if n.kind == kind && (country == "" || n.country == "" || n.country == country) {
			return n
		}
	}
	return nil
}

// usable tells a name from what would only confuse: other scripts, notes,
// two letters that are no acronym, common words from lists nobody checked.
func (m *maker) usable(a string, rank int) bool {
	if a == "" || !latin(a) || strings.ContainsAny(a, "()|*;:\t?") || strings.HasPrefix(a, "note") {
		return false
	}
	if n := utf8.RuneCountInString(a); n < 2 || n > 80 || n < 3 && strings.ToUpper(a) != a {
		return false
	}
	r, _ := utf8.DecodeRuneInString(a)
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) && rank < rankCurated && strings.ToLower(a) == a {
		return false
	}
	if strings.Trim(a, "0123456789 .-/") == "" {
		return false
	}
	return true
}

// common reports whether a single word is also an English word in use, or a
// person's name, so that an unchecked list must not claim it.
func (m *maker) common(a string) bool {
	if strings.Contains(a, " ") || strings.ToUpper(a) == a && len(a) > 2 {
		return false
	}
	low := strings.ToLower(a)
	if sense, ok := m.nouns[low]; ok && sense != "location" {
		return true
	}
	if _, ok := m.verbs[low]; ok {
		return true
	}
	if slices.Contains(commonWords, low) {
		return true
	}
	key := fold.Name(a)
	return m.given[key] != 0 || m.surnames[key]
}

var commonWords = strings.Fields("the and but for nor yet both all any some most many much more less few each every other another same such own our your their his her its this that these those who whom whose which what when where why how here there then than thus also even just only very too quite rather never always often again once twice now soon later early late not none nothing national international global united general central federal royal new old great big small good best first last next free public private social major minor northern southern eastern western north south east west northeast northwest southeast southwest central mobile independent popular republican democratic liberal labour labor green greens conservative reform unity progress alliance union forward together change future home front congress senate parliament assembly council court house police army navy government ministry state")

// commonNames are the usual names where the source has a longer form.
var commonNames = map[string]string{
	"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "CI": "Ivory Coast", "HK": "Hong Kong", "MO": "Macau", "MM": "Myanmar", "PS": "Palestine",
	"ST": "São Tomé and Príncipe", "CC": "Cocos Islands", "UM": "United States Minor Outlying Islands", "VI": "United States Virgin Islands", "TR": "Turkey", "CZ": "Czech Republic", "TL": "East Timor", "MK": "North Macedonia", "SZ": "Eswatini", "CV": "Cape Verde", "VA": "Vatican City",
}

// countryAliases are names used in the news that the sources lack.
var countryAliases = map[string]string{
	"US": "U.S.|US|USA|U.S.A.|United States of America|America|the States|U. S.", "GB": "UK|U.K.|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland", "KP": "DPRK|D.P.R.K.|N. Korea|N Korea|Democratic People's Republic of Korea",
	"KR": "ROK|S. Korea|S Korea|Republic of Korea", "CN": "PRC|P.R.C.|People's Republic of China|mainland China|Mainland China", "TW": "Republic of China|Chinese Taipei|Formosa", "AE": "UAE|U.A.E.", "CD": "DRC|DR Congo|Congo-Kinshasa|Congo", "CG": "Congo-Brazzaville",
	"MM": "Burma", "TR": "Türkiye|Turkiye", "CZ": "Czechia", "TL": "Timor-Leste", "SZ": "Swaziland", "CV": "Cabo Verde", "NL": "Holland|The Netherlands", "RU": "Russian Federation", "CI": "Côte d'Ivoire|Cote d'Ivoire", "VA": "Holy See|Vatican", "PS": "State of Palestine|Palestinian Territories|Palestinian territories|Occupied Palestinian Territory",
	"BA": "Bosnia|Bosnia-Herzegovina", "SY": "Syria", "IR": "Islamic Republic of Iran", "XK": "Kosovo", "MK": "Macedonia", "VN": "Viet Nam", "LA": "Lao PDR", "NZ": "Aotearoa", "MO": "Macao", "SA": "KSA", "TT": "Trinidad", "PG": "PNG", "CF": "CAR",
}

// acronyms of countries that are used in the news; others would be mistaken
// for something else.
var acronyms = strings.Fields("US USA UK UAE DRC PRC ROK DPRK KSA PNG CAR NZ")

func (m *maker) places() {
	capitals, demonyms := map[string]string{}, map[string]string{}
	type strength struct {
		country string
		rank    int
	}
	people := map[string]strength{}
	capitalOf := map[string]string{} // key of city + iso
	independent := m.independent
	m.read("countries.tsv", func(get func(string) string) {
		iso := get("iso2")
		common := strings.NewReplacer(" & ", " and ", "’", "'", "St. ", "Saint ").Replace(get("common"))
		if c, ok := commonNames[iso]; ok {
			common = c
		}
		m.countries[iso] = common
		rank := rankTerritory
		if own := get("independent"); strings.EqualFold(own, "yes") || own == "independent" || iso == "TW" || iso == "PS" || iso == "XK" {
			rank, independent[iso] = rankCountry, true
		}
		var aliases []string
		for _, a := range append([]string{get("common"), strings.ReplaceAll(common, " and ", " & "), get("official")}, append(list(get("alt_names")), list(countryAliases[iso])...)...) {
			if before, _, ok := strings.Cut(a, " (prior"); ok {
				a = before
			}
			if a == "" || strings.ContainsAny(a, ",;´`") || len(a) <= 5 && strings.ToUpper(a) == a && !strings.Contains(a, ".") && !slices.Contains(acronyms, a) {
				continue
			}
			if slices.Contains([]string{"Holy Land", "Choson", "Congo", "Korea", "Emirates", "Macedonia", "Georgia", "Ireland", "Samoa", "Guinea"}, strings.TrimPrefix(a, "the ")) && a != common && !slices.Contains(list(countryAliases[iso]), a) {
				continue
			}
			aliases = append(aliases, strings.ReplaceAll(a, "´", "'"))
			if rest, ok := strings.CutPrefix(a, "Saint "); ok {
				aliases = append(aliases, "St. "+rest, "St "+rest)
			}
		}
		if strings.HasPrefix(common, "Saint ") {
			aliases = append(aliases, "St. "+common[6:], "St "+common[6:])
		}
		m.add(common, "Country", "", get("wikidata"), rank, aliases...)
		for _, a := range append(aliases, common, get("common")) {
			m.canonical[fold.Name(a)] = common
		}
		for _, form := range append(list(get("adjectives")), list(get("demonym_nouns"))...) {
			form = strings.TrimSuffix(form, " (or Taiwanese)")
			if fold.Name(form) == fold.Name(common) || strings.ContainsAny(form, "();,*") {
				continue
			}
			if have, ok := people[form]; !ok || rank > have.rank {
				people[form] = strength{common, rank}
			}
		}
		for _, c := range list(get("capitals")) {
			if strings.Contains(c, " is ") || strings.HasPrefix(c, "note") || strings.Contains(c, "from ") || strings.Contains(c, "offic") || strings.ContainsAny(c, "();") || strings.Contains(c, "regarded") {
				continue
			}
			capitalOf[fold.Name(c)+iso] = common
			if independent[iso] && fold.Name(c) != fold.Name(common) {
				capitals[fold.Name(c)] = common
			}
		}
	})
	m.read("nationalities.tsv", func(get func(string) string) {
		form, country := get("form"), m.countries[get("iso2")]
		if country == "" || strings.ContainsAny(form, "();,*") || fold.Name(form) == fold.Name(country) {
			return
		}
		rank := rankTerritory
		if independent[get("iso2")] {
			rank = rankCountry
		}
		if have, ok := people[form]; !ok || rank > have.rank {
			people[form] = strength{country, rank}
		}
	})
	for form, p := range people {
		r, _ := utf8.DecodeRuneInString(form)
		if unicode.IsUpper(r) && len(form) > 2 {
			demonyms[strings.ReplaceAll(form, "-", " ")] = p.country
			if last := form[len(form)-1]; !strings.HasSuffix(form, "ese") && !strings.HasSuffix(form, "ish") && (last == 'n' || last == 'i') && !strings.HasSuffix(form, "men") {
				demonyms[strings.ReplaceAll(form, "-", " ")+"s"] = p.country
			}
		}
	}
	for line := range strings.SplitSeq(handDemonyms, "\n") {
		country, forms, _ := strings.Cut(line, ": ")
		for form := range strings.SplitSeq(forms, ",") {
			demonyms[form] = country
		}
	}
	for line := range strings.SplitSeq(handCapitals, "\n") {
		country, forms, _ := strings.Cut(line, ": ")
		for form := range strings.SplitSeq(forms, ",") {
			capitals[fold.Name(form)] = country
		}
	}
	for line := range strings.SplitSeq(handNotCapitals, "\n") {
		delete(capitals, fold.Name(line))
	}
	seats := map[string]string{}
	for line := range strings.SplitSeq(handSeats, "\n") {
		country, forms, _ := strings.Cut(line, ": ")
		for form := range strings.SplitSeq(forms, ",") {
			seats[fold.Name(form)] = country
		}
	}
	for line := range strings.SplitSeq(handPlaces, "\n") {
		f := strings.Split(line, "\t")
		m.add(f[0], f[1], "", "", rankCurated, list(f[2])...)
	}
	m.write("demonyms.tsv", pairs(demonyms))
	m.write("capitals.tsv", pairs(capitals))
	m.write("seats.tsv", pairs(seats))

	m.read("admin1_geonames.tsv", func(get func(string) string) {
		iso, _, _ := strings.Cut(get("code"), ".")
		s, country := get("name"), m.countries[iso]
		if country == "" || len(s) < 3 || fold.Name(s) == fold.Name(country) || slices.Contains(commonWords, strings.ToLower(s)) {
			return
		}
		if english, ok := englishRegions[s]; ok {
			s = english
		}
		rank := rankRegion
		if slices.Contains([]string{"US", "CA", "AU", "CN", "DE", "IN"}, iso) {
			rank = 16 * rankRegion
		}
		var aliases []string
		for _, tail := range []string{" Province", " Region", " Governorate", " District", " Oblast", " State", " County", " Department", " Prefecture", " Municipality", " City", "-do"} {
			if short, ok := strings.CutSuffix(s, tail); ok && !m.common(short) && len(short) > 3 && m.canonical[fold.Name(short)] == "" {
				aliases = append(aliases, short)
			}
		}
		if m.common(s) && iso != "US" && iso != "GB" {
			return
		}
		m.add(s, "AdministrativeArea", country, "", rank, aliases...)
	})
	m.read("cities.tsv", func(get func(string) string) {
		s, iso := get("name"), get("iso2")
		population, _ := strconv.Atoi(get("population"))
		country := m.countries[iso]
		capital := get("feature") == "PPLC"
		if country == "" || !capital && (len(s) < 3 || population < 15_000 || population < 150_000 && m.common(s)) {
			return
		}
		var aliases []string
		if alt := get("alt_name"); len(alt) > 3 {
			aliases = append(aliases, alt)
		}
		if short, _, ok := strings.Cut(s, ", "); ok {
			aliases = append(aliases, short)
		}
		if short, ok := strings.CutSuffix(s, " City"); ok && population > 1_000_000 && m.canonical[fold.Name(short)] == "" {
			aliases = append(aliases, short)
		}
		english := s
		if slices.Contains(transcribed, iso) {
			english = plainLetters(s)
		}
		if e, ok := englishCities[s]; ok && population > 50_000 {
			english = e
		}
		if english != s {
			s, aliases = english, append(aliases, s)
		}
		if population > 50_000 {
			aliases = append(aliases, list(cityAliases[s])...)
		}
		rank := min(population, 50_000_000)
		if capital {
			rank += rankCapital
			if !independent[iso] {
				rank = population
			}
		}
		m.add(s, "City", country, get("geonames"), rank, aliases...)
	})
}

// transcribed are countries whose names of places the source gives with marks
// that no newspaper prints.
var transcribed = strings.Fields("AF AE BD EG IL IN IQ IR JO JP KP KR KW LB LY OM PK PS QA SA SD SY YE")

// plainLetters takes marks and the apostrophes of transcriptions away.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '‘' || r == '’' || r == '\'' {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// englishCities are English names where the source has the local one.
var englishCities = map[string]string{
	"Washington, D.C.": "Washington", "Panamá": "Panama City", "Köln": "Cologne", "Nürnberg": "Nuremberg", "Göteborg": "Gothenburg", "Hannover": "Hanover", "Frankfurt am Main": "Frankfurt", "Sevilla": "Seville", "Genève": "Geneva", "Luzern": "Lucerne",
	"Antwerpen": "Antwerp", "Gent": "Ghent", "Braunschweig": "Brunswick", "Al Fallūjah": "Fallujah", "As Sulaymānīyah": "Sulaymaniyah", "Al Başrah al Qadīmah": "Basra", "Mişrātah": "Misrata", "Ta‘izz": "Taiz", "Al Ḩudaydah": "Hodeidah", "Ḩamāh": "Hama",
	"Kandahār": "Kandahar", "Mazār-e Sharīf": "Mazar-i-Sharif", "Tol’yatti": "Tolyatti", "Ryazan’": "Ryazan", "Arkhangel’sk": "Arkhangelsk", "Stavropol’": "Stavropol", "Fès": "Fez", "Reggio nell'Emilia": "Reggio Emilia", "Thessaloníki": "Thessaloniki",
}

// englishRegions are English names of regions.
var englishRegions = map[string]string{
	"Rheinland-Pfalz": "Rhineland-Palatinate", "Mecklenburg-Vorpommern": "Mecklenburg-Western Pomerania", "Bayern": "Bavaria", "Hessen": "Hesse", "Sachsen": "Saxony", "Sachsen-Anhalt": "Saxony-Anhalt", "Thüringen": "Thuringia", "Niedersachsen": "Lower Saxony", "Nordrhein-Westfalen": "North Rhine-Westphalia",
	"Lombardia": "Lombardy", "Toscana": "Tuscany", "Sicilia": "Sicily", "Sardegna": "Sardinia", "Piemonte": "Piedmont", "Andalucía": "Andalusia", "Cataluña": "Catalonia", "Bretagne": "Brittany", "Corse": "Corsica",
}

// cityAliases are other names that newspapers use.
var cityAliases = map[string]string{
	"Washington": "Washington, D.C.|Washington D.C.|Washington DC|Washington, DC|D.C.", "New York City": "New York|NYC", "Kyiv": "Kiev", "Ho Chi Minh City": "Saigon", "Mumbai": "Bombay", "Kolkata": "Calcutta", "Chennai": "Madras", "Bengaluru": "Bangalore",
	"Odessa": "Odesa", "Kharkiv": "Kharkov", "Lviv": "Lvov", "Dnipro": "Dnipropetrovsk", "Yangon": "Rangoon", "Beijing": "Peking", "Guangzhou": "Canton", "Kandahar": "Qandahar", "Frankfurt": "Frankfurt am Main|Frankfurt/Main", "Saint Petersburg": "St. Petersburg|St Petersburg|Leningrad",
	"Mecca": "Makkah", "Medina": "Madinah", "Gaza": "Gaza City", "Kraków": "Cracow", "Saint Louis": "St. Louis|St Louis", "Brunswick": "Braunschweig",
}

// handPlaces are parts of the world, and countries that are no more.
const handPlaces = `Africa	Continent	
Antarctica	Continent	
Asia	Continent	
Europe	Continent	
North America	Continent	
South America	Continent	
Oceania	Continent	
Latin America	Place	
Central America	Place	
Middle East	Place	Mideast
Far East	Place	
North Africa	Place	
East Africa	Place	
West Africa	Place	
Southern Africa	Place	
Central Africa	Place	
Sub-Saharan Africa	Place	
Central Asia	Place	
South Asia	Place	
East Asia	Place	
Southeast Asia	Place	South East Asia|South-East Asia
Western Europe	Place	
Eastern Europe	Place	
Central Europe	Place	
Southern Europe	Place	
Northern Europe	Place	
Scandinavia	Place	
Balkans	Place	
Caucasus	Place	
Sahel	Place	
Horn of Africa	Place	
Kashmir	Place	
Kurdistan	Place	
Chechnya	AdministrativeArea	
Crimea	Place	
Donbas	Place	Donbass
Mediterranean Sea	BodyOfWater	Mediterranean
Soviet Union	Country	USSR|U.S.S.R.|Union of Soviet Socialist Republics
East Germany	Country	German Democratic Republic|GDR
West Germany	Country	
Yugoslavia	Country	
Czechoslovakia	Country	
South Vietnam	Country	
North Vietnam	Country	
Ottoman Empire	Country	
Austria-Hungary	Country	`

const handDemonyms = `Soviet Union: Soviet,Soviets
East Germany: East German,East Germans
West Germany: West German,West Germans
Yugoslavia: Yugoslav,Yugoslavs,Yugoslavian
Czechoslovakia: Czechoslovak,Czechoslovakian
United States: American,Americans
United Kingdom: British,Briton,Britons,Brit,Brits
China: Chinese
South Korea: South Korean,South Koreans
North Korea: North Korean,North Koreans
Taiwan: Taiwanese
Palestine: Palestinian,Palestinians
Netherlands: Dutch,Dutchman,Dutchmen
Democratic Republic of the Congo: Congolese
Dominican Republic: Dominican,Dominicans
France: French,Frenchman,Frenchmen,Frenchwoman
Ireland: Irish,Irishman,Irishmen
Hong Kong: Hong Konger,Hong Kongers,Hongkonger,Hongkongers
Ivory Coast: Ivorian,Ivorians
Myanmar: Burmese
Spain: Spanish,Spaniard,Spaniards
Sweden: Swedish,Swede,Swedes
Denmark: Danish,Dane,Danes
Poland: Polish,Pole,Poles
Finland: Finnish,Finn,Finns
Turkey: Turkish,Turk,Turks
Switzerland: Swiss
Philippines: Filipino,Filipinos,Filipina,Philippine
New Zealand: New Zealander,New Zealanders
Saudi Arabia: Saudi,Saudis,Saudi Arabian
Israel: Israeli,Israelis
Iraq: Iraqi,Iraqis
Pakistan: Pakistani,Pakistanis
Bangladesh: Bangladeshi,Bangladeshis
Afghanistan: Afghan,Afghans
Thailand: Thai,Thais
Kazakhstan: Kazakh,Kazakhs,Kazakhstani
Czech Republic: Czech,Czechs
United Arab Emirates: Emirati,Emiratis
Serbia: Serbian,Serb,Serbs,Serbians
Croatia: Croatian,Croat,Croats
Argentina: Argentine,Argentines,Argentinian,Argentinians
India: Indian,Indians
Niger: Nigerien,Nigeriens
Kosovo: Kosovar,Kosovars
Yemen: Yemeni,Yemenis
Kuwait: Kuwaiti,Kuwaitis
Qatar: Qatari,Qataris
Oman: Omani,Omanis
Nepal: Nepali,Nepalese
Iceland: Icelandic,Icelander,Icelanders
Cyprus: Cypriot,Cypriots
Slovakia: Slovak,Slovaks
Slovenia: Slovenian,Slovene,Slovenes
Vietnam: Vietnamese
Germany: German,Germans
Russia: Russian,Russians
Belgium: Belgian,Belgians`

const handCapitals = `United States: Washington,Washington D.C.,Washington DC,Washington, D.C.
Ukraine: Kyiv,Kiev
India: New Delhi,Delhi
Myanmar: Naypyidaw,Nay Pyi Taw
Sri Lanka: Colombo
China: Beijing,Peking
South Korea: Seoul
North Korea: Pyongyang
Japan: Tokyo
Russia: Moscow
Taiwan: Taipei
Israel: Jerusalem
Netherlands: The Hague,Amsterdam
South Africa: Pretoria
Bolivia: La Paz,Sucre
Tanzania: Dodoma
Nigeria: Abuja
Kazakhstan: Astana
Mexico: Mexico City
Ivory Coast: Yamoussoukro
Equatorial Guinea: Malabo
Chile: Santiago
Kosovo: Pristina
Moldova: Chisinau
Eswatini: Mbabane
Mongolia: Ulaanbaatar,Ulan Bator
Austria: Vienna
Palestine: Ramallah`

const handNotCapitals = `Cape Town
Cotonou
Rangoon
Lobamba
East Jerusalem
Washington,
`

const handSeats = `United States: White House,Oval Office,Pentagon,Capitol Hill,Foggy Bottom,Biden White House,Trump White House
Russia: Kremlin
United Kingdom: Downing Street,10 Downing Street,No. 10,No 10,Number 10,Number Ten,Whitehall,Westminster
France: Élysée,Élysée Palace,Quai d'Orsay,Matignon,Hôtel Matignon,Palais de l'Élysée
China: Zhongnanhai
South Korea: Blue House,Cheong Wa Dae,Presidential Office of South Korea
Japan: Kantei,Nagatacho,Kasumigaseki
Germany: German Chancellery,Chancellery,Federal Chancellery
Italy: Palazzo Chigi,Quirinale,Quirinal Palace,Farnesina
Spain: Moncloa,Moncloa Palace,La Moncloa
Venezuela: Miraflores,Miraflores Palace
Brazil: Planalto,Planalto Palace,Itamaraty
Argentina: Casa Rosada
Colombia: Casa de Nariño
Mexico: Los Pinos
Chile: La Moneda
India: Rashtrapati Bhavan,South Block,Raisina Hill
Nigeria: Aso Rock,Aso Villa
Philippines: Malacañang,Malacañang Palace
Ukraine: Bankova,Verkhovna Rada
Canada: Rideau Hall,Parliament Hill
New Zealand: Beehive
Indonesia: Merdeka Palace,Istana Merdeka
Malaysia: Putrajaya
South Africa: Union Buildings
Turkey: Beştepe,Sublime Porte
Iran: Beit-e Rahbari
Belarus: Independence Palace
Vatican City: Apostolic Palace`

func (m *maker) organisations() {
	country := func(s string) string {
		s = strings.TrimSuffix(strings.TrimSuffix(s, ", Province of China"), ", Islamic Republic of")
		if c, ok := m.canonical[fold.Name(s)]; ok {
			return c
		}
		return s
	}
	m.read("organisations_own.tsv", func(get func(string) string) {
		rank := rankCurated
		if get("country") == "" || get("type") == "IntergovernmentalOrganization" {
			rank++
		}
		s, aliases := get("name"), list(get("aliases"))
		if full, ok := fullNames[s]; ok {
			s, aliases = full, append(aliases, s)
		}
		aliases = slices.DeleteFunc(aliases, func(a string) bool { return slices.Contains(formerNames, a) })
		m.add(s, get("type"), country(get("country")), get("wikidata"), rank, aliases...)
	})
	for line := range strings.SplitSeq(handOrganisations, "\n") {
		f := strings.Split(line, "\t")
		m.add(f[0], f[1], f[2], "", rankCurated, list(f[3])...)
	}
	// known takes a name as one more of a thing that the checked list has.
	known := func(kind, where string, rank int, all []string) bool {
		for _, a := range all {
			for _, n := range []*name{m.names[fold.Name(a)+"\t"+kind+"\t"+where], m.curated(a, kind, where)} {
				if n != nil && n.rank >= rankCurated {
					m.add(n.canonical, kind, n.country, "", rank, all...)
					return true
				}
			}
		}
		return false
	}
	others := func(get func(string) string) {
		rank, kind, from := rankCompany, get("type"), get("source")
		switch kind {
		case "CollegeOrUniversity":
			rank = rankSchool
		case "SportsTeam":
			rank = rankClub
		case "Landform", "BodyOfWater":
			rank = rankNatural
			if _, ok := m.names[fold.Name(get("name"))+"\tContinent\t"]; ok {
				return
			}
			if _, ok := m.canonical[fold.Name(get("name"))]; ok {
				return
			}
		}
		s := get("name")
		if m.common(s) && kind != "Corporation" {
			return
		}
		if strings.Contains(s, "//") || strings.Contains(s, ") ") && kind == "SportsTeam" { // addresses, second teams
			return
		}
		if strings.Contains(s, "Sponsored") || strings.Contains(s, " ADR") || strings.Contains(s, " GDR") {
			return
		}
		var aliases []string
		for _, a := range list(get("aliases")) {
			if m.common(a) || kind == "SportsTeam" && len(a) < 4 || strings.HasSuffix(a, ".") && kind == "SportsTeam" {
				continue
			}
			if _, ok := m.canonical[fold.Name(a)]; ok {
				continue
			}
			aliases = append(aliases, a)
		}
		where := country(get("country"))
		if strings.Contains(from, "s-and-p-500") {
			aliases = append(aliases, plainCompany(s)...)
		}
		if known(kind, where, rank, append([]string{s}, aliases...)) {
			return
		}
		if n := m.curated(s, kind, ""); n != nil && kind == "Corporation" { // listed in many countries
			m.add(n.canonical, kind, n.country, "", rank, aliases...)
			return
		}
		if kind == "Corporation" { // "Apple Inc." is the Apple of the checked list
			for _, a := range plainCompany(s) {
				if n := m.curated(a, kind, where); n != nil {
					m.add(n.canonical, kind, n.country, "", rank, append(aliases, s)...)
					return
				}
			}
		}
		m.add(s, kind, where, get("wikidata"), rank, aliases...)
	}
	m.read("organisations_cc0_pd.tsv", others)
	m.read("organisations_mit.tsv", others)
	m.read("companies_sp500.tsv", func(get func(string) string) {
		s := get("name")
		for _, country := range []string{"United States", "Ireland", "United Kingdom", "Switzerland", "Netherlands", "Bermuda"} {
			if _, ok := m.names[fold.Name(s)+"\tCorporation\t"+country]; ok {
				m.add(s, "Corporation", country, "", rankCompany, plainCompany(s)...)
				return
			}
		}
		m.add(s, "Corporation", "United States", "", rankCompany, plainCompany(s)...)
	})
	m.read("parties.tsv", func(get func(string) string) {
		c := m.countries[get("iso2")]
		s, _, _ := strings.Cut(get("name"), "  ")
		s, _, _ = strings.Cut(s, ";")
		s, _, _ = strings.Cut(s, " (")
		if c == "" || len(s) < 5 || strings.HasPrefix(s, "there ") || strings.HasPrefix(s, "note") || m.common(s) || len(strings.Fields(s)) > 9 {
			return
		}
		var aliases []string
		abbrev, _, _ := strings.Cut(get("abbrev"), " ")
		abbrev = strings.Trim(abbrev, ":;,")
		if len(abbrev) > 2 && strings.ToUpper(abbrev) == abbrev {
			aliases = append(aliases, abbrev)
		}
		for _, a := range append([]string{s}, aliases...) {
			if n := m.curated(a, "PoliticalParty", c); n != nil {
				m.add(n.canonical, n.kind, n.country, "", rankParty, append(aliases, s)...)
				return
			}
		}
		m.add(s, "PoliticalParty", c, "", rankParty, aliases...)
	})
	m.read("legislatures.tsv", func(get func(string) string) {
		c := m.countries[get("iso2")]
		if c == "" {
			return
		}
		rank := rankParty
		if get("iso2") == "US" { // handOrganisations has them
			return
		}
		for _, s := range []string{get("name_en"), get("name_local")} {
			if s == "" || len(s) < 4 || slices.Contains([]string{"Parliament", "Council", "Assembly", "Legislature", "Parlement"}, s) {
				continue
			}
			m.add(s, "GovernmentOrganization", c, "", rank)
		}
	})
	m.read("terrorist_groups_factbook.tsv", func(get func(string) string) {
		s, short := get("name"), ""
		if before, after, ok := strings.Cut(s, " ("); ok {
			s = before
			if acronym, tail, ok := strings.Cut(after, ")"); ok && tail == "" && strings.ToUpper(acronym) == acronym {
				short = acronym
			}
		}
		if n := cmp.Or(m.curated(s, "MilitantGroup", ""), m.curated(short, "MilitantGroup", "")); n != nil {
			m.add(n.canonical, n.kind, n.country, "", rankNatural, s)
			return
		}
		if !strings.ContainsAny(s, ",/–") && !strings.Contains(s, " - ") {
			m.add(s, "MilitantGroup", "", "", rankNatural, short)
		}
	})
}

// fullNames are the full names of some that the checked list calls by a
// shorter one, which is another thing's name too.
var fullNames = map[string]string{
	"Apple": "Apple Inc.", "Ford": "Ford Motor Company", "Bayern Munich": "FC Bayern Munich", "Christian Democratic Union": "Christian Democratic Union of Germany",
	"State Department": "United States Department of State", "Department of Defense": "United States Department of Defense", "Department of Justice": "United States Department of Justice", "Department of Homeland Security": "United States Department of Homeland Security", "Treasury Department": "United States Department of the Treasury",
	"US Supreme Court": "Supreme Court of the United States", "US Army": "United States Army", "US Navy": "United States Navy", "US Air Force": "United States Air Force", "US Coast Guard": "United States Coast Guard", "US Marine Corps": "United States Marine Corps", "US Central Command": "United States Central Command", "US Geological Survey": "United States Geological Survey",
	"US Senate": "United States Senate", "US Congress": "United States Congress", "US House of Representatives": "United States House of Representatives", "ECOWAS": "Economic Community of West African States", "OSCE": "Organization for Security and Co-operation in Europe", "Qassam Brigades": "Izz ad-Din al-Qassam Brigades",
	"AIG": "American International Group", "UNHCR": "United Nations High Commissioner for Refugees", "UNRWA": "United Nations Relief and Works Agency",
}

// formerNames are names of what was another company then.
var formerNames = []string{"EADS", "Royal Bank of Scotland", "RBS", "Facebook"}

// handOrganisations are names that news about governments needs and the
// sources lack or know only for one country.
const handOrganisations = `United States Senate	GovernmentOrganization	United States	U.S. Senate|US Senate|Senate
United States House of Representatives	GovernmentOrganization	United States	U.S. House of Representatives|US House of Representatives|House of Representatives
United States Congress	GovernmentOrganization	United States	U.S. Congress|US Congress|Congress
European Union	IntergovernmentalOrganization		EU|E.U.
Emirates	Corporation	United Arab Emirates	Emirates Airline
EADS	Corporation	Netherlands	European Aeronautic Defence and Space Company
Facebook	Corporation	United States	
Royal Bank of Scotland	Corporation	United Kingdom	RBS
United Nations	IntergovernmentalOrganization		UN|U.N.
United Nations Security Council	IntergovernmentalOrganization		U.N. Security Council|UN Security Council|Security Council`

// plainCompany gives a company's name without its legal form.
func plainCompany(s string) []string {
	var out []string
	short, _, _ := strings.Cut(s, " (")
	for _, tail := range []string{", Inc.", " Inc.", " Inc", " Corporation", " Corp.", " Corp", " Company", " Co.", " plc", " Ltd.", " Limited", " Holdings", " Group", " & Co.", " N.V.", " S.A."} {
		if cutOff, ok := strings.CutSuffix(short, tail); ok {
			short = strings.TrimRight(cutOff, ", ")
			break
		}
	}
	if short != s && len(short) > 3 {
		out = append(out, short)
	}
	return out
}

// persons reads heads of states and governments and officials.
func (m *maker) persons() {
	m.read("leaders_factbook.tsv", func(get func(string) string) {
		iso, s := get("iso2"), get("person")
		c := m.countries[iso]
		if c == "" || !m.independent[iso] && iso != "HK" && iso != "MO" || strings.HasPrefix(s, "China ") || strings.HasPrefix(s, "Co-prince") {
			return
		}
		for _, title := range []string{"President ", "Chairman ", "Premier ", "Minister ", "Gen. ", "General ", "Sr. Gen. "} {
			if i := strings.LastIndex(s, title); i >= 0 {
				s = s[i+len(title):]
			}
		}
		words := strings.Fields(s)
		for i, w := range words { // "XI Jinping"
			if len(w) > 1 && strings.ToUpper(w) == w && !strings.Contains(w, ".") && strings.Trim(w, "IVX") != "" {
				words[i] = w[:1] + strings.ToLower(w[1:])
			}
			if w == "XI" && i == 0 {
				words[i] = "Xi"
			}
		}
		if len(words) < 2 || len(words) > 5 {
			return
		}
		var aliases []string
		for i := range words { // "Donald J. Trump", "Vladimir Vladimirovich Putin"
			if i > 0 && i < len(words)-1 && (len(words[i]) == 2 && words[i][1] == '.' || strings.HasSuffix(words[i], "vich") || strings.HasSuffix(words[i], "ovna")) {
				aliases = append(aliases, strings.Join(slices.Delete(slices.Clone(words), i, i+1), " "))
			}
		}
		if len(words) == 4 && !strings.Contains(s, " al-") && !strings.Contains(s, " bin ") {
			aliases = append(aliases, words[0]+" "+words[2])
		}
		if iso == "KR" || iso == "KP" { // as the news agencies write Korean names
			for i, w := range words {
				if first, second, ok := strings.Cut(w, "-"); ok && second != "" {
					words[i] = first + " " + strings.ToUpper(second[:1]) + second[1:]
				}
			}
		}
		full := strings.Join(words, " ")
		if len(aliases) == 1 && len(words) == 3 { // the short name is the usual one
			full, aliases[0] = aliases[0], full
		}
		m.add(full, "Person", c, "", rankLeader, aliases...)
	})
	m.read("leaders_wikidata_2021.tsv", func(get func(string) string) {
		c, ok := m.canonical[fold.Name(get("country"))]
		s := get("person")
		if !ok || len(strings.Fields(s)) < 2 || strings.ContainsAny(s, "(),") {
			return
		}
		for id, n := range m.names { // the other list may call the country's leader by a longer name
			if n.kind == "Person" && n.country == c && n.same == "" && (id == fold.Name(s)+"\tPerson\t"+c || slices.ContainsFunc(n.aliases, func(a string) bool { return fold.Name(a) == fold.Name(s) })) {
				n.same = get("person_q")
				return
			}
		}
		if strings.HasSuffix(c, " Korea") && strings.Contains(s, "-") {
			return // the other list has who governs now
		}
		m.add(s, "Person", c, get("person_q"), rankLeader)
	})
	m.read("us_officials.tsv", func(get func(string) string) {
		var aliases []string
		if get("first") != "" && get("last") != "" {
			aliases = append(aliases, get("first")+" "+get("last"))
		}
		if get("nickname") != "" {
			aliases = append(aliases, get("nickname")+" "+get("last"))
		}
		rank := rankOfficial
		if o := get("office"); o == "President" || o == "Vice President" {
			rank = rankLeader
		}
		m.add(get("name"), "Person", "United States", get("wikidata"), rank, aliases...)
	})
	for line := range strings.SplitSeq(handPersons, "\n") {
		f := strings.Split(line, "\t")
		m.add(f[0], "Person", f[1], f[2], rankLeader, list(f[3])...)
	}
}

const handPersons = `Xi Jinping	China	Q15031	
Vladimir Putin	Russia	Q7747	
Kim Jong Un	North Korea	Q56226	
Nicolás Maduro	Venezuela	Q34211	
Narendra Modi	India	Q1058	
Emmanuel Macron	France	Q3052772	
Volodymyr Zelenskyy	Ukraine	Q3874799	Volodymyr Zelensky|Volodymyr Zelenskiy|Vladimir Zelensky
Angela Merkel	Germany	Q567	
Benjamin Netanyahu	Israel	Q43723	Bibi Netanyahu|Benyamin Netanyahu
Recep Tayyip Erdoğan	Turkey	Q39259	Tayyip Erdogan`

// onePerson makes one of leaders who are listed for many countries or under
// many names: kings and queens of the Commonwealth, "Joseph Biden".
func (m *maker) onePerson() {
	owner := map[string]string{} // id of the first with a name, by key
	for _, id := range slices.Sorted(maps.Keys(m.names)) {
		n := m.names[id]
		if n.kind != "Person" || n.rank < rankOfficial {
			continue
		}
		var with string
		for _, a := range n.aliases {
			with = cmp.Or(with, owner[fold.Name(a)])
		}
		if with == "" {
			with = id
		} else {
			first := m.names[with]
			if first.same != "" && n.same != "" && first.same != n.same && first.country != n.country {
				continue // two of one name
			}
			if n.country == "United Kingdom" || n.country == "France" || first.same == "" && n.same != "" {
				first.country = n.country
			}
			if len(n.canonical) < len(first.canonical) {
				first.canonical = n.canonical
			}
			first.same, first.rank = cmp.Or(first.same, n.same), max(first.rank, n.rank)
			for _, a := range n.aliases {
				if !slices.Contains(first.aliases, a) {
					first.aliases = append(first.aliases, a)
				}
			}
			delete(m.names, id)
		}
		for _, a := range m.names[with].aliases {
			owner[fold.Name(a)] = with
		}
	}
}

// leaders are the surnames that in the news mean one head of state or
// government.
func (m *maker) leaders() {
	bySurname := map[string][]*name{}
	for _, n := range m.names {
		if n.kind != "Person" || n.rank != rankLeader {
			continue
		}
		surnames := map[string]bool{}
		for _, a := range append([]string{n.canonical}, n.aliases...) {
			words := strings.Fields(a)
			last := words[len(words)-1]
			if surnameFirst[n.country] {
				last = words[0]
			}
			if last = strings.TrimPrefix(last, "al-"); len([]rune(last)) > 3 && !strings.HasSuffix(last, ".") {
				surnames[fold.Name(last)] = true
			}
		}
		for s := range surnames {
			bySurname[s] = append(bySurname[s], n)
		}
	}
	var lines []string
	for key, all := range bySurname {
		if len(all) > 1 || slices.Contains(manyLeaders, key) || key == "" {
			continue
		}
		n := all[0]
		lines = append(lines, strings.Join([]string{key, n.canonical, n.country, n.same}, "\t"))
	}
	m.write("leaders.tsv", lines)
}

// teams are the clubs that sports pages call by their city: the only one of
// the city that is widely known or, where none is, the only one at all.
func (m *maker) teams() {
	clubs := map[string][]*name{} // by country
	for _, n := range m.names {
		if n.kind == "SportsTeam" && n.country != "" {
			clubs[n.country] = append(clubs[n.country], n)
		}
	}
	var lines []string
	for _, n := range m.names {
		if n.kind != "City" || n.rank < 50_000 {
			continue
		}
		var known, others []string
		for _, club := range clubs[n.country] {
			if !slices.ContainsFunc(strings.Fields(club.canonical), func(w string) bool { return w == n.canonical || w == n.canonical+"er" }) {
				continue
			}
			if club.same != "" {
				known = append(known, club.canonical)
			} else {
				others = append(others, club.canonical)
			}
		}
		switch {
		case len(known) == 1:
			lines = append(lines, n.canonical+"\t"+n.country+"\t"+known[0])
		case len(known) == 0 && len(others) == 1:
			lines = append(lines, n.canonical+"\t"+n.country+"\t"+others[0])
		}
	}
	slices.Sort(lines)
	m.write("teams.tsv", lines)
}

// surnameFirst are countries whose surnames stand first.
var surnameFirst = map[string]bool{"China": true, "South Korea": true, "North Korea": true, "Taiwan": true, "Vietnam": true, "Cambodia": true}

// manyLeaders are surnames that more than one leader of our time had.
var manyLeaders = strings.Fields("adams bush clinton gandhi jackson johnson harrison roosevelt washington kennedy wilson taylor grant carter abe ford singh khan sharif suga le pen papandreou kim park")

func (m *maker) writeNames() {
	type line struct {
		key  string
		rank int
		text string
	}
	var all []line
	for _, n := range m.names {
		seen := map[string]bool{}
		for _, a := range n.aliases {
			key := fold.Name(a)
			if key == "" || seen[key+"\t"+shape(a)] {
				continue
			}
			seen[key+"\t"+shape(a)] = true
			alias := a
			if a == n.canonical {
				alias = ""
			}
			all = append(all, line{key, n.rank, strings.Join([]string{key, alias, n.canonical, n.kind, n.country, n.same, strconv.Itoa(n.rank)}, "\t")})
		}
	}
	slices.SortFunc(all, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.rank, a.rank), cmp.Compare(a.text, b.text))
	})
	var out []string
	for _, l := range all {
		out = append(out, l.text)
	}
	m.write("names.tsv", out)
}

// shape tells acronyms, which are looked up in their own case, from names.
func shape(a string) string {
	if len(a) <= 5 && strings.ToUpper(a) == a {
		return a
	}
	return ""
}

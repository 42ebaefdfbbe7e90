// Command lexicon makes the word tables in data/lexicon from their sources.
//
// Usage: go run ./cmd/lexicon [-data DIR] [-out DIR]
//
// DIR holds the extracts that data/README.md names, with their digests. The
// same sources always give the same tables.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

func main() {
	in := flag.String("data", "../shared/lexicon", "folder of the source tables")
	out := flag.String("out", "data/lexicon", "folder for the tables made")
	flag.Parse()
	if err := run(*in, *out, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "lexicon:", err)
		os.Exit(1)
	}
}

// A maker holds the sources as they are read.
type maker struct {
	dir, out    string
	log         io.Writer
	err         error
	countries   map[string]string   // common name by ISO code
	independent map[string]bool     // ISO codes of states
	canonical   map[string]string   // common name by key of any name
	nouns       map[string]string   // supersense by noun
	verbs       map[string][]string // supersenses by verb
	verbCount   map[string]int
	given       map[string]byte
	surnames    map[string]bool
	names       map[string]*name   // by key, type, country and name
	checked     map[string][]*name // of the checked list, by key of any name; made on first use
	total       int
}

func run(in, out string, log io.Writer) error {
	m := &maker{
		dir: in, out: out, log: log,
		countries: map[string]string{}, independent: map[string]bool{}, canonical: map[string]string{},
		nouns: map[string]string{}, verbs: map[string][]string{}, verbCount: map[string]int{},
		given: map[string]byte{}, surnames: map[string]bool{}, names: map[string]*name{},
	}
	for _, step := range []func(){m.words, m.nominals, m.people, m.places, m.organisations, m.persons, m.onePerson, m.same, m.leaders, m.teams, m.writeNames, m.titles, m.currencies} {
		if step(); m.err != nil {
			return m.err
		}
	}
	fmt.Fprintf(log, "%d bytes in all\n", m.total)
	return nil
}

// read gives the rows of a table, by column name.
func (m *maker) read(file string, row func(get func(string) string)) {
	if m.err != nil {
		return
	}
	text, err := os.ReadFile(filepath.Join(m.dir, file))
	if err != nil {
		m.err = err
		return
	}
	head, rest, _ := strings.Cut(string(text), "\n")
	columns := map[string]int{}
	for i, c := range strings.Split(strings.TrimSuffix(head, "\r"), "\t") {
		columns[c] = i
	}
	for line := range strings.SplitSeq(rest, "\n") {
		fields := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(fields) < 2 {
			continue
		}
		row(func(c string) string {
			i, ok := columns[c]
			if !ok && m.err == nil {
				m.err = fmt.Errorf("%s has no column %q", file, c)
			}
			if !ok || i >= len(fields) {
				return ""
			}
			return strings.TrimSpace(fields[i])
		})
	}
}

// write puts a table down: lines are sorted by the bytes of the first field
// and else keep their order.
func (m *maker) write(file string, lines []string) {
	if m.err != nil {
		return
	}
	slices.SortStableFunc(lines, func(a, b string) int {
		x, _, _ := strings.Cut(a, "\t")
		y, _, _ := strings.Cut(b, "\t")
		return cmp.Compare(x, y)
	})
	text := strings.Join(lines, "\n") + "\n"
	m.total += len(text)
	fmt.Fprintf(m.log, "%-16s %7d lines %9d bytes\n", file, len(lines), len(text))
	if err := os.WriteFile(filepath.Join(m.out, file), []byte(text), 0o644); err != nil {
		m.err = err
	}
}

func sorted[V any](table map[string]V, line func(string, V) string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(table)) {
		out = append(out, line(k, table[k]))
	}
	return out
}

func pairs(table map[string]string) []string {
	return sorted(table, func(k, v string) string { return k + "\t" + v })
}

func list(s string) []string {
	var out []string
	for item := range strings.SplitSeq(s, "|") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// tops are the supersenses that the tops of the noun hierarchy belong to.
var tops = map[string]string{
	"person": "person", "individual": "person", "someone": "person", "somebody": "person", "mortal": "person", "soul": "person",
	"group": "group", "grouping": "group", "time": "time", "event": "event", "act": "act", "deed": "act", "human action": "act",
	"location": "location", "artifact": "artifact", "artefact": "artifact", "food": "food", "animal": "animal", "plant": "plant", "beast": "animal", "fauna": "animal", "flora": "plant",
	"feeling": "feeling", "motive": "motive", "motivation": "motive", "need": "motive", "possession": "possession", "process": "process", "physical process": "process",
	"phenomenon": "phenomenon", "relation": "relation", "shape": "shape", "form": "shape", "state": "state", "substance": "substance", "attribute": "attribute",
	"cognition": "cognition", "knowledge": "cognition", "communication": "communication", "measure": "quantity", "quantity": "quantity", "amount": "quantity",
	"object": "object", "body": "body", "cause": "event", "cell": "body", "matter": "substance", "natural object": "object",
}

func (m *maker) words() {
	var nouns []string
	m.read("wn_noun_supersense.tsv", func(get func(string) string) {
		noun := get("noun")
		best, most := "", -1
		for _, item := range list(get("supersenses_in_sense_order(tag_count)")) {
			sense, count, _ := strings.Cut(item, ":")
			n, _ := strconv.Atoi(count)
			if sense == "Tops" {
				if sense = tops[noun]; sense == "" {
					continue
				}
			}
			if n > most {
				best, most = sense, n
			}
		}
		if best == "" || noun == "" {
			return
		}
		if s, ok := supersenses[noun]; ok {
			best = s
		}
		m.nouns[noun] = best
		if strings.Count(noun, " ") < 3 {
			nouns = append(nouns, noun+"\t"+best)
		}
	})
	m.write("nouns.tsv", nouns)

	m.read("wn_verbs.tsv", func(get func(string) string) {
		type sense struct {
			name  string
			count int
		}
		var senses []sense
		for _, item := range list(get("supersenses")) {
			s, count, _ := strings.Cut(item, ":")
			n, _ := strconv.Atoi(count)
			senses = append(senses, sense{s, n})
			m.verbCount[get("verb")] += n
		}
		slices.SortStableFunc(senses, func(a, b sense) int { return cmp.Compare(b.count, a.count) })
		for _, s := range senses {
			m.verbs[get("verb")] = append(m.verbs[get("verb")], s.name)
		}
	})
	m.write("verbs.tsv", sorted(m.verbs, func(k string, v []string) string { return k + "\t" + strings.Join(v, "|") }))

	categories := map[string][]string{}
	m.read("wn_noun_categories.tsv", func(get func(string) string) {
		if n, _ := strconv.Atoi(get("sense_number")); n <= 2 {
			noun := strings.ToLower(get("noun"))
			if !slices.Contains(categories[noun], get("category")) {
				categories[noun] = append(categories[noun], get("category"))
			}
		}
	})
	m.write("categories.tsv", sorted(categories, func(k string, v []string) string { return k + "\t" + strings.Join(v, "|") }))
}

// supersenses mends nouns whose most frequent sense in fiction is not that in
// the news, or that the word list lacks in that sense.
var supersenses = map[string]string{
	"analyst": "person", "official": "person", "representative": "person", "executive": "person", "automaker": "group", "carmaker": "group",
	"government": "group", "company": "group", "party": "group", "agency": "group", "parliament": "group", "bank": "group", "ministry": "group",
	"country": "location", "nation": "location", "militant": "person", "source": "person", "expert": "person", "military": "group",
}

func (m *maker) nominals() {
	type row struct {
		noun, verb, kind      string
		nsense, vsense, count int
	}
	rows := map[string][]row{}
	m.read("wn_nominalisations.tsv", func(get func(string) string) {
		r := row{noun: strings.ToLower(get("noun")), verb: get("verb"), kind: get("noun_supersense_or_agent")}
		r.nsense, _ = strconv.Atoi(get("best_noun_sense"))
		r.vsense, _ = strconv.Atoi(get("best_verb_sense"))
		r.count, _ = strconv.Atoi(get("tag_count"))
		rows[r.noun] = append(rows[r.noun], r)
	})
	// Acts come first, then what is like one, then states and things; a
	// doer only where the noun is nothing else.
	class := func(r row) int {
		switch r.kind {
		case "act", "event", "communication", "cognition", "process", "phenomenon":
			return 0
		case "agent":
			return 2
		}
		return 1
	}
	better := func(a, b row) int {
		return cmp.Or(
			cmp.Compare(class(a), class(b)),
			cmp.Compare(b.count, a.count),
			cmp.Compare(a.nsense, b.nsense),
			cmp.Compare(a.vsense, b.vsense),
			cmp.Compare(m.verbCount[b.verb], m.verbCount[a.verb]),
			cmp.Compare(a.verb, b.verb), cmp.Compare(a.kind, b.kind),
		)
	}
	nominals, agents := map[string]string{}, map[string]string{}
	for noun, rs := range rows {
		slices.SortFunc(rs, better)
		nominals[noun] = rs[0].verb + "\t" + rs[0].kind
		for _, r := range rs {
			if r.kind == "agent" && r.nsense <= 3 {
				agents[noun] = r.verb
				break
			}
		}
	}
	for noun, v := range handNominals {
		nominals[noun] = v
	}
	m.write("nominals.tsv", pairs(nominals))
	m.write("agents.tsv", pairs(agents))
}

// handNominals are nouns of acts that the source lacks or ties to a rare verb.
var handNominals = map[string]string{
	"trip": "travel\tact", "talks": "talk\tcommunication", "summit": "meet\tevent", "airstrike": "strike\tact", "air strike": "strike\tact",
	"crackdown": "crack down\tact", "takeover": "take over\tact", "takeoff": "take off\tact", "lawsuit": "sue\tact", "protest": "protest\tact",
	"ouster": "oust\tact", "death": "die\tevent", "speech": "speak\tcommunication", "war": "war\tact", "theft": "steal\tact", "loss": "lose\tevent",
	"birth": "bear\tevent", "departure": "depart\tact", "signing": "sign\tact", "intention": "intend\tcognition", "meeting": "meet\tact", "condemnation": "condemn\tcommunication",
}

// people reads given names and family names.
func (m *maker) people() {
	m.read("given_names.tsv", func(get func(string) string) {
		s := get("name")
		if len(s) < 2 || strings.ContainsAny(s, ".0123456789") || s == "He" || s == "She" {
			return
		}
		g := (get("gender") + "U")[0]
		male, _ := strconv.Atoi(get("uk_male"))
		female, _ := strconv.Atoi(get("uk_female"))
		if g == 'U' { // one in fifty may be an error of the register
			if male > 50*female && male > 100 {
				g = 'M'
			} else if female > 50*male && female > 100 {
				g = 'F'
			}
		}
		key := fold.Name(s)
		if have, ok := m.given[key]; ok && have != g {
			g = 'U'
		}
		m.given[key] = g
	})
	m.write("given.tsv", sorted(m.given, func(k string, g byte) string { return k + "\t" + string(g) }))

	m.read("surnames_by_country.tsv", func(get func(string) string) {
		if s := get("surname"); latin(s) && len(s) > 1 {
			m.surnames[fold.Name(s)] = true
		}
	})
	m.read("us_officials.tsv", func(get func(string) string) { m.surnames[fold.Name(get("last"))] = true })
	for _, s := range strings.Fields(handSurnames) {
		m.surnames[fold.Name(s)] = true
	}
	delete(m.surnames, "")
	m.write("surnames.tsv", sorted(m.surnames, func(k string, _ bool) string { return k + "\t" }))
}

const handSurnames = `An Ahn Bae Baek Bai Bang Bao Bo Bu Byun Cai Cao Cha Chae Chang Chen Cheng Cheon Chiang Cho Choe Choi Chu Chun Chung Cui Dai Dang Deng Ding Do Dong Du Duan Fan Fang Feng Fu Gao Ge Go Gong Gu Guo Ha Hahm Ham Han Hao He Heo Hong Hou Hu Huang Huh Hui Hur Hwang Im Jang Jeon Jeong Ji Jia Jiang Jin Jo Joo Ju Jun Jung Kang Kim Ko Kong Koo Kwak Kwon Lai Lam Lau Lee Lei Li Liang Liao Lim Lin Liu Long Lu Luo Lv Ma Mao Meng Min Mo Moon Na Nam Ng Ngo Nguyen Nie Noh Oh Pak Pan Park Peng Pham Phan Pyo Qian Qiao Qin Qiu Qu Ren Rhee Ri Roh Ryu Seo Shao Shen Shi Shin Shim So Sohn Son Song Su Suh Sun Tan Tang Tao Tian Tran Tsai Tu Vo Vu Wan Wang Wei Wen Wi Won Woo Wu Xi Xia Xiang Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yoo Yoon You Yu Yuan Yun Zeng Zhai Zhan Zhang Zhao Zheng Zhong Zhou Zhu Zou Putin Lavrov Maduro Macron Merkel Scholz Zelenskyy Zelensky Erdogan Netanyahu Modi Gandhi Takaichi Ishiba Kishida Abe Trump Biden Harris Obama Clinton Bush Reagan Carter Nixon Kennedy Starmer Sunak Johnson May Cameron Blair Thatcher Trudeau Carney Albanese Lula Bolsonaro Milei Keller`

func latin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return s != ""
}

// titles reads titles and roles of persons.
func (m *maker) titles() {
	kinds := map[string]string{}
	put := func(title, kind string) {
		title = strings.ToLower(title)
		title = strings.NewReplacer("(rep.)", "", "-", " ", ".", "", ",", "", "’", "'").Replace(title)
		title = strings.Join(strings.Fields(title), " ")
		for _, tail := range []string{" the", " of", " of the"} {
			title = strings.TrimSuffix(title, tail)
		}
		if title == "" || strings.ContainsAny(title, "(/)") || kinds[title] != "" && kinds[title] != "leader" || len(title) < 3 && kind != "honorific" {
			return
		}
		kinds[title] = kind
	}
	for _, s := range strings.Split(handHonorifics, ",") {
		put(s, "honorific")
	}
	for line := range strings.SplitSeq(handTitles, "\n") {
		kind, words, _ := strings.Cut(line, ":")
		for _, s := range strings.Split(words, ",") {
			put(s, kind)
		}
	}
	person := func(title string) bool {
		words := strings.Fields(strings.ToLower(strings.ReplaceAll(title, "-", " ")))
		if len(words) == 0 {
			return false
		}
		if m.nouns[strings.Join(words, " ")] == "person" {
			return true
		}
		head := words[len(words)-1]
		if i := slices.Index(words, "of"); i > 0 {
			head = words[i-1]
		}
		return len(words) > 1 && m.nouns[head] == "person"
	}
	m.read("titles.tsv", func(get func(string) string) {
		title, kind := get("title"), list(get("kinds"))
		if len(kind) == 0 {
			return
		}
		switch first := kind[0]; {
		case strings.Contains(get("kinds"), "honorific"):
			put(title, "honorific")
		case strings.HasPrefix(first, "chief_of") || strings.HasPrefix(first, "head_of"):
			if strings.Count(title, " ") < 4 && person(strings.TrimSuffix(title, ",")) {
				put(title, "leader")
			}
		case strings.HasPrefix(first, "wn:"):
			if m.nouns[strings.ToLower(title)] == "person" && !notTitles[strings.ToLower(title)] {
				put(title, wordKinds[strings.TrimPrefix(first, "wn:")])
			}
		case strings.HasPrefix(first, "cameo:"):
			if person(title) && !notTitles[strings.ToLower(title)] {
				put(title, cameo(strings.TrimPrefix(first, "cameo:")))
			}
		}
	})
	m.read("phoenix_agents.tsv", func(get func(string) string) {
		title := get("noun")
		if person(title) && !notTitles[strings.ToLower(title)] {
			put(title, cameo(get("cameo_role")))
		}
	})
	m.write("titles.tsv", pairs(kinds))
}

var wordKinds = map[string]string{"leader": "leader", "official": "official", "politician": "politician", "military_person": "military"}

func cameo(role string) string {
	for _, k := range [...][2]string{{"GOV", "government"}, {"MIL", "military"}, {"LEG", "legislature"}, {"JUD", "judiciary"}, {"COP", "police"}, {"SPY", "intelligence"}, {"MED", "media"}, {"EDU", "education"}, {"BUS", "business"}, {"HLH", "health"}, {"OPP", "opposition"}, {"PTY", "party"}, {"REB", "rebel"}, {"UAF", "rebel"}, {"CRM", "criminal"}, {"LAB", "labour"}, {"AGR", "agriculture"}, {"ELI", "elite"}} {
		if strings.HasPrefix(role, k[0]) {
			return k[1]
		}
	}
	return "role"
}

// notTitles are words of the sources that do not stand before a name.
var notTitles = map[string]bool{
	"voluntary": true, "regular": true, "weigher": true, "voider": true, "wanderer": true, "man": true, "woman": true, "people": true, "person": true, "nationals": true, "national": true,
	"usher": true, "whip": true, "head": true, "chair": true, "employer": true, "employee": true, "resident": true, "mover": true, "file": true, "major league": true, "american": true,
	"christian": true, "muslim": true, "jew": true, "hindu": true, "buddhist": true, "catholic": true, "arab": true, "individual": true, "civilian": true, "star": true, "idol": true,
	"jack": true, "drudge": true, "gi": true, "flag": true, "second": true, "point": true, "world": true, "messiah": true, "wave": true, "cut": true, "victim": true, "refugee": true,
}

const handHonorifics = "Mr,Mrs,Ms,Miss,Mx,Dr,Prof,Sir,Dame,Lord,Lady,Madam,Madame,Mme,Monsieur,Herr,Frau,Señor,Rev,Fr,Hon,Rep,Sen,Gov,Pres,Gen,Lt,Col,Maj,Capt,Cmdr,Adm,Sgt,Cpl,Pvt,Lt Gen,Maj Gen,Brig Gen,Lt Col,Lt Cmdr,Sgt Maj,St,Atty,Ald,Supt,Insp,Det"

const handTitles = `leader:president,prime minister,premier,vice premier,vice president,deputy prime minister,chancellor,leader,party leader,opposition leader,supreme leader,king,queen,prince,princess,emperor,empress,crown prince,crown princess,sultan,emir,pope,dictator,head of state,head of government,general secretary,secretary general,first lady,first minister,taoiseach,president elect,prime minister designate,co leader,faction leader,rebel leader,chief,head,co chair,chair,chairperson,chairwoman,chairman,vice chairman
government:minister,secretary,secretary of state,attorney general,solicitor general,national security adviser,national security advisor,security adviser,adviser,advisor,foreign minister,defence minister,defense minister,defense secretary,defence secretary,interior minister,finance minister,trade minister,home secretary,foreign secretary,press secretary,treasury secretary,chief of staff,ambassador,envoy,special envoy,diplomat,consul,consul general,governor,lieutenant governor,mayor,commissioner,high commissioner,under secretary,undersecretary,deputy secretary,permanent secretary,vice minister,vice foreign minister,official,negotiator,chief negotiator,spokesman,spokeswoman,spokesperson,surgeon general,district attorney,prosecutor,regulator,inspector general,comptroller,treasurer,councillor,councilor,councilman,councilwoman,alderman,city manager,police commissioner
legislature:senator,representative,congressman,congresswoman,member of parliament,lawmaker,legislator,deputy,speaker,house speaker,majority leader,minority leader,senate majority leader,senate minority leader,house majority leader,house minority leader,majority whip,minority whip,parliamentarian,assemblyman,assemblywoman,delegate,mp,mep,backbencher,whip
business:ceo,cfo,coo,cto,chief executive,chief executive officer,chief financial officer,chief operating officer,chief technology officer,managing director,director,director general,deputy director,executive director,founder,co founder,owner,manager,general manager,executive,banker,investor,entrepreneur,businessman,businesswoman,billionaire,tycoon,magnate,trader,broker,partner,board member,secretary treasurer,vice chair,consultant,employee
analyst:analyst,economist,chief economist,strategist,expert,researcher,senior fellow,fellow,political scientist,observer,commentator,pundit,specialist,scholar,historian,scientist,engineer,biologist,physicist,chemist,geologist,astronomer,meteorologist,climatologist,epidemiologist,virologist,psychologist,sociologist,anthropologist,archaeologist,palaeontologist,paleontologist
education:professor,emeritus professor,professor emeritus,assistant professor,associate professor,dean,rector,lecturer,teacher,student,principal,provost,vice chancellor,academic,schoolteacher
media:journalist,reporter,correspondent,editor,editor in chief,columnist,anchor,broadcaster,presenter,host,photographer,blogger,author,writer,novelist,poet,playwright,critic,publisher
military:general,admiral,colonel,major,captain,lieutenant,sergeant,commander,marshal,brigadier,commander in chief,lieutenant general,major general,rear admiral,vice admiral,chief of defence,chief of general staff,soldier,officer,pilot,astronaut,cosmonaut
judiciary:judge,chief justice,justice,magistrate,lawyer,attorney,solicitor,barrister,coroner
police:police chief,detective,inspector,superintendent,sheriff,constable,police officer,chief constable
religious:bishop,archbishop,cardinal,imam,rabbi,ayatollah,grand ayatollah,patriarch,pastor,priest,cleric,reverend,dalai lama
role:activist,campaigner,singer,actor,actress,musician,composer,artist,director,filmmaker,producer,comedian,model,chef,designer,architect,dancer,rapper,guitarist,drummer,player,footballer,coach,head coach,manager,striker,goalkeeper,midfielder,defender,forward,quarterback,pitcher,champion,boxer,golfer,cyclist,swimmer,skier,sprinter,driver,rider,jockey,referee,inventor,explorer,doctor,surgeon,physician,nurse,dentist,farmer,worker,organizer,organiser,coordinator,dissident,whistleblower,candidate,nominee,presidential candidate,spokesman,contributor,volunteer,resident,witness,aide,assistant`

func (m *maker) currencies() {
	codes := map[string]string{}
	m.read("currencies.tsv", func(get func(string) string) {
		code := get("code")
		if strings.ContainsAny(get("name"), "0123456789(") {
			return
		}
		for _, c := range []string{"name", "singular", "plural"} {
			if s := strings.ToLower(get(c)); s != "" {
				codes[s] = code
			}
		}
		for _, s := range list(get("symbols")) {
			if code != "XXX" && len(s) > 1 {
				codes[strings.ToLower(s)] = code
			}
		}
		codes[strings.ToLower(code)] = code
	})
	// Codes that are English words must not be read as money in a text.
	for _, word := range []string{"all", "top", "cup", "mop", "try", "pen", "sos", "mad", "gel", "ang", "lak", "ron", "ars", "cad", "bam", "mad", "php", "irr", "mur", "std", "cop", "dop", "pab", "hrk", "tops"} {
		delete(codes, word)
	}
	for line := range strings.SplitSeq(handCurrencies, "\n") {
		code, forms, _ := strings.Cut(line, " ")
		for form := range strings.SplitSeq(forms, ",") {
			codes[form] = code
		}
	}
	m.write("currencies.tsv", pairs(codes))
}

const handCurrencies = `USD $,us$,usd,us dollar,us dollars,u.s. dollar,u.s. dollars,u.s. $,dollar,dollars,american dollars,buck,bucks
EUR €,euro,euros,eur
GBP £,pound,pounds,pound sterling,pounds sterling,sterling,gbp,quid
JPY ¥,yen,jp¥,jpy
CNY yuan,renminbi,rmb,cn¥,cny,chinese yuan
KRW ₩,won,krw,korean won,south korean won
KPW north korean won
INR ₹,rupee,rupees,rs,rs.,inr,indian rupees
RUB ₽,ruble,rubles,rouble,roubles,rub
NZD nz$,nzd,new zealand dollars,kiwi dollars
AUD a$,au$,aud,australian dollars
CAD c$,ca$,canadian dollars
HKD hk$,hkd,hong kong dollars
SGD s$,sgd,singapore dollars
TWD nt$,twd,new taiwan dollars
BRL r$,real,reais,brl
MXN mx$,mexican pesos,mxn
PHP ₱,philippine pesos
ARS argentine pesos
CHF franc,francs,swiss franc,swiss francs,chf,sfr
SEK krona,kronor,sek
NOK norwegian kroner,nok
DKK kroner,danish kroner,dkk
TRY ₺,lira,liras,turkish lira
ILS ₪,shekel,shekels,ils
UAH ₴,hryvnia,hryvnias
PLN zloty,zlotys,złoty,pln
CZK koruna,korunas,czk
HUF forint,forints,huf
THB ฿,baht,thb
VND ₫,dong,vnd
IDR rupiah,idr
MYR ringgit,rm,myr
SAR riyal,riyals,saudi riyals
AED dirham,dirhams
IRR iranian rial,iranian rials
NGN ₦,naira
ZAR rand,rands,zar
EGP egyptian pounds
KES kenyan shillings
BDT taka,takas
PKR pakistani rupees
MXN pesos mexicanos
ISK icelandic kronur
VES bolivar,bolivars,bolívares
XBT bitcoin,bitcoins`

package schema

import (
	_ "embed"
	"strings"
	"sync"
)

// A Relation is what the schema knows of a canonical predicate.
type Relation struct {
	Name      string // local name of the predicate: "visited"
	Inverse   string // predicate with subject and object exchanged, "" for none: "lost_to" of "defeated"
	Symmetric bool   // it holds the other way round too: "met"
	Event     Event
}

// An Event is a code of political event data. PLOVER is the type of event in
// the Political Language Ontology for Verifiable Event Records (Open Event
// Data Alliance, 2016), CAMEO the code in the Conflict and Mediation Event
// Observations codebook (Schrodt, version 1.1b3, 2012). Both are "" where a
// relation is none of theirs, or not clearly.
type Event struct {
	PLOVER string `json:"plover"`
	CAMEO  string `json:"cameo"`
}

// Canonical gives the predicate that stands for all relations of one
// meaning. name is a predicate by the naming rule ("test_fired",
// "traveled_to"), object the singular head noun of its object, [Clause] for a clause or a
// quotation, "" where that is a name or another literal.
func Canonical(name, object string) string {
	t := relations()
	if c, ok := t.synonyms[name]; ok {
		return c
	}
	for _, class := range classes[object] {
		if c, ok := t.synonyms[name+":"+class]; ok {
			return c
		}
	}
	return name
}

// Lookup gives what is known of a canonical predicate with an object of the
// head noun; only its name where it is not in the table.
func Lookup(name, object string) Relation {
	row, ok := relations().rows[name]
	if !ok {
		return Relation{Name: name}
	}
	r := Relation{Name: name, Inverse: row.inverse, Symmetric: row.symmetric}
	r.Event.PLOVER = conditional(row.plover, object)
	r.Event.CAMEO = conditional(row.cameo, object)
	return r
}

// conditional gives a code that may hold for objects of one class only:
// "057:treaty".
func conditional(code, object string) string {
	code, class, ok := strings.Cut(code, ":")
	if !ok {
		return code
	}
	for _, c := range classes[object] {
		if c == class {
			return code
		}
	}
	return ""
}

// Clause stands for an object that is a clause or a quotation: "added that ..." is no "added a goal".
const Clause = "that"

// classes are the sorts of object that the table tells apart.
var classes = map[string][]string{
	Clause:    {"clause"},
	"missile": {"projectile"}, "rocket": {"projectile"}, "satellite": {"projectile"}, "torpedo": {"projectile"}, "projectile": {"projectile"}, "warhead": {"projectile"},
	"treaty": {"treaty"}, "agreement": {"treaty"}, "deal": {"treaty"}, "pact": {"treaty"}, "accord": {"treaty"}, "memorandum": {"treaty"}, "convention": {"treaty"}, "protocol": {"treaty"},
	"sanction": {"sanction"}, "embargo": {"sanction"}, "tariff": {"sanction"}, "blockade": {"sanction"},
	"troop": {"force"}, "soldier": {"force"}, "army": {"force"}, "warship": {"force"}, "force": {"force"}, "tank": {"force"}, "rebel": {"force"}, "militant": {"force"}, "insurgent": {"force"}, "fighter": {"force"},
}

//go:embed relations.tsv
var relationTable string

type relationRow struct {
	inverse, plover, cameo string
	symmetric              bool
}

type relationIndex struct {
	rows     map[string]relationRow
	synonyms map[string]string // surface, with ":class" where it needs one -> canonical
}

// relations reads the table, once.
var relations = sync.OnceValue(func() relationIndex {
	t := relationIndex{rows: map[string]relationRow{}, synonyms: map[string]string{}}
	for line := range strings.Lines(relationTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 5 {
			continue
		}
		for n := range f {
			if f[n] == "-" {
				f[n] = ""
			}
		}
		row := relationRow{inverse: f[1], plover: f[2], cameo: f[3]}
		if f[1] == "~" {
			row.inverse, row.symmetric = "", true
		}
		t.rows[f[0]] = row
		for surface := range strings.FieldsSeq(f[4]) {
			t.synonyms[surface] = f[0]
		}
	}
	return t
})

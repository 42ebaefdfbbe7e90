package lexicon_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quadwire/quadwire/extract/lexicon"
)

func TestUser(t *testing.T) {
	u, err := lexicon.ReadUser(strings.NewReader("id\tname\ttype\taliases\tsameAs\n# ours\n\ne:Acme\tAcme Corp.\tCorporation\tAcme|ACM\thttps://acme.example/#it\r\n\tÉlan Vital\tProduct\n"), "mine.tsv")
	if err != nil {
		t.Fatal(err)
	}
	acme := []lexicon.Entry{{ID: "e:Acme", Name: "Acme Corp.", Type: "Corporation", SameAs: "https://acme.example/#it"}}
	for name, want := range map[string][]lexicon.Entry{
		"Acme": acme, "acme": nil, "ACM": acme, "Acm": nil, "the Acme Corp.": acme,
		"Elan Vital": {{Name: "Élan Vital", Type: "Product"}},
		"Beijing":    nil, "": nil,
	} {
		if diff := cmp.Diff(want, u.Lookup(name), cmpopts.IgnoreFields(lexicon.Entry{}, "Rank"), cmpopts.IgnoreUnexported(lexicon.Entry{})); diff != "" {
			t.Errorf("%q (-want +got)\n%s", name, diff)
		}
	}
	if n := u.Longest("Élan"); n != 2 {
		t.Errorf("the longest name has %d words", n)
	}
	if none := (*lexicon.User)(nil); none.Lookup("Acme") != nil || none.Longest("Acme") != 0 {
		t.Error("no lexicon knows a name")
	}
}

func TestBadUser(t *testing.T) {
	for _, line := range []string{"e:A", "e:A\tA", "e:A\t\tPerson", "e:A\tA\tperson", "A\tA\tPerson", "e:A b\tA\tPerson", "e:A\tA\tPerson\t\tQ5", "e:A\tA\tPerson\t\thttp://a b", "e:A\tA\tPerson\t\t\t", "e:\tA\tPerson", strings.Repeat("x", 1<<17)} {
		if u, err := lexicon.ReadUser(strings.NewReader("# fine\n"+line+"\n"), "mine.tsv"); err == nil || u != nil || !strings.Contains(err.Error(), "mine.tsv") {
			t.Errorf("%.40q: %v", line, err)
		}
	}
}

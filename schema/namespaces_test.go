package schema_test

import (
	"fmt"
	"testing"

	"github.com/quadwire/quadwire/schema"
)

func ExampleNamespaces_Expand() {
	var ns schema.Namespaces
	fmt.Println(ns.Expand(schema.EntityID("Lee Jae Myung")))
	// Output: https://quadwire.example/e/Lee_Jae_Myung
}

func TestEscapeLocal(t *testing.T) {
	for name, want := range map[string]string{
		"Lee Jae Myung":      "Lee_Jae_Myung",
		"  a \t b ":          "a_b",
		"R&D":                "R%26D",
		"50% <off>":          "50%25_%3Coff%3E",
		"São Paulo":          "São_Paulo",
		"習近平":                "習近平",
		"O'Neill":            "O%27Neill",
		"\xff":               "%FF",
		"ballistic-missile.": "ballistic-missile.",
		"":                   "",
	} {
		if got := schema.EscapeLocal(name); got != want {
			t.Errorf("EscapeLocal(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestExpand(t *testing.T) {
	ns, err := schema.NewNamespaces("https://news.example/graph/")
	if err != nil {
		t.Fatal(err)
	}
	for short, want := range map[string]string{
		"e:Beijing":            "https://news.example/graph/e/Beijing",
		"a:x#s3":               "https://news.example/graph/a/x#s3",
		"rdf:type":             "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
		"qw:arg/during":        "https://quadwire.example/ns#arg/during",
		"http://www.w3.org/Q1": "http://www.w3.org/Q1",
		"plain":                "plain",
	} {
		if got := ns.Expand(short); got != want {
			t.Errorf("Expand(%q) = %q, want %q", short, got, want)
		}
	}
}

func TestBase(t *testing.T) {
	for _, bad := range []string{"nonsense", "/e/", "https://x.example", "https://x.example/#", "::"} {
		if _, err := schema.NewNamespaces(bad); err == nil {
			t.Errorf("NewNamespaces(%q) gave no error", bad)
		}
	}
}

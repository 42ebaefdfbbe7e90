package schema_test

import (
	"testing"

	"github.com/quadwire/quadwire/schema"
)

func TestGeneral(t *testing.T) {
	for class, want := range map[string]string{
		"SportsTeam": "Organization", "PoliticalParty": "Organization", "Organization": "Organization", "City": "Place", "Airport": "Place", "Place": "Place",
		"Person": "Person", "Event": "Event", "Concept": "Concept", "Thing": "Thing", "": "",
	} {
		if got := schema.General(class); got != want {
			t.Errorf("%s is a kind of %s, want %s", class, got, want)
		}
	}
}

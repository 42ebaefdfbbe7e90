package schema

import "strings"

// Canonical gives the predicate that stands for all relations of one
// meaning. name is a predicate by the naming rule ("test_fired",
// "traveled_to"), object the singular head noun of its object, "" where that
// is a name or a literal.
func Canonical(name, object string) string {
	if c, ok := synonyms[name]; ok {
		return c
	}
	if projectile[object] {
		switch name {
		case "fired", "test_fired", "shot", "tested", "lobbed":
			return "launched"
		}
	}
	name = strings.TrimPrefix(name, "r:")
	return name
}

// synonyms maps relations to the one that stands for their meaning.
var synonyms = map[string]string{
	"traveled_to":          "visited",
	"travelled_to":         "visited",
	"met_with":             "met",
	"held_talks_with":      "met",
	"spoke_with":           "talked_with",
	"told":                 "told",
	"kicked_off":           "started",
	"commenced":            "started",
	"inked":                "signed",
	"purchased":            "bought",
	"is_adviser_of":        "is_adviser_of",
	"is_advisor_of":        "is_adviser_of",
	"was_comprised_of":     "consisted_of",
	"was_made_up_of":       "consisted_of",
	"is_comprised_of":      "consisted_of",
	"is_made_up_of":        "consisted_of",
	"took_part_in":         "participated_in",
	"called_off":           "cancelled",
	"canceled":             "cancelled",
	"put_off":              "postponed",
	"set_up":               "established",
	"passed_away":          "died",
	"is_situated_in":       "is_in",
	"is_located_in":        "is_in",
	"was_located_in":       "is_in",
	"was_situated_in":      "is_in",
	"was_headquartered_in": "is_based_in",
	"was_based_in":         "is_based_in",
}

var projectile = map[string]bool{"missile": true, "rocket": true, "satellite": true, "torpedo": true, "projectile": true}

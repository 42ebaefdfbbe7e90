// Package byline reads who wrote an article, and when, from lines that say so: "By Ana Ruiz and
// Petra Novak, Health Correspondent | 8 May 2025".
package byline

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/quadwire/quadwire/extract/date"
)

const beats = `economics|economy|business|finance|financial|technology|tech|science|health|medical|environment|climate|education|political|politics|sports?|diplomatic|defen[cs]e|security|crime|courts?|legal|media|arts|culture|music|film|religion|religious|royal|affairs|home|social|transport|energy|property|money|consumer|investigations?|data|foreign|world|international|national|europe|asia|africa|america|washington|white house|parliamentary|senior|contributing|deputy|managing|chief|special|assistant|executive|associate|our|us|uk|city|local|regional|news|food|travel|housing|labou?r|football|cricket`

var (
	prefix  = regexp.MustCompile(`(?i)^(?:(?:written|posted|story|words|reported|report|article|published|submitted|analysis)\s+)?by:?\s+`)
	divider = regexp.MustCompile(`\s*(?:;|\||,|/|\s+and\s+|\s*&\s*|\s+with\s+|\n)\s*`)
	noName  = regexp.MustCompile(`(?i)https?:|www\.|@|\.com\b|^(?:admin|administrator|editor|editors|staff|author|webmaster|newsroom|web desk|online desk|guest|anonymous|none|null|undefined|unknown|user|follow|share|updated|published|posted|by|min read|read)$|\d{2}`)
	when    = regexp.MustCompile(`(?i)\s+(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$|\s+(?:on\s+)?(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun),.*$|\s+on\s+(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)$|\s+(?:on\s+|[–—-]\s+)?(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?(?:\s+\d.*)?$|\s+(?:on\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*$|\s+(?:on\s+)?\d.*$`)
	tail    = regexp.MustCompile(`(?i)(?:^|\s*[,|/–—-]\s*|\s+)(?:staff (?:writer|reporter)|associated press|reuters|correspondent|(?:(?:` + beats + `)(?: (?:and|&) |\s+))*(?:editor|reporter|writer|correspondent)|for [\p{L} .]+|of [\p{L} .]+|(?-i:in) (?-i:\p{Lu})[\p{L} .]+|follow.*|updated.*|published.*)$`)
	agency  = regexp.MustCompile(`(?i)^(?:the )?(?:associated press|reuters|agence france[- ]presse|afp|ap|canadian press|press association|pa media|bloomberg(?: news)?|xinhua|ians|pti|ani|european space agency)$`)
	// What stands behind names says where people work, or what they do there.
	workplace = regexp.MustCompile(`(?i)\b(?:editor|editor-at-large|reporter|writer|correspondent|columnist|contributor|staff|bureau|producer|anchor|analyst|media|news|press|international|magazine|times|post|tribune|herald|network|digital|national|sports|studios?)\b`)
	acronym   = regexp.MustCompile(`^\p{Lu}{2,5}$`)
	particle  = regexp.MustCompile(`^(?:de|da|do|di|del|della|la|le|van|von|der|den|bin|ibn|al|el|y|ter|ten|zu|dos|du|st|d['’]\p{L}+|al-\p{L}+|el-\p{L}+)$`)
	dated     = regexp.MustCompile(`(?i)^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d`)
	stamp     = regexp.MustCompile(`\s*(?:[|/·•]|\s[–—-]\s|\bon\b|,)\s*`)
)

// most is how many names an article has at most.
const most = 20

// Names are those of people in what bylines say or, where there are none, that of an agency. site is the name of
// the publication in small letters and digits only, which is no author.
func Names(site string, told ...string) []string {
	var out, agencies []string
	for _, t := range told {
		t = trimPrefix(strings.Join(strings.Fields(html.UnescapeString(t)), " "))
		for i, part := range divider.Split(t, -1) {
			part = strings.TrimSpace(trimPrefix(strings.TrimSpace(part)))
			if agency.MatchString(part) {
				agencies = append(agencies, part)
				continue
			}
			if dated.MatchString(part) {
				continue
			}
			if i > 0 && len(out) > 0 && (workplace.MatchString(part) || acronym.MatchString(part)) {
				continue
			}
			name := strings.Trim(tail.ReplaceAllString(when.ReplaceAllString(part, ""), ""), " ,.;|-–—")
			w := strings.Fields(name)
			if len(w) == 0 || len(w) > 5 || len(name) > 60 || noName.MatchString(name) || letters(name) == site || !IsName(w) {
				continue
			}
			name = inCapitals(name)
			out = slices.DeleteFunc(out, func(s string) bool { return strings.HasPrefix(s, name+" ") })
			if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, name) }) && len(out) < most {
				out = append(out, name)
			}
		}
	}
	if len(out) == 0 {
		return agencies[:min(len(agencies), 1)]
	}
	return out
}

// Day is the day that stands behind the names of a byline: "By Ana Ruiz | 8 May 2025".
func Day(line string) (time.Time, bool) {
	for _, at := range stamp.FindAllStringIndex(line, -1) {
		if day, ok := date.Line(line[at[1]:]); ok {
			return day, true
		}
	}
	return time.Time{}, false
}

// trimPrefix takes "By" off, also where a page has lost the blank behind it.
func trimPrefix(s string) string {
	s = prefix.ReplaceAllString(s, "")
	if r := []rune(s); len(r) > 4 && strings.HasPrefix(s, "By") && unicode.IsUpper(r[2]) && unicode.IsLower(r[3]) {
		return string(r[2:])
	}
	return s
}

// letters are those of a name, small, with its digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// IsName tells whether words are capitalised as in a name of a person.
func IsName(words []string) bool {
	for _, w := range words {
		r := []rune(w)[0]
		if !unicode.IsUpper(r) && (unicode.IsLower(r) || !unicode.IsLetter(r)) && !particle.MatchString(w) {
			return false
		}
	}
	return true
}

// inCapitals writes GREG BEACHAM as other names are written.
func inCapitals(name string) string {
	w := strings.Fields(name)
	if len(w) < 2 || name != strings.ToUpper(name) {
		return name
	}
	for i, s := range w {
		if particle.MatchString(strings.ToLower(s)) && i > 0 {
			w[i] = strings.ToLower(s)
			continue
		}
		r := []rune(s)
		if len(r) <= 2 && strings.HasSuffix(s, ".") {
			continue
		}
		up := true
		for k, c := range r { // O'SHEA, ANNE-MARIE
			if !up {
				r[k] = unicode.ToLower(c)
			}
			up = c == '-' || (c == '\'' || c == '’') && k == 1
		}
		w[i] = string(r)
	}
	return strings.Join(w, " ")
}

package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon/fold"
)

// A User is a lexicon of the user's own: names that the program does not
// know, or knows as something else. The nil User has none.
type User struct {
	names map[string][]Entry // by folded name
	words map[string]int     // longest name in words, by its first word, folded
}

// classOf is how a class of schema.org looks.
var classOf = regexp.MustCompile(`^[A-Z][A-Za-z]*$`)

// maxUserLine is how long a line of a user's lexicon may be, in bytes.
const maxUserLine = 64 << 10

// ReadUser reads a lexicon: lines of tab-separated fields, id (an IRI such as
// e:Acme, or empty for one made of the name), name, type (a class of
// schema.org), aliases (divided by |) and sameAs (a full IRI); the last two may
// be left out. Empty lines, those that begin with # and a first line that
// begins with "id" are left out. An error names the file and the line.
func ReadUser(r io.Reader, file string) (*User, error) {
	u := &User{names: map[string][]Entry{}, words: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxUserLine)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimPrefix(strings.TrimRight(lines.Text(), "\r"), "\ufeff")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") || n == 1 && strings.HasPrefix(line, "id\t") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 3 || len(f) > 5 {
			return nil, fmt.Errorf("%s: line %d has %d fields, not 3 to 5: id, name, type, aliases, sameAs, divided by tabs", file, n, len(f))
		}
		for i := range f {
			f[i] = strings.Join(strings.Fields(f[i]), " ")
		}
		f = append(f, "", "")
		e := Entry{ID: f[0], Name: f[1], Type: f[2], SameAs: f[4], Rank: userRank}
		switch {
		case fold.Name(e.Name) == "":
			return nil, fmt.Errorf("%s: line %d: there is no name", file, n)
		case !classOf.MatchString(e.Type):
			return nil, fmt.Errorf("%s: line %d: %q is no class of schema.org, such as Person or Organization", file, n, e.Type)
		case e.ID != "" && (!strings.HasPrefix(e.ID, "e:") || len(e.ID) < 3 || strings.ContainsAny(e.ID, " <>\"{}|\\^`")):
			return nil, fmt.Errorf("%s: line %d: the id %q must be like e:Acme, or empty", file, n, e.ID)
		case e.SameAs != "" && (!strings.Contains(e.SameAs, "://") || strings.ContainsAny(e.SameAs, " <>\"{}|\\^`")):
			return nil, fmt.Errorf("%s: line %d: sameAs %q must be a full IRI, such as http://www.wikidata.org/entity/Q1", file, n, e.SameAs)
		}
		for _, name := range append([]string{e.Name}, strings.Split(f[3], "|")...) {
			u.add(strings.TrimSpace(name), e)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return u, nil
}

// userRank is the rank of a user's names: above all others.
const userRank = 1 << 62

func (u *User) add(name string, e Entry) {
	key := fold.Name(name)
	if key == "" {
		return
	}
	e.alias = name
	u.names[key] = append(u.names[key], e)
	words := strings.Fields(key)
	u.words[words[0]] = max(u.words[words[0]], len(words))
}

// Lookup gives what the user says that a name stands for, in the order of the
// file.
func (u *User) Lookup(name string) []Entry {
	if u == nil {
		return nil
	}
	var out []Entry
	for _, e := range u.names[fold.Name(name)] {
		if agrees(strings.TrimSpace(name), e.alias) {
			e.alias = ""
			out = append(out, e)
		}
	}
	return out
}

// Longest is how many words the longest name has that begins with a word, 0
// where none does.
func (u *User) Longest(first string) int {
	if u == nil {
		return 0
	}
	key, _, _ := strings.Cut(fold.Name(first), " ")
	return u.words[key]
}

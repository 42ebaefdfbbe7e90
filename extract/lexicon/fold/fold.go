// Package fold makes the keys under which the lexicon keeps names.
package fold

import "strings"

var plain = letters()

func letters() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", '’': "'", '‘': "'", 'ʻ': "'", 'ʼ': "'", '`': "'", '´': "'", '-': " ", '‐': " ", '‑': " ", '–': " ", '—': " ", '\t': " ", '\n': " ", '\u00a0': " ", '\u202f': " "}
	for _, g := range []string{"aàáâãäåāăąạảấầẩẫậắằẳẵặǎ", "cćĉċčç", "dďđð", "eèéêëēĕėęěẹẻẽếềểễệə", "gĝğġģǧ", "hĥħḥḩ", "iìíîïĩīĭįıịỉǐ", "jĵ", "kķḵ", "lĺļľŀłḷ", "nñńņňṅṇ", "oòóôõöøōŏőơọỏốồổỗộớờởỡợǒ", "rŕŗřṛ", "sśŝşšșṣ", "tţťŧțṭ", "uùúûüũūŭůűųưụủứừửữựǔ", "wŵ", "yýÿŷỳỵỷ", "zźżžẓ"} {
		for _, r := range g[1:] {
			m[r] = g[:1]
		}
	}
	return m
}

// Name is the key of a name: lower case, without marks on letters, hyphens as
// spaces, single spaces and no article in front.
func Name(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r >= 0x80 {
			for _, l := range strings.ToLower(string(r)) {
				r = l
				break
			}
		}
		p, ok := plain[r]
		if r == ' ' || p == " " {
			space = b.Len() > 0
			continue
		}
		if r >= 0x300 && r < 0x370 { // combining marks
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if ok {
			b.WriteString(p)
		} else {
			b.WriteRune(r)
		}
	}
	key := b.String()
	if rest, ok := strings.CutPrefix(key, "the "); ok {
		return rest
	}
	return key
}

// IsASCII reports a name in which no letter has a mark.
func IsASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

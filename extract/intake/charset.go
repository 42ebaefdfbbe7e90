package intake

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Decode makes text of bytes in whatever encoding they are: that of a byte
// order mark, UTF-8 where they are valid, what contentType (of HTTP, may be "") or
// the markup declare, or what they look like. UTF-8 that was taken for
// Windows-1252 on its way is put right. mended is how many bytes had to become
// U+FFFD. The error is ErrEmpty or ErrBinary.
func Decode(raw []byte, contentType string) (text string, mended int, err error) {
	text, mended, err = decode(raw, contentType)
	if err != nil {
		return "", 0, err
	}
	if !strings.Contains(text, "\n") { // the line ends of old Macs
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return printed.Replace(unmix(text)), mended, nil
}

// printed takes out what only printers need: ligatures of letters, hyphens that show at ends of lines, blanks of no width.
var printed = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st", "\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

func decode(raw []byte, contentType string) (text string, mended int, err error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return "", 0, ErrEmpty
	}
	if utf8.Valid(raw) && !bytes.Contains(raw, []byte{0}) {
		return checked(string(bytes.TrimPrefix(raw, []byte("\ufeff"))), 0)
	}
	e := encodingOf(raw, contentType)
	if e != nil {
		if out, err := e.NewDecoder().Bytes(raw); err == nil {
			text = strings.Map(func(r rune) rune {
				if r >= 0x80 && r < 0xa0 { // no letter
					return utf8.RuneError
				}
				return r
			}, strings.TrimPrefix(string(out), "\ufeff"))
			return checked(text, strings.Count(text, "\uFFFD"))
		}
	}
	text = string(bytes.TrimPrefix(raw, []byte("\ufeff")))
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			mended++
		}
	}
	if mended > 0 {
		text = string([]rune(text)) // each bad byte becomes one U+FFFD
	}
	return checked(text, mended)
}

// encodingOf finds the encoding of what is not UTF-8, nil where it is so but for
// a few bytes.
func encodingOf(raw []byte, contentType string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), utf16(raw, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}), utf16(raw, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\ufeff")):
		return nil
	}
	good, bad := 0, 0
	for rest := raw; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		rest = rest[n:]
	}
	if good > 4*bad {
		return nil
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if e, err := htmlindex.Get(params["charset"]); err == nil && !isUTF8(e) {
			return e
		}
	}
	if head := raw[:min(len(raw), 4096)]; bytes.Contains(head, []byte("charset")) || bytes.Contains(head, []byte("encoding=")) {
		if e := declared(head); e != nil && !isUTF8(e) {
			return e
		}
	}
	if centralEuropean(raw) {
		return charmap.ISO8859_2
	}
	if found, err := chardet.NewTextDetector().DetectBest(raw[:min(len(raw), 64<<10)]); err == nil && found.Confidence >= 50 {
		if e, err := htmlindex.Get(found.Charset); err == nil && !isUTF8(e) && e != charmap.ISO8859_1 {
			return e
		}
	}
	return charmap.Windows1252
}

// centralEuropean reports bytes that would be signs within words in Western Europe ("pra¾ský"), or signs before words ("©koda")
// beside letters that are rare there.
func centralEuropean(raw []byte) bool {
	letter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
	opens, rare := false, false
	for i := 0; i+1 < len(raw); i++ {
		within, before := i > 0 && letter(raw[i-1]), 'a' <= raw[i+1] && raw[i+1] <= 'z'
		switch raw[i] {
		case 0xa9, 0xae, 0xa3, 0xb9, 0xbe, 0xb3, 0xb1, 0xb6, 0xbc, 0xbf, 0xa1:
			if within && before {
				return true
			}
			opens = opens || before && (raw[i] == 0xa9 || raw[i] == 0xae)
		case 0xf8, 0xec:
			rare = rare || within
		}
	}
	return opens && rare
}

// wideText is the encoding of a text whose characters have two bytes each, by its mark, nil of others.
func wideText(start []byte) transform.Transformer {
	switch {
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}) && utf16(start[2:], 1), bytes.HasPrefix(start, []byte{0xfe, 0xff}) && utf16(start[2:], 0):
		return unicode.BOMOverride(transform.Nop)
	}
	return nil
}

func isUTF8(e encoding.Encoding) bool {
	name, err := htmlindex.Name(e)
	return err == nil && name == "utf-8"
}

// declared is the encoding that the head of HTML or XML names.
func declared(head []byte) encoding.Encoding {
	if _, rest, ok := bytes.Cut(head, []byte("encoding=")); ok && bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) && len(rest) > 2 {
		if name, _, ok := bytes.Cut(rest[1:], rest[:1]); ok {
			if e, err := htmlindex.Get(string(name)); err == nil {
				return e
			}
		}
	}
	if e, name, sure := charset.DetermineEncoding(head[:min(len(head), 1024)], ""); name == "utf-8" {
		return nil // what is declared as UTF-8 and is not
	} else if sure || name != "windows-1252" {
		return e
	}
	if _, rest, ok := bytes.Cut(bytes.ToLower(head), []byte("charset=")); ok {
		name := strings.FieldsFunc(string(rest[:min(len(rest), 40)]), func(r rune) bool { return strings.ContainsRune("\"' />;", r) })
		if len(name) > 0 {
			if e, err := htmlindex.Get(name[0]); err == nil {
				return e
			}
		}
	}
	return nil
}

// utf16 tells whether bytes are mostly ASCII with a zero at each place of
// that parity.
func utf16(raw []byte, parity int) bool {
	n, zeros := min(len(raw), 400)&^1, 0
	for i := 0; i < n; i += 2 {
		if raw[i+parity] == 0 && raw[i+1-parity] != 0 {
			zeros++
		}
	}
	return n >= 8 && zeros*10 >= n/2*8
}

// checked refuses what is no text.
func checked(text string, mended int) (string, int, error) {
	if strings.TrimSpace(text) == "" {
		return "", 0, ErrEmpty
	}
	odd := 0
	for _, r := range text {
		switch {
		case r == 0:
			return "", 0, ErrBinary
		case r < ' ' && !strings.ContainsRune("\t\n\v\f\r", r):
			odd++
		}
	}
	if (mended+odd)*10 > utf8.RuneCountInString(text) {
		return "", 0, ErrBinary
	}
	return text, mended, nil
}

// unmix puts right what was UTF-8 and was read as Windows-1252: "â€™" for
// "’". It does so only where nearly all of a text's letters beyond ASCII
// are such.
func unmix(text string) string {
	if !strings.ContainsAny(text, "âÃÂ") {
		return text
	}
	var out strings.Builder
	right, wrong := 0, 0
	var run []byte // of characters beyond ASCII, as bytes of Windows-1252
	start := 0
	flush := func(end int) {
		if end == start {
			return
		}
		if len(run) > 1 && utf8.Valid(run) {
			out.Write(run)
			right++
		} else {
			out.WriteString(text[start:end])
			wrong++
		}
		run = run[:0]
	}
	for i, r := range text {
		if r < utf8.RuneSelf {
			flush(i)
			out.WriteRune(r)
			start = i + 1
			continue
		}
		if len(run) == 0 {
			start = i
		}
		b, ok := windows1252(r)
		if !ok {
			b = 0xff // no UTF-8 has it
		}
		run = append(run, b)
	}
	if len(run) > 0 {
		flush(len(text))
	}
	if right < 2 || right < 9*wrong {
		return text
	}
	return out.String()
}

// windows1252 is the byte of a character; the five that the encoding leaves
// out are control characters.
func windows1252(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0x9f {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

func mendedNote(n int) string {
	if n == 1 {
		return "1 byte is in no known encoding and was read as \uFFFD"
	}
	return fmt.Sprintf("%d bytes are in no known encoding and were read as \uFFFD", n)
}

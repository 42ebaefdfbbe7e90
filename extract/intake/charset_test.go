package intake_test

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"github.com/quadwire/quadwire/extract/intake"
)

func TestDecode(t *testing.T) {
	const text = "Lee’s visit to São Paulo cost €3 – “a lot”, he said on Monday."
	in := func(e encoding.Encoding, s string) []byte {
		out, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct {
		raw         []byte
		contentType string
		want        string
	}{
		"UTF-8":              {[]byte(text), "", text},
		"mark":               {[]byte("\ufeff" + text), "", text},
		"wrong header":       {[]byte(text), "text/html; charset=iso-8859-1", text},
		"Windows-1252":       {in(charmap.Windows1252, text), "", text},
		"header":             {in(charmap.Windows1252, text), "text/html; charset=windows-1252", text},
		"Latin-2":            {in(charmap.ISO8859_2, "Mayor Zbyněk Dvořák left Škoda in Brno on Monday."), "", "Mayor Zbyněk Dvořák left Škoda in Brno on Monday."},
		"Latin-2 in words":   {in(charmap.ISO8859_2, "The Kraków mayor Jacek Małecki met Božena Kos."), "", "The Kraków mayor Jacek Małecki met Božena Kos."},
		"signs":              {in(charmap.Windows1252, "The café paid £5m to ¿qué? © Getty, 3 m² at 20°C, said José Muñoz."), "", "The café paid £5m to ¿qué? © Getty, 3 m² at 20°C, said José Muñoz."},
		"UTF-16":             {in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), "", text},
		"UTF-16 without BOM": {in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), text), "", text},
		"meta":               {append([]byte(`<meta charset="shift_jis">`), in(japanese.ShiftJIS, "東京 Lee visited")...), "", `<meta charset="shift_jis">東京 Lee visited`},
		"meta is wrong":      {append([]byte(`<html><meta charset="utf-8">`), in(charmap.Windows1252, "José Muñoz was elected mayor of Málaga – again")...), "", `<html><meta charset="utf-8">José Muñoz was elected mayor of Málaga – again`},
		"XML":                {append([]byte(`<?xml version="1.0" encoding="iso-8859-2"?>`), in(charmap.ISO8859_2, "Łódź")...), "", `<?xml version="1.0" encoding="iso-8859-2"?>Łódź`},
		"mixed up":           {[]byte("Leeâ€™s visit to SÃ£o Paulo â€“ â€œa lotâ€\u009d"), "", "Lee’s visit to São Paulo – “a lot”"},
		"not mixed up":       {[]byte("The château and the Âge of São Paulo"), "", "The château and the Âge of São Paulo"},
		"of a printer":       {[]byte("City o\ufb03cials \ufb01nd road\u00adworks\u200b"), "", "City officials find roadworks"},
	} {
		got, mended, err := intake.Decode(c.raw, c.contentType)
		if got != c.want || mended != 0 || err != nil {
			t.Errorf("%s: %q, %d, %v", name, got, mended, err)
		}
	}
}

package extract_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/quadwire/quadwire/extract"
)

func TestParseQuantity(t *testing.T) {
	for _, c := range []struct{ text, value, unit, approx string }{
		// digits and words
		{"15", "15", "", ""},
		{"1,234,567", "1234567", "", ""},
		{"007", "7", "", ""},
		{"3.50", "3.5", "", ""},
		{".5", "0.5", "", ""},
		{"-12", "-12", "", ""},
		{"minus five degrees", "-5", "degree", ""},
		{"zero", "0", "", ""},
		{"fifteen", "15", "", ""},
		{"Twenty-five", "25", "", ""},
		{"two dozen", "24", "", ""},
		{"a dozen", "12", "", ""},
		{"a hundred", "100", "", ""},
		{"one hundred and fifty", "150", "", ""},
		{"fifteen hundred", "1500", "", ""},
		{"three hundred fifty thousand", "350000", "", ""},
		{"two thousand five hundred", "2500", "", ""},
		{"two thousand and five", "2005", "", ""},
		{"three million", "3000000", "", ""},
		{"1.5 billion", "1500000000", "", ""},
		{"2.75 trillion", "2750000000000", "", ""},
		{"one million two hundred thousand", "1200000", "", ""},
		{"2025", "2025", "", ""},
		// fractions
		{"half", "0.5", "", ""},
		{"two-thirds", "0.6667", "", ""},
		{"a third", "0.3333", "", ""},
		{"one-fifth", "0.2", "", ""},
		{"three quarters", "0.75", "", ""},
		{"3/4", "0.75", "", ""},
		{"2½", "2.5", "", ""},
		{"2 1/2 miles", "2.5", "mile", ""},
		{"half a million", "500000", "", ""},
		{"half a million dollars", "500000", "USD", ""},
		{"a quarter of a million", "250000", "", ""},
		{"half a dozen", "6", "", ""},
		{"one and a half million", "1500000", "", ""},
		{"half a mile", "0.5", "mile", ""},
		// percentages
		{"12 percent", "12", "percent", ""},
		{"3.5%", "3.5", "percent", ""},
		{"forty per cent", "40", "percent", ""},
		{"2 percentage points", "2", "percentage point", ""},
		{"25 basis points", "25", "basis point", ""},
		// money
		{"$5", "5", "USD", ""},
		{"$5.00", "5", "USD", ""},
		{"$5 million", "5000000", "USD", ""},
		{"US$1.2bn", "1200000000", "USD", ""},
		{"US $3 million", "3000000", "USD", ""},
		{"U.S.$3 million", "3000000", "USD", ""},
		{"NZ$26 million", "26000000", "NZD", ""},
		{"A$5m", "5000000", "AUD", ""},
		{"£3m", "3000000", "GBP", ""},
		{"€1.5 billion", "1500000000", "EUR", ""},
		{"-$5 million", "-5000000", "USD", ""},
		{"$750k", "750000", "USD", ""},
		{"USD 5 million", "5000000", "USD", ""},
		{"5 million USD", "5000000", "USD", ""},
		{"9 million yuan", "9000000", "CNY", ""},
		{"44 billion won", "44000000000", "KRW", ""},
		{"100 yen", "100", "JPY", ""},
		{"5 million US dollars", "5000000", "USD", ""},
		{"3 million Canadian dollars", "3000000", "CAD", ""},
		{"a million dollars", "1000000", "USD", ""},
		{"$80 a barrel", "80", "USD/barrel", ""},
		{"$15 per hour", "15", "USD/hour", ""},
		{"50 cents", "50", "cent", ""},
		// units
		{"5 km", "5", "kilometer", ""},
		{"5km", "5", "kilometer", ""},
		{"1,200 kilometres", "1200", "kilometer", ""},
		{"90 miles", "90", "mile", ""},
		{"six feet", "6", "foot", ""},
		{"200 square kilometers", "200", "square kilometer", ""},
		{"3 tonnes", "3", "ton", ""},
		{"40 metric tons", "40", "ton", ""},
		{"60 mph", "60", "mile/hour", ""},
		{"900 kilometers per hour", "900", "kilometer/hour", ""},
		{"80°C", "80", "degree Celsius", ""},
		{"20 degrees Celsius", "20", "degree Celsius", ""},
		{"500 MW", "500", "megawatt", ""},
		{"2 million barrels a day", "2000000", "barrel/day", ""},
		{"120 votes", "120", "vote", ""},
		{"three days", "3", "day", ""},
		// how exact
		{"about $273 billion", "273000000000", "USD", "about"},
		{"some 300", "300", "", "some"},
		{"nearly half", "0.5", "", "nearly"},
		{"more than 1,000", "1000", "", "more than"},
		{"at least 15", "15", "", "at least"},
		{"up to 40 percent", "40", "percent", "up to"},
		{"Just over two million", "2000000", "", "just over"},
		{"as many as 50", "50", "", "as many as"},
		{"an estimated 3,000", "3000", "", "an estimated"},
		{"roughly 20 km", "20", "kilometer", "roughly"},
		{"~30", "30", "", "~"},
		{"300 or so", "300", "", "or so"},
		{"a total of 15", "15", "", ""},
		{"exactly 15", "15", "", ""},
		// ranges
		{"10 to 15", "10-15", "", "range"},
		{"10-15", "10-15", "", "range"},
		{"between 10 and 15 percent", "10-15", "percent", "range"},
		{"5 to 10 million", "5000000-10000000", "", "range"},
		{"$5-10 million", "5000000-10000000", "USD", "range"},
		{"$5 million to $10 million", "5000000-10000000", "USD", "range"},
		{"two or three dozen", "24-36", "", "range"},
		{"from 3.5% to 4%", "3.5-4", "percent", "range"},
		{"1,500 to 2,000 tons", "1500-2000", "ton", "range"},
		// how many times
		{"five times", "5", "time", ""},
		{"more than five times", "5", "time", "more than"},
		{"twice", "2", "time", ""},
		{"nearly double", "2", "time", "nearly"},
		{"threefold", "3", "time", ""},
		{"2.5 times", "2.5", "time", ""},
		{"almost 10 times", "10", "time", "almost"},
	} {
		got, ok := extract.ParseQuantity(c.text)
		value, high, _ := strings.Cut(c.value, "-")
		if value == "" { // negative
			value, high = c.value, ""
		}
		want := extract.Quantity{Value: value, Max: high, Datatype: "xsd:integer", Unit: c.unit, Approx: c.approx, Text: c.text}
		if strings.Contains(value, ".") {
			want.Datatype = "xsd:decimal"
		}
		if !ok || got != want {
			t.Errorf("%q:\ngot  %+v %v\nwant %+v", c.text, got, ok, want)
		}
	}
}

// Units have codes of UCUM or ISO 4217, and how exact a number is is one of a
// few words.
func TestQuantityCodes(t *testing.T) {
	for _, c := range []struct{ text, code, modifier string }{
		{"15", "", ""},
		{"3.5%", "%", ""},
		{"$5 million", "USD", ""},
		{"about €3 billion", "EUR", "about"},
		{"5 km", "km", ""},
		{"more than 200 square kilometers", "km2", "more than"},
		{"90 miles", "[mi_i]", ""},
		{"six feet", "[ft_i]", ""},
		{"3 tonnes", "t", ""},
		{"60 mph", "[mi_i]/h", ""},
		{"2 million barrels a day", "[bbl_us]/d", ""},
		{"$80 a barrel", "USD/[bbl_us]", ""},
		{"20 degrees Celsius", "Cel", ""},
		{"500 MW", "MW", ""},
		{"120 votes", "{vote}", ""},
		{"2 percentage points", "{percentage_point}", ""},
		{"nearly three days", "d", "less than"},
		{"at least 15", "", "at least"},
		{"up to 40 percent", "%", "at most"},
		{"no fewer than 40", "", "at least"},
		{"no more than 40", "", "at most"},
		{"under 40", "", "less than"},
		{"just over two million", "", "more than"},
		{"some 300", "", "about"},
		{"an estimated 3,000", "", "about"},
		{"300 or so", "", "about"},
		{"10 to 15", "", "between"},
		{"more than five times", "{time}", "more than"},
	} {
		q, ok := extract.ParseQuantity(c.text)
		if !ok || q.Code() != c.code || q.Modifier() != c.modifier {
			t.Errorf("%q: %q %q %v, want %q %q", c.text, q.Code(), q.Modifier(), ok, c.code, c.modifier)
		}
	}
}

func TestParseQuantityNone(t *testing.T) {
	for _, text := range []string{
		"", " ", "several", "many", "a few", "dozens", "tens of thousands", "several hundred", "a few dozen", "hundreds", "million", "a", "an", "about", "first", "5th", "the third", "fourth", "a second",
		"15 people", "15 agreements", "No. 5", "F-16", "G7", "5-year", "four-day", "9/11", "2010-2015", "5-4", "1990s", "12:30", "1.2.3", "1,23", "1,2345", "3.", "$", "USD", "won", "all", "3 all", "gold", "5 gold", "$5 to €10", "10 to 5", "half of", "twenty-", "twenty fifteen", "million million",
		"World War II", "- -", "--5", "more than", "between 10", "$5 $6", "ten a", "per hour", "January 5",
	} {
		if q, ok := extract.ParseQuantity(text); ok {
			t.Errorf("%q: %+v", text, q)
		}
	}
}

var lexical = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)

func FuzzQuantity(f *testing.F) {
	for _, s := range []string{"$5 million", "-", "a-", "twenty-five", "0/0", "1/2", "½", "5 - 6", "£", "half a", "one and a half", "between 1 and", "a 1 a", "999999999999999999999999999 trillion", "-0", "0.0000001", "\xff5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, ok := extract.ParseQuantity(text)
		if !ok {
			return
		}
		if !lexical.MatchString(q.Value) || q.Text != text {
			t.Errorf("%q: %+v", text, q)
		}
		if integer := !regexp.MustCompile(`\.`).MatchString(q.Value); integer != (q.Datatype == "xsd:integer") {
			t.Errorf("%q: %+v", text, q)
		}
	})
}

func BenchmarkParseQuantity(b *testing.B) {
	for b.Loop() {
		extract.ParseQuantity("more than $5 million")
	}
}

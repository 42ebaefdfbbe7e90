package extract

import (
	"math/big"
	"strings"

	"github.com/quadwire/quadwire/extract/lexicon"
)

// A Quantity is a number that a text gives, with what it counts in.
type Quantity struct {
	Value    string // canonical decimal without separators: "273000000000", "3.5"; of a range the lower end, see Max
	Datatype string // "xsd:integer" or "xsd:decimal"
	Unit     string // "" for a plain number, "percent", an ISO 4217 code ("USD"), a singular noun ("kilometer"), or two of them with a slash ("USD/barrel")
	Approx   string // how exact it is, as written ("about", "more than"), "range" for a range, "" for exact
	Max      string // of a range the upper end, like Value; "" for a single number
	Text     string // as given
}

// Code gives the unit as a code: of ISO 4217 for money ("USD"), of UCUM for
// all else ("km", "%", "km/h", "[bbl_us]/d", "{vote}"); "" for a plain number.
func (q Quantity) Code() string {
	unit, per, rate := strings.Cut(q.Unit, "/")
	code := unitCode(unit)
	if rate {
		code += "/" + unitCode(per)
	}
	return code
}

// Modifier gives how exact the number is in one of a few words: "about", "more
// than", "less than", "at least", "at most", "between"; "" for exact.
func (q Quantity) Modifier() string {
	switch a := " " + q.Approx + " "; {
	case q.Approx == "":
		return ""
	case q.Approx == "range":
		return "between"
	case strings.Contains(a, " no more than "), strings.Contains(a, " not more than "), strings.Contains(a, " at most "), strings.Contains(a, " up to "), strings.Contains(a, " as many as "), strings.Contains(a, " as much as "), strings.Contains(a, " or less "), strings.Contains(a, " or fewer "):
		return "at most"
	case strings.Contains(a, " no less than "), strings.Contains(a, " no fewer than "), strings.Contains(a, " not less than "), strings.Contains(a, " at least "), strings.Contains(a, " or more "), strings.Contains(a, " upwards of "), strings.Contains(a, " plus "), strings.Contains(a, " + "):
		return "at least"
	case strings.Contains(a, " more than "), strings.Contains(a, " over "), strings.Contains(a, " above "), strings.Contains(a, " beyond "), strings.Contains(a, " excess "), strings.Contains(a, " > "), strings.Contains(a, " greater "), strings.Contains(a, " higher "):
		return "more than"
	case strings.Contains(a, " less than "), strings.Contains(a, " fewer than "), strings.Contains(a, " under "), strings.Contains(a, " below "), strings.Contains(a, " < "), strings.Contains(a, " lower "), strings.Contains(a, " nearly "), strings.Contains(a, " almost "):
		return "less than"
	}
	return "about"
}

func (q Quantity) measure() *Measure {
	m := Measure{Unit: q.Code(), Max: q.Max, Modifier: q.Modifier()}
	if m == (Measure{}) {
		return nil
	}
	return &m
}

// unitCode gives the code of one unit. What UCUM has no code for is an
// annotation in braces, as the standard provides.
func unitCode(unit string) string {
	if unit == "" {
		return ""
	}
	if code := unitCodes[unit]; code != "" {
		return code
	}
	if len(unit) == 3 && strings.ToUpper(unit) == unit {
		return unit
	}
	return "{" + strings.ReplaceAll(unit, " ", "_") + "}"
}

// unitCodes are codes of the Unified Code for Units of Measure, version 2.1
// (Regenstrief Institute).
var unitCodes = map[string]string{
	"percent": "%", "percentage point": "{percentage_point}", "basis point": "{basis_point}", "barrel": "[bbl_us]", "bushel": "[bu_us]", "acre": "[acr_us]", "hectare": "har", "carat": "[car_m]", "ounce": "[oz_av]", "ton": "t", "pint": "[pt_us]", "gallon": "[gal_us]",
	"mile": "[mi_i]", "nautical mile": "[nmi_i]", "square mile": "[smi_us]", "yard": "[yd_i]", "square yard": "[syd_i]", "square foot": "[sft_i]", "inch": "[in_i]", "foot": "[ft_i]", "cubic foot": "[cft_i]", "light-year": "[ly]", "pound": "[lb_av]",
	"kilometer": "km", "square kilometer": "km2", "meter": "m", "square meter": "m2", "cubic meter": "m3", "centimeter": "cm", "millimeter": "mm", "micrometer": "um", "nanometer": "nm", "liter": "L", "litre": "L", "milliliter": "mL", "gram": "g", "kilogram": "kg", "kilo": "kg", "milligram": "mg", "microgram": "ug",
	"watt": "W", "kilowatt": "kW", "megawatt": "MW", "gigawatt": "GW", "kilowatt hour": "kW.h", "megawatt hour": "MW.h", "gigawatt hour": "GW.h", "terawatt hour": "TW.h", "volt": "V", "ampere": "A", "joule": "J", "calorie": "cal", "hertz": "Hz", "kilohertz": "kHz", "megahertz": "MHz", "gigahertz": "GHz", "decibel": "dB", "horsepower": "[HP]", "knot": "[kn_i]",
	"byte": "By", "kilobyte": "kBy", "megabyte": "MBy", "gigabyte": "GBy", "terabyte": "TBy", "degree": "deg", "degree Celsius": "Cel", "degree Fahrenheit": "[degF]", "kelvin": "K",
	"second": "s", "millisecond": "ms", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a", "tonne": "t", "kilometre": "km",
}

// ParseQuantity reads a text that is a quantity as a whole: digits or words,
// fractions, percentages, money, and numbers with a unit. It is false for
// anything else: ordinals, dates, counted things ("15 people"), and amounts
// without a number ("several", "dozens", "tens of thousands"). Fractions that
// have no finite decimal are rounded to four digits.
func ParseQuantity(text string) (Quantity, bool) {
	w := quantityWords(text)
	if len(w) == 0 || len(w) > 16 {
		return Quantity{}, false
	}
	approx, w := hedge(w)
	n, ok := readNumber(w)
	if !ok {
		n, ok = readTimes(w)
	}
	if !ok {
		if n, ok = readRange(w); !ok {
			return Quantity{}, false
		}
		approx = "range"
	}
	if n.more != "" && approx == "" {
		approx = n.more
	}
	q := Quantity{Datatype: "xsd:integer", Unit: n.unit, Approx: approx, Text: text, Value: decimal(n.value)}
	if strings.Contains(q.Value, ".") {
		q.Datatype = "xsd:decimal"
	}
	if n.high != nil {
		q.Max = decimal(n.high)
	}
	return q, true
}

// decimal writes a number without an exponent, to four digits where it has no
// finite decimal.
func decimal(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	digits, exact := v.FloatPrec()
	if exact {
		return v.FloatString(digits)
	}
	return strings.TrimSuffix(strings.TrimRight(v.FloatString(4), "0"), ".")
}

// readTimes reads how many times as much: "twice", "five times", "threefold",
// "double".
func readTimes(w []string) (number, bool) {
	if len(w) == 0 {
		return number{}, false
	}
	one := strings.ToLower(strings.Join(w, ""))
	if n, ok := multiples[one]; ok {
		return number{value: big.NewRat(n, 1), unit: "time"}, true
	}
	if stem, ok := strings.CutSuffix(strings.TrimSuffix(one, "-fold"), "fold"); ok || strings.HasSuffix(one, "-fold") {
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "-"), "-fold")
		if n, ok := readNumber([]string{stem}); ok && n.unit == "" {
			n.unit = "time"
			return n, true
		}
	}
	last := strings.ToLower(w[len(w)-1])
	if last != "times" || len(w) < 2 {
		return number{}, false
	}
	n, ok := readNumber(w[:len(w)-1])
	if !ok || n.unit != "" || n.more != "" {
		return number{}, false
	}
	n.unit = "time"
	return n, true
}

var multiples = map[string]int64{"twice": 2, "thrice": 3, "double": 2, "triple": 3, "quadruple": 4}

// A number is what is read of a quantity.
type number struct {
	value *big.Rat
	scale *big.Rat // of the word at its end, such as "million"; nil without one
	unit  string
	more  string   // "or so", "plus"
	high  *big.Rat // upper end of a range
}

// quantityWords divides a text into words, signs and digits; case is kept, as
// it tells currency codes from words.
func quantityWords(text string) []string {
	if len(text) > 200 {
		return nil
	}
	text = quantityMarks.Replace(text)
	var out []string
	for _, f := range strings.Fields(text) {
		f = strings.TrimRight(f, ",;")
		for f != "" {
			n := wordEnd(f)
			out = append(out, f[:n])
			f = f[n:]
		}
	}
	return out
}

var quantityMarks = strings.NewReplacer("–", "-", "‑", "-", "−", "-", "’", "'", "\u00a0", " ", "\u202f", " ", "½", " 1/2", "¼", " 1/4", "¾", " 3/4", "U.S.$", "US$")

// wordEnd is where the first word, number or sign of a text ends.
func wordEnd(s string) int {
	if i := digitsEnd(s); i > 0 {
		return i
	}
	for i, r := range s {
		if r >= '0' && r <= '9' || r == '-' || r == '+' || r == '%' || r == '~' || r == '<' || r == '>' || r == '≈' {
			if i == 0 {
				return len(string(r))
			}
			return i
		}
		if r == '/' && i > 0 && i+1 < len(s) { // "km/h" stays whole
			continue
		}
	}
	return len(s)
}

// digitsEnd is where a number of digits ends that a text begins with, 0 for
// none.
func digitsEnd(s string) int {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || i > 0 && (s[i] == ',' || s[i] == '.' || s[i] == '/') && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9') {
		i++
	}
	if i == 0 && len(s) > 1 && s[0] == '.' && s[1] >= '0' && s[1] <= '9' {
		return 1 + digitsEnd(s[1:])
	}
	return i
}

// hedges are words for how exact a number is, longest first.
var hedges = [...]string{
	"no more than", "no less than", "no fewer than", "not more than", "not less than", "slightly more than", "slightly less than", "a little more than", "a little over", "a little under", "as many as", "as much as", "as few as", "as little as", "an estimated", "somewhere between",
	"more than", "less than", "fewer than", "greater than", "higher than", "lower than", "at least", "at most", "up to", "close to", "just over", "just under", "well over", "well under", "just about", "in excess of", "the equivalent of", "upwards of",
	"about", "around", "nearly", "almost", "roughly", "approximately", "approx.", "approx", "over", "under", "above", "below", "beyond", "some", "estimated", "circa", "ca.", "maybe", "perhaps", "virtually", "practically", "~", "≈", "<", ">",
}

// plainLeads say nothing of how exact a number is.
var plainLeads = [...]string{"a total of", "a further", "a record", "an additional", "another", "exactly", "just", "only", "additional", "a mere", "a combined", "a staggering", "a whopping", "precisely"}

// hedge takes words for how exact a number is from its front.
func hedge(w []string) (string, []string) {
	approx := ""
again:
	for _, h := range hedges {
		if rest, ok := cutWords(w, h); ok {
			approx = strings.TrimSpace(approx + " " + h)
			w = rest
			goto again
		}
	}
	for _, h := range plainLeads {
		if rest, ok := cutWords(w, h); ok {
			w = rest
			goto again
		}
	}
	return approx, w
}

// cutWords takes a phrase from the front of longer text.
func cutWords(w []string, phrase string) ([]string, bool) {
	n := 0
	for p := range strings.FieldsSeq(phrase) {
		if n >= len(w) || !strings.EqualFold(w[n], p) {
			return nil, false
		}
		n++
	}
	return w[n:], n < len(w)
}

// readNumber reads one number with its unit.
func readNumber(w []string) (number, bool) {
	negative := false
	if len(w) > 1 {
		switch strings.ToLower(w[0]) {
		case "-", "minus", "negative":
			negative = true
			w = w[1:]
		case "+", "plus":
			w = w[1:]
		}
	}
	var n number
	w, n.unit = moneySign(w)
	used := n.readValue(w)
	if used == 0 {
		return number{}, false
	}
	w = w[used:]
	if len(w) > 0 && (n.unit != "" || len(w[0]) > 1) {
		if f, ok := shortScales[strings.TrimSuffix(strings.ToLower(w[0]), ".")]; ok && n.scale == nil {
			n.times(f)
			w = w[1:]
		}
	}
	w = n.readUnit(w)
	w = n.readRate(w)
	switch strings.ToLower(strings.Join(w, " ")) {
	case "":
	case "or so", "plus", "-plus", "- plus", "+", "or more", "or less", "or fewer", "at least", "at most":
		n.more = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(strings.Join(w, " ")), "-"), " ")
	default:
		return number{}, false
	}
	if negative {
		n.value.Neg(n.value)
	}
	return n, true
}

func (n *number) times(f int64) {
	n.scale = big.NewRat(f, 1)
	n.value.Mul(n.value, n.scale)
}

// moneySign takes a currency from the front: "$", "US$", "USD", "Rs.".
func moneySign(w []string) ([]string, string) {
	for k := min(2, len(w)-1); k > 0; k-- {
		sign := strings.ReplaceAll(strings.Join(w[:k], ""), ".", "")
		if code, ok := currency(sign); ok && (strings.IndexFunc(sign, isSign) >= 0 || strings.ToUpper(sign) == sign || sign == "Rs") {
			return w[k:], code
		}
	}
	return w, ""
}

func isSign(r rune) bool { return r == '$' || r > 127 }

// currency gives the code of a currency; codes count only in capitals, and
// metals are none.
func currency(s string) (string, bool) {
	code, ok := lexicon.Currency(s)
	if !ok || strings.HasPrefix(code, "X") && code != "XOF" && code != "XAF" && code != "XCD" && code != "XPF" {
		return "", false
	}
	return code, !strings.EqualFold(code, s) || s == code
}

// readValue reads the number itself and gives how many words it takes.
func (n *number) readValue(w []string) int {
	if v, used := fraction(w); used > 0 {
		n.value = v
		used += n.ofScale(w[used:])
		return used
	}
	total, group := new(big.Rat), (*big.Rat)(nil)
	var last *big.Rat // the scale of what is in total
	terms, article, small := 0, false, int64(0)
	i := 0
loop:
	for ; i < len(w); i++ {
		t := strings.ToLower(w[i])
		c, isCardinal := cardinals[t]
		switch {
		case isCardinal && group == nil && (i > 0 || !article):
			group, small, terms = big.NewRat(int64(c), 1), int64(c), terms+1
			n.scale = nil
		case isCardinal && !article && (small >= 20 && small < 100 && small%10 == 0 && c > 0 && c < 10 || small == 100 && c > 0 && c < 100):
			group.Add(group, big.NewRat(int64(c), 1))
			small = int64(c)
			n.scale = nil
		case t == "-" && i+1 < len(w) && small >= 20 && small < 100 && small%10 == 0 && group != nil && cardinals[strings.ToLower(w[i+1])] > 0 && cardinals[strings.ToLower(w[i+1])] < 10:
		case t == "a" && i == 0 && len(w) > 1 && isScale(strings.ToLower(w[1])):
			group, article, terms = big.NewRat(1, 1), true, 1
		case t == "hundred" && group != nil && small != 100, t == "dozen" && group != nil:
			f := int64(100)
			if t == "dozen" {
				f = 12
			}
			n.scale = big.NewRat(f, 1)
			group.Mul(group, n.scale)
			small, article = 100, false
		case scales[t] != 0 && group != nil:
			s := big.NewRat(scales[t], 1)
			if last != nil && s.Cmp(last) >= 0 {
				return 0
			}
			total.Add(total, group.Mul(group, s))
			last, group, small, article = s, nil, 0, false
			n.scale = s
		case t == "and" && i+2 < len(w) && group != nil && strings.ToLower(w[i+1]) == "a" && fractions[strings.ToLower(w[i+2])] != 0:
			group.Add(group, big.NewRat(1, fractions[strings.ToLower(w[i+2])]))
			i += 2
			small = 1
		case t == "and" && i+1 < len(w) && (small == 100 || group == nil && last != nil) && cardinals[strings.ToLower(w[i+1])] > 0:
		case group == nil && last == nil:
			v, ok := digits(t)
			if !ok {
				break loop
			}
			group, small, terms = v, -1, 1
			if i+1 < len(w) && v.IsInt() {
				if f, ok := slashed(w[i+1]); ok {
					group.Add(group, f)
					i++
				}
			}
		default:
			break loop
		}
	}
	if group != nil {
		total.Add(total, group)
	}
	if terms == 0 || i > 0 && w[i-1] == "-" {
		return 0
	}
	if terms > 1 {
		n.scale = nil
	}
	n.value = total
	return i
}

func isScale(t string) bool { return t == "hundred" || t == "dozen" || scales[t] != 0 }

// ofScale reads what a fraction is of: "half a million", "a quarter of a
// million".
func (n *number) ofScale(w []string) int {
	k := 0
	if len(w) > 2 && w[0] == "of" && w[1] == "a" {
		k = 1
	}
	if k+1 < len(w) && (w[k] == "a" || w[k] == "an") {
		t := strings.ToLower(w[k+1])
		switch {
		case scales[t] != 0:
			n.times(scales[t])
			return k + 2
		case t == "dozen":
			n.times(12)
			return k + 2
		case k == 0: // "half a mile"
			return 1
		}
	}
	return 0
}

// fraction reads "half", "two-thirds", "a quarter" and "1/2".
func fraction(w []string) (*big.Rat, int) {
	if len(w) == 0 {
		return nil, 0
	}
	if v, ok := slashed(w[0]); ok {
		return v, 1
	}
	t := strings.ToLower(w[0])
	if t == "half" {
		return big.NewRat(1, 2), 1
	}
	c := cardinals[t]
	if t == "a" {
		c = 1
	}
	k := 1
	if k < len(w) && w[k] == "-" {
		k++
	}
	if c == 0 || c > 20 || k >= len(w) {
		return nil, 0
	}
	t = strings.ToLower(w[k])
	part, plural := strings.CutSuffix(t, "s")
	if plural && c > 1 && fractions[part] > 2 || c == 1 && fractions[t] != 0 {
		return big.NewRat(int64(c), fractions[part]), k + 1
	}
	return nil, 0
}

// slashed reads "1/2" and "3/4", but not "9/11".
func slashed(s string) (*big.Rat, bool) {
	a, b, ok := strings.Cut(s, "/")
	if !ok || len(a) != 1 || a[0] < '1' || a[0] > '9' {
		return nil, false
	}
	switch b {
	case "2", "3", "4", "5", "6", "8", "10", "16":
		v, ok := new(big.Rat).SetString(s)
		return v, ok && v.Cmp(big.NewRat(1, 1)) < 0
	}
	return nil, false
}

// digits reads a number in digits, with commas only between groups of three.
func digits(s string) (*big.Rat, bool) {
	whole, rest, decimal := strings.Cut(s, ".")
	if decimal && !isDigits(rest) || whole == "" && !decimal {
		return nil, false
	}
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		for i, g := range groups {
			if !isDigits(g) || len(g) > 3 || i > 0 && len(g) != 3 {
				return nil, false
			}
		}
		whole = strings.ReplaceAll(whole, ",", "")
	} else if whole != "" && !isDigits(whole) {
		return nil, false
	}
	if !decimal {
		rest = "0"
	}
	return new(big.Rat).SetString("0" + whole + "." + rest)
}

// readUnit takes the unit that a number is followed by.
func (n *number) readUnit(w []string) []string {
	for k := min(3, len(w)); k > 0; k-- {
		name := strings.Join(w[:k], " ")
		if code, ok := currency(name); ok && (n.unit == "" || n.unit == code || n.unit == "USD" && strings.HasSuffix(code, "D")) {
			n.unit = code
			return w[k:]
		}
		if n.unit != "" {
			continue
		}
		if unit := unitNamed(name); unit != "" {
			n.unit = unit
			return w[k:]
		}
	}
	return w
}

// unitNamed gives the singular noun of a unit; short signs are read as they
// are written, words in any case.
func unitNamed(name string) string {
	if unit := unitSigns[strings.TrimSuffix(name, ".")]; unit != "" {
		return unit
	}
	name = strings.ToLower(name)
	if units[name] {
		return name
	}
	if unit := unitNames[name]; unit != "" {
		return unit
	}
	if unit := unitNames[strings.TrimSuffix(name, "s")]; unit != "" {
		return unit
	}
	if one, ok := strings.CutSuffix(name, "s"); ok && units[one] {
		return one
	}
	return ""
}

// readRate takes "a barrel", "per hour".
func (n *number) readRate(w []string) []string {
	if len(w) < 2 || n.unit == "" {
		return w
	}
	switch strings.ToLower(w[0]) {
	case "a", "an", "per", "each", "/":
	default:
		return w
	}
	per := strings.ToLower(w[1])
	if !rates[per] {
		if per = unitNamed(w[1]); per == "" {
			return w
		}
	}
	n.unit += "/" + per
	return w[2:]
}

// readRange reads "10 to 15" and "between $5 and $10 million" as the lower
// end.
func readRange(w []string) (number, bool) {
	if len(w) > 0 && (strings.EqualFold(w[0], "between") || strings.EqualFold(w[0], "from")) {
		w = w[1:]
	}
	for i := 1; i+1 < len(w); i++ {
		switch strings.ToLower(w[i]) {
		case "-", "to", "or", "and":
		default:
			continue
		}
		low, ok := readNumber(w[:i])
		if !ok {
			continue
		}
		high, ok := readNumber(w[i+1:])
		if !ok {
			continue
		}
		return lower(low, high, w)
	}
	return number{}, false
}

// lower is the lower end of a range, with the scale and unit of the upper
// one where it has none of its own.
func lower(low, high number, w []string) (number, bool) {
	if low.scale == nil && high.scale != nil && low.value.Cmp(new(big.Rat).Quo(high.value, high.scale)) < 0 {
		low.value.Mul(low.value, high.scale)
	}
	if low.unit != "" && high.unit != "" && low.unit != high.unit {
		return number{}, false
	}
	if low.unit == "" {
		low.unit = high.unit
	}
	if low.value.Cmp(high.value) >= 0 {
		return number{}, false
	}
	if len(w) == 3 && low.unit == "" && low.scale == nil { // "2010-2015"
		if _, first := yearOf(w[0]); first {
			if _, last := yearOf(w[2]); last {
				return number{}, false
			}
		}
	}
	low.high = high.value
	return low, true
}

// cardinals are number words below a hundred.
var cardinals = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]int64{
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15, "lakh": 1e5, "crore": 1e7, "bn": 1e9, "tn": 1e12, "trn": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9,
}

// shortScales stand behind an amount of money: "$5m".
var shortScales = map[string]int64{"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "bn": 1e9, "mn": 1e6, "mln": 1e6, "bln": 1e9, "tn": 1e12, "trn": 1e12}

var fractions = map[string]int64{"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000}

// units are units by their singular names; a plural ends in s.
var units = set("percent", "percentage point", "basis point", "point", "cent", "vote", "barrel", "bushel", "acre", "hectare", "carat", "ounce", "ton", "pint", "gallon", "mile", "nautical mile", "square mile", "yard", "square yard", "square foot", "inch", "light-year",
	"kilometer", "square kilometer", "meter", "square meter", "cubic meter", "cubic foot", "centimeter", "millimeter", "micrometer", "nanometer", "liter", "milliliter", "gram", "kilogram", "milligram", "microgram", "megaton", "kiloton",
	"watt", "kilowatt", "megawatt", "gigawatt", "kilowatt hour", "megawatt hour", "gigawatt hour", "volt", "ampere", "joule", "calorie", "hertz", "megahertz", "gigahertz", "decibel", "horsepower", "knot", "byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "pixel", "megapixel",
	"degree", "degree Celsius", "degree Fahrenheit", "kelvin", "second", "millisecond", "minute", "hour", "day", "week", "month", "year", "decade", "century")

// unitNames are other names and irregular plurals.
var unitNames = map[string]string{
	"per cent": "percent", "pct": "percent", "pc": "percent", "kilometre": "kilometer", "square kilometre": "square kilometer", "metre": "meter", "square metre": "square meter", "cubic metre": "cubic meter", "centimetre": "centimeter", "millimetre": "millimeter", "litre": "liter",
	"feet": "foot", "foot": "foot", "square feet": "square foot", "cubic feet": "cubic foot", "inches": "inch", "centuries": "century", "tonne": "ton", "metric ton": "ton", "metric tonne": "ton", "gramme": "gram", "kilo": "kilogram", "mph": "mile/hour", "kph": "kilometer/hour", "kmh": "kilometer/hour",
	"degrees celsius": "degree Celsius", "degree celsius": "degree Celsius", "degrees centigrade": "degree Celsius", "degrees fahrenheit": "degree Fahrenheit", "degree fahrenheit": "degree Fahrenheit", "penny": "penny", "pence": "penny", "mhz": "megahertz", "ghz": "gigahertz",
}

// unitSigns are signs whose case matters.
var unitSigns = map[string]string{
	"%": "percent", "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter", "nm": "nanometer", "km²": "square kilometer", "km2": "square kilometer", "m²": "square meter", "m2": "square meter", "m³": "cubic meter", "sq km": "square kilometer", "sq mi": "square mile", "sq ft": "square foot", "ft": "foot", "in": "", "mi": "mile", "yd": "yard",
	"kg": "kilogram", "g": "gram", "mg": "milligram", "t": "ton", "lb": "pound", "lbs": "pound", "oz": "ounce", "l": "liter", "L": "liter", "ml": "milliliter", "ha": "hectare", "km/h": "kilometer/hour", "m/s": "meter/second", "°C": "degree Celsius", "°F": "degree Fahrenheit", "°": "degree", "C": "degree Celsius", "F": "degree Fahrenheit",
	"kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "kWh": "kilowatt hour", "MWh": "megawatt hour", "GWh": "gigawatt hour", "TWh": "terawatt hour", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "dB": "decibel", "bpd": "barrel/day", "h": "hour", "s": "", "bps": "basis point", "pp": "percentage point",
}

// rates are nouns that an amount may be for.
var rates = set("day", "week", "month", "quarter", "year", "hour", "minute", "second", "night", "barrel", "share", "person", "head", "capita", "ton", "tonne", "gallon", "liter", "litre", "ounce", "pound", "kilogram", "kilo", "mile", "kilometer", "kilometre", "acre", "hectare", "bushel", "household", "unit", "ticket", "vehicle", "car", "student", "worker", "employee")

package extract

import (
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/quadwire/quadwire/data"
	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// A Feature is something about a frame that tells how sure it is.
type Feature struct {
	Name  string
	Value float64
}

// features are what tells how sure a frame is about one subject and one
// object; object is -1 for none. They are about the tree alone, so that they
// are the same for tuples, whose truth is known from benchmarks, and for facts.
func (a *analysis) features(fr *frame, subject, object int) []Feature {
	s := a.sentence(fr.head)
	out := []Feature{
		{"always", 1},
		{"rule " + fr.rule, 1},
		{"clause " + a.clausePlace(fr.head), 1},
		{"doubt of predicate", 1 - float64(a.tok(fr.head).Margin)},
		{"length of sentence", math.Log(float64(s.End - s.First))},
		{"arguments", float64(min(len(fr.args), 5))},
	}
	if fr.passive {
		out = append(out, Feature{"passive", 1})
	}
	if s.Kind == nlp.Headline {
		out = append(out, Feature{"headline", 1})
	}
	if len(fr.chain) > 1 {
		out = append(out, Feature{"chain", 1})
	}
	out = append(out, a.partFeatures("subject", fr.head, subject)...)
	if own := a.child(fr.head, "nsubj"); own < 0 {
		out = append(out, Feature{"subject is shared", 1})
	} else if _, ok := a.relative[own]; ok {
		out = append(out, Feature{"subject is antecedent", 1})
	}
	switch {
	case object >= 0:
		out = append(out, a.partFeatures("object", fr.head, object)...)
	case fr.clause >= 0:
		out = append(out, Feature{"object is clause", 1})
	default:
		out = append(out, Feature{"no object", 1})
	}
	return out
}

// partFeatures are those of a subject or object.
func (a *analysis) partFeatures(part string, head, i int) []Feature {
	lo, hi := a.yield(i)
	distance := i - head
	if distance < 0 {
		distance = -distance
	}
	out := []Feature{
		{"doubt of " + part, 1 - float64(a.tok(i).Margin)},
		{"length of " + part, math.Log(float64(hi - lo))},
		{"distance of " + part, math.Log(float64(1 + distance))},
		{part + " is " + a.tok(i).UPOS, 1},
	}
	if a.is(i, "conj") {
		out = append(out, Feature{part + " is coordinated", 1})
	}
	return out
}

// clausePlace is where the clause of token v stands in its sentence.
func (a *analysis) clausePlace(v int) string {
	if a.tok(v).Deprel == "acl:relcl" {
		return "relcl"
	}
	return a.rel(v)
}

// confidenceModel gives the weights of features by name. It is learned by
// cmd/train from the tuples of benchmarks and from facts that were judged.
var confidenceModel = sync.OnceValue(func() map[string]float64 {
	weights := map[string]float64{}
	for line := range strings.Lines(data.Confidence) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if w, err := strconv.ParseFloat(value, 64); err == nil {
			weights[name] = w
		}
	}
	return weights
})

// factFeatures are the features of a proposition about one subject and one
// object, with what tells how sure it is who and what they are.
func (a *analysis) factFeatures(p *proposition, s, o operand) []Feature {
	object := o.head
	if o.ID == "" && (o.Type == "xsd:string" || o.Type == "xsd:boolean") {
		object = -1
	}
	out := append(a.features(p.frame, s.head, object), Feature{"fact", 1})
	out = append(out, a.meaningFeatures("subject", s)...)
	if object >= 0 {
		out = append(out, a.meaningFeatures("object", o)...)
	} else if o.Type == "xsd:boolean" {
		out = append(out, Feature{"fact without object", 1})
	}
	if p.status != schema.Asserted {
		out = append(out, Feature{"fact is " + string(p.status), 1})
	}
	return out
}

// meaningFeatures tell how sure it is what a phrase stands for.
func (a *analysis) meaningFeatures(part string, op operand) []Feature {
	switch n := a.nameAt[op.head]; {
	case len(a.resolved[op.head]) > 0:
		return []Feature{{"fact " + part + " is resolved", 1}}
	case n >= 0:
		return []Feature{{"fact " + part + " is named", 1}, {"fact doubt of names", 1 - float64(a.doc.Names[n].Score)}}
	case op.who != nil && op.who.concept:
		return []Feature{{"fact " + part + " is concept", 1}}
	}
	return nil
}

// sureness is the sum of the weights of features: above 0 what is rather right.
func sureness(features []Feature) float64 {
	weights := confidenceModel()
	sum := 0.0
	for _, f := range features {
		sum += weights[f.Name] * f.Value
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// rounded keeps three decimals.
func rounded(p float64) float64 { return math.Round(p*1000) / 1000 }

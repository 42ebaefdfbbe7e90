package extract

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/quadwire/quadwire/extract/nlp"
	"github.com/quadwire/quadwire/schema"
)

// WriteExplanation writes for a reader how a result came about: for each
// sentence the tree, the frames with the rules that found them, the facts
// made of each, and why nothing was made where nothing was.
func WriteExplanation(w io.Writer, r *Result) error {
	e := explainer{tupleWriter: tupleWriter{analysis: r.analysis, without: -1}, out: bufio.NewWriter(w), result: r}
	fmt.Fprintf(e.out, "article %s\n", r.Article.ID)
	for n := range r.Document.Sentences {
		e.sentenceAt(n)
	}
	return e.out.Flush()
}

type explainer struct {
	tupleWriter
	out    *bufio.Writer
	result *Result
}

var kindNames = map[nlp.Kind]string{nlp.Prose: "prose", nlp.Headline: "headline", nlp.Heading: "heading", nlp.Dateline: "dateline", nlp.Byline: "byline", nlp.Boilerplate: "boilerplate"}

func (e *explainer) sentenceAt(n int) {
	s := &e.doc.Sentences[n]
	fmt.Fprintf(e.out, "\ns%d (%s) %s\n", n+1, kindNames[s.Kind], flat(e.doc.Text[s.Start:s.Stop]))
	if !readable(s) {
		fmt.Fprintf(e.out, "  no facts are read from a %s\n", kindNames[s.Kind])
		return
	}
	fmt.Fprintln(e.out, "  tree")
	for i := s.First; i < s.End; i++ {
		if e.tok(i).Head < 0 {
			e.tree(i, 2)
		}
	}
	found := map[int]bool{}
	fmt.Fprintln(e.out, "  frames")
	for k := range e.frames {
		if fr := &e.frames[k]; e.tok(fr.head).Sentence == n {
			e.frame(fr, k)
			for _, v := range append([]int{fr.head}, fr.chain...) {
				found[v] = true
			}
		}
	}
	for i := s.First; i < s.End; i++ {
		if !found[i] && (e.isVerb(i) || e.child(i, "cop") >= 0) {
			fmt.Fprintf(e.out, "    no frame of %q: %s\n", e.tok(i).Form, e.unframed(i))
		}
	}
	for k := range e.result.Facts {
		if f := &e.result.Facts[k]; f.Premise > 0 && f.Sentence == n {
			fmt.Fprintf(e.out, "  inferred from f%d, %q\n", f.Premise, f.Rule)
			e.fact(f)
		}
	}
}

// tree writes the subtree of token i, a line a token.
func (e *explainer) tree(i, depth int) {
	t := e.tok(i)
	name := ""
	if n := e.nameAt[i]; n >= 0 {
		name = " " + e.doc.Names[n].Type
	}
	if group := e.resolved[i]; len(group) > 0 {
		var names []string
		for _, who := range group {
			names = append(names, who.name)
		}
		name += " = " + strings.Join(names, ", ")
	}
	fmt.Fprintf(e.out, "%s%s %s %s%s\n", strings.Repeat("  ", depth), t.Form, t.UPOS, t.Deprel, name)
	for _, k := range e.kids[i] {
		e.tree(k, depth+1)
	}
}

// frame writes one frame with its parts and facts. k is its place in the list.
func (e *explainer) frame(fr *frame, k int) {
	fmt.Fprintf(e.out, "    %s: %s", fr.rule, e.predicateText(fr.words))
	if fr.name != "" {
		fmt.Fprintf(e.out, " as %s", fr.name)
	}
	status := fr.status
	if status == "" {
		status = schema.Asserted
	}
	fmt.Fprintf(e.out, " (%s", status)
	if fr.speaker != nil && fr.speaker.Name != "" {
		fmt.Fprintf(e.out, ", says %s", fr.speaker.Name)
	}
	fmt.Fprintln(e.out, ")")
	e.slotList("subject", fr.subjects)
	e.slotList("object", fr.objects)
	if fr.state >= 0 {
		fmt.Fprintf(e.out, "      state: %s\n", flat(e.stateWords(fr.state)))
	}
	if fr.clause >= 0 {
		fmt.Fprintf(e.out, "      clause: %s\n", flat(e.clauseWords(fr.clause)))
	}
	for _, s := range fr.args {
		fmt.Fprintf(e.out, "      %s: %s\n", [...]string{"argument", "time", "clause", "adverb"}[s.form], flat(e.argument(s)))
	}
	made := false
	for n := range e.result.Facts {
		if f := &e.result.Facts[n]; f.Premise == 0 && f.frame == k {
			e.fact(f)
			made = true
		}
	}
	if !made {
		fmt.Fprintf(e.out, "      no fact: %s\n", e.unmade(fr))
	}
}

func (e *explainer) slotList(role string, slots []slot) {
	for _, s := range slots {
		fmt.Fprintf(e.out, "      %s: %s", role, flat(e.slotWords(s)))
		if ops := e.resolve([]slot{s}); len(ops) > 0 && ops[0].Name != "" {
			fmt.Fprintf(e.out, " = %s", ops[0].Name)
		}
		fmt.Fprintln(e.out)
	}
}

func (e *explainer) fact(f *Fact) {
	fmt.Fprintf(e.out, "      -> f%d %s | %s | %s (%s, %.2f)\n", f.Number, f.Subject.Name, f.Predicate.ID, f.Object.Name, f.Status, f.Confidence)
}

// unframed says why a verb has no frame.
func (e *explainer) unframed(v int) string {
	switch {
	case e.child(v, "expl") >= 0:
		return "its subject stands for nothing or for a clause"
	case e.inChain(v):
		return "it belongs to the predicate of " + e.tok(e.tok(v).Head).Form
	case len(e.subjects(v, 0)) == 0:
		return "it has no subject"
	}
	return "no rule matches"
}

// unmade says why no fact was made of a frame.
func (e *explainer) unmade(fr *frame) string {
	switch {
	case fr.rule == "existential":
		return "nobody does anything"
	case e.comparing(fr.head):
		return "it only compares"
	case len(e.resolve(fr.subjects)) == 0:
		return "the subject is a pronoun or group that cannot be resolved"
	case len(fr.objects) > 0 && len(e.resolve(fr.objects)) == 0:
		return "the object is a pronoun or group that cannot be resolved"
	}
	return "another frame says the same, its confidence is too low, or it is nothing by itself"
}

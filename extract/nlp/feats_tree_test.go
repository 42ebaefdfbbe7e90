package nlp

import (
	"slices"
	"testing"
)

// What the forms do not tell, the tree does.
func TestInflect(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ text, form, feats string }{
		{"The ministers signed the treaty in Geneva.", "signed", finite(3, true, true)},
		{"The minister signed the treaty in Geneva.", "signed", finite(3, false, true)},
		{"We signed the treaty in Geneva.", "signed", finite(1, true, true)},
		{"They have signed the treaty.", "signed", activePart},
		{"The treaty was signed in Geneva.", "signed", passivePart},
		{"The army is building a bridge.", "building", presentPart},
		{"The minister saw it.", "it", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"},
		{"The minister wants to sign the treaty.", "sign", infinitive},
	} {
		d := r.Read("", x.text)
		i := slices.IndexFunc(d.Tokens, func(t Token) bool { return t.Form == x.form })
		if i < 0 || d.Tokens[i].Feats != x.feats {
			t.Errorf("%s: %q is not %s: %v", x.text, x.form, x.feats, d.Tokens)
		}
	}
	for text, lemma := range map[string]string{"It's been a long week.": "have", "It's a long week.": "be"} {
		if d := r.Read("", text); d.Tokens[1].Lemma != lemma {
			t.Errorf("%s: %q, want %q", text, d.Tokens[1].Lemma, lemma)
		}
	}
}

// Trees of any kind are read to an end.
func TestInflectCycle(t *testing.T) {
	d := &Document{Tokens: []Token{
		{Form: "had", XPOS: "VBD", UPOS: "VERB", Head: 1, Deprel: "conj", Feats: indicatives[5]},
		{Form: "put", XPOS: "VBD", UPOS: "VERB", Head: 0, Deprel: "conj", Feats: indicatives[5]},
	}}
	inflect(d)
	inflect(&Document{})
}

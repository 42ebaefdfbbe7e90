package nlp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// treeOf makes a document of lines "FORM UPOS XPOS HEAD DEPREL", heads from 1, with the lemma behind where it is not
// the form.
func treeOf(t *testing.T, lines string, names ...Name) *Document {
	t.Helper()
	var forms []string
	var rows [][]string
	for line := range strings.Lines(lines) {
		if f := strings.Fields(line); len(f) == 5 || len(f) == 6 {
			rows = append(rows, f)
			forms = append(forms, f[0])
		}
	}
	d := SegmentTokens("t", []string{strings.Join(forms, " ")})
	if len(d.Tokens) != len(rows) {
		t.Fatalf("%d tokens, %d rows", len(d.Tokens), len(rows))
	}
	for i, f := range rows {
		x := &d.Tokens[i]
		x.UPOS, x.XPOS, x.Deprel = f[1], f[2], f[4]
		x.Lemma = strings.ToLower(f[len(f)/6*5])
		if _, err := fmt.Sscan(f[3], &x.Head); err != nil {
			t.Fatal(err)
		}
		x.Head--
	}
	d.Names = names
	return d
}

func arcs(d *Document) []string {
	out := make([]string, len(d.Tokens))
	for i, t := range d.Tokens {
		head := "ROOT"
		if t.Head >= 0 {
			head = d.Tokens[t.Head].Form
		}
		out[i] = t.Form + " " + t.Deprel + " " + head
	}
	return out
}

func TestRepair(t *testing.T) {
	tests := []struct {
		name  string
		tree  string
		names []Name
		want  []string // arcs that must be there
	}{
		{
			"a title and a name are one phrase",
			`Ruiz PROPN NNP 6 nsubj
			and CCONJ CC 3 cc
			Portuguese ADJ JJ 1 conj
			President PROPN NNP 5 nmod:desc
			Silva PROPN NNP 1 appos
			met VERB VBD 0 root`,
			[]Name{{First: 0, End: 1, Type: "Person"}, {First: 2, End: 3, Type: "Nationality"}, {First: 4, End: 5, Type: "Person"}},
			[]string{"Silva conj Ruiz", "President nmod:desc Silva", "and cc Silva"},
		},
		{
			"what goes on behind a speaker between commas is said too",
			`The DET DT 3 det
			death NOUN NN 3 compound
			toll NOUN NN 4 nsubj
			passed VERB VBD 8 ccomp
			500 NUM CD 4 obj
			, PUNCT , 8 punct
			officials NOUN NNS 8 nsubj
			said VERB VBD 0 root say
			, PUNCT , 12 punct
			and CCONJ CC 12 cc
			is AUX VBZ 12 aux:pass
			expected VERB VBN 8 conj
			to PART TO 14 mark
			rise VERB VB 12 xcomp
			. PUNCT . 8 punct`,
			nil,
			[]string{"expected conj passed"},
		},
		{
			"a person behind a place has the role before it",
			`The DET DT 2 det
			mayor NOUN NN 9 nsubj
			of ADP IN 4 case
			Lyon PROPN NNP 2 nmod
			, PUNCT , 6 punct
			Ana PROPN NNP 4 appos
			Ruiz PROPN NNP 6 flat
			, PUNCT , 2 punct
			resigned VERB VBD 0 root
			. PUNCT . 9 punct`,
			[]Name{{First: 3, End: 4, Type: "Place"}, {First: 5, End: 7, Type: "Person"}},
			[]string{"Ana appos mayor"},
		},
		{
			"what is said in an interview is the content of the saying",
			`Chris PROPN NNP 3 nsubj
			Tang PROPN NNP 1 flat
			said VERB VBD 0 root say
			in ADP IN 6 case
			an DET DT 6 det
			interview NOUN NN 3 obl
			that SCONJ IN 11 mark
			police NOUN NNS 11 nsubj
			were AUX VBD 11 cop
			not PART RB 11 advmod
			able ADJ JJ 6 acl
			to PART TO 13 mark
			end VERB VB 11 xcomp
			the DET DT 15 det
			unrest NOUN NN 13 obj
			. PUNCT . 3 punct`,
			[]Name{{First: 0, End: 2, Type: "Person"}},
			[]string{"able ccomp said"},
		},
		{
			"who says something also warns",
			`Liu PROPN NNP 2 nsubj
			said VERB VBD 0 root say
			that SCONJ IN 8 mark
			the DET DT 5 det
			army NOUN NN 8 nsubj:pass
			could AUX MD 8 aux
			be AUX VB 8 aux:pass
			deployed VERB VBN 2 ccomp
			, PUNCT , 10 punct
			warning VERB VBG 8 advcl warn
			that SCONJ IN 14 mark
			patience NOUN NN 14 nsubj
			was AUX VBD 14 cop
			thin ADJ JJ 10 ccomp
			. PUNCT . 2 punct`,
			[]Name{{First: 0, End: 1, Type: "Person"}},
			[]string{"warning advcl said"},
		},
		{
			"a company that is fined is no part of the sum",
			`The DET DT 2 det
			EU PROPN NNP 3 nsubj
			fined VERB VBD 0 root
			Apple PROPN NNP 7 compound
			500 NUM CD 6 compound
			million NUM CD 7 nummod
			euros NOUN NNS 3 obj
			for SCONJ IN 9 mark
			breaking VERB VBG 3 advcl
			its PRON PRP$ 11 nmod:poss
			rules NOUN NNS 9 obj
			. PUNCT . 3 punct`,
			[]Name{{First: 1, End: 2, Type: "Organization"}, {First: 3, End: 4, Type: "Organization"}},
			[]string{"Apple iobj fined", "euros obj fined"},
		},
		{
			"what is halted is an activity",
			`The DET DT 2 det
			court NOUN NN 3 nsubj
			halted VERB VBD 0 root halt
			logging VERB VBG 3 xcomp log
			on ADP IN 6 case
			Friday PROPN NNP 4 obl
			. PUNCT . 3 punct`,
			nil,
			[]string{"logging obj halted", "Friday obl halted"},
		},
		{
			"allegations have a content",
			`Allegations NOUN NNS 10 nsubj:pass allegation
			that PRON WDT 5 obj
			the DET DT 4 det
			aide NOUN NN 10 nsubj:pass
			snooped VERB VBD 4 acl:relcl snoop
			into ADP IN 8 case
			private ADJ JJ 8 amod
			affairs NOUN NNS 5 obl
			were AUX VBD 10 aux:pass
			rejected VERB VBN 0 root
			. PUNCT . 10 punct`,
			nil,
			[]string{"snooped acl Allegations", "aide nsubj snooped", "that mark snooped"},
		},
		{
			"the first of two subjects may be that of the clause between",
			`" PUNCT “ 5 punct
			The DET DT 3 det
			copies NOUN NNS 5 nsubj:pass
			were AUX VBD 5 aux:pass
			sold VERB VBN 8 ccomp
			, PUNCT , 5 punct
			" PUNCT '' 5 punct
			explained VERB VBD 0 root explain
			Svetlana PROPN NNP 8 nsubj
			Novikova PROPN NNP 9 flat
			. PUNCT . 8 punct`,
			[]Name{{First: 8, End: 10, Type: "Person"}},
			[]string{"Svetlana nsubj explained"},
		},
		{
			"who speaks behind a comma at the end speaks of all before",
			`Nissan PROPN NNP 3 nsubj
			will AUX MD 3 aux
			close VERB VB 0 root
			seven NUM CD 5 nummod
			factories NOUN NNS 3 obj factory
			and CCONJ CC 7 cc
			cut VERB VB 3 conj
			20,000 NUM CD 9 nummod 20000
			jobs NOUN NNS 7 obj job
			, PUNCT , 13 punct
			Ivan PROPN NNP 13 nsubj
			Espinosa PROPN NNP 11 flat
			said VERB VBD 3 parataxis say
			on ADP IN 15 case
			Tuesday PROPN NNP 13 obl
			, PUNCT , 20 punct
			after SCONJ IN 20 mark
			the DET DT 19 det
			carmaker NOUN NN 20 nsubj
			reported VERB VBD 13 advcl report
			a DET DT 22 det
			loss NOUN NN 20 obj
			. PUNCT . 3 punct`,
			[]Name{{First: 0, End: 1, Type: "Organization"}, {First: 10, End: 12, Type: "Person"}},
			[]string{"said parataxis close"},
		},
		{
			"what is not ruled out is an object",
			`Ruiz PROPN NNP 2 nsubj
			refused VERB VBD 0 root refuse
			to PART TO 4 mark
			rule VERB VB 2 xcomp
			out ADP RP 4 compound:prt
			using VERB VBG 4 advcl use
			force NOUN NN 6 obj
			. PUNCT . 2 punct`,
			[]Name{{First: 0, End: 1, Type: "Person"}},
			[]string{"using xcomp rule"},
		},
		{
			"fighting resumes",
			`Aid NOUN NN 2 compound
			groups NOUN NNS 5 nsubj group
			have AUX VBP 5 aux
			been AUX VBN 5 cop be
			unable ADJ JJ 0 root
			to PART TO 7 mark
			reach VERB VB 5 xcomp
			the DET DT 9 det
			north NOUN NN 7 obj
			since SCONJ IN 11 mark
			fighting VERB VBG 7 advcl fight
			resumed VERB VBN 11 advcl resume
			in ADP IN 14 case
			August PROPN NNP 12 obl
			. PUNCT . 5 punct`,
			nil,
			[]string{"fighting nsubj resumed", "resumed advcl reach", "since mark resumed"},
		},
		{
			"who is missing misses nothing",
			`A DET DT 3 det
			fifth ADJ JJ 3 amod
			climber NOUN NN 6 nsubj
			is AUX VBZ 6 aux be
			still ADV RB 6 advmod
			missing VERB VBG 0 root miss
			. PUNCT . 6 punct`,
			nil,
			[]string{"is cop missing"},
		},
		{
			"who is quoted as saying says",
			`" PUNCT “ 4 punct
			It PRON PRP 4 nsubj
			is AUX VBZ 4 cop be
			late ADJ JJ 9 advcl
			, PUNCT , 4 punct
			" PUNCT '' 4 punct
			Mao PROPN NNP 9 nsubj:pass
			was AUX VBD 9 aux:pass be
			quoted VERB VBN 0 root quote
			as SCONJ IN 11 mark
			saying VERB VBG 9 advcl say
			by ADP IN 15 case
			the DET DT 15 det
			Global ADJ NNP 15 amod
			Times PROPN NNPS 11 obl
			. PUNCT . 9 punct`,
			[]Name{{First: 6, End: 7, Type: "Person"}, {First: 13, End: 15, Type: "Organization"}},
			[]string{"Mao nsubj saying", "saying root ROOT"},
		},
		{
			"a clause in the singular goes back to the name",
			`Fishermen NOUN NNS 10 nsubj fisherman
			and CCONJ CC 3 cc
			China PROPN NNP 1 conj
			, PUNCT , 7 punct
			which PRON WDT 7 nsubj
			has AUX VBZ 7 aux have
			banned VERB VBN 1 acl:relcl ban
			seafood NOUN NN 7 obj
			, PUNCT , 1 punct
			protested VERB VBD 0 root protest
			. PUNCT . 10 punct`,
			[]Name{{First: 2, End: 3, Type: "Place"}},
			[]string{"banned acl:relcl China"},
		},
		{
			"a source at the end is that of the whole",
			`Six NUM CD 2 nummod
			people NOUN NNS 4 nsubj:pass
			were AUX VBD 4 aux:pass be
			wounded VERB VBN 0 root wound
			when ADV WRB 8 advmod
			a DET DT 7 det
			bomb NOUN NN 8 nsubj
			exploded VERB VBD 4 advcl explode
			, PUNCT , 12 punct
			according VERB VBG 12 case accord
			to ADP IN 10 fixed
			police NOUN NN 8 obl
			. PUNCT . 4 punct`,
			nil,
			[]string{"police obl wounded"},
		},
		{
			"what somebody is accused of is no part of him",
			`The DET DT 2 det
			minister NOUN NN 3 nsubj
			accused VERB VBD 0 root accuse
			the DET DT 5 det
			newspaper NOUN NN 3 obj
			of SCONJ IN 7 mark
			inventing VERB VBG 5 acl invent
			the DET DT 9 det
			story NOUN NN 7 obj
			. PUNCT . 3 punct`,
			nil,
			[]string{"inventing advcl accused"},
		},
		{
			"what a court is told",
			`Maria PROPN NNP 3 nsubj
			Lopez PROPN NNP 1 flat
			told VERB VBD 0 root tell
			the DET DT 5 det
			court NOUN NN 3 iobj
			she PRON PRP 8 nsubj
			was AUX VBD 8 cop be
			innocent ADJ JJ 3 ccomp
			. PUNCT . 3 punct`,
			[]Name{{First: 0, End: 2, Type: "Person"}},
			[]string{"innocent ccomp told"},
		},
		{
			"whose words stand between quotation marks",
			`" PUNCT “ 3 punct
			Good ADJ JJ 3 amod
			luck NOUN NN 8 nsubj
			to ADP IN 5 case
			us PRON PRP 3 nmod we
			! PUNCT . 3 punct
			" PUNCT '' 3 punct
			quipped VERB VBD 0 root quip
			the DET DT 10 det
			minister NOUN NN 8 obj
			. PUNCT . 8 punct`,
			nil,
			[]string{"minister nsubj quipped"},
		},
		{
			"a ticker is no second subject",
			`The DET DT 3 det
			dollar NOUN NN 3 compound
			index NOUN NN 6 nsubj
			. PUNCT . 3 punct
			DXY PROPN NNP 6 nsubj
			rose VERB VBD 0 root rise
			. PUNCT . 6 punct`,
			nil,
			[]string{"index nsubj rose", "DXY appos index"},
		},
		{
			"a name before a past form is its subject",
			`United PROPN NNP 2 amod
			signed VERB VBN 0 root sign
			Sesko PROPN NNP 2 obj
			for ADP IN 6 case
			a DET DT 6 det
			fee NOUN NN 2 obl
			. PUNCT . 2 punct`,
			[]Name{{First: 0, End: 1, Type: "Thing"}, {First: 2, End: 3, Type: "Thing"}},
			[]string{"United nsubj signed"},
		},
		{
			"of two subjects the title goes with the name behind it",
			`Director NOUN NN 6 nsubj
			of ADP IN 3 case
			Oxfam PROPN NNP 1 nmod
			Ana PROPN NNP 6 nsubj
			Ruiz PROPN NNP 4 flat
			resigned VERB VBD 0 root`,
			[]Name{{First: 2, End: 3, Type: "Organization"}, {First: 3, End: 5, Type: "Person"}},
			[]string{"Director appos Ana", "Ana nsubj resigned"},
		},
		{
			"that is no object beside another one",
			`Officials NOUN NNS 2 nsubj
			denied VERB VBD 0 root
			reports NOUN NNS 2 obj
			that SCONJ IN 6 obj
			Iran PROPN NNP 6 nsubj
			fired VERB VBD 3 acl:relcl
			missiles NOUN NNS 6 obj`,
			nil,
			[]string{"that mark fired", "fired acl reports", "missiles obj fired"},
		},
		{
			"a day before the verb is when it happened",
			`A DET DT 2 det
			court NOUN NN 7 nsubj
			in ADP IN 4 case
			Milan PROPN NNP 2 nmod
			on ADP IN 6 case
			Tuesday PROPN NNP 4 nmod
			halted VERB VBD 0 root
			sales NOUN NNS 7 obj`,
			nil,
			[]string{"Tuesday obl halted", "Milan nmod court"},
		},
		{
			"the day of an event is the event's",
			`The DET DT 2 det
			meeting NOUN NN 5 nsubj
			on ADP IN 4 case
			Tuesday PROPN NNP 2 nmod
			ended VERB VBD 0 root
			talks NOUN NNS 5 obj`,
			nil,
			[]string{"Tuesday nmod meeting"},
		},
		{
			"that is the object of a clause without one",
			`Officials NOUN NNS 2 nsubj
			denied VERB VBD 0 root
			reports NOUN NNS 2 obj
			that PRON WDT 6 obj
			papers NOUN NNS 6 nsubj
			printed VERB VBD 3 acl:relcl`,
			nil,
			[]string{"that obj printed", "printed acl:relcl reports"},
		},
		{
			"of two subjects the first stands apart where it is no title of the second",
			`Results NOUN NNS 4 nsubj
			Ana PROPN NNP 4 nsubj
			Ruiz PROPN NNP 2 flat
			praised VERB VBD 0 root`,
			[]Name{{First: 1, End: 3, Type: "Person"}},
			[]string{"Results dislocated praised", "Ana nsubj praised"},
		},
		{
			"what goes on behind a relative clause between commas is of the main clause",
			`Fiat PROPN NNP 2 nsubj
			bought VERB VBD 0 root
			Opel PROPN NNP 2 obj
			, PUNCT , 6 punct
			which PRON WDT 6 nsubj
			lost VERB VBD 3 acl:relcl
			money NOUN NN 6 obj
			, PUNCT , 10 punct
			and CCONJ CC 10 cc
			raised VERB VBD 6 conj
			wages NOUN NNS 10 obj`,
			nil,
			[]string{"raised conj bought"},
		},
		{
			"what goes on within a relative clause stays in it",
			`Fiat PROPN NNP 2 nsubj
			bought VERB VBD 0 root
			Opel PROPN NNP 2 obj
			, PUNCT , 6 punct
			which PRON WDT 6 nsubj
			lost VERB VBD 3 acl:relcl
			money NOUN NN 6 obj
			and CCONJ CC 9 cc
			raised VERB VBD 6 conj
			wages NOUN NNS 9 obj`,
			nil,
			[]string{"raised conj lost"},
		},
		{
			"a participle behind a speaker goes on with what is said",
			`Lopes PROPN NNP 2 nsubj
			won VERB VBD 0 root win
			a DET DT 5 det
			second ADJ JJ 5 amod
			term NOUN NN 2 obj
			, PUNCT , 10 punct
			the DET DT 9 det
			electoral ADJ JJ 9 amod
			commission NOUN NN 10 nsubj
			said VERB VBD 2 parataxis say
			on ADP IN 12 case
			Monday PROPN NNP 10 obl
			, PUNCT , 14 punct
			defeating VERB VBG 10 advcl defeat
			Pinto PROPN NNP 14 obj
			. PUNCT . 2 punct`,
			nil,
			[]string{"defeating advcl won"},
		},
		{
			"a speaking participle stays with its speaker",
			`Saleh PROPN NNP 3 nsubj:pass
			was AUX VBD 3 aux:pass
			arrested VERB VBN 0 root arrest
			on ADP IN 5 case
			Friday PROPN NNP 3 obl
			, PUNCT , 9 punct
			his PRON PRP$ 8 nmod:poss
			party NOUN NN 9 nsubj
			said VERB VBD 3 parataxis say
			, PUNCT , 11 punct
			calling VERB VBG 9 ccomp call
			for ADP IN 13 case
			protests NOUN NNS 11 obl
			. PUNCT . 3 punct`,
			nil,
			[]string{"calling advcl said"},
		},
		{
			"a second verb of saying is of who spoke",
			`The DET DT 2 det
			bank NOUN NN 3 nsubj
			said VERB VBD 0 root say
			profits NOUN NNS 6 nsubj
			had AUX VBD 6 aux
			fallen VERB VBN 3 ccomp fall
			but CCONJ CC 8 cc
			insisted VERB VBD 6 conj insist
			that SCONJ IN 12 mark
			jobs NOUN NNS 12 nsubj
			were AUX VBD 12 cop
			safe ADJ JJ 8 ccomp
			. PUNCT . 3 punct`,
			nil,
			[]string{"insisted conj said"},
		},
		{
			"up to a sum is what was paid",
			`Hill PROPN NNP 2 nsubj
			paid VERB VBD 0 root pay
			up ADP RP 2 compound:prt
			to ADP IN 6 case
			20 NUM CD 6 compound
			million NUM CD 2 obl
			for ADP IN 9 case
			the DET DT 9 det
			house NOUN NN 2 obl
			. PUNCT . 2 punct`,
			nil,
			[]string{"million obj paid", "up advmod million"},
		},
		{
			"a name between a thing and a verb is who did it",
			`The DET DT 2 det
			letter NOUN NN 6 nsubj:pass
			Mike PROPN NNP 2 appos
			wrote VERB VBD 2 acl:relcl write
			was AUX VBD 6 aux:pass
			sold VERB VBN 0 root sell
			on ADP IN 8 case
			Monday PROPN NNP 6 obl
			. PUNCT . 6 punct`,
			[]Name{{First: 2, End: 3, Type: "Person"}},
			[]string{"Mike nsubj wrote"},
		},
		{
			"who cites acts in the main clause",
			`Police NOUN NNS 2 nsubj
			tried VERB VBD 0 root try
			to PART TO 4 mark
			have VERB VB 2 xcomp have
			the DET DT 6 det
			march PROPN NNP 4 obj
			banned VERB VBN 4 xcomp ban
			in ADP IN 9 case
			May PROPN NNP 7 obl
			, PUNCT , 11 punct
			citing VERB VBG 4 advcl cite
			last ADJ JJ 13 amod
			week NOUN NN 11 obl:unmarked
			. PUNCT . 2 punct`,
			nil,
			[]string{"citing advcl tried"},
		},
		{
			"when something happened is no object",
			`The DET DT 2 det
			contract NOUN NN 3 nsubj
			dissolved VERB VBD 0 root dissolve
			, PUNCT , 9 punct
			particularly ADV RB 9 advmod
			when ADV WRB 9 advmod
			the DET DT 8 det
			firm NOUN NN 9 nsubj
			failed VERB VBD 3 advcl fail
			. PUNCT . 3 punct`,
			nil,
			[]string{"failed advcl dissolved"},
		},
		{
			"the article tells who is silent",
			`The DET DT 2 det
			paper NOUN NN 3 nsubj
			said VERB VBD 0 root say
			Amazon PROPN NNP 6 nsubj
			could AUX MD 6 aux
			launch VERB VB 3 ccomp launch
			a DET DT 8 det
			phone NOUN NN 6 obj
			, PUNCT , 13 punct
			though SCONJ IN 13 mark
			the DET DT 12 det
			company NOUN NN 13 nsubj
			has VERB VBZ 6 advcl have
			yet ADV RB 13 advmod
			to PART TO 16 mark
			confirm VERB VB 13 xcomp confirm
			the DET DT 18 det
			plan NOUN NN 16 obj
			. PUNCT . 3 punct`,
			nil,
			[]string{"has advcl said"},
		},
		{
			"of two things with participles each has its own",
			`Markets NOUN NNS 2 nsubj
			slumped VERB VBD 0 root slump
			, PUNCT , 7 punct
			with SCONJ IN 7 mark
			the DET DT 6 det
			FTSE PROPN NNP 7 nsubj
			losing VERB VBG 2 advcl lose
			3.2 NUM CD 9 nummod
			percent NOUN NN 7 obj
			and CCONJ CC 13 cc
			the DET DT 13 det
			DAX PROPN NNP 13 compound
			index NOUN NN 9 conj
			falling VERB VBG 7 conj fall
			by ADP IN 17 case
			five NUM CD 17 nummod
			percent NOUN NN 14 obl
			. PUNCT . 2 punct`,
			nil,
			[]string{"index nsubj falling"},
		},
		{
			"what is coordinated with an adjective is one",
			`The DET DT 2 det
			plan NOUN NN 4 nsubj
			is AUX VBZ 4 cop
			good ADJ JJ 0 root
			and CCONJ CC 6 cc
			promising ADJ JJ 4 conj
			. PUNCT . 4 punct`,
			nil,
			[]string{"promising conj good"},
		},
		{
			"a source is of the clause",
			`The DET DT 2 det
			lake NOUN NN 4 nsubj
			is AUX VBZ 4 cop
			one NUM CD 0 root
			of ADP IN 7 case
			the DET DT 7 det
			deepest ADJ JJS 4 nmod
			in ADP IN 9 case
			Africa PROPN NNP 7 obl
			, PUNCT , 14 punct
			according VERB VBG 14 case accord
			to ADP IN 11 fixed
			the DET DT 14 det
			agency NOUN NN 4 nmod
			. PUNCT . 4 punct`,
			nil,
			[]string{"agency obl one"},
		},
		{
			"a preposition before a participle is its mark",
			`Prosecutors NOUN NNS 2 nsubj
			charged VERB VBD 0 root charge
			two NUM CD 4 nummod
			men NOUN NNS 2 obj
			with ADP IN 6 case
			planning VERB VBG 2 advcl plan
			to PART TO 8 mark
			attack VERB VB 6 xcomp attack
			a DET DT 10 det
			school NOUN NN 8 obj
			. PUNCT . 2 punct`,
			nil,
			[]string{"with mark planning"},
		},
		{
			"what something led to is somebody's doing",
			`Rumours NOUN NNS 2 nsubj
			led VERB VBD 0 root lead
			to ADP IN 4 case
			Tom PROPN NNP 2 obl
			Brand PROPN NNP 4 flat
			leaving VERB VBG 2 advcl leave
			the DET DT 8 det
			party NOUN NN 6 obj
			. PUNCT . 2 punct`,
			[]Name{{First: 3, End: 5, Type: "Person"}},
			[]string{"Tom nsubj leaving", "leaving advcl led"},
		},
		{
			"an editor-in-chief is who is named behind",
			`The DET DT 2 det
			editor NOUN NN 9 nsubj
			- PUNCT HYPH 4 punct
			in ADP IN 6 case
			- PUNCT HYPH 4 punct
			chief NOUN NN 7 nmod:desc
			Karl PROPN NNP 9 nsubj
			Hanson PROPN NNP 7 flat
			said VERB VBD 0 root say
			he PRON PRP 12 nsubj
			was AUX VBD 12 cop
			glad ADJ JJ 9 ccomp
			. PUNCT . 9 punct`,
			[]Name{{First: 6, End: 8, Type: "Person"}},
			[]string{"editor nmod:desc Karl"},
		},
		{
			"a past form does not go on with an infinitive",
			`Doria PROPN NNP 2 nsubj
			refused VERB VBD 0 root refuse
			to PART TO 4 mark
			concede VERB VB 2 xcomp concede
			and CCONJ CC 6 cc
			alleged VERB VBD 4 conj allege
			widespread ADJ JJ 8 amod
			fraud NOUN NN 4 obj
			. PUNCT . 2 punct`,
			nil,
			[]string{"alleged conj refused", "fraud obj alleged"},
		},
		{
			"who denies accuses",
			`Tansley PROPN NNP 2 nsubj
			denied VERB VBD 0 root deny
			that SCONJ IN 6 mark
			the DET DT 5 det
			meeting NOUN NN 6 nsubj
			took VERB VBD 2 ccomp take
			place NOUN NN 6 obj
			and CCONJ CC 9 cc
			accused VERB VBD 6 conj accuse
			Reddy PROPN NNP 9 obj
			of SCONJ IN 12 mark
			lying VERB VBG 10 acl lie
			. PUNCT . 2 punct`,
			nil,
			[]string{"accused conj denied"},
		},
		{
			"who rejects a claim blames",
			`Kiev PROPN NNP 2 nsubj
			rejected VERB VBD 0 root reject
			the DET DT 4 det
			claim NOUN NN 2 obj
			that SCONJ IN 7 mark
			it PRON PRP 7 nsubj
			fired VERB VBD 4 acl fire
			, PUNCT , 9 punct
			blaming VERB VBG 7 advcl blame
			drones NOUN NNS 9 obj
			. PUNCT . 2 punct`,
			nil,
			[]string{"blaming advcl rejected"},
		},
		{
			"what stands between one and the other goes before the verb",
			`Talks NOUN NNS 0 root
			between ADP IN 4 case
			the DET DT 4 det
			union NOUN NN 1 nmod
			and CCONJ CC 8 cc
			the DET DT 7 det
			company NOUN NN 8 nsubj
			failed VERB VBD 1 conj fail
			. PUNCT . 1 punct`,
			nil,
			[]string{"company conj union", "Talks nsubj failed"},
		},
		{
			"what is told is no listener",
			`Victims NOUN NNS 2 nsubj
			told VERB VBD 0 root tell
			the DET DT 4 det
			tale NOUN NN 2 iobj
			of ADP IN 7 case
			their PRON PRP$ 7 nmod:poss
			escape NOUN NN 4 nmod
			. PUNCT . 2 punct`,
			nil,
			[]string{"tale obj told"},
		},
		{
			"who is asked does not say it",
			`Asked VERB VBD 13 ccomp ask
			about ADP IN 4 case
			a DET DT 4 det
			report NOUN NN 1 obl
			that SCONJ IN 7 mark
			troops NOUN NNS 7 nsubj
			burned VERB VBD 4 acl:relcl burn
			the DET DT 9 det
			bodies NOUN NNS 7 obj
			, PUNCT , 1 punct
			a DET DT 12 det
			spokesman NOUN NN 13 nsubj
			said VERB VBD 0 root say
			such ADJ JJ 15 amod
			abuses NOUN NNS 17 nsubj
			are AUX VBP 17 cop
			rare ADJ JJ 13 ccomp
			. PUNCT . 13 punct`,
			nil,
			[]string{"Asked advcl said"},
		},
		{
			"a clause behind whom something is told is told",
			`Mr. PROPN NNP 2 nmod:desc
			Clinton PROPN NNP 3 nsubj
			told VERB VBD 0 root tell
			a DET DT 8 det
			Hong PROPN NNP 8 compound
			Kong PROPN NNP 5 flat
			newspaper NOUN NN 8 compound
			group NOUN NN 3 iobj
			he PRON PRP 10 nsubj
			supports VERB VBZ 8 acl:relcl support
			the DET DT 12 det
			policy NOUN NN 10 obj
			. PUNCT . 3 punct`,
			nil,
			[]string{"supports ccomp told"},
		},
		{
			"a whole clause before a speaker is what is said",
			`If SCONJ IN 2 mark
			not PART RB 6 advcl
			, PUNCT , 2 punct
			Italy PROPN NNP 6 nsubj
			will AUX MD 6 aux
			have VERB VB 25 advcl have
			to PART TO 9 mark
			" PUNCT "" 9 punct
			keep VERB VB 6 xcomp keep
			a DET DT 12 det
			backward ADJ JJ 12 amod
			law NOUN NN 9 obj
			, PUNCT , 15 punct
			that PRON WDT 15 nsubj
			jeopardizes VERB VBZ 12 acl:relcl jeopardize
			the DET DT 17 det
			health NOUN NN 15 obj
			of ADP IN 19 case
			women NOUN NNS 17 nmod
			, PUNCT , 25 punct
			" PUNCT '' 25 punct
			the DET DT 23 det
			minister NOUN NN 25 nsubj:pass
			was AUX VBD 25 aux:pass
			quoted VERB VBN 0 root quote
			as SCONJ IN 27 mark
			saying VERB VBG 25 advcl say
			in ADP IN 31 case
			Corriere PROPN NNP 31 compound
			della PROPN NNP 31 compound
			Sera PROPN NNP 27 obl
			. PUNCT . 25 punct`,
			nil,
			[]string{"have ccomp saying"},
		},
		{
			"up to before a number is a measure",
			`He PRON PRP 2 nsubj
			faces VERB VBZ 0 root
			up ADP RP 2 compound:prt
			to ADP IN 6 case
			10 NUM CD 6 nummod
			years NOUN NNS 2 obl`,
			nil,
			[]string{"years obj faces", "up advmod years", "to fixed up"},
		},
		{
			"up to before a name is a way",
			`He PRON PRP 2 nsubj
			went VERB VBD 0 root
			up ADP RP 2 compound:prt
			to ADP IN 5 case
			Lima PROPN NNP 2 obl`,
			nil,
			[]string{"Lima obl went", "up compound:prt went"},
		},
		{
			"it that stands for no clause is a subject",
			`it PRON PRP 2 expl
			intends VERB VBZ 0 root
			to PART TO 4 mark
			buy VERB VB 2 xcomp`,
			nil,
			[]string{"it nsubj intends"},
		},
		{
			"it that stands for a clause is none",
			`it PRON PRP 2 expl
			seems VERB VBZ 0 root
			they PRON PRP 4 nsubj
			left VERB VBD 2 ccomp`,
			nil,
			[]string{"it expl seems"},
		},
		{
			"names around and are coordinated",
			`They PRON PRP 2 nsubj
			urged VERB VBD 0 root
			China PROPN NNP 5 compound
			and CCONJ CC 5 cc
			Japan PROPN NNP 2 obj`,
			nil,
			[]string{"China obj urged", "Japan conj China"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := treeOf(t, test.tree, test.names...)
			Repair(d)
			got := map[string]bool{}
			for _, a := range arcs(d) {
				got[a] = true
			}
			for _, w := range test.want {
				if !got[w] {
					t.Errorf("no arc %q in %q", w, arcs(d))
				}
			}
			checkTree(t, d)
		})
	}
}

// checkTree wants one root in every sentence, no circle and no arc across
// sentences.
func checkTree(t *testing.T, d *Document) {
	t.Helper()
	for n, s := range d.Sentences {
		roots := 0
		for i := s.First; i < s.End; i++ {
			steps := 0
			for h := i; h >= 0; h = d.Tokens[h].Head {
				if h < s.First || h >= s.End {
					t.Fatalf("sentence %d: token %d leads out of it", n, i)
				}
				if steps++; steps > s.End-s.First {
					t.Fatalf("sentence %d: token %d is in a circle", n, i)
				}
			}
			if d.Tokens[i].Head < 0 {
				roots++
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d has %d roots: %q", n, roots, d.Text[s.Start:s.Stop])
		}
	}
}

func TestHeadlineVerb(t *testing.T) {
	const tree = `Talks NOUN NNS 2 compound
		end NOUN NN 0 root
		in ADP IN 4 case
		Oslo PROPN NNP 2 nmod`
	d := treeOf(t, tree)
	d.Sentences[0].Kind = Headline
	Repair(d)
	if diff := cmp.Diff([]string{"Talks nsubj end", "end root ROOT", "in case Oslo", "Oslo obl end"}, arcs(d)); diff != "" {
		t.Errorf("headline (-want +got)\n%s", diff)
	}
	d = treeOf(t, tree)
	Repair(d)
	if got := arcs(d)[0]; got != "Talks compound end" {
		t.Errorf("prose: %s", got)
	}
}

func TestHeadlineVerbOfName(t *testing.T) {
	const tree = `Chile PROPN NNP 2 compound
		storms NOUN NNS 0 root
		past ADP IN 4 case
		Norway PROPN NNP 2 nmod`
	d := treeOf(t, tree)
	d.Sentences[0].Kind = Headline
	d.Tokens[1].Lemma = "storm"
	Repair(d)
	if diff := cmp.Diff([]string{"Chile nsubj storms", "storms root ROOT", "past case Norway", "Norway obl storms"}, arcs(d)); diff != "" {
		t.Errorf("headline (-want +got)\n%s", diff)
	}
	d = treeOf(t, strings.Replace(tree, "past", "on", 1))
	d.Sentences[0].Kind = Headline
	d.Tokens[1].Lemma = "storm"
	Repair(d)
	if got := arcs(d)[0]; got != "Chile compound storms" {
		t.Errorf("Chile storms on Norway: %s", got)
	}
}

func TestHeadlinePlan(t *testing.T) {
	const tree = `Norway PROPN NNP 3 nmod:poss
		's PART POS 1 case
		Equinor PROPN NNP 0 root
		to PART TO 5 mark
		buy VERB VB 3 acl
		rival NOUN NN 5 obj`
	d := treeOf(t, tree)
	d.Sentences[0].Kind = Headline
	Repair(d)
	if diff := cmp.Diff([]string{"Norway nmod:poss Equinor", "'s case Norway", "Equinor nsubj buy", "to mark buy", "buy root ROOT", "rival obj buy"}, arcs(d)); diff != "" {
		t.Errorf("headline (-want +got)\n%s", diff)
	}
	d = treeOf(t, tree)
	Repair(d)
	if got := arcs(d)[4]; got != "buy acl Equinor" {
		t.Errorf("prose: %s", got)
	}
}

func TestHeadlineNoun(t *testing.T) {
	const tree = `High ADJ JJ 2 amod
		court NOUN NN 3 compound
		blocks NOUN NNS 4 nsubj
		plan VERB VBP 0 root
		to PART TO 6 mark
		sell VERB VB 4 xcomp
		port NOUN NN 6 obj`
	d := treeOf(t, tree)
	d.Sentences[0].Kind = Headline
	Repair(d)
	if diff := cmp.Diff([]string{"High amod court", "court nsubj blocks", "blocks root ROOT", "plan obj blocks", "to mark sell", "sell acl plan", "port obj sell"}, arcs(d)); diff != "" {
		t.Errorf("headline (-want +got)\n%s", diff)
	}
	d = treeOf(t, tree)
	Repair(d)
	if got := arcs(d)[3]; got != "plan root ROOT" {
		t.Errorf("prose: %s", got)
	}
}

func TestNamesEndBeforeOf(t *testing.T) {
	const tree = `She PRON PRP 2 nsubj
		accused VERB VBD 0 root
		Baltic PROPN NNP 4 compound
		Wind PROPN NNP 2 obj
		of ADP IN 6 case
		secrecy NOUN NN 2 obl`
	d := treeOf(t, tree, Name{First: 2, End: 6, Type: "Organization", Score: 0.9})
	finishNames(d)
	if len(d.Names) != 1 || d.Span(d.Names[0].First, d.Names[0].End) != "Baltic Wind" {
		t.Errorf("names %v", d.Names)
	}
}

func TestReader(t *testing.T) {
	r, err := NewReader()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text  string
		names []string
	}{
		{"Portuguese President Marta Silva visited Berlin on Monday.", []string{"Portuguese Nationality", "Marta Silva Person", "Berlin Place"}},
		{"Norway's foreign minister, Ola Berg, said Toyota would build cars in Canada.", []string{"Norway Place", "Ola Berg Person", "Toyota Organization", "Canada Place"}},
		{"Silva did not meet Chinese Vice Premier He Lifeng.", []string{"Silva Person", "Chinese Nationality", "He Lifeng Person"}},
	}
	for _, test := range tests {
		d := r.Read("t", test.text)
		var got []string
		for _, n := range d.Names {
			got = append(got, d.Span(n.First, n.End)+" "+n.Type)
		}
		if diff := cmp.Diff(test.names, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.text, diff)
		}
		checkTree(t, d)
	}
}

// FuzzReader: any text is read, every sentence has a tree, names do not
// overlap, offsets are those of the text.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		"", " ", "\x00\xff", "He said: \"No.\"", "A. B. (C) - D's & E", "\"\"\"“”", strings.Repeat("and ", 400),
		"President President President", "Mr. X's X-X", "China and China and China has been not been.", "…", "1,2,3 - 4 %",
	} {
		f.Add(s)
	}
	r, err := NewReader()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := r.Read("f", text)
		checkTree(t, d)
		Repair(d)
		checkTree(t, d)
		end := 0
		for _, n := range d.Names {
			if n.First < end || n.End <= n.First || n.End > len(d.Tokens) {
				t.Fatalf("name %v behind %d of %q", n, end, text)
			}
			end = n.End
		}
		for i, x := range d.Tokens {
			if text[x.Start:x.End] != x.Form {
				t.Fatalf("token %d is %q, text has %q", i, x.Form, text[x.Start:x.End])
			}
		}
	})
}

func TestLiveLabel(t *testing.T) {
	d := treeOf(t, `Storm NOUN NN 3 compound
		Petra PROPN NNP 1 flat
		live VERB VBP 0 root
		: PUNCT : 3 punct
		roads NOUN NNS 7 nsubj
		are AUX VBP 7 aux:pass
		closed VERB VBN 3 parataxis`)
	d.Tokens[0].Deprel = "nsubj"
	for i := range d.Sentences {
		d.Sentences[i].Kind = Headline
	}
	Repair(d)
	want := []string{"Storm dislocated closed", "live amod Storm", "closed root ROOT"}
	got := arcs(d)
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no arc %q in %q", w, got)
		}
	}
}

// TestHeadlines: headlines leave words out, which trees of prose do not know.
func TestHeadlines(t *testing.T) {
	for _, c := range []struct {
		tree string
		want []string
	}{
		{
			`Mother NOUN NN 0 root
			of ADP IN 4 case
			missing VERB VBG 4 amod miss
			girl NOUN NN 1 nmod
			arrested VERB VBN 4 acl arrest
			in ADP IN 7 case
			Spain PROPN NNP 5 obl`,
			[]string{"Mother nsubj:pass arrested", "arrested root ROOT", "Spain obl arrested"},
		},
		{
			`Man NOUN NN 2 nsubj
			charged VERB VBD 0 root charge
			with ADP IN 4 case
			murder NOUN NN 2 obl
			of ADP IN 6 case
			teacher NOUN NN 4 nmod
			in ADP IN 8 case
			Exeter PROPN NNP 6 nmod`,
			[]string{"Man nsubj:pass charged"},
		},
		{
			`Minister NOUN NN 2 nsubj
			hit VERB VBD 0 root
			back ADV RB 2 advmod
			at ADP IN 5 case
			critics NOUN NNS 2 obl`,
			[]string{"Minister nsubj hit"},
		},
		{
			`Tesla PROPN NNP 2 nsubj
			shares VERB VBZ 0 root share
			tumble NOUN NN 2 obj
			after ADP IN 5 case
			row NOUN NN 2 obl
			with ADP IN 7 case
			Trump PROPN NNP 5 nmod`,
			[]string{"shares nsubj tumble", "tumble root ROOT", "row obl tumble"},
		},
		{
			`Gold NOUN NN 2 compound
			hits NOUN NNS 0 root hit
			record NOUN NN 4 compound
			high ADJ JJ 2 amod
			as SCONJ IN 7 case
			dollar NOUN NN 7 compound
			slides NOUN NNS 4 obl slide`,
			[]string{"Gold nsubj hits", "high obj hits"},
		},
		{
			`Labour PROPN NNP 2 compound
			MPs PROPN NNPS 3 nsubj MP
			urge VERB VBP 0 root
			PM NOUN NN 3 obl:unmarked p.m.
			to PART TO 6 mark
			resign VERB VB 3 xcomp`,
			[]string{"PM obj urge"},
		},
	} {
		d := treeOf(t, c.tree)
		for i := range d.Sentences {
			d.Sentences[i].Kind = Headline
		}
		Repair(d)
		got := arcs(d)
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("no arc %q in %q", want, got)
			}
		}
	}
}

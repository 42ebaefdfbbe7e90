package lexicon

import (
	"strings"
	"sync"
)

// irregular holds verbs and their past tenses, where the rules do not give
// them: "lemma past", with spaces around each pair.
const irregular = `
abide abided|arise arose|awake awoke|be was|bear bore|beat beat|become became|befall befell|beget begot|begin began|behold beheld|bend bent|beseech besought|beset beset|bet bet|betake betook|bid bid|bind bound|bite bit|bleed bled|blow blew|break broke|breed bred|bring brought|broadcast broadcast|browbeat browbeat|build built|burn burned|burst burst|bust busted|buy bought|cast cast|catch caught|choose chose|cling clung|clothe clothed|come came|cost cost|creep crept|cut cut|deal dealt|dig dug|dive dived|do did|draw drew|dream dreamed|drink drank|drive drove|dwell dwelt|eat ate|fall fell|feed fed|feel felt|fight fought|find found|fit fit|flee fled|fling flung|fly flew|forbid forbade|forecast forecast|forego forewent|foresee foresaw|foretell foretold|forget forgot|forgive forgave|forgo forwent|forsake forsook|forswear forswore|freeze froze|frostbite frostbit|gainsay gainsaid|get got|give gave|go went|grind ground|grow grew|hamstring hamstrung|hang hung|have had|hear heard|hide hid|hit hit|hold held|hurt hurt|inlay inlaid|input input|inset inset|interweave interwove|keep kept|kneel knelt|knit knitted|know knew|lay laid|lead led|lean leaned|leap leapt|learn learned|leave left|lend lent|let let|lie lay|light lit|lose lost|make made|mean meant|meet met|misdeal misdealt|mishear misheard|mislay mislaid|mislead misled|misread misread|misspeak misspoke|misspend misspent|mistake mistook|misunderstand misunderstood|mow mowed|offset offset|outbid outbid|outdo outdid|outdraw outdrew|outfight outfought|outgrow outgrew|outlay outlaid|output output|outrun outran|outsell outsold|outshine outshone|outspend outspent|overcome overcame|overdo overdid|overdraw overdrew|overeat overate|overfeed overfed|overfly overflew|overhang overhung|overhear overheard|overlay overlaid|override overrode|overrun overran|oversee oversaw|oversell oversold|overshoot overshot|oversleep overslept|overspend overspent|overtake overtook|overthrow overthrew|partake partook|pay paid|plead pleaded|preset preset|proofread proofread|prove proved|put put|quit quit|read read|rebind rebound|rebuild rebuilt|recast recast|redo redid|redraw redrew|regrow regrew|rehear reheard|relay relayed|remake remade|rend rent|repay repaid|rerun reran|resell resold|resend resent|reset reset|retake retook|retell retold|rethink rethought|rewind rewound|rewrite rewrote|rid rid|ride rode|ring rang|rise rose|run ran|saw sawed|say said|see saw|seek sought|sell sold|send sent|set set|sew sewed|shake shook|shear sheared|shed shed|shine shone|shoot shot|show showed|shrink shrank|shut shut|sing sang|sink sank|sit sat|slay slew|sleep slept|slide slid|sling slung|slink slunk|slit slit|smell smelled|sneak sneaked|sow sowed|speak spoke|speed sped|spell spelled|spend spent|spill spilled|spin spun|spit spat|split split|spoil spoiled|spread spread|spring sprang|stand stood|steal stole|stick stuck|sting stung|stink stank|strew strewed|stride strode|strike struck|string strung|strive strove|sublet sublet|swear swore|sweep swept|swell swelled|swim swam|swing swung|take took|teach taught|tear tore|telecast telecast|tell told|think thought|throw threw|thrust thrust|tread trod|typecast typecast|typeset typeset|unbind unbound|undercut undercut|underbid underbid|undergo underwent|underlie underlay|underpay underpaid|undersell undersold|understand understood|undertake undertook|underwrite underwrote|undo undid|unwind unwound|uphold upheld|upset upset|wake woke|waylay waylaid|wear wore|weave wove|wed wed|weep wept|wet wet|win won|wind wound|withdraw withdrew|withhold withheld|withstand withstood|wring wrung|write wrote|bail bailed|can could|may might|must must|shall should|will would|ski skied|taxi taxied|veto vetoed|ted tedded|quiz quizzed|bus bused|gas gassed|focus focused|bias biased|program programmed|handicap handicapped|kidnap kidnapped|worship worshipped|format formatted|combat combated|benefit benefited|airdrop airdropped|outwit outwitted|sandbag sandbagged|zigzag zigzagged|downplay downplayed|eavesdrop eavesdropped|fulfil fulfilled|fulfill fulfilled|enrol enrolled|instil instilled|distil distilled|appal appalled|signal signaled|diagram diagrammed|backpedal backpedaled|free freed|hogtie hogtied|waterlog waterlogged|humbug humbugged|leapfrog leapfrogged|wiretap wiretapped|unplug unplugged|babysit babysat|handwrite handwrote|ghostwrite ghostwrote|greenlight greenlit|spotlight spotlighted|highlight highlighted|crash-land crash-landed|cold-shoulder cold-shouldered|countersue countersued|`

// last-syllable stress, so that the consonant doubles: "refer", "commit".
const doubles = " outstep overstep sidestep overlap underpin outstrip overtop backstop abet abhor abut acquit admit aver befit beset bestir commit compel concur confer control corral debar debug defer demur deter dispel emit equip excel expel extol incur infer inter intermit occur omit outfit patrol permit prefer propel rebel rebut recap recur refer refit regret remit repel retrofit rocket submit transfer transmit transship unzip upset wainscot "

// PastTense gives the past tense of a verb: "agree" gives "agreed",
// "overshadow" "overshadowed", "put" "put". In a phrase the verb is the first
// word ("carry out"); of a hyphenated verb the last part ("test-fire").
func PastTense(lemma string) string {
	if lemma == "" {
		return ""
	}
	if i := strings.IndexAny(lemma, " _"); i > 0 {
		return PastTense(lemma[:i]) + lemma[i:]
	}
	verb := strings.ToLower(lemma)
	if past, ok := irregularPast(verb); ok {
		return past
	}
	if i := strings.LastIndexByte(verb, '-'); i >= 0 {
		return verb[:i+1] + PastTense(verb[i+1:])
	}
	return regularPast(verb)
}

func irregularPast(verb string) (string, bool) {
	past, ok := irregularPasts()[verb]
	return past, ok
}

// irregularPasts are the pasts of irregular verbs by their lemmas.
var irregularPasts = sync.OnceValue(func() map[string]string {
	pasts := map[string]string{}
	for pair := range strings.SplitSeq(strings.Trim(irregular, "\n|"), "|") {
		lemma, past, _ := strings.Cut(pair, " ")
		if _, ok := pasts[lemma]; !ok {
			pasts[lemma] = past
		}
	}
	return pasts
})

func regularPast(verb string) string {
	n := len(verb)
	last := verb[n-1]
	switch {
	case last == 'e':
		return verb + "d"
	case n < 2 || !letter(last):
		return verb + "ed"
	case last == 'y' && !vowel(verb[n-2]):
		return verb[:n-1] + "ied"
	case last == 'c':
		if vowel(verb[n-2]) && n > 3 { // "panic", "mimic"
			return verb + "ked"
		}
		return verb + "ed"
	case strings.Contains(doubles, " "+verb+" ") && verb != "rocket":
		return verb + string(last) + "ed"
	case n > 2 && syllables(verb) == 1 && !vowel(last) && last != 'w' && last != 'x' && last != 'y' && last != 'h' && vowel(verb[n-2]) && (!vowel(verb[n-3]) || verb[n-3] == 'u' && n > 3 && verb[n-4] == 'q'):
		return verb + string(last) + "ed"
	}
	return verb + "ed"
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' }

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// syllables counts groups of vowels.
func syllables(verb string) int {
	n, in := 0, false
	for i := range len(verb) {
		v := vowel(verb[i]) || verb[i] == 'y' && i > 0 && (i+1 == len(verb) || !vowel(verb[i+1]))
		if verb[i] == 'u' && i > 0 && verb[i-1] == 'q' {
			v = false
		}
		if v && !in {
			n++
		}
		in = v
	}
	return n
}

// BaseForm gives the verb whose past tense is given: "agreed" gives "agree",
// "met" "meet". ok is false for a form of no known verb.
func BaseForm(past string) (verb string, ok bool) {
	if end := strings.Index(irregular, " "+past+"|"); end >= 0 {
		return irregular[strings.LastIndexAny(irregular[:end], "|\n")+1 : end], true
	}
	if past == "lied" {
		return "lie", true // the other "lie" lay
	}
	stem, regular := strings.CutSuffix(past, "ed")
	if !regular || stem == "" {
		return "", false
	}
	candidates := []string{stem, stem + "e"}
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		candidates = append(candidates, stem[:n-1])
	}
	if s, ok := strings.CutSuffix(stem, "i"); ok {
		candidates = append(candidates, s+"y")
	}
	for _, c := range candidates {
		if len(VerbSenses(c)) > 0 && PastTense(c) == past {
			return c, true
		}
	}
	return "", false
}

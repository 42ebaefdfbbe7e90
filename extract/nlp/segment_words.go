package nlp

import "strings"

// wordSet makes a set of the words of a string.
func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	emoticons = strings.Fields(":) :-) ;) ;-) :( :-( :D :-D :P :-P :/ =) ^_^ <3")

	// clitics are what can follow the apostrophe within a multiword token.
	clitics = wordSet("s m re ve ll d")

	// elided are words that lost their beginning to an apostrophe.
	elided = wordSet("em til till tis twas cause bout cuz round neath")

	// contractions are written as one word; the number is the length of the first part.
	contractions = map[string]int{
		"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "outta": 3,
		"dont": 2, "doesnt": 4, "didnt": 3, "isnt": 2, "wasnt": 3, "couldnt": 5, "wouldnt": 5, "shouldnt": 6,
		"havent": 4, "hasnt": 3, "arent": 3, "cant": 2, "im": 1, "ive": 1, "thats": 4, "whats": 4,
		"theres": 5, "hes": 2, "shes": 3, "wont": 2, "aint": 2, "youll": 3, "youre": 3, "youve": 3, "theyre": 4, "theyve": 4, "weve": 2,
		"alot": 1,
	}

	// afterIts are words before which "its" stands for "it's".
	afterIts = wordSet("a an the not really very just now still also only been so too")

	// prefixes stay joined to what follows their hyphen.
	prefixes = wordSet(`non e re anti pre co mid pro cross post over multi ex sub counter semi mini neo inter intra
		micro ultra trans bi tri un dis socio psycho pseudo hyper`)

	// syllables are those of Korean and Cantonese given names: Jong-un, Yiu-chung.
	syllables = wordSet(`ah bae bak beom bin bok bong bum byung chae chan chang cheol cheon chi ching chol choon chul chun
		chung dae deok dok dong doo eui eun fai ga gap geun gi gil gon goo gu gun gwan gwang gyu gyun gyung ha hae
		han hee hoi hong hoon hun hung hwa hwan hwi hye hyeok hyo hyok hyon hyuk hyun hyung ik il in ja jae jai jang
		jeong ji jik jin jip jo jong joo joon ju jun jung ka kab kap keun keung ki kil kin kit koo kook ku kuk kum kun
		kwan kwang kwok kwon kwong kyo kyong kyoung kyu kyun kyung leung lim man mi min ming mo moo moon mu mun myong
		myung nam ok pik pil pyo rae ran rim rok ryong ryul sam sang se seo seok seon seong seop seung shik shin sik
		sin siu so sok sol son song soo sook soon su suk sul sun sung tae taek tak tat tung un ung wah wai wan won woo
		lac lak wook woon yeol yeon yeong yi yin ying yiu yo yon yong yoo yoon young yuk yul yun yung`)

	// units are split from the number before them.
	units = wordSet(`am pm AM PM mm cm km kg mg g m k K M B b bn mn tn mph kph kmh hp ft lb lbs oz cc ml l mi in hrs hr min
		mins sec secs KB MB GB TB kb mb gb Hz kHz MHz GHz kW kWh MW GW V W mW yr yrs yd yds nm dB px fps rpm bps kbps
		Mbps million billion trillion percent kt ha sq usd USD EUR GBP`)

	domains = wordSet(`com org net gov edu mil int info biz io co uk us ca au nz de fr jp cn kr in eu ru it es nl ch se no
		fi dk pl br mx za ie tv me fm ly hk sg tw il ua tr ar at be cz gr pt`)

	fileTypes = wordSet(`doc docx pdf xls xlsx ppt pptx txt html htm jpg jpeg png gif zip exe csv xml json mp3 mp4 js php
		asp aspx md py go`)
)

// abbreviation says when the period behind a word belongs to it.
type abbreviation uint8

const (
	abbrNone   abbreviation = iota
	abbrTitle               // before a name: Mr.
	abbrTail                // at its end, or anywhere: Inc., Jan.
	abbrNumber              // before a figure only: No. 5
	abbrOpen                // within the sentence only: etc.
)

var abbreviations = func() map[string]abbreviation {
	m := make(map[string]abbreviation)
	for kind, words := range map[abbreviation]string{
		abbrTitle: `Mr Mrs Ms Mx Dr Drs Prof Gen Sen Rep Gov Lt Col Sgt Capt Maj Cpl Adm Cmdr Rev Hon St Ste Ft Mt Messrs Mme
			Mlle Pres Supt Det Insp Brig Pvt Reps Sens Gens Govs vs VS Vs eg ie cf al approx GEN Cllr Ald Atty Sr Fr Msgr Spc
			Amb Min Br`,
		abbrTail: `Inc Corp Co Ltd Cos Bros Jr Plc Esq Assn Dept Univ Ave Blvd Rd Hwy Bldg Jan Feb Aug Sept Sep Oct
			Nov Dec Calif Ariz Ala Ark Fla Pa Va Conn Colo Del Minn Tenn Okla Kan Ky Md Mich Mont Neb Nev Ore Tex Wis Wyo
			Que Ont Sask Ga La Ph Intl Natl Govt Pty Pvt Tues Thurs Thur`,
		abbrNumber: `No Nos Mar Apr Jun Jul Fig Figs Vol vol pp Sec Art Ch Eq para no nos fig figs ca ext Op cap Ex tel Tel`,
		abbrOpen:   `etc`,
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = kind
		}
	}
	return m
}()

// starters are words with which sentences begin but names do not.
var starters = wordSet(`The A An It He She They We You In On At But And Or So This That These Those There Here His Her Its
	Their Our My Your If When While As After Before For From However Meanwhile According With Without What Who How Why
	Where Which Both Some Many Most Several Since Under By To Then Not Now Also Although Though Because During Despite
	Among Until Only Each Every No Yes Such Once Last Earlier Later Yesterday Today Please Thank Thanks Is Are Was Were
	Do Does Did Can Could Will Would Have Has Had I Officials Police Analysts Critics Experts`)

// speech are the verbs that follow a quotation's speaker or come before him.
var speech = wordSet(`said says asked asks added adds told tells replied replies wrote writes declared exclaimed shouted
	warned noted explained insisted wondered recalled joked continued tweeted`)

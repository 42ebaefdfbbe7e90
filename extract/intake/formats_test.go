package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/quadwire/quadwire/extract/intake"
)

// One article in every format.
const (
	headline = "Port of Varna reopens after storm"
	body1    = "The Bulgarian port of Varna reopened on Tuesday after a storm had closed it for two days, the transport ministry said."
	body2    = "Minister Elena Petrova told reporters that 14 ships were waiting & that “nobody was hurt”."
	text     = headline + "\n\n" + body1 + "\n\n" + body2
	address  = "https://news.example/2026/01/06/varna-port"
)

var (
	body2HTML = strings.ReplaceAll(body2, "&", "&amp;")
	htmlPage  = `<!DOCTYPE html><html lang="en"><head><title>` + headline + ` | The Example Times</title>
<meta property="og:site_name" content="The Example Times"><link rel="canonical" href="` + address + `?utm_source=x#top">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"` + headline + `","datePublished":"2026-01-06T08:00:00+02:00","author":[{"@type":"Person","name":"Ana Ruiz"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><div class="cookie-consent">We use cookies to improve this site.</div>
<article><h1>` + headline + `</h1><p class="byline">By Ana Ruiz</p><figure><img src="a.jpg"><figcaption>Ships wait off Varna. Photo: Example</figcaption></figure>
<p>` + body1 + `</p><aside class="newsletter"><p>Sign up for our daily newsletter to get the news.</p></aside><p>Read more: <a href="/x">Storm closes ports</a></p><p>` + body2HTML + `</p></article>
<div class="related"><h2>Related stories</h2><ul><li><a href="/y">Another story of the day that is not this one</a></li></ul></div><footer>© The Example Times. All rights reserved.</footer></body></html>`
	markdownText = "---\ntitle: " + headline + "\ndate: 2026-01-06\nauthor: Ana Ruiz\nurl: " + address + "\nsite: The Example Times\n---\n\n" + strings.Replace(body1, "Varna", "[Varna](https://varna.example/)", 1) + "\n\n" + body2 + "\n"
	rss          = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example Times</title><link>https://news.example/</link><language>en</language>
<item><title>` + headline + `</title><link>` + address + `?utm_medium=rss</link><dc:creator>Ana Ruiz</dc:creator><pubDate>Tue, 06 Jan 2026 08:00:00 +0200</pubDate><description>Short.</description><content:encoded><![CDATA[<p>` + body1 + `</p><p>` + body2HTML + `</p>]]></content:encoded></item></channel></rss>`
	atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example Times</title><entry><title>` + headline + `</title><link href="` + address + `"/><id>urn:1</id><author><name>Ana Ruiz</name></author><published>2026-01-06T08:00:00+02:00</published><content type="html">` +
		strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;").Replace("<p>"+body1+"</p><p>"+body2HTML+"</p>") + `</content></entry></feed>`
	jsonFeed = fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1.1","title":"The Example Times","items":[{"id":"1","url":%q,"title":%q,"content_html":%q,"date_published":"2026-01-06T08:00:00+02:00","authors":[{"name":"Ana Ruiz"}]}]}`, address, headline, "<p>"+body1+"</p><p>"+body2HTML+"</p>")
	object   = fmt.Sprintf(`{"url":%q,"title":%q,"body":%q,"published_at":"2026-01-06","authors":["Ana Ruiz"],"site":"The Example Times"}`, address, headline, body1+"\n\n"+body2)
	nitf     = `<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20260106T080000+0200"/></docdata><pubdata name="The Example Times" ex-ref="` + address + `"/></head><body><body.head><hedline><hl1>` + headline + `</hl1></hedline><byline>By <person>Ana Ruiz</person></byline></body.head>
<body.content><p>` + body1 + `</p><media media-type="image"><media-caption>Ships wait.</media-caption></media><p>` + body2HTML + `</p></body.content><body.end/></body></nitf>`
	newsML = `<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"><itemMeta><itemClass qcode="ninat:text"/><provider qcode="x"><name>The Example Times</name></provider><versionCreated>2026-01-06T09:00:00+02:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2026-01-06T08:00:00+02:00</contentCreated><creator><name>Ana Ruiz</name></creator><headline>` + headline + `</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>` + body1 + `</p><p>` + body2HTML + `</p></body></html></inlineXML></contentSet></newsItem>`
)

func gzipped(parts ...string) string {
	var b bytes.Buffer
	for _, part := range parts {
		z := gzip.NewWriter(&b)
		z.Write([]byte(part))
		z.Close()
	}
	return b.String()
}

func zstandard(s string) string {
	z, _ := zstd.NewWriter(nil)
	return string(z.EncodeAll([]byte(s), nil))
}

func zipped(files ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, _ := z.Create(files[i])
		w.Write([]byte(files[i+1]))
	}
	z.Close()
	return b.String()
}

func warcRecord(kind, uri, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-01-06T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, len(block), block)
}

func warc() []string {
	answer := func(mime, body string) string {
		return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", mime, len(body), body)
	}
	return []string{
		warcRecord("warcinfo", "", "software: example\r\n"),
		warcRecord("request", address, "GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"),
		warcRecord("response", "https://news.example/a.png", answer("image/png", "\x89PNG\x00\x01")),
		warcRecord("response", "https://news.example/gone", "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"),
		warcRecord("response", address, answer("text/html; charset=utf-8", htmlPage)),
	}
}

// savedPage is the page as a browser saves it in one file.
func savedPage() string {
	var b, html bytes.Buffer
	w := quotedprintable.NewWriter(&html)
	w.Write([]byte(htmlPage))
	w.Close()
	fmt.Fprintf(&b, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s?utm_source=x\r\nSubject: =?utf-8?Q?Port?=\r\nDate: Thu, 8 Jan 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x\"\r\n\r\n", address)
	fmt.Fprintf(&b, "------MultipartBoundary--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: %s\r\n\r\n%s\r\n", address, html.String())
	fmt.Fprintf(&b, "------MultipartBoundary--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------MultipartBoundary--x--\r\n")
	return b.String()
}

// samples are files in all formats; each has the article.
func samples() map[string]string {
	return map[string]string{
		"a.txt": text, "page.html": htmlPage, "a.md": markdownText, "rss.xml": rss, "atom.xml": atom, "feed.json": jsonFeed,
		"a.jsonl": object + "\n", "pretty.json": strings.ReplaceAll(object, `,"`, ",\n  \""), "list.json": "[" + object + "]", "nitf.xml": nitf, "newsml.xml": newsML,
		"crawl.warc": strings.Join(warc(), ""), "crawl.warc.gz": gzipped(warc()...), "a.txt.gz": gzipped(text), "page.html.zst": zstandard(htmlPage),
		"a.zip": zipped("news/a.txt", text, "news/photo.jpg", "\xff\xd8\x00"), "two.zip": zipped("in.zip", zipped("a.jsonl", object)),
		"no-name": htmlPage, "saved.mhtml": savedPage(), "bom.jsonl": "\ufeff" + object + "\n",
		"a.csv": "url,title,body,published_at,authors,site\n" + strings.Join([]string{address, headline, `"` + body1 + "\n\n" + body2 + `"`, "2026-01-06", "Ana Ruiz", "The Example Times"}, ",") + "\n",
	}
}

func TestMail(t *testing.T) {
	mail := "From: Press Office <press@port.example>\r\nTo: news@news.example\r\nSubject: =?utf-8?Q?Port_of_Varna_reopens?=\r\nDate: Tue, 6 Jan 2026 08:00:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n" + body1 + "\r\n\r\nThe caf\xe9 opened too.\r\n"
	list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), "mail.eml"), mail))
	if err != nil || len(list) != 1 {
		t.Fatal(len(list), err)
	}
	a := list[0]
	if !strings.Contains(a.Text, body1+"\r\n\r\nThe café opened too.") || a.Headline != "Port of Varna reopens" || a.Date.Format(time.DateOnly) != "2026-01-06" || a.Site != "Press Office" {
		t.Errorf("%+v", a)
	}
}

func TestMailArchive(t *testing.T) {
	mail := func(subject, text string) string {
		return "From press@port.example Mon Mar  3 10:00:00 2025\nFrom: Press <press@port.example>\nSubject: " + subject + "\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n\n" + text + "\n\n"
	}
	list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), "press.mbox"), mail("Zoo welcomes pandas", body1+"\n\n>From Monday on, "+body1)+mail("Zoo names pandas", body2)))
	if err != nil || len(list) != 2 {
		t.Fatal(len(list), err)
	}
	if a, b := list[0], list[1]; a.Headline != "Zoo welcomes pandas" || b.Headline != "Zoo names pandas" || a.ID == b.ID || !strings.Contains(a.Text, "\nFrom Monday on") || !strings.HasSuffix(strings.TrimSpace(b.Text), body2) || b.Date.Format(time.DateOnly) != "2025-03-03" {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestFormats(t *testing.T) {
	for name, content := range samples() {
		list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), name), content))
		if err != nil || len(list) != 1 {
			t.Errorf("%s: %d articles, %v", name, len(list), err)
			continue
		}
		a := list[0]
		if a.Text != text {
			t.Errorf("%s: text %q", name, a.Text)
		}
		if strings.HasPrefix(name, "a.txt") || name == "a.zip" {
			if a.ID != "a" {
				t.Errorf("%s: ID %q", name, a.ID)
			}
			continue
		}
		got := fmt.Sprintf("%s|%s|%s|%s", a.Headline, a.Date.Format(time.DateOnly), a.Author, a.Site)
		if want := headline + "|2026-01-06|Ana Ruiz|The Example Times"; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if name == "newsml.xml" {
			continue
		}
		if a.URL != address {
			t.Errorf("%s: URL %q", name, a.URL)
		}
		if want := "news.example-2026-01-06-varna-port"; a.ID != want {
			t.Errorf("%s: ID %q, want %q", name, a.ID, want)
		}
	}
}

// TestLists: of several lists in an object that of articles is read, whatever their order.
func TestLists(t *testing.T) {
	const answer = `{"response":{"tags":["a","b"],"facets":[{"n":1}],"docs":[{"headline":"Varna reopens","text":"Varna reopened its port on Monday."}],"hits":[{"n":2}]}}`
	for range 20 {
		list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), "answer.json"), answer))
		if err != nil || len(list) != 1 || list[0].Headline != "Varna reopens" {
			t.Fatalf("%v, %v", list, err)
		}
	}
}

// TestNewsAPIs: what the interfaces of news sites and the usual corpora give is read without being told where it is.
func TestNewsAPIs(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"guardian": {
			`{"response":{"status":"ok","results":[{"id":"world/1","webPublicationDate":"2025-11-04T10:02:11Z","webTitle":"Peru cuts ties","webUrl":"https://g.example/1","fields":{"headline":"Peru cuts ties","byline":"Dan Collyns in Lima","body":"<p>Peru has cut ties with Mexico.</p><p>Mexico regretted it.</p>"}}]}}`,
			"Peru cuts ties|2025-11-04|Dan Collyns||https://g.example/1|Peru cuts ties\n\nPeru has cut ties with Mexico.\n\nMexico regretted it.",
		},
		"nyt": {
			`{"response":{"docs":[{"abstract":"The company closed.","web_url":"https://n.example/1","lead_paragraph":"Betty's filed for bankruptcy on Tuesday.","source":"The Times","headline":{"main":"Betty's Files"},"pub_date":"2025-05-06T18:44:02+0000","byline":{"original":"By Jordyn Holst and Li Chen"}}]}}`,
			"Betty's Files|2025-05-06|Jordyn Holst, Li Chen|The Times|https://n.example/1|Betty's Files\n\nBetty's filed for bankruptcy on Tuesday.",
		},
		"newsapi": {
			`{"status":"ok","articles":[{"source":{"id":null,"name":"Prairie Post"},"author":"Dale Unruh","title":"Elevator explodes - Prairie Post","description":"x","url":"https://p.example/1","publishedAt":"2025-10-02T01:00:00Z","content":"A worker was killed on Wednesday. She said dust… [+1843 chars]"}]}`,
			"Elevator explodes|2025-10-02|Dale Unruh|Prairie Post|https://p.example/1|Elevator explodes\n\nA worker was killed on Wednesday.",
		},
		"newsapi without content": {
			`{"articles":[{"source":{"name":"Capital Now"},"title":"Minister quits","description":"The minister has resigned.","url":"https://c.example/1","publishedAt":"2025-10-03T01:00:00Z","content":null}]}`,
			"Minister quits|2025-10-03||Capital Now|https://c.example/1|Minister quits\n\nThe minister has resigned.",
		},
		"gdelt": {
			`{"articles":[{"url":"https://t.example/a","title":"Turkey detains 30","seendate":"20251112T081500Z","domain":"t.example"}]}`,
			"Turkey detains 30|2025-11-12||t.example|https://t.example/a|Turkey detains 30",
		},
		"mediastack": {
			`{"data":[{"author":null,"title":"Ferry sinks","description":"A ferry sank off Cebu.","url":"https://x.example/1","source":"CNN","published_at":"2025-08-30T05:47:24+00:00"}]}`,
			"Ferry sinks|2025-08-30||CNN|https://x.example/1|Ferry sinks\n\nA ferry sank off Cebu.",
		},
		"content elements": {
			`{"_id":"A","canonical_url":"https://a.example/1","headlines":{"basic":"Plant to open"},"credits":{"by":[{"type":"author","name":"Hugo Bell"}]},"display_date":"2025-09-01T12:00:00Z","content_elements":[{"type":"text","content":"A plant will open in Ohio."},{"type":"raw_html","content":"<div>ad</div>"},{"type":"text","content":"Intel has hired <b>900</b> people."}]}`,
			"Plant to open|2025-09-01|Hugo Bell||https://a.example/1|Plant to open\n\nA plant will open in Ohio.\n\nIntel has hired 900 people.",
		},
		"paragraphs": {
			`[{"Title":"Bus plunges","paragraphs":["A bus plunged into a ravine.","The driver survived."],"Pub Date":"2025-03-02","Author(s)":"By Sana Mir"}]`,
			"Bus plunges|2025-03-02|Sana Mir|||Bus plunges\n\nA bus plunged into a ravine.\n\nThe driver survived.",
		},
		"table.csv": {
			"\ufeffid,Title,Date,Text\n1,Bridge opens,2025-02-03,\"A bridge opened in Lagos, the governor said.\n\nHe cut the \"\"ribbon\"\".\"\n",
			"Bridge opens|2025-02-03||||Bridge opens\n\nA bridge opened in Lagos, the governor said.\n\nHe cut the \"ribbon\".",
		},
		"table without an ending": {
			"url;title;text\nhttps://b.example/1;Bridge opens;A bridge opened in Lagos.\n",
			"Bridge opens||||https://b.example/1|Bridge opens\n\nA bridge opened in Lagos.",
		},
	} {
		list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), name), c.content))
		if err != nil || len(list) != 1 {
			t.Errorf("%s: %d articles, %v", name, len(list), err)
			continue
		}
		a := list[0]
		day := ""
		if !a.Date.IsZero() {
			day = a.Date.Format(time.DateOnly)
		}
		if got := strings.Join([]string{a.Headline, day, a.Author, a.Site, a.URL, a.Text}, "|"); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", name, got, c.want)
		}
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "prices.csv"), "day,price\n2025-01-01,3\n")
	write(t, filepath.Join(folder, "a.txt"), text)
	said := ""
	list, err := read(t, intake.Options{Warn: func(name, what string) { said += name + ": " + what }}, folder)
	if err != nil || len(list) != 1 || !strings.Contains(said, "prices.csv: passed over") {
		t.Errorf("%d articles, %v, %q", len(list), err, said)
	}
}

func TestFields(t *testing.T) {
	line := `{"doc":{"words":"Lee visited Beijing on Monday."},"when":"2026-01-05","who":{"name":"Ana Ruiz"},"key":"n 1"}`
	o := intake.Options{Fields: intake.Fields{"text": "doc.words", "date": "when", "author": "who", "id": "key"}}
	a, err := readText(t, o, line+"\n"+line+"\n")
	if err != nil || a.ID != "n-1" || a.Text != "Lee visited Beijing on Monday." || a.Author != "Ana Ruiz" || a.Date.Format(time.DateOnly) != "2026-01-05" {
		t.Errorf("%+v, %v", a, err)
	}
	_, err = readText(t, intake.Options{}, `{"words":"Lee"}`+"\n"+`{"words"`+"\n")
	for _, part := range []string{"line 1: there is no text in it: name the field that has it, as --field text=NAME (it has words)", "line 2: no article in JSON"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("no %q in %v", part, err)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, s := range []string{
		"Der Hafen von Warna wurde am Dienstag wieder geöffnet, nachdem ein Sturm ihn zwei Tage lang geschlossen hatte, teilte das Verkehrsministerium mit. Niemand wurde verletzt.",
		"El puerto de Varna reabrió el martes después de que una tormenta lo cerrara durante dos días, informó el ministerio de transporte. Nadie resultó herido.",
		"Порт Варна вновь открылся во вторник после шторма, который закрыл его на два дня, сообщило министерство транспорта. Никто не пострадал, сказала министр.",
		"Украина приняла закон.",
		"台風のため二日間閉鎖されていたバルナ港は火曜日に再開したと運輸省が発表した。けが人はいなかったと大臣は記者団に語った。船は十四隻が待っていた。",
	} {
		if _, err := readText(t, intake.Options{}, s); err == nil || !strings.Contains(err.Error(), "not in English: it is in") {
			t.Errorf("%.30s: %v", s, err)
		}
		if _, err := readText(t, intake.Options{AnyLanguage: true}, s); err != nil {
			t.Error(err)
		}
	}
	for _, s := range []string{text, "Xi, Putin, Modi, Lula, Ramaphosa: BRICS leaders Xi Jinping, Vladimir Putin, Narendra Modi, Luiz Inácio Lula da Silva, Cyril Ramaphosa meet, São Paulo, Brasília, Córdoba."} {
		if _, err := readText(t, intake.Options{}, s); err != nil {
			t.Error(err)
		}
	}
}

// TestBombs packs much into little.
func TestBombs(t *testing.T) {
	zeros := strings.Repeat("a b c. ", 10<<20/7)
	nested := text
	for range 8 {
		nested = gzipped(nested)
	}
	deep := "<html><body>" + strings.Repeat("<div>", 200_000) + body1
	for name, content := range map[string]string{
		"bomb.txt.gz": gzipped(zeros), "bomb.zip": zipped("a.txt", zeros), "nested.gz": nested, "deep.html": deep, "wide.html": "<html><body>" + strings.Repeat("<div class=x><p>"+body1+"</p></div>", 20_000),
		"links.html": "<html><body><p>" + strings.Repeat(`<a href="/x">`+body1+"</a>", 40_000), "open.html": "<html><body>" + strings.Repeat("<b><i><p>"+body1, 2000), "long.jsonl": `{"text":"` + strings.Repeat("x", 40<<20) + `"}`,
	} {
		start := time.Now()
		list, err := read(t, intake.Options{}, write(t, filepath.Join(t.TempDir(), name), content))
		if readable := name == "wide.html" || name == "open.html"; !readable && (err == nil || len(list) != 0) {
			t.Errorf("%s: %d articles, %v", name, len(list), err)
		}
		if took := time.Since(start); took > time.Minute { // it hangs: the race detector takes twelve times as long as others
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// TestDamaged reads 1,000 inputs that were cut, that have flipped bits, or
// that have the name of something else.
func TestDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	all := samples()
	var files []string
	for name := range all {
		files = append(files, name)
	}
	folder := t.TempDir()
	sound, refused := 0, 0
	for n := range 1000 {
		name := files[n%len(files)]
		raw := []byte(all[name])
		switch n / len(files) % 4 {
		case 0:
			raw = raw[:random.IntN(len(raw))]
		case 1:
			for range 1 + random.IntN(40) {
				raw[random.IntN(len(raw))] ^= 1 << random.IntN(8)
			}
		case 2:
			name = files[random.IntN(len(files))]
		default:
			at := random.IntN(len(raw))
			raw = append(raw[:at:at], raw[min(len(raw), at+1+random.IntN(200)):]...)
		}
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		list, err := read(t, intake.Options{}, path)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%d: %s took %v", n, name, took)
		}
		if len(list) == 0 && err == nil {
			t.Errorf("%d: %s: nothing was read and nothing said: %q", n, name, raw[:min(len(raw), 200)])
		}
		if err != nil {
			refused++
			if !strings.Contains(err.Error(), name) {
				t.Errorf("%d: the error does not name %s: %v", n, name, err)
			}
		}
		sound += len(list)
	}
	t.Logf("%d articles read, %d inputs refused", sound, refused)
}

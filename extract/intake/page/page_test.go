package page_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadwire/quadwire/extract/intake/page"
)

// TestForms reads pages as they are found outside the newspapers of today.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		name, source  string
		text, authors []string
	}{
		{
			"lines for paragraphs",
			`<title>Varna port reopens</title><table width=800><tr><td width=150><a href=a>Home</a><br><a href=b>Archive</a></td>
<td><font size=5><b>Varna port reopens</b></font><br><i>By Elena Markova</i><br>12 January 2026<br><br>
The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.<br><br>
Two ships were damaged. The owner of one of them, Helmut Brandt, asked the state for help.</td></tr></table>`,
			[]string{
				"The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.",
				"Two ships were damaged. The owner of one of them, Helmut Brandt, asked the state for help.",
			},
			[]string{"Elena Markova"},
		},
		{
			"a live blog with a summary",
			`<title>Storm closes Varna - live updates | Coast News</title><main><article><h1>Storm closes Varna - live updates</h1>
<div class="byline">By Elena Markova &amp; Ivan Kolev<br>Coast News, Varna</div>
<div class="summary"><h2>Summary</h2><ul><li>The port of Varna closed on Monday</li><li>Two ships were damaged, the ministry said</li></ul></div>
<div class="live-feed"><div class="post"><time>10:42</time><h3>Port to reopen on Tuesday</h3><p>The port will reopen on Tuesday at noon, the ministry of transport said in a statement.</p></div>
<div class="post"><time>09:30</time><h3>Minister visits Varna</h3><p>The minister of transport visited the harbour on Monday morning and promised help to the owners.</p></div></div></article></main>`,
			[]string{
				"Summary", "The port of Varna closed on Monday", "Two ships were damaged, the ministry said",
				"Port to reopen on Tuesday", "The port will reopen on Tuesday at noon, the ministry of transport said in a statement.",
				"Minister visits Varna", "The minister of transport visited the harbour on Monday morning and promised help to the owners.",
			},
			[]string{"Elena Markova", "Ivan Kolev"},
		},
		{
			"boxes with names that say nothing: another story, a newsletter, facts",
			`<title>Varna port reopens</title><div class="k9"><h1 class="t7">Varna port reopens</h1><div class="q2"><span>7 Nov 2025</span><span>2 min read</span></div>
<div class="z1">The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.</div>
<div class="z1">Two ships were damaged in the harbour, and one of them will not sail again this year.</div>
<div class="y4"><div class="y5"><img src="a.jpg"></div><div class="y6">Burgas weighs a ban on cruise ships</div><div class="y7">The mayor of Burgas has proposed to close the old harbour.</div></div>
<div class="z1">Helmut Brandt, who owns one of the ships, asked the state for help on Tuesday evening.</div>
<div class="w8"><div>The Coast Brief</div><div>The best stories from the sea, every Friday. We send no advertisements.</div><input type="email" placeholder="Your email"><button>Sign up</button></div>
<div class="z1">The ministry, which had promised a new pier, did not immediately respond to his request.</div>
<div class="v2"><div>Key facts</div><div>The port handles a third of what Bulgaria exports by sea.</div></div></div>`,
			[]string{
				"The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.",
				"Two ships were damaged in the harbour, and one of them will not sail again this year.",
				"Helmut Brandt, who owns one of the ships, asked the state for help on Tuesday evening.",
				"The ministry, which had promised a new pier, did not immediately respond to his request.",
				"Key facts", "The port handles a third of what Bulgaria exports by sea.",
			},
			nil,
		},
		{
			"a page that scripts make, with its text for machines",
			`<title>Varna port reopens</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Varna port reopens","author":{"@type":"Person","name":"Elena Markova"},"articleBody":"The port of Varna reopened on Tuesday after a storm.\n\nTwo ships were damaged &amp; one sank."}</script><div id="root"></div><script src="app.js"></script>`,
			[]string{"The port of Varna reopened on Tuesday after a storm.", "Two ships were damaged & one sank."},
			[]string{"Elena Markova"},
		},
		{
			"footnotes, the name of the site over the headline, and the next article",
			`<title>Varna port reopens | Coast News</title><h1>Coast News</h1><article><h1>Varna port reopens</h1><p class="byline">ByElena Markova and Ivan Kolev</p>
<p>The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.<sup><a href="#1">[1]</a></sup><sup>[2][citation needed]</sup></p>
<p>Two ships were damaged in the harbour, and Brandt Lines (BRL.DE)<span>, opens new tab</span> lost a third of its value.</p></article>
<article><h1>Burgas weighs a ban</h1><p>By Someone Else</p><p>The mayor of Burgas has proposed to close the old harbour to cruise ships, she said on Monday.</p><p>The city council is to vote on the ban in March.</p></article>`,
			[]string{
				"The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said.",
				"Two ships were damaged in the harbour, and Brandt Lines (BRL.DE) lost a third of its value.",
			},
			[]string{"Elena Markova", "Ivan Kolev"},
		},
		{
			"names in capitals, and where they work",
			`<title>Varna port reopens</title><article><h1>Varna port reopens</h1><p class="author">By KEVIN QUINLAN and ANA DE LA CRUZ, AP</p>
<p>The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said. Two ships were damaged in the harbour.</p></article>
<div class="more"><p class="author">By Someone Else</p></div>`,
			[]string{"The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said. Two ships were damaged in the harbour."},
			[]string{"Kevin Quinlan", "Ana de la Cruz"},
		},
		{
			"a name and a day in one line, and when it was changed",
			`<title>Coast News: Varna port reopens</title><article><p>Varna port reopens</p><p>Elena Markova | January 12, 2026</p><p>Published: 21:04, 12 Jan 2026 Updated: 22:10, 12 Jan 2026</p>
<p>The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said. Two ships were damaged in the harbour.</p>
<blockquote><p>The harbour needs a new pier.</p></blockquote><p>So the minister of transport said. A new pier would cost 20 million euros, and its building would take two years, as engineers told the ministry.</p></article>`,
			[]string{
				"The port of Varna reopened on Tuesday after a storm had closed it for two days, the ministry said. Two ships were damaged in the harbour.",
				"“The harbour needs a new pier.”",
				"So the minister of transport said. A new pier would cost 20 million euros, and its building would take two years, as engineers told the ministry.",
			},
			[]string{"Elena Markova"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := page.Read([]byte("<html><body>"+c.source), "")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Join(c.text, "\n\n"), p.Text); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.authors, p.Authors); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestListing: a page that leads to articles is none.
func TestListing(t *testing.T) {
	var b strings.Builder
	b.WriteString("<html><head><title>Coast News</title></head><body>")
	for _, story := range []string{"Port reopens", "Minister visits harbour", "Two ships damaged", "Owner asks for help", "Storm moves north", "Ferry is late", "Council votes on pier"} {
		b.WriteString(`<div class=card><h3><a href="/` + strings.ReplaceAll(story, " ", "-") + `">` + story + `</a></h3><p>The ministry of transport said so in a statement on Monday evening in Varna.</p></div>`)
	}
	if p, err := page.Read([]byte(b.String()), ""); !errors.Is(err, page.ErrNoArticle) {
		t.Errorf("%v, %q", err, p.Text)
	}
}

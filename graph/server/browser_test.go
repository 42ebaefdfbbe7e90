package server_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/quadwire/quadwire/graph"
	"github.com/quadwire/quadwire/graph/internal/testkit"
	"github.com/quadwire/quadwire/graph/server"
)

// demoServer serves the graph of the bundled article.
func demoServer(t testing.TB, o server.Options) *httptest.Server {
	t.Helper()
	store, err := graph.Open(t.Context(), graph.Config{Path: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if err := store.Load(t.Context(), testkit.Sample(t)); err != nil {
		t.Fatal(err)
	}
	h, err := server.New(store, o)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// browser starts Chromium without any network but this machine.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium: install it to test the web UI (.ci/run does)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// screenshot keeps a picture for people where QUADWIRE_SCREENSHOTS names a
// folder.
func screenshot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	var png []byte
	if err := chromedp.Run(ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		t.Fatal(err)
	}
	if len(png) < 5000 {
		t.Errorf("%s: the page is empty", name)
	}
	if folder := os.Getenv("QUADWIRE_SCREENSHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// screens are those of a laptop and of a phone.
var screens = []struct {
	name          string
	width, height int64
	phone         bool
}{{"laptop", 1366, 768, false}, {"phone", 390, 844, true}}

// TestBrowser uses the web UI as a person does, at the sizes of a laptop and
// of a phone, with the network cut off.
func TestBrowser(t *testing.T) {
	s := demoServer(t, server.Options{})
	for _, size := range screens {
		t.Run(size.name, func(t *testing.T) {
			ctx := browser(t)
			var mu sync.Mutex
			var foreign, failed []string
			chromedp.ListenTarget(ctx, func(event any) {
				mu.Lock()
				defer mu.Unlock()
				switch e := event.(type) {
				case *network.EventRequestWillBeSent:
					if u, err := url.Parse(e.Request.URL); err == nil && u.Host != "" && !strings.HasPrefix(s.URL, "http://"+u.Host) {
						foreign = append(foreign, e.Request.URL)
					}
				case *network.EventResponseReceived:
					if e.Response.Status >= 400 {
						failed = append(failed, e.Response.URL)
					}
				}
			})
			var rows, drawn, wide, named bool
			const editor = `.qw-editor:not(.qw-readonly) textarea`
			err := chromedp.Run(ctx,
				network.Enable(),
				emulation.SetDeviceMetricsOverride(size.width, size.height, 1, size.phone),
				chromedp.Navigate(s.URL),
				chromedp.WaitVisible(editor),
				chromedp.WaitVisible(`#quadwire-start li button`, chromedp.ByQuery),
				chromedp.Evaluate(`document.querySelector("#quadwire-start").textContent.includes("@timeline NAME")`, &named),
			)
			if err != nil {
				t.Fatal(err)
			}
			if !named {
				t.Error("the start panel does not list the named queries")
			}
			screenshot(t, ctx, size.name+"-start")
			// A query is typed into the editor and run.
			err = chromedp.Run(ctx,
				chromedp.Evaluate("document.querySelector('"+editor+"').select()", nil),
				chromedp.SendKeys(editor, `g.V("<e:Lee_Jae_Myung>").out("<r:visited>").all()`),
				chromedp.Click(`//button[contains(., "Run")]`, chromedp.BySearch),
				chromedp.Poll(`[...document.querySelectorAll(".qw-readonly textarea")].some(x => x.value.includes("e:China"))`, &rows),
			)
			if err != nil {
				screenshot(t, ctx, size.name+"-failed")
				t.Fatalf("a typed query: %v", err)
			}
			screenshot(t, ctx, size.name+"-rows")
			// The picture of the start panel is drawn.
			err = chromedp.Run(ctx,
				chromedp.Evaluate(`[...document.querySelectorAll("#quadwire-start .qw-visual")][0].click()`, nil),
				chromedp.Poll(pictureDrawn, &drawn, chromedp.WithPollingTimeout(20*time.Second)),
			)
			if err != nil {
				screenshot(t, ctx, size.name+"-failed")
				t.Fatalf("a picture: %v", err)
			}
			time.Sleep(time.Second) // the nodes find their places
			screenshot(t, ctx, size.name+"-picture")
			if err := chromedp.Run(ctx, chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth + 1`, &wide)); err != nil {
				t.Fatal(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if wide {
				t.Errorf("the page is wider than the screen of %d pixels", size.width)
			}
			if len(foreign) > 0 {
				t.Errorf("asked for from elsewhere: %q", foreign)
			}
			if len(failed) > 0 {
				t.Errorf("answered with an error: %q", failed)
			}
		})
	}
}

// TestBrowserPages walks from the page of an entity to a neighbour and to the
// article, as a person does.
func TestBrowserPages(t *testing.T) {
	s := demoServer(t, server.Options{})
	for _, size := range screens {
		t.Run(size.name, func(t *testing.T) {
			ctx := browser(t)
			var facts, neighbour, sentences int
			var title, article, speaker string
			var wide [3]bool
			overflows := func(wide *bool) chromedp.Action {
				return chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth + 1`, wide)
			}
			err := chromedp.Run(ctx,
				emulation.SetDeviceMetricsOverride(size.width, size.height, 1, size.phone),
				chromedp.Navigate(s.URL+"/e/Lee_Jae_Myung"),
				chromedp.WaitVisible("h1"),
				chromedp.Evaluate(`document.querySelectorAll("main li .fact").length`, &facts),
				overflows(&wide[0]),
			)
			if err != nil {
				t.Fatal(err)
			}
			screenshot(t, ctx, size.name+"-entity")
			err = chromedp.Run(ctx,
				chromedp.Click(`//aside//a[text()="China"]`, chromedp.BySearch),
				chromedp.WaitVisible(`//h1[text()="China"]`, chromedp.BySearch),
				chromedp.Evaluate(`document.querySelectorAll("main li .fact").length`, &neighbour),
				overflows(&wide[1]),
				chromedp.Click(`//a[starts-with(@href, "/a/seoul-beijing-summit")]`, chromedp.BySearch),
				chromedp.WaitVisible(`//h1[contains(., "Lee and Xi")]`, chromedp.BySearch),
				chromedp.Title(&title),
				chromedp.Text("main", &article),
				chromedp.Evaluate(`[...document.querySelectorAll(".claim .by")].map(x => x.innerText).join()`, &speaker),
				chromedp.Evaluate(`document.querySelectorAll("main blockquote, main .sentence").length`, &sentences),
				overflows(&wide[2]),
			)
			if err != nil {
				t.Fatal(err)
			}
			screenshot(t, ctx, size.name+"-article")
			if facts < 20 || neighbour < 10 || sentences < 20 || !strings.Contains(title, "Lee and Xi") || !strings.Contains(speaker, "says") || !strings.Contains(article, "visited China") {
				t.Errorf("%d facts of Lee, %d of China, %d sentences in %q; speakers %q", facts, neighbour, sentences, title, speaker)
			}
			if wide != [3]bool{} {
				t.Errorf("pages are wider than the screen: %v", wide)
			}
		})
	}
}

// TestBrowserWrites: the web UI asks for the token once and then changes the
// store.
func TestBrowserWrites(t *testing.T) {
	s := demoServer(t, server.Options{Write: true, Token: token})
	ctx := browser(t)
	prompts := 0
	chromedp.ListenTarget(ctx, func(event any) {
		if e, ok := event.(*page.EventJavascriptDialogOpening); ok {
			prompts++
			go func() {
				if err := chromedp.Run(ctx, page.HandleJavaScriptDialog(true).WithPromptText(token)); err != nil {
					t.Errorf("%s: %v", e.Message, err)
				}
			}()
		}
	})
	write := func(quad string) chromedp.Action {
		return chromedp.Evaluate(`fetch("/api/v2/write", {method: "POST", body: `+"`"+quad+"`"+`}).then(a => a.text())`, nil, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
			return p.WithAwaitPromise(true)
		})
	}
	var said string
	err := chromedp.Run(ctx,
		chromedp.Navigate(s.URL),
		chromedp.WaitVisible(`#quadwire-start li button`, chromedp.ByQuery),
		write("<e:Beijing> <r:hosted> <e:China> ."),
		write("<e:Beijing> <r:hosted> <e:Lee_Jae_Myung> ."),
		chromedp.Text("#quadwire-start", &said),
	)
	if err != nil {
		t.Fatal(err)
	}
	if status, body := send(t, "POST", s.URL+"/api/v1/query/gizmo", `g.V("<e:Beijing>").out("<r:hosted>").count() === 2 ? g.emit("both") : g.emit("not both")`); status != 200 || !strings.Contains(body, `"both"`) {
		t.Errorf("%d %s", status, body)
	}
	if prompts != 1 {
		t.Errorf("the token was asked for %d times", prompts)
	}
	screenshot(t, ctx, "laptop-written")
}

// pictureDrawn is true when a canvas has more than one colour, or an SVG has
// circles.
const pictureDrawn = `(() => {
  if (document.querySelectorAll("svg circle, svg g.node").length > 2) { return true; }
  return [...document.querySelectorAll("canvas")].some(c => {
    if (!c.width || !c.height) { return false; }
    const copy = document.createElement("canvas");
    copy.width = c.width; copy.height = c.height;
    const g = copy.getContext("2d");
    g.drawImage(c, 0, 0);
    const d = g.getImageData(0, 0, c.width, c.height).data, colours = new Set();
    for (let i = 0; i < d.length; i += 4) { colours.add(d[i] + "," + d[i+1] + "," + d[i+2] + "," + d[i+3]); }
    return colours.size > 8;
  });
})()`

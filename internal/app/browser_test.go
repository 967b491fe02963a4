package app_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser is a chromium on the page of a city. Whatever goes wrong in it (an exception, a refused script or style, an unexpected answer)
// fails the test.
type browser struct {
	t   *testing.T
	ctx context.Context
	at  string

	mu      sync.Mutex
	told    []string
	allowed int // answers of 4xx that the story provokes
}

// patience bounds every step, also on a machine that runs other tests at once.
const patience = 40 * time.Second

// openBrowser skips where there is no chromium: `make test` installs it.
func openBrowser(t *testing.T, at string) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed; make needs installs it")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.WindowSize(1280, 900), chromedp.UserDataDir(t.TempDir())}
	if os.Geteuid() == 0 { // in a container; chromium's own sandbox refuses to run as root
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, shut := chromedp.NewContext(ctx)
	t.Cleanup(shut)
	b := &browser{t: t, ctx: ctx, at: at}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			b.note(m)
		}
	}()
	t.Cleanup(b.complain)
	return b
}

func (b *browser) note(m chromedp.ConsoleMessage) {
	if m.Type != chromedp.ConsoleError && m.Type != chromedp.ConsoleException {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case strings.Contains(m.Text, "401") && strings.HasSuffix(m.URL, "/api/v1/me"): // how the page finds out that nobody is signed in
	case b.allowed > 0 && strings.Contains(m.Text, "the server responded with a status of 4"):
		b.allowed--
	default:
		b.told = append(b.told, m.String()+" "+m.URL)
	}
}

func (b *browser) complain() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, text := range b.told {
		b.t.Errorf("the browser says: %s", text)
	}
}

// refusal announces that the next step is meant to be refused by the server.
func (b *browser) refusal() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.allowed++
}

func (b *browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v\nthe page shows:\n%s", what, err, b.text())
	}
}

// wait waits until a JavaScript expression is true.
func (b *browser) wait(what, expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("Boolean("+expression+")", chromedp.WithPollingTimeout(patience), chromedp.WithPollingInterval(50*time.Millisecond)))
	if err != nil {
		b.t.Fatalf("%s: %v\nthe page shows:\n%s", what, err, b.text())
	}
}

func (b *browser) text() string {
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return text
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do("open "+path, chromedp.Navigate(b.at+path))
}

// see waits for words on the page.
func (b *browser) see(words ...string) {
	b.t.Helper()
	for _, w := range words {
		b.wait("see "+w, fmt.Sprintf(`document.body.innerText.includes(%s)`, strconv.Quote(w)))
	}
}

// front is where a person looks: the open dialog, else the page.
const front = `const front = document.querySelector('dialog[open]') || document;`

// press clicks what carries exactly these words.
func (b *browser) press(words string) {
	b.t.Helper()
	b.wait("press "+words, fmt.Sprintf(`(() => { %s
		const found = [...front.querySelectorAll('button, a, summary')].find((e) => e.textContent.trim() === %s && !e.disabled);
		if (found) found.click();
		return Boolean(found); })()`, front, strconv.Quote(words)))
}

// fill types into the field of a label, in place of what is there.
func (b *browser) fill(label, value string) {
	b.t.Helper()
	b.wait("find "+label, fmt.Sprintf(`(() => { %s
		const found = [...front.querySelectorAll('label')].find((e) => e.textContent.replace('*', '').trim() === %s);
		const field = found && (document.getElementById(found.htmlFor) || found.querySelector('input, textarea, select'));
		if (!field || field.disabled) return false;
		document.querySelectorAll('[data-typing]').forEach((e) => e.removeAttribute('data-typing'));
		field.setAttribute('data-typing', '');
		field.focus();
		field.select?.();
		return true; })()`, front, strconv.Quote(label)))
	b.do("fill "+label, chromedp.SendKeys(chromedp.CSS("[data-typing]"), value))
}

// typeInto types into what a selector finds.
func (b *browser) typeInto(selector, value string) {
	b.t.Helper()
	b.do("type into "+selector, chromedp.SendKeys(chromedp.CSS(selector), value))
}

func (b *browser) eval(expression string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return text
}

// signIn begins a session by the page's own form, after leaving the one before.
func (b *browser) signIn(name string) {
	b.t.Helper()
	b.open("/")
	b.wait("the page is ready", `document.querySelector('.plain-box input, header.top')`)
	if strings.Contains(b.text(), "退出") {
		b.wait("nothing is being read", `!document.querySelector('.loading')`)
		b.press("退出")
		b.see("密码")
	}
	b.fill("用户名", name)
	b.fill("密码", password)
	b.press("登录")
	b.see("退出")
}

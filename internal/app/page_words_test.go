package app_test

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"zhaoyin/internal/calendar"
)

// TestThePageLosesNoWords types into dialogs and forms, and lets happen what happens in offices: Escape, a session that has ended, a colleague who is
// faster, a second account in the same browser.
func TestThePageLosesNoWords(t *testing.T) {
	if os.Getenv("TEST_POSTGRES") != "" {
		t.Skip("the page speaks to the API alone; it has been through this on SQLite")
	}
	now := time.Now()
	c := cityAt(t, now)
	month := string(calendar.DateOf(now).Month())
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": month}).want(http.StatusCreated)
	id := c.register("330723", "年产十万台电机", 145000).text("id")
	b := openBrowser(t, c.server.URL)

	deferring(c, b, id)
	correcting(b, id)
	wording(c, b, month)
	refusing(b)
	sharing(b)
}

// holds waits until the field of a label has a value.
func (b *browser) holds(label, value string) {
	b.t.Helper()
	b.wait(label+" holds "+value, fmt.Sprintf(`(() => { %s
		const found = [...front.querySelectorAll('label')].find((e) => e.textContent.replace('*', '').trim() === %s);
		return document.getElementById(found?.htmlFor)?.value === %s; })()`, front, strconv.Quote(label), strconv.Quote(value)))
}

// closed waits until no dialog is open.
func (b *browser) closed() {
	b.t.Helper()
	b.wait("the dialog is closed", `!document.querySelector('dialog[open]')`)
}

// deferring begins to pause a project: the reason outlives Escape and the session, and goes with the version that a colleague has made meanwhile.
func deferring(c *city, b *browser, id string) {
	begin := func() {
		b.open("/projects/" + id)
		b.press("更多操作")
		b.press("暂停")
	}
	b.signIn("lead.330723")
	begin()
	b.fill("理由", "投资方调整计划")
	b.do("escape", chromedp.SendKeys(chromedp.CSS("dialog[open] textarea"), "\x1b"))
	b.closed()
	begin()
	b.holds("理由", "投资方调整计划")
	b.see("已恢复上次未提交的内容")
	b.eval(`fetch('/api/v1/sessions/current', { method: 'DELETE', headers: { 'X-Requested-With': 'zhaoyin' } }).then(() => { document.body.dataset.ended = '1'; }); ''`)
	b.wait("the session has ended", `document.body.dataset.ended`)
	b.refusal()
	b.press("暂停")
	b.see("登录已失效")
	b.signIn("lead.330723")
	begin()
	b.holds("理由", "投资方调整计划")
	seen := c.call("secretariat", http.MethodGet, "/projects/"+id, nil)
	c.call("secretariat", http.MethodPatch, "/projects/"+id, fields{"site": "桐琴镇"}, "If-Match", seen.etag()).want(http.StatusOK)
	b.refusal()
	b.press("暂停")
	b.press("读取最新内容（已填写的保留）")
	b.holds("理由", "投资方调整计划")
	b.press("暂停")
	b.closed()
	b.see("：投资方调整计划", "桐琴镇")
}

// correcting completes the investor on the project's page.
func correcting(b *browser, id string) {
	b.open("/projects/" + id)
	b.wait("the investor's button", `(() => { const panel = [...document.querySelectorAll('.panel')].find((e) => e.querySelector('h2')?.textContent === '投资主体');
		const button = panel?.querySelector('button');
		if (button) button.click();
		return Boolean(button); })()`)
	b.fill("统一社会信用代码", "91330000MA27U00000")
	b.see("校验位不符")
	b.fill("来源地", "宁波")
	b.refusal()
	b.press("保存")
	b.wait("the code is complained about, and has the keyboard", `document.querySelector('dialog[open] input[aria-invalid="true"]') === document.activeElement`)
	b.fill("统一社会信用代码", "91330000MA27U0000N")
	b.press("保存")
	b.closed()
	b.see("宁波", "91330000MA27U0000N")
}

// wording writes a section of the papers while a colleague saves it: theirs is shown, and mine wins when I say so.
func wording(c *city, b *browser, month string) {
	b.signIn("secretariat")
	b.open("/meeting/" + month + "?tab=sections")
	b.fill("补充文字", "我的概述")
	c.call("secretariat", http.MethodPut, "/meetings/"+month+"/sections/notice", fields{"text": "同事的概述"}).want(http.StatusOK)
	b.refusal()
	b.press("保存")
	b.see("同事的概述")
	b.press("以我的为准")
	b.wait("the notice has gone", `!document.body.innerText.includes('同事的概述')`)
	b.holds("补充文字", "我的概述")
	b.press("保存")
	b.wait("saved", `!document.querySelector('.section-edit .form-end .link')`)
	if kept := c.call("secretariat", http.MethodGet, "/meetings/"+month+"/sections", nil).body; !strings.Contains(string(kept), "我的概述") {
		b.t.Errorf("the section is not mine: %s", kept)
	}
}

// refusing leads to the first field that is wrong, with its complaint tied to it.
func refusing(b *browser) {
	b.signIn("clerk.330723")
	b.open("/projects/new")
	b.fill("项目名称", "年产五万台减速机")
	b.refusal()
	b.press("登记")
	b.wait("the first wrong field has the keyboard and is in sight", `(() => { const e = document.activeElement, at = e.getBoundingClientRect();
		return e === document.querySelector('[aria-invalid="true"]') && at.top >= 0 && at.bottom <= innerHeight
			&& e.getAttribute('aria-describedby').split(' ').some((id) => document.getElementById(id)?.textContent.trim()); })()`)
}

// sharing lets a second window sign in as somebody else, of which this one hears nothing but what the browser keeps: it says so before it writes, sends
// nothing, and has its text again when its own account is back.
func sharing(b *browser) {
	b.open("/projects/new")
	b.fill("企业名称", "武义减速机有限公司")
	b.eval(fmt.Sprintf(`fetch('/api/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'zhaoyin' },
		body: JSON.stringify({ username: 'lead.330781', password: %s }) }).then(() => { localStorage.setItem('zhaoyin.account', 'lead.330781'); document.body.dataset.taken = '1'; }); ''`,
		strconv.Quote(password)))
	b.wait("another has the session", `document.body.dataset.taken`)
	b.press("登记")
	b.see("已在另一个窗口改以 lead.330781 登录", "没有提交")
	b.press("重新以 clerk.330723 登录")
	b.fill("用户名", "clerk.330723")
	b.fill("密码", password)
	b.press("登录")
	b.holds("企业名称", "武义减速机有限公司")
	b.holds("项目名称", "年产五万台减速机")
}

package app_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/calendar"
)

// TestThePageDoesTheMainJob clicks through a month in a real browser, as the people do whose job it is: a clerk registers, reports and fills in, the
// lead submits, the secretariat verifies and accepts, an issue and a joint review take their first steps, and the secretariat closes and makes the papers.
// Every answer on the way is held to the contract.
func TestThePageDoesTheMainJob(t *testing.T) {
	if os.Getenv("TEST_POSTGRES") != "" {
		t.Skip("the page speaks to the API alone; it has been through this on SQLite")
	}
	now := time.Now() // a browser forgets cookies that have expired by its own clock
	c := cityAt(t, now)
	month := calendar.DateOf(now).Month()
	c.call("secretariat", http.MethodPost, "/meetings", map[string]any{"month": month, "deadline": now.Add(72 * time.Hour)}).want(http.StatusCreated)
	b := openBrowser(t, c.server.URL)

	id := registering(t, b)
	reporting(b, id)
	filling(b, id, string(month))
	deciding(b, id, string(month))
	coordinating(b, id)
	reviewing(b, id)
	closing(b, string(month))
}

// registering shows a refused figure at its field and keeps the text through a reload.
func registering(t *testing.T, b *browser) string {
	t.Helper()
	b.signIn("clerk.330723")
	b.press("登记项目")
	b.fill("企业名称", "武义新能源有限公司")
	b.fill("项目名称", "年产十万台电机")
	b.fill("行业（GB/T 4754）", "C3812")
	b.fill("总投资", "14.5")
	b.see("14.5 亿元应填 145000")
	b.refusal()
	b.press("登记")
	b.see("金额应为整数（万元）")
	b.open("/projects/new")
	b.see("已恢复上次未保存的内容")
	b.fill("总投资", "145000")
	b.press("登记")
	b.see("330723-", "节点与障碍", "14.50")
	where := b.eval(`location.pathname`)
	id, ok := strings.CutPrefix(where, "/projects/")
	if !ok || id == "new" {
		t.Fatalf("after registering the browser is at %s", where)
	}
	return id
}

func reporting(b *browser, id string) {
	b.open("/projects/" + id + "?tab=milestones")
	b.see("县（市、区）尚未报送“签约”节点")
	b.press("报送节点")
	b.press("只填文号")
	b.wait("the row of evidence", `document.querySelector('.evidence input[aria-label="文号、编号"]')`)
	b.typeInto(`.evidence input[aria-label="文号、编号"]`, "武投〔2026〕7号")
	b.press("报送")
	b.see("已报送", "武投〔2026〕7号")
	b.signIn("secretariat")
	b.see("待核实的节点", "年产十万台电机")
	b.press("年产十万台电机")
	b.press("核实")
	b.press("核实并计入")
	b.see("已核实", "计入 ")
}

// filling types a month as the clerk, finds it again after a reload, and submits it as the lead.
func filling(b *browser, id, month string) {
	form := "/projects/" + id + "/months/" + month
	b.signIn("clerk.330723")
	b.open(form)
	b.fill("本月进展", "完成场地平整，桩基施工过半。")
	b.fill("下月计划", "主体厂房封顶。")
	b.fill("本月完成投资", "3200")
	b.see("草稿已保存", "填好后由县级审核人提交")
	b.signIn("lead.330723")
	b.open(form)
	b.wait("the clerk's words", `[...document.querySelectorAll('textarea')].some((e) => e.value.startsWith('完成场地平整'))`)
	b.press("提交")
	b.see("提交后不能修改")
	b.press("提交")
	b.see("填报内容", "已提交")
}

func deciding(b *browser, id, month string) {
	b.signIn("secretariat")
	b.open("/projects/" + id + "/months/" + month)
	b.press("采纳")
	b.see("已采纳", "0.32 亿元")
}

// closing freezes the month after saying what is missing, and fetches the papers' names.
func closing(b *browser, month string) {
	b.open("/meeting/" + month)
	b.press("关账")
	b.see("应报项目已全部提交")
	b.press("确认关账")
	b.see("已关账", "SHA-256")
	b.open("/board/" + month)
	b.see("数据已冻结", "武义县", "协调事项未销号", "联审联评在办")
	b.press("图表")
	b.wait("the charts are drawn", `document.querySelectorAll('.chart-box canvas').length === 2`)
	b.open("/meeting/" + month + "?tab=packs")
	b.press("生成材料")
	b.see("已完成", ".docx", ".xlsx")
}

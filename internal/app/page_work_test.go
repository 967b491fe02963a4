package app_test

import (
	"fmt"
	"strconv"
)

// choose picks from the list of a label, by the words of the option.
func (b *browser) choose(label, option string) {
	b.t.Helper()
	b.wait("choose "+option+" of "+label, fmt.Sprintf(`(() => { %s
		const found = [...front.querySelectorAll('label')].find((e) => e.textContent.replace('*', '').trim() === %s);
		const list = found && document.getElementById(found.htmlFor);
		const option = list && [...list.options].find((o) => o.textContent.trim() === %s);
		if (!option) return false;
		list.value = option.value;
		list.dispatchEvent(new Event('change', { bubbles: true }));
		return true; })()`, front, strconv.Quote(label), strconv.Quote(option)))
}

// coordinating raises an issue at the project, and follows it by what waits for each office: nothing is looked for by hand.
func coordinating(b *browser, id string) {
	b.signIn("clerk.330723")
	b.open("/projects/" + id + "?tab=cases")
	b.see("没有协调事项")
	b.press("提出事项")
	b.fill("事项（一句话）", "技改备案尚未办结")
	b.press("提出事项")
	b.see("已提出", "还没有填报进展")
	b.signIn("secretariat")
	b.open("/todo")
	b.press("交办项目“年产十万台电机”的协调事项“技改备案尚未办结”")
	b.press("交办")
	b.see("配合部门")
	b.refusal()
	b.press("交办")
	b.see("须指定且只能指定一个牵头单位")
	b.choose("牵头部门", "市经济和信息化局")
	b.press("交办")
	b.see("已交办", "已提出 → 已交办")
	b.signIn("dept.eit")
	b.open("/todo")
	b.press("办理项目“年产十万台电机”的协调事项“技改备案尚未办结”")
	b.press("填报进展")
	b.fill("进展", "材料已补齐，本周办结。")
	b.press("填报进展")
	b.see("第 1 次", "材料已补齐，本周办结。")
}

// reviewing opens the joint review and gives the county's opinion; a condition without its words is refused at its field, and the rest is kept.
func reviewing(b *browser, id string) {
	b.signIn("lead.330723")
	b.open("/projects/" + id + "?tab=cases")
	b.press("启动联审联评")
	b.see("评审模板")
	b.press("启动联审联评")
	b.see("评审环节", "县级初审", "办理中")
	b.press("出具意见")
	b.choose("意见", "附条件同意")
	b.fill("说明", "选址符合规划")
	b.press("添加条件")
	b.refusal()
	b.press("出具意见")
	b.see("此项必填")
	b.choose("意见", "同意")
	b.press("出具意见")
	b.see("选址符合规划", "受理", "已办结")
	b.signIn("secretariat")
	b.open("/todo")
	b.see("评审意见待出具")
	b.open("/projects/" + id + "?tab=timeline")
	b.see("年产十万台电机", "协调事项“技改备案尚未办结”交办")
}

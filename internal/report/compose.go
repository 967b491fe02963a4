package report

import (
	"fmt"
	"strings"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/document"
	"zhaoyin/internal/unit"
	"zhaoyin/internal/vocabulary"
)

// section is one part of the paper; its title comes from the vocabulary.
type section struct {
	key   string
	write func(Facts) []document.Block
}

// sections is the table of the paper: what comes, in which order.
var sections = []section{
	{"decisions", followed},
	{"overview", overview},
	{"regions", standing},
	{"projects", progress},
	{"reviews", reviewed},
	{"resources", supports},
	{"issues", matters},
	{"nextPlan", planned},
}

// Compose drafts the month's paper from its facts.
func Compose(f Facts) document.Document {
	d := document.Document{Title: title(f), Subtitle: subtitle(f), Organ: f.Organ, At: f.At, Blocks: noted(f.Notice)}
	for _, s := range sections {
		blocks := append(words(f.Narratives[s.key]), s.write(f)...)
		if len(blocks) == 0 {
			continue
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: vocabulary.Label(vocabulary.Section, s.key, "zh")})
		d.Blocks = append(d.Blocks, blocks...)
	}
	d.Blocks = append(d.Blocks, restated(f)...)
	d.Blocks = append(d.Blocks, document.Signature{Organ: f.Organ, Date: calendar.DateOf(f.At)})
	return dashed(with(d, appendix(f)))
}

// dashed shows a dash wherever a row has nothing to say, so that nobody looks for what was forgotten.
func dashed(d document.Document) document.Document {
	for _, block := range d.Blocks {
		if t, table := block.(document.Table); table {
			dash(t)
		}
	}
	return d
}

func dash(t document.Table) {
	for _, row := range t.Rows {
		for i := range row {
			if row[i].Empty() {
				row[i] = document.Text("—")
			}
		}
	}
}

func with(d document.Document, blocks []document.Block) document.Document {
	d.Blocks = append(d.Blocks, blocks...)
	return d
}

func title(f Facts) string {
	if f.RegionID != "" {
		return f.RegionName + "招大引强工作月度汇报"
	}
	return f.City + "招大引强工作月度汇报"
}

func subtitle(f Facts) string {
	text := "（" + monthWords(f.Month) + "）"
	if edition := f.edition(); edition != "" {
		text += "\n" + edition // a line of its own: the reason may be long
	}
	if f.Provisional {
		text += "\n（" + f.provisional() + "）"
	}
	return text
}

// provisional says that the month is still open, and as of when its figures are told.
func (f Facts) provisional() string { return "未关账，数据截至" + clock(f) }

// edition says that a reopened month is told another time, and why.
func (f Facts) edition() string {
	if f.Version < 2 {
		return ""
	}
	if f.ReopenReason == "" {
		return fmt.Sprintf("（第%d版）", f.Version)
	}
	return fmt.Sprintf("（第%d版，重新开启原因：%s）", f.Version, strings.TrimSuffix(f.ReopenReason, "。"))
}

func clock(f Facts) string { return f.At.In(calendar.Zone).Format("2006年1月2日15时04分") }

// words are the secretariat's own paragraphs.
func words(text string) []document.Block {
	var blocks []document.Block
	for _, line := range linesOf(text) {
		blocks = append(blocks, document.Plain(line))
	}
	return blocks
}

// noted are the secretariat's words in small type.
func noted(text string) []document.Block {
	var blocks []document.Block
	for _, line := range linesOf(text) {
		blocks = append(blocks, document.Note{Text: line})
	}
	return blocks
}

// linesOf are the lines of a text that say something.
func linesOf(text string) []string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func yi(w unit.Wan) string { return w.YiShown() + "亿元" }

// words tell a number of projects with their investment; of none there is no investment to tell.
func (a Amount) words() string {
	if a.Count == 0 {
		return "0个"
	}
	return fmt.Sprintf("%d个、总投资%s", a.Count, yi(a.Wan))
}

// change is "，同比增长12%" or why it cannot be said; of nothing in both years there is nothing to compare.
func change(now, before unit.Wan) string {
	if text := growth(now, before); text != "" {
		return "，" + text
	}
	return ""
}

func growth(now, before unit.Wan) string {
	percent, err := unit.WholeChange(now, before)
	switch {
	case now == 0 && before == 0:
		return ""
	case now < 0:
		return "系更正以前年度多报数，不作同比"
	case before <= 0 || err != nil:
		return "上年同期无基数"
	case percent > 0:
		return fmt.Sprintf("同比增长%d%%", percent)
	case percent < 0:
		return fmt.Sprintf("同比下降%d%%", -percent)
	}
	return "与上年同期持平"
}

func months(f Facts) string {
	if f.Month.Number() == 1 {
		return "1月"
	}
	return fmt.Sprintf("1—%d月", f.Month.Number())
}

// scope is whose figures a paper tells, in words: the whole city's, or a county's as 全县 and the like. A county-level city goes by its name, because 全市 is
// the city above it.
func (f Facts) scope() string {
	if f.RegionID == "" {
		return f.whole()
	}
	return whole(f.RegionName, f.RegionName, "县", "区", "旗")
}

// whole is the city as a whole, by the ending of its name.
func (f Facts) whole() string { return whole(f.City, "全市", "省", "州", "盟", "地区") }

func whole(name, otherwise string, kinds ...string) string {
	for _, kind := range kinds {
		if strings.HasSuffix(name, kind) {
			return "全" + kind
		}
	}
	return otherwise
}

// since names the month that ranks and points are compared with.
func (f Facts) since() string {
	if f.Compared == "" || f.Compared == f.Month.Prev() {
		return "上月"
	}
	return monthWords(f.Compared)
}

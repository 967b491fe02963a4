package transfer

import (
	"slices"
	"strconv"
	"strings"

	"zhaoyin/internal/fault"
)

// What a file holds and an import does not bring in, or brings in though nobody saw it, is told.
var (
	errNoHeaderInSheet = fault.Define(fault.Invalid, "import.noHeaderInSheet", "工作表“%s”的前 %d 行里找不到表头，至少应有：%s。文件里的工作表：%s；要读其他工作表，请用参数 sheet（命令行 --sheet）写明名称。", "No heading row was found in the first %[2]d rows of the sheet “%[1]s”; there must be at least: %[3]s. The file's sheets: %[4]s; name another one with the parameter sheet (--sheet).")
	errLongRow         = fault.Define(fault.Invalid, "import.longRow", "本行有 %d 格，多于表头的 %d 格，之后的各列可能错位。含逗号的内容（例如 1,200）请加双引号。", "The row has %d cells, the heading %d, so that columns may be out of place. Put what contains a comma, such as 1,200, in quotation marks.")

	warnOtherSheets = fault.Define(fault.Invalid, "import.otherSheets", "只读取了工作表“%s”，未读取：%s。要导入其他工作表，请用参数 sheet（命令行 --sheet）逐个指明。", "Only the sheet “%s” was read, not: %s. To import another one, name it with the parameter sheet (--sheet).")
	warnHiddenRows  = fault.Define(fault.Invalid, "import.hiddenRows", "有 %d 行被隐藏（例如筛选），同样已读取：第 %s 行。", "%d rows are hidden, by a filter for example, and were read as well: %s.")
)

func (s *Sheet) noHeader(required titles) error {
	if s.Name == "" {
		return errNoHeader.With(headerRows, required)
	}
	var names []string
	for _, info := range s.Sheets {
		names = append(names, info.Name)
	}
	return errNoHeaderInSheet.With(s.Name, headerRows, required, strings.Join(names, "、"))
}

// fit refuses a row of a text file that is longer than the heading: a comma within a cell has made two of it, and what stands behind is out of place.
func (p *Project) fit(s *Sheet, h *header, l Line) error {
	if s.Format == XLSX || p.Outcome == Skip || len(l.Cells) <= h.width {
		return nil
	}
	return p.Fail(Letter(h.width), "", l.Cells[h.width], errLongRow.With(len(l.Cells), h.width))
}

// unseen are the warnings about the file as a whole: sheets that were not read, rows that nobody sees.
func (p *Projects) unseen() []Message {
	var file RowResult
	if names := p.left(); len(names) > 0 && !p.named {
		file.Warn("", "", "", note("", warnOtherSheets, p.sheet.Name, strings.Join(names, "、")))
	}
	if rows := p.hidden(); len(rows) > 0 {
		const most = 20
		shown := strings.Join(rows[:min(len(rows), most)], "、")
		if len(rows) > most {
			shown += "……"
		}
		file.Warn("", "", "", note("", warnHiddenRows, len(rows), shown))
	}
	return append([]Message{}, file.Messages...)
}

// left are the visible sheets with content that were not read. The notes and the example of the template are not meant to be.
func (p *Projects) left() []string {
	var names []string
	for _, info := range p.sheet.Sheets {
		own := slices.ContainsFunc([]worded{sheetExample, sheetNotes}, func(w worded) bool { return info.Name == w.zh || info.Name == w.en })
		if !info.Read && !info.Hidden && !info.Empty && !own {
			names = append(names, info.Name)
		}
	}
	return names
}

func (p *Projects) hidden() []string {
	unseen := map[int]bool{}
	for _, l := range p.sheet.Lines {
		unseen[l.Number] = l.Hidden
	}
	var rows []string
	for i := range p.Rows {
		if r := &p.Rows[i]; unseen[r.Row] && r.Outcome != Skip {
			rows = append(rows, strconv.Itoa(r.Row))
		}
	}
	return rows
}

package document_test

import (
	"strings"
	"testing"

	"zhaoyin/internal/document"
	"zhaoyin/internal/document/documenttest"
)

func TestCheckAcceptsTheSamples(t *testing.T) {
	if err := documenttest.Paper(3).Check(); err != nil {
		t.Error(err)
	}
	if err := documenttest.Ledger(3).Check(); err != nil {
		t.Error(err)
	}
	if err := (document.Document{}).Check(); err != nil {
		t.Error(err)
	}
}

func TestCheckRefusesDocuments(t *testing.T) {
	table := func(spoil func(*document.Table)) document.Block {
		ranking := documenttest.Ranking()
		spoil(&ranking)
		return ranking
	}
	chart := func(spoil func(*document.Chart)) document.Block {
		c := documenttest.Invested(document.Bars)
		spoil(&c)
		return c
	}
	for want, block := range map[string]document.Block{
		"level 5":          document.Heading{Level: 5, Text: "x"},
		"no columns":       document.Table{},
		"7 cells for 8":    table(func(t *document.Table) { t.Rows[3] = t.Rows[3][:7] }),
		"of another kind":  table(func(t *document.Table) { t.Rows[0][3] = document.Mu(1) }),
		"its rows make":    table(func(t *document.Table) { t.Total[3].Value++ }),
		"cannot be summed": table(func(t *document.Table) { t.Total[3] = document.Text("—") }),
		"total: 1 cells":   table(func(t *document.Table) { t.Total = t.Total[:1] }),
		"calendar.date":    table(func(t *document.Table) { t.Columns[0].Kind = document.KindDate; t.Rows[0][0] = document.Day("4月") }),
		"no figures":       chart(func(c *document.Chart) { c.Series = nil }),
		"2 series":         chart(func(c *document.Chart) { c.Shape = document.Pie }),
		"values for 9":     chart(func(c *document.Chart) { c.Categories = c.Categories[:9] }),
		"value of another": chart(func(c *document.Chart) { c.Series[0].Values[0] = document.Int(1) }),
		"a share below zero": chart(func(c *document.Chart) {
			c.Shape, c.Series = document.Pie, c.Series[:1]
			c.Series[0].Values[0].Value = -1
		}),
	} {
		err := document.Document{Blocks: []document.Block{block}}.Check()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check = %v, want a complaint about %q", err, want)
		}
	}
}

func TestCheckRefusesWorkbooks(t *testing.T) {
	spoiled := func(spoil func(*document.Workbook)) document.Workbook {
		b := documenttest.Ledger(2)
		spoil(&b)
		return b
	}
	for want, b := range map[string]document.Workbook{
		"needs a sheet":             {},
		`"" cannot be the name`:     spoiled(func(b *document.Workbook) { b.Sheets[0].Name = "" }),
		`"a/b" cannot be the name`:  spoiled(func(b *document.Workbook) { b.Sheets[0].Name = "a/b" }),
		`"项目清单" cannot be the name`: spoiled(func(b *document.Workbook) { b.Sheets[0].Name = "项目清单" }),
		"cannot be the name":        spoiled(func(b *document.Workbook) { b.Sheets[0].Name = strings.Repeat("长", 32) }),
		"there is no column 8":      spoiled(func(b *document.Workbook) { b.Sheets[0].Plots[0].Values[1] = 8 }),
		"has a value of another":    spoiled(func(b *document.Workbook) { b.Sheets[0].Plots[0].Values[1] = 2 }),
		"has no figures to draw":    spoiled(func(b *document.Workbook) { b.Sheets[0].Plots[0].Values = nil }),
		`total of "总投资（万元）" is`:     spoiled(func(b *document.Workbook) { b.Sheets[1].Table.Total[4].Value-- }),
	} {
		if err := b.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Check = %v, want a complaint about %q", err, want)
		}
	}
}

func TestSections(t *testing.T) {
	wide, note := document.Table{Landscape: true}, document.Note{Text: "注"}
	upright, heading := document.Plain("文"), document.Heading{Level: 1, Text: "附表"}
	for name, c := range map[string]struct {
		blocks []document.Block
		want   string // u an upright section, l a lying one, each with its number of blocks
	}{
		"nothing":                     {nil, ""},
		"upright only":                {[]document.Block{heading, upright, note}, "u3"},
		"heading and note go along":   {[]document.Block{upright, heading, heading, wide, note, note, upright}, "u1l5u1"},
		"tables in a row stay":        {[]document.Block{wide, note, heading, wide, heading, upright}, "l4u2"},
		"a heading at the end":        {[]document.Block{wide, heading}, "l1u1"},
		"a note after text is text's": {[]document.Block{upright, note, wide}, "u2l1"},
	} {
		got := ""
		for _, s := range (document.Document{Blocks: c.blocks}).Sections() {
			letter := "u"
			if s.Landscape {
				letter = "l"
			}
			got += letter + string(rune('0'+len(s.Blocks)))
		}
		if got != c.want {
			t.Errorf("%s: sections %q, want %q", name, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	units := []int{120, 105, 90, 75}
	for name, c := range map[string]struct {
		table document.Table
		page  int
		size  int
	}{
		"a small table takes the largest size": {documenttest.Ranking(), 8845, 0},
		"a wide one a smaller size":            {documenttest.Projects(5), 12756, 1},
		"a crowded one stays readable":         {documenttest.Projects(5), 9600, 2},
		"too wide for any size":                {documenttest.Projects(5), 3000, 3},
	} {
		size, widths := c.table.Fit(c.page, units)
		if size != c.size {
			t.Errorf("%s: size %d, want %d", name, size, c.size)
		}
		all := 0
		for i, width := range widths {
			all += width
			if width <= 0 {
				t.Errorf("%s: column %d is %d wide", name, i, width)
			}
		}
		if all != c.page {
			t.Errorf("%s: the columns are %d wide, want %d", name, all, c.page)
		}
	}
	_, widths := documenttest.Projects(5).Fit(12756, units)
	if date, long := widths[6], widths[8]; date < 12*105 || long < 2*date {
		t.Errorf("a date is %d wide and long text %d: the date must not wrap, and the text gets the room", date, long)
	}
}

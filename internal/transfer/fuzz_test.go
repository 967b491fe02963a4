package transfer

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
)

// FuzzCell gives every column's reader any text: it ends, it answers with a fault or a value, and what it takes is within bounds and real.
func FuzzCell(f *testing.F) {
	seedCells(f)
	words := jinhua()
	f.Fuzz(func(t *testing.T, text string) {
		if sound(text) != nil {
			return
		}
		for _, c := range projectColumns {
			var p Project
			per := factor{10_000, 1}
			notes, err := c.read(cell{text: text, unit: &per, words: words, options: &Options{}}, &p)
			if _, ok := fault.Find(err); err != nil && !ok {
				t.Fatalf("%s %q: a bare error: %v", c.field, text, err)
			}
			checkTaken(t, c.field, text, &p, notes)
			for _, n := range notes {
				p.Warn("A", c.field, text, n)
			}
			if err := p.Fail("A", c.field, text, errEmpty.With()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func seedCells(f *testing.F) {
	f.Helper()
	text, err := os.ReadFile("testdata/projects-real.tsv")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		for _, cell := range strings.Split(strings.TrimSuffix(line, "\n"), "\t") {
			f.Add(cell)
		}
	}
	for _, s := range []string{"44663", "１０．２亿元", "10-15亿", "1E+3", "(((", ")", "2022年4月12日", "#REF!", "﹣5", "\u202e10", "9223372036854775808"} {
		f.Add(s)
	}
}

func checkTaken(t *testing.T, field, text string, p *Project, notes []Note) {
	t.Helper()
	for _, w := range []*unit.Wan{p.Investment, p.FixedInvestment, p.ForeignCapital, p.Output, p.Tax} {
		if w != nil && (*w < 0 || *w > unit.Limit) {
			t.Fatalf("%s %q: took %d", field, text, *w)
		}
	}
	for _, w := range []When{p.Signed, p.Landed, p.Started, p.Completed, p.Producing} {
		if _, err := calendar.ParseDate(string(w.Date)); w.Date != "" && err != nil {
			t.Fatalf("%s %q: took the day %q", field, text, w.Date)
		}
		if _, err := calendar.ParseMonth(string(w.Month)); w.Month != "" && err != nil {
			t.Fatalf("%s %q: took the month %q", field, text, w.Month)
		}
		if w.Imprecise() && len(notes) == 0 {
			t.Fatalf("%s %q: took %s without a word", field, text, w)
		}
	}
}

// FuzzText reads any bytes as a text sheet: rows come in order, within the limits, in valid UTF-8.
func FuzzText(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", bomUTF8 + "项目名称\t县市区\r\n甲\t武义\r\n", bomUTF16LE + "a\x00,\x00", "\xCF\xEE\xC4\xBF,b\n", "\"a\n\nb\",c\n\n\nd", "a\rb\rc"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data), "")
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkSheet(t, s)
	})
}

// FuzzWorkbook reads any bytes as the rows of a workbook's sheet, in an archive that is sound, so that the fuzzer reaches the sheet itself.
func FuzzWorkbook(f *testing.F) {
	for _, s := range []string{
		goodRow,
		`<row r="1"><c r="A1" s="1"><v>44663</v></c><c r="B1" t="s"><v>0</v></c></row>`,
		`<row><c><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>1+1</f></c></row>`,
		`</sheetData><mergeCells><mergeCell ref="A1:A5"/></mergeCells><sheetData>`,
		`<row r="7"><c r="XFD7" t="d"><v>2022-04-12T00:00:00</v></c></row>`,
	} {
		f.Add(s, `<si><t>甲</t></si>`, `<xf numFmtId="14"/><xf numFmtId="17"/>`)
	}
	f.Fuzz(func(t *testing.T, rows, strs, formats string) {
		s, err := Read(bytes.NewReader(bookOf(t, rows,
			part{"xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + strs + `</sst>`},
			part{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>` + formats + `</cellXfs></styleSheet>`},
		)), "")
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkSheet(t, s)
	})
}

// FuzzArchive reads any bytes as a workbook.
func FuzzArchive(f *testing.F) {
	f.Add(bookOf(f, goodRow))
	book := excelize.NewFile()
	defer book.Close()
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(bytes.NewReader(data), "")
		if err != nil {
			checkRefusal(t, err)
			return
		}
		checkSheet(t, s)
	})
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	if _, ok := fault.Find(err); !ok {
		t.Fatalf("refused without a sentence: %v", err)
	}
}

func checkSheet(t *testing.T, s *Sheet) {
	t.Helper()
	last := 0
	for _, l := range s.Lines {
		if l.Number <= last || len(l.Cells) == 0 || len(l.Cells) > maxColumns {
			t.Fatalf("row %d after %d has %d cells", l.Number, last, len(l.Cells))
		}
		last = l.Number
		for _, text := range l.Cells {
			if !utf8.ValidString(text) {
				t.Fatalf("row %d: not UTF-8: %q", l.Number, text)
			}
		}
	}
	if _, err := ParseProjects(s, jinhua(), Options{}); err != nil {
		checkRefusal(t, err)
	}
}

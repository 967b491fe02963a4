package transfer

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/unit"
)

// parcel is a row of the tests' list.
type parcel struct {
	name  string
	money unit.Wan
	area  *unit.Mu
	day   calendar.Date
}

func parcelColumns() []Column[parcel] {
	return []Column[parcel]{
		{ZH: "名称", EN: "Name", Width: 30, Value: func(p parcel) Cell { return Text(p.name) }},
		{ZH: "投资（万元）", EN: "Investment (万元)", Value: func(p parcel) Cell { return Whole(p.money) }},
		{ZH: "用地（亩）", EN: "Land (亩)", Value: func(p parcel) Cell { return Optional(p.area, Hundredths[unit.Mu]) }},
		{ZH: "日期", EN: "Day", Value: func(p parcel) Cell { return Day(p.day) }},
	}
}

func parcels() []parcel {
	area, least, most := unit.Mu(10025), unit.Mu(1), unit.Mu(unit.Limit)
	return []parcel{
		{"武义甲", 149_600, &area, "2022-04-12"},
		{`=HYPERLINK("http://evil.example","点我")`, -5, &least, "1900-03-01"},
		{"+1", unit.Limit, &most, "2199-12-31"},
		{"@cmd", 0, nil, ""},
		{"-2+3", 1, nil, ""},
		{"＝1", 1, nil, ""},
		{"00579", 1, nil, ""},
		{"两\n行，\"引号\"", 1, nil, ""},
	}
}

func each(rows []parcel) iter.Seq2[parcel, error] {
	return func(yield func(parcel, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestCSVOut(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, "zh", parcelColumns(), each(parcels())); err != nil {
		t.Fatal(err)
	}
	want := bomUTF8 + strings.ReplaceAll(`名称,投资（万元）,用地（亩）,日期
武义甲,149600,100.25,2022-04-12
"'=HYPERLINK(""http://evil.example"",""点我"")",-5,0.01,1900-03-01
'+1,9000000000000,90000000000,2199-12-31
'@cmd,0,,
'-2+3,1,,
'＝1,1,,
00579,1,,
`, "\n", "\r\n") + "\"两\r\n行，\"\"引号\"\"\",1,,\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("csv (-want +got):\n%s", diff)
	}
}

func TestFormulaCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "x=1": "x=1", "": "", "甲": "甲", "'=1": "'=1",
	} {
		if got := guard(Text(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := guard(Whole(unit.Wan(-5))); got != "-5" {
		t.Errorf("a number: got %q, want -5", got)
	}
}

// TestWhatGoesOutComesBack reads both formats again and holds that every value is the same.
func TestWhatGoesOutComesBack(t *testing.T) {
	var want [][]string
	for _, p := range parcels() {
		row := []string{p.name, p.money.String(), "", ""}
		if p.area != nil {
			row[2], row[3] = p.area.String(), string(p.day)
		}
		want = append(want, trim(row))
	}
	for _, format := range []Format{CSV, XLSX} {
		var b bytes.Buffer
		if err := write(format, &b, each(parcels())); err != nil {
			t.Fatal(err)
		}
		s, err := Read(&b, "")
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for _, l := range s.Lines[1:] {
			got = append(got, l.Cells)
		}
		if diff := cmp.Diff(want, got); diff != "" || s.Format != format {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
	}
}

func write(format Format, b *bytes.Buffer, rows iter.Seq2[parcel, error]) error {
	if format == CSV {
		return WriteCSV(b, "zh", parcelColumns(), rows)
	}
	return WriteXLSX(b, "zh", "台账", parcelColumns(), rows)
}

func TestXLSXOutHasTextNumbersAndDays(t *testing.T) {
	var b bytes.Buffer
	if err := WriteXLSX(&b, "en", "Ledger", parcelColumns(), each(parcels())); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "Name", "A3": `=HYPERLINK("http://evil.example","点我")`, "B2": "149,600", "C2": "100.25", "D2": "2022-04-12"} {
		if got, err := f.GetCellValue("Ledger", cell); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", cell, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula("Ledger", "A3"); err != nil || formula != "" {
		t.Errorf("got formula %q, %v, want text", formula, err)
	}
	var got []excelize.CellType
	for _, cell := range []string{"A3", "B2", "C2", "D2"} {
		kind, err := f.GetCellType("Ledger", cell)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, kind)
	}
	if want := []excelize.CellType{excelize.CellTypeInlineString, excelize.CellTypeUnset, excelize.CellTypeUnset, excelize.CellTypeUnset}; !slices.Equal(got, want) {
		t.Errorf("got types %v, want %v", got, want)
	}
}

func TestAFailingListFailsTheExport(t *testing.T) {
	lost := errors.New("lost")
	rows := func(yield func(parcel, error) bool) { _ = yield(parcels()[0], nil) && yield(parcel{}, lost) }
	for _, format := range []Format{CSV, XLSX} {
		var b bytes.Buffer
		if err := write(format, &b, rows); !errors.Is(err, lost) {
			t.Errorf("%s: got %v, want %v", format, err, lost)
		}
	}
}

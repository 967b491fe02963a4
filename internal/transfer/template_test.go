package transfer

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"zhaoyin/internal/fault"
)

func openTemplate(t *testing.T, lang string) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := WriteTemplate(&b, lang, jinhua()); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func saved(t *testing.T, f *excelize.File) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return &b
}

// TestTheTemplateIsWhatReadingReads fills the example in and holds that every heading is known and every example is taken without a word.
func TestTheTemplateIsWhatReadingReads(t *testing.T) {
	for lang, name := range map[string]string{"zh": "示例", "en": "Example"} {
		p, err := ReadProjects(saved(t, openTemplate(t, lang)), jinhua(), Options{Sheet: name})
		if err != nil {
			t.Fatal(err)
		}
		r := p.Report()
		if len(r.IgnoredColumns) != 0 || len(r.Rows) != 1 || len(r.Rows[0].Messages) != 0 {
			t.Errorf("%s: got ignored %v, messages %v, want none", lang, r.IgnoredColumns, r.Rows[0].Messages)
		}
		got := p.Rows[0]
		if got.RegionID != "330702" || *got.Investment != 149_600 || got.Land.String() != "318.5" || got.Signed.Date != "2022-04-12" || got.Industry != "C3825" {
			t.Errorf("%s: got %+v, want the example's values", lang, got)
		}
	}
}

func TestAnEmptyTemplateHasNoRows(t *testing.T) {
	_, err := ReadProjects(saved(t, openTemplate(t, "zh")), jinhua(), Options{})
	if f, ok := fault.Find(err); !ok || f.Fault != errEmpty {
		t.Errorf("got %v, want %s", err, errEmpty.Code)
	}
}

func TestTemplateOffersLists(t *testing.T) {
	f := openTemplate(t, "zh")
	lists, err := f.GetDataValidations("项目")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, v := range lists {
		if v.Type == "list" {
			got[strings.SplitN(v.Sqref, ":", 2)[0]] = v.Formula1
		}
	}
	want := map[string]string{"B2": "'选项'!$A$1:$A$10", "E2": "'选项'!$B$1:$B$1", "F2": "'选项'!$C$1:$C$2", "G2": "'选项'!$D$1:$D$2"}
	for cell, formula := range want {
		if got[cell] != formula {
			t.Errorf("%s: got %q, want %q", cell, got[cell], formula)
		}
	}
	if visible, err := f.GetSheetVisible("选项"); err != nil || visible {
		t.Errorf("got visible %v, %v, want the list of choices hidden", visible, err)
	}
	for cell, want := range map[string]string{"A8": "武义县", "B1": "C38 电气机械和器材制造业"} {
		if got, err := f.GetCellValue("选项", cell); err != nil || got != want {
			t.Errorf("选项 %s: got %q, %v, want %q", cell, got, err, want)
		}
	}
}

// TestCodesTypedIntoTheTemplateStayWhole holds that the columns of long codes are text, so that a program does not cut their digits.
func TestCodesTypedIntoTheTemplateStayWhole(t *testing.T) {
	f := openTemplate(t, "zh")
	for cell, want := range map[string]int{"D2": formatText, "D2000": formatText} {
		id, err := f.GetCellStyle("项目", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil || style.NumFmt != want {
			t.Errorf("%s: got %+v, %v, want number format %d", cell, style, err, want)
		}
	}
}

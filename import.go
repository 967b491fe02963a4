package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"zhaoyin/internal/access"
	"zhaoyin/internal/app"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/org"
	"zhaoyin/internal/transfer"
)

// importCommand brings files in from the machine itself: the city's first stock, for example.
type importCommand struct {
	Projects importProjects `cmd:"" help:"Import projects from an xlsx, csv or tsv file; only says what would happen unless --apply is given."`
}

type importProjects struct {
	File                string            `arg:"" type:"existingfile" help:"The file."`
	Apply               bool              `help:"Do it. Without this nothing is registered."`
	Rows                bool              `help:"Let the good rows in when others have errors; otherwise one error keeps the whole file out."`
	Region              string            `help:"County of the rows that do not name it."`
	Sheet               string            `help:"Name of the sheet; the first visible one with content otherwise."`
	Industry            map[string]string `help:"What a text of the industry column means, for example 光伏组件=C3825."`
	AssumeManufacturing bool              `default:"true" negatable:"" help:"Take section C, with a warning, for a new project that the source says to count and whose industry is empty or free text."`
	AssumeLastDay       bool              `help:"Take the last day of a month that is named without a day."`
	Historical          bool              `help:"Verify the milestones as well, each in the month of its own day."`
	Confirmed           bool              `help:"Figures that look like a slip have been checked."`
	Lang                string            `enum:"zh,en" default:"zh" help:"Language of the report: zh or en."`
}

// errRows ends the command with code 1 after the report has been printed.
var errRows = map[string]error{"zh": errors.New("有错误的行，见上"), "en": errors.New("some rows have errors; see above")}

// Run imports and prints the account of every county and row.
func (i importProjects) Run(ctx context.Context) error {
	f, err := os.Open(i.File)
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := startFirst(ctx)
	if err != nil {
		return err
	}
	return errors.Join(i.run(access.With(ctx, access.As("import")), a, f), a.Close())
}

func (i importProjects) run(ctx context.Context, a *app.App, f io.Reader) error {
	mode := transfer.AllOrNothing
	if i.Rows {
		mode = transfer.RowByRow
	}
	im, err := a.Transfer.Import(ctx, transfer.Upload{
		Kind: "projects", FileName: filepath.Base(i.File), Content: f, DryRun: !i.Apply, Mode: mode, Historical: i.Historical, Confirmed: i.Confirmed,
		Options: transfer.Options{
			Sheet: i.Sheet, DefaultRegion: i.Region, Industries: i.Industry, AssumeLastDay: i.AssumeLastDay, AssumeManufacturing: i.AssumeManufacturing,
		},
	})
	if err != nil {
		return i.worded(err)
	}
	regions, err := a.Org.Regions(ctx)
	if err != nil {
		return err
	}
	if err := (printer{os.Stdout, i.Lang}).print(im.In(i.Lang), regions); err != nil {
		return err
	}
	if im.Report.Total.Error > 0 {
		return errRows[i.Lang]
	}
	return nil
}

// worded is a refusal of the file in the language that was asked for.
func (i importProjects) worded(err error) error {
	found, ok := fault.Find(err)
	if !ok {
		return err
	}
	lines := []string{found.Fault.Sentence(i.Lang, found.Args...)}
	for _, f := range found.Fields {
		lines = append(lines, strings.TrimPrefix(f.Pointer, "/query/")+": "+f.Fault.Sentence(i.Lang, f.Args...))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// printer writes the account of an import in a language.
type printer struct {
	io.Writer
	lang string
}

func (p printer) say(zh, en string) string {
	if p.lang == "en" {
		return en
	}
	return zh
}

// print writes what was not read, each row that has something to tell, a table with a line per county, then what came of it.
func (p printer) print(im transfer.Import, regions []org.Region) error {
	for _, c := range im.Report.IgnoredColumns {
		fmt.Fprintf(p, "%s %s  %s\n", p.say("未使用的列", "column not used"), c.Column, c.Heading)
	}
	for _, m := range im.Report.Messages {
		fmt.Fprintf(p, "%s  %s\n", p.say("提示", "warning"), m.Text)
	}
	for _, row := range im.Report.Rows {
		p.row(row)
	}
	if err := p.table(im.Report, regions); err != nil {
		return err
	}
	verdict := verdicts[im.State]
	_, err := fmt.Fprintln(p, p.say(verdict[0], verdict[1]))
	return err
}

func (p printer) row(row transfer.RowResult) {
	if len(row.Messages)+len(row.Changes) == 0 {
		return
	}
	outcome := outcomes[row.Outcome]
	fmt.Fprintf(p, "%4d  %s  %s  %s\n", row.Row, p.say(outcome[0], outcome[1]), row.Name, row.Code)
	for _, c := range row.Changes {
		fmt.Fprintf(p, "      %s: %s → %s\n", c.Label, cmp.Or(c.Before, p.say("（空）", "(empty)")), c.After)
	}
	for _, m := range row.Messages {
		severity := p.say("提示", "warning")
		if m.Severity == transfer.Error {
			severity = p.say("错误", "error")
		}
		at := ""
		if m.Field != "" {
			at = transfer.Label(m.Field, p.lang) + ": "
		}
		fmt.Fprintf(p, "      %s  %2s  %s%s\n", severity, m.Column, at, m.Text)
	}
}

func (p printer) table(report transfer.Report, regions []org.Region) error {
	names := map[string]string{"": p.say("合计", "total")}
	for _, r := range regions {
		names[r.ID] = r.Name
	}
	t := tabwriter.NewWriter(p, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, p.say("代码\t行\t新增\t更新\t无变化\t跳过\t错误\t有提示\t县（市、区）", "region\trows\tcreate\tupdate\tunchanged\tskip\terror\twith warnings\t"))
	for _, line := range append(report.Regions, report.Total) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n",
			line.RegionID, line.Rows, line.Create, line.Update, line.Unchanged, line.Skip, line.Error, line.Warnings, names[line.RegionID])
	}
	return t.Flush()
}

// The words of the account, Chinese and English.
var (
	outcomes = map[transfer.Outcome][2]string{
		transfer.Create: {"新增", "create"}, transfer.Update: {"更新", "update"}, transfer.Unchanged: {"无变化", "unchanged"},
		transfer.Skip: {"跳过", "skip"}, transfer.Failed: {"错误", "error"},
	}
	verdicts = map[transfer.State][2]string{
		transfer.Previewed: {"这是试运行，没有登记任何内容。加 --apply 正式导入。", "Nothing was registered: this was a trial. Add --apply to do it."},
		transfer.Applied:   {"已导入。", "Applied."},
		transfer.Refused:   {"有错误的行，没有登记任何内容。请改好，或加 --rows 只导入正确的行。", "Nothing was registered, because rows have errors. Mend them, or add --rows to let the others in."},
	}
)

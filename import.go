package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"

	"zhaoyin/internal/access"
	"zhaoyin/internal/app"
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
	Region              string            `help:"County of every row, for a file that does not name it."`
	Sheet               string            `help:"Name of the sheet; the first visible one with content otherwise."`
	Industry            map[string]string `help:"What a text of the industry column means, for example 光伏组件=C3825."`
	AssumeManufacturing bool              `default:"true" negatable:"" help:"Take section C, with a warning, where the industry is unknown and the source says that the project counts."`
	AssumeLastDay       bool              `help:"Take the last day of a month that is named without a day."`
	Historical          bool              `help:"Verify the milestones as well, each in the month of its own day."`
	Confirmed           bool              `help:"Figures that look like a slip have been checked."`
	Lang                string            `enum:"zh,en" default:"zh" help:"Language of the report: zh or en."`
}

// errRows ends the command with code 1 after the report has been printed.
var errRows = errors.New("some rows have errors; see above")

// Run imports and prints the account of every county and row.
func (i importProjects) Run(ctx context.Context) error {
	f, err := os.Open(i.File)
	if err != nil {
		return err
	}
	defer f.Close()
	a, err := startFirst(ctx, false)
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
		return err
	}
	regions, err := a.Org.Regions(ctx)
	if err != nil {
		return err
	}
	if err := printImport(os.Stdout, im.In(i.Lang), regions); err != nil {
		return err
	}
	if im.Report.Total.Error > 0 {
		return errRows
	}
	return nil
}

// printImport prints each row's messages, then a table with a line per county, then what came of it.
func printImport(w io.Writer, im transfer.Import, regions []org.Region) error {
	for _, row := range im.Report.Rows {
		if len(row.Messages) == 0 {
			continue
		}
		fmt.Fprintf(w, "%4d  %-9s  %s\n", row.Row, row.Outcome, row.Name)
		for _, m := range row.Messages {
			fmt.Fprintf(w, "      %-7s  %2s  %s: %s\n", m.Severity, m.Column, m.Field, m.Text)
		}
	}
	names := map[string]string{}
	for _, r := range regions {
		names[r.ID] = r.Name
	}
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "region\trows\tcreate\tupdate\tunchanged\tskip\terror\twith warnings\t\t")
	for _, line := range append(im.Report.Regions, im.Report.Total) {
		region := line.RegionID
		if region == "" {
			region = "total"
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t %s\t\n", region, line.Rows, line.Create, line.Update, line.Unchanged, line.Skip, line.Error, line.Warnings, names[line.RegionID])
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, verdicts[im.State])
	return err
}

var verdicts = map[transfer.State]string{
	transfer.Previewed: "Nothing was registered: this was a trial. Add --apply to do it.",
	transfer.Applied:   "Applied.",
	transfer.Refused:   "Nothing was registered, because rows have errors. Mend them, or add --rows to let the others in.",
}

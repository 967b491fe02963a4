package report_test

import (
	"testing"

	"zhaoyin/internal/document"
	"zhaoyin/internal/figure"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/report"
)

// TestTheLedgerEqualsTheBoard holds the sheets of sizes and of submissions to the board's own figures.
func TestTheLedgerEqualsTheBoard(t *testing.T) {
	board := meeting.Board{Month: "2022-04", Frozen: true, City: meeting.Figures{Submissions: meeting.Submissions{Due: 7, Submitted: 8, Late: 2, Missing: 1, Excused: 2}}}
	for i, least := range figure.Thresholds {
		n := int64(4 - i)
		board.City.ByThreshold = append(board.City.ByThreshold, meeting.Threshold{
			MinWan: least, Month: meeting.Count{Count: n, InvestmentWan: least * 3}, Year: meeting.Count{Count: 2 * n, InvestmentWan: least * 5},
		})
	}
	for i, s := range []meeting.Submissions{{Due: 4, Submitted: 5, Late: 1, Missing: 0, Excused: 1}, {Due: 3, Submitted: 3, Late: 1, Missing: 1, Excused: 1}} {
		id := []string{"330723", "330781"}[i]
		board.Regions = append(board.Regions, meeting.RegionBoard{RegionID: id, Name: id, Rank: i + 1, Figures: meeting.Figures{Submissions: s}})
	}
	book := report.Ledger(report.From(&meeting.Snapshot{Month: "2022-04", CityID: "330700", CityName: "金华市", Board: board}, "330700"))
	sheet := func(name string) document.Table {
		for _, s := range book.Sheets {
			if s.Name == name {
				return s.Table
			}
		}
		t.Fatalf("no sheet %s", name)
		return document.Table{}
	}
	for i, row := range sheet("投资规模").Rows {
		want := board.City.ByThreshold[i]
		if row[1].Value != want.Month.Count || row[2].Value != int64(want.Month.InvestmentWan) || row[3].Value != want.Year.Count || row[4].Value != int64(want.Year.InvestmentWan) {
			t.Errorf("row %d is %v, the board says %+v", i, row, want)
		}
	}
	compare := func(row []document.Cell, want meeting.Submissions) {
		t.Helper()
		got := meeting.Submissions{Due: row[1].Value, Submitted: row[2].Value, Excused: row[3].Value, Late: row[4].Value, Missing: row[5].Value}
		if got != want {
			t.Errorf("submissions: got %+v, the board says %+v", got, want)
		}
	}
	submitted := sheet("填报情况")
	for i, row := range submitted.Rows {
		compare(row, board.Regions[i].Figures.Submissions)
	}
	compare(submitted.Total, board.City.Submissions)
}

package land_test

import (
	"fmt"
	"testing"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/land"
	"zhaoyin/internal/unit"
)

// span is a year so far in hundredths of mu: area, stock, the same of last year.
func span(through calendar.Month, area, stock, before, beforeStock int64) land.SupplyFigures {
	s := land.SupplySpan{AreaMu: unit.Mu(area), StockMu: unit.Mu(stock), LastYearMu: unit.Mu(before), LastYearStockMu: unit.Mu(beforeStock)}
	return land.SupplyTotal(through, map[string]land.SupplyFigures{"330723": {Through: through, Year: s}})
}

func TestSentence(t *testing.T) {
	tests := []struct {
		f      land.SupplyFigures
		zh, en string
	}{
		{
			span("2022-03", 4157_00, 2619_00, 2566_00, 1411_00),
			"一季度，全市出让工业用地4157亩，同比增长62%，其中存量用地占比63%，比上年同期提高8个百分点。",
			"In the first quarter, the city supplied 4157 mu of industrial land, up 62% on the year; stock land made up 63%, 8 points above the same period of last year.",
		},
		{
			span("2022-01", 90_00, 9_00, 100_00, 50_00),
			"1月，全市出让工业用地90亩，同比下降10%，其中存量用地占比10%，比上年同期下降40个百分点。",
			"In January, the city supplied 90 mu of industrial land, down 10% on the year; stock land made up 10%, 40 points below the same period of last year.",
		},
		{
			span("2022-06", 100_49, 50_00, 100_00, 50_00), // 0.49 % more, 0.24 points less: both round to nothing
			"上半年，全市出让工业用地100亩，与上年同期持平，其中存量用地占比50%，与上年同期持平。",
			"In the first half of the year, the city supplied 100 mu of industrial land, unchanged on the year; stock land made up 50%, as in the same period of last year.",
		},
		{
			span("2022-05", 80_50, 0, 0, 0),
			"1—5月，全市出让工业用地81亩，上年同期无供地，其中存量用地占比0%。",
			"From January to May, the city supplied 81 mu of industrial land, after none in the same period of last year; stock land made up 0%.",
		},
		{
			span("2022-12", 0, 0, 2566_00, 1411_00),
			"全年，全市未出让工业用地（上年同期2566亩）。",
			"In the whole year, the city supplied no industrial land (2566 mu in the same period of last year).",
		},
		{span("2022-02", 0, 0, 0, 0), "1—2月，全市未出让工业用地。", "From January to February, the city supplied no industrial land."},
		{
			span("2022-09", 2_00, 1_00, 1_00, 1_00),
			"1—9月，全市出让工业用地2亩，同比增长100%，其中存量用地占比50%，比上年同期下降50个百分点。",
			"From January to September, the city supplied 2 mu of industrial land, up 100% on the year; stock land made up 50%, 50 points below the same period of last year.",
		},
	}
	for _, tt := range tests {
		if got := land.Sentence(tt.f, "全市"); got != tt.zh {
			t.Errorf("got  %s\nwant %s", got, tt.zh)
		}
		if got := land.SentenceEN(tt.f, "the city"); got != tt.en {
			t.Errorf("got  %s\nwant %s", got, tt.en)
		}
	}
}

// TestPercentagesAreRoundedOnce walks the borders: half goes away from zero, and points are rounded from the exact difference of the fractions.
func TestPercentagesAreRoundedOnce(t *testing.T) {
	tests := []struct {
		name                             string
		area, stock, before, beforeStock int64
		growth, share, points            string
	}{
		{"the seed", 415700, 261900, 256600, 141100, "62", "63", "8.01"},
		{"a half goes up", 20_100, 10_050, 20_000, 9_949, "0.5", "50", "0.26"},
		{"a half below zero goes down", 19_999, 0, 20_000, 0, "-0.01", "0", "0"},
		{"0.005 of a percent", 20_001, 0, 20_000, 0, "0.01", "0", "0"},
		{"a third", 300, 100, 100, 0, "200", "33.33", "33.33"},
		{"two thirds less one third: 33.33, not 66.67 less 33.33", 300, 200, 300, 100, "0", "66.67", "33.33"},
		{"a sixth less two sevenths", 600, 100, 700, 200, "-14.29", "16.67", "-11.9"},
		{"nothing before", 500, 500, 0, 0, "null", "100", "null"},
		{"nothing now", 0, 0, 500, 100, "-100", "null", "null"},
		{"far beyond a product of 64 bits", 9_000_000_000_000, 9_000_000_000_000, 9_000_000_000_000, 0, "0", "100", "100"},
	}
	text := func(r *unit.Ratio) string {
		if r == nil {
			return "null"
		}
		return r.String()
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := span("2022-03", tt.area, tt.stock, tt.before, tt.beforeStock).Year
			have := fmt.Sprint(text(got.GrowthPercent), " ", text(got.StockSharePercent), " ", text(got.StockSharePoints))
			if want := tt.growth + " " + tt.share + " " + tt.points; have != want {
				t.Errorf("growth, share, points: got %s, want %s", have, want)
			}
		})
	}
}

// TestSpansEndWithTheirMonths puts parcels on the first and last days of every span.
func TestSpansEndWithTheirMonths(t *testing.T) {
	w := newWorld(t)
	for day, mu := range map[calendar.Date]int64{
		"2020-12-31": 1, "2021-01-01": 2, "2021-02-28": 4, "2021-03-01": 8, "2021-03-31": 16, "2021-04-01": 32, "2021-12-31": 64,
		"2022-01-01": 128, "2022-02-28": 256, "2022-03-01": 512, "2022-03-31": 1024, "2022-04-01": 2048,
	} {
		w.hand(wuyi, day, mu, stock)
	}
	tests := map[calendar.Month][4]int64{ // in the month, in the same of last year, the year so far, last year's
		"2022-01": {128, 2, 128, 2},
		"2022-03": {512 + 1024, 8 + 16, 128 + 256 + 512 + 1024, 2 + 4 + 8 + 16},
		"2022-04": {2048, 32, 128 + 256 + 512 + 1024 + 2048, 2 + 4 + 8 + 16 + 32},
		"2021-02": {4, 0, 2 + 4, 0},
		"2021-12": {64, 1, 2 + 4 + 8 + 16 + 32 + 64, 1},
		"2020-01": {0, 0, 0, 0},
	}
	for month, want := range tests {
		f := w.figures(secretariat, month, "")
		got := [4]int64{f.Month.AreaMu.Rounded(), f.Month.LastYearMu.Rounded(), f.Year.AreaMu.Rounded(), f.Year.LastYearMu.Rounded()}
		if got != want || f.Year.StockMu != f.Year.AreaMu || f.Through != month {
			t.Errorf("%s: got %v (%+v), want %v", month, got, f.Year, want)
		}
	}
}

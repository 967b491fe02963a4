package land_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/land"
	"zhaoyin/internal/page"
	"zhaoyin/internal/unit"
)

// TestBenchOrdersAndFills compares three requests by the published scoring: 武义 asks with 500 万元/亩, 40 of tax, six months and a fifth of its own;
// its second with the same project but a year; 兰溪 with twice the investment stated.
func TestBenchOrdersAndFills(t *testing.T) {
	w := newWorld(t)
	city, own := w.pool("", "统筹", 250), w.pool("330723", "年度计划", 30)
	p, q := w.register(wuyi, "武义项目"), w.register(lanxi, "兰溪项目")
	good := w.apply(wuyi, p, 100, 20)
	year, half, rich := int64(12), unit.WholeMu(20), unit.Wan(1000)
	poor, err := w.land.Apply(wuyi, land.Application{ProjectID: p.ID, AreaMu: unit.WholeMu(100), OwnShareMu: &half, Kind: land.NewLand, Reason: "二期", StartMonths: &year})
	must(t, err)
	best, err := w.land.Apply(lanxi, land.Application{ProjectID: q.ID, AreaMu: unit.WholeMu(100), Kind: land.NewLand, Reason: "新建", InvestmentPerMuWan: &rich, StartMonths: &year})
	must(t, err)
	_, err = w.land.Reserve(officer, good.ID, 0, land.Booking{PoolID: city.ID})
	must(t, err)
	before := w.entries(officer, city.ID, "")

	c, err := w.land.Compare(officer, land.Contest{PoolIDs: []string{own.ID, city.ID}})
	must(t, err)
	type line struct{ ID, Score, Granted, Short string }
	var got []line
	for _, item := range c.Items {
		got = append(got, line{item.RequestID, item.Score.String(), item.GrantedMu.String(), item.ShortMu.String()})
		var sum unit.Ratio
		for _, term := range item.Terms {
			sum += term.Points
		}
		if sum != item.Score || len(item.Terms) != 4 || item.ProjectName == "" {
			t.Errorf("rank %d: the terms come to %s of %s", item.Rank, sum, item.Score)
		}
	}
	// 兰溪: 40 + 30×40/60 + 15×6/12 + 0; 武义: 40×500/1000 + 20 + 15 + 15×20/50; its second: 20 + 20 + 7.5 + 6.
	want := []line{{best.ID, "67.5", "100", "0"}, {good.ID, "61", "100", "0"}, {poor.ID, "53.5", "80", "20"}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("the bench (-got +want):\n%s", diff)
	}
	if c.GivenMu != unit.WholeMu(280) || c.ShortMu != unit.WholeMu(20) || c.Pools[1].AvailableMu != unit.WholeMu(250) {
		t.Errorf("given %s, short %s, pools %+v", c.GivenMu, c.ShortMu, c.Pools)
	}
	if c.Items[0].Grants[0].PoolID != city.ID || c.Items[1].Grants[0].PoolID != own.ID {
		t.Errorf("a county's pool serves that county alone: %+v", c.Items)
	}
	if diff := cmp.Diff(w.entries(officer, city.ID, ""), before); diff != "" {
		t.Errorf("the bench wrote:\n%s", diff)
	}

	tried := &land.ScoringEdition{Terms: []land.ScoreTerm{{Key: "ownShare", Weight: unit.WholeRatio(100), Full: unit.WholeRatio(20)}}}
	c, err = w.land.Compare(officer, land.Contest{PoolID: city.ID, Scoring: tried})
	must(t, err)
	if c.Items[0].RequestID != good.ID || c.Items[1].RequestID != poor.ID || c.Items[0].Score != c.Items[1].Score {
		t.Errorf("equal scores go to the earlier request: %+v", c.Items)
	}
	_, err = w.land.Compare(officer, land.Contest{})
	wantFault(t, err, "required")
	_, err = w.land.Compare(officer, land.Contest{PoolID: city.ID, RequestIDs: []string{"x"}})
	wantFault(t, err, "noSuch")
	_, err = w.land.Refuse(officer, poor.ID, 0, land.Refusal{Reason: "不符合规划"})
	must(t, err)
	_, err = w.land.Compare(officer, land.Contest{PoolID: city.ID, RequestIDs: []string{poor.ID}})
	wantFault(t, err, "land.decided")
	_, err = w.land.Compare(wuyiLand, land.Contest{PoolID: own.ID})
	wantFault(t, err, "access.forbidden")
}

func TestPublishedVersions(t *testing.T) {
	w := newWorld(t)
	p := w.register(wuyi, "旧办法项目")
	old := w.apply(wuyi, p, 100, 0)
	rules := []land.Threshold{
		{Industry: "C", InvestmentPerMuWan: 300, TaxPerMuWan: 10, PlotRatio: 100, StartMonths: 24},
		{Industry: "C38", InvestmentPerMuWan: 800, TaxPerMuWan: 10, PlotRatio: 100, StartMonths: 24},
	}
	in := land.ThresholdEdition{Source: "金政发〔2022〕1号", Rules: rules}
	must(t, in.Validate())
	_, err := w.land.PublishThresholds(wuyiLand, 1, in)
	wantFault(t, err, "access.forbidden")
	now, err := w.land.PublishThresholds(officer, 1, in)
	must(t, err)
	if now.Number != 2 || now.By != "land." || now.At == nil || len(now.Rules) != 2 {
		t.Errorf("published %+v", now)
	}
	_, err = w.land.PublishThresholds(officer, 1, in)
	wantFault(t, err, "stale")
	fresh := w.apply(wuyi, p, 100, 0)
	if c := fresh.Checks[0]; fresh.ThresholdNumber != 2 || c.OK || c.Threshold != unit.WholeRatio(800) {
		t.Errorf("the longest industry decides: %+v", c)
	}
	of, err := w.land.Requests(officer, page.First(land.RequestListing, 20).Where(land.RequestListing, "projectId", p.ID), false)
	must(t, err)
	for _, r := range of.Items {
		if r.ID == old.ID && (r.ThresholdNumber != 1 || !r.Checks[0].OK) {
			t.Errorf("what was checked before has changed: %+v", r.Checks)
		}
	}
	_, err = w.land.PublishScoring(officer, 1, land.ScoringEdition{Terms: []land.ScoreTerm{{Key: "taxPerMu", Weight: 10000, Full: 100}}})
	must(t, err)
	used, err := w.land.Scoring(wuyi)
	must(t, err)
	if used.Number != 2 || len(used.Terms) != 1 {
		t.Errorf("scoring in force %+v", used)
	}
	for code, bad := range map[string]error{
		"land.noDefault":     (&land.ThresholdEdition{Rules: rules[1:]}).Validate(),
		"land.industryTwice": (&land.ThresholdEdition{Rules: append(rules, rules[0])}).Validate(),
		"noSuch":             (&land.ThresholdEdition{Rules: append([]land.Threshold{{Industry: "Z9"}}, rules...)}).Validate(),
		"land.weights":       (&land.ScoringEdition{Terms: []land.ScoreTerm{{Key: "taxPerMu", Weight: 9999, Full: 1}}}).Validate(),
		"choice":             (&land.ScoringEdition{Terms: []land.ScoreTerm{{Key: "beauty", Weight: 10000, Full: 1}}}).Validate(),
	} {
		wantFault(t, bad, code)
	}
}

package meeting

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/project"
	"zhaoyin/internal/unit"
)

// standing makes a county's figures from what the formula looks at.
func standing(id string, signed, wan, started, producing, invested int64, due, submitted, late int64) RegionBoard {
	f := newFigures(project.DefaultThreshold)
	f.Month.Signed = Count{signed, unit.Wan(wan)}
	f.Month.Started.Count, f.Month.Producing.Count = started, producing
	f.Invested.YearWan = unit.Wan(invested)
	f.Submissions = Submissions{Due: due, Submitted: submitted, Late: late}
	return RegionBoard{RegionID: id, Figures: f}
}

func TestRanking(t *testing.T) {
	for name, c := range map[string]struct {
		regions []RegionBoard
		want    []string // in order: rank, county, score
	}{
		"nothing happened: nobody scores, all are first in protocol order": {
			[]RegionBoard{standing("a", 0, 0, 0, 0, 0, 0, 0, 0), standing("b", 0, 0, 0, 0, 0, 0, 0, 0)},
			[]string{"1 a 0", "1 b 0"},
		},
		"the best in everything has 100": {
			[]RegionBoard{standing("a", 1, 100000, 0, 0, 500, 4, 2, 0), standing("b", 4, 400000, 2, 1, 1000, 2, 2, 0)},
			[]string{"1 b 100", "2 a 22.5"},
		},
		"thirds are rounded to two decimals, half away from zero": {
			[]RegionBoard{standing("a", 1, 0, 0, 0, 0, 0, 0, 0), standing("b", 2, 0, 0, 0, 0, 0, 0, 0), standing("c", 3, 0, 0, 0, 0, 0, 0, 0)},
			[]string{"1 c 20", "2 b 13.33", "3 a 6.67"},
		},
		"equal scores: more signed investment first": {
			[]RegionBoard{standing("a", 0, 0, 2, 0, 0, 0, 0, 0), standing("b", 0, 300000, 0, 0, 0, 0, 0, 0)},
			[]string{"1 b 20", "2 a 20"},
		},
		"equal scores and investment: more started first": {
			[]RegionBoard{
				standing("a", 0, 100000, 0, 1, 500, 0, 0, 0), standing("b", 0, 100000, 3, 0, 500, 0, 0, 0),
				standing("c", 1, 100000, 0, 0, 500, 0, 0, 0),
			},
			[]string{"1 b 55", "2 c 55", "3 a 50"},
		},
		"what is equal in all shares its rank, the next one is left out": {
			[]RegionBoard{
				standing("a", 1, 100000, 0, 0, 0, 0, 0, 0), standing("b", 2, 200000, 0, 0, 0, 0, 0, 0),
				standing("c", 1, 100000, 0, 0, 0, 0, 0, 0), standing("d", 0, 0, 0, 0, 0, 0, 0, 0),
			},
			[]string{"1 b 40", "2 a 20", "2 c 20", "4 d 0"},
		},
		"on time: late ones and missing ones cost": {
			[]RegionBoard{standing("a", 0, 0, 0, 0, 0, 4, 4, 2), standing("b", 0, 0, 0, 0, 0, 3, 3, 0), standing("c", 0, 0, 0, 0, 0, 3, 1, 0)},
			[]string{"1 b 10", "2 a 5", "3 c 3.33"},
		},
		"a correction below zero earns nothing and takes nothing": {
			[]RegionBoard{standing("a", 1, 0, 0, 0, -500, 0, 0, 0), standing("b", 0, 0, 0, 0, 0, 0, 0, 0)},
			[]string{"1 a 20", "2 b 0"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if err := rank(DefaultFormula(), c.regions); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range c.regions {
				got = append(got, fmt.Sprintf("%d %s %s", r.Rank, r.RegionID, r.Score))
			}
			if diff := cmp.Diff(got, c.want); diff != "" {
				t.Errorf("ranking (-got +want):\n%s", diff)
			}
		})
	}
}

// TestOnTimeIsAShareOfWhatIsDue: what was handed in of projects that owe nothing any more counts on neither side.
func TestOnTimeIsAShareOfWhatIsDue(t *testing.T) {
	for name, c := range map[string]struct {
		said Submissions
		want int64
	}{
		"all in time":                           {Submissions{Due: 2, Submitted: 2}, 10000},
		"one of three late":                     {Submissions{Due: 3, Submitted: 3, Late: 1}, 6666},
		"the excused one hides no missing one":  {Submissions{Due: 1, Submitted: 1, Missing: 1, Excused: 1}, 0},
		"nor a missing one among several":       {Submissions{Due: 4, Submitted: 5, Missing: 1, Excused: 2}, 7500},
		"a late one that is excused costs none": {Submissions{Due: 1, Submitted: 2, Late: 1, Excused: 1, ExcusedLate: 1}, 10000},
		"a late one that is due costs beside it": {
			Submissions{Due: 2, Submitted: 4, Late: 2, Excused: 2, ExcusedLate: 1}, 5000,
		},
		"nothing due, one excused": {Submissions{Submitted: 1, Excused: 1}, 0},
		"nothing due":              {Submissions{}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if got := onTime(&Figures{Submissions: c.said}); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestEveryTermExplainsItself(t *testing.T) {
	regions := []RegionBoard{standing("a", 1, 100000, 0, 0, 500, 4, 3, 1), standing("b", 4, 400000, 2, 1, 1500, 2, 2, 0)}
	if err := rank(DefaultFormula(), regions); err != nil {
		t.Fatal(err)
	}
	var got []string
	var sum unit.Ratio
	for _, term := range regions[1].Terms {
		got = append(got, fmt.Sprintf("%s %d/%d %s x%s = %s", term.Key, term.Value, term.Best, term.Unit, term.Weight, term.Points))
		sum += term.Points
	}
	want := []string{
		"signedCount 1/4 个 x20 = 5", "signedInvestment 100000/400000 万元 x20 = 5", "startedCount 0/2 个 x20 = 0",
		"producingCount 0/1 个 x15 = 0", "investedYear 500/1500 万元 x15 = 5", "onTime 5000/10000 ‱ x10 = 5",
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("terms of a (-got +want):\n%s", diff)
	}
	if sum != regions[1].Score {
		t.Errorf("the terms add up to %s, the score is %s", sum, regions[1].Score)
	}
}

// TestWhoOwesNothingHasNoShare: such a county earns nothing, as formula 1 has it, and the term says that there was nothing to measure.
func TestWhoOwesNothingHasNoShare(t *testing.T) {
	regions := []RegionBoard{standing("a", 0, 0, 0, 0, 0, 2, 0, 0), standing("b", 0, 0, 0, 0, 0, 0, 0, 0)}
	if err := rank(DefaultFormula(), regions); err != nil {
		t.Fatal(err)
	}
	for _, r := range regions {
		for _, term := range r.Terms {
			if want := r.RegionID == "b" && term.Key == "onTime"; term.NoBasis != want || term.Points != 0 {
				t.Errorf("%s %s: no basis %v, %s points, want %v and none", r.RegionID, term.Key, term.NoBasis, term.Points, want)
			}
		}
	}
}

func TestChangeSinceTheLastMonth(t *testing.T) {
	before := []RegionBoard{standing("a", 2, 0, 0, 0, 0, 0, 0, 0), standing("b", 1, 0, 0, 0, 0, 0, 0, 0)}
	now := []RegionBoard{standing("a", 1, 0, 0, 0, 0, 0, 0, 0), standing("b", 4, 0, 0, 0, 0, 0, 0, 0), standing("c", 0, 0, 0, 0, 0, 0, 0, 0)}
	for _, regions := range [][]RegionBoard{before, now} {
		if err := rank(DefaultFormula(), regions); err != nil {
			t.Fatal(err)
		}
	}
	since(&Board{Regions: append(before, RegionBoard{RegionID: "c", Inactive: true})}, now)
	got := map[string]string{}
	for _, r := range now {
		change, points := "none", "none"
		if r.RankChange != nil {
			change = fmt.Sprint(*r.RankChange)
		}
		if r.Terms[0].Before != nil {
			points = r.Terms[0].Before.String()
		}
		got[r.RegionID] = change + ", had " + points
	}
	want := map[string]string{"a": "-1, had 20", "b": "1, had 10", "c": "none, had none"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("since the last month (-got +want):\n%s", diff)
	}
}

func TestFormulaKnowsItsIndicators(t *testing.T) {
	var sum unit.Ratio
	for _, w := range DefaultFormula().Terms {
		if _, ok := indicators[w.Key]; !ok || w.Label == "" || w.LabelEN == "" {
			t.Errorf("term %+v is not whole", w)
		}
		sum += w.Weight
	}
	if sum != unit.WholeRatio(100) {
		t.Errorf("the weights add up to %s, want 100", sum)
	}
	f := Formula{Number: 7, Terms: []Weight{{Key: "sunshine", Weight: unit.WholeRatio(1)}}}
	if err := rank(f, []RegionBoard{standing("a", 0, 0, 0, 0, 0, 0, 0, 0)}); err == nil {
		t.Error("an unknown indicator is weighed")
	}
}

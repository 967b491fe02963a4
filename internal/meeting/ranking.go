package meeting

import (
	"fmt"
	"sort"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// Formula is a version of the scoring formula: data, insert-only. The one with the highest number whose FromMonth is not after a month
// applies to it.
type Formula struct {
	store.Row
	Number    int64          `json:"number"`
	FromMonth calendar.Month `json:"fromMonth"`
	Terms     []Weight       `json:"terms" gorm:"serializer:json"`
	TieRule   Words          `json:"tieRule" gorm:"serializer:json"`
	Note      string         `json:"note"`
}

// Public lets everybody who is ranked read the formula.
func (Formula) Public() {}

// Weight is one term of a formula: which indicator, and for how many points at most.
type Weight struct {
	Key     string     `json:"key"`
	Label   string     `json:"label"`
	LabelEN string     `json:"labelEn"`
	Weight  unit.Ratio `json:"weight"`
}

// indicator reads a term's value from a county's figures. Without a basis there is nothing to measure, which is not the same as a bad result.
type indicator struct {
	unit  string
	value func(*Figures) int64
	basis func(*Figures) bool
}

// indicators is the table of what a formula may weigh.
var indicators = map[string]indicator{
	"signedCount":      {"个", func(f *Figures) int64 { return f.Month.Signed.Count }, always},
	"signedInvestment": {"万元", func(f *Figures) int64 { return int64(f.Month.Signed.InvestmentWan) }, always},
	"startedCount":     {"个", func(f *Figures) int64 { return f.Month.Started.Count }, always},
	"producingCount":   {"个", func(f *Figures) int64 { return f.Month.Producing.Count }, always},
	"investedYear":     {"万元", func(f *Figures) int64 { return int64(f.Invested.YearWan) }, always},
	"onTime":           {"‱", onTime, func(f *Figures) bool { return f.Submissions.Due > 0 }},
}

func always(*Figures) bool { return true }

// onTime is the share of the due statuses that came before the deadline, in ten-thousandths; nothing due earns nothing. What is excused is not
// due, so neither it nor its lateness is in the share.
func onTime(f *Figures) int64 {
	s := f.Submissions
	if s.Due == 0 {
		return 0
	}
	due, late := s.Submitted-s.Excused, s.Late-s.ExcusedLate
	return (due - late) * 10000 / s.Due
}

// DefaultFormula is the shipped formula, number 1: 100 points over six indicators.
func DefaultFormula() Formula {
	return Formula{
		Number: 1, FromMonth: "2000-01",
		Terms: []Weight{
			{"signedCount", "本月新签约个数", "Signed this month", unit.WholeRatio(20)},
			{"signedInvestment", "本月新签约总投资", "Investment signed this month", unit.WholeRatio(20)},
			{"startedCount", "本月新开工个数", "Started this month", unit.WholeRatio(20)},
			{"producingCount", "本月投产个数", "Producing this month", unit.WholeRatio(15)},
			{"investedYear", "本年完成投资", "Invested this year", unit.WholeRatio(15)},
			{"onTime", "按时填报率", "Reported on time", unit.WholeRatio(10)},
		},
		TieRule: Words{
			ZH: "每项得分＝权重×本地数值÷全市最高值，四舍五入到两位小数；总分相同的，依次比较本月新签约总投资、本月新开工个数，仍相同的名次并列。",
			EN: "Points of a term = weight x own value / best value, rounded to two decimals. Equal scores are told apart by investment signed this month, then by projects started; what is still equal shares its rank.",
		},
		Note: "shipped default",
	}
}

// rank scores the counties, sets their ranks and sorts them; equal ones keep the city's protocol order.
func rank(f Formula, regions []RegionBoard) error {
	for _, w := range f.Terms {
		i, ok := indicators[w.Key]
		if !ok {
			return fmt.Errorf("formula %d weighs an unknown indicator %q", f.Number, w.Key)
		}
		if err := score(w, i, regions); err != nil {
			return err
		}
	}
	sort.SliceStable(regions, func(a, b int) bool { return compare(&regions[a], &regions[b]) > 0 })
	for i := range regions {
		regions[i].Rank = i + 1
		if i > 0 && compare(&regions[i], &regions[i-1]) == 0 {
			regions[i].Rank = regions[i-1].Rank
		}
	}
	return nil
}

// score adds one term to every county.
func score(w Weight, i indicator, regions []RegionBoard) error {
	var best int64
	for r := range regions {
		best = max(best, i.value(&regions[r].Figures))
	}
	for r := range regions {
		f := &regions[r].Figures
		t := Term{
			Key: w.Key, Label: w.Label, LabelEN: w.LabelEN, Unit: i.unit, Value: max(0, i.value(f)), NoBasis: !i.basis(f), Best: best, Weight: w.Weight,
		}
		if best > 0 {
			points, err := unit.MulDiv(int64(w.Weight), t.Value, best)
			if err != nil {
				return err
			}
			t.Points = unit.Ratio(points)
		}
		regions[r].Terms = append(regions[r].Terms, t)
		regions[r].Score += t.Points
	}
	return nil
}

// compare is positive when a stands before b.
func compare(a, b *RegionBoard) int64 {
	for _, difference := range []int64{
		int64(a.Score - b.Score),
		int64(a.Figures.Month.Signed.InvestmentWan - b.Figures.Month.Signed.InvestmentWan),
		a.Figures.Month.Started.Count - b.Figures.Month.Started.Count,
	} {
		if difference != 0 {
			return difference
		}
	}
	return 0
}

// since compares a ranking with the one of the last closed month.
func since(before *Board, regions []RegionBoard) {
	if before == nil {
		return
	}
	earlier := map[string]*RegionBoard{}
	for i := range before.Regions {
		earlier[before.Regions[i].RegionID] = &before.Regions[i]
	}
	for i := range regions {
		old := earlier[regions[i].RegionID]
		if old == nil || old.Inactive {
			continue
		}
		gained := old.Rank - regions[i].Rank
		regions[i].RankChange = &gained
		points := map[string]unit.Ratio{}
		for _, t := range old.Terms {
			points[t.Key] = t.Points
		}
		for j := range regions[i].Terms {
			if p, ok := points[regions[i].Terms[j].Key]; ok {
				regions[i].Terms[j].Before = &p
			}
		}
	}
}

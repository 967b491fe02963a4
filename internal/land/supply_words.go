package land

import (
	"fmt"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/unit"
)

// Sentence states the year so far in Chinese for the papers; label is whose it is (全市, 武义县). Areas are whole 亩, percentages and points whole numbers: each is
// rounded once from the exact figures, half away from zero, so "持平" means that the rounded change is 0.
func Sentence(f SupplyFigures, label string) string {
	s := f.Year
	text := spanName(f.Through) + "，" + label
	if s.AreaMu == 0 {
		if s.LastYearMu == 0 {
			return text + "未出让工业用地。"
		}
		return text + fmt.Sprintf("未出让工业用地（上年同期%d亩）。", s.LastYearMu.Rounded())
	}
	return text + fmt.Sprintf("出让工业用地%d亩，%s，其中存量用地占比%d%%%s。", s.AreaMu.Rounded(), s.growth(), s.share(), s.difference())
}

func (s *SupplySpan) growth() string {
	percent, err := unit.WholeChange(s.AreaMu, s.LastYearMu)
	switch {
	case err != nil:
		return "上年同期无供地"
	case percent > 0:
		return fmt.Sprintf("同比增长%d%%", percent)
	case percent < 0:
		return fmt.Sprintf("同比下降%d%%", -percent)
	}
	return "与上年同期持平"
}

// share is asked only where something was supplied, so that it has a denominator.
func (s *SupplySpan) share() int64 {
	percent, _ := unit.WholeShare(s.StockMu, s.AreaMu)
	return percent
}

func (s *SupplySpan) difference() string {
	points, ok := s.points(100)
	switch {
	case !ok:
		return ""
	case points > 0:
		return fmt.Sprintf("，比上年同期提高%d个百分点", points)
	case points < 0:
		return fmt.Sprintf("，比上年同期下降%d个百分点", -points)
	}
	return "，与上年同期持平"
}

// spanName names January to the month as the papers do: 1月, 一季度, 上半年, 全年, else 1—N月.
func spanName(m calendar.Month) string {
	switch m.Number() {
	case 1:
		return "1月"
	case 3:
		return "一季度"
	case 6:
		return "上半年"
	case 12:
		return "全年"
	}
	return fmt.Sprintf("1—%d月", m.Number())
}

// SentenceEN is Sentence in English, with the same figures.
func SentenceEN(f SupplyFigures, label string) string {
	s := f.Year
	text := spanNameEN(f.Through) + ", " + label
	if s.AreaMu == 0 {
		if s.LastYearMu == 0 {
			return text + " supplied no industrial land."
		}
		return text + fmt.Sprintf(" supplied no industrial land (%d mu in the same period of last year).", s.LastYearMu.Rounded())
	}
	return text + fmt.Sprintf(" supplied %d mu of industrial land, %s; stock land made up %d%%%s.", s.AreaMu.Rounded(), s.growthEN(), s.share(), s.differenceEN())
}

func (s *SupplySpan) growthEN() string {
	percent, err := unit.WholeChange(s.AreaMu, s.LastYearMu)
	switch {
	case err != nil:
		return "after none in the same period of last year"
	case percent > 0:
		return fmt.Sprintf("up %d%% on the year", percent)
	case percent < 0:
		return fmt.Sprintf("down %d%% on the year", -percent)
	}
	return "unchanged on the year"
}

func (s *SupplySpan) differenceEN() string {
	points, ok := s.points(100)
	switch {
	case !ok:
		return ""
	case points > 0:
		return fmt.Sprintf(", %d points above the same period of last year", points)
	case points < 0:
		return fmt.Sprintf(", %d points below the same period of last year", -points)
	}
	return ", as in the same period of last year"
}

func spanNameEN(m calendar.Month) string {
	names := map[int]string{1: "In January", 3: "In the first quarter", 6: "In the first half of the year", 12: "In the whole year"}
	if name, ok := names[m.Number()]; ok {
		return name
	}
	return "From January to " + m.First().Time().Month().String()
}

package land

import (
	"math/big"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/store"
	"zhaoyin/internal/unit"
)

// SupplySpan is what was supplied in a span of months, beside the same months of the year before. Cancelled supplies count nowhere. Areas are exact sums;
// percentages are rounded once, half away from zero, to a hundredth. A percentage without a denominator is null: growth when nothing was supplied
// a year before, a share when nothing was supplied, points when either share is null.
type SupplySpan struct {
	Parcels                   int64       `json:"parcels"`
	AreaMu                    unit.Mu     `json:"areaMu"`
	StockMu                   unit.Mu     `json:"stockMu"`
	LastYearMu                unit.Mu     `json:"lastYearMu"`
	LastYearStockMu           unit.Mu     `json:"lastYearStockMu"`
	GrowthPercent             *unit.Ratio `json:"growthPercent"`
	StockSharePercent         *unit.Ratio `json:"stockSharePercent"`
	LastYearStockSharePercent *unit.Ratio `json:"lastYearStockSharePercent"`
	StockSharePoints          *unit.Ratio `json:"stockSharePoints"` // percentage points above the year before
}

// SupplyFigures are the figures of a month and of its year from January to the end of that month, by the day of each supply. The year before is counted to the end
// of the same month, also while the month itself still runs.
type SupplyFigures struct {
	Through calendar.Month `json:"month"`
	Month   SupplySpan     `json:"inMonth"`
	Year    SupplySpan     `json:"yearToDate"`
}

const supplySums = `SELECT s.region_id, s.source, substr(s.supplied_on, 1, 7), count(*), sum(s.area_mu) FROM land_supplies s
WHERE {reach:s} AND s.cancelled_at IS NULL AND (s.supplied_on BETWEEN ? AND ? OR s.supplied_on BETWEEN ? AND ?)
GROUP BY s.region_id, s.source, substr(s.supplied_on, 1, 7)`

// supplySum is what one county supplied from one source in one month.
type supplySum struct {
	region  string
	source  SupplySource
	month   calendar.Month
	parcels int64
	area    unit.Mu
}

// SupplyTally gives the figures of every county and zone within reach that supplied anything in the month's year so far or in the same months before it.
func SupplyTally(tx *store.Tx, month calendar.Month) (map[string]SupplyFigures, error) {
	before := month.Add(-12)
	rows, err := tx.Rows(supplySums, string(month.January().First()), string(month.Last()), string(before.January().First()), string(before.Last()))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]SupplyFigures{}
	for rows.Next() {
		var s supplySum
		if err := rows.Scan(&s.region, &s.source, &s.month, &s.parcels, &s.area); err != nil {
			return nil, err
		}
		f := all[s.region]
		f.Through = month
		f.add(s)
		all[s.region] = f
	}
	for id, f := range all {
		f.fill()
		all[id] = f
	}
	return all, rows.Err()
}

// SupplyTotal adds counties up to the figures of all of them; shares and growth are those of the sums.
func SupplyTotal(month calendar.Month, regions map[string]SupplyFigures) SupplyFigures {
	total := SupplyFigures{Through: month}
	for _, f := range regions {
		total.Month.plus(f.Month)
		total.Year.plus(f.Year)
	}
	total.fill()
	return total
}

func (f *SupplyFigures) add(s supplySum) {
	part := SupplySpan{Parcels: s.parcels, AreaMu: s.area}
	if s.source == StockSource {
		part.StockMu = s.area
	}
	if s.month.Before(f.Through.January()) {
		part = SupplySpan{LastYearMu: part.AreaMu, LastYearStockMu: part.StockMu}
		s.month = s.month.Add(12)
	}
	f.Year.plus(part)
	if s.month == f.Through {
		f.Month.plus(part)
	}
}

func (s *SupplySpan) plus(o SupplySpan) {
	s.Parcels += o.Parcels
	s.AreaMu += o.AreaMu
	s.StockMu += o.StockMu
	s.LastYearMu += o.LastYearMu
	s.LastYearStockMu += o.LastYearStockMu
}

func (f *SupplyFigures) fill() {
	f.Month.fill()
	f.Year.fill()
}

func (s *SupplySpan) fill() {
	s.GrowthPercent = known(unit.Change(s.AreaMu, s.LastYearMu))
	s.StockSharePercent = known(unit.Share(s.StockMu, s.AreaMu))
	s.LastYearStockSharePercent = known(unit.Share(s.LastYearStockMu, s.LastYearMu))
	s.StockSharePoints = nil
	if points, ok := s.points(10_000); ok {
		r := unit.Ratio(points)
		s.StockSharePoints = &r
	}
}

// known is the ratio, or nil where it has no denominator.
func known(r unit.Ratio, err error) *unit.Ratio {
	if err != nil {
		return nil
	}
	return &r
}

// points is the stock share less that of the year before, in percentage points at scale 100 and in hundredths of one at 10,000. It is rounded once, half away
// from zero, from the exact difference of the two fractions: the difference of two rounded shares may be one off.
func (s *SupplySpan) points(scale int64) (int64, bool) {
	if s.AreaMu <= 0 || s.LastYearMu <= 0 {
		return 0, false
	}
	product := func(a, b unit.Mu) *big.Int { return new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(b))) }
	numerator := new(big.Int).Sub(product(s.StockMu, s.LastYearMu), product(s.LastYearStockMu, s.AreaMu))
	denominator := product(s.AreaMu, s.LastYearMu)
	sign := int64(numerator.Sign())
	doubled := numerator.Abs(numerator).Mul(numerator, big.NewInt(2*scale))
	doubled.Add(doubled, denominator).Quo(doubled, denominator.Mul(denominator, big.NewInt(2)))
	return sign * doubled.Int64(), true
}

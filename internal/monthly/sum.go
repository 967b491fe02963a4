package monthly

import (
	"zhaoyin/internal/fault"
	"zhaoyin/internal/unit"
)

var (
	errSum        = fault.Define(fault.Invalid, "month.sum", "累计完成投资应等于上次累计 %s 万元加本月 %s 万元，即 %s 万元。", "The total must be the last total %s plus this month's %s: %s 万元.")
	errOpening    = fault.Define(fault.Invalid, "month.opening", "累计完成投资不能小于本月完成投资（%s 万元）。", "The total cannot be less than this month's investment (%s 万元).")
	errCorrection = fault.Define(fault.Invalid, "month.correction", "本月完成投资为负数，即更正以前月份，须说明更正原因。", "A negative investment corrects earlier months and needs its reason.")
	errBelowZero  = fault.Define(fault.Invalid, "month.belowZero", "累计完成投资不能为负：上次累计为 %s 万元。", "The total cannot be negative: the last total was %s 万元.")
	errUnchanged  = fault.Define(fault.Invalid, "month.unchanged", "选择“无变化”时，本月完成投资应为 0。", "With noChange, this month's investment must be 0.")
	errNegative   = fault.Define(fault.Invalid, "month.negative", "不能为负数。", "Must not be negative.")
)

// reckon sets the month's investment and the total: total = last total + this month. The first status of a project may bring an opening
// balance, what was invested before anybody reported.
func (s *Status) reckon(in Draft, last *Earlier, bad *fault.List) {
	before := totalOf(last)
	s.InvestedThisMonthWan = thisMonth(in, last, before)
	s.OpeningWan, s.FundsArrivedWan = 0, in.FundsArrivedWan
	right, err := unit.Sum(before, s.InvestedThisMonthWan)
	if err != nil {
		bad.Add("/investedThisMonthWan", fault.Range, -unit.Limit, unit.Limit)
		return
	}
	s.InvestedTotalWan = right
	slip := false
	switch given := in.InvestedTotalWan; {
	case given != nil && *given != right:
		s.InvestedTotalWan = *given
		s.explain(last, before, right, in.Confirmed, bad)
	case in.totalSlips(before, right):
		slip = true
		bad.Add("/investedTotalWan", errSlip, right.String(), lastTotal, before.String(), plausible(right, before).String())
	}
	s.checkSigns(before, slip, bad)
}

// totalSlips is true of a total that the county has given, or that falls, and that stands 10,000 times apart from the last one. Where it
// rises by the month's own figure, that figure is asked about instead.
func (in Draft) totalSlips(before, total unit.Wan) bool {
	return !in.Confirmed && (in.InvestedThisMonthWan == nil || total < before) && tenThousandfold(total, before)
}

// explain judges a total that is not the sum: it is the opening balance of a first status, else it is a mistake.
func (s *Status) explain(last *Earlier, before, right unit.Wan, confirmed bool, bad *fault.List) {
	switch {
	case last == nil:
		s.OpeningWan = s.InvestedTotalWan - s.InvestedThisMonthWan
		bad.Check(s.OpeningWan >= 0, "/investedTotalWan", errOpening, s.InvestedThisMonthWan.String())
	case !confirmed && tenThousandfold(s.InvestedTotalWan, right):
		bad.Add("/investedTotalWan", errSlip, s.InvestedTotalWan.String(), lastTotal, before.String(), right.String())
	default:
		bad.Add("/investedTotalWan", errSum, before.String(), s.InvestedThisMonthWan.String(), right.String())
	}
}

// checkSigns asks no reason for a fall that comes of a slip: it would only excuse the wrong unit.
func (s *Status) checkSigns(before unit.Wan, slip bool, bad *fault.List) {
	if s.NoChange && s.InvestedThisMonthWan != 0 {
		bad.Add("/investedThisMonthWan", errUnchanged)
	}
	if s.InvestedThisMonthWan < 0 && s.CorrectionReason == "" && !slip {
		bad.Add("/correctionReason", errCorrection)
	}
	bad.Check(s.InvestedTotalWan >= 0, "/investedTotalWan", errBelowZero, before.String())
	bad.Check(s.FundsArrivedWan >= 0, "/fundsArrivedWan", errNegative)
}

// thisMonth is the month's investment as given, or as it follows from the total.
func thisMonth(in Draft, last *Earlier, before unit.Wan) unit.Wan {
	switch {
	case in.InvestedThisMonthWan != nil:
		return *in.InvestedThisMonthWan
	case in.InvestedTotalWan != nil && last != nil && !in.NoChange:
		return *in.InvestedTotalWan - before
	}
	return 0
}

func totalOf(last *Earlier) unit.Wan {
	if last == nil {
		return 0
	}
	return last.InvestedTotalWan
}

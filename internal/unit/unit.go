// Package unit holds the exact quantities of the field: money in 万元, area in 亩, and ratios. All are integers inside; nothing here ever
// passes through a binary float, because a figure on the screen must equal the figure on the paper to the last digit.
package unit

import (
	"math"
	"math/bits"

	"zhaoyin/internal/fault"
)

// Limit bounds every quantity in its stored form (万元, hundredths of 亩, hundredths of a ratio). It is far beyond any real sum, keeps
// every value exact in a JavaScript number, and leaves room to add a million of them without wrapping.
const Limit = 9_000_000_000_000

var (
	errTooLarge = fault.Define(fault.Invalid, "unit.tooLarge",
		"数值超出可表示的范围（最大 %d）。", "The quantity is beyond what can be recorded (at most %d).")
	errUndefined = fault.Define(fault.Invalid, "unit.undefined",
		"分母为零或为负，无法计算。", "Cannot be computed: the denominator is zero or negative.")
)

// quantity is any of the exact words of this package.
type quantity interface{ Wan | Mu | Ratio }

// Sum adds quantities of one kind and refuses, never wraps, a total beyond Limit.
func Sum[Q quantity](terms ...Q) (Q, error) {
	var total int64
	for _, t := range terms {
		if outside(int64(t)) {
			return 0, errTooLarge.With(Limit)
		}
		total += int64(t)
		if outside(total) {
			return 0, errTooLarge.With(Limit)
		}
	}
	return Q(total), nil
}

// MulDiv is a×b÷c in 128-bit arithmetic, rounded half away from zero (四舍五入). c must be positive; a result that does not fit is refused.
func MulDiv(a, b, c int64) (int64, error) {
	if c <= 0 {
		return 0, errUndefined
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	lo, carry := bits.Add64(lo, uint64(c)/2, 0)
	hi += carry
	if hi >= uint64(c) {
		return 0, errTooLarge.With(Limit)
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	if q > math.MaxInt64 {
		return 0, errTooLarge.With(Limit)
	}
	if (a < 0) != (b < 0) {
		return -int64(q), nil
	}
	return int64(q), nil
}

// PerMu is money per 亩 in whole 万元/亩, rounded half away from zero: investment per mu (亩均投资), tax per mu (亩均税收). Without an area it is
// undefined and refused. To compare with a threshold use ReachesPerMu, which does not round.
func PerMu(w Wan, area Mu) (Wan, error) {
	v, err := quotient(int64(w), int64(area), hundred)
	return Wan(v), err
}

// ReachesPerMu says whether w over area is at least threshold 万元/亩, compared exactly: 299.9 does not reach 300 though it prints as 300.
// Without an area nothing is reached.
func ReachesPerMu(w Wan, area Mu, threshold Wan) bool {
	if area <= 0 || w < 0 || threshold < 0 {
		return false
	}
	hi, lo := bits.Mul64(uint64(w), hundred)
	needHi, needLo := bits.Mul64(uint64(threshold), uint64(area))
	return hi > needHi || hi == needHi && lo >= needLo
}

// Share is part of whole in percent (占比), to a hundredth of a percent, rounded half away from zero.
func Share[Q quantity](part, whole Q) (Ratio, error) {
	v, err := quotient(int64(part), int64(whole), hundred*hundred)
	return Ratio(v), err
}

// Change is the growth of now on before in percent (同比, 环比), to a hundredth of a percent, rounded half away from zero. From nothing, growth is
// undefined and refused.
func Change[Q quantity](now, before Q) (Ratio, error) {
	if outside(int64(now)) || outside(int64(before)) {
		return 0, errTooLarge.With(Limit)
	}
	v, err := quotient(int64(now)-int64(before), int64(before), hundred*hundred)
	return Ratio(v), err
}

// WholeShare is Share in whole percent, rounded once from the exact quotient (rounding a rounded Ratio again may be one off).
func WholeShare[Q quantity](part, whole Q) (int64, error) {
	return MulDiv(int64(part), hundred, int64(whole))
}

// WholeChange is Change in whole percent, rounded once from the exact quotient.
func WholeChange[Q quantity](now, before Q) (int64, error) {
	if outside(int64(now)) || outside(int64(before)) {
		return 0, errTooLarge.With(Limit)
	}
	return MulDiv(int64(now)-int64(before), hundred, int64(before))
}

// quotient is a×scale÷c, refused beyond Limit.
func quotient(a, c, scale int64) (int64, error) {
	v, err := MulDiv(a, scale, c)
	if err == nil && outside(v) {
		return 0, errTooLarge.With(Limit)
	}
	return v, err
}

func outside(v int64) bool { return v > Limit || v < -Limit }

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}

package unit

import (
	"database/sql/driver"

	"zhaoyin/internal/fault"
)

// Ratio is a number kept to two decimals as integer hundredths: a plot ratio (容积率) of 1.25, or a share of 62.35 percent. Which of the two it is
// stands in the field's name. JSON and storage follow Mu.
type Ratio int64

var errRatio = fault.Define(fault.Invalid, "unit.ratio",
	"应为数字，最多两位小数，不带引号。", "Must be a number with at most two decimals, without quotes.")

// ParseRatio reads a number such as "1.25"; exponents, signs of percent and a third decimal are refused.
func ParseRatio(s string) (Ratio, error) {
	v, ok := parseDecimal(s, 2)
	if !ok {
		return 0, errRatio
	}
	return Ratio(v), nil
}

// WholeRatio makes a ratio of a whole number, for literals such as 100 percent. n must be within ±90 billion.
func WholeRatio(n int64) Ratio { return Ratio(n * hundred) }

// String is the number, exact and without trailing zeros.
func (r Ratio) String() string { return formatDecimal(int64(r), 2) }

// Rounded is the whole number, rounded half away from zero. A percentage that was itself rounded may come out one off: use WholeShare or
// WholeChange on the figures when they are at hand.
func (r Ratio) Rounded() int64 {
	v, _ := MulDiv(int64(r), 1, hundred) // cannot fail: dividing by a positive constant
	return v
}

// MarshalJSON writes a JSON number.
func (r Ratio) MarshalJSON() ([]byte, error) { return marshal(int64(r), 2) }

// UnmarshalJSON takes a JSON number from its digits, never through a float; null is refused.
func (r *Ratio) UnmarshalJSON(text []byte) error {
	v, err := ParseRatio(string(text))
	if err == nil {
		*r = v
	}
	return err
}

// Value stores integer hundredths.
func (r Ratio) Value() (driver.Value, error) { return store(int64(r)) }

// Scan reads integer hundredths, also as the text in which PostgreSQL gives a SUM.
func (r *Ratio) Scan(src any) error { return scan((*int64)(r), src, "unit.Ratio") }

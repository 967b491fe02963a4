package unit

import (
	"database/sql/driver"

	"zhaoyin/internal/fault"
)

// Mu is an area in hundredths of a 亩 (one fifteenth of a hectare, 666.67 m²). In JSON it is a number of 亩 with at most two decimals, written
// exactly and without trailing zeros (100.25, 100.5, 100); in the database the integer hundredths (BIGINT).
type Mu int64

// hundred is how many stored units make one 亩, or one of a Ratio.
const hundred = 100

var errMu = fault.Define(fault.Invalid, "unit.mu",
	"面积应为数字（亩），最多两位小数，不带引号。", "An area is a number of 亩 (mu) with at most two decimals, without quotes.")

// ParseMu reads an area in 亩 such as "100.25"; exponents, separators and a third decimal are refused.
func ParseMu(s string) (Mu, error) {
	v, ok := parseDecimal(s, 2)
	if !ok {
		return 0, errMu
	}
	return Mu(v), nil
}

// WholeMu makes an area of a whole number of 亩, for literals and settings. n must be within ±90 billion 亩.
func WholeMu(n int64) Mu { return Mu(n * hundred) }

// String is the area in 亩 without its unit, exact and without trailing zeros.
func (m Mu) String() string { return formatDecimal(int64(m), 2) }

// Rounded is the area in whole 亩, rounded half away from zero, for running text.
func (m Mu) Rounded() int64 {
	v, _ := MulDiv(int64(m), 1, hundred) // cannot fail: dividing by a positive constant
	return v
}

// MarshalJSON writes a JSON number of 亩.
func (m Mu) MarshalJSON() ([]byte, error) { return marshal(int64(m), 2) }

// UnmarshalJSON takes a JSON number of 亩 from its digits, never through a float; null is refused (an area that may be absent is a pointer).
func (m *Mu) UnmarshalJSON(text []byte) error {
	v, err := ParseMu(string(text))
	if err == nil {
		*m = v
	}
	return err
}

// Value stores integer hundredths.
func (m Mu) Value() (driver.Value, error) { return store(int64(m)) }

// Scan reads integer hundredths, also as the text in which PostgreSQL gives a SUM.
func (m *Mu) Scan(src any) error { return scan((*int64)(m), src, "unit.Mu") }

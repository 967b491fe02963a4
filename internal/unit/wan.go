package unit

import (
	"database/sql/driver"
	"strconv"

	"zhaoyin/internal/fault"
)

// Wan is money in whole 万元 (10,000 yuan), the unit in which the field reports; 100,000 is 10 亿元. In JSON and in the database it is an integer
// of absolute value at most Limit. A fund in foreign money uses it too (万美元): the unit of currency is in the field's name.
type Wan int64

// wanPerYi is how many 万元 make one 亿元.
const wanPerYi = 10_000

var errWan = fault.Define(fault.Invalid, "unit.wan",
	"金额应为整数（万元），不带小数和引号，绝对值不超过 %d。",
	"Money is a whole number of 万元 (10,000 yuan), no decimals or quotes, at most %d.")

// ParseWan reads what a sheet or a query says, such as "149600"; decimals, exponents and separators are refused.
func ParseWan(s string) (Wan, error) {
	v, ok := parseDecimal(s, 0)
	if !ok {
		return 0, errWan.With(Limit)
	}
	return Wan(v), nil
}

// String is the amount in 万元 without its unit.
func (w Wan) String() string { return strconv.FormatInt(int64(w), 10) }

// Yi is the same amount in 亿元, exact, without its unit: 149600 is "14.96".
func (w Wan) Yi() string { return formatDecimal(int64(w), 4) }

// YiRounded is the amount in 亿元 with exactly places (0 to 4) decimals, rounded half away from zero, for columns that must align.
func (w Wan) YiRounded(places int) string {
	step := int64(1)
	for range 4 - places {
		step *= 10
	}
	v, _ := MulDiv(int64(w), 1, step) // cannot fail: the divisor is positive and at most wanPerYi
	return formatFixed(v, places)
}

// YiShown is the amount in 亿元 as people read it: two decimals, rounded half away from zero. Where that would show a whole 亿元 which is not reached (199,999
// 万元 is not 20.00 and not in the class from 20 亿元 on), it is exact.
func (w Wan) YiShown() string {
	const hundredth = wanPerYi / 100
	rounded, _ := MulDiv(int64(w), 1, hundredth) // cannot fail: the divisor is positive
	if rounded%100 == 0 && magnitude(rounded)*hundredth > magnitude(int64(w)) {
		return w.Yi()
	}
	return formatFixed(rounded, 2)
}

// FromYi makes an amount of a whole number of 亿元, for thresholds such as 10 亿元; a result beyond Limit is refused.
func FromYi(yi int64) (Wan, error) {
	if yi > Limit/wanPerYi || yi < -Limit/wanPerYi {
		return 0, errTooLarge.With(Limit)
	}
	return Wan(yi * wanPerYi), nil
}

// MarshalJSON writes a JSON integer.
func (w Wan) MarshalJSON() ([]byte, error) { return marshal(int64(w), 0) }

// UnmarshalJSON takes a JSON integer and nothing else: not 1.5, 1e3, "5" or null (an amount that may be absent is a pointer).
func (w *Wan) UnmarshalJSON(text []byte) error {
	v, err := ParseWan(string(text))
	if err == nil {
		*w = v
	}
	return err
}

// Value stores the integer.
func (w Wan) Value() (driver.Value, error) { return store(int64(w)) }

// Scan reads the integer, also as the text in which PostgreSQL gives a SUM.
func (w *Wan) Scan(src any) error { return scan((*int64)(w), src, "unit.Wan") }

package unit

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
)

// parseDecimal reads -?digits(.digits)? with at most places decimals into an integer scaled by 10^places. It accepts what JSON accepts as a
// number without an exponent, so a leading zero, a plus sign and a bare dot are refused, as is anything beyond Limit.
func parseDecimal(s string, places int) (int64, bool) {
	body, negative := strings.CutPrefix(s, "-")
	whole, fraction, dotted := strings.Cut(body, ".")
	if !digits(whole) || len(whole) > 1 && whole[0] == '0' {
		return 0, false
	}
	if dotted && (!digits(fraction) || len(fraction) > places) {
		return 0, false
	}
	padded := whole + fraction + strings.Repeat("0", places-len(fraction))
	v, err := strconv.ParseInt(padded, 10, 64)
	if err != nil || v > Limit {
		return 0, false
	}
	if negative {
		v = -v
	}
	return v, true
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// formatDecimal writes v, scaled by 10^places, without trailing zeros.
func formatDecimal(v int64, places int) string {
	s := formatFixed(v, places)
	if places == 0 {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// formatFixed writes v, scaled by 10^places, with all its places.
func formatFixed(v int64, places int) string {
	s := strconv.FormatUint(magnitude(v), 10)
	if missing := places + 1 - len(s); missing > 0 {
		s = strings.Repeat("0", missing) + s
	}
	if places > 0 {
		s = s[:len(s)-places] + "." + s[len(s)-places:]
	}
	if v < 0 {
		s = "-" + s
	}
	return s
}

func marshal(v int64, places int) ([]byte, error) {
	if outside(v) {
		return nil, errTooLarge.With(Limit)
	}
	return []byte(formatDecimal(v, places)), nil
}

func store(v int64) (driver.Value, error) {
	if outside(v) {
		return nil, errTooLarge.With(Limit)
	}
	return v, nil
}

// scan takes whole numbers only: a float from a driver means that a query did arithmetic which it must not do.
func scan(dst *int64, src any, what string) error {
	switch v := src.(type) {
	case int64:
		return keep(dst, v)
	case []byte:
		return scanText(dst, string(v), what)
	case string:
		return scanText(dst, v, what)
	default:
		return fmt.Errorf("scan %s: %T is not a whole number", what, src)
	}
}

func scanText(dst *int64, text, what string) error {
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return fmt.Errorf("scan %s: %w", what, err)
	}
	return keep(dst, v)
}

func keep(dst *int64, v int64) error {
	if outside(v) {
		return errTooLarge.With(Limit)
	}
	*dst = v
	return nil
}

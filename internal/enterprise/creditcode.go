package enterprise

import (
	"strings"
	"unicode"

	"zhaoyin/internal/fault"
)

// The unified social credit code (统一社会信用代码), GB 32100-2015: authority, kind, six digits of region, nine characters that the issuer gives its body,
// and a check character over all.
const (
	creditCodeLength = 18
	regionStart      = 2 // index of the region's first digit
	bodyStart        = 8 // index of the first character after the region

	// creditCodeChars are the characters of the code by value; I, O, S, V and Z are left out because they are misread.
	creditCodeChars = "0123456789ABCDEFGHJKLMNPQRTUWXY"
)

// creditCodeWeights are the weights of the check: 3^i mod 31.
var creditCodeWeights = [creditCodeLength - 1]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

var (
	errCreditCodeLength = fault.Define(fault.Invalid, "enterprise.creditCodeLength",
		"统一社会信用代码应为 18 位，现为 %d 位。", "A unified social credit code has 18 characters; this has %d.")
	errCreditCodeCharacter = fault.Define(fault.Invalid, "enterprise.creditCodeCharacter",
		"统一社会信用代码第 %d 位不能是“%s”（第 3 至 8 位为数字，不使用 I、O、S、V、Z）。",
		"Character %d of a unified social credit code cannot be %q (3 to 8 are digits; I, O, S, V and Z are not used).")
	errCreditCodeCheck = fault.Define(fault.Invalid, "enterprise.creditCodeCheck",
		"统一社会信用代码校验不符：按前 17 位，末位应为“%s”，现为“%s”，请核对是否有录错的字符。",
		"The unified social credit code fails its check: after these 17 characters the last should be %s, not %s; look for a mistyped character.")
)

// NormalizeCreditCode takes what people type or paste: full-width characters become half-width, letters upper case, spaces go. Anything else
// stays for CheckCreditCode to name.
func NormalizeCreditCode(s string) string {
	const fullWidth, gap = '！', '！' - '!' // U+FF01 to U+FF5E repeat the printable ASCII characters
	return strings.Map(func(r rune) rune {
		if r >= fullWidth && r <= '～' {
			r -= gap
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}

// CheckCreditCode verifies a normalized code. 31 is prime and no weight is a multiple of it, so a single mistyped character never passes; nor do two
// neighbours swapped. What passes is well formed, not proven to exist.
func CheckCreditCode(s string) error {
	chars := []rune(s)
	if len(chars) != creditCodeLength {
		return errCreditCodeLength.With(len(chars))
	}
	for i, r := range chars {
		digit := r >= '0' && r <= '9'
		if !strings.ContainsRune(creditCodeChars, r) || (i >= regionStart && i < bodyStart && !digit) {
			return errCreditCodeCharacter.With(i+1, string(r))
		}
	}
	if want, got := creditCodeCheck(s), s[creditCodeLength-1:]; got != want {
		return errCreditCodeCheck.With(want, got)
	}
	return nil
}

// creditCodeCheck is the check character that belongs to the first 17: 31 less their weighted sum mod 31, where 31 stands for 0.
func creditCodeCheck(s string) string {
	sum := 0
	for i, weight := range creditCodeWeights {
		sum += strings.IndexByte(creditCodeChars, s[i]) * weight
	}
	check := (31 - sum%31) % 31
	return creditCodeChars[check : check+1]
}

package enterprise

import (
	"strings"
	"unicode"

	"zhaoyin/internal/fault"
)

// The unified social credit code (统一社会信用代码), GB 32100-2015: authority, kind, six digits of region, nine characters of organization code
// (GB 11714) of which the last is its own check character, and a check character over all.
const (
	creditCodeLength = 18
	orgCodeStart     = 8  // index of the organization code's first character
	orgCodeCheck     = 16 // index of its check character

	// creditCodeChars are the characters of the code by value; I, O, S, V and Z are left out because they are misread.
	creditCodeChars = "0123456789ABCDEFGHJKLMNPQRTUWXY"
)

// The weights of the two checks: 3^i mod 31, and those of GB 11714.
var (
	creditCodeWeights = [creditCodeLength - 1]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	orgCodeWeights    = [orgCodeCheck - orgCodeStart]int{3, 7, 9, 10, 5, 8, 4, 2}
)

var (
	errCreditCodeLength = fault.Define(fault.Invalid, "enterprise.creditCodeLength",
		"统一社会信用代码应为 18 位，现为 %d 位。", "A unified social credit code has 18 characters; this has %d.")
	errCreditCodeCharacter = fault.Define(fault.Invalid, "enterprise.creditCodeCharacter",
		"统一社会信用代码第 %d 位不能是“%s”（第 3 至 8 位为数字，不使用 I、O、S、V、Z）。",
		"Character %d of a unified social credit code cannot be %q (3 to 8 are digits; I, O, S, V and Z are not used).")
	errCreditCodeCheck = fault.Define(fault.Invalid, "enterprise.creditCodeCheck",
		"统一社会信用代码校验不符：按前 17 位，末位应为“%s”，现为“%s”，请核对是否有录错的字符。",
		"The unified social credit code fails its check: after these 17 characters the last should be %s, not %s; look for a mistyped character.")
	errCreditCodeOrganization = fault.Define(fault.Invalid, "enterprise.creditCodeOrganization",
		"统一社会信用代码第 9 至 17 位不是有效的组织机构代码：第 17 位应为“%s”，现为“%s”。",
		"Characters 9 to 17 of the unified social credit code are not an organization code: the 17th should be %s, not %s.")
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
		if !strings.ContainsRune(creditCodeChars, r) || (i >= 2 && i < orgCodeStart && !digit) {
			return errCreditCodeCharacter.With(i+1, string(r))
		}
	}
	if want, got := creditCodeCheck(s), s[creditCodeLength-1:]; got != want {
		return errCreditCodeCheck.With(want, got)
	}
	if want, got := organizationCheck(s[orgCodeStart:orgCodeCheck]), s[orgCodeCheck:orgCodeCheck+1]; got != want {
		return errCreditCodeOrganization.With(want, got)
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

// organizationCheck is the check character of an organization code's eight characters: 11 less their weighted sum mod 11, where 10 is X and 11 is 0.
// Letters count from A = 10 without gaps.
func organizationCheck(s string) string {
	sum := 0
	for i, weight := range orgCodeWeights {
		value := int(s[i] - '0')
		if s[i] >= 'A' {
			value = int(s[i]-'A') + 10
		}
		sum += value * weight
	}
	const byRest = "0X987654321"
	return byRest[sum%11 : sum%11+1]
}

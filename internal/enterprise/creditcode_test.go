package enterprise

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhaoyin/internal/fault"
)

// published are codes of companies as they stand in their own public filings.
var published = map[string]string{
	"91440300708461136T": "腾讯科技（深圳）有限公司",
	"9144030071526726XG": "深圳市腾讯计算机系统有限公司",
	"91330100799655058B": "阿里巴巴（中国）有限公司",
	"91110000802100433B": "百度在线网络技术（北京）有限公司",
	"914403001922038216": "华为技术有限公司",
	"9152000071430580XT": "贵州茅台酒股份有限公司",
	"91440300192317458F": "比亚迪股份有限公司",
	"91350900587527783P": "宁德时代新能源科技股份有限公司",
	"91330000733796106P": "杭州海康威视数字技术股份有限公司",
	"91330000727215176K": "浙江大华技术股份有限公司",
	"91330000712560751D": "横店集团东磁股份有限公司",
	"91330000747735638J": "浙江吉利控股集团有限公司",
	"91370200163562681G": "海尔智家股份有限公司",
	"91110108551385082Q": "小米科技有限责任公司",
	"91310000132260250X": "上海汽车集团股份有限公司",
	"91330110MA27WLNG6K": "a company registered after 2015, whose organization code has letters",
}

func TestPublishedCodesPass(t *testing.T) {
	for code, name := range published {
		if err := CheckCreditCode(code); err != nil {
			t.Errorf("%s: got %v, want none", name, err)
		}
	}
}

func TestCheckCreditCode(t *testing.T) {
	tests := []struct {
		name, code string
		want       *fault.Fault
		sentence   string
	}{
		{"empty", "", errCreditCodeLength, "A unified social credit code has 18 characters; this has 0."},
		{"one short", "91330100799655058", errCreditCodeLength, "A unified social credit code has 18 characters; this has 17."},
		{"Chinese characters are counted as such", strings.Repeat("浙", 6), errCreditCodeLength, "A unified social credit code has 18 characters; this has 6."},
		{"O for zero", "9133O100799655058B", errCreditCodeCharacter, ""},
		{"a letter in the region", "9133A100799655058B", errCreditCodeCharacter, ""},
		{"lower case", "91330100799655058b", errCreditCodeCharacter, ""},
		{"18 Chinese characters", strings.Repeat("浙", 18), errCreditCodeCharacter, ""},
		{"the last character", "91330100799655058C", errCreditCodeCheck, "The unified social credit code fails its check: after these 17 characters the last should be B, not C; look for a mistyped character."},
		{"two neighbours swapped", "91330100796955058B", errCreditCodeCheck, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckCreditCode(tt.code)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %s", err, tt.want.Code)
			}
			if e, _ := fault.Find(err); tt.sentence != "" && e.Fault.Sentence("en", e.Args...) != tt.sentence {
				t.Errorf("got %q, want %q", e.Fault.Sentence("en", e.Args...), tt.sentence)
			}
		})
	}
}

// TestOrganizationCodeIsNotJudged: the rule asks for the check character over all; what the 17th is, its issuer knows.
func TestOrganizationCodeIsNotJudged(t *testing.T) {
	for _, code := range []string{"91330723123456789M", "91330100799655050X", "9133072312345678XD", "91330723MA2ABCDE01"} {
		code = withCheck(code[:creditCodeLength-1])
		if err := CheckCreditCode(code); err != nil {
			t.Errorf("%s: got %v, want none", code, err)
		}
	}
}

func TestNormalizeCreditCode(t *testing.T) {
	tests := map[string]string{
		" 91330100799655058b\n":    "91330100799655058B",
		"９１３３０１００７９９６５５０５８Ｂ":       "91330100799655058B",
		"9133 0100 7996 5505 8ｂ":   "91330100799655058B",
		"91330100799655058B\u3000": "91330100799655058B",
		"9133-0100":                "9133-0100",
		"":                         "",
	}
	for in, want := range tests {
		if got := NormalizeCreditCode(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestNoSingleSlipPasses makes codes of every kind, not only published ones, and changes one character.
func TestNoSingleSlipPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := validCode(t)
		if err := CheckCreditCode(code); err != nil {
			t.Fatalf("%s: got %v, want none", code, err)
		}
		at := rapid.IntRange(0, creditCodeLength-1).Draw(t, "at")
		slip := rapid.SampledFrom([]byte(creditCodeChars+"IOSVZ*")).Draw(t, "slip")
		changed := code[:at] + string(slip) + code[at+1:]
		if err := CheckCreditCode(changed); changed != code && err == nil {
			t.Fatalf("%s made %s at %d: got none, want a fault", code, changed, at)
		}
	})
}

func TestNoSwapOfNeighboursPasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := validCode(t)
		at := rapid.IntRange(0, creditCodeLength-2).Draw(t, "at")
		changed := code[:at] + code[at+1:at+2] + code[at:at+1] + code[at+2:]
		if err := CheckCreditCode(changed); changed != code && err == nil {
			t.Fatalf("%s made %s at %d: got none, want a fault", code, changed, at)
		}
	})
}

func validCode(t *rapid.T) string {
	return withCheck(rapid.StringMatching(`[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{9}`).Draw(t, "first 17"))
}

func withCheck(first17 string) string { return first17 + creditCodeCheck(first17) }

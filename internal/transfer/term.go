package transfer

import (
	"regexp"
	"strings"

	"zhaoyin/internal/fault"
)

var (
	errPhone  = fault.Define(fault.Invalid, "import.phone", "不像电话号码：%s。", "This does not look like a telephone number: %s.")
	errCredit = fault.Define(fault.Invalid, "import.creditCode", "统一社会信用代码应为 18 位：%s（如果末几位变成 0 或出现 E，请把该列设为文本后重新填写）。", "A unified social credit code has 18 characters: %s (if its end became zeros or an E appeared, make the column text and enter it again).")
	errCode   = fault.Define(fault.Invalid, "import.nationalCode", "项目代码形如 2205-330723-04-01-123456：%s。", "A national project code looks like 2205-330723-04-01-123456: %s.")
	errURL    = fault.Define(fault.Invalid, "import.url", "网址应以 http:// 或 https:// 开头：%s。", "An address begins with http:// or https://: %s.")

	warnSeveral = fault.Define(fault.Invalid, "import.several", "“%s”有多个，取第一个：%s。", "“%s” holds several; took the first: %s.")
)

// Term is one choice that a cell may name: by its code, its name, its short name or another name in use.
type Term struct {
	Code    string
	Name    string
	Short   string
	Aliases []string
}

// In is the term's name, the same in each language, for the lists in messages.
func (t Term) In(string) string { return t.Name }

// Vocabulary is what cells are matched against, as the caller may see it: the regions that report, the industry classification, the key chains and
// the channels.
type Vocabulary struct {
	Regions    []Term
	Industries []Term
	Chains     []Term
	Channels   []Term
}

// called gives the terms that go by the squeezed name.
func called(list []Term, name string) []Term {
	var found []Term
	for _, t := range list {
		names := append([]string{t.Code, t.Name, t.Short}, t.Aliases...)
		for _, n := range names {
			if n != "" && squeeze(n) == name {
				found = append(found, t)
				break
			}
		}
	}
	return found
}

// parseTerm finds the one term that a cell names; what stands in brackets is a remark unless it belongs to the name.
func parseTerm(text string, list []Term) (string, []Note, error) {
	folded := fold(text)
	outside, remark := apart(folded)
	if empty, notes := blank(outside); empty && remark == "" {
		return "", notes, nil
	}
	if found := called(list, squeeze(folded)); len(found) == 1 {
		return found[0].Code, nil, nil
	}
	found := called(list, squeeze(outside))
	switch len(found) {
	case 0:
		return "", nil, errNoTerm.With(text, names(list))
	case 1:
		return found[0].Code, also(found[0], remark), nil
	}
	return "", nil, errAmbiguous.With(text, names(found))
}

// also warns about a remark, unless the remark is another name of the same term: "金东区（金义新区）".
func also(t Term, remark string) []Note {
	if remark == "" || len(called([]Term{t}, squeeze(remark))) == 1 {
		return nil
	}
	return remarked(t.Name, remark)
}

func names(list []Term) string {
	const most = 20
	var all []string
	for _, t := range list {
		if len(all) == most {
			all = append(all, "…")
			break
		}
		all = append(all, t.Name)
	}
	return strings.Join(all, "、")
}

var phone = regexp.MustCompile(`^(\+?86-?)?(1\d{10}|400\d{7}|0\d{2,3}-?\d{7,8}|\d{7,8})(-\d{1,6}|转\d{1,6})?$`)

func parsePhone(text string) (string, []Note, error) {
	folded := fold(text)
	outside, remark := apart(folded)
	if empty, notes := blank(outside); empty {
		return "", notes, nil
	}
	parts := strings.FieldsFunc(outside, func(r rune) bool { return strings.ContainsRune("/、,;", r) })
	if len(parts) == 0 {
		return "", nil, errPhone.With(text)
	}
	first := unspaced.Replace(parts[0])
	if !phone.MatchString(first) {
		return "", nil, errPhone.With(text)
	}
	if len(parts) > 1 {
		return first, []Note{note(first, warnSeveral, text, first)}, nil
	}
	return first, remarked(first, remark), nil
}

var creditShape = regexp.MustCompile(`^[0-9A-HJ-NP-RTUWXY]{18}$`)

// parseCreditCode checks the characters of a 统一社会信用代码 (GB 32100-2015); its check character is the enterprise's business.
func parseCreditCode(text string) (string, []Note, error) {
	folded := fold(text)
	if empty, notes := blank(folded); empty {
		return "", notes, nil
	}
	code := strings.ToUpper(squeeze(folded))
	if !creditShape.MatchString(code) {
		return "", nil, errCredit.With(text)
	}
	return code, nil, nil
}

// parseProjectCode reads the code that the system has given a project; whether there is one of it is seen where the row is compared.
func parseProjectCode(text string) (string, []Note, error) {
	folded := fold(text)
	if empty, notes := blank(folded); empty {
		return "", notes, nil
	}
	code, err := plain(strings.ToUpper(dashed.Replace(squeeze(folded))), 40)
	return code, nil, err
}

// dashed writes the dashes of a code as codes have them.
var unspaced = strings.NewReplacer(" ", "", "—", "-", "–", "-")

var dashed = strings.NewReplacer("—", "-", "–", "-", "−", "-")

var nationalShape = regexp.MustCompile(`^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$`)

func parseNationalCode(text string) (string, []Note, error) {
	folded := fold(text)
	if empty, notes := blank(folded); empty {
		return "", notes, nil
	}
	code := dashed.Replace(squeeze(folded))
	if !nationalShape.MatchString(code) {
		return "", nil, errCode.With(text)
	}
	return code, nil, nil
}

// parseURL keeps one or more addresses as they stand. Only http and https: a page will show them as links.
func parseURL(text string) (string, error) {
	for _, one := range strings.Fields(strings.ReplaceAll(text, " ; ", " ")) {
		if !strings.HasPrefix(one, "https://") && !strings.HasPrefix(one, "http://") {
			return "", errURL.With(one)
		}
	}
	return plain(text, 2_000)
}

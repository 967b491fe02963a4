package transfer

import (
	"regexp"
	"strings"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/vocabulary"
)

var (
	errIndustry     = fault.Define(fault.Invalid, "import.industryText", "“%s”对应不到国民经济行业类别：请填代码或类别名称（例如 C3825），或在“行业文字对应的代码”中说明（命令行 --industry %[1]s=代码）。", "“%s” matches no class of the industry classification: write its code or name, such as C3825, or say which class the text means (--industry %[1]s=CODE).")
	errNoIndustry   = fault.Define(fault.Invalid, "import.noIndustry", "国民经济行业分类（GB/T 4754）中没有代码“%s”。", "The industry classification (GB/T 4754) has no code “%s”.")
	errIndustryName = fault.Define(fault.Invalid, "import.industryName", "“%s”中的代码 %s 与所附文字不符：该代码为“%s”。请只填代码，或改正其中之一。", "In “%s” the code %s and the words differ: the code is “%s”. Write the code alone, or mend one of them.")

	warnIndustry         = fault.Define(fault.Invalid, "import.industry", "“%s”不是国民经济行业代码或类别名称，行业未取。", "“%s” is neither a code nor the name of a class of the industry classification; no industry was taken.")
	warnIndustryGiven    = fault.Define(fault.Invalid, "import.industryGiven", "“%s”按给定的对照取 %s。", "“%s” was taken as %s, by the table given.")
	warnIndustryDivision = fault.Define(fault.Invalid, "import.industryDivision", "制造业以外的类别只收到大类，“%s”取 %s（%s）。", "Outside manufacturing the classification is kept down to its divisions; “%s” was taken as %s (%s).")
	warnIndustryAssumed  = fault.Define(fault.Invalid, "import.industryAssumed", "“%s”不是国民经济行业代码或类别名称；来源称计入，按要求取门类 C（制造业）。", "“%s” is neither a code nor the name of a class of the industry classification; the source says that the project counts, so section C (manufacturing) was taken, as asked.")
	warnIndustryUnstated = fault.Define(fault.Invalid, "import.industryUnstated", "行业未填；来源称计入，按要求取门类 C（制造业）。", "No industry is given; the source says that the project counts, so section C (manufacturing) was taken, as asked.")
	warnCountsNot        = fault.Define(fault.Invalid, "import.countsNot", "来源称计入，按规则不计入：%s。", "The source says that the project counts; by the rule it does not: %s.")
)

// manufacturing is section C of GB/T 4754-2017.
const manufacturing = "C"

// readIndustry takes what somebody who knows has said of the text before what the text itself says.
func readIndustry(c cell, p *Project) (notes []Note, err error) {
	if p.IndustryText, err = plain(c.text, 200); err != nil {
		return nil, err
	}
	if code := c.options.Industries[p.IndustryText]; code != "" {
		p.Industry = code
		return []Note{note(code, warnIndustryGiven, p.IndustryText, code)}, nil
	}
	p.Industry, notes, err = parseIndustry(c.text, c.words.Industries)
	return notes, err
}

var (
	industryCode  = regexp.MustCompile(`^([a-z]\d*|\d+)$`)
	industryNamed = regexp.MustCompile(`^([a-z]?\d{2,4})[-–—:/、,_.]*(.+)$`)
)

// parseIndustry takes a code ("C3841", "3841", "C3841 锂离子电池制造") or the exact name of a class. A code that does not exist is a mistake; free text is none,
// since real ledgers are full of it, but it is never turned into a code.
func parseIndustry(text string, list []Term) (string, []Note, error) {
	outside, remark := apart(fold(text))
	if empty, notes := blank(outside); empty && remark == "" {
		return "", notes, nil
	}
	key := squeeze(outside)
	if t, ok := classCalled(list, key); ok {
		return t.Code, remarked(t.Code, remark), nil
	}
	if industryCode.MatchString(key) {
		return coded(text, key, remark, list)
	}
	if m := industryNamed.FindStringSubmatch(key); m != nil {
		return named(text, m[1], m[2], remark, list)
	}
	return "", []Note{note("", warnIndustry, text)}, nil
}

// classCalled is the class of a name. A class and the only one below it go by the same name (房地产业 is K and K70): the upper one says no more than that.
func classCalled(list []Term, key string) (Term, bool) {
	if industryCode.MatchString(key) {
		return Term{}, false
	}
	found := called(list, key)
	for _, t := range found {
		if !strings.HasPrefix(t.Code, found[0].Code) {
			return Term{}, false
		}
	}
	if len(found) == 0 {
		return Term{}, false
	}
	return found[0], true
}

func coded(text, code, remark string, list []Term) (string, []Note, error) {
	t, whole, ok := classOf(code, list)
	switch {
	case !ok:
		return "", nil, errNoIndustry.With(text)
	case !whole:
		return t.Code, []Note{note(t.Code, warnIndustryDivision, text, t.Code, t.Name)}, nil
	}
	return t.Code, remarked(t.Code, remark), nil
}

// named reads a code with words behind it. Digits alone before words may be part of them ("12英寸晶圆"); with its letter, or with the class's own name, it is a code.
func named(text, code, words, remark string, list []Term) (string, []Note, error) {
	t, whole, ok := classOf(code, list)
	same := ok && whole && words == squeeze(t.Name)
	switch {
	case code[0] <= '9' && !same:
		return "", []Note{note("", warnIndustry, text)}, nil
	case !ok:
		return "", nil, errNoIndustry.With(strings.ToUpper(code))
	case whole && !same:
		return "", nil, errIndustryName.With(text, t.Code, t.Name)
	}
	return coded(text, code, remark, list)
}

// classOf is the class that a code stands for, with or without its section's letter. Outside manufacturing a class below the divisions is known by its division
// only, which is not the whole of it.
func classOf(code string, list []Term) (t Term, whole, ok bool) {
	const division = len("K70")
	for _, t := range list {
		if own := strings.ToLower(t.Code); own == code || len(own) > 1 && own[1:] == code {
			return t, true, true
		}
	}
	digits := strings.TrimLeft(code, "abcdefghijklmnopqrstuvwxyz")
	if len(digits) < division || len(digits) > division+1 {
		return Term{}, false, false
	}
	t, _, ok = classOf(code[:len(code)-len(digits)+division-1], list)
	return t, false, ok && t.Code[:1] != manufacturing
}

// assume takes manufacturing for a row of which the source says that it counts, where nothing that can be decided stands under its industry.
func (p *Project) assume(letter string) {
	if p.Industry != "" || p.StatedCounts != Yes || p.failed("industry") {
		return
	}
	p.Industry, p.Assumed = manufacturing, true
	p.drop("industry", warnIndustry, warnBlank)
	if p.IndustryText == "" {
		p.Warn(letter, "industry", "", note(manufacturing, warnIndustryUnstated))
		return
	}
	p.Warn(letter, "industry", p.IndustryText, note(manufacturing, warnIndustryAssumed, p.IndustryText))
}

// unassume takes an assumption back: the industry of a project that is known is known.
func (p *Project) unassume(letter string) {
	if !p.Assumed {
		return
	}
	p.Industry = ""
	p.drop("industry", warnIndustryAssumed, warnIndustryUnstated)
	if p.IndustryText != "" {
		p.Warn(letter, "industry", p.IndustryText, note("", warnIndustry, p.IndustryText))
	}
}

// reason is why a project counts or not, in each language.
type reason string

// In is the reason in a language.
func (r reason) In(lang string) string {
	return vocabulary.Label(vocabulary.CountsReason, string(r), lang)
}

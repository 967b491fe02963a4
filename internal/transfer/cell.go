package transfer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"zhaoyin/internal/fault"
)

// What is said of a cell. The errors keep their row out; the warnings say what was taken and let it in. Nothing is guessed without one of them.
var (
	errFormula    = fault.Define(fault.Invalid, "import.formula", "公式没有可用的结果：%s。", "The formula has no usable result: %s.")
	errUnsaved    = fault.Define(fault.Invalid, "import.unsaved", "公式的结果没有保存在文件里，请用 Excel 或 WPS 打开、保存后再导入。", "The result of the formula is not in the file; open it in Excel or WPS, save it and import again.")
	errControl    = fault.Define(fault.Invalid, "import.control", "含有不可见的控制字符。", "There are invisible control characters.")
	errLong       = fault.Define(fault.Invalid, "import.long", "超过 %d 个字。", "Longer than %d characters.")
	errUnreadable = fault.Define(fault.Invalid, "import.unreadable", "看不懂：%s，应为%s。", "Cannot read %s; expected %s.")
	errAmbiguous  = fault.Define(fault.Invalid, "import.ambiguous", "“%s”对应多项：%s，请写全称或代码。", "“%s” may be any of: %s; write the full name or the code.")
	errNoTerm     = fault.Define(fault.Invalid, "import.noTerm", "没有“%s”，只能是以下之一：%s。", "There is no “%s”; it must be one of: %s.")

	warnJoined = fault.Define(fault.Invalid, "import.joined", "单元格内有换行，已连成一行：%s。", "The line breaks within the cell were joined: %s.")
	warnRemark = fault.Define(fault.Invalid, "import.remark", "取“%s”，所附说明未取：%s。", "Took “%s”; the remark was not taken: %s.")
	warnBlank  = fault.Define(fault.Invalid, "import.noValue", "“%s”按未填处理。", "“%s” counts as left blank.")
)

// Note is a warning about a cell: what was taken of it, and why that is not simply what it says.
type Note struct {
	Fault *fault.Fault
	Args  []any
	Taken string // as a reader would write it, empty when nothing was taken

	TakenEN string // where it is a word that differs in English
}

func note(taken string, f *fault.Fault, args ...any) Note {
	return Note{Fault: f, Args: args, Taken: taken}
}

// worded is a phrase of a message in both languages.
type worded struct{ zh, en string }

// In gives the phrase in a language.
func (w worded) In(lang string) string {
	if lang == "en" {
		return w.en
	}
	return w.zh
}

// fold makes full-width letters, digits and punctuation plain and takes the spaces off both ends; it leaves ① and ㎡ alone, which other foldings
// would turn into digits.
func fold(s string) string {
	return strings.TrimSpace(width.Fold.String(s))
}

// squeeze is fold without any space and in lower case, for comparing names.
func squeeze(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, fold(s)))
}

// apart separates what stands outside brackets from what stands inside: "23(开工报道)/25(2024报道)" is "23/25" and "开工报道; 2024报道". A
// bracket that is never closed reaches to the end.
func apart(folded string) (outside, remark string) {
	var out strings.Builder
	var remarks []string
	depth, start := 0, 0
	for i, r := range folded {
		switch {
		case strings.ContainsRune("([【〔", r):
			if depth++; depth == 1 {
				start = i + len(string(r))
			}
		case strings.ContainsRune(")]】〕", r) && depth > 0:
			if depth--; depth == 0 {
				remarks = append(remarks, folded[start:i])
			}
		case depth == 0:
			out.WriteRune(r)
		}
	}
	if depth > 0 {
		remarks = append(remarks, folded[start:])
	}
	return strings.TrimSpace(out.String()), strings.Join(remarks, "; ")
}

// blanks are the ways of writing nothing. The dashes say it plainly; the words are worth a warning, because they may hide something to come.
var (
	dashes = map[string]bool{"": true, "-": true, "--": true, "—": true, "——": true, "/": true, "\\": true}
	nones  = map[string]bool{"无": true, "暂无": true, "没有": true, "待定": true, "未定": true, "不详": true, "未知": true, "n/a": true, "na": true, "none": true, "tbd": true, "null": true}
)

// blank says whether the folded text states no value, with the warning when a word says so.
func blank(folded string) (bool, []Note) {
	key := strings.ToLower(folded)
	if nones[key] {
		return true, []Note{note("", warnBlank, folded)}
	}
	return dashes[key], nil
}

var formulaError = regexp.MustCompile(`^#([A-Z/0-9_]+[!?]|N/A)$`)

// sound refuses what cannot be a value in any column: the error of a formula, and control characters.
func sound(text string) error {
	if formulaError.MatchString(text) {
		return errFormula.With(text)
	}
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || r == unicode.ReplacementChar {
			return errControl.With()
		}
	}
	return nil
}

// unseen is true of what nobody sees at the ends of a text: spaces of every width, and the marks that web pages and byte orders leave behind.
func unseen(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// plain reads text that is kept as it stands, at most limit characters.
func plain(text string, limit int) (string, error) {
	text = strings.ReplaceAll(strings.TrimFunc(text, unseen), "\r\n", "\n")
	if len([]rune(text)) > limit {
		return "", errLong.With(limit)
	}
	return text, nil
}

var lineBreak = regexp.MustCompile(`[^\S\n]*\n\s*`)

// joined makes one line of several, as somebody who broke a long name to fit its cell meant it: nothing between Chinese characters, a blank between words.
func joined(text string) string {
	text = strings.TrimFunc(strings.ReplaceAll(text, "\r", "\n"), unseen)
	var b strings.Builder
	last := 0
	for _, at := range lineBreak.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		b.WriteString(text[last:at[0]])
		if before < utf8.RuneSelf && after < utf8.RuneSelf {
			b.WriteByte(' ')
		}
		last = at[1]
	}
	return b.String() + text[last:]
}

// spaced puts a blank where a cell breaks its lines.
func spaced(text string) string {
	return strings.Join(strings.FieldsFunc(strings.TrimFunc(text, unseen), func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}

// Answer is what a sheet says to a yes-or-no question.
type Answer string

// The answers. Unstated is an empty cell; Unknown is a cell that says so itself, such as "Y?".
const (
	Unstated Answer = ""
	Yes      Answer = "yes"
	No       Answer = "no"
	Unknown  Answer = "unknown"
)

// In gives the answer in a language, for messages.
func (a Answer) In(lang string) string {
	if lang == "en" {
		return string(a)
	}
	return map[Answer]string{Unstated: "", Yes: "是", No: "否", Unknown: "不确定"}[a]
}

var answers = map[string]Answer{
	"y": Yes, "yes": Yes, "是": Yes, "√": Yes, "true": Yes,
	"n": No, "no": No, "否": No, "×": No, "false": No,
	"?": Unknown, "unknown": Unknown, "y?": Unknown, "n?": Unknown, "不确定": Unknown, "待核": Unknown, "存疑": Unknown,
}

var expectAnswer = worded{"Y、N 或 ?", "Y, N or ?"}

func parseAnswer(text string) (Answer, []Note, error) {
	outside, remark := apart(fold(text))
	if empty, notes := blank(outside); empty && remark == "" {
		return Unstated, notes, nil
	}
	answer, ok := answers[squeeze(outside)]
	if !ok {
		return Unstated, nil, errUnreadable.With(text, expectAnswer)
	}
	if remark == "" {
		return answer, nil, nil
	}
	taken := note(answer.In("zh"), warnRemark, answer, remark)
	taken.TakenEN = answer.In("en")
	return answer, []Note{taken}, nil
}

// remarked is the warning that a remark was left aside, if there is one.
func remarked(taken, remark string) []Note {
	if remark == "" {
		return nil
	}
	return []Note{note(taken, warnRemark, taken, remark)}
}

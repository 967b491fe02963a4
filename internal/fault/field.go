package fault

// ErrInvalid is the fault that carries complaints about fields.
var ErrInvalid = Define(Invalid, "request.invalid", "提交的内容有误，请按提示修改。", "The request has mistakes; please mend the fields named.")

// The complaints that any field may meet. A rule of the domain declares its own.
var (
	Required = Define(Invalid, "required", "此项必填。", "This field is required.")
	Unknown  = Define(Invalid, "unknown", "没有这一项：%s。", "There is no such field: %s.")
	Shape    = Define(Invalid, "shape", "格式不对，应为%s。", "Wrong form; expected %s.")
	Range    = Define(Invalid, "range", "应在 %v 到 %v 之间。", "Must be between %v and %v.")
	Choice   = Define(Invalid, "choice", "只能是以下之一：%s。", "Must be one of: %s.")
	Length   = Define(Invalid, "length", "长度应为 %v 到 %v 个字。", "Must have %v to %v characters.")
	NoSuch   = Define(Invalid, "noSuch", "没有找到：%v。", "Not found: %v.")
	Fixed    = Define(Invalid, "fixed", "此项不能修改。", "This field cannot be changed.")
	Future   = Define(Invalid, "future", "日期不能晚于今天（%v）。", "The date cannot be after today (%v).")
)

// Form is what Shape expected, in words.
type Form struct{ ZH, EN string }

// In makes a form Worded.
func (f Form) In(lang string) string {
	if lang == "en" {
		return f.EN
	}
	return f.ZH
}

// The forms that an address or a header may ask for.
var (
	SomeText    = Form{"不为空的文字（最多 200 个字节）", "a text that is not empty, of at most 200 bytes"}
	WholeNumber = Form{"整数", "a whole number"}
	YesOrNo     = Form{"true 或 false", "true or false"}
	Month       = Form{"月份，如 2022-04", "a month such as 2022-04"}
	Day         = Form{"日期，如 2022-04-12", "a day such as 2022-04-12"}
	VersionSeen = Form{"所依据的版本（ETag），如 \"7\"", "the version seen (the ETag), such as \"7\""}
)

// Field is a complaint about one field, named by a JSON pointer (RFC 6901) such as "/investmentWan".
type Field struct {
	Pointer string
	Fault   *Fault
	Args    []any
}

// List gathers complaints so that the caller learns of all of them at once.
type List []Field

// Add notes a complaint.
func (l *List) Add(pointer string, f *Fault, args ...any) {
	*l = append(*l, Field{Pointer: pointer, Fault: f, Args: args})
}

// Check notes a complaint unless ok.
func (l *List) Check(ok bool, pointer string, f *Fault, args ...any) {
	if !ok {
		l.Add(pointer, f, args...)
	}
}

// Err is nil for an empty list, else ErrInvalid with every complaint.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return &Error{Fault: ErrInvalid, Fields: l}
}

// At is ErrInvalid with a single complaint.
func (f *Fault) At(pointer string, args ...any) *Error {
	return &Error{Fault: ErrInvalid, Fields: []Field{{Pointer: pointer, Fault: f, Args: args}}}
}

// With adds what the rules found to what the form alone shows. Of a field whose form is wrong nothing more is told.
func (l List) With(found List) List {
	broken := map[string]bool{}
	for _, f := range l {
		broken[f.Pointer] = true
	}
	all := append(List(nil), l...)
	for _, f := range found {
		if !broken[f.Pointer] {
			all = append(all, f)
		}
	}
	return all
}

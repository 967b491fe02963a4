package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"zhaoyin/internal/calendar"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/unit"
)

type inner struct {
	Note string `json:"note" validate:"required"`
}

// sample is an input with one field of each sort.
type sample struct {
	Name  string         `json:"name" validate:"required,max=5"`
	Count int            `json:"count,omitempty" validate:"min=0,max=10"`
	Kind  string         `json:"kind,omitempty" validate:"omitempty,oneof=new stock"`
	Sure  bool           `json:"sure,omitempty"`
	Money unit.Wan       `json:"moneyWan,omitempty"`
	Area  *unit.Mu       `json:"areaMu,omitempty"`
	Day   *calendar.Date `json:"day,omitempty"`
	Tags  []string       `json:"tags,omitempty" validate:"max=2,dive,required"`
	Inner *inner         `json:"inner,omitempty"`
	List  []inner        `json:"list,omitempty" validate:"dive"`
	Words map[string]int `json:"words,omitempty"`

	Secret string `json:"-"`
}

var errOdd = fault.Define(fault.Invalid, "test.odd", "必须是偶数。", "Must be even.")

// Validate is a rule that a tag cannot say.
func (s sample) Validate() error {
	var bad fault.List
	bad.Check(s.Count%2 == 0, "/count", errOdd)
	return bad.Err()
}

func given(body, contentType string) echo.Context {
	r := httptest.NewRequest("POST", "/", strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	return echo.New().NewContext(r, httptest.NewRecorder())
}

// said is an error as "code" or as sorted "pointer code" lines.
func said(err error) []string {
	if err == nil {
		return nil
	}
	found, planned := fault.Find(err)
	if !planned {
		return []string{"unplanned: " + err.Error()}
	}
	if len(found.Fields) == 0 {
		return []string{found.Fault.Code}
	}
	var lines []string
	for _, f := range found.Fields {
		lines = append(lines, f.Pointer+" "+f.Fault.Code)
	}
	sort.Strings(lines)
	return lines
}

// twoEnds is an input whose lists and numbers have two ends.
type twoEnds struct {
	Items []oneCount `json:"items" validate:"required,min=1,max=3,dive"`
	Open  []string   `json:"open,omitempty" validate:"max=2,dive,min=2,max=4"`
}

type oneCount struct {
	Count int `json:"count" validate:"min=1,max=9"`
}

// TestBothEndsAreTold, whichever of them was passed: the caller mends it once.
func TestBothEndsAreTold(t *testing.T) {
	for body, want := range map[string]string{
		`{"items": []}`: "/items 应有 1 到 3 项。",
		`{"items": [{"count":1},{"count":1},{"count":1},{"count":1}]}`: "/items 应有 1 到 3 项。",
		`{"items": [{"count":10}]}`:                                    "/items/0/count 应在 1 到 9 之间。",
		`{"items": [{"count":0}]}`:                                     "/items/0/count 应在 1 到 9 之间。",
		`{"items": [{"count":1}], "open": ["一二三四五"]}`:                  "/open/0 长度应为 2 到 4 个字。",
		`{"items": [{"count":1}], "open": ["一"]}`:                      "/open/0 长度应为 2 到 4 个字。",
		`{"items": [{"count":1}], "open": ["一二", "三四", "五六"]}`:         "/open 应有 0 到 2 项。",
	} {
		_, err := bind[twoEnds](given(body, jsonType))
		found, ok := fault.Find(err)
		if !ok || len(found.Fields) != 1 {
			t.Errorf("%s: got %v", body, err)
			continue
		}
		f := found.Fields[0]
		if got := f.Pointer + " " + f.Fault.Sentence("zh", f.Args...); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

func TestBind(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		want []string
	}{
		"whole":                 {`{"name":"a","count":2,"kind":"new","sure":true,"moneyWan":5,"areaMu":1.25,"day":"2022-04-12","tags":["x"],"inner":{"note":"n"},"words":{"a":1}}`, nil},
		"null where optional":   {`{"name":"a","areaMu":null,"day":null,"inner":null}`, nil},
		"space around":          {" \n{\"name\":\"a\"}\r\n ", nil},
		"missing":               {`{}`, []string{"/name required"}},
		"everything at once":    {`{"name":5,"count":"2","colour":1,"sure":0,"tags":{}}`, []string{"/colour unknown", "/count shape", "/name shape", "/sure shape", "/tags shape"}},
		"tags at once":          {`{"name":"toolong","count":12,"kind":"old","tags":["a","","c"]}`, []string{"/count range", "/kind choice", "/name length", "/tags count"}},
		"inside a list":         {`{"name":"a","tags":["a",""],"list":[{"note":"x"},{}]}`, []string{"/list/1/note required", "/tags/1 required"}},
		"inside an object":      {`{"name":"a","inner":{"nota":1}}`, []string{"/inner/nota unknown", "/inner/note required"}},
		"one wrong form":        {`{"name":5,"count":12,"kind":"old","list":[{"note":1},{}]}`, []string{"/count range", "/kind choice", "/list/0/note shape", "/list/1/note required", "/name shape"}},
		"a form beside missing": {`{"count":"2"}`, []string{"/count shape", "/name required"}},
		"forms in a list":       {`{"name":"toolong","list":[5,{"note":""}],"areaMu":"x"}`, []string{"/areaMu unit.mu", "/list/0 shape", "/list/1/note required", "/name length"}},
		"rules need the whole":  {`{"name":"a","count":3,"sure":1}`, []string{"/sure shape"}},
		"own rule beside tags":  {`{"name":"toolong","count":3}`, []string{"/count test.odd", "/name length"}},
		"wrong case":            {`{"Name":"a"}`, []string{"/Name json.case"}},
		"twice":                 {`{"name":"a","name":"b"}`, []string{"/name json.duplicate"}},
		"twice, written apart":  {`{"name":"a","n\u0061me":"b"}`, []string{"/name json.duplicate"}},
		"twice inside":          {`{"name":"a","words":{"x":1,"x":2}}`, []string{"/words/x json.duplicate"}},
		"trailing value":        {`{"name":"a"} {}`, []string{" json.trailing"}},
		"trailing rubbish":      {`{"name":"a"}]`, []string{" json.trailing"}},
		"cut off":               {`{"name":"a"`, []string{" json.syntax"}},
		"not JSON":              {`name=a`, []string{" json.syntax"}},
		"empty":                 {``, []string{" json.empty"}},
		"only space":            {"  \n", []string{" json.empty"}},
		"an array":              {`[]`, []string{" shape"}},
		"null":                  {`null`, []string{" shape"}},
		"null text":             {`{"name":null}`, []string{"/name required"}},
		"null money":            {`{"name":"a","moneyWan":null}`, []string{"/moneyWan shape"}},
		"fraction":              {`{"name":"a","count":2.5}`, []string{"/count shape"}},
		"exponent":              {`{"name":"a","count":1e1}`, []string{"/count shape"}},
		"beyond int64":          {`{"name":"a","count":99999999999999999999}`, []string{"/count shape"}},
		"money in yuan and fen": {`{"name":"a","moneyWan":1.5}`, []string{"/moneyWan unit.wan"}},
		"money as text":         {`{"name":"a","moneyWan":"15"}`, []string{"/moneyWan unit.wan"}},
		"too fine an area":      {`{"name":"a","areaMu":1.255}`, []string{"/areaMu unit.mu"}},
		"hidden field":          {`{"name":"a","Secret":"s"}`, []string{"/Secret unknown"}},
		"pointer escapes":       {`{"name":"a","a/b~c":1}`, []string{"/a~1b~0c unknown"}},
		"NUL":                   {`{"name":"a\u0000b"}`, []string{"/name json.nul"}},
		"half a surrogate":      {`{"name":"\ud800x"}`, []string{" json.utf8"}},
		"the other half":        {`{"name":"\udc00"}`, []string{" json.utf8"}},
		"not UTF-8":             {"{\"name\":\"a\xff\"}", []string{" json.utf8"}},
		"deep":                  {`{"name":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, []string{" json.depth"}},
		"many":                  {`{"tags":[` + strings.Repeat("1,", maxNodes) + `1]}`, []string{" json.nodes"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := bind[sample](given(tt.body, "application/json"))
			if diff := cmp.Diff(said(err), tt.want); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBindReadsWhatItChecked(t *testing.T) {
	got, err := bind[sample](given(`{"name":"武义","count":2,"moneyWan":149600,"areaMu":100.25,"tags":["a"],"list":[{"note":"n"}]}`, "application/json; charset=UTF-8"))
	if err != nil {
		t.Fatal(err)
	}
	area := unit.Mu(10025)
	if diff := cmp.Diff(got, sample{Name: "武义", Count: 2, Money: 149600, Area: &area, Tags: []string{"a"}, List: []inner{{"n"}}}); diff != "" {
		t.Error(diff)
	}
}

func TestBindContentType(t *testing.T) {
	for contentType, want := range map[string][]string{
		"application/json":                  nil,
		"application/json; charset=utf-8":   nil,
		"Application/JSON":                  nil,
		"application/json; charset=gbk":     {"request.contentType"},
		"application/merge-patch+json":      {"request.contentType"},
		"text/plain":                        {"request.contentType"},
		"application/x-www-form-urlencoded": {"request.contentType"},
		"":                                  {"request.contentType"},
	} {
		_, err := bind[sample](given(`{"name":"a"}`, contentType))
		if diff := cmp.Diff(said(err), want); diff != "" {
			t.Errorf("%q: %s", contentType, diff)
		}
	}
}

// change is a merge patch of a sample.
type change struct {
	Name patch.Field[string]        `json:"name" validate:"required,max=5"`
	Area patch.Field[unit.Mu]       `json:"areaMu"`
	Day  patch.Field[calendar.Date] `json:"day"`
	Tags patch.Field[[]string]      `json:"tags" validate:"max=2"`
}

func TestBindPatch(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		bad  []string
		want change
	}{
		"nothing":       {body: `{}`},
		"null":          {body: `{"areaMu":null}`, want: change{Area: patch.Field[unit.Mu]{Set: true, Null: true}}},
		"zero":          {body: `{"areaMu":0}`, want: change{Area: patch.Of(unit.Mu(0))}},
		"value":         {body: `{"areaMu":2.5,"name":"b"}`, want: change{Area: patch.Of(unit.Mu(250)), Name: patch.Of("b")}},
		"list":          {body: `{"tags":["a"]}`, want: change{Tags: patch.Of([]string{"a"})}},
		"must stay":     {body: `{"name":null}`, bad: []string{"/name required"}},
		"emptied":       {body: `{"name":""}`, bad: []string{"/name required"}},
		"too long":      {body: `{"name":"toolong","tags":["a","b","c"]}`, bad: []string{"/name length", "/tags count"}},
		"wrong forms":   {body: `{"name":1,"areaMu":"x","day":"12/04/2022","tags":"a"}`, bad: []string{"/areaMu unit.mu", "/day calendar.date", "/name shape", "/tags shape"}},
		"form and rule": {body: `{"name":"","areaMu":"x","tags":["a","b","c"]}`, bad: []string{"/areaMu unit.mu", "/name required", "/tags count"}},
		"unknown":       {body: `{"version":2}`, bad: []string{"/version unknown"}},
		"twice":         {body: `{"name":"a","name":null}`, bad: []string{"/name json.duplicate"}},
		"no such case":  {body: `{"NAME":"a"}`, bad: []string{"/NAME json.case"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := bindPatch[change](given(tt.body, "application/merge-patch+json"))
			if diff := cmp.Diff(said(err), tt.bad); diff != "" {
				t.Fatal(diff)
			}
			if diff := cmp.Diff(got, tt.want); err == nil && diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzDecode holds the strict reader to two promises: whatever the bytes, it does not panic; and what it lets through, encoding/json reads too.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"name":"a"}`, `{"list":[{"note":"x"}],"words":{"a":1}}`, `{"n\u0061me":null}`, `[[[`, `{"areaMu":1e5}`, "{\"\xff\":1}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var strict, loose sample
		bad, err := decode(body, &strict, func(string) bool { return false })
		if err == nil && len(bad) > 0 {
			return
		}
		if err == nil {
			if err := json.Unmarshal(body, &loose); err != nil {
				t.Fatalf("let through what encoding/json refuses: %v", err)
			}
			if diff := cmp.Diff(strict, loose); diff != "" {
				t.Fatal(diff)
			}
			return
		}
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Fields) == 0 {
			t.Fatalf("not a complaint about the body: %v", err)
		}
	})
}

// thing is a patch with a text that may not be emptied, and an input within an input.
type thing struct {
	Text  patch.Field[string]  `json:"text" validate:"required,max=9"`
	Title patch.Field[string]  `json:"title" validate:"max=9"`
	Rows  patch.Field[[]inner] `json:"rows" validate:"dive"`
}

// TestBlankIsMissing: a required text of blanks is a missing one wherever it stands, and a name is one line.
func TestBlankIsMissing(t *testing.T) {
	for body, want := range map[string][]string{
		`{"name":" "}`:                                    {"/name required"},
		`{"name":"\u3000\n\t"}`:                           {"/name required"},
		`{"name":"\u200b"}`:                               {"/name required"},
		`{"name":" a "}`:                                  nil,
		`{"name":"a","tags":["a"," "]}`:                   {"/tags/1 required"},
		`{"name":"a","inner":{"note":" "}}`:               {"/inner/note required"},
		`{"name":"a","list":[{"note":"x"},{"note":" "}]}`: {"/list/1/note required"},
		`{"name":"a\nb"}`:                                 {"/name oneLine"},
		`{"name":"a\u202eb"}`:                             {"/name oneLine"},
		`{"name":"a\u2069b"}`:                             {"/name oneLine"},
		`{"name":"a","list":[{"note":"x\ny"}]}`:           nil,
	} {
		if _, err := bind[sample](given(body, "application/json")); !cmp.Equal(said(err), want) {
			t.Errorf("%s: got %v, want %v", body, said(err), want)
		}
	}
	for body, want := range map[string][]string{
		`{"text":" "}`:             {"/text required"},
		`{"text":""}`:              {"/text required"},
		`{"text":"\u3000"}`:        {"/text required"},
		`{"text":"a\nb"}`:          nil,
		`{"title":" "}`:            nil,
		`{"title":"a\u0007"}`:      {"/title oneLine"},
		`{"rows":[{"note":"\t"}]}`: {"/rows/0/note required"},
	} {
		if _, err := bindPatch[thing](given(body, mergeType)); !cmp.Equal(said(err), want) {
			t.Errorf("%s: got %v, want %v", body, said(err), want)
		}
	}
}

// TestComplaintsAreCapped: whoever is not even signed in could have a megabyte answered with seven.
func TestComplaintsAreCapped(t *testing.T) {
	k := newKit(t)
	for _, wrong := range []int{maxComplaints, maxComplaints + 1, 70_000} {
		var b strings.Builder
		for i := range wrong {
			fmt.Fprintf(&b, `"k%d":1,`, i)
		}
		a := k.call("POST", "/sessions", "", "{"+b.String()+`"username":"u","password":"p"}`, "Accept-Language: en").is(422, "request.invalid")
		found, _ := a.fields()["errors"].([]any)
		last := found[len(found)-1].(map[string]any)
		if wrong == maxComplaints {
			if len(found) != maxComplaints || last["code"] != "unknown" {
				t.Errorf("at the limit: got %d complaints, %v", len(found), last)
			}
			continue
		}
		want := map[string]any{"pointer": "", "code": "request.more", "detail": fmt.Sprintf("%d more mistakes are not listed.", wrong-maxComplaints)}
		if diff := cmp.Diff(last, want); diff != "" || len(found) != maxComplaints+1 || a.Body.Len() > 32<<10 {
			t.Errorf("%d wrong: got %d complaints in %d bytes: %s", wrong, len(found), a.Body.Len(), diff)
		}
	}
}

func TestBeyondKnowsTheFieldAndWhatIsInIt(t *testing.T) {
	form := fault.List{{Pointer: "/creditShares/0"}, {Pointer: "/NAME"}, {Pointer: "/ſummary"}}
	tags := fault.List{
		{Pointer: "/creditShares/0/percent"}, {Pointer: "/creditShares/01"}, {Pointer: "/name"}, {Pointer: "/names"}, {Pointer: "/summary"}, {Pointer: "/creditShares"},
	}
	var left []string
	for _, f := range beyond(form, tags) {
		left = append(left, f.Pointer)
	}
	if diff := cmp.Diff(left, []string{"/creditShares/01", "/names", "/creditShares"}); diff != "" {
		t.Error(diff)
	}
}

// owed is an input whose numbers must be there and positive.
type owed struct {
	Name  string        `json:"name" validate:"required"`
	Money unit.Wan      `json:"moneyWan" validate:"required"`
	Area  unit.Mu       `json:"areaMu" validate:"required"`
	Year  int           `json:"year" validate:"required,min=2000,max=2199"`
	Day   calendar.Date `json:"day" validate:"required"`
	Zero  *unit.Mu      `json:"zeroMu" validate:"required"`
	Parts []owedPart    `json:"parts,omitempty" validate:"dive"`
	Note  string        `json:"note,omitempty"`
}

type owedPart struct {
	Money unit.Wan `json:"moneyWan" validate:"required"`
}

type owedPatch struct {
	Area patch.Field[unit.Mu] `json:"areaMu" validate:"required"`
	Note patch.Field[string]  `json:"note"`
}

// worded is each complaint with its sentence in English.
func worded(err error) []string {
	found, _ := fault.Find(err)
	var all []string
	for _, f := range found.Fields {
		all = append(all, f.Pointer+" "+f.Fault.Code+" "+f.Fault.Sentence("en", f.Args...))
	}
	sort.Strings(all)
	return all
}

package vocabulary

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
)

var (
	_ fault.Worded = Word{}
	_ fault.Worded = Options("")
	_ fault.Worded = Choice{}
)

func TestEveryListIsWhole(t *testing.T) {
	camel := regexp.MustCompile(`^[a-z]+([A-Z][a-z]+)*[0-9]?$`) // dengbao3
	code := map[string]*regexp.Regexp{                          // of the lists whose codes are the trail's own
		Action: regexp.MustCompile(`^[a-z]+([A-Z][a-z]+)*\.[a-z]+$`), Entity: regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`),
	}
	for name, choices := range Lists() {
		shape := cmp.Or(code[name], camel)
		codes, zh, en := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for i, c := range choices {
			if !shape.MatchString(c.Code) || c.Order != i+1 {
				t.Errorf("%s: got %+v at place %d", name, c, i+1)
			}
			if !strings.ContainsFunc(c.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || c.EN == "" {
				t.Errorf("%s.%s: got %q and %q, want words in both languages", name, c.Code, c.ZH, c.EN)
			}
			if codes[c.Code] || zh[c.ZH] || en[c.EN] {
				t.Errorf("%s.%s: a code or word stands twice", name, c.Code)
			}
			codes[c.Code], zh[c.ZH], en[c.EN] = true, true, true
		}
		if !camel.MatchString(name) || len(choices) < 2 {
			t.Errorf("list %q is not named or too short", name)
		}
	}
}

// TestListsHoldWhatTheContractNames keeps the lists to the codes of the published shapes; a list may have more only where the contract ends in "…".
func TestListsHoldWhatTheContractNames(t *testing.T) {
	contract := map[string]string{
		Stage:            "lead negotiating signed landed started completed producing",
		Condition:        "active paused terminated",
		Channel:          "general enclave mountainSea native fund",
		Light:            "green yellow red",
		MilestoneKind:    "signed landed started completed producing",
		MilestoneState:   "reported verified rejected",
		MonthState:       "draft submitted returned accepted",
		ReviewState:      "open suspended concluded withdrawn",
		StepState:        "waiting open suspended done",
		Opinion:          "agree conditional disagree supplement",
		Conclusion:       "pass conditional fail postponed",
		ConditionState:   "open fulfilled",
		PoolKind:         "newLand stockLand linkage",
		EntryKind:        "issue reward reserve release grant use return recall reverse",
		LandRequestState: "requested prechecked approved refused withdrawn used returned recalled",
		SupplySource:     "new stock",
		SiteKind:         "inefficient urbanRenewal",
		FundRequestState: "requested accepted diligence decided agreed disbursing closed refused withdrawn",
		IssueKind:        "fund land energy environment planning power labour other",
		IssueSource:      "month meeting direct",
		IssueLevel:       "county city",
		IssueState:       "raised assigned resolved closed reopened",
		MeetingState:     "open closed published withdrawn",
		PackFormat:       "docx xlsx pptx pdf html",
		JobState:         "queued running done failed",
		RegionKind:       "city county zone",
	}
	for name, want := range contract {
		if diff := gocmp.Diff(Codes(name), strings.Fields(want)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, code := range strings.Fields("soe private foreign listed") {
		if !Has(EnterpriseKind, code) {
			t.Errorf("enterpriseKind: %s is missing", code)
		}
	}
}

func TestRolesAreThoseOfAccounts(t *testing.T) {
	var want []string
	for _, r := range access.Roles() {
		if r.Valid() {
			want = append(want, string(r))
		}
	}
	got := Codes(Role)
	slices.Sort(got)
	slices.Sort(want)
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Error(diff)
	}
}

func TestLabel(t *testing.T) {
	tests := []struct{ list, code, lang, want string }{
		{Stage, "signed", "zh", "签约"},
		{Stage, "signed", "en", "Signed"},
		{Stage, "signed", "", "签约"},
		{Stage, "gone", "zh", "gone"},
		{"nothing", "signed", "zh", "signed"},
	}
	for _, tt := range tests {
		if got := Label(tt.list, tt.code, tt.lang); got != tt.want {
			t.Errorf("%s.%s in %q: got %q, want %q", tt.list, tt.code, tt.lang, got, tt.want)
		}
	}
}

func TestWordsInAFault(t *testing.T) {
	stuck := &fault.Fault{Kind: fault.Conflict, Code: "test.stuck", ZH: "“%s”阶段不能这样做。", EN: "Not possible in the stage %s."}
	if got, want := stuck.Sentence("zh-CN", Of(Stage, "landed")), "“落地”阶段不能这样做。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := stuck.Sentence("en", Of(Stage, "landed")), "Not possible in the stage Landed."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fault.Choice.Sentence("zh-CN", Options(SupplySource)), "只能是以下之一：new（新增用地）、stock（存量用地）。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := fault.Choice.Sentence("en", Options(SupplySource)), "Must be one of: new (New land), stock (Stock land)."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestListsAreFresh(t *testing.T) {
	Lists()[Stage][0].ZH = "changed"
	if got := Label(Stage, "lead", "zh"); got != "线索" {
		t.Errorf("got %s, want 线索", got)
	}
}

// TestRolesAreCalledTheSame holds the words of a refusal to those of the list; package access imports no words.
func TestRolesAreCalledTheSame(t *testing.T) {
	for _, c := range Lists()[Role] {
		if role := access.Role(c.Code); role.In("zh") != c.ZH || role.In("en") != c.EN {
			t.Errorf("%s: got %q and %q, want %q and %q", role, role.In("zh"), role.In("en"), c.ZH, c.EN)
		}
	}
}

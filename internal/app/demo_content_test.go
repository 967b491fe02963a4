package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/calendar"
)

const invented = "【演练数据】"

// object is a JSON object of an answer.
type object map[string]any

func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

func (o object) list(name string) []object {
	var all []object
	items, _ := o[name].([]any)
	for _, item := range items {
		all = append(all, item.(map[string]any))
	}
	return all
}

func (c *city) items(path string) []object {
	c.t.Helper()
	a := c.call("leader", http.MethodGet, path, nil).want(http.StatusOK)
	return object{"items": a.value("items")}.list("items")
}

// marked holds that texts say of themselves that they are invented.
func marked(t *testing.T, what string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.HasPrefix(text, invented) {
			t.Errorf("%s: %q does not say that it is invented", what, text)
		}
	}
}

// TestPracticeCity looks at what the demo says, and about whom.
func TestPracticeCity(t *testing.T) {
	c := serving(t, practise(t, practiceConfig(t)).App)
	projects := c.items("/projects?limit=200")
	reported := map[string]bool{}
	for _, p := range projects {
		reported[p.text("id")] = strings.HasPrefix(p.text("sourceId"), "press-")
		if reported[p.text("id")] {
			c.checkSource(p)
		} else if !strings.HasPrefix(p.text("name"), "演练项目") {
			t.Errorf("%q is neither reported nor named as invented", p.text("name"))
		}
		c.checkMonths(p, reported[p.text("id")])
	}
	for _, light := range []string{"red", "yellow"} {
		if len(c.items("/projects?light="+light)) == 0 {
			t.Errorf("no project is %s", light)
		}
	}
	c.checkStages(projects)
	c.checkRequests(reported)
	c.checkReviews(reported)
	c.checkPapers()
}

// checkStages holds that a real project stands where the press saw it, also where a report names no day.
func (c *city) checkStages(projects []object) {
	c.t.Helper()
	want := map[string]string{
		"press-2": "started", "press-4": "producing", "press-7": "started", "press-16": "producing", "press-17": "started", "press-20": "signed", "press-25": "signed",
		"press-26": "producing", "press-35": "producing", "press-37": "started", "press-38": "started", "press-40": "started", "press-41": "started", "press-47": "started",
		"press-5": "", // the second phase of press-4, whose amount holds it
	}
	got := map[string]string{}
	for _, p := range projects {
		got[p.text("sourceId")] = p.text("stage")
	}
	for id, stage := range want {
		if got[id] != stage {
			c.t.Errorf("%s: got stage %q, want %q", id, got[id], stage)
		}
	}
	notes := map[string]string{"press-2": "日期只到2024年，按年末计", "press-17": "日期只写“2023”，按2023-11-18计", "press-38": "日期只到2024-11，按月末计"}
	for _, p := range projects {
		note := notes[p.text("sourceId")]
		if note == "" {
			continue
		}
		for _, m := range c.items("/projects/" + p.text("id") + "/milestones") {
			if !strings.Contains(m.text("note"), note) {
				c.t.Errorf("%s: got %q, want %q", p.text("name"), m.text("note"), note)
			}
		}
	}
}

// checkSource holds that a real project names its reports.
func (c *city) checkSource(p object) {
	c.t.Helper()
	if !strings.HasPrefix(p.text("summary"), "公开报道：") || !strings.Contains(p.text("summary"), "来源：http") {
		c.t.Errorf("%s: the summary names no source: %s", p.text("name"), p.text("summary"))
	}
	for _, m := range c.items("/projects/" + p.text("id") + "/milestones") {
		evidence := m.list("evidence")
		if len(evidence) == 0 || !strings.Contains(evidence[0].text("title"), "http") {
			c.t.Errorf("%s: the milestone %s names no report", p.text("name"), m.text("kind"))
		}
	}
}

// checkMonths holds that a project's months are marked, and go forward; a real project's say nothing bad of it.
func (c *city) checkMonths(p object, reported bool) {
	c.t.Helper()
	var said []string
	for _, m := range c.items("/projects/" + p.text("id") + "/months") {
		what := p.text("name") + " " + m.text("month")
		marked(c.t, what, m.text("progress"), m.text("nextPlan"))
		for _, problem := range m.list("problems") {
			marked(c.t, what, problem.text("title"))
			if strings.Contains(problem.text("detail"), invented) {
				c.t.Errorf("%s: %q is marked twice, as the two stand in one line", what, problem.text("title")+"："+problem.text("detail"))
			}
		}
		if reported && (m.text("light") != "green" || len(m.list("problems")) > 0 || m["late"] == true) {
			c.t.Errorf("%s: a real project has light %s and problems %v", what, m.text("light"), m["problems"])
		}
		if strings.Contains(m.text("progress"), "投资0.00") {
			c.t.Errorf("%s: %s", what, m.text("progress"))
		}
		phrase, _, _ := strings.Cut(m.text("stage")+strings.TrimSuffix(m.text("progress"), "。"), "，受")
		phrase, _, _ = strings.Cut(phrase, "，本月")
		said = append(said, phrase)
	}
	over := map[string]bool{}
	for i, phrase := range said {
		if over[phrase] {
			c.t.Errorf("%s: %s comes back", p.text("name"), phrase)
		}
		if i > 0 && phrase != said[i-1] {
			over[said[i-1]] = true
		}
	}
}

// checkRequests holds that whatever stands in a project's way stands in an invented one's.
func (c *city) checkRequests(reported map[string]bool) {
	c.t.Helper()
	words := map[string]string{"/land/requests": "reason", "/fund/requests": "purpose", "/issues": "title"}
	for path, field := range words {
		found := c.items(path)
		for _, r := range found {
			marked(c.t, path, r.text(field))
			if reported[r.text("projectId")] {
				c.t.Errorf("%s: %s is about a real project", path, r.text(field))
			}
		}
		if len(found) == 0 {
			c.t.Errorf("%s: nothing", path)
		}
	}
	for _, r := range c.items("/land/requests") {
		p := c.call("leader", http.MethodGet, "/projects/"+r.text("projectId"), nil).want(http.StatusOK)
		if asked := (&answer{t: c.t, body: p.body}).value("landMu"); asked != r["areaMu"] {
			c.t.Errorf("a project of %v 亩 asks for %v", asked, r["areaMu"])
		}
	}
	for _, s := range c.items("/land/supplies?limit=200") {
		marked(c.t, "supply", s.text("parcel"))
	}
}

// checkReviews holds that offices work on working days, and on invented projects.
func (c *city) checkReviews(reported map[string]bool) {
	c.t.Helper()
	for _, r := range c.items("/reviews?limit=200") {
		if reported[r.text("projectId")] {
			c.t.Error("a review is about a real project")
		}
		days := []string{r.text("createdAt")}
		for _, s := range r.list("steps") {
			if s.text("at") != "" {
				days = append(days, s.text("at"))
			}
		}
		for _, day := range days {
			at, err := time.Parse(time.RFC3339, day)
			if err != nil {
				c.t.Fatal(err)
			}
			if on := calendar.DateOf(at); !(calendar.Workdays{}).IsWorkday(on) {
				c.t.Errorf("an office worked on %s", on)
			}
		}
	}
}

// checkPapers holds that the papers say what they are, and that the year has something to be compared with.
func (c *city) checkPapers() {
	c.t.Helper()
	sections := c.items("/meetings/2026-10/sections")
	if len(sections) != 1 || sections[0].text("section") != "notice" {
		c.t.Errorf("got the sections %v, want the notice that stands on every paper", sections)
	}
	for _, s := range sections {
		marked(c.t, "section "+s.text("section"), s.text("text"))
	}
	for _, d := range c.items("/meetings/2026-10/decisions") {
		marked(c.t, "decision", d.text("text"))
	}
	board := c.call("leader", http.MethodGet, "/meetings/2026-10/board", nil).want(http.StatusOK)
	this, last := board.number("city/invested/yearWan"), board.number("city/invested/lastYearWan")
	if last == 0 || this > 2*last || last > 2*this {
		c.t.Errorf("invested: %d this year, %d in the same months of last year", this, last)
	}
}

package review_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/review"
	"zhaoyin/internal/store"
	"zhaoyin/internal/timeline"
)

func TestWaiting(t *testing.T) {
	w := newWorld(t)
	c := w.open("待办")
	for who, want := range map[string]string{"lead": "reviewStep", "clerk": "", "ndrc": ""} {
		if got := w.kinds(people[who]); got != want {
			t.Errorf("opened, %s: got %q, want %q", who, got, want)
		}
	}
	w.hire("zhang", access.Department, "ndrc")
	w.agree(c.ID, "county", "acceptance")
	must(t, second(w.reviews.Assign(ndrc, c.ID, "filing", 0, review.Reviewers{A: "zhang"})))
	must(t, second(w.reviews.Ask(eit, c.ID, 0, review.Question{Step: "industry", Note: "x"})))
	if got := w.kinds(ndrc) + "|" + w.kinds(named("zhang", access.Department, "", "ndrc")); got != "|reviewStep" {
		t.Errorf("the reviewer alone: got %q", got)
	}
	for who, want := range map[string]string{"clerk": "reviewSupplement", "land": "reviewStep", "fund": "reviewStep", "eit": "", "lanxi": ""} {
		if got := w.kinds(people[who]); got != want {
			t.Errorf("asked, %s: got %q, want %q", who, got, want)
		}
	}
	must(t, second(w.reviews.Withdraw(lead, c.ID, 0, review.Withdrawal{Reason: "x"})))
	if got := w.kinds(clerk) + w.kinds(landOfficer); got != "" {
		t.Errorf("withdrawn: got %q", got)
	}
	ready := w.ready("待结论")
	if got := w.kinds(secretariat); got != "reviewConclude" {
		t.Errorf("got %q", got)
	}
	w.conclude(ready.ID, review.Ruling{Conclusion: review.PassedIf, Conditions: []review.Demand{{Text: "完成环评", OwnerDepartmentID: "eco"}}})
	if got := w.kinds(clerk) + "|" + w.kinds(eco) + "|" + w.kinds(ndrc); got != "conditionFulfil|conditionFulfil|" {
		t.Errorf("got %q", got)
	}
	must(t, second(w.reviews.Fulfil(clerk, ready.ID, w.get(ready.ID).Conditions[0].ID, 0, review.Fulfilment{Note: "x"})))
	if got := w.kinds(clerk) + "|" + w.kinds(eco); got != "|conditionCheck" {
		t.Errorf("got %q", got)
	}
}

var people = map[string]context.Context{"lead": lead, "clerk": clerk, "ndrc": ndrc, "land": landOfficer, "fund": fundOfficer, "eit": eit, "lanxi": lanxiClerk}

func TestTallyAndReport(t *testing.T) {
	w := newWorld(t)
	w.day("2022-03-30")
	must(t, second(w.reviews.Open(lanxiClerk, w.register(lanxiClerk, "兰溪在审").ID, review.Opening{})))
	w.day("2022-04-12")
	c := w.conditional()
	w.departments("武义在审")
	w.day("2022-04-20")
	must(t, w.reviews.Lapse(system))
	var counts map[string]review.Count
	var paper *review.Paper
	w.read(secretariat, access.MeetingBoard, func(tx *store.Tx) error {
		var err error
		if counts, err = review.Tally(tx, "2022-04"); err != nil {
			return err
		}
		paper, err = review.Report(tx, "2022-04")
		return err
	})
	want := map[string]review.Count{wuyi: {Opened: 2, Open: 1, Overdue: 1, Concluded: 1, ConditionsOpen: 2}, lanxi: {Open: 1, Overdue: 1}}
	if diff := cmp.Diff(counts, want); diff != "" {
		t.Errorf("counts (-got +want):\n%s", diff)
	}
	if paper.Open != 2 || paper.Overdue != 2 || paper.Concluded != 1 || paper.Opened != 2 || len(paper.OpenCases) != 2 || len(paper.Conditions) != 2 {
		t.Errorf("got %+v", paper)
	}
	if l := paper.OpenCases[0]; l.RegionName != "兰溪市" || len(l.Late) != 1 || l.Late[0].Office != "兰溪市" || l.Late[0].DaysLate != 11 {
		t.Errorf("got %+v", l)
	}
	late := map[string]int{}
	for _, s := range paper.OpenCases[1].Late {
		late[s.Office] = s.DaysLate
	}
	if diff := cmp.Diff(late, map[string]int{"市经济和信息化局": 1, "市发展和改革委员会": 1, "市自然资源和规划局": 1, "市生态环境局": 1}); diff != "" {
		t.Errorf("late (-got +want):\n%s", diff)
	}
	if l := paper.ConcludedCases[0]; l.ReviewID != c.ID || l.MeetingNumber != "联审〔2022〕3号" || len(l.Conditions) != 2 || l.Conditions[0].OwnerName != "市发展和改革委员会" {
		t.Errorf("got %+v", l)
	}
	if text, err := json.Marshal(paper); err != nil || strings.Contains(string(text), "null") {
		t.Errorf("got %s, %v", text, err)
	}
	w.read(clerk, access.MonthSubmissions, func(tx *store.Tx) error {
		own, err := review.Tally(tx, "2022-04")
		if len(own) != 1 || own[wuyi].Open != 1 {
			t.Errorf("a county's own: got %v", own)
		}
		return err
	})
	w.read(secretariat, access.MeetingBoard, func(tx *store.Tx) error {
		march, err := review.Tally(tx, "2022-03")
		if march[wuyi].Concluded != 0 {
			t.Errorf("March: got %v", march)
		}
		return err
	})
}

func TestTimeline(t *testing.T) {
	w := newWorld(t)
	c := w.conditional()
	w.day("2022-04-20")
	must(t, second(w.reviews.Fulfil(ndrc, c.ID, c.Conditions[0].ID, 0, review.Fulfilment{Note: "x"})))
	count := map[string]int{}
	w.read(clerk, access.TimelineRead, func(tx *store.Tx) error {
		events, err := review.Timeline(tx, c.ProjectID)
		for _, e := range events {
			count[e.Code]++
			if e.Kind != timeline.Review || e.Subject != c.ID || e.ZH == "" || e.EN == "" || e.Link != "/api/v1/reviews/"+c.ID || e.On != calendar.DateOf(e.At) {
				t.Errorf("got %+v", e)
			}
		}
		return err
	})
	want := map[string]int{"review.opened": 1, "review.opined": 8, "review.concluded": 1, "review.conditionReported": 1, "review.conditionFulfilled": 1}
	if diff := cmp.Diff(count, want); diff != "" {
		t.Errorf("events (-got +want):\n%s", diff)
	}
}

package meeting_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/page"
	"zhaoyin/internal/patch"
	"zhaoyin/internal/period"
	"zhaoyin/internal/project"
)

func unmarshal(t testing.TB, text []byte, into any) {
	t.Helper()
	must(t, json.Unmarshal(text, into))
}

func TestOneMonthIsOpenAtATime(t *testing.T) {
	w := newWorld(t)
	_, err := w.meetings.Open(secretariat, meeting.Opening{Month: april})
	wantFault(t, err, "meeting.openAlready")
	w.close(march)
	for _, m := range []calendar.Month{march, "2022-02", "2021-12"} {
		_, err := w.meetings.Open(secretariat, meeting.Opening{Month: m})
		wantFault(t, err, "meeting.order")
	}
	early := march.First().Time()
	_, err = w.meetings.Open(secretariat, meeting.Opening{Month: april, Deadline: &early})
	wantFault(t, err, "meeting.deadline")
	_, err = w.meetings.Open(secretariat, meeting.Opening{Month: april, HeldOn: "2022-03-31"})
	wantFault(t, err, "meeting.heldOn")
	for _, m := range []calendar.Month{"2022-06", "2099-12"} { // on 2022-04-12
		_, err = w.meetings.Open(secretariat, meeting.Opening{Month: m})
		wantFault(t, err, "meeting.tooEarly")
	}
	_, err = w.meetings.Open(actor(access.Lead, wuyi), meeting.Opening{Month: april})
	wantFault(t, err, "access.forbidden")

	m, err := w.meetings.Open(secretariat, meeting.Opening{Month: april})
	must(t, err)
	if want := calendar.DefaultDeadline(april, calendar.Workdays{}); !m.Deadline.Equal(want) || m.State != period.Open {
		t.Errorf("opened with deadline %s in state %s, want %s and open", m.Deadline, m.State, want)
	}
}

func TestMonthsAreListedNewestFirst(t *testing.T) {
	w := newWorld(t)
	w.close(march)
	w.open(april)
	of, err := w.meetings.List(actor(access.Clerk, wuyi), page.Query{Limit: 1, Sort: "month", Desc: true})
	must(t, err)
	if of.Total != 2 || of.Next == "" || of.Items[0].Month != april || of.Items[0].Snapshot != nil {
		t.Errorf("got %+v, want April first of two", of)
	}
	m, err := w.meetings.Get(actor(access.Clerk, wuyi), march)
	must(t, err)
	if m.Snapshot == nil || m.Snapshot.Version != 1 || m.Snapshot.ClosedBy != "secretariat" || len(m.Snapshot.SHA256) != 64 {
		t.Errorf("March's snapshot: got %+v", m.Snapshot)
	}
}

func TestAmendingAMonth(t *testing.T) {
	w := newWorld(t)
	m, err := w.meetings.Get(secretariat, march)
	must(t, err)
	later := calendar.Date("2022-04-20").At(12, 0)
	in := meeting.Amendment{Deadline: patch.Of(later), HeldOn: patch.Of(calendar.Date("2022-04-22"))}
	amended, err := w.meetings.Amend(secretariat, march, m.Version, in)
	must(t, err)
	if !amended.Deadline.Equal(later) || amended.HeldOn != "2022-04-22" {
		t.Errorf("got %s held on %s", amended.Deadline, amended.HeldOn)
	}
	_, err = w.meetings.Amend(secretariat, march, m.Version, in)
	wantStale(t, err)
	_, err = w.meetings.Amend(secretariat, march, amended.Version, meeting.Amendment{Deadline: patch.Of(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))})
	wantFault(t, err, "meeting.deadline")
	emptied, err := w.meetings.Amend(secretariat, march, amended.Version, meeting.Amendment{HeldOn: patch.Field[calendar.Date]{Set: true, Null: true}})
	must(t, err)
	if emptied.HeldOn != "" || !emptied.Deadline.Equal(later) {
		t.Errorf("null empties the day alone: got %q, %s", emptied.HeldOn, emptied.Deadline)
	}
	closed := w.close(march)
	_, err = w.meetings.Amend(secretariat, march, closed.Version, in)
	wantFault(t, err, "meeting.closed")
}

func TestReopening(t *testing.T) {
	w := newWorld(t)
	_, err := w.meetings.Reopen(secretariat, march, 0, meeting.Reopening{Reason: "补录"})
	wantFault(t, err, "meeting.notClosed")
	first := w.close(march)
	_, err = w.meetings.Reopen(secretariat, march, first.Version-1, meeting.Reopening{Reason: "补录"})
	wantStale(t, err)
	again, err := w.meetings.Reopen(secretariat, march, first.Version, meeting.Reopening{Reason: "补录"})
	must(t, err)
	if again.State != period.Open || again.ReopenReason != "补录" || again.Snapshot.SHA256 != first.Snapshot.SHA256 {
		t.Errorf("got %+v, want open with the first snapshot", again)
	}
	w.clock.Advance(time.Hour)
	second, err := w.meetings.Close(secretariat, march, again.Version, meeting.Closing{Note: "已补录"})
	must(t, err)
	heads, err := w.meetings.Snapshots(actor(access.Clerk, wuyi), march)
	must(t, err)
	none := int64(0)
	want := []meeting.Head{
		{Version: 2, SHA256: second.Snapshot.SHA256, ClosedAt: w.clock.Now(), ClosedBy: "secretariat", Reason: "补录", Note: "已补录", Undecided: &none},
		{Version: 1, SHA256: first.Snapshot.SHA256, ClosedAt: w.clock.Now().Add(-time.Hour), ClosedBy: "secretariat", Undecided: &none},
	}
	if diff := cmp.Diff(heads, want); diff != "" {
		t.Errorf("versions (-got +want):\n%s", diff)
	}
	w.open(april)
	_, err = w.meetings.Reopen(secretariat, march, second.Version, meeting.Reopening{Reason: "再补"})
	wantFault(t, err, "meeting.notLatest")
}

func TestCorrectionsWaitForTheNextMonth(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	q := w.sign(lanxi, "光学膜", 200000)
	w.close(march)
	amend := func(p *project.Project, wan int64) {
		t.Helper()
		_, err := w.projects.Amend(secretariat, p.ID, w.now(p).Version, investment(wan))
		must(t, err)
	}
	amend(p, 159600)
	w.open(april)
	amend(q, 190000)
	rows, err := w.meetings.Restatements(secretariat, april)
	must(t, err)
	var got []string
	for _, r := range rows {
		got = append(got, r.RegionID+" "+string(r.AffectsMonth)+" "+r.DeltaWan.String())
	}
	if diff := cmp.Diff(got, []string{"330723 2022-03 10000", "330781 2022-03 -10000"}); diff != "" {
		t.Errorf("announced in April (-got +want):\n%s", diff)
	}
	own, err := w.meetings.Restatements(actor(access.Clerk, lanxi), april)
	must(t, err)
	if len(own) != 1 || own[0].RegionID != lanxi {
		t.Errorf("a county's own corrections: got %d", len(own))
	}
	_, err = w.meetings.Restatements(secretariat, may)
	wantFault(t, err, "missing")
}

func TestReopeningAnnouncesWhatWasCorrected(t *testing.T) {
	w := newWorld(t)
	p := w.sign(wuyi, "储能电池", 149600)
	closed := w.close(march)
	_, err := w.projects.Amend(secretariat, p.ID, w.now(p).Version, investment(159600))
	must(t, err)
	_, err = w.meetings.Reopen(secretariat, march, closed.Version, meeting.Reopening{Reason: "更正"})
	must(t, err)
	rows, err := w.meetings.Restatements(secretariat, march)
	must(t, err)
	if len(rows) != 1 || rows[0].DeltaWan != 10000 {
		t.Errorf("got %+v, want the correction in the second version", rows)
	}
}

func TestWordsOfSections(t *testing.T) {
	w := newWorld(t)
	_, err := w.meetings.Word(secretariat, march, "weather", nil, words("晴"))
	wantFault(t, err, "choice")
	one, none := int64(1), int64(0)
	_, err = w.meetings.Word(secretariat, march, "overview", &one, words("没有看到的"))
	wantStale(t, err)
	n, err := w.meetings.Word(secretariat, march, "overview", &none, words("开局良好。"))
	must(t, err)
	_, err = w.meetings.Word(secretariat, march, "overview", &none, words("盖掉"))
	wantStale(t, err)
	_, err = w.meetings.Word(secretariat, march, "overview", nil, words("改"))
	wantFault(t, err, "meeting.unseen")
	n2, err := w.meetings.Word(secretariat, march, "overview", &n.Version, words("开局平稳。"))
	must(t, err)
	_, err = w.meetings.Word(secretariat, march, "overview", &n.Version, words("旧"))
	wantStale(t, err)
	_, err = w.meetings.Word(actor(access.Lead, wuyi), march, "overview", &n2.Version, words("县"))
	wantFault(t, err, "access.forbidden")
	w.close(march)
	_, err = w.meetings.Word(secretariat, march, "overview", &n2.Version, words("迟"))
	wantFault(t, err, "meeting.closed")
	rows, err := w.meetings.Narratives(actor(access.Clerk, wuyi), march)
	must(t, err)
	if len(rows) != 1 || rows[0].Text != "开局平稳。" {
		t.Errorf("got %+v", rows)
	}
}

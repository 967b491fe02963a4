package meeting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/monthly"
	"zhaoyin/internal/project"
)

// told writes what the agenda says of the counties that have projects.
func told(a *meeting.Agenda) []string {
	var lines []string
	for _, i := range a.Items {
		for what, refs := range map[string][]meeting.Ref{"moved": i.Moves, "slipped": i.Slipped, "asks": i.Matters, "waits": i.Waiting, "misses": i.Missing} {
			for _, r := range refs {
				lines = append(lines, fmt.Sprintf("%d %s %s %s:%s", i.Order, i.RegionID, what, r.Name, r.What))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

func ordered(lines ...string) []string {
	slices.Sort(lines)
	return lines
}

func TestAgendaTellsEachCountyWhatToReport(t *testing.T) {
	w, _, _ := lived(t)
	want := ordered(
		"1 330723 moved 储能电池:signed", "1 330723 moved 暂停的项目:signed", "1 330723 moved 储能电池:landed", "1 330723 moved 储能电池:started",
		"1 330723 asks 储能电池:用地指标不足", "1 330723 waits 暂停的项目:",
		"2 330781 moved 光学膜:signed", "2 330781 misses 光学膜:",
	)
	for _, state := range []string{"open", "closed"} {
		if state == "closed" {
			w.close(march)
		}
		a, err := w.meetings.Agenda(leader, march)
		must(t, err)
		if diff := cmp.Diff(told(a), want); diff != "" || len(a.Items) != 10 || a.Frozen != (state == "closed") {
			t.Errorf("%s, %d counties (-got +want):\n%s", state, len(a.Items), diff)
		}
	}
}

func TestAgendaHidesOthersProjects(t *testing.T) {
	w, _, _ := lived(t)
	for _, state := range []string{"open", "closed"} {
		if state == "closed" {
			w.close(march)
		}
		a, err := w.meetings.Agenda(actor(access.Clerk, lanxi), march)
		must(t, err)
		want := ordered("2 330781 moved 光学膜:signed", "2 330781 misses 光学膜:")
		if diff := cmp.Diff(told(a), want); diff != "" {
			t.Errorf("%s, a clerk (-got +want):\n%s", state, diff)
		}
		if a.Items[0].RegionID != wuyi || a.Items[0].Figures.Month.Signed.Count != 2 {
			t.Errorf("%s: the other county's place and figures: got %+v", state, a.Items[0])
		}
		a, err = w.meetings.Agenda(actor(access.Admin, ""), march)
		must(t, err)
		if lines := told(a); len(lines) != 0 {
			t.Errorf("%s: who may not read projects sees %v", state, lines)
		}
	}
}

func TestSlippingIsTold(t *testing.T) {
	w := newWorld(t)
	slips, stays := w.sign(wuyi, "储能电池", 149600), w.sign(lanxi, "光学膜", 200000)
	w.accept(w.handIn(slips, march, 100))
	w.accept(w.handIn(stays, march, 100))
	w.close(march)
	w.open(april)
	w.file(slips, april, monthly.Draft{Progress: "工地停工待料", NextPlan: "争取复工", InvestedTotalWan: amount(100), Light: project.Yellow, LightReason: "资金未到位"})
	w.file(stays, april, monthly.Draft{Progress: "按计划推进中", NextPlan: "继续推进", InvestedTotalWan: amount(150), Light: project.Green, LightReason: "正常"})
	a, err := w.meetings.Agenda(leader, april)
	must(t, err)
	var got []string
	for _, line := range told(a) {
		if strings.Contains(line, "slipped") {
			got = append(got, line)
		}
	}
	if diff := cmp.Diff(got, []string{"2 330723 slipped 储能电池:资金未到位"}); diff != "" {
		t.Errorf("slipped (-got +want):\n%s", diff)
	}
}

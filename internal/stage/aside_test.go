package stage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/access"
	"zhaoyin/internal/fault"
	"zhaoyin/internal/project"
	"zhaoyin/internal/stage"
	"zhaoyin/internal/store"
)

// TestARegressionEndsAtAVerifiedMilestone: the stage is the furthest verified milestone, also after going back; before signing there is none to verify.
func TestARegressionEndsAtAVerifiedMilestone(t *testing.T) {
	tests := []struct {
		name     string
		verified []project.Stage
		to       project.Stage
		want     string          // the refusal, or none
		possible []project.Stage // that it names
	}{
		{"to a milestone that was skipped", []project.Stage{project.Started}, project.Landed, "stage.unverified", []project.Stage{project.Lead, project.Negotiating}},
		{"to signed, skipped as well", []project.Stage{project.Started}, project.Signed, "stage.unverified", []project.Stage{project.Lead, project.Negotiating}},
		{"before every milestone", []project.Stage{project.Started}, project.Negotiating, "", nil},
		{"to the first stage", []project.Stage{project.Started}, project.Lead, "", nil},
		{"to a verified one", []project.Stage{project.Signed, project.Started}, project.Signed, "", nil},
		{"between two verified ones", []project.Stage{project.Signed, project.Started}, project.Landed, "stage.unverified", []project.Stage{project.Lead, project.Negotiating, project.Signed}},
		{"verified beyond where it stands", []project.Stage{project.Signed}, project.Landed, "stage.forward", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			p := w.register(t, wuyi, "退回项目")
			for _, kind := range tt.verified {
				m := w.tell(t, p, kind, "2022-04-10", proof(project.Agreement)...)
				_, err := w.stages.Verify(secretariat, p.ID, m.ID, 0, stage.Verdict{Verdict: project.Verified, Note: "专题会议明确"})
				must(t, err)
			}
			before, lines := w.now(t, p), len(w.moves(t, p))
			_, err := w.stages.Regress(secretariat, p.ID, before.Version, stage.Regression{To: tt.to, Reason: "核查后退回"})
			if code(err) != tt.want {
				t.Fatalf("got %q, want %q", code(err), tt.want)
			}
			after := w.now(t, p)
			if tt.want == "" {
				if after.Stage != tt.to || len(w.moves(t, p)) != lines+1 {
					t.Errorf("got %s, history %v, want %s with its line", after.Stage, w.moves(t, p), tt.to)
				}
				return
			}
			if f, _ := fault.Find(err); tt.possible != nil {
				if diff := cmp.Diff(f.Extra["possible"], tt.possible); diff != "" {
					t.Errorf("possible (-got +want):\n%s", diff)
				}
			}
			if after.Version != before.Version || len(w.moves(t, p)) != lines {
				t.Errorf("a refusal left version %d and history %v", after.Version, w.moves(t, p))
			}
		})
	}
}

// TestHistoryTellsOfAnUnsupportedStage: where an older version left a stage without its milestone, verifying that is told.
func TestHistoryTellsOfAnUnsupportedStage(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, wuyi, "旧版退回项目")
	must(t, w.db.Write(system, access.ProjectAmend, func(tx *store.Tx) error {
		left, err := store.Get[project.Project](tx, p.ID)
		must(t, err)
		left.Stage = project.Signed
		return store.Update(tx, left)
	}))
	m := w.reach(t, p, project.Signed, "2022-04-10", project.Agreement)
	want := []string{"lead>lead registration", "signed>signed milestone:" + m.ID + "  2022-04"}
	if diff := cmp.Diff(w.moves(t, p), want); diff != "" {
		t.Errorf("history (-got +want):\n%s", diff)
	}
}

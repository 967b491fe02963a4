package review

import (
	"zhaoyin/internal/project"
	"zhaoyin/internal/store"
)

// Stand is what the reviews of a project mean for a stage.
type Stand struct {
	Needed         bool        // a template asks for a review before this very stage
	Passed         bool        // every review that is needed has a conclusion that holds and lets the project go on; true when none is needed
	Outdated       bool        // the project has changed since beyond the share that a conclusion covers
	OpenConditions []Condition // not fulfilled, and in the way of this stage or of an earlier one
}

// Standing joins a unit of work to tell the gate of a stage what the project's reviews say. The project is judged as the caller holds it, stored or not.
func Standing(tx *store.Tx, p *project.Project, to project.Stage) (Stand, error) {
	stand := Stand{Passed: true}
	all, err := templates(tx)
	if err != nil {
		return stand, err
	}
	cases, err := store.All[Case](tx, "id", store.Where("project_id = ? AND state = ? AND successor_id = ''", p.ID, Concluded))
	if err != nil {
		return stand, err
	}
	passed := map[string]bool{}
	for i := range cases {
		c := &cases[i]
		passed[c.Template] = c.holds()
		stand.Outdated = stand.Outdated || c.Stage.Rank() <= to.Rank() && c.outgrown(p)
	}
	for i := range all {
		if t := &all[i]; t.Active && t.Trigger.Stage == to && t.Trigger.Matches(p) {
			stand.Needed, stand.Passed = true, stand.Passed && passed[t.Key]
		}
	}
	stand.OpenConditions, err = inTheWay(tx, p.ID, to)
	return stand, err
}

// inTheWay are a project's conditions that have to be fulfilled before a stage or an earlier one.
func inTheWay(tx *store.Tx, projectID string, to project.Stage) ([]Condition, error) {
	unmet, err := store.All[Condition](tx, "due_on, id", store.Where("project_id = ? AND state = ? AND blocks_stage <> ''", projectID, Unmet))
	found := []Condition{}
	for _, o := range unmet {
		if o.BlocksStage.Rank() <= to.Rank() {
			o.Overdue = o.overdue(tx.Today())
			found = append(found, o)
		}
	}
	return found, err
}

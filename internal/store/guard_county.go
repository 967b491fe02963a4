package store

import "fmt"

// ofProjects are the tables whose rows always belong to a project and carry its county. Where writes run side by side a row could be added for the county that
// has just handed the project over; PostgreSQL refuses it at the commit. SQLite writes one after the other, and every writer reads the project first.
var ofProjects = []string{
	"attachments", "fund_requests", "fund_steps", "land_requests", "milestones", "month_statuses", "project_transfers", "review_conditions", "reviews", "stage_moves",
}

var postgresCounties, postgresCountiesOff = func() (up, down []string) {
	for _, table := range ofProjects {
		up = append(up, fmt.Sprintf(`ALTER TABLE %[1]s ADD CONSTRAINT %[1]s_county FOREIGN KEY (project_id, region_id)
			REFERENCES projects (id, region_id) DEFERRABLE INITIALLY DEFERRED`, table))
		down = append(down, fmt.Sprintf(`ALTER TABLE %[1]s DROP CONSTRAINT %[1]s_county`, table))
	}
	return up, down
}()

// Package figure keeps the rollups (口径): how many projects, and how much, each county did in each month. They are kept in the same
// transaction as what they count, so a board costs the same at ten projects and at a hundred thousand.
package figure

import (
	"zhaoyin/internal/calendar"
	"zhaoyin/internal/unit"
)

// Metric is what is counted. The five milestone kinds are metrics by their own codes ("signed", "landed", …).
type Metric string

// The metrics besides the milestone kinds, of which Signed alone is kept by investment class.
const (
	Signed    Metric = "signed"
	Due       Metric = "due"       // standing: active counting projects that owe a monthly status
	Submitted Metric = "submitted" // statuses handed in for the month (submitted or accepted)
	Late      Metric = "late"      // of these, after the deadline
	Invested  Metric = "invested"  // investment completed in the month, of accepted statuses

	Excused     Metric = "excused"     // statuses handed in of projects that are paused or terminated by now and owe nothing any more
	ExcusedLate Metric = "excusedLate" // of these, after the deadline
)

// Handing are the metrics that a status handed in counts for.
func Handing(late, excused bool) []Metric {
	metrics := []Metric{Submitted}
	if late {
		metrics = append(metrics, Late)
	}
	if excused {
		metrics = append(metrics, Excused)
	}
	if late && excused {
		metrics = append(metrics, ExcusedLate)
	}
	return metrics
}

// Standing is the month under which counts that belong to no month are kept; no project is that old.
const Standing = calendar.Month("1900-01")

// Thresholds are the investment classes that are counted side by side: 10, 20, 50, 100 亿元, in 万元.
var Thresholds = []unit.Wan{100000, 200000, 500000, 1000000}

// Bucket is the highest threshold that an investment reaches, 0 below the first.
func Bucket(investment unit.Wan) unit.Wan {
	var reached unit.Wan
	for _, t := range Thresholds {
		if investment >= t {
			reached = t
		}
	}
	return reached
}

// Delta is one change of a rollup. Industry is a division such as "C38"; Bucket comes from the project's investment and is kept of what was
// signed, which the meeting counts by thresholds. Everything else is one sum, so that a board has few rows to add up.
type Delta struct {
	Month    calendar.Month
	RegionID string
	Industry string
	Metric   Metric
	Bucket   unit.Wan
	Count    int64
	Wan      unit.Wan
}

func (d Delta) classed() Delta {
	if d.Metric != Signed {
		d.Bucket = 0
	}
	return d
}

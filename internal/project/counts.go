package project

import (
	"zhaoyin/internal/org"
	"zhaoyin/internal/unit"
)

// Reason says why a project counts, or why not.
type Reason string

// The reasons, as in the vocabulary's countsReason.
const (
	Met              Reason = "met"              // manufacturing and at the threshold
	FellBelow        Reason = "fellBelow"        // below the threshold by now, flagged, still counting
	BelowThreshold   Reason = "belowThreshold"   // a reserve (储备)
	NotManufacturing Reason = "notManufacturing" // a reserve
)

// DefaultThreshold is 10 亿元, in 万元.
const DefaultThreshold unit.Wan = 100000

// judge decides whether a project counts when it is registered.
func judge(industry string, investment, threshold unit.Wan) (bool, Reason) {
	switch {
	case !org.IsManufacturing(industry):
		return false, NotManufacturing
	case investment < threshold:
		return false, BelowThreshold
	}
	return true, Met
}

// rejudge applies an amendment: a project that has counted goes on when its investment falls, flagged with the reason; a reserve that has grown to the
// threshold counts from then on; leaving manufacturing ends counting, because the figures are of manufacturing, and coming back (a mistyped industry
// put right) begins it again, also below the threshold where it has counted before.
func rejudge(counted bool, industry string, investment, threshold unit.Wan) (bool, Reason) {
	counts, reason := judge(industry, investment, threshold)
	if counted && reason == BelowThreshold {
		return true, FellBelow
	}
	return counts, reason
}

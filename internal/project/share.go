package project

import (
	"slices"
	"strconv"

	"zhaoyin/internal/fault"
	"zhaoyin/internal/store"
)

// Share is a county's part of the credit for a project, in whole percent.
type Share struct {
	RegionID string `json:"regionId" validate:"required"`
	Percent  int    `json:"percent" validate:"min=1,max=100"`
}

// mostShares is among how many counties the credit for a project is split.
const mostShares = 10

var (
	errShares     = fault.Define(fault.Invalid, "project.shares", "分享比例合计应为 100%%，现为 %d%%。", "The shares must add up to 100%%, not %d%%.")
	errShareCount = fault.Define(fault.Invalid, "project.shareCount", "最多由 %d 个县（市、区）分享。", "At most %d counties share.")
	errShareTwice = fault.Define(fault.Invalid, "project.shareTwice", "同一县（市、区）只能分成一次。", "A county has one share only.")
	errShareOwn   = fault.Define(fault.Invalid, "project.shareOwn", "分成须包含项目所在的县（市、区）。", "The project's own county must be among the shares.")
)

// checkShares holds the shares of a project of the region to what the city agrees to: its own county among them, and what is told of any shares. No shares are fine.
func checkShares(tx *store.Tx, regionID string, shares []Share, bad *fault.List) error {
	own := slices.ContainsFunc(shares, func(s Share) bool { return s.RegionID == regionID })
	var wrong fault.List
	if err := splitFully(tx, shares, &wrong); err != nil {
		return err
	}
	bad.Check(len(wrong) > 0 || len(shares) == 0 || own, "/creditShares", errShareOwn)
	*bad = append(*bad, wrong...)
	return nil
}

// splitFully holds shares to whole percents of 1 to 100, of counties that report and stand there once, 100 in all.
func splitFully(tx *store.Tx, shares []Share, bad *fault.List) error {
	if len(shares) > mostShares {
		bad.Add("/creditShares", errShareCount, mostShares)
		return nil
	}
	var wrong fault.List
	sum, seen := 0, map[string]bool{}
	for i, share := range shares {
		pointer := "/creditShares/" + strconv.Itoa(i)
		wrong.Check(share.Percent >= 1 && share.Percent <= 100, pointer+"/percent", fault.Range, 1, 100)
		if err := checkShareholder(tx, &wrong, pointer+"/regionId", share.RegionID, seen); err != nil {
			return err
		}
		sum += share.Percent
	}
	wrong.Check(len(wrong) > 0 || len(shares) == 0 || sum == 100, "/creditShares", errShares, sum)
	*bad = append(*bad, wrong...)
	return nil
}

func checkShareholder(tx *store.Tx, bad *fault.List, pointer, regionID string, seen map[string]bool) error {
	switch {
	case regionID == "":
		bad.Add(pointer, fault.Required)
	case seen[regionID]:
		bad.Add(pointer, errShareTwice)
	default:
		seen[regionID] = true
		return checkRegion(tx, bad, pointer, regionID)
	}
	return nil
}

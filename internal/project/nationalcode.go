package project

import (
	"regexp"
	"strings"

	"zhaoyin/internal/fault"
)

// nationalCode is the shape of a national project code (全国投资项目在线审批监管平台项目代码): year and month, region, groups of industry and kind,
// running number.
var nationalCode = regexp.MustCompile(`^\d{2}(\d{2})-(\d{6})-\d{2}-\d{2}-\d{6}$`)

var (
	errNationalCodeShape = fault.Define(fault.Invalid, "project.nationalCodeShape",
		"在线平台项目代码应为“2205-330723-04-01-123456”这样的形式：年月-地区-行业-类型-流水号。",
		"A national project code is written like 2205-330723-04-01-123456: year and month, region, industry, kind, number.")
	errNationalCodeMonth = fault.Define(fault.Invalid, "project.nationalCodeMonth",
		"在线平台项目代码中的月份“%s”不存在。", "The month %s in the national project code does not exist.")
	errNationalCodeRegion = fault.Define(fault.Invalid, "project.nationalCodeRegion",
		"在线平台项目代码中的地区“%s”不属于本市（%s），请核对。", "The region %s in the national project code does not belong to this city (%s).")
)

// CheckNationalCode verifies the shape, the month and the region of a national project code for a project of the region, whose ID is a GB/T 2260 code
// or a zone's own code with the same first four characters. A project may be filed with any authority above it, so a code of the same city, of
// the province itself (330000) or of the central government (000000) passes; that it is on file is for the platform to say.
func CheckNationalCode(code, regionID string) error {
	parts := nationalCode.FindStringSubmatch(code)
	if parts == nil {
		return errNationalCodeShape
	}
	month, region := parts[1], parts[2]
	if month < "01" || month > "12" {
		return errNationalCodeMonth.With(month)
	}
	const cityDigits, provinceDigits = 4, 2
	if len(regionID) < cityDigits {
		return errNationalCodeRegion.With(region, regionID)
	}
	city := regionID[:cityDigits]
	above := region == regionID[:provinceDigits]+"0000" || region == "000000"
	if !above && !strings.HasPrefix(region, city) {
		return errNationalCodeRegion.With(region, city+"00")
	}
	return nil
}

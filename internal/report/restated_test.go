package report

import "testing"

// TestACorrectionIsToldInWords: no paper shows the code of a field or a stage.
func TestACorrectionIsToldInWords(t *testing.T) {
	for want, r := range map[string]Restatement{
		"更正：武义县“储能电池”2022年3月已公布数据，累计完成投资（万元）由“30000”改为“29500”，影响个数+0、金额-500万元，原因：重复计算。": {
			Field: "investedTotalWan", Before: "30000", After: "29500", Wan: -500, Reason: "重复计算"},
		"更正：武义县“储能电池”2022年3月已公布数据，完成投资（万元）由“0”改为“3000”，影响个数+0、金额+3000万元。": {
			Field: "investedThisMonthWan", Before: "0", After: "3000", Wan: 3000},
		"更正：武义县“储能电池”2022年3月已公布数据，阶段由“开工”改为“签约”，影响个数-1、金额-149600万元。": {
			Field: "stage", Before: "started", After: "signed", Count: -1, Wan: -149600},
		"更正：武义县“储能电池”2022年3月已公布数据，签约日期为“2022-03-10”，影响个数+1、金额+149600万元。": {
			Field: "milestone.signed", After: "2022-03-10", Count: 1, Wan: 149600},
		"更正：武义县“储能电池”2022年3月已公布数据，归档，影响个数-1、金额-149600万元，原因：重复登记。": {
			Field: "archived", After: "重复登记", Count: -1, Wan: -149600, Reason: "重复登记"},
	} {
		r.Region, r.Project, r.Affects = "武义县", "储能电池", "2022-03"
		if got := r.sentence(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

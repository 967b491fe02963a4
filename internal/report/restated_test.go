package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/internal/figure"
	"zhaoyin/internal/meeting"
	"zhaoyin/internal/unit"
)

// TestSentencesOfCorrections is the table of what is told of a correction: by its cause, with the project's name, each figure that moved and by how much, one
// sentence for a project, a cause and a month.
func TestSentencesOfCorrections(t *testing.T) {
	row := func(field, before, after, reason string, metric figure.Metric, count int64, wan unit.Wan) Restatement {
		return Restatement{
			ProjectID: "p1", Region: "武义县", Project: "储能电池", Field: field, Before: before, After: after, Reason: reason, Affects: "2022-03",
			Metric: metric, Count: count, Wan: wan,
		}
	}
	in := func(region string, r Restatement) Restatement {
		r.Region = region
		return r
	}
	nameless := row("archived", "", "重复登记", "重复登记", "signed", -1, -149600)
	nameless.Project = ""
	for _, c := range []struct {
		name string
		rows []Restatement
		want []string
	}{
		{
			"an amended investment moves every milestone",
			[]Restatement{row("investmentWan", "149600", "120000", "补充协议。", "landed", 0, -29600), row("investmentWan", "149600", "120000", "补充协议。", "signed", 0, -29600)},
			[]string{"更正：武义县“储能电池”总投资由14.96亿元调整为12.00亿元（原因：补充协议），2022年3月已公布数据相应更正：落地项目总投资减少2.96亿元，签约项目总投资减少2.96亿元。"},
		},
		{
			"a small change is not rounded away",
			[]Restatement{row("investmentWan", "149600", "149834", "", "signed", 0, 234)},
			[]string{"更正：武义县“储能电池”总投资由14.96亿元调整为14.9834亿元，2022年3月已公布数据相应更正：签约项目总投资增加234万元。"},
		},
		{
			"an industry that counts no more",
			[]Restatement{row("industry", "C3825", "F51", "行业更正", "signed", -1, -149600)},
			[]string{"更正：武义县“储能电池”所属行业由C3825光伏设备及元器件制造调整为F51批发业（原因：行业更正），2022年3月已公布数据相应更正：签约项目减少1个、总投资14.96亿元。"},
		},
		{
			"industry and investment at once",
			[]Restatement{row("industry,investmentWan", "C3825,149600", "C39,120000", "", "signed", 0, -29600)},
			[]string{"更正：武义县“储能电池”所属行业由C3825光伏设备及元器件制造调整为C39计算机、通信和其他电子设备制造业，总投资由14.96亿元调整为12.00亿元，2022年3月已公布数据相应更正：签约项目总投资减少2.96亿元。"},
		},
		{
			"another threshold",
			[]Restatement{row("counts", "false", "true", "", "signed", 1, 60000)},
			[]string{"更正：武义县“储能电池”计入口径调整，2022年3月已公布数据相应更正：签约项目增加1个、总投资6.00亿元。"},
		},
		{
			"an industry that counts no more, as earlier versions noted it",
			[]Restatement{row("investmentWan", "149600", "149600", "行业更正", "signed", -1, -149600)},
			[]string{"更正：武义县“储能电池”所属行业或计入口径调整（原因：行业更正），2022年3月已公布数据相应更正：签约项目减少1个、总投资14.96亿元。"},
		},
		{
			"archived",
			[]Restatement{
				row("archived", "", "重复登记", "重复登记", "invested", 0, -3000), row("archived", "", "重复登记", "重复登记", "signed", -1, -149600),
				row("archived", "", "重复登记", "重复登记", "submitted", -1, 0),
			},
			[]string{"更正：武义县“储能电池”已归档（原因：重复登记），2022年3月已公布数据相应更正：完成投资减少3000万元，签约项目减少1个、总投资14.96亿元，已报月报减少1份。"},
		},
		{
			"accepted after the close",
			[]Restatement{row("investedThisMonthWan", "0", "3000", "", "invested", 0, 3000)},
			[]string{"更正：武义县“储能电池”月报在该月关闭后采纳，2022年3月已公布数据相应更正：完成投资增加3000万元。"},
		},
		{
			"restored from the archive",
			[]Restatement{row("archived", "重复登记", "", "误归档", "signed", 1, 149600)},
			[]string{"更正：武义县“储能电池”由归档恢复（原因：误归档），2022年3月已公布数据相应更正：签约项目增加1个、总投资14.96亿元。"},
		},
		{
			"gone back",
			[]Restatement{row("stage", "started", "signed", "施工许可撤销", "started", -1, -149600)},
			[]string{"更正：武义县“储能电池”由开工退回签约（原因：施工许可撤销），2022年3月已公布数据相应更正：开工项目减少1个、总投资14.96亿元。"},
		},
		{
			"two months are two sentences",
			[]Restatement{row("archived", "", "x", "x", "late", -1, 0), func() Restatement { r := row("archived", "", "x", "x", "late", -1, 0); r.Affects = "2022-02"; return r }()},
			[]string{"更正：武义县“储能电池”已归档（原因：x），2022年3月已公布数据相应更正：逾期补报减少1份。", "更正：武义县“储能电池”已归档（原因：x），2022年2月已公布数据相应更正：逾期补报减少1份。"},
		},
		{
			"a transfer is one sentence of two counties",
			[]Restatement{
				row("regionId", "武义县", "兰溪市", "用地不足", "invested", 0, -3000), in("兰溪市", row("regionId", "武义县", "兰溪市", "用地不足", "invested", 0, 3000)),
				row("regionId", "武义县", "兰溪市", "用地不足", "signed", -1, -149600), in("兰溪市", row("regionId", "武义县", "兰溪市", "用地不足", "signed", 1, 149600)),
			},
			[]string{"更正：“储能电池”由武义县流转至兰溪市（原因：用地不足），2022年3月已公布数据中，完成投资3000万元，签约项目1个、14.96亿元由武义县改计兰溪市。"},
		},
		{
			"a transfer tells all months together",
			[]Restatement{
				row("regionId", "武义县", "兰溪市", "", "invested", 0, -3000), func() Restatement {
					r := row("regionId", "武义县", "兰溪市", "", "invested", 0, -7000)
					r.Affects = "2022-02"
					return r
				}(),
				in("兰溪市", row("regionId", "武义县", "兰溪市", "", "invested", 0, 3000)),
			},
			[]string{"更正：“储能电池”由武义县流转至兰溪市，2022年2月至2022年3月已公布数据中，完成投资1.00亿元由武义县改计兰溪市。"},
		},
		{
			"another version",
			[]Restatement{
				in("兰溪市", row(meeting.VersionField, "1", "2", "补录", "signed", 1, 520000)), in("兰溪市", row(meeting.VersionField, "1", "2", "补录", meeting.RankMetric, 1, 0)),
				row(meeting.VersionField, "1", "2", "补录", meeting.RankMetric, -1, 0),
			},
			[]string{"更正：2022年3月数据经重新开启后以第2版为准（原因：补录），与第1版相比，兰溪市签约项目增加1个、总投资52.00亿元，名次上升1位；武义县名次下降1位。"},
		},
		{
			"what earlier programs noted of a negative month",
			[]Restatement{row(correctedField, "30000", "29766", "重复计算", "invested", 0, -234)},
			[]string{"本月完成投资含更正：武义县“储能电池”更正以前月份多报234万元（原因：重复计算）。"},
		},
		{
			"a name that an old snapshot has not kept",
			[]Restatement{nameless},
			[]string{"更正：武义县“已不在名单内的项目”已归档（原因：重复登记），2022年3月已公布数据相应更正：签约项目减少1个、总投资14.96亿元。"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(restatedTexts(Facts{Restatements: c.rows}), c.want); diff != "" {
				t.Errorf("sentences (-got +want):\n%s", diff)
			}
		})
	}
}

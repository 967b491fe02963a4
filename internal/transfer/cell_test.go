package transfer

import (
	"strings"
	"testing"

	"zhaoyin/internal/fault"
)

// said is the outcome of a parser in one line: the error's code, or the value and the codes of its warnings.
func said(value string, notes []Note, err error) string {
	if err != nil {
		f, ok := fault.Find(err)
		if !ok {
			return "bare error: " + err.Error()
		}
		return "error " + f.Fault.Code
	}
	for _, n := range notes {
		value += " " + strings.TrimPrefix(n.Fault.Code, "import.")
	}
	return strings.TrimSpace(value)
}

func TestAmounts(t *testing.T) {
	yi, wan := &factor{10_000, 1}, &factor{1, 1}
	for _, c := range []struct {
		text    string
		heading *factor
		want    string
	}{
		{"10.2", yi, "102000万元"},
		{"102", yi, "1020000万元"},
		{"0", yi, "0万元"},
		{"约35", yi, "350000万元 approximate"},
		{"23（2023年开工报道）/25（2024-08报道）", yi, "230000万元 readings"},
		{"≥50（省特别重大类门槛）", yi, "500000万元 approximate"},
		{"≥10", yi, "100000万元 approximate"},
		{"超100", yi, "1000000万元 approximate"},
		{"60以上", yi, "600000万元 approximate"},
		{"170（销售收入）", yi, "1700000万元 remark"},
		{"约170（销售收入）", yi, "1700000万元 approximate"},
		{"240（营业收入）", yi, "2400000万元 remark"},
		{"超1（一期）", yi, "10000万元 approximate"},
		{"不低于2（投产后）", yi, "20000万元 approximate"},
		{"10.2亿元", nil, "102000万元"},
		{"10.2亿元", wan, "102000万元"}, // the cell's unit goes before the heading's
		{"102,000万元", yi, "102000万元"},
		{"１０．２亿元", nil, "102000万元"},
		{"1,020,000,000元", nil, "102000万元"},
		{"总投资10.2亿元", nil, "102000万元"},
		{"人民币10.2亿元", nil, "102000万元"},
		{"￥10.2亿", nil, "102000万元"},
		{"10-15亿元", nil, "100000万元 readings"},
		{"10~15", yi, "100000万元 readings"},
		{"10至15亿", nil, "100000万元 readings"},
		{"10余亿元", nil, "100000万元 approximate"},
		{"100+", wan, "100万元 approximate"},
		{"+120000", wan, "120000万元"},
		{"12,0000", wan, "120000万元"}, // four digits a group, as Chinese numbers are said
		{"12，0000万元", yi, "120000万元"},
		{"99,9999", wan, "999999万元"},
		{"1,2345", wan, "12345万元"},
		{"12,3456.5", wan, "123457万元 rounded"},
		{"1,0000,0000元", nil, "10000万元"},
		{"1,000,000", wan, "1000000万元"},
		{"1,2345,678", wan, "error import.unreadable"},
		{"1,234,5678", wan, "error import.unreadable"},
		{"1234,567", wan, "error import.unreadable"},
		{"12345,6789", wan, "error import.unreadable"},
		{"12,00", wan, "error import.unreadable"},
		{"12,00000", wan, "error import.unreadable"},
		{"12,000,", wan, "12000万元"},
		{"12 0000", wan, "error import.unreadable"},
		{"12'0000", wan, "error import.unreadable"},
		{"12亿3456", wan, "error import.unreadable"},
		{"12万元3456", wan, "error import.unreadable"},
		{"10.2亿元一期", nil, "102000万元 remark"},
		{"10.20005", yi, "102001万元 rounded"},
		{"0.5", wan, "1万元 rounded"},
		{"", yi, ""},
		{"-", yi, ""},
		{"待定", yi, "noValue"},
		{"10.2", nil, "error import.unit"},
		{"-5", yi, "error import.negative"},
		{"－5", yi, "error import.negative"},
		{"十亿", yi, "error import.unreadable"},
		{"abc", yi, "error import.unreadable"},
		{"1,02", yi, "error import.unreadable"},
		{"1.2.3", yi, "error import.unreadable"},
		{"1.2E+3", yi, "error import.unreadable"},
		{"一期50亿元、二期53亿元", nil, "error import.unreadable"}, // the first number is not the total
		{"第1期10亿元", nil, "error import.unreadable"},
		{"62%", yi, "error import.unreadable"},
		{"5000万美元", yi, "error import.currency"},
		{"USD 500", yi, "error import.currency"},
		{"9000000000000.1", wan, "9000000000000万元 rounded"},
		{"9000000000001", wan, "error import.huge"},
		{strings.Repeat("9", 40), yi, "error import.huge"},
	} {
		v, stated, notes, err := yuan.parse(c.text, c.heading)
		shown := ""
		if stated {
			shown = yuan.show(v)
		}
		if got := said(shown, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestOtherQuantities(t *testing.T) {
	mu := &factor{100, 1}
	for _, c := range []struct {
		m       *measure
		text    string
		heading *factor
		want    string
	}{
		{acreage, "662（签约时报道约700）", mu, "662亩 remark"},
		{acreage, "约100", mu, "100亩 approximate"},
		{acreage, "1600（一期760余）", mu, "1600亩 remark"},
		{acreage, "约285.5", mu, "285.5亩 approximate"},
		{acreage, "350（一期140）", mu, "350亩 remark"},
		{acreage, "600（一期200、二期400）", mu, "600亩 remark"},
		{acreage, "1064.18（省奖励用地指标，全额用于本项目）", mu, "1064.18亩 remark"},
		{acreage, "1918（低效用地再开发）", mu, "1918亩 remark"},
		{acreage, "715.8", mu, "715.8亩"},
		{acreage, "1,2345", mu, "12345亩"},
		{acreage, "12,0000平方米", nil, "180亩"},
		{acreage, "100亩5", mu, "error import.unreadable"},
		{acreage, "100.256", mu, "100.26亩 rounded"},
		{acreage, "66.7公顷", mu, "1000.5亩"},
		{acreage, "20000平方米", nil, "30亩"},
		{acreage, "10000㎡", nil, "15亩"},
		{acreage, "100", nil, "error import.unit"},
		{people, "约4500", nil, "4500人 approximate"},
		{people, "超8000", nil, "8000人 approximate"},
		{people, "1500人", nil, "1500人"},
		{people, "1,500", nil, "1500人"},
		{people, "1,5000", nil, "15000人"},
		{people, "1500 200", nil, "error import.unreadable"},
		{people, "1500人200", nil, "error import.unreadable"},
		{people, "300余人", nil, "300人 approximate"},
		{people, "若干", nil, "error import.unreadable"},
		{ratio, "1.8", nil, "1.8"},
		{ratio, "≥1.5", nil, "1.5 approximate"},
		{ratio, "1.5-2.0", nil, "1.5 readings"},
		{coal, "5000吨标煤", nil, "5000吨标煤"},
		{coal, "1.25万吨标准煤", nil, "12500吨标煤"},
		{coal, "5000", nil, "error import.unit"},
		{dollars, "5000万美元", nil, "5000万美元"},
		{dollars, "0.5亿美元", nil, "5000万美元"},
		{dollars, "500万元", &factor{1, 1}, "error import.currency"},
		{dollars, "500万欧元", &factor{1, 1}, "error import.currency"},
	} {
		v, stated, notes, err := c.m.parse(c.text, c.heading)
		shown := ""
		if stated {
			shown = c.m.show(v)
		}
		if got := said(shown, notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2023-03-27", "2023-03-27"},
		{"2022/4/12", "2022-04-12"},
		{"2022.4.12", "2022-04-12"},
		{"2022年4月12日", "2022-04-12"},
		{"２０２２－４－１２", "2022-04-12"},
		{"20220412", "2022-04-12"},
		{"2022-04-12 15:30:00", "2022-04-12"},
		{"2022-04-12T15:30:00", "2022-04-12"},
		{"44663", "2022-04-12 serial"},
		{"2023-01", "2023-01 imprecise"},
		{"2022年4月", "2022-04 imprecise"},
		{"202204", "2022-04 imprecise"},
		{"2022.1", "2022 imprecise"}, // perhaps October
		{"2022", "2022 imprecise"},
		{"2022年", "2022 imprecise"},
		{"2022年底", "2022 imprecise"},
		{"2022年4月上旬", "2022-04 imprecise"},
		{"约2022-04-12", "2022-04 imprecise"},
		{"2022-04-12左右", "2022-04 imprecise"},
		{"2022-04-12（左右）", "2022-04 imprecise"},
		{"2022-04-12至2022-05-01", "2022-04 imprecise"},
		{"2022-04-12、2023-04-12", "2022-04 imprecise"},
		{"2023（开工报道刊于2023-11-18前）", "2023 imprecise"},
		{"2023-02（2023-02-21全省集中开工）", "2023-02 imprecise"},
		{"2025-09（近日）", "2025-09 imprecise"},
		{"2020-10-25（一期）", "2020-10-25 remark"},
		{"2016-04-19（集中开工）", "2016-04-19 remark"},
		{"2025-02-08（集中开工分会场）", "2025-02-08 remark"},
		{"2023-07-25（8GW电池厂房）", "2023-07-25 remark"},
		{"2022-04-12开工", "2022-04-12 remark"},
		{"2022-04-28挂牌，预计5月底摘牌", "planned"},
		{"2022-06底开工；2022-12投产；2023-07达产", "2022-06 imprecise"},
		{"2026-12（预计）", "planned"},
		{"计划明年开工", "planned"},
		{"“近日”（2024年下半年报道，具体日未写）", "undated"},
		{"10月8日（年份摘录未写）", "undated"},
		{"", ""},
		{"/", ""},
		{"待定", "noValue"},
		{"2022-02-30", "error import.noSuchDay"},
		{"2022-13-45", "error import.noSuchDay"},
		{"2022-13", "error import.noSuchDay"},
		{"4/12/2022", "error import.unreadable"}, // the twelfth of April, or the fourth of December
		{"abc", "error import.unreadable"},
		{"1234567", "error import.unreadable"},
	} {
		w, notes, err := parseWhen(c.text, false)
		if got := said(w.String(), notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
		if err == nil && w.Date == "" && w.String() != "" && len(notes) == 0 {
			t.Errorf("%q: an inexact date without a warning", c.text)
		}
	}
}

func TestLastDayIsTakenOnlyWhenAsked(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2023-02", "2023-02-28 dayAssumed"},
		{"2023-02-05左右", "2023-02-28 dayAssumed"},
		{"2023", "2023 imprecise"},
		{"2023-02-05", "2023-02-05"},
	} {
		w, notes, err := parseWhen(c.text, true)
		if got := said(w.String(), notes, err); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

package project

import (
	"errors"
	"testing"

	"zhaoyin/internal/fault"
)

func TestCheckNationalCode(t *testing.T) {
	const wuyi, zone = "330723", "3307K1"
	tests := []struct {
		name, code, region string
		want               *fault.Fault
	}{
		{"own county", "2205-330723-04-01-123456", wuyi, nil},
		{"filed with the city", "2205-330700-04-01-123456", wuyi, nil},
		{"filed with another county of the city", "2205-330784-04-01-123456", wuyi, nil},
		{"a zone with a code of its own", "2205-330702-04-01-123456", zone, nil},
		{"filed with the province", "2205-330000-04-01-123456", wuyi, nil},
		{"filed with the central government", "2205-000000-04-01-123456", wuyi, nil},
		{"December", "2212-330723-04-01-123456", wuyi, nil},
		{"another city of the province", "2205-330102-04-01-123456", wuyi, errNationalCodeRegion},
		{"another province", "2205-320700-04-01-123456", wuyi, errNationalCodeRegion},
		{"another province itself", "2205-320000-04-01-123456", wuyi, errNationalCodeRegion},
		{"no region", "2205-330723-04-01-123456", "", errNationalCodeRegion},
		{"no thirteenth month", "2213-330723-04-01-123456", wuyi, errNationalCodeMonth},
		{"no month zero", "2200-330723-04-01-123456", wuyi, errNationalCodeMonth},
		{"empty", "", wuyi, errNationalCodeShape},
		{"without dashes", "22053307230401123456", wuyi, errNationalCodeShape},
		{"a digit too many", "2205-330723-04-01-1234567", wuyi, errNationalCodeShape},
		{"a letter", "2205-3307K1-04-01-123456", zone, errNationalCodeShape},
		{"full-width digits", "２２05-330723-04-01-123456", wuyi, errNationalCodeShape},
		{"something behind it", "2205-330723-04-01-123456\n", wuyi, errNationalCodeShape},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckNationalCode(tt.code, tt.region)
			if tt.want == nil {
				if err != nil {
					t.Errorf("got %v, want none", err)
				}
				return
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %s", err, tt.want.Code)
			}
		})
	}
}

func TestNationalCodeNamesTheCity(t *testing.T) {
	e, _ := fault.Find(CheckNationalCode("2205-330102-04-01-123456", "330723"))
	if got, want := e.Fault.Sentence("zh-CN", e.Args...), "在线平台项目代码中的地区“330102”不属于本市（330700），请核对。"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNullAndZeroAreNotAbsent: null ≠ absent ≠ zero, and each is told what it is.
func TestNullAndZeroAreNotAbsent(t *testing.T) {
	const required = " required This field is required."
	for body, want := range map[string][]string{
		`{}`: {"/areaMu" + required, "/day" + required, "/moneyWan" + required, "/name" + required, "/year" + required, "/zeroMu" + required},
		`{"name":null,"moneyWan":null,"areaMu":null,"year":null,"day":null,"zeroMu":null}`: {
			"/areaMu" + required, "/day" + required, "/moneyWan" + required, "/name" + required, "/year" + required, "/zeroMu" + required},
		`{"name":"n","moneyWan":0,"areaMu":0.00,"year":0,"day":"2022-04-12","zeroMu":0,"parts":[{"moneyWan":1},{"moneyWan":-0},{"moneyWan":null},{}]}`: {
			"/areaMu range Must be between 0.01 and ….", "/moneyWan range Must be between 1 and ….", "/parts/1/moneyWan range Must be between 1 and ….",
			"/parts/2/moneyWan" + required, "/parts/3/moneyWan" + required, "/year range Must be between 2000 and 2199."},
		`{"name":"n","moneyWan":1,"areaMu":1,"year":2022,"day":"2022-04-12","zeroMu":0,"note":null}`: {
			"/note shape Wrong form; expected a value (not null; leave the field out instead)."},
	} {
		_, err := bind[owed](given(body, "application/json"))
		if diff := cmp.Diff(worded(err), want); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
	for body, want := range map[string][]string{
		`{"areaMu":null}`: {"/areaMu" + required},
		`{"areaMu":0}`:    {"/areaMu range Must be between 0.01 and …."},
		`{"areaMu":-0.0}`: {"/areaMu range Must be between 0.01 and …."},
	} {
		_, err := bindPatch[owedPatch](given(body, "application/json"))
		if diff := cmp.Diff(worded(err), want); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

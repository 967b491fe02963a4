package unit

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestWanReadsWholeNumbersOnly(t *testing.T) {
	tests := []struct {
		text string
		want Wan
		ok   bool
	}{
		{"149600", 149600, true},
		{"0", 0, true},
		{"-5", -5, true},
		{"9000000000000", 9e12, true},
		{"9000000000001", 0, false},
		{"-9000000000001", 0, false},
		{"99999999999999999999", 0, false},
		{"1.5", 0, false},
		{"1.0", 0, false},
		{"1e3", 0, false},
		{`"5"`, 0, false},
		{"null", 0, false},
		{"true", 0, false},
		{"{}", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var got Wan
			err := json.Unmarshal([]byte(tt.text), &got)
			if got != tt.want || (err == nil) != tt.ok {
				t.Errorf("got %v, %v, want %v, ok %v", got, err, tt.want, tt.ok)
			}
			if err != nil && !errors.Is(err, errWan) {
				t.Errorf("got %v, want the fault %s", err, errWan.Code)
			}
		})
	}
}

func TestMuReadsAtMostTwoDecimals(t *testing.T) {
	tests := []struct {
		text string
		want Mu
		ok   bool
		back string
	}{
		{"100.25", 10025, true, "100.25"},
		{"100.50", 10050, true, "100.5"},
		{"100.00", 10000, true, "100"},
		{"0.01", 1, true, "0.01"},
		{"-0.1", -10, true, "-0.1"},
		{"0.29", 29, true, "0.29"}, // 0.29*100 is 28.999… as a float
		{"90000000000", 9e12, true, "90000000000"},
		{"90000000000.01", 0, false, ""},
		{"100.255", 0, false, ""},
		{"1e2", 0, false, ""},
		{`"100"`, 0, false, ""},
		{"null", 0, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			var got Mu
			err := json.Unmarshal([]byte(tt.text), &got)
			if got != tt.want || (err == nil) != tt.ok {
				t.Fatalf("got %d, %v, want %d, ok %v", got, err, tt.want, tt.ok)
			}
			if back, _ := json.Marshal(got); tt.ok && string(back) != tt.back {
				t.Errorf("got %s written back, want %s", back, tt.back)
			}
		})
	}
}

func TestParseRefusesWhatJSONWould(t *testing.T) {
	for _, s := range []string{"", "-", ".", "1.", ".5", "+1", "01", "1,000", " 1", "１", "--1", "0x1", "1_000"} {
		if v, err := ParseMu(s); err == nil {
			t.Errorf("ParseMu(%q): got %v, want a fault", s, v)
		}
		if v, err := ParseWan(s); err == nil {
			t.Errorf("ParseWan(%q): got %v, want a fault", s, v)
		}
		if v, err := ParseRatio(s); err == nil {
			t.Errorf("ParseRatio(%q): got %v, want a fault", s, v)
		}
	}
}

func TestYiIsExact(t *testing.T) {
	tests := []struct {
		wan       Wan
		yi, yi2   string
		yi0, yiIs string
	}{
		{149600, "14.96", "14.96", "15", "14.9600"},
		{100000, "10", "10.00", "10", "10.0000"},
		{1, "0.0001", "0.00", "0", "0.0001"},
		{149650, "14.965", "14.97", "15", "14.9650"},
		{-149650, "-14.965", "-14.97", "-15", "-14.9650"},
		{0, "0", "0.00", "0", "0.0000"},
	}
	for _, tt := range tests {
		got := [4]string{tt.wan.Yi(), tt.wan.YiRounded(2), tt.wan.YiRounded(0), tt.wan.YiRounded(4)}
		if want := [4]string{tt.yi, tt.yi2, tt.yi0, tt.yiIs}; got != want {
			t.Errorf("%d 万元: got %q, want %q", int64(tt.wan), got, want)
		}
	}
}

func TestYiShownNeverReachesAWholeYiThatIsNot(t *testing.T) {
	for wan, want := range map[Wan]string{
		0: "0.00", 7: "0.00", 149600: "14.96", 149999: "14.9999", 149994: "14.9994", 149949: "14.99", 199999: "19.9999", 200000: "20.00", 200049: "20.00", 199950: "19.995",
		-199999: "-19.9999", -149600: "-14.96", 123456: "12.35",
	} {
		if got := wan.YiShown(); got != want {
			t.Errorf("%d: got %s, want %s", int64(wan), got, want)
		}
	}
}

func TestFromYi(t *testing.T) {
	if got, err := FromYi(10); got != 100_000 || err != nil {
		t.Errorf("got %v, %v, want 100000", got, err)
	}
	if _, err := FromYi(math.MaxInt64 / 2); !errors.Is(err, errTooLarge) {
		t.Errorf("got %v, want %s", err, errTooLarge.Code)
	}
}

func TestPerMu(t *testing.T) {
	tests := []struct {
		wan    Wan
		area   Mu
		want   Wan
		ok     bool
		at     Wan
		reach  bool
		reason string
	}{
		{100000, WholeMu(200), 500, true, 500, true, "exact"},
		{59980, WholeMu(200), 300, true, 300, false, "299.9 prints as 300 and does not reach it"},
		{1000, WholeMu(400), 3, true, 3, false, "2.5 goes up"},
		{100, 33, 303, true, 303, true, "a third of a mu"},
		{100, 0, 0, false, 0, false, "no area"},
		{100, -100, 0, false, 0, false, "less than no area"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			got, err := PerMu(tt.wan, tt.area)
			if got != tt.want || (err == nil) != tt.ok {
				t.Errorf("got %v, %v, want %v, ok %v", got, err, tt.want, tt.ok)
			}
			if reach := ReachesPerMu(tt.wan, tt.area, tt.at); reach != tt.reach {
				t.Errorf("got reaches %v = %v, want %v", tt.at, reach, tt.reach)
			}
		})
	}
}

func TestChangeAndShare(t *testing.T) {
	tests := []struct {
		name        string
		now, before Mu
		change      string
		whole       int64
	}{
		{"the quarter of 2022", WholeMu(4157), WholeMu(2566), "62", 62},
		{"a fall", WholeMu(1), WholeMu(3), "-66.67", -67},
		{"not rounded twice", 161_495, 100_000, "61.5", 61},
		{"a tie goes away from zero", 995, 1000, "-0.5", -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Change(tt.now, tt.before)
			if err != nil || got.String() != tt.change {
				t.Errorf("got %v, %v, want %v", got, err, tt.change)
			}
			if whole, err := WholeChange(tt.now, tt.before); err != nil || whole != tt.whole {
				t.Errorf("got whole %v, %v, want %v", whole, err, tt.whole)
			}
		})
	}
	if _, err := Change(Wan(5), Wan(0)); !errors.Is(err, errUndefined) {
		t.Errorf("growth from nothing: got %v, want %s", err, errUndefined.Code)
	}
	if got, err := Share(WholeMu(2619), WholeMu(4157)); err != nil || got != 6300 {
		t.Errorf("share: got %v, %v, want 63", got, err)
	}
	if got, err := WholeShare(Wan(1), Wan(8)); err != nil || got != 13 {
		t.Errorf("whole share: got %v, %v, want 13", got, err)
	}
}

func TestOverflowIsRefused(t *testing.T) {
	_, sum := Sum(Wan(Limit), Wan(1))
	_, wild := Sum(Wan(math.MaxInt64), Wan(1))
	_, product := MulDiv(math.MaxInt64, math.MaxInt64, 1)
	_, share := Share(Wan(Limit), Wan(1))
	_, perMu := PerMu(Limit, 1)
	_, change := Change(Wan(math.MinInt64), Wan(math.MaxInt64))
	_, value := Mu(Limit + 1).Value()
	_, text := Ratio(-Limit - 1).MarshalJSON()
	var w Wan
	for name, err := range map[string]error{
		"sum": sum, "wild": wild, "product": product, "share": share, "per mu": perMu, "change": change,
		"value": value, "text": text, "scan": w.Scan(int64(Limit + 1)),
	} {
		if !errors.Is(err, errTooLarge) {
			t.Errorf("%s: got %v, want %s", name, err, errTooLarge.Code)
		}
	}
}

func TestScan(t *testing.T) {
	var m Mu
	for _, src := range []any{int64(10025), "10025", []byte("10025")} {
		m = 0
		if err := m.Scan(src); err != nil || m != 10025 {
			t.Errorf("%T: got %v, %v, want 100.25", src, m, err)
		}
	}
	for _, src := range []any{nil, 100.25, "100.25", "", true} {
		if err := m.Scan(src); err == nil {
			t.Errorf("%T %v: got no error, want one", src, src)
		}
	}
}

func TestEveryQuantityRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64Range(-Limit, Limit).Draw(t, "v")
		roundTrip(t, Wan(v), new(Wan))
		roundTrip(t, Mu(v), new(Mu))
		roundTrip(t, Ratio(v), new(Ratio))
	})
}

type scanner[Q quantity] interface {
	*Q
	json.Unmarshaler
	Scan(any) error
}

func roundTrip[Q quantity, P scanner[Q]](t *rapid.T, in Q, out P) {
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatalf("marshal: %v", err)
	}
	if err := json.Unmarshal(text, out); err != nil || *out != in {
		t.Fatalf("json %s: got %v, %v, want %v", text, *out, err, in)
	}
	if err := out.Scan(int64(in)); err != nil || *out != in {
		t.Fatalf("scan: got %v, %v, want %v", *out, err, in)
	}
}

func TestMulDivAgreesWithBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		c := rapid.Int64Range(1, math.MaxInt64).Draw(t, "c")
		got, err := MulDiv(a, b, c)
		want := halfUp(a, b, c)
		fits := new(big.Int).Abs(want).IsInt64()
		if (err == nil) != fits || fits && got != want.Int64() {
			t.Fatalf("got %d, %v, want %v", got, err, want)
		}
	})
}

// halfUp is the schoolbook form of MulDiv: (2|ab|+c) / 2c with the sign put back.
func halfUp(a, b, c int64) *big.Int {
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	double := new(big.Int).Lsh(new(big.Int).Abs(product), 1)
	double.Add(double, big.NewInt(c))
	q := double.Quo(double, new(big.Int).Lsh(big.NewInt(c), 1))
	if product.Sign() < 0 {
		q.Neg(q)
	}
	return q
}

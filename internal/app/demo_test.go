package app_test

import (
	"bufio"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
	"zhaoyin/internal/store/storetest"
)

// practiceDay is the present of the practice cities here.
var practiceDay = time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)

func onThatDay() time.Time { return practiceDay }

func practiceConfig(t *testing.T) app.Config {
	t.Helper()
	at := storetest.Config(t)
	return app.Config{Data: at.Dir, DatabaseURL: at.DatabaseURL, PasswordProfile: "dengbao3", DemoPassword: password}
}

func openPractice(ctx context.Context, cfg app.Config, now func() time.Time) (*app.Demo, error) {
	return app.OpenDemo(ctx, cfg, slog.New(slog.DiscardHandler), now)
}

func practise(t *testing.T, cfg app.Config) *app.Demo {
	t.Helper()
	d, err := openPractice(context.Background(), cfg, onThatDay)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// interrupt builds the practice city until its clock has been read some hundred times, as a signal in the middle would.
func interrupt(t *testing.T, cfg app.Config) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	readings := 0
	_, err := openPractice(ctx, cfg, func() time.Time {
		if readings++; readings == 100 {
			stop()
		}
		return practiceDay
	})
	if err == nil || readings < 100 {
		t.Fatalf("after %d readings of the clock: got %v, want an interruption", readings, err)
	}
}

func TestAnInterruptedPracticeCityIsBuiltAnew(t *testing.T) {
	cfg := practiceConfig(t)
	interrupt(t, cfg)
	if cfg.DatabaseURL != "" { // a database that others may use is not emptied; the refusal says what to do
		_, err := openPractice(context.Background(), cfg, onThatDay)
		if err == nil || !strings.Contains(err.Error(), "interrupted") {
			t.Errorf("got %v, want a refusal that speaks of the interruption", err)
		}
		return
	}
	c := serving(t, practise(t, cfg).App)
	if n := c.call("leader", http.MethodGet, "/projects", nil).want(http.StatusOK).number("total"); n != 49 {
		t.Errorf("got %d projects, want the 29 real and 20 invented ones", n)
	}
}

// TestAKilledPracticeCityIsBuiltAnew kills the program itself in the middle, with a write-ahead log left behind.
func TestAKilledPracticeCityIsBuiltAnew(t *testing.T) {
	cfg := practiceConfig(t)
	if cfg.DatabaseURL != "" {
		t.Skip("the refusal is held by the test above")
	}
	first := zhaoyin(t, cfg.Data, "", "demo")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for marker := filepath.Join(cfg.Data, "demo-building"); ; {
		if _, err := os.Stat(marker); err == nil {
			break
		}
		if first.ProcessState != nil {
			t.Fatal("the program ended before it began to build")
		}
	}
	(&process{t: t, command: first}).kill()
	second := zhaoyin(t, cfg.Data, "", "demo")
	out, err := second.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	defer (&process{t: t, command: second}).kill()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.Contains(lines.Text(), "serves the practice city") {
			return
		}
	}
	t.Error("the second start does not serve")
}

func TestAnotherCityIsNoPracticeGround(t *testing.T) {
	cfg := practiceConfig(t)
	a, err := app.New(context.Background(), cfg, slog.New(slog.DiscardHandler), app.WithClock(onThatDay))
	if err != nil {
		t.Fatal(err)
	}
	own := []account.Account{{Password: password, Registration: account.Registration{Name: "somebody", Role: access.Admin}}}
	if err := a.Account.Seed(access.With(context.Background(), access.As("test")), own); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the refusal leaves nothing behind by which the second start would take the place for its own
		if _, err := openPractice(context.Background(), cfg, onThatDay); err == nil || !strings.Contains(err.Error(), "ZHAOYIN_DATA") {
			t.Errorf("got %v, want a refusal", err)
		}
	}
}

func TestTheDemoPasswordIsThePassword(t *testing.T) {
	cfg := practiceConfig(t)
	if err := practise(t, cfg).Close(); err != nil {
		t.Fatal(err)
	}
	cfg.DemoPassword = ""
	kept := practise(t, cfg)
	if kept.Password != password {
		t.Errorf("without a setting: got %q, want the first one", kept.Password)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	cfg.DemoPassword = "Another-2026-pass"
	c := serving(t, practise(t, cfg).App)
	credentials := map[string]string{"username": "clerk.330723", "password": password}
	c.send("", http.MethodPost, "/sessions", credentials).want(http.StatusUnauthorized)
	credentials["password"] = cfg.DemoPassword
	c.send("", http.MethodPost, "/sessions", credentials).want(http.StatusCreated)
}

// TestThePracticeCityStandsOnAnyDay builds it at the edges of the calendar: before the last month has closed, within the holidays, and in a year without a notice.
func TestThePracticeCityStandsOnAnyDay(t *testing.T) {
	if testing.Short() {
		t.Skip("it is about days, which are the same on the second engine")
	}
	for _, day := range []string{"2026-01-05", "2026-02-20", "2026-10-09", "2028-12-31"} {
		t.Run(day, func(t *testing.T) {
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			d, err := openPractice(context.Background(), practiceConfig(t), func() time.Time { return at.Add(2 * time.Hour) })
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

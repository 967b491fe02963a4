package app_test

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"zhaoyin/internal/access"
	"zhaoyin/internal/app"
	"zhaoyin/internal/store/storetest"
)

// TestServingRunsTheClockwork serves the program: its jobs run without anybody's asking, and end with it.
func TestServingRunsTheClockwork(t *testing.T) {
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer gone.Close()
	for setting, want := range map[string]bool{"1m": true, "off": false} {
		at := storetest.Config(t)
		a, err := app.New(context.Background(), app.Config{
			Data: at.Dir, DatabaseURL: at.DatabaseURL, PasswordProfile: "dengbao3", Schedule: setting,
			SMTPURL: "smtp://robot:s3cret@" + gone.Addr().String(), MailFrom: "robot@example.org",
		}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		over := make(chan error, 1)
		ready := make(chan net.Addr, 1)
		go func() { over <- a.Serve(ctx, "127.0.0.1:0", func(at net.Addr) { ready <- at }) }()
		<-ready
		if want {
			for deadline := time.Now().Add(20 * time.Second); len(ran(t, a)) < 2; time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("only %v ran", ran(t, a))
				}
			}
		}
		if !want {
			time.Sleep(200 * time.Millisecond) // a clock that is on has run a job by then
			if names := ran(t, a); len(names) > 0 {
				t.Errorf("off: %v ran", names)
			}
		}
		stop() // serving closes the database
		if err := <-over; err != nil {
			t.Errorf("%s: serve ended with %v", setting, err)
		}
	}
}

// ran names the jobs that have run well.
func ran(t *testing.T, a *app.App) (names []string) {
	t.Helper()
	all, err := a.Schedule.List(access.With(context.Background(), access.As("test")))
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range all {
		if j.LastSuccess != nil {
			names = append(names, j.Name)
		}
	}
	return names
}

// TestCountiesAreRemindedOfTheOpenMonth is the real list of what waits, from a project to a county's notification.
func TestCountiesAreRemindedOfTheOpenMonth(t *testing.T) {
	c := newCity(t)
	remind := func() {
		t.Helper()
		if st, err := c.app.Schedule.Ask(access.With(context.Background(), access.As("test")), "reminders"); err != nil || st.LastError != "" {
			t.Fatalf("got %+v, %v", st, err)
		}
	}
	remind() // no month is open
	c.call("secretariat", http.MethodPost, "/meetings", map[string]string{"month": "2022-04"}).want(http.StatusCreated)
	project := c.call("clerk.330723", http.MethodPost, "/projects", map[string]any{
		"name": "储能电池项目", "industry": "C3841", "investmentWan": 150000, "enterprise": map[string]string{"name": "储能公司"},
	}).want(http.StatusCreated)
	c.at("2022-05-06") // the deadline is the next working day, a Saturday that is worked
	remind()
	remind()
	for who, want := range map[string]int64{"clerk.330723": 1, "lead.330723": 1, "clerk.330781": 0, "secretariat": 0} {
		if got := c.call(who, http.MethodGet, "/notifications", nil).want(http.StatusOK).number("total"); got != want {
			t.Errorf("%s has %d notifications of %s, want %d", who, got, project.text("id"), want)
		}
	}
	title := c.call("lead.330723", http.MethodGet, "/notifications", nil).text("items/0/title")
	if want := "还有 1 个工作日到期：报送 2022-04 月度进展（尚有 1 个项目未报送）"; title != want {
		t.Errorf("got %s, want %s", title, want)
	}
}

func TestConfigurationOfMailAndClock(t *testing.T) {
	for _, tt := range []struct{ smtp, from, schedule, want string }{
		{"http://robot:s3cret@mail", "a@example.org", "5m", "ZHAOYIN_SMTP_URL"},
		{"smtp://robot:s3cret@mail", "", "5m", "ZHAOYIN_MAIL_FROM"},
		{"", "", "often", "ZHAOYIN_SCHEDULE"},
		{"", "", "-5m", "ZHAOYIN_SCHEDULE"},
		{"smtp://robot:s3cret@mail", "a@example.org", "off", ""},
	} {
		t.Setenv("ZHAOYIN_SMTP_URL", tt.smtp)
		t.Setenv("ZHAOYIN_MAIL_FROM", tt.from)
		t.Setenv("ZHAOYIN_SCHEDULE", tt.schedule)
		_, err := app.ReadConfig()
		if (err == nil) != (tt.want == "") || err != nil && (!strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret")) {
			t.Errorf("%+v: got %v", tt, err)
		}
	}
}

// TestConfigurationIsHeldToItsMeaning: what would mean nothing is refused at the start.
func TestConfigurationIsHeldToItsMeaning(t *testing.T) {
	for _, tt := range []struct{ name, value string }{
		{"ZHAOYIN_RATE", "-5"}, {"ZHAOYIN_RATE", "fast"}, {"ZHAOYIN_RATE", "NaN"}, {"ZHAOYIN_LOG", "xml"}, {"ZHAOYIN_THRESHOLD_WAN", "0"}, {"ZHAOYIN_TRUSTED_PROXIES", "all"},
	} {
		t.Run(tt.name+" "+tt.value, func(t *testing.T) {
			t.Setenv(tt.name, tt.value)
			if _, err := app.ReadConfig(); err == nil {
				t.Error("accepted")
			}
		})
	}
}

// TestLeadersLearnOfAnEscalation is the whole way from an overdue issue to the leader's notification, ten working days after its due day.
func TestLeadersLearnOfAnEscalation(t *testing.T) {
	c := newCity(t)
	c.call("clerk.330723", http.MethodPost, "/issues", map[string]any{
		"regionId": "330723", "kind": "power", "title": "双回路供电", "level": "city", "leadDepartmentId": "ndrc", "dueOn": "2022-04-15",
	}).want(http.StatusCreated)
	for _, tt := range []struct {
		day                         string
		department, county, leaders int64
	}{{"2022-04-14", 0, 0, 0}, {"2022-04-15", 1, 0, 0}, {"2022-04-22", 2, 1, 0}, {"2022-04-28", 3, 2, 1}} {
		c.at(tt.day)
		for range 2 {
			if st, err := c.app.Schedule.Ask(access.With(context.Background(), access.As("test")), "escalation"); err != nil || st.LastError != "" {
				t.Fatalf("got %+v, %v", st, err)
			}
		}
		for who, want := range map[string]int64{"dept.ndrc": tt.department, "lead.330723": tt.county, "secretariat": tt.county, "leader": tt.leaders, "lead.330781": 0} {
			got := c.call(who, http.MethodGet, "/notifications?step=escalated&kind=issueEscalated", nil).want(http.StatusOK)
			if got.number("total") != want {
				t.Errorf("%s: %s has %d notices of the escalation, want %d", tt.day, who, got.number("total"), want)
			}
		}
	}
}

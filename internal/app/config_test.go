package app_test

import (
	"strings"
	"testing"

	"zhaoyin/internal/app"
)

// TestConfigurationSaysWhatItWants: an operator reads the variable and what it takes, and never a password.
func TestConfigurationSaysWhatItWants(t *testing.T) {
	for _, tt := range []struct{ name, value, want string }{
		{"ZHAOYIN_RATE", "abc", `ZHAOYIN_RATE must be a number, not "abc"`},
		{"ZHAOYIN_THRESHOLD_WAN", "1.5", `ZHAOYIN_THRESHOLD_WAN must be a whole number, not "1.5"`},
		{"ZHAOYIN_THRESHOLD_WAN", "-1", `ZHAOYIN_THRESHOLD_WAN must be positive, not -1`},
		{"ZHAOYIN_PASSWORD_PROFILE", "strict", `ZHAOYIN_PASSWORD_PROFILE must be dengbao3 or asvs, not "strict"`},
		{"DATABASE_URL", "mysql://robot:s3cret@host/db", `DATABASE_URL must be postgres://user:password@host/database, not mysql://…`},
		{"ZHAOYIN_BASE_URL", "nope", `ZHAOYIN_BASE_URL: must be an address such as https://zhaoyin.example.org`},
		{"ZHAOYIN_MAIL_FROM", "zzz", `ZHAOYIN_MAIL_FROM: must be an address such as 招引系统 <zhaoyin@example.org>`},
		{"DATABASE_URL", "postgresql://robot:s3cret@host/db", ""},
		{"ZHAOYIN_BASE_URL", "https://zhaoyin.example.org", ""},
	} {
		t.Run(tt.name+" "+tt.value, func(t *testing.T) {
			t.Setenv(tt.name, tt.value)
			_, err := app.ReadConfig()
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || err.Error() != "configuration: "+tt.want || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	t.Setenv("ZHAOYIN_RATE", "abc")
	t.Setenv("ZHAOYIN_THRESHOLD_WAN", "many")
	if _, err := app.ReadConfig(); err == nil || strings.Count(err.Error(), "must be a") != 2 {
		t.Errorf("both at once: got %v", err)
	}
}

// TestTheCommandLineSaysWhatItDid: a command that has changed something says so.
func TestTheCommandLineSaysWhatItDid(t *testing.T) {
	sqliteOnly(t)
	data := made(t)
	for _, call := range []struct{ args, want string }{
		{"user add clerk.330723 --role clerk --region 330723", "one-time password"},
		{"user lock clerk.330723", "clerk.330723 is locked"},
		{"user unlock clerk.330723", "clerk.330723 is unlocked"},
	} {
		if said, ok := run(t, data, strings.Fields(call.args)...); !ok || !strings.Contains(said, call.want) {
			t.Errorf("%s: got %q, want %s", call.args, said, call.want)
		}
	}
}

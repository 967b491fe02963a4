package app

import (
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	set := func(pairs ...string) []debug.BuildSetting {
		var all []debug.BuildSetting
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return all
	}
	for _, tt := range []struct {
		info debug.BuildInfo
		want string
	}{
		{debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: set("vcs.revision", "0a1b", "vcs.time", "2022-04-12T02:00:00Z", "vcs.modified", "false")},
			"zhaoyin v1.2.3 0a1b 2022-04-12T02:00:00Z schema 30"},
		{debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: set("vcs.revision", "0a1b", "vcs.modified", "true")}, "zhaoyin (devel) 0a1b modified schema 30"},
		{debug.BuildInfo{}, "zhaoyin schema 30"},
	} {
		if got := version(&tt.info, 30); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

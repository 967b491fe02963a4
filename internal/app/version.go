package app

import (
	"fmt"
	"runtime/debug"
	"strings"

	"zhaoyin/internal/store"
)

// Version is what an operator reports: the module's version, the commit that the program was built from and its time, and the schema that its data has.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return version(info, store.Schema())
}

func version(info *debug.BuildInfo, schema int64) string {
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	parts := []string{"zhaoyin"}
	for _, part := range []string{info.Main.Version, said["vcs.revision"], said["vcs.time"]} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if said["vcs.modified"] == "true" {
		parts = append(parts, "modified")
	}
	return fmt.Sprintf("%s schema %d", strings.Join(parts, " "), schema)
}

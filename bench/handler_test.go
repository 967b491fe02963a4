package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"zhaoyin/internal/access"
	"zhaoyin/internal/account"
	"zhaoyin/internal/app"
)

// BenchmarkHandler runs the measured requests inside this process, for a profile: go test -bench Handler/list -cpuprofile cpu.out ./bench
func BenchmarkHandler(b *testing.B) {
	dir := b.TempDir()
	w, err := seed(context.Background(), dir, 10000)
	if err != nil {
		b.Fatal(err)
	}
	a, err := app.New(context.Background(), app.Config{Data: dir + "/product", PasswordProfile: "dengbao3"}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	opened, err := a.Account.SignIn(access.With(context.Background(), access.Nobody()), account.Credentials{Username: "lead." + regionOf(0), Password: password})
	if err != nil {
		b.Fatal(err)
	}
	for _, o := range operations {
		done := 0 // a status is handed in once, and each sub-benchmark runs more than once
		b.Run(o.name, func(b *testing.B) {
			if o.write && done+b.N > len(w.projects)/len(regions) {
				b.Skipf("there are %d statuses to hand in: -benchtime 1000x", len(w.projects)/len(regions))
			}
			for range b.N {
				method, path := o.path(w, done*len(regions))
				done++
				r := httptest.NewRequest(method, "/api/v1"+path, http.NoBody)
				r.Header.Set("Authorization", "Bearer "+opened.Token)
				answer := httptest.NewRecorder()
				a.Handler.ServeHTTP(answer, r)
				if answer.Code != http.StatusOK {
					b.Fatalf("%s: %d %s", path, answer.Code, answer.Body)
				}
			}
		})
	}
}

// Command bench measures the product beside a floor (bench/floor) in one run, on this machine: the same rows, the same SQLite settings, rounds that
// take turns, medians. Timing says nothing on a busy machine, so the verdicts are ratios of processor time.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"time"
)

type plan struct {
	projects    int
	rounds      int
	reads       int // requests of a round
	submissions int
}

var (
	whole = plan{projects: 20000, rounds: 5, reads: 3000, submissions: 1200}
	quick = plan{projects: 4000, rounds: 3, reads: 800, submissions: 100}
)

// operations is what is measured, and the most that the product may cost against the floor.
var operations = []operation{
	{name: "one project", most: 1.6, path: func(w *world, i int) (string, string) { return "GET", "/projects/" + w.projects[i%len(w.projects)] }},
	{name: "list of 20", most: 1.25, path: func(_ *world, i int) (string, string) { return "GET", "/projects?regionId=" + regionOf(i) }},
	{name: "submission", most: 1.0, write: true, path: func(w *world, i int) (string, string) {
		return "POST", "/projects/" + w.projects[i] + "/months/" + w.month + "/submission"
	}},
}

var connections = []int{1, 8, 64}

func main() {
	short := flag.Bool("quick", false, "a minute instead of several")
	only := flag.String("only", "", "measure one operation: one project, list of 20, submission")
	flag.Parse()
	p := whole
	if *short {
		p = quick
	}
	operations = slices.DeleteFunc(operations, func(o operation) bool { return *only != "" && o.name != *only })
	if err := run(context.Background(), p); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, p plan) error {
	dir, err := os.MkdirTemp("", "zhaoyin-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%d projects x 12 months, %d rounds that take turns, load average %s\n", p.projects, p.rounds, load())
	w, err := seed(ctx, dir, p.projects)
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	if err := build(ctx, dir); err != nil {
		return err
	}
	product, took, err := startProduct(ctx, dir)
	if err != nil {
		return err
	}
	defer product.stop()
	floor, err := startFloor(ctx, dir)
	if err != nil {
		return err
	}
	defer floor.stop()
	fmt.Printf("start to ready: %s (wanted 100ms)\n", took.Round(time.Millisecond))
	time.Sleep(time.Second)
	fmt.Printf("resident when idle: %d MB (wanted 60)\n\n", product.resident()/1024)
	if err := product.signIn(); err != nil {
		return err
	}
	if err := compare(w, product, floor, p); err != nil {
		return err
	}
	return depth(w, product)
}

func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return string(text[:len("0.00 0.00 0.00")])
}

// database is where the product keeps its file below a data directory.
func database(dir, who string) string { return filepath.Join(dir, who, "zhaoyin.db") }

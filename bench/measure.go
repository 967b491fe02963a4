package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sort"
	"sync"
	"time"
)

// operation is one kind of request and the most that it may cost against the floor.
type operation struct {
	name  string
	most  float64
	write bool // each request changes another row
	path  func(*world, int) (method, path string)
}

// sample is one round of one server.
type sample struct {
	cpu        time.Duration // of the server, a request
	throughput float64
	p50, p99   time.Duration
}

// compare measures every operation at every number of connections, and tells how the processor time compares at each, and over all of them.
func compare(w *world, product, floor *server, p plan) error {
	fmt.Printf("%-12s %5s  %10s %10s %7s %7s  %9s %9s  %9s %9s  %9s %9s\n", "", "conns", "cpu/req", "floor", "ratio", "most", "req/s", "floor", "p50", "floor", "p99", "floor")
	next := 0
	for _, o := range operations {
		var ours, theirs time.Duration
		for _, c := range connections {
			a, b, err := turns(w, product, floor, o, c, p, &next)
			if err != nil {
				return fmt.Errorf("%s at %d connections: %w", o.name, c, err)
			}
			report(o, c, a, b)
			ours, theirs = ours+a.cpu, theirs+b.cpu
		}
		n := time.Duration(len(connections))
		fmt.Printf("%-12s %5s  %10s %10s %s\n", o.name, "all", (ours / n).Round(time.Microsecond), (theirs / n).Round(time.Microsecond), verdict(o, ours, theirs))
	}
	return nil
}

// turns measures an operation at a number of connections, the two servers in turns; next is the first row that no write has taken yet.
func turns(w *world, product, floor *server, o operation, c int, p plan, next *int) (a, b sample, err error) {
	n := p.reads
	if o.write {
		n = min(p.submissions, len(w.projects)/(len(connections)*p.rounds+1))
	}
	ours, theirs := make([]sample, p.rounds), make([]sample, p.rounds)
	for i := range p.rounds {
		if ours[i], err = measure(w, product, o, c, n, *next); err != nil {
			return a, b, err
		}
		if theirs[i], err = measure(w, floor, o, c, n, *next); err != nil {
			return a, b, err
		}
		if o.write {
			*next += n
		}
	}
	return median(ours), median(theirs), nil
}

// verdict is the ratio beside the most that it may be.
func verdict(o operation, ours, theirs time.Duration) string {
	ratio := float64(ours) / float64(theirs)
	mark := ""
	if ratio > o.most {
		mark = "  MISSED"
	}
	return fmt.Sprintf("%6.2fx %6.2fx%s", ratio, o.most, mark)
}

func report(o operation, c int, a, b sample) {
	fmt.Printf("%-12s %5d  %10s %10s %s  %9.0f %9.0f  %9s %9s  %9s %9s\n", o.name, c, a.cpu.Round(time.Microsecond), b.cpu.Round(time.Microsecond),
		verdict(o, a.cpu, b.cpu), a.throughput, b.throughput, short(a.p50), short(b.p50), short(a.p99), short(b.p99))
}

func short(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

// measure sends n requests over c connections, from the index first on.
func measure(w *world, s *server, o operation, c, n, first int) (sample, error) {
	if !o.write {
		if _, err := flood(w, s, o, c, n/10+1, 0); err != nil {
			return sample{}, err
		}
	}
	before, began := s.spent(), time.Now()
	took, err := flood(w, s, o, c, n, first)
	if err != nil {
		return sample{}, err
	}
	elapsed := time.Since(began)
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return sample{
		cpu: (s.spent() - before) / time.Duration(n), throughput: float64(n) / elapsed.Seconds(), p50: took[n/2], p99: took[n*99/100],
	}, nil
}

func flood(w *world, s *server, o operation, c, n, first int) ([]time.Duration, error) {
	took := make([]time.Duration, n)
	errs := make([]error, c)
	var group sync.WaitGroup
	for worker := range c {
		group.Go(func() {
			for i := worker; i < n && errs[worker] == nil; i += c {
				began := time.Now()
				method, path := o.path(w, first+i)
				errs[worker] = s.ask(method, path, first+i)
				took[i] = time.Since(began)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return took, nil
}

// ask sends one request as the lead of the county whose turn i is.
func (s *server) ask(method, path string, i int) error {
	r, err := http.NewRequest(method, s.base+path, http.NoBody)
	if err != nil {
		return err
	}
	if bearer := s.bearers[regionOf(i)]; bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	res, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s %s", method, path, res.Status, text)
	}
	return err
}

func median(all []sample) sample {
	pick := func(of func(sample) float64) float64 {
		values := make([]float64, len(all))
		for i, s := range all {
			values[i] = of(s)
		}
		sort.Float64s(values)
		return values[len(values)/2]
	}
	return sample{
		cpu:        time.Duration(pick(func(s sample) float64 { return float64(s.cpu) })),
		throughput: pick(func(s sample) float64 { return s.throughput }),
		p50:        time.Duration(pick(func(s sample) float64 { return float64(s.p50) })),
		p99:        time.Duration(pick(func(s sample) float64 { return float64(s.p99) })),
	}
}

// depth walks a county's whole list and compares what the first page costs with a page at the end.
func depth(w *world, s *server) error {
	path := "/projects?limit=20"
	first, err := s.cost(path)
	if err != nil {
		return err
	}
	pages, last := 1, path
	for {
		next, err := s.next(last)
		if err != nil {
			return err
		}
		if next == "" {
			break
		}
		pages, last = pages+1, path+"&after="+next
	}
	deep, err := s.cost(last)
	fmt.Printf("\nlist page 1: %s of processor time, page %d: %s\n", first, pages, deep)
	return err
}

// cost is the processor time of one page, over many requests for it.
func (s *server) cost(path string) (time.Duration, error) {
	const n = 500
	before := s.spent()
	for range n {
		if err := s.ask("GET", path, 0); err != nil {
			return 0, err
		}
	}
	return (s.spent() - before) / n, nil
}

func (s *server) next(path string) (string, error) {
	r, err := http.NewRequest("GET", s.base+path, http.NoBody)
	if err != nil {
		return "", err
	}
	r.Header.Set("Authorization", "Bearer "+s.bearers[regionOf(0)])
	res, err := s.client.Do(r)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var page struct{ Next string }
	return page.Next, json.NewDecoder(res.Body).Decode(&page)
}

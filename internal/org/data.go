package org

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"zhaoyin/internal/store"
)

// The reference city's lists. Regions are GB/T 2260; the key chains and where they are key come from Jinhua Daily, 2025-07-08; departments are those of a
// prefecture's joint conference on major projects. A city edits them after the first start, so nothing else may depend on their contents.
//
//go:embed data/*.tsv
var files embed.FS

// Seed is what an empty database starts with.
type Seed struct {
	Regions     []Region
	Departments []Department
	Chains      []Chain
}

// Default is the shipped seed, a fresh copy each time.
func Default() Seed {
	var s Seed
	for _, f := range table("regions", 6) {
		s.Regions = append(s.Regions, Region{
			Row: store.Row{ID: f[0]}, Name: f[1], ShortName: f[2], Kind: RegionKind(f[3]), ParentID: f[4], Order: number(f[5]), Active: true,
		})
	}
	for _, f := range table("departments", 4) {
		s.Departments = append(s.Departments, Department{
			Row: store.Row{ID: f[0]}, Name: f[1], ShortName: f[2], Order: number(f[3]), Active: true,
		})
	}
	for _, f := range table("chains", 5) {
		s.Chains = append(s.Chains, Chain{
			Row: store.Row{ID: f[0]}, ZH: f[1], EN: f[2], RegionIDs: strings.Fields(f[3]), Order: number(f[4]), Active: true,
		})
	}
	return s
}

// industries is the embedded classification with its index, read once.
var industries = sync.OnceValue(func() (read struct {
	list   []Industry
	byCode map[string]int
}) {
	read.byCode = map[string]int{}
	for _, f := range table("industries", 3) {
		read.byCode[f[0]] = len(read.list)
		read.list = append(read.list, Industry{Code: f[0], ZH: f[1], EN: f[2], Level: levelOf(f[0]), ParentCode: parentOf(f[0])})
	}
	return read
})

// table reads an embedded file without its heading. The files are part of the program, so a broken one is a programming error.
func table(name string, columns int) [][]string {
	text, err := files.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(err)
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		fields := strings.Split(line, "\t")
		if len(fields) != columns {
			panic(name + ".tsv: line " + strconv.Itoa(i+1) + " has " + strconv.Itoa(len(fields)) + " columns")
		}
		if i > 0 {
			rows = append(rows, fields)
		}
	}
	return rows
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

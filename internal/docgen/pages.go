package main

import (
	"bytes"
	"fmt"
	"strings"

	"zhaoyin/api"
	"zhaoyin/internal/access"
)

// accessPage is the policy table with every action as a row and every role as a column.
func accessPage() []byte {
	var b bytes.Buffer
	b.WriteString("# Who may do what\n\nGenerated from `internal/access/policy.go`; the store asks the same table before it opens.\n\n" +
		"`-` never · `own` rows of the account's county · `dep` rows of the account's department · `any` the account's county if it is\n" +
		"bound to one, else every row · `all` every row. A row out of reach answers as if it were not there (404); what a role never may is 403.\n\n")
	roles := access.Roles()
	b.WriteString("| action |")
	for _, r := range roles {
		fmt.Fprintf(&b, " %s |", r)
	}
	b.WriteString("\n|---|" + strings.Repeat(":-:|", len(roles)) + "\n")
	for _, action := range access.Actions() {
		fmt.Fprintf(&b, "| `%s` |", action)
		for _, r := range roles {
			fmt.Fprintf(&b, " %s |", access.ReachOf(action, r))
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

// problemsPage is the catalogue of refusals.
func problemsPage() []byte {
	var b bytes.Buffer
	b.WriteString("# Problems\n\nGenerated from the faults that the code declares; served at `/problems` and `/problems/{code}`. A code is part of the contract:\n" +
		"it is never renamed. Verbs such as `%s` stand where an occurrence has a value. 422 codes also appear as complaints about single fields.\n\n" +
		"| code | HTTP | 说明 | meaning |\n|---|---|---|---|\n")
	cell := strings.NewReplacer("|", "\\|", "\n", " ")
	for _, r := range api.Refusals() {
		fmt.Fprintf(&b, "| `%s` | %d | %s | %s |\n", r.Code, r.Status, cell.Replace(r.ZH), cell.Replace(r.EN))
	}
	return b.Bytes()
}

package project

import (
	"strings"

	"zhaoyin/internal/store"
)

// searched are the conditions of a search: every word of it stands in the name, code, summary or site of a project, or in its investor's name. The
// engine folds the word as it folds what it stands in.
func searched(text string) []store.Cond {
	const holds = `lower(name) LIKE lower(?) ESCAPE '\' OR lower(code) LIKE lower(?) ESCAPE '\' OR lower(summary) LIKE lower(?) ESCAPE '\' OR lower(site) LIKE lower(?) ESCAPE '\'
		OR enterprise_id IN (SELECT id FROM enterprises WHERE lower(name) LIKE lower(?) ESCAPE '\')`
	plain := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	var conds []store.Cond
	for _, word := range strings.Fields(text) {
		like := "%" + plain.Replace(word) + "%"
		conds = append(conds, store.Where(holds, like, like, like, like, like))
	}
	return conds
}

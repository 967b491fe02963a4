package api_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"zhaoyin/api/apitest"
	"zhaoyin/internal/vocabulary"
)

// TestEveryChoiceHasItsWords: the codes of every choice in the contract stand together in a list of the vocabulary, so that a client need not word any itself.
func TestEveryChoiceHasItsWords(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	lists := vocabulary.Lists()
	for name, ref := range contract.Components.Schemas {
		worded(t, lists, name, ref.Value)
		for field, f := range ref.Value.Properties {
			worded(t, lists, name+"."+field, f.Value)
		}
	}
}

// levels are numbers and no codes: how deep an industry stands in the classification.
const levels = "org.Level"

func worded(t *testing.T, lists map[string][]vocabulary.Choice, where string, s *openapi3.Schema) {
	t.Helper()
	if len(s.Enum) == 0 || where == levels || where == "org.Industry.level" {
		return
	}
	for _, choices := range lists {
		if !slices.ContainsFunc(s.Enum, func(code any) bool {
			return code != "" && !slices.ContainsFunc(choices, func(c vocabulary.Choice) bool { return c.Code == fmt.Sprint(code) })
		}) {
			return
		}
	}
	t.Errorf("no list of the vocabulary has the codes of %s: %v", where, s.Enum)
}

package api

import (
	"log/slog"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"zhaoyin/api/apitest"
)

// unannotated are the routes that are no part of the contract: what browsers load for the pages, and Echo's own answers to what no route takes.
var unannotated = regexp.MustCompile(`^(GET /docs/.*|GET /metrics|GET /|[A-Z]+ /\*|echo_route_not_found .*)$`)

// routes are the calls that the program serves, as the contract writes them.
func routes() []string {
	_, e := build(Services{Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return storeStart }, Settings: DefaultSettings()})
	parameter := regexp.MustCompile(`:(\w+)`)
	var all []string
	for _, r := range e.Routes() {
		call := r.Method + " " + r.Path
		if !unannotated.MatchString(call) {
			all = append(all, parameter.ReplaceAllString(call, "{$1}"))
		}
	}
	sort.Strings(all)
	return all
}

// TestRoutesAreTheContract: every route is annotated, and every annotation is served.
func TestRoutesAreTheContract(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	var promised []string
	for path, item := range contract.Paths.Map() {
		for method := range item.Operations() {
			promised = append(promised, method+" "+path)
		}
	}
	sort.Strings(promised)
	if diff := cmp.Diff(routes(), promised); diff != "" {
		t.Errorf("routes (-) and docs/openapi.json (+) differ; run make generate:\n%s", diff)
	}
}

// TestContractKeepsTheConventions holds every call to what api.md promises of all of them.
func TestContractKeepsTheConventions(t *testing.T) {
	contract, err := apitest.Contract()
	if err != nil {
		t.Fatal(err)
	}
	identifiers := map[string]string{}
	for path, item := range contract.Paths.Map() {
		for method, op := range item.Operations() {
			call := method + " " + path
			if op.Summary == "" || len(op.Tags) != 1 {
				t.Errorf("%s: summary %q, tags %v", call, op.Summary, op.Tags)
			}
			if twin := identifiers[op.OperationID]; twin != "" {
				t.Errorf("%s and %s have one identifier, %s", call, twin, op.OperationID)
			}
			identifiers[op.OperationID] = call
			match := op.Parameters.GetByInAndName("header", "If-Match")
			if method == "PATCH" && (match == nil || !match.Required) {
				t.Errorf("%s does not demand If-Match", call)
			}
			if strings.HasPrefix(path, "/api/") && op.Responses.Value("401") == nil {
				t.Errorf("%s names no refusals", call)
			}
			for _, p := range item.Parameters {
				t.Errorf("%s: a parameter of the path as a whole: %s", call, p.Value.Name)
			}
		}
	}
}

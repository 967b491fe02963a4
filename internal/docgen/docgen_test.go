package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"
)

const source = `package land

type base struct {
	CreatedAt time.Time ` + "`json:\"createdAt\"`" + `
}

type Request struct {
	base
	AreaMu  unit.Mu        ` + "`json:\"areaMu\"`" + `
	OwnMu   *unit.Mu       ` + "`json:\"ownMu\"`" + `
	Pool    *Pool          ` + "`json:\"pool\"`" + `
	StartBy *calendar.Date ` + "`json:\"startBy\"`" + `
	Note    string         ` + "`json:\"note,omitzero\"`" + `
	secret  string
}

type Amendment struct {
	AreaMu patch.Field[unit.Mu] ` + "`json:\"areaMu\"`" + `
	Kind   patch.Field[Kind]    ` + "`json:\"kind\"`" + ` // with words
}
`

const swagger = `{"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{
 "/api/v1/land/requests/{id}":{"patch":{"summary":"s","tags":["land"],"security":[{"bearer":[]}],"consumes":["application/json"],"produces":["application/json"],
  "parameters":[{"name":"id","in":"path","type":"string","required":true},{"name":"If-Match","in":"header","type":"string","required":true},
   {"name":"body","in":"body","schema":{"$ref":"#/definitions/land.Amendment"}}],
  "responses":{"200":{"description":"OK","schema":{"$ref":"#/definitions/land.Request"}},"409":{"description":"no","schema":{"$ref":"#/definitions/Problem"}}}}},
 "/healthz":{"get":{"summary":"s","tags":["service"],"responses":{"200":{"description":"OK"}}}}},
 "definitions":{
  "Problem":{"type":"object"},"land.Pool":{"type":"object"},"land.Kind":{"type":"string","enum":["new"]},
  "land.Request":{"type":"object","required":["areaMu","createdAt","note","ownMu"],"properties":{"areaMu":{"type":"integer"},"ownMu":{"type":"integer","description":"own"},
   "pool":{"$ref":"#/definitions/land.Pool"},"startBy":{"type":"string"},"createdAt":{"type":"string"},"note":{"type":"string"}}},
  "land.Amendment":{"type":"object","required":["areaMu","kind"],"properties":{"areaMu":{"$ref":"#/definitions/patch.Field-unit_Mu"},
   "kind":{"description":"with words","allOf":[{"$ref":"#/definitions/patch.Field-land_Kind"}]}}},
  "patch.Field-unit_Mu":{"type":"object","properties":{"null":{"type":"boolean"},"set":{"type":"boolean"},"value":{"type":"integer"}}},
  "patch.Field-land_Kind":{"type":"object","properties":{"null":{"type":"boolean"},"set":{"type":"boolean"},"value":{"$ref":"#/definitions/land.Kind"}}}}}`

func mended(t *testing.T) []byte {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "land.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	types, err := readTypes(folder)
	if err != nil {
		t.Fatal(err)
	}
	text, err := mend([]byte(swagger), types)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestMend(t *testing.T) {
	var got struct{ Definitions map[string]object }
	if err := json.Unmarshal(mended(t), &got); err != nil {
		t.Fatal(err)
	}
	mu := "亩, at most two decimals"
	want := map[string]object{
		"Problem": {"type": "object"}, "land.Pool": {"type": "object"}, "land.Kind": {"type": "string", "enum": []any{"new"}},
		"land.Request": {"type": "object", "required": []any{"areaMu", "createdAt", "ownMu"}, "properties": object{
			"areaMu":    object{"type": "number", "description": mu},
			"ownMu":     object{"type": "number", "description": "own", "x-nullable": true},
			"pool":      object{"allOf": []any{object{"$ref": "#/definitions/land.Pool"}}, "x-nullable": true},
			"startBy":   object{"type": "string", "format": "date", "x-nullable": true},
			"createdAt": object{"type": "string", "format": "date-time"},
			"note":      object{"type": "string"},
		}},
		"land.Amendment": {"type": "object", "properties": object{
			"areaMu": object{"type": "number", "description": mu, "x-nullable": true},
			"kind":   object{"allOf": []any{object{"$ref": "#/definitions/land.Kind"}}, "x-nullable": true},
		}},
	}
	if diff := cmp.Diff(got.Definitions, want); diff != "" {
		t.Error(diff)
	}
}

func TestConvert(t *testing.T) {
	text, err := convert(context.Background(), mended(t))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	op := doc.Paths.Value("/api/v1/land/requests/{id}").Patch
	if got, want := op.OperationID, "patchLandRequestsId"; got != want {
		t.Errorf("identifier: got %s, want %s", got, want)
	}
	for _, status := range strings.Fields("401 403 404 409 412 413 415 422 428 429 503 507") {
		r := op.Responses.Value(status)
		if r == nil || r.Value.Content.Get(problemType) == nil || r.Value.Content.Get("application/json") != nil {
			t.Errorf("%s is not a problem: %+v", status, r)
		}
	}
	if op.Responses.Value("500") != nil {
		t.Error("a bug is promised")
	}
	if got := len(*op.Security); got != 2 {
		t.Errorf("got %d ways to sign in, want bearer and session", got)
	}
	health := doc.Paths.Value("/healthz").Get
	if len(*health.Security) != 0 || health.Responses.Value("401") != nil {
		t.Errorf("the probe asks for an account: %+v", health)
	}
	again, err := convert(context.Background(), mended(t))
	if err != nil || string(again) != string(text) {
		t.Errorf("made twice, the contract differs (%v)", err)
	}
}

func TestPages(t *testing.T) {
	if page := string(accessPage()); !strings.Contains(page, "| `project.read` | - | own | own | all |") {
		t.Errorf("no row of the policy table in:\n%.600s", page)
	}
	if page := string(problemsPage()); !strings.Contains(page, "| `stale` | 412 | 内容已被他人修改") {
		t.Errorf("no refusal in:\n%.600s", page)
	}
}

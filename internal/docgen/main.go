// Command docgen writes the pages under docs/ that are made from the code: what swag read from the annotations becomes the OpenAPI 3.0 contract, and
// the policy table and the catalogue of refusals become pages. `make generate` runs it after swag; nothing it writes is edited by hand.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := generate(context.Background(), "."); err != nil {
		fmt.Fprintln(os.Stderr, "docgen:", err)
		os.Exit(1)
	}
}

// generate works on the repository at root.
func generate(ctx context.Context, root string) error {
	docs := filepath.Join(root, "docs")
	raw, err := os.ReadFile(filepath.Join(docs, "swagger.json"))
	if err != nil {
		return fmt.Errorf("swag comes first: %w", err)
	}
	types, err := readTypes(filepath.Join(root, "internal"), filepath.Join(root, "api"))
	if err != nil {
		return fmt.Errorf("read the types: %w", err)
	}
	swagger, err := mend(raw, types)
	if err != nil {
		return fmt.Errorf("mend swagger.json: %w", err)
	}
	contract, err := convert(ctx, swagger)
	if err != nil {
		return fmt.Errorf("make openapi.json: %w", err)
	}
	for name, text := range map[string][]byte{
		"swagger.json": swagger, "openapi.json": contract, "access.md": accessPage(), "problems.md": problemsPage(),
	} {
		if err := os.WriteFile(filepath.Join(docs, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// printed is JSON as it is committed: keys in order, two spaces, no escaped letters.
func printed(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

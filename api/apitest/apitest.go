// Package apitest holds the API's answers to its contract: a test wraps its handler with Strict, and every answer that docs/openapi.json does not allow
// fails that test.
package apitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"zhaoyin/docs"
)

// Contract is docs/openapi.json, read once.
var Contract = sync.OnceValues(func() (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(docs.OpenAPI)
	if err != nil {
		return nil, err
	}
	return doc, doc.Validate(context.Background())
})

var finder = sync.OnceValues(func() (routers.Router, error) {
	doc, err := Contract()
	if err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// Strict is the handler, with each of its answers held to the contract.
func Strict(t testing.TB, next http.Handler) http.Handler {
	t.Helper()
	router, err := finder()
	if err != nil {
		t.Fatalf("docs/openapi.json: %v", err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		next.ServeHTTP(recorded, r)
		answer := recorded.Result()
		body := recorded.Body.Bytes()
		if err := check(router, r, answer, body); err != nil && r.Context().Err() == nil { // whoever has gone away reads no answer
			t.Errorf("%s %s answered %d against the contract: %v\n%s", r.Method, r.URL.Path, answer.StatusCode, err, shortened(body))
		}
		for name, values := range answer.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.StatusCode)
		_, _ = w.Write(body) // a recorder takes everything
	})
}

var errNoProblem = errors.New("an error that is not application/problem+json")

// forPeople is the page telling a browser that an address outside the API is nowhere: the one refusal that is no problem.
func forPeople(r *http.Request, answer *http.Response) bool {
	return r.Method == http.MethodGet && answer.StatusCode == http.StatusNotFound && !strings.HasPrefix(r.URL.Path, "/api/v1/") &&
		strings.Contains(r.Header.Get("Accept"), "text/html") && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
}

func check(router routers.Router, r *http.Request, answer *http.Response, body []byte) error {
	if forPeople(r, answer) {
		return nil
	}
	if answer.StatusCode >= http.StatusBadRequest && answer.StatusCode != http.StatusRequestedRangeNotSatisfiable &&
		answer.Header.Get("Content-Type") != "application/problem+json" {
		return errNoProblem
	}
	asked := r
	if r.Method == http.MethodHead { // promised of every GET
		asked = r.Clone(r.Context())
		asked.Method = http.MethodGet
	}
	route, params, err := router.FindRoute(asked)
	if errors.Is(err, routers.ErrPathNotFound) || errors.Is(err, routers.ErrMethodNotAllowed) {
		return undocumented(r, answer)
	}
	if err != nil {
		return err
	}
	if err := typed(route, answer); err != nil {
		return err
	}
	options := &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true}
	options.ExcludeResponseBody = !strings.Contains(answer.Header.Get("Content-Type"), "json") || r.Method == http.MethodHead
	return openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: options},
		Status:                 answer.StatusCode, Header: answer.Header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
	})
}

// typed holds a file to a type that the contract names; the filter does not look at it.
func typed(route *routers.Route, answer *http.Response) error {
	promised := route.Operation.Responses.Value(strconv.Itoa(answer.StatusCode))
	sent := answer.Header.Get("Content-Type")
	if promised == nil || len(promised.Value.Content) == 0 || promised.Value.Content.Get(sent) != nil {
		return nil
	}
	return fmt.Errorf("the type %s is not in the contract", sent)
}

// undocumented holds what is not in the contract to being refused; what stands outside /api (pages, scripts, metrics) is nobody's promise.
func undocumented(r *http.Request, answer *http.Response) error {
	refused := answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusMethodNotAllowed
	if refused || r.Method == http.MethodOptions || !strings.HasPrefix(r.URL.Path, "/api/") {
		return nil
	}
	return errors.New("the call is not in docs/openapi.json (run make generate)")
}

func shortened(body []byte) string {
	const limit = 1500
	if len(body) > limit {
		return string(body[:limit]) + "…"
	}
	return string(body)
}

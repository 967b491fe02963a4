package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"

	"zhaoyin/api"
)

const problemType = "application/problem+json"

// convert makes the OpenAPI 3.0 contract of the Swagger 2.0 one and adds what every call has in common.
func convert(ctx context.Context, swagger []byte) ([]byte, error) {
	var old openapi2.T
	if err := json.Unmarshal(swagger, &old); err != nil {
		return nil, err
	}
	doc, err := openapi2conv.ToV3(&old)
	if err != nil {
		return nil, err
	}
	doc.OpenAPI = "3.0.3"
	doc.Servers = openapi3.Servers{{URL: "/"}}
	doc.Info.Contact = nil
	doc.Components.SecuritySchemes, doc.Components.Responses = schemes(), refused()
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			complete(path, method, op)
		}
	}
	text, err := printed(doc)
	if err != nil {
		return nil, err
	}
	read, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	if err := read.Validate(ctx); err != nil {
		return nil, fmt.Errorf("it is not valid: %w", err)
	}
	return text, nil
}

func schemes() openapi3.SecuritySchemes {
	return openapi3.SecuritySchemes{
		"bearer": {Value: openapi3.NewSecurityScheme().WithType("http").WithScheme("bearer").
			WithDescription("An API token or a session token.")},
		"session": {Value: openapi3.NewSecurityScheme().WithType("apiKey").WithIn("cookie").WithName(api.SessionCookie).
			WithDescription("The browser's session. Calls that change something also need the header X-Requested-With: zhaoyin.")},
	}
}

// complete adds to one call its identifier, both ways to sign in, and every refusal that it may meet.
func complete(path, method string, op *openapi3.Operation) {
	if op.OperationID == "" {
		op.OperationID = identifier(method, path)
	}
	if op.RequestBody != nil {
		op.RequestBody.Value.Extensions = nil // swag's own name of the parameter
	}
	if match := header(op, "If-Match"); match != nil {
		match.Description = demand(match)
	}
	secured := secure(op)
	if secured && method == http.MethodPost && header(op, "Idempotency-Key") == nil {
		op.AddParameter(openapi3.NewHeaderParameter("Idempotency-Key").WithSchema(openapi3.NewStringSchema().WithMaxLength(255)).
			WithDescription("Makes a retry safe: the same key, actor and body gets the first answer again."))
	}
	for _, status := range refusals(path, method, op) {
		op.Responses.Set(strconv.Itoa(status), &openapi3.ResponseRef{Ref: "#/components/responses/Problem"})
	}
	addPlain(op, method == http.MethodGet && secured)
}

// demand says of If-Match what comes of leaving it out (docs/decisions/0011).
func demand(match *openapi3.Parameter) string {
	switch {
	case match.Required:
		return "The version that was seen, from the ETag. Required: 428 without it, 412 when it is old."
	case strings.Contains(match.Description, "required"), strings.Contains(match.Description, "needed"): // once there is something
		return match.Description
	}
	return "The version that was seen, from the ETag. Not required; when it is sent and old, 412."
}

// addPlain adds the answers without a body: what revalidation and ranges bring.
func addPlain(op *openapi3.Operation, revalidated bool) {
	if revalidated {
		plain(op, http.StatusNotModified)
	}
	if ok := op.Responses.Value("200"); ok != nil && isFile(ok.Value.Content) {
		op.Responses.Set("206", ok)
		plain(op, http.StatusRequestedRangeNotSatisfiable)
	}
}

// isFile is true of an answer that is a file. One that was uploaded, or comes in several formats, has the type that it has.
func isFile(content openapi3.Content) bool {
	if uploaded := content["application/octet-stream"]; uploaded != nil {
		delete(content, "application/octet-stream")
		content["*/*"] = uploaded
	}
	for _, media := range content {
		if s := media.Schema; s != nil && s.Value != nil && s.Value.Format == "binary" {
			return true
		}
	}
	return false
}

// secure names both ways to sign in where the annotations name one, and none where a call is for everybody.
func secure(op *openapi3.Operation) bool {
	if op.Security == nil || len(*op.Security) == 0 {
		op.Security = &openapi3.SecurityRequirements{}
		return false
	}
	op.Security = &openapi3.SecurityRequirements{{"bearer": []string{}}, {"session": []string{}}}
	return true
}

// plain is an answer without a body.
func plain(op *openapi3.Operation, status int) {
	op.Responses.Set(strconv.Itoa(status), &openapi3.ResponseRef{Value: openapi3.NewResponse().WithDescription(http.StatusText(status))})
}

// refusals are the statuses that a call may be refused with, by what it takes.
func refusals(path, method string, op *openapi3.Operation) []int {
	if !strings.HasPrefix(path, "/api/") {
		return append(declared(op), 422) // a query that the call does not know
	}
	all := append(declared(op), 401, 403, 404, 422, 429, 503)
	if method != http.MethodGet {
		all = append(all, 409, 507)
	}
	if op.RequestBody != nil {
		all = append(all, 413, 415)
	}
	if header(op, "If-Match") != nil {
		all = append(all, 412, 428)
	}
	return all
}

// declared are the refusals that the handler's annotations name.
func declared(op *openapi3.Operation) []int {
	var all []int
	for status := range op.Responses.Map() {
		if n, err := strconv.Atoi(status); err == nil && n >= http.StatusBadRequest {
			all = append(all, n)
		}
	}
	return all
}

func header(op *openapi3.Operation, name string) *openapi3.Parameter {
	return op.Parameters.GetByInAndName("header", name)
}

// refused is the one answer of every refusal; calls refer to it.
func refused() openapi3.ResponseBodies {
	schema := openapi3.NewSchemaRef("#/components/schemas/Problem", nil)
	response := openapi3.NewResponse().WithDescription("Refused; the code says why (see /problems).").
		WithContent(openapi3.Content{problemType: openapi3.NewMediaType().WithSchemaRef(schema)})
	return openapi3.ResponseBodies{"Problem": &openapi3.ResponseRef{Value: response}}
}

// identifier names a call for generated clients: getProjectsIdMilestones.
func identifier(method, path string) string {
	name := strings.ToLower(method)
	for _, part := range strings.FieldsFunc(strings.TrimPrefix(path, "/api/v1"), func(r rune) bool { return strings.ContainsRune("/{}-.", r) }) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

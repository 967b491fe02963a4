// Package docs is what the service promises: the generated contract, and the pages made from the code. Only this file is written by hand.
package docs

import _ "embed" // for the contract below

// OpenAPI is the contract as OpenAPI 3.0, which is what clients should read.
//
//go:embed openapi.json
var OpenAPI []byte

// Swagger is the same contract as Swagger 2.0, for programs that know no newer form.
//
//go:embed swagger.json
var Swagger []byte

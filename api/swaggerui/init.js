// Cookie-authenticated writes need this header; see api/auth.go.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers["X-Requested-With"] = "zhaoyin";
    return request;
  },
});

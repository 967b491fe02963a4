package api

// Rights is the table of what each call asks for first.
var Rights = rights
